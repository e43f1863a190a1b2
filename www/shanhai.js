// Registers <shanhai-widget>. This is the only script that a page loads. The program itself loads once for all
// elements, usually when somebody acts.
import { BASE } from "#files";
import { ShanhaiWidget } from "./element.js";
import { join, listenToFrames } from "./frames.js";
import { light, open, shows, watchWords } from "./host-words.js";
import { watchPage } from "./page.js";
import { watchPaper } from "./print.js";
import { watchUse } from "./recovery.js";
import { SHARED } from "./shared.js";

const shared = window[SHARED];

const own = { version: 1, release: RELEASE, light, open, shows, join };
(window[SHARED] ??= own).join(BASE);
// scripts of the first release share no state, but do the same work
if (!shared && !customElements.get("shanhai-widget")) {
  customElements.define("shanhai-widget", ShanhaiWidget);
  watchWords();
  listenToFrames();
  watchUse();
  watchPaper();
  watchPage();
}

// the page's scripts may import any copy
const { light: lightShared, open: openShared, shows: showsShared } = { ...own, ...window[SHARED] };
export { lightShared as light, openShared as open, showsShared as shows };
