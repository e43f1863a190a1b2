// A story that scrolls: sections of the page's prose marked `data-shanhai-step="chart:teams figure:…"` drive a widget as
// they come to the middle of the screen. They only turn its view and light its marks: the page never scrolls by itself.

let everywhere;

// What a selector finds around an element, also around the shadow roots that it stands in.
const around = (element, selector) => element && (element.closest(selector) ?? around(element.getRootNode().host, selector));

// The widget that a step drives: the one whose id a `data-shanhai-story` around it names, else the page's first.
function driven(step) {
  const id = around(step, "[data-shanhai-story]")?.dataset.shanhaiStory;
  return everywhere(id ? `#${CSS.escape(id)}` : "shanhai-widget")[0];
}

function act(step) {
  const widget = driven(step);
  if (!widget) return;
  const wanted = Object.fromEntries(step.dataset.shanhaiStep.split(/\s+/).map((one) => one.split(":")));
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
  (entries) => entries.forEach((entry) => entry.isIntersecting && act(entry.target)),
  { rootMargin: "-50% 0px -50% 0px" },
);

// Steps that the page has now; those that are watched already go on being watched.
export function take(steps, find) {
  everywhere = find;
  steps.forEach((step) => observer.observe(step));
}
