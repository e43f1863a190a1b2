// What the page has of ours: words, figures with a picture, steps of a story, frames; in its open shadow roots, too, and what it
// brings later, as pages do that are navigated by their own scripts.
import { base, part } from "./files.js";

const roots = new Set([document]);
export const everywhere = (selector) => [...roots].flatMap((root) => [...root.querySelectorAll(selector)]);

// told after each look, and whether there are roots that were not known before
const heeding = [];
export const onLook = (told) => heeding.push(told);

const isForeign = (host) => host.localName !== "shanhai-widget";
const WATCHED = { childList: true, subtree: true, attributeFilter: ["data-shanhai", "data-shanhai-target", "data-shanhai-step"] };
let due;
let pause = 100;
const soonLook = () => (due ??= setTimeout(look, pause));
const changes = new MutationObserver(soonLook);
let near;
function look() {
  const began = performance.now();
  const before = roots.size;
  due = undefined;
  for (const root of roots) {
    if (root.host?.isConnected === false) {
      roots.delete(root);
      continue;
    }
    changes.observe(root, WATCHED);
    // roots that are found here are looked through in their turn
    for (const one of root.querySelectorAll("*")) if (one.shadowRoot && isForeign(one)) roots.add(one.shadowRoot);
  }
  heeding.forEach((told) => told(roots.size > before));
  for (const [name, selector] of [["story", "[data-shanhai-step]"], ["figure", `figure[data-shanhai], figure a[href^="${base}embed-"]`]]) {
    const found = everywhere(selector);
    // without them the prose is whole, and figures keep their pictures
    if (found.length) part(name).then((module) => module.take(found, everywhere, near)).catch(console.warn);
  }
  // a page that is long and changes all the time pays no more than one part in fifty
  pause = Math.max(100, 50 * (performance.now() - began));
}

export function watchPage(whenNear) {
  near = whenNear;
  look();
  // nothing tells of a root that is put there later, until somebody comes there
  for (const type of ["pointerover", "focusin"])
    document.addEventListener(type, (event) => {
      const isNew = (one) => one instanceof ShadowRoot && !roots.has(one) && isForeign(one.host);
      event.composedPath().filter(isNew).forEach((root) => (roots.add(root), soonLook()));
    });
}
