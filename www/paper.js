// Printing, as far as it needs the program.
import { SHARED } from "./shared.js";

// A policy name can be used only once in a page, but a page may have several programs.
function policy() {
  const html = { createHTML: (/** @type {string} */ text) => text };
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
 * @param {ShadowRoot} root
 * @param {import("./types.js").MountedWidget} widget
 * @param {(() => void)[]} undo
 */
export function toPaper(root, widget, undo) {
  const html = (window[SHARED].html ??= policy());
  for (const drawing of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(".drawing"))) {
    const canvas = drawing.querySelector("canvas");
    if (!canvas) continue;
    const picture = Object.assign(document.createElement("div"), { className: "on-paper" });
    try {
      // laid out for the column of a sheet: a drawing for a wide screen would be too small to read there
      const width = Math.min(canvas.clientWidth, 640);
      picture.innerHTML = html.createHTML(widget.picture(nameOf(drawing), width));
    } catch {
      continue; // the page's policy forbids this, so the pixels are printed
    }
    drawing.append(picture);
    drawing.dataset.paper = "";
    undo.push(() => (picture.remove(), delete drawing.dataset.paper));
  }
  const table = /** @type {HTMLElement | null} */ (root.querySelector(".project-table [aria-expanded=false]"));
  if (table) table.click(), undo.push(() => table.click());
}

/**
 * Returns the name of a drawing: its export button has the same. Only a map that shows no joins has no such button.
 * @param {Element} drawing
 */
const nameOf = (drawing) =>
  /** @type {HTMLElement | null | undefined} */ (drawing.closest("figure, section")?.querySelector("[data-name]"))?.dataset.name ?? "map";
