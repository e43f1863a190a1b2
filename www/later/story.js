// A story that scrolls: sections of the page's prose marked `data-shanhai-step="chart:teams figure:…"` drive a widget as
// they come to the middle of the screen. They only turn its view and light its marks: the page never scrolls by itself.

// The widget that a step drives: the one whose id a `data-shanhai-story` around it names, else the page's first.
const driven = (step) => {
  const id = step.closest("[data-shanhai-story]")?.dataset.shanhaiStory;
  return id ? document.getElementById(id) : document.querySelector("shanhai-widget");
};

function take(step) {
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
  for (const one of document.querySelectorAll("[data-shanhai-step]")) one.toggleAttribute("data-shanhai-current", one === step);
}

const steps = new IntersectionObserver(
  (entries) => entries.forEach((entry) => entry.isIntersecting && take(entry.target)),
  { rootMargin: "-50% 0px -50% 0px" },
);
document.querySelectorAll("[data-shanhai-step]").forEach((step) => steps.observe(step));
