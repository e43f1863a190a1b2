// Registers <shanhai-widget>. This is the only script that a page loads. The program itself loads once for all
// elements, usually when somebody acts.
import { ShanhaiWidget } from "./element.js";
import { join, hearFrames } from "./frames.js";
import { light, open, shows, watchWords } from "./host-words.js";
import { RELEASE, base } from "./files.js";
import { whenNear } from "./loading.js";
import { watchPage } from "./page.js";
import { watchPaper } from "./print.js";
import { watchUse } from "./recovery.js";

// State that all copies of this script in a page share, even copies under another name, of another release or from
// another host. The first copy creates it, and serves all widgets, words and frames.
const SHARED = Symbol.for("shanhai");
const shared = window[SHARED];

if (!shared) window[SHARED] = { version: 1, release: RELEASE, light, open, shows, join };
window[SHARED].join(base);
// scripts of the first release share no state, but do the same work
if (!shared && !customElements.get("shanhai-widget")) {
  customElements.define("shanhai-widget", ShanhaiWidget);
  watchWords();
  hearFrames();
  watchUse();
  watchPaper();
  watchPage(whenNear);
}

// the page's scripts may import any copy
const common = { light, open, shows, ...window[SHARED] };
const [lightShared, openShared, showsShared] = [common.light, common.open, common.shows];
export { lightShared as light, openShared as open, showsShared as shows };
