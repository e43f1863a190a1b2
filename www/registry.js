// What the page has of the program: one of it, the widgets that stand in elements, and elements that wait.
import { DATASET, PROGRAM, at, made, part, soon } from "./files.js";

// After one that broke down or did not come the next program is a fresh one: a module holds one, or never comes at all.
let program;
let loads = 0;
// told when a program breaks down, with the error
let crashed;
export const onCrash = (told) => (crashed = told);

export const isLoading = () => Boolean(program);
export const load = () =>
  (program ??= soon(begun()).catch((error) => {
    // a later element may have more luck
    program = undefined;
    throw error;
  }));
async function begun() {
  const url = PROGRAM.glue + (loads++ ? `?${loads}` : "");
  const glue = await import(url);
  // only what was published: a program with another byte could show another number
  const wasm = fetch(PROGRAM.wasm, { integrity: PROGRAM.integrity });
  const bytes = DATASET && part("dataset").then((module) => module.bytesOf(at(DATASET)));
  const [own] = await Promise.all([bytes, glue.default({ module_or_path: wasm })]);
  const whole = { glue, own: own ? new glue.Dataset(own) : glue.Dataset.own() };
  glue.guard((error) => crashed(whole, error));
  return whole;
}

// Elements whose widget stands in the page now, and widgets that wait for an element, each with its box and program: a
// widget that has begun once can begin again, and leaves nothing behind.
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

// Forgets a program that has broken down; answers with the elements that it showed.
export function forgetProgram(ended) {
  const left = [...living.keys()].filter((element) => living.get(element).program === ended);
  left.forEach((element) => living.delete(element));
  ended.broken = true;
  pool.length = 0;
  program = undefined;
  return left;
}

// Elements that show no widget yet, each with what begins it; figures of the page may be among them.
const waiting = new Map();
// elements that have just come, and may soon wait or live
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

// An element has its widget, or will have none: what is asked for meanwhile is opened when all have had their chance.
export function settled(element) {
  coming.delete(element);
  // not while the program is on its way out
  queueMicrotask(idle);
}
