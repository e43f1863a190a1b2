// Finds our content in the page: words, figures with a picture, steps of a story, and frames. It also scans open shadow
// roots, and finds content that the page adds later, as pages with client-side navigation do.
import { BASE, importLazy } from "#files";
import { stopWaiting, whenNear } from "./loading.js";
import { abandoned } from "./registry.js";

/** @type {Set<Document | ShadowRoot>} */
const roots = new Set([document]);
/**
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export const everywhere = (selector) => [...roots].flatMap((root) => /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]));

/** @typedef {(foundRoots: boolean) => void} OnScan */
/**
 * Called after each scan, with whether roots were found since the last one.
 * @type {OnScan[]}
 */
const callbacks = [];
/** @param {OnScan} callback */
export const onScan = (callback) => callbacks.push(callback);

const WATCHED = { childList: true, subtree: true, attributeFilter: ["data-shanhai", "data-shanhai-target", "data-shanhai-step"] };
/** @type {number | undefined} */
let timer;
let pause = 100;
const scheduleScan = () => (timer ??= setTimeout(scan, pause));
const changes = new MutationObserver(scheduleScan);
let foundRoots = false;
/**
 * Adds the shadow root of something in the page, if it has an open one that is not ours.
 * @param {any} host
 */
function addRoot(host) {
  const root = host.shadowRoot;
  if (!root || host.localName === "shanhai-widget" || roots.has(root)) return;
  roots.add(root);
  foundRoots = true;
  scheduleScan();
}
function scan() {
  const start = performance.now();
  for (const root of roots) {
    if (/** @type {ShadowRoot} */ (root).host?.isConnected === false) {
      roots.delete(root);
      continue;
    }
    changes.observe(root, WATCHED);
    // the loop also visits the roots that are added here
    root.querySelectorAll("*").forEach(addRoot);
  }
  timer = undefined;
  abandoned().forEach(stopWaiting);
  callbacks.forEach((callback) => callback(foundRoots));
  foundRoots = false;
  for (const [name, selector] of /** @type {const} */ ([["story", "[data-shanhai-step]"], ["figure", `figure[data-shanhai], figure a[href^="${BASE}embed-"]`]])) {
    const found = everywhere(selector);
    // a failure does no harm: the prose is complete without these modules, and figures keep their pictures
    if (found.length) importLazy(name).then((module) => module.take(found, everywhere, whenNear, BASE)).catch(console.warn);
  }
  // in a long page that changes all the time this takes at most one fiftieth of the time
  pause = Math.max(100, 50 * (performance.now() - start));
}

export function watchPage() {
  scan();
  // no event reports a shadow root that is attached later, so add it when somebody points at it or focuses it
  for (const type of ["pointerover", "focusin"]) document.addEventListener(type, (event) => event.composedPath().forEach(addRoot));
}
