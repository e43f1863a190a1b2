// An uncaught exception or trap ends a program. The widget that the reader used last is taken for the cause and
// stops; the others start again, up to three times. If no widget was used, all start again, once, since engines
// crash, too.
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
