// The program with what the page's script needs only when there is one. `#glue` is the script of wasm-bindgen, with
// guard.js behind it.
export { Dataset, Widget, WidgetOptions, guard, default } from "#glue";
export { leftIn, replay } from "./replay.js";
export { toPaper } from "./paper.js";
export { signatureOf } from "./signature.js";
