// Upgrades figures with a picture, which survive any sanitiser: the widget replaces the picture.
const VIEWS = ["overview", "charts", "projects", "timeline", "models"];

/** @typedef {{ kind: string, id: string, lang?: string, theme?: string | null }} Named */

const upgraded = new WeakSet();
/** The folder of our pages, to which figures link. */
let base = "";

/**
 * Upgrades figures when they come near the screen.
 * @param {HTMLElement[]} found figures that say what they show, and links to our pages inside figures
 * @param {unknown} _everywhere
 * @param {(element: Element, begin: () => void) => void} whenNear
 * @param {string} release the folder of the release; if it is not known, our pages are beside the page
 */
export function take(found, _everywhere, whenNear, release) {
  base = release || new URL(".", document.baseURI).href;
  for (const figure of new Set(found.map((one) => /** @type {HTMLElement} */ (one.closest("figure"))))) {
    // a page may keep a copy of a figure, with its widget, for when the reader comes back
    if (upgraded.has(figure) || figure.querySelector("shanhai-widget")) continue;
    const named = namedBy(figure);
    if (named) whenNear(figure, () => upgrade(figure, named));
  }
}

/**
 * Reads what a figure says that it shows. An editor may have removed that and left the link to the page of it.
 * @param {HTMLElement} figure
 */
function namedBy(figure) {
  const { shanhai, shanhaiLang: lang, shanhaiTheme: theme } = figure.dataset;
  if (shanhai === undefined) return figure.querySelector("img") && [...figure.querySelectorAll("a")].map(linkedBy).find(Boolean);
  const [kind, id] = shanhai.split(":");
  return known({ kind, id, lang, theme });
}

/** @param {HTMLAnchorElement} link */
function linkedBy({ href }) {
  if (!href.startsWith(base)) return;
  const { pathname, searchParams } = new URL(href);
  const [, chart, id, lang] = /\/embed-(chart-)?([^/.]+)\.([A-Za-z-]+)\.html$/.exec(pathname) ?? [];
  return id && known({ kind: chart ? "chart" : "view", id, lang, theme: searchParams.get("theme") });
}

/**
 * Returns nothing for what we do not know, so that the picture stays: a project, or a kind of a later release.
 * @param {Named} named
 */
function known(named) {
  const { kind, id } = named;
  if (kind === "chart" ? id : kind === "view" && VIEWS.includes(id)) return named;
}

/**
 * @param {HTMLElement} figure
 * @param {Named} named
 */
function upgrade(figure, { kind, id, lang, theme }) {
  upgraded.add(figure);
  const picture = /** @type {HTMLElement | undefined} */ ( [...figure.children].find((child) => child.matches("a, picture, img")));
  // next to the widget these links would lead to the widget itself
  const links = /** @type {HTMLAnchorElement[]} */ ([...figure.querySelectorAll("figcaption a")]).filter(linkedBy);
  const widget = document.createElement("shanhai-widget");
  for (const [name, value] of Object.entries({ [kind]: id, lang, theme, loading: "eager" })) if (value) widget.setAttribute(name, value);
  const hide = (/** @type {boolean} */ hidden) => {
    widget.style.overflow = hidden ? "hidden" : "";
    widget.style.height = hidden ? "0" : "";
    for (const one of [picture, ...links]) one?.style.setProperty("display", hidden ? "" : "none");
  };
  hide(true);
  widget.addEventListener("shanhai:ready", () => hide(false));
  widget.addEventListener("shanhai:error", (event) => {
    const { detail } = /** @type {CustomEvent} */ (event);
    if (!["load-failed", "broke-down", "unknown-chart"].includes(detail.code)) return;
    hide(true);
    widget.remove();
  });
  picture ? picture.after(widget) : figure.prepend(widget);
}
