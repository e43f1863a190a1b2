// What a reader does before the program is there: it brings the program, and is done when that has come.

const TYPES = ["pointerdown", "pointermove", "pointerup", "click", "focusin", "keydown", "input", "change"];
const KEYED = ".stage, [role=tab], .item summary";

// A page that scrolls moves what is under a pointer that rests.
let scrolled = -1000;
addEventListener("scroll", ({ timeStamp }) => (scrolled = timeStamp), { capture: true, passive: true });
const isAct = ({ type, pointerType, timeStamp, key }) => {
  // a finger that goes down may be about to scroll
  if (type === "pointerdown" || type === "pointermove") return pointerType !== "touch" && timeStamp - scrolled > 200;
  return type !== "keydown" || !["Shift", "Control", "Alt", "Meta"].includes(key);
};

/**
 * Calls `begin` at each act in a shadow root, with the event if it is kept: what only the program can do goes to `acts`, until
 * this is ended by what it answers with.
 */
export function watchActs(root, acts, begin) {
  const stop = new AbortController();
  const heard = (event) => {
    if (!isAct(event)) return;
    const at = event.composedPath()[0];
    const target = (event.type === "click" && at.closest("a, button, summary, select, input, label, .stage")) || at;
    // dialogs come by themselves
    if (target.closest("[data-later]")) return;
    const kept = isKept(event, target);
    if (kept) {
      if (event.type === "pointermove") acts.splice(0, acts.length, ...acts.filter((act) => act.type !== event.type));
      acts.push(noted(event, target));
      if (event.type !== "pointermove") (target.closest(".stage") ?? target).setAttribute("aria-busy", "true");
    }
    begin(kept ? event : undefined);
  };
  for (const type of TYPES) root.addEventListener(type, heard, { capture: true, signal: stop.signal });
  return () => stop.abort();
}

function isKept(event, target) {
  const { type, ctrlKey, metaKey, altKey, shiftKey, key } = event;
  const isCommand = ctrlKey || metaKey || altKey;
  if (type === "pointermove") return target.closest(".stage");
  if (type === "keydown") {
    if (isCommand || !target.matches(KEYED) || !/^(Arrow|Home|End|Page|\?)/.test(key) && !(target.matches(".stage") && /^(Enter| )$/.test(key))) return false;
    event.preventDefault();
    return true;
  }
  // what the browser opens and fills by itself is taken over as it is then
  if (type !== "click" || isCommand || shiftKey || target.matches("summary, select, input, label, a:not([role=tab])")) return false;
  if (target.matches("a")) event.preventDefault();
  return target.matches("a, button, .stage");
}

// An act, with where it was within its target: the page may move until it is done.
function noted({ type, key, clientX = 0, clientY = 0, pointerType, detail }, target) {
  const { left, top } = target.getBoundingClientRect();
  return { type, target, name: nameOf(target), x: clientX - left, y: clientY - top, given: { key, pointerType, detail: type === "click" ? detail : 0 } };
}

/** A selector that finds an element, or the one in its place, in a widget that is mounted anew. */
export function nameOf(element) {
  let name = "";
  for (let one = element; one && !one.matches(".box"); one = one.parentElement) {
    if (one.id) return `#${CSS.escape(one.id)}${name}`;
    if (one.dataset.testid) return `[data-testid="${one.dataset.testid}"]${name}`;
    const alike = [...(one.parentElement?.children ?? [])].filter(({ localName }) => localName === one.localName);
    name = ` > ${one.localName}:nth-of-type(${alike.indexOf(one) + 1})${name}`;
  }
  return `.box${name}`;
}
