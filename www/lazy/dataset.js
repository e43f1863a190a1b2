// Loads datasets from other addresses: a published dataset.bin, or a program.json, which the checker compiles first.
import { loadChecker } from "#checker";

/** @typedef {import("#glue").Dataset} Dataset */
/** @typedef {import("../types.js").Program} Program */

// maximum bytes of a file
const MOST = 2 * 1024 * 1024;
// maximum ms for a file
const PATIENCE = 20_000;
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
  const { beside, compile } = await loadedChecker();
  const names = beside(json);
  const texts = await Promise.all(
    names.map(async (/** @type {string} */ name) => {
      const file = new URL(name, address);
      const { origin } = new URL(address);
      if (file.origin !== origin) throw Error(`${file.origin} is another host than the dataset's`);
      return text(await bytesOf(file.href), file.href);
    }),
  );
  try {
    return compile(json, names, texts);
  } catch (error) {
    // after a trap nothing inside the checker can be trusted
    checker = undefined;
    throw Error(`${address}: ${messageOf(error)}`, { cause: error });
  }
}

/** @type {Promise<any> | undefined} */
let checker;
const loadedChecker = () =>
  (checker ??= loadChecker().catch((/** @type {unknown} */ error) => {
    // a later dataset may succeed
    checker = undefined;
    throw error;
  }));
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
  const patience = new AbortController();
  const clock = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch(address, { signal: patience.signal });
    if (!answer.ok) throw Error(`the answer is ${answer.status}`);
    // permission for an address does not extend to another host that the address redirects to
    if (new URL(answer.url).origin !== new URL(address).origin) throw Error(`it leads to another host, ${answer.url}`);
    return await body(answer);
  } catch (error) {
    throw Error(`${address}: ${patience.signal.aborted ? `no answer within ${PATIENCE / 1000} s` : messageOf(error)}`, { cause: error });
  } finally {
    clearTimeout(clock);
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
    if (length > MOST) {
      reader.cancel();
      throw Error(`more than ${MOST} bytes`);
    }
  }
}

/** @param {string} reason */
function reported(reason) {
  console.error(`shanhai-widget, src: ${reason}`);
  return new Error(reason);
}
