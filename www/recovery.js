// An uncaught exception or trap ends a program. The widget that the reader used last is taken for the cause and
// stops; the others start again, up to three times. If no widget was used, all start again, once, since engines
// crash, too.
import { forgetProgram, onCrash } from "./registry.js";

/** @type {unknown} */
let used;
let crashes = 0;

export function watchUse() {
  for (const type of ["pointerdown", "pointermove", "keydown", "input"])
    // the target of an event in a shadow root of the page is the host of that root
    addEventListener(type, (event) => (used = event.composedPath().find((one) => /** @type {Element} */ (one).localName === "shanhai-widget") ?? used), true);
  onCrash((program, error) => {
    const elements = forgetProgram(program);
    const again = crashes < (elements.includes(/** @type {any} */ (used)) ? 3 : 1);
    crashes++;
    elements.forEach((element) => element.crashed(error, again && element !== used));
  });
}
