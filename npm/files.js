// Where the files of the package are. A bundler moves files, and recognises only literal references to them.
// www/files.js does the same for a release.

/** The folder of the whole release; empty, since the package holds the element alone. */
export const BASE = "";
/**
 * Returns the folder of the whole release that an element names, if it does.
 * @param {Element} element
 */
export const baseOf = (element) => {
  const base = element.getAttribute("base");
  return base === null ? "" : new URL(base.replace(/\/?$/, "/"), document.baseURI).href;
};

export const PROGRAM_URL = new URL("./program.wasm", import.meta.url).href;
export const GLUE_URL = new URL("./program.js", import.meta.url).href;
export const STYLES_URL = new URL("./widget.css", import.meta.url).href;
/** @type {string | null} the program holds the package's dataset */
export const DATASET_URL = null;

/**
 * Imports the program's glue. A new query string gives a new module instance; bundlers leave that import alone. Parcel
 * drops the exports of a script that is referenced only by its address.
 * @param {string} query
 * @returns {Promise<typeof import("../www/program.js")>}
 */
export const importGlue = (query) =>
  // @ts-ignore: the release puts the program beside this script
  query ? import(/* @vite-ignore */ /* webpackIgnore: true */ GLUE_URL + query) : import("./program.js");

const MODULES = {
  back: () => import("../www/lazy/back.js"),
  dataset: () => import("../www/lazy/dataset.js"),
  embed: () => import("../www/lazy/embed.js"),
  export: () => import("../www/lazy/export.js"),
  figure: () => import("../www/lazy/figure.js"),
  save: () => import("../www/lazy/save.js"),
  story: () => import("../www/lazy/story.js"),
};

/**
 * Imports a module that few readers need.
 * @template {keyof import("../www/types.js").LazyModules} Name
 * @param {Name} name
 * @returns {Promise<import("../www/types.js").LazyModules[Name]>}
 */
export const importLazy = (name) => /** @type {Promise<any>} */ (MODULES[name]());
