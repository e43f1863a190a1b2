// Functions that the page's script needs only when there is a program. The build appends them to the program's
// script.

const FIELDS = "[type=search], .field select";

/**
 * Returns what a reader has left in a widget before its program loaded. `nameOf` returns a selector that finds an
 * element in a widget that was mounted again.
 */
export function leftIn(root, nameOf) {
  const all = (kind) => [...root.querySelectorAll(kind)];
  const at = root.activeElement;
  return {
    typed: all(FIELDS).filter(({ value }) => value).map((field) => [field, nameOf(field), field.value]),
    opened: all("details[open]").map((one) => [one, nameOf(one.firstElementChild)]),
    scrolled: all(".list, .table-box").map((one) => [one, nameOf(one), one.scrollTop, one.scrollLeft]).filter(([, , top, left]) => top || left),
    focused: at && [at, nameOf(at)],
  };
}

/** Replays in a started widget what a reader did before, and restores what they left. */
export function replay(root, widget, left, acts) {
  const { box } = widget;
  const find = (element, name) => (element.isConnected ? element : box.querySelector(name));
  const { typed, opened, scrolled, focused } = left ?? { typed: [], opened: [], scrolled: [] };
  for (const [field, name, value] of typed) {
    const found = find(field, name);
    if (!found) continue;
    // the reader may have typed more
    if (found !== field) found.value = value;
    found.dispatchEvent(new InputEvent(found.matches("select") ? "change" : "input", { bubbles: true }));
  }
  for (const [details, name] of opened) {
    const found = find(details.firstElementChild, name)?.parentElement;
    const id = found?.closest(".item")?.dataset.testid.slice("project-".length);
    // the list keeps only one project open
    if (id && details !== opened.at(-1)[0]) found.open = false;
    else if (id) widget.select(`project:${id}`);
    else if (found) found.open = true;
  }
  for (const [element, name, top, left] of scrolled) find(element, name)?.scrollTo(left, top);
  if (focused) {
    const found = find(...focused);
    // the reader may have moved the focus with the keyboard
    if (!root.activeElement) found?.focus({ preventScroll: true });
    else if (found === root.activeElement && found.matches(".stage")) found.dispatchEvent(new FocusEvent("focus"));
  }
  for (const act of acts) perform(act, find(act.target, act.name) ?? pointed(root, act));
  for (const busy of box.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
}

// Finds the element at the position where the reader touched something without a name.
function pointed(root, { x, y, target }) {
  const { left, top } = target.getBoundingClientRect();
  return root.elementFromPoint(left + x, top + y);
}

function perform({ type, x, y, given }, target) {
  if (!target) return;
  const { left, top } = target.getBoundingClientRect();
  const Kind = { keydown: KeyboardEvent, click: MouseEvent }[type] ?? PointerEvent;
  const init = { ...given, clientX: left + x, clientY: top + y, bubbles: true, cancelable: true, composed: true };
  target.dispatchEvent(new Kind(type, init));
}

// A policy name can be used only once in a page, but a page may have several programs.
function policy() {
  const html = { createHTML: (text) => text };
  try {
    return window.trustedTypes?.createPolicy("shanhai", html) ?? html;
  } catch {
    // the page does not allow new policies
    return html;
  }
}

/**
 * Shows the charts of a widget as vector drawings instead of pixels, and opens its table. Adds functions to `undo`
 * that restore the screen.
 */
export function toPaper(root, widget, undo) {
  const html = (window[Symbol.for("shanhai")].html ??= policy());
  for (const canvas of root.querySelectorAll("canvas[data-testid]")) {
    const drawing = canvas.closest(".drawing");
    const picture = Object.assign(document.createElement("div"), { className: "on-paper" });
    try {
      // laid out for the column of a sheet: a drawing for a wide screen would be too small to read there
      const width = Math.min(canvas.clientWidth, 640);
      picture.innerHTML = html.createHTML(widget.picture(canvas.dataset.testid.slice(7), width));
    } catch {
      continue; // the page's policy forbids this, so the pixels are printed
    }
    drawing.append(picture);
    drawing.dataset.paper = "";
    undo.push(() => (picture.remove(), delete drawing.dataset.paper));
  }
  const table = root.querySelector(".project-table [aria-expanded=false]");
  if (table) table.click(), undo.push(() => table.click());
}
