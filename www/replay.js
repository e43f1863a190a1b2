// Takes over in a started widget what a reader left and did before its program had loaded.

const FIELDS = "[type=search], .field select";

/** @typedef {import("./types.js").Act} Act */
/** @typedef {import("./types.js").LeftState} LeftState */

/**
 * Returns what a reader has left in a widget before its program loaded. `nameOf` returns a selector that finds an
 * element in a widget that was mounted again.
 * @param {ShadowRoot} root
 * @param {(element: Element) => string} nameOf
 * @returns {LeftState}
 */
export function leftIn(root, nameOf) {
  /** @type {(selector: string) => any[]} */
  const all = (selector) => [...root.querySelectorAll(selector)];
  const at = root.activeElement;
  return {
    typed: all(FIELDS).filter(({ value }) => value).map((field) => [field, nameOf(field), field.value]),
    opened: all("details[open]").map((one) => [one, nameOf(one.firstElementChild)]),
    scrolled: all(".list, .table-box").map((one) => /** @type {any} */ ([one, nameOf(one), one.scrollTop, one.scrollLeft])).filter(([, , top, left]) => top || left),
    focused: at && [at, nameOf(at)],
  };
}

/**
 * Replays in a started widget what a reader did before, and restores what they left.
 * @param {ShadowRoot} root
 * @param {import("./types.js").MountedWidget} widget
 * @param {LeftState | null | undefined} left
 * @param {Act[]} acts
 */
export function replay(root, widget, left, acts) {
  const { box } = widget;
  /** @type {(element: Element, name: string) => any} */
  const find = (element, name) => (element.isConnected ? element : box.querySelector(name));
  const { typed, opened, scrolled, focused } = left ?? { typed: [], opened: [], scrolled: [] };
  for (const [field, name, value] of typed) {
    const found = find(field, name);
    if (!found) continue;
    // the reader may have typed more
    if (found !== field) found.value = value;
    found.dispatchEvent(new InputEvent(found.matches("select") ? "change" : "input", { bubbles: true }));
  }
  // the reader may have closed some while the program started
  const open = opened.filter(([details]) => !details.isConnected || details.open);
  // the list keeps only one project open; what is open elsewhere does not count
  const project = open.filter(([details]) => details.closest(".item")).at(-1)?.[0];
  for (const [details, name] of open) {
    const found = find(/** @type {Element} */ (details.firstElementChild), name)?.parentElement;
    const entry = found?.closest(".item")?.dataset.entry;
    if (entry && details !== project) found.open = false;
    else if (entry) widget.select(entry);
    else if (found) found.open = true;
  }
  for (const [element, name, top, left] of scrolled) find(element, name)?.scrollTo(left, top);
  if (focused) {
    const found = find(...focused);
    // the reader may have moved the focus with the keyboard
    if (!root.activeElement) found?.focus({ preventScroll: true });
    else if (found === root.activeElement && found.matches(".stage")) found.dispatchEvent(new FocusEvent("focus"));
  }
  for (const act of acts) perform(act, find(act.target, act.name) ?? elementAt(root, act));
  for (const busy of box.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
}

/**
 * Finds the element at the position where the reader touched something without a name.
 * @param {ShadowRoot} root
 * @param {Act} act
 */
function elementAt(root, { x, y, target }) {
  const { left, top } = target.getBoundingClientRect();
  return root.elementFromPoint(left + x, top + y);
}

/**
 * @param {Act} act
 * @param {Element | null} target
 */
function perform({ type, x, y, init: own }, target) {
  if (!target) return;
  const { left, top } = target.getBoundingClientRect();
  const Kind = type === "keydown" ? KeyboardEvent : type === "click" ? MouseEvent : PointerEvent;
  const init = { ...own, clientX: left + x, clientY: top + y, bubbles: true, cancelable: true, composed: true };
  target.dispatchEvent(new Kind(type, init));
}
