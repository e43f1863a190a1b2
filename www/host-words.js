// Handles words of the page that name a figure, a project or a chart, here and in frames.
import { part } from "./files.js";
import { onSelected, openInFrames, tellFrames } from "./frames.js";
import { everywhere, onLook } from "./page.js";
import { inReach, living, onSettled, wake } from "./registry.js";

const named = (event) => event.composedPath().find((one) => one.dataset?.shanhaiTarget);

let lit = "";
export const litWord = () => lit;

export function light(target) {
  lit = target;
  for (const [element, widget] of living) {
    if (target) delete element.dataset.shanhaiStepped;
    widget.light(target && widget.matchRank(target) === 2 ? target : "");
  }
  // elements that have not started may be the ones that show the target
  if (target) inReach().forEach(wake);
  tellFrames({ shanhai: "light", target });
}

// the target to open when all elements that may show it have settled
let asked;
onSettled(() => asked && !inReach().length && open(asked));

export function open(target) {
  asked = undefined;
  let best;
  let most = 0;
  for (const widget of living.values()) {
    const rank = widget.matchRank(target);
    if (rank > most) [best, most] = [widget, rank];
  }
  const waiting = inReach();
  if (most < 2 && waiting.length) {
    asked = target;
    waiting.forEach(wake);
  } else if (best) best.open(target);
  else openInFrames(target);
}

// whether a widget, or its prerendered markup, shows a target without changing the view
function holds({ shadowRoot }, target) {
  const [kind, id] = target.split(":");
  const escaped = CSS.escape(id ?? "");
  const mark = kind === "figure" ? `[data-figures~="${escaped}"]` : `[data-testid="${kind}-${escaped}"]`;
  return shadowRoot?.querySelector(mark);
}
export const shows = (target) =>
  [...living.values()].some((widget) => widget.matchRank(target) === 2) || inReach().some((one) => holds(one, target));

let chosen;
function mark(target) {
  chosen = target;
  for (const one of everywhere("[data-shanhai-target]"))
    one.toggleAttribute("data-shanhai-active", one.dataset.shanhaiTarget === target);
}

// Sanitisers leave only the data attributes of such words. Without a role and a tab stop nobody knows that the words
// are interactive.
const USABLE = "a, button, input, select, textarea";
function offer() {
  for (const one of everywhere("[data-shanhai-target]")) {
    if (one.closest(USABLE)) continue;
    if (!one.hasAttribute("role")) one.setAttribute("role", "button");
    if (!one.hasAttribute("tabindex")) one.tabIndex = 0;
  }
}

const listen = (types, heard) => {
  for (const type of types)
    document.addEventListener(type, (event) => {
      const word = named(event);
      if (word) heard(word.dataset.shanhaiTarget, event, word);
    });
};

export function watchWords() {
  listen(["pointerover", "focusin"], light);
  listen(["pointerout", "focusout"], () => light(""));
  listen(["click"], (target, event, word) => {
    // A link inside a stand-alone widget: open the entry in another widget of the page, or else follow the link to
    // the entry's own page.
    if (word.getRootNode().host?.localName === "shanhai-widget") {
      if (event.ctrlKey || event.metaKey || event.shiftKey || !shows(target)) return;
      event.preventDefault();
    }
    const place = scrollY;
    open(target);
    part("back").then((module) => module.offer(word, place));
  });
  listen(["keydown"], (target, event) => {
    if (!["Enter", " "].includes(event.key) || event.composedPath()[0].closest(USABLE)) return;
    // otherwise Space would scroll the page
    event.preventDefault();
    open(target);
  });
  onLook(() => (offer(), mark(chosen)));
  document.addEventListener("shanhai:select", ({ detail }) => mark(`${detail.kind}:${detail.id}`));
  onSelected(mark);
}
