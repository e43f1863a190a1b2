// Printing: shows charts as vector drawings instead of pixels, and opens every closed data section.
import { living } from "./registry.js";

const undo = [];
function toPaper() {
  for (const [element, widget] of living) widget.program.glue.toPaper(element.shadowRoot, widget, undo);
  for (const { shadowRoot } of document.querySelectorAll("shanhai-widget"))
    for (const closed of shadowRoot?.querySelectorAll(".data:not([open])") ?? []) {
      closed.open = true;
      undo.push(() => (closed.open = false));
    }
}
const fromPaper = () => undo.splice(0).forEach((back) => back());

export function watchPaper() {
  addEventListener("beforeprint", toPaper);
  addEventListener("afterprint", fromPaper);
}
