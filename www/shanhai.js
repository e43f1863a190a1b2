// Registers <shanhai-widget>: the one script that a page loads. The program itself comes when somebody acts, once, however many
// there are.
import { ShanhaiWidget } from "./element.js";
import { join, hearFrames } from "./frames.js";
import { light, open, shows, watchWords } from "./host-words.js";
import { RELEASE, base } from "./files.js";
import { whenNear } from "./loading.js";
import { watchPage } from "./page.js";
import { watchPaper } from "./print.js";
import { watchUse } from "./recovery.js";

// What a page has once, shared by all copies of this script that it loads: under another name, of another release, from
// another host. The first one that comes puts it there, and serves all widgets, words and frames.
const SHARED = Symbol.for("shanhai");
const shared = window[SHARED];

if (!shared) window[SHARED] = { version: 1, release: RELEASE, light, open, shows, join };
window[SHARED].join(base);
// scripts of the first release share nothing, but do the same
if (!shared && !customElements.get("shanhai-widget")) {
  customElements.define("shanhai-widget", ShanhaiWidget);
  watchWords();
  hearFrames();
  watchUse();
  watchPaper();
  watchPage(whenNear);
}

// whichever copy the page's scripts import
const common = { light, open, shows, ...window[SHARED] };
const [lightShared, openShared, showsShared] = [common.light, common.open, common.shows];
export { lightShared as light, openShared as open, showsShared as shows };
