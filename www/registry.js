// The page's state of the program: one program, the widgets shown in elements, and elements that wait.
import { DATASET_URL, PROGRAM_URL, importGlue, importLazy } from "#files";
import { create } from "./dom.js";
import { withTimeout } from "./timeout.js";

/** @typedef {import("./element.js").ShanhaiWidget} ShanhaiWidget */
/** @typedef {import("./types.js").MountedWidget} MountedWidget */
/** @typedef {import("./types.js").Program} Program */

// After a crash or a failed load, import a new module instance: a module holds one program, and a failed import may
// never succeed.
/** @type {Promise<Program> | undefined} */
let program;
let loads = 0;
/**
 * Called with the program and the error when a program crashes.
 * @type {(program: Program, error: unknown) => void}
 */
let crashed;
/** @param {typeof crashed} callback */
export const onCrash = (callback) => (crashed = callback);

export const isLoading = () => Boolean(program);
/** Loads the program, once for all elements. */
export const load = () =>
  (program ??= withTimeout(start()).catch((error) => {
    // a later element may succeed
    program = undefined;
    throw error;
  }));
/** @returns {Promise<Program>} */
async function start() {
  // accept only the published program: one that differs by a byte could show another number
  const wasm = fetch(PROGRAM_URL, { integrity: PROGRAM_INTEGRITY });
  // without the glue, nothing waits for the program, and its failure is not another error
  wasm.catch(() => {});
  const glue = await importGlue(loads++ ? `?${loads}` : "");
  const url = DATASET_URL;
  const bytes = url && importLazy("dataset").then((module) => module.bytesOf(url));
  const [own] = await Promise.all([bytes, glue.default({ module_or_path: wasm })]);
  const program = { glue, own: own ? new glue.Dataset(own) : glue.Dataset.own() };
  glue.guard((error) => crashed(program, error));
  return program;
}

/**
 * Elements that show a widget in the page now.
 * @type {Map<ShanhaiWidget, MountedWidget>}
 */
export const mounted = new Map();
/**
 * Ended widgets, which can start again, since they leave nothing behind.
 * @type {MountedWidget[]}
 */
const pool = [];

/** @param {Program} program */
export function widgetOf(program) {
  const at = pool.findIndex((widget) => widget.program === program);
  if (at >= 0) return pool.splice(at, 1)[0];
  const box = create("div", { className: "box" });
  box.dataset.taken = "";
  return Object.assign(new program.glue.Widget(box), { program, box });
}

/** @param {MountedWidget} widget */
export function end(widget) {
  widget.end();
  widget.box.remove();
  pool.push(widget);
}

/**
 * Forgets a program that has crashed. Returns the elements that it showed.
 * @param {Program} crashed
 */
export function forgetProgram(crashed) {
  const elements = [...mounted.keys()].filter((element) => mounted.get(element)?.program === crashed);
  elements.forEach((element) => mounted.delete(element));
  crashed.broken = true;
  pool.length = 0;
  program = undefined;
  return elements;
}

/**
 * Elements that show no widget yet, each with the function that starts it. Figures of the page may be among them.
 * @type {Map<Element, () => void>}
 */
const waiting = new Map();
/**
 * Elements that were just connected, and may soon wait or show a widget.
 * @type {Set<Element>}
 */
const pending = new Set();
let allSettled = () => {};
/** @param {() => void} callback */
export const onSettled = (callback) => (allSettled = callback);

/** @param {Element} element */
export const connecting = (element) => pending.add(element);
/** @type {(element: Element, begin: () => void) => unknown} */
export const wait = (element, begin) => waiting.set(element, begin);
/** @param {Element} element */
export const forget = (element) => waiting.delete(element);
/** Returns what waits and is no longer in the page: unlike our element, a figure is not told that it was removed. */
export const abandoned = () => [...waiting.keys()].filter((one) => !one.isConnected);
/** @param {Element} element */
export function wake(element) {
  const begin = waiting.get(element);
  waiting.delete(element);
  begin?.();
}
/** Returns the visible elements that may show a widget soon. */
export const candidates = () => [...new Set([...pending, ...waiting.keys()])].filter((one) => one.getClientRects().length);

/**
 * Call this when an element has its widget, or will have none. A target that the page asked for in the meantime opens
 * when all elements have settled.
 * @param {Element} element
 */
export function settled(element) {
  pending.delete(element);
  // not while the program is still unwinding
  queueMicrotask(allSettled);
}
