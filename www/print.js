// Printing: shows charts as vector drawings instead of pixels, and opens every closed data section.
import { everywhere } from "./page.js";
import { mounted } from "./registry.js";

/** @type {(() => void)[]} */
const undo = [];
function toPaper() {
  for (const [{ root }, widget] of mounted) widget.program.glue.toPaper(root, widget, undo);
  for (const { shadowRoot } of everywhere("shanhai-widget"))
    for (const closed of /** @type {NodeListOf<HTMLDetailsElement>} */ (shadowRoot?.querySelectorAll(".data:not([open])")) ?? []) {
      closed.open = true;
      undo.push(() => (closed.open = false));
    }
}
const fromPaper = () => undo.splice(0).forEach((restore) => restore());

export function watchPaper() {
  addEventListener("beforeprint", toPaper);
  addEventListener("afterprint", fromPaper);
}
