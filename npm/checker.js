// Loads the checks, from the package. www/lazy/checker.js does the same for a release.

export async function loadChecker() {
  // @ts-ignore: the release puts the program beside this script
  const module = await import("./checks.js");
  await module.default({ module_or_path: new URL("./checks.wasm", import.meta.url).href });
  return module;
}
