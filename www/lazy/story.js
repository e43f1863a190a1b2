// A scrolling story: sections of the page's prose marked `data-shanhai-step="chart:teams figure:…"` control a widget
// as they reach the middle of the screen. They only change its view and highlight its marks; they never scroll the page.

/** @type {(selector: string) => HTMLElement[]} */
let everywhere;

/**
 * Finds the closest ancestor that matches a selector, also across shadow roots.
 * @type {(element: Element | undefined, selector: string) => HTMLElement | undefined}
 */
const ancestor = (element, selector) =>
  element && (/** @type {HTMLElement | null} */ (element.closest(selector)) ?? ancestor(/** @type {ShadowRoot} */ (element.getRootNode()).host, selector));

/**
 * Returns the widget that a step controls: the one whose id a surrounding `data-shanhai-story` names, or else the
 * page's first.
 * @param {HTMLElement} step
 */
function widgetOf(step) {
  const id = ancestor(step, "[data-shanhai-story]")?.dataset.shanhaiStory;
  return everywhere(id ? `#${CSS.escape(id)}` : "shanhai-widget")[0];
}

/** @param {HTMLElement} step */
function perform(step) {
  const widget = widgetOf(step);
  if (!widget) return;
  const wanted = Object.fromEntries((step.dataset.shanhaiStep ?? "").split(/\s+/).map((one) => one.split(":")));
  if (wanted.chart) widget.setAttribute("chart", wanted.chart);
  if (wanted.view) {
    widget.removeAttribute("chart");
    widget.setAttribute("view", wanted.view);
  }
  const target = ["project", "figure"].find((kind) => wanted[kind]);
  widget.dispatchEvent(new CustomEvent("shanhai:step", { detail: target ? `${target}:${wanted[target]}` : "" }));
  for (const one of everywhere("[data-shanhai-step]")) one.toggleAttribute("data-shanhai-current", one === step);
}

const observer = new IntersectionObserver(
  (entries) => entries.forEach((entry) => entry.isIntersecting && perform(/** @type {HTMLElement} */ (entry.target))),
  { rootMargin: "-50% 0px -50% 0px" },
);

/**
 * Takes the steps that the page has now. Steps that are observed already stay observed.
 * @param {HTMLElement[]} steps
 * @param {typeof everywhere} find
 */
export function take(steps, find) {
  everywhere = find;
  steps.forEach((step) => observer.observe(step));
}
