// Finds our content in the page: words, figures with a picture, steps of a story, and frames. It also looks in open
// shadow roots, and finds content that the page adds later, as pages with client-side navigation do.
import { base, part } from "./files.js";

const roots = new Set([document]);
export const everywhere = (selector) => [...roots].flatMap((root) => [...root.querySelectorAll(selector)]);

// called after each look, with whether it found new roots
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
    // the loop also visits the roots that are added here
    for (const one of root.querySelectorAll("*")) if (one.shadowRoot && isForeign(one)) roots.add(one.shadowRoot);
  }
  heeding.forEach((told) => told(roots.size > before));
  for (const [name, selector] of [["story", "[data-shanhai-step]"], ["figure", `figure[data-shanhai], figure a[href^="${base}embed-"]`]]) {
    const found = everywhere(selector);
    // a failure does no harm: the prose is complete without these modules, and figures keep their pictures
    if (found.length) part(name).then((module) => module.take(found, everywhere, near)).catch(console.warn);
  }
  // in a long page that changes all the time this takes at most one fiftieth of the time
  pause = Math.max(100, 50 * (performance.now() - began));
}

export function watchPage(whenNear) {
  near = whenNear;
  look();
  // no event reports a shadow root that is attached later, so look for it when somebody points at it or focuses it
  for (const type of ["pointerover", "focusin"])
    document.addEventListener(type, (event) => {
      const isNew = (one) => one instanceof ShadowRoot && !roots.has(one) && isForeign(one.host);
      event.composedPath().filter(isNew).forEach((root) => (roots.add(root), soonLook()));
    });
}
