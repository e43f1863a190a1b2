// The page's state of the program: one program, the widgets shown in elements, and elements that wait.
import { DATASET, PROGRAM, at, made, part, soon } from "./files.js";

// After a crash or a failed load, import a new module instance: a module holds one program, and a failed import may
// never succeed.
let program;
let loads = 0;
// called with the program and the error when a program crashes
let crashed;
export const onCrash = (told) => (crashed = told);

export const isLoading = () => Boolean(program);
export const load = () =>
  (program ??= soon(begun()).catch((error) => {
    // a later element may succeed
    program = undefined;
    throw error;
  }));
async function begun() {
  const url = PROGRAM.glue + (loads++ ? `?${loads}` : "");
  const glue = await import(url);
  // accept only the published program: one that differs by a byte could show another number
  const wasm = fetch(PROGRAM.wasm, { integrity: PROGRAM.integrity });
  const bytes = DATASET && part("dataset").then((module) => module.bytesOf(at(DATASET)));
  const [own] = await Promise.all([bytes, glue.default({ module_or_path: wasm })]);
  const whole = { glue, own: own ? new glue.Dataset(own) : glue.Dataset.own() };
  glue.guard((error) => crashed(whole, error));
  return whole;
}

// Elements that show a widget in the page now, and widgets that wait for an element, each with its box and program. A
// widget that has started once can start again, and leaves nothing behind.
export const living = new Map();
const pool = [];

export function widgetOf(program) {
  const at = pool.findIndex((widget) => widget.program === program);
  if (at >= 0) return pool.splice(at, 1)[0];
  const box = made("div", { className: "box" });
  box.dataset.taken = "";
  return Object.assign(new program.glue.Widget(box), { program, box });
}

export function end(widget) {
  widget.end();
  widget.box.remove();
  pool.push(widget);
}

// Forgets a program that has crashed. Returns the elements that it showed.
export function forgetProgram(ended) {
  const left = [...living.keys()].filter((element) => living.get(element).program === ended);
  left.forEach((element) => living.delete(element));
  ended.broken = true;
  pool.length = 0;
  program = undefined;
  return left;
}

// Elements that show no widget yet, each with the function that starts it. Figures of the page may be among them.
const waiting = new Map();
// elements that were just connected, and may soon wait or show a widget
const coming = new Set();
let idle = () => {};
export const onSettled = (told) => (idle = told);

export const come = (element) => coming.add(element);
export const wait = (element, begin) => waiting.set(element, begin);
export const forget = (element) => waiting.delete(element);
export function wake(element) {
  const begin = waiting.get(element);
  waiting.delete(element);
  begin?.();
}
export const inReach = () => [...new Set([...coming, ...waiting.keys()])].filter((one) => one.getClientRects().length);

// Call this when an element has its widget, or will have none. A target that the page asked for in the meantime opens
// when all elements have settled.
export function settled(element) {
  coming.delete(element);
  // not while the program is still unwinding
  queueMicrotask(idle);
}
