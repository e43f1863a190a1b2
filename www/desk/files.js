// Reads files from drops and file inputs in the form that the checks take: paths and bytes.

/** @typedef {{ path: string, bytes: Uint8Array }} File_ */

// file types that the checks read; other files in a folder are not read
const READ = /\.(json|topojson|geojson|xlsx|csv)$/i;
const PASSED_BY = /(^|\/)(\.|node_modules\/|~\$)/;
// maximum bytes of one file, and maximum number of files
const MOST_BYTES = 20 * 1024 * 1024;
const MOST = 400;

/**
 * @param {{ path: string, file: File }[]} found
 * @returns {Promise<File_[]>}
 */
async function read(found) {
  const wanted = found.filter(({ path }) => READ.test(path) && !PASSED_BY.test(path));
  // the names of other files are passed on, so that the desk can name them where it can read nothing
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
    // browsers return a hundred entries at a time
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
 * Returns the files of a drop, including those in dropped folders.
 * @param {DataTransfer} transfer
 */
export async function ofDrop(transfer) {
  // read both before the first `await`: the browser empties the drop afterwards
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry !== null && entry !== undefined);
  const files = [...transfer.files];
  const found = entries.length ? (await Promise.all(entries.map(below))).flat() : files.map((file) => ({ path: file.name, file }));
  return read(found);
}

/**
 * Returns the files of a file input.
 * @param {HTMLInputElement} input
 */
export function ofChooser(input) {
  const files = [...(input.files ?? [])];
  return read(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}
