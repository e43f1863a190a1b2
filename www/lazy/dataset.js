// Loads datasets from other addresses: a published dataset.bin, or a program.json, which the checker compiles first.
import { loadChecker } from "#checker";

/** @typedef {import("#glue").Dataset} Dataset */
/** @typedef {import("../types.js").Program} Program */

// limits for a file
const MAX_BYTES = 2 * 1024 * 1024;
const TIMEOUT_MS = 20_000;
const MAGIC = "shanhai\0";

/**
 * The bytes of datasets by address. After a failed read the next request tries again.
 * @type {Map<string, Promise<Uint8Array>>}
 */
const known = new Map();

/**
 * Reads the dataset that the `src` of an element names. Returns a function that decodes it in a program. Each program
 * decodes an address once.
 * @param {Element} element
 * @param {string} src
 * @returns {Promise<(program: Program) => Dataset>}
 */
export async function datasetOf(element, src) {
  const { href } = allowed(element, src);
  const reading = known.get(href) ?? read(href);
  known.set(href, reading);
  reading.catch(() => known.delete(href));
  try {
    const bytes = await reading;
    return (program) => {
      const datasets = (program.datasets ??= new Map());
      const dataset = datasets.get(href) ?? decode(program, bytes, href);
      datasets.set(href, dataset);
      return dataset;
    };
  } catch (error) {
    throw reported(messageOf(error));
  }
}

/**
 * Stores the bytes of a dataset that the page itself made. Returns a `src` for it that needs no network request.
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
export function held(bytes) {
  const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  known.set(address, Promise.resolve(bytes));
  return address;
}

/** @type {(program: Program, bytes: Uint8Array, address: string) => Dataset} */
function decode(program, bytes, address) {
  try {
    return new program.glue.Dataset(bytes, address);
  } catch (error) {
    throw reported(`${address}: ${messageOf(error)}`);
  }
}

/**
 * Returns the address of a dataset if this page may show it.
 * @param {Element} element
 * @param {string} src
 */
function allowed(element, src) {
  let address;
  try {
    address = new URL(src, document.baseURI);
  } catch {
    throw reported(`${src}: no address`);
  }
  if (address.protocol === "blob:" && known.has(address.href)) return address;
  // anyone can write a query string, so there `src` may name only data of the page's own host
  const isOurs = element.getAttribute("src") === src || address.origin === location.origin;
  if (!isOurs) throw reported(`${address}: an address of the page may name datasets of its own host only`);
  const isSafe = address.protocol === "https:" || (address.protocol === "http:" && location.protocol === "http:");
  if (!isSafe) throw reported(`${address}: only https addresses are read`);
  return address;
}

/**
 * @param {string} address
 * @returns {Promise<Uint8Array>}
 */
async function read(address) {
  const bytes = await bytesOf(address);
  const isBinary = [...MAGIC].every((letter, index) => bytes[index] === letter.charCodeAt(0));
  return isBinary ? bytes : compiled(address, text(bytes, address));
}

/**
 * Compiles a program.json to the binary form. The files that it names must be on the same host.
 * @param {string} address
 * @param {string} json
 */
async function compiled(address, json) {
  const names = await call("beside", address, json);
  const texts = await Promise.all(
    names.map(async (/** @type {string} */ name) => {
      const file = new URL(name, address);
      const { origin } = new URL(address);
      if (file.origin !== origin) throw Error(`${file.origin} is another host than the dataset's`);
      return text(await bytesOf(file.href), file.href);
    }),
  );
  return call("compile", address, json, names, texts);
}

// After a trap or a failed load, the next dataset gets a new instance of the module: nothing inside the former one can
// be trusted, and a failed import may never succeed.
/** @type {Promise<any> | undefined} */
let checker;
let loads = 0;
const loadedChecker = () =>
  (checker ??= loadChecker(loads++ ? `?${loads}` : "").catch((/** @type {unknown} */ error) => {
    checker = undefined;
    throw error;
  }));

/**
 * Calls a function of the checker for the dataset of an address.
 * @param {"beside" | "compile"} name
 * @param {string} address
 * @param {unknown[]} given
 */
async function call(name, address, ...given) {
  const module = await loadedChecker();
  try {
    return module[name](...given);
  } catch (error) {
    // faults in the data are plain errors; all others are traps, or the end of the stack
    if (/** @type {Error} */ (error).name !== "Error") checker = undefined;
    throw Error(`${address}: ${messageOf(error)}`, { cause: error });
  }
}
/** @param {unknown} error */
const messageOf = (error) => /** @type {Error} */ (error).message;

/** @type {(bytes: Uint8Array, address: string) => string} */
function text(bytes, address) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw Error(`${address}: no UTF-8`);
  }
}

/**
 * Returns the bytes of a file, within limits of size and time.
 * @param {string} address
 */
export async function bytesOf(address) {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), TIMEOUT_MS);
  try {
    const answer = await fetch(address, { signal: timeout.signal });
    if (!answer.ok) throw Error(`the answer is ${answer.status}`);
    // permission for an address does not extend to another host that the address redirects to
    if (new URL(answer.url).origin !== new URL(address).origin) throw Error(`it leads to another host, ${answer.url}`);
    return await body(answer);
  } catch (error) {
    throw Error(`${address}: ${timeout.signal.aborted ? `no answer within ${TIMEOUT_MS / 1000} s` : messageOf(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Response} answer */
async function body(answer) {
  const reader = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (answer.body).getReader();
  const pieces = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(pieces).arrayBuffer());
    pieces.push(value);
    length += value.length;
    if (length > MAX_BYTES) {
      reader.cancel();
      throw Error(`more than ${MAX_BYTES} bytes`);
    }
  }
}

/** @param {string} reason */
function reported(reason) {
  console.error(`shanhai-widget, src: ${reason}`);
  return new Error(reason);
}
