// Loads the checks, a program of their own. The npm package has a module of its own in place of this one
// (npm/checker.js).

/** @param {string} name */
const at = (name) => new URL(`../${name}`, import.meta.url).href;

/**
 * Loads them. A new query string gives a new module instance.
 * @param {string} query
 */
export async function loadChecker(query) {
  const module = await import(at(CHECKER_JS) + query);
  await module.default({ module_or_path: at(CHECKER_WASM) });
  return module;
}
