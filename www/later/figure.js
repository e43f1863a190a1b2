// Figures with a picture, which survive any sanitiser: the widget takes the place of the picture.
const begun = new WeakSet();
export function take(figures, _, whenNear) {
  for (const figure of figures)
    // a page may keep a copy of one, with its widget, for when the reader comes back
    if (!begun.has(figure) && !figure.querySelector("shanhai-widget")) whenNear(figure, () => upgrade(figure));
}

function upgrade(figure) {
  begun.add(figure);
  const [kind, id] = figure.dataset.shanhai.split(":");
  const picture = [...figure.children].find((child) => child.matches("a, picture, img"));
  const widget = document.createElement("shanhai-widget");
  widget.setAttribute(kind, id ?? "");
  for (const name of ["lang", "theme"]) {
    const value = figure.getAttribute(`data-shanhai-${name}`);
    if (value) widget.setAttribute(name, value);
  }
  widget.setAttribute("loading", "eager");
  const hide = (hidden) => {
    widget.style.overflow = hidden ? "hidden" : "";
    widget.style.height = hidden ? "0" : "";
    picture?.style.setProperty("display", hidden ? "" : "none");
  };
  hide(true);
  widget.addEventListener("shanhai:ready", () => hide(false));
  widget.addEventListener("shanhai:error", ({ detail }) => {
    if (!["load-failed", "broke-down"].includes(detail.code)) return;
    hide(true);
    widget.remove();
  });
  picture ? picture.after(widget) : figure.prepend(widget);
}
