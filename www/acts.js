// Handles what a reader does before the program has loaded: each act starts the load, and kept acts are replayed
// after it.

/** @typedef {import("./types.js").Act} Act */

const TYPES = ["pointerdown", "pointermove", "pointerup", "click", "focusin", "keydown", "input", "change"];
const KEYED = ".stage, [role=tab], .item summary";

// When the page scrolls, elements move under a resting pointer, and pointer events fire without an act of the reader.
let scrolled = -1000;
addEventListener("scroll", ({ timeStamp }) => (scrolled = timeStamp), { capture: true, passive: true });
/** @param {any} event */
const isAct = ({ type, pointerType, timeStamp, key }) => {
  // a touch may be the start of a scroll
  if (type === "pointerdown" || type === "pointermove") return pointerType !== "touch" && timeStamp - scrolled > 200;
  return type !== "keydown" || !["Shift", "Control", "Alt", "Meta"].includes(key);
};

/**
 * Calls `begin` at each act in a shadow root. If only the program can carry out the act, the function adds it to
 * `acts` and passes the event to `begin`. Returns a function that removes the event listeners.
 * @param {ShadowRoot} root
 * @param {Act[]} acts
 * @param {(kept?: Event) => void} begin
 */
export function watchActs(root, acts, begin) {
  const stop = new AbortController();
  /** @param {Event} event */
  const heard = (event) => {
    if (!isAct(event)) return;
    const at = /** @type {Element} */ (event.composedPath()[0]);
    const target = (event.type === "click" && at.closest("a, button, summary, select, input, label, .stage")) || at;
    // dialogs load their own module
    if (target.closest("[data-lazy]")) return;
    const kept = isKept(event, target);
    if (kept) {
      if (event.type === "pointermove") acts.splice(0, acts.length, ...acts.filter((act) => act.type !== event.type));
      acts.push(recorded(event, target));
      if (event.type !== "pointermove") (target.closest(".stage") ?? target).setAttribute("aria-busy", "true");
    }
    begin(kept ? event : undefined);
  };
  for (const type of TYPES) root.addEventListener(type, heard, { capture: true, signal: stop.signal });
  return () => stop.abort();
}

/**
 * @param {any} event
 * @param {Element} target
 */
function isKept(event, target) {
  const { type, ctrlKey, metaKey, altKey, shiftKey, key } = event;
  const isCommand = ctrlKey || metaKey || altKey;
  if (type === "pointermove") return target.closest(".stage");
  if (type === "keydown") {
    if (isCommand || !target.matches(KEYED) || !/^(Arrow|Home|End|Page|\?)/.test(key) && !(target.matches(".stage") && /^(Enter| )$/.test(key))) return false;
    event.preventDefault();
    return true;
  }
  // The browser itself opens `details` and fills fields. The program takes over their state when it starts.
  if (type !== "click" || isCommand || shiftKey || target.matches("summary, select, input, label, a:not([role=tab])")) return false;
  if (target.matches("a")) event.preventDefault();
  return target.matches("a, button, .stage");
}

/**
 * Records an act with its position relative to its target, because the page may move before the act is replayed.
 * @param {any} event
 * @param {Element} target
 * @returns {Act}
 */
function recorded({ type, key, clientX = 0, clientY = 0, pointerType, detail }, target) {
  const { left, top } = target.getBoundingClientRect();
  const init = { key, pointerType, detail: type === "click" ? detail : 0 };
  return { type, target, name: nameOf(target), x: clientX - left, y: clientY - top, init };
}

/**
 * Returns a selector that finds an element, or its replacement in a widget that was mounted again.
 * @param {Element} element
 */
export function nameOf(element) {
  let name = "";
  for (let one = /** @type {Element | null} */ (element); one && !one.matches(".box"); one = one.parentElement) {
    if (one.id) return `#${CSS.escape(one.id)}${name}`;
    const entry = one.getAttribute("data-entry");
    if (entry) return `[data-entry="${entry}"]${name}`;
    const alike = [...(one.parentElement?.children ?? [])].filter(({ localName }) => localName === one?.localName);
    name = ` > ${one.localName}:nth-of-type(${alike.indexOf(one) + 1})${name}`;
  }
  return `.box${name}`;
}
