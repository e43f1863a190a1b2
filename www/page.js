// Finds our content in the page: words, figures with a picture, steps of a story, and frames. It also looks in open
// shadow roots, and finds content that the page adds later, as pages with client-side navigation do.
import { BASE, importLazy } from "#files";
import { whenNear } from "./loading.js";

/** @type {Set<Document | ShadowRoot>} */
const roots = new Set([document]);
/**
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export const everywhere = (selector) => [...roots].flatMap((root) => /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]));

/** @typedef {(foundRoots: boolean) => void} OnLook */
/**
 * Called after each look, with whether it found new roots.
 * @type {OnLook[]}
 */
const callbacks = [];
/** @param {OnLook} callback */
export const onLook = (callback) => callbacks.push(callback);

/** @param {Element} host */
const isForeign = (host) => host.localName !== "shanhai-widget";
const WATCHED = { childList: true, subtree: true, attributeFilter: ["data-shanhai", "data-shanhai-target", "data-shanhai-step"] };
/** @type {number | undefined} */
let timer;
let pause = 100;
const scheduleLook = () => (timer ??= setTimeout(look, pause));
const changes = new MutationObserver(scheduleLook);
function look() {
  const start = performance.now();
  const before = roots.size;
  timer = undefined;
  for (const root of roots) {
    if (/** @type {ShadowRoot} */ (root).host?.isConnected === false) {
      roots.delete(root);
      continue;
    }
    changes.observe(root, WATCHED);
    // the loop also visits the roots that are added here
    for (const one of root.querySelectorAll("*")) if (one.shadowRoot && isForeign(one)) roots.add(one.shadowRoot);
  }
  callbacks.forEach((callback) => callback(roots.size > before));
  for (const [name, selector] of /** @type {const} */ ([["story", "[data-shanhai-step]"], ["figure", `figure[data-shanhai], figure a[href^="${BASE}embed-"]`]])) {
    const found = everywhere(selector);
    // a failure does no harm: the prose is complete without these modules, and figures keep their pictures
    if (found.length) importLazy(name).then((module) => module.take(found, everywhere, whenNear, BASE)).catch(console.warn);
  }
  // in a long page that changes all the time this takes at most one fiftieth of the time
  pause = Math.max(100, 50 * (performance.now() - start));
}

export function watchPage() {
  look();
  // no event reports a shadow root that is attached later, so look for it when somebody points at it or focuses it
  for (const type of ["pointerover", "focusin"])
    document.addEventListener(type, (event) => {
      const isNew = (/** @type {EventTarget} */ one) => one instanceof ShadowRoot && !roots.has(one) && isForeign(one.host);
      const found = /** @type {ShadowRoot[]} */ (event.composedPath().filter(isNew));
      found.forEach((root) => (roots.add(root), scheduleLook()));
    });
}
