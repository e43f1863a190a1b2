// Loads the styles of the widget where the page came without those of this release.
import { STYLES_URL } from "#files";
import { create } from "./dom.js";

/**
 * Tests whether the styles apply. The existence of a style sheet proves nothing: one that a policy blocks, or that
 * never loaded, is an object, too.
 * @param {ShadowRoot} root
 */
const applies = ({ host }) => getComputedStyle(host).getPropertyValue("--shanhai-styles").trim() === STYLES.mark;

/**
 * One style sheet for all elements that came without it.
 * @type {Promise<CSSStyleSheet> | undefined}
 */
let sheet;
async function fetchSheet() {
  // development servers of bundlers return a script unless the request accepts CSS
  const answer = await fetch(STYLES_URL, { headers: { accept: "text/css" } });
  if (!answer.ok) throw Error(`${STYLES_URL} answers ${answer.status}`);
  return new CSSStyleSheet().replace(await answer.text());
}

/**
 * Loads the styles of a shadow root. Without them all measurements would be wrong.
 * @param {ShadowRoot} root
 * @returns {Promise<void> | undefined}
 */
export function loadStyles(root) {
  if (applies(root)) return;
  return "adoptedStyleSheets" in root ? adopt(root) : link(root);
}

/** @param {ShadowRoot} root */
async function adopt(root) {
  sheet ??= fetchSheet();
  sheet.catch(() => (sheet = undefined));
  const loaded = await sheet;
  if (!root.adoptedStyleSheets.includes(loaded)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, loaded];
}

/**
 * For browsers of 2021 and 2022, which have no adopted style sheets.
 * @param {ShadowRoot} root
 * @returns {Promise<void>}
 */
const link = (root) =>
  new Promise((resolve, reject) => {
    const link = create("link", { rel: "stylesheet", href: STYLES_URL });
    link.onerror = () => (link.remove(), reject(Error(`no styles at ${STYLES_URL}`)));
    link.onload = (event) => (applies(root) ? resolve() : link.onerror?.(event));
    root.prepend(link);
  });
