// Where the files of this release are. The npm package has a module of its own in place of this one (npm/files.js),
// because a bundler moves files, and recognises only literal references to them.

/** @param {string} name */
const at = (name) => new URL(name, import.meta.url).href;

/** The folder of the whole release; empty if its address is not known. */
export const BASE = at("./");
/** Returns that folder for an element. */
export const baseOf = (/** @type {Element} */ _element) => BASE;

export const PROGRAM_URL = at(PROGRAM_WASM);
export const GLUE_URL = at(PROGRAM_JS);
export const STYLES_URL = at(STYLES.url);
/** The dataset that was published with the program, or nothing if it is the one inside the program. */
export const DATASET_URL = DATASET && at(DATASET);

/**
 * Imports the program's glue. A new query string gives a new module instance.
 * @param {string} query
 * @returns {Promise<typeof import("./program.js")>}
 */
export const importGlue = (query) => import(GLUE_URL + query);

/** @type {Partial<Record<string, number>>} */
const failures = {};

/**
 * Imports a module that few readers need.
 * @template {keyof import("./types.js").LazyModules} Name
 * @param {Name} name
 * @returns {Promise<import("./types.js").LazyModules[Name]>}
 */
export const importLazy = (name) =>
  import(at(`${LAZY}/${name}.js`) + (failures[name] ? `?${failures[name]}` : "")).catch((error) => {
    // Firefox never requests a module again after its import has failed
    failures[name] = (failures[name] ?? 0) + 1;
    throw error;
  });
