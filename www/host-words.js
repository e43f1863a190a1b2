// Handles words of the page that name a figure, a project or a chart, here and in frames.
import { importLazy } from "#files";
import { onSelected, openInFrames, postToFrames } from "./frames.js";
import { everywhere, onScan } from "./page.js";
import { candidates, mounted, onSettled, wake } from "./registry.js";

let highlighted = "";
export const highlightedWord = () => highlighted;

/**
 * Highlights what a target names, in every widget and frame that shows it.
 * @param {string} target
 */
export function light(target) {
  highlighted = target;
  for (const [element, widget] of mounted) {
    if (target) delete element.dataset.shanhaiStepped;
    widget.light(target && widget.matchRank(target) === 2 ? target : "");
  }
  // elements that have not started may be the ones that show the target
  if (target) candidates().forEach(wake);
  postToFrames({ shanhai: "light", target });
}

/**
 * The target to open when all elements that may show it have settled.
 * @type {string | undefined}
 */
let requested;
onSettled(() => {
  if (requested && !candidates().length) open(requested);
});

/**
 * Opens what a target names in the widget or frame that shows it best.
 * @param {string} target
 */
export function open(target) {
  requested = undefined;
  let best;
  let bestRank = 0;
  for (const widget of mounted.values()) {
    const rank = widget.matchRank(target);
    if (rank > bestRank) [best, bestRank] = [widget, rank];
  }
  const waiting = candidates();
  if (bestRank < 2 && waiting.length) {
    requested = target;
    waiting.forEach(wake);
  } else if (best) best.open(target);
  else openInFrames(target);
}

/**
 * Whether prerendered markup shows a target without changing the view.
 * @param {Element} element
 * @param {string} target
 */
function holds({ shadowRoot }, target) {
  const [kind, id] = target.split(":");
  const attribute = kind === "figure" ? "figures~" : kind === "chart" ? "name" : "entry";
  return shadowRoot?.querySelector(`[data-${attribute}="${CSS.escape(attribute === "entry" ? target : id)}"]`);
}
/**
 * Whether a widget of the page shows a target without changing its view.
 * @param {string} target
 */
export const shows = (target) =>
  [...mounted.values()].some((widget) => widget.matchRank(target) === 2) || candidates().some((one) => holds(one, target));

/** @type {string | undefined} */
let selected;
/** @param {string | undefined} target */
function mark(target) {
  selected = target;
  for (const word of everywhere("[data-shanhai-target]"))
    word.toggleAttribute("data-shanhai-active", word.dataset.shanhaiTarget === target);
}

// Sanitisers leave only the data attributes of such words. Without a role and a tab stop nobody knows that the words
// are interactive.
const INTERACTIVE = "a, button, input, select, textarea";
function makeInteractive() {
  for (const word of everywhere("[data-shanhai-target]")) {
    if (word.closest(INTERACTIVE)) continue;
    if (!word.hasAttribute("role")) word.setAttribute("role", "button");
    if (!word.hasAttribute("tabindex")) word.tabIndex = 0;
  }
}

/**
 * @param {string[]} types
 * @param {(target: string, event: any, word: HTMLElement) => void} callback
 */
const listen = (types, callback) => {
  for (const type of types)
    document.addEventListener(type, (event) => {
      const path = /** @type {HTMLElement[]} */ (event.composedPath());
      const word = path.find((one) => one.dataset?.shanhaiTarget);
      if (word) callback(/** @type {string} */ (word.dataset.shanhaiTarget), event, word);
    });
};

/**
 * Opens what a word names, and offers the way back to the word.
 * @param {string} target
 * @param {HTMLElement} word
 */
function follow(target, word) {
  const position = scrollY;
  open(target);
  // without this module the reader has no way back, but what they asked for
  importLazy("back").then((module) => module.offer(word, position, everywhere)).catch(console.warn);
}

export function watchWords() {
  listen(["pointerover", "focusin"], light);
  listen(["pointerout", "focusout"], () => light(""));
  listen(["click"], (target, event, word) => {
    // A link inside a stand-alone widget: open the entry in another widget of the page, or else follow the link to
    // the entry's own page.
    if (/** @type {ShadowRoot} */ (word.getRootNode()).host?.localName === "shanhai-widget") {
      if (event.ctrlKey || event.metaKey || event.shiftKey || !shows(target)) return;
      event.preventDefault();
    }
    follow(target, word);
  });
  listen(["keydown"], (target, event, word) => {
    if (!["Enter", " "].includes(event.key) || event.composedPath()[0].closest(INTERACTIVE)) return;
    // otherwise Space would scroll the page
    event.preventDefault();
    follow(target, word);
  });
  onScan(() => (makeInteractive(), mark(selected)));
  document.addEventListener("shanhai:select", (event) => {
    const { detail } = /** @type {CustomEvent} */ (event);
    mark(`${detail.kind}:${detail.id}`);
  });
  onSelected(mark);
}
