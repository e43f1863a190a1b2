// Upgrades figures with a picture, which survive any sanitiser: the widget replaces the picture.
const base = new URL("../", import.meta.url).href;
const VIEWS = ["overview", "charts", "projects", "timeline", "models"];

const begun = new WeakSet();

// `found` contains figures that say what they show, and links to our pages inside figures.
export function take(found, _, whenNear) {
  for (const figure of new Set(found.map((one) => one.closest("figure")))) {
    // a page may keep a copy of a figure, with its widget, for when the reader comes back
    if (begun.has(figure) || figure.querySelector("shanhai-widget")) continue;
    const named = namedBy(figure);
    if (named) whenNear(figure, () => upgrade(figure, named));
  }
}

// Reads what a figure says that it shows. An editor may have removed that and left the link to the page of it.
function namedBy(figure) {
  const { shanhai, shanhaiLang: lang, shanhaiTheme: theme } = figure.dataset;
  if (shanhai === undefined) return figure.querySelector("img") && [...figure.querySelectorAll("a")].map(ledTo).find(Boolean);
  const [kind, id] = shanhai.split(":");
  return known({ kind, id, lang, theme });
}

function ledTo({ href }) {
  if (!href.startsWith(base)) return;
  const { pathname, searchParams } = new URL(href);
  const [, chart, id, lang] = /\/embed-(chart-)?([^/.]+)\.([A-Za-z-]+)\.html$/.exec(pathname) ?? [];
  return id && known({ kind: chart ? "chart" : "view", id, lang, theme: searchParams.get("theme") });
}

// Returns nothing for what we do not know, so that the picture stays: a project, or a kind of a later release.
function known(named) {
  const { kind, id } = named;
  if (kind === "chart" ? id : kind === "view" && VIEWS.includes(id)) return named;
}

function upgrade(figure, { kind, id, lang, theme }) {
  begun.add(figure);
  const picture = [...figure.children].find((child) => child.matches("a, picture, img"));
  // next to the widget these links would lead to the widget itself
  const links = [...figure.querySelectorAll("figcaption a")].filter(ledTo);
  const widget = document.createElement("shanhai-widget");
  for (const [name, value] of Object.entries({ [kind]: id, lang, theme, loading: "eager" })) if (value) widget.setAttribute(name, value);
  const hide = (hidden) => {
    widget.style.overflow = hidden ? "hidden" : "";
    widget.style.height = hidden ? "0" : "";
    for (const one of [picture, ...links]) one?.style.setProperty("display", hidden ? "" : "none");
  };
  hide(true);
  widget.addEventListener("shanhai:ready", () => hide(false));
  widget.addEventListener("shanhai:error", ({ detail }) => {
    if (!["load-failed", "broke-down", "unknown-chart"].includes(detail.code)) return;
    hide(true);
    widget.remove();
  });
  picture ? picture.after(widget) : figure.prepend(widget);
}
