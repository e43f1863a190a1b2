// An error that leaves a program ends it. The widget that was used last is the cause, and stops; others begin again. Where
// none was used all do, once: engines break down, too.
import { forgetProgram, onCrash } from "./registry.js";

let used;
let broken = 0;

export function watchUse() {
  for (const type of ["pointerdown", "pointermove", "keydown", "input"])
    addEventListener(type, ({ target }) => target.localName === "shanhai-widget" && (used = target), true);
  onCrash((ended, error) => {
    const left = forgetProgram(ended);
    const again = broken < (left.includes(used) ? 3 : 1);
    broken++;
    left.forEach((element) => element.breakDown(error, again && element !== used));
  });
}
