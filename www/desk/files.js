// Files from drops and choosers, as the checks take them: paths and bytes.

/** @typedef {{ path: string, bytes: Uint8Array }} File_ */

// what the checks read; the rest of a folder stays where it is
const READ = /\.(json|topojson|geojson|xlsx|csv)$/i;
const PASSED_BY = /(^|\/)(\.|node_modules\/|~\$)/;
// bytes of one file, and how many files
const MOST_BYTES = 20 * 1024 * 1024;
const MOST = 400;

/**
 * @param {{ path: string, file: File }[]} found
 * @returns {Promise<File_[]>}
 */
async function read(found) {
  const wanted = found.filter(({ path }) => READ.test(path) && !PASSED_BY.test(path));
  // what else there is is named, where nothing can be read
  const named = found.filter((one) => !wanted.includes(one)).slice(0, 5);
  if (wanted.length > MOST) throw Error(`${wanted.length} files; at most ${MOST}`);
  const large = wanted.find(({ file }) => file.size > MOST_BYTES);
  if (large) throw Error(`${large.path}: more than ${MOST_BYTES / 1024 / 1024} MB`);
  const bytes = await Promise.all(wanted.map(async ({ path, file }) => ({ path, bytes: new Uint8Array(await file.arrayBuffer()) })));
  return [...bytes, ...named.map(({ path }) => ({ path, bytes: new Uint8Array() }))];
}

/** @param {FileSystemDirectoryEntry} folder */
async function within(folder) {
  const reader = folder.createReader();
  /** @type {FileSystemEntry[]} */
  const all = [];
  for (;;) {
    // a hundred at a time, as browsers hand them out
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return all;
    all.push(...some);
  }
}

/**
 * @param {FileSystemEntry} entry
 * @returns {Promise<{ path: string, file: File }[]>}
 */
async function below(entry) {
  const path = entry.fullPath.replace(/^\//, "");
  if (PASSED_BY.test(path + (entry.isDirectory ? "/" : ""))) return [];
  if (entry.isDirectory) {
    const inner = await within(/** @type {FileSystemDirectoryEntry} */ (entry));
    return (await Promise.all(inner.map(below))).flat();
  }
  const file = await new Promise((resolve, reject) => /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject));
  return [{ path, file }];
}

/**
 * The files of a drop, with those of folders in it.
 * @param {DataTransfer} transfer
 */
export async function ofDrop(transfer) {
  // both before anything is waited for: the drop is empty afterwards
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry !== null && entry !== undefined);
  const files = [...transfer.files];
  const found = entries.length ? (await Promise.all(entries.map(below))).flat() : files.map((file) => ({ path: file.name, file }));
  return read(found);
}

/**
 * The files of a chooser.
 * @param {HTMLInputElement} input
 */
export function ofChooser(input) {
  const files = [...(input.files ?? [])];
  return read(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}
