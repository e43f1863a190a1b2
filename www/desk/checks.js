// The checks: the WebAssembly program, and the programme that this release published, which dropped files may rely
// on.

/** @typedef {import("./files.js").File_} File_ */
/**
 * @typedef {{ file: string, line?: number, column?: number, row?: string, path: string, found: string, expected: string,
 *   help: string, excerpt?: { before: string, behind: string } }} Fault
 * @typedef {{ id: string, title: Record<string, string>, languages: string[], updated: string, counts: Record<string, number> }} Dataset
 * @typedef {{ kind: string, names?: string[], what?: string }} Remark
 * @typedef {{ file: string, faults: Fault[], remarks: Remark[], dataset: Dataset | null, binary?: Uint8Array<ArrayBuffer>, json?: string }} CheckResult
 * @typedef {{ list: string, id: string, name: string, what: string, fields: { path: string, before: string, after: string }[] | null,
 *   values: string }} Change
 */

const at = (/** @type {string} */ name) => new URL(`../${name}`, import.meta.url).href;

/** @type {any} */
let glue;
/** @type {File_[]} */
export let published = [];

/** Loads everything that this page will ever need. */
export async function load() {
  glue = await import(at(DESK_JS));
  const [program] = await Promise.all([
    fetchPublished("program.json"),
    glue.default({ module_or_path: fetch(at(DESK_WASM), { integrity: DESK_INTEGRITY }) }),
  ]);
  const beside = glue.beside(new TextDecoder().decode(program.bytes));
  published = [program, ...(await Promise.all(beside.map(fetchPublished)))];
}

/** @param {string} path @returns {Promise<File_>} */
async function fetchPublished(path) {
  const answer = await fetch(at(`data/${path}`));
  if (!answer.ok) throw Error(`${path}: ${answer.status}`);
  return { path, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

/** @param {File_[]} files */
function handed(files) {
  const list = new glue.Files();
  for (const { path, bytes } of files) list.add(path, bytes);
  return list;
}

/**
 * @param {File_[]} dropped
 * @param {File_[]} before
 * @returns {CheckResult}
 */
export function check(dropped, before) {
  const lists = [handed(dropped), handed(before)];
  const checked = new glue.Looked(...lists);
  try {
    return { ...JSON.parse(checked.report()), binary: checked.binary(), json: checked.json() };
  } finally {
    for (const one of [checked, ...lists]) one.free();
  }
}

/** @type {(old: string, present: string) => Change[]} */
export const changes = (old, present) => JSON.parse(glue.changes(old, present));
/** @type {(old: string, present: string) => string} */
export const pageOfChanges = (old, present) => glue.page_of_changes(old, present);
/** @type {(json: string) => string[]} */
export const beside = (json) => glue.beside(json);
