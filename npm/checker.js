// Loads the checks, from the package. www/lazy/checker.js does the same for a release.

const CHECKS_URL = new URL("./checks.js", import.meta.url).href;

/**
 * Loads them. A new query string gives a new module instance, as in files.js.
 * @param {string} query
 */
export async function loadChecker(query) {
  // @ts-ignore: the release puts the program beside this script
  const module = await (query ? import(/* @vite-ignore */ /* webpackIgnore: true */ CHECKS_URL + query) : import("./checks.js"));
  await module.default({ module_or_path: new URL("./checks.wasm", import.meta.url).href });
  return module;
}
