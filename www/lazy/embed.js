// The dialog that provides the code for embedding in other pages.
import { el } from "../dom.js";
import { withTimeout } from "../timeout.js";
import { copy, toggle } from "./dialog.js";

/** @typedef {import("../types.js").Shown} Shown */
/** @typedef {Record<string, string | number | undefined>} Attributes */

const THEMES = ["auto", "light", "dark"];
const KINDS = ["inline", "frame", "figure"];

const escaped = (/** @type {unknown} */ text) => String(text).replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
/** @param {Attributes} all */
const attributes = (all) =>
  Object.entries(all)
    .filter(([, value]) => value)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join("");

/**
 * The name and the hash of the newest release's script, by the folder of the release.
 * @type {Map<string, [string, string?]>}
 */
const scripts = new Map();
/** @param {string} base */
async function findScript(base) {
  /** @type {[string, string][]} */
  const hashes = Object.entries(await (await fetch(`${base}integrity.json`)).json());
  const script = hashes.find(([name]) => name.startsWith("shanhai-"));
  if (script) scripts.set(base, script);
}

/**
 * Returns the code for the chosen options.
 * @param {{ base: string, shown: Shown, lang: string, theme: string, kind: string, src?: string, height?: string }} options
 */
export function code({ base, shown, lang, theme, kind, src, height }) {
  // until the hash is known, this is the name that always serves the newest release
  const [script, integrity] = scripts.get(base) ?? ["shanhai.js"];
  const pinned = integrity && attributes({ integrity, crossorigin: "anonymous" });
  const tag = `<script type="module" src="${base}${script}"${pinned ?? ""}></script>`;
  const own = theme === "auto" ? "" : theme;
  const page = base + shown.page + (own && `?theme=${own}`);
  if (kind === "inline") {
    const style = height && `display: block; min-height: ${height}`;
    const element = attributes({ [shown.attribute]: shown.id, lang, theme: own, src, style });
    // a picture would show the dataset that was published here
    return `${tag}\n<shanhai-widget${element}>${src ? "" : `\n  ${picture(base, shown, page)}\n  <p>${sentence(shown, page)}</p>\n`}</shanhai-widget>`;
  }
  if (kind === "frame") {
    const allow = "web-share; clipboard-write";
    const frame = { src: page, title: shown.title, width: "100%", height: "760", loading: "lazy", allow, frameborder: "0" };
    return `<iframe${attributes(frame)}></iframe>\n<p>${escaped(shown.title)} ${link(shown, page)}</p>\n${tag}`;
  }
  const figure = attributes({ "data-shanhai": `${shown.attribute}:${shown.id}`, "data-shanhai-lang": lang, "data-shanhai-theme": own });
  return `<figure${figure}>\n  ${picture(base, shown, page)}\n  <figcaption>${sentence(shown, page)}</figcaption>\n</figure>\n${tag}`;
}

// Fallback content: a picture, a sentence and a link, both to the page of what is shown. It stays where no script
// runs, in archives, reader modes and feeds, in print, until the script has run, and where an editor removes all
// markup that it does not know. A figure that has lost its attributes is recognised by this link.
/** @type {(base: string, shown: Shown, page: string) => string} */
function picture(base, { picture: { file, width, height, alt } }, page) {
  const style = `width: ${width / 2}px; max-width: 100%; height: auto`;
  // where styles are removed these attributes remain: no wider than a phone
  const narrow = Math.min(width / 2, 343);
  const image = attributes({ src: base + file, alt, width: narrow, height: Math.round((height * narrow) / width), style });
  return `<a${attributes({ href: page })}><img${image}></a>`;
}
/** @type {(shown: Shown, page: string) => string} */
const link = ({ interactive }, page) => `<a${attributes({ href: page })}>${escaped(interactive)}</a>`;
/** @type {(shown: Shown, page: string) => string} */
const sentence = (shown, page) => `${escaped(shown.title)} ${escaped(shown.text)} ${link(shown, page)}`;

// Measures the height at the widths of a phone and of a column of text. Between them the height depends on the width
// of the window. Returns a CSS length, so that content below keeps its place when the widget appears.
const WIDTHS = [360, 720];
/** @param {HTMLElement} widget */
async function heightOf(widget) {
  const frames = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)));
  /** @type {number[]} */
  const heights = [];
  for (const width of WIDTHS) {
    widget.style.cssText = `display: block; width: ${width}px; visibility: hidden`;
    await frames();
    heights.push(Math.ceil(widget.getBoundingClientRect().height));
  }
  widget.style.cssText = "";
  const [narrow, wide] = heights;
  const slope = (narrow - wide) / (WIDTHS[1] - WIDTHS[0]);
  return slope > 0 ? `max(${wide}px, ${Math.round(narrow + slope * WIDTHS[0])}px - ${Math.round(slope * 100)}vw)` : `${wide}px`;
}

/**
 * Opens the dialog.
 * @param {HTMLElement} button
 * @param {string} base the folder of the release
 */
export function open(button, base) {
  const root = /** @type {ShadowRoot} */ (button.getRootNode());
  /** @type {Promise<void> | undefined} */
  let found;
  // a dataset of another address can be embedded only as an element, and its charts are not known here
  const { src } = button.dataset;
  const own = (/** @type {string} */ tag) => EMBED.languages.find((one) => one.tag === tag) ?? EMBED.languages[0];
  const words = (/** @type {string} */ tag) => own(tag).words;
  /** @type {Record<string, string>} */
  const chosen = {};
  toggle(button, (tag) => words(tag).title, (tag) => words(tag).close, (dialog, tag) => {
    const say = words(tag);
    const language = () => own(chosen.lang);
    chosen.lang ??= tag;
    chosen.theme ??= "auto";
    chosen.kind ??= "inline";
    // what the reader currently sees
    const tab = root.querySelector("[role=tab][aria-selected=true]")?.id.slice("tab-".length);
    const alone = /** @type {HTMLElement | null} */ (root.querySelector("[part=chart] [data-name]"))?.dataset.name;
    chosen.id ??= tab || src || !alone ? `view:${tab || "overview"}` : `chart:${alone}`;
    const name = (/** @type {Shown} */ shown) => `${shown.attribute}:${shown.id}`;
    const shown = () => language().shown.find((one) => name(one) === chosen.id) ?? language().shown[0];

    const text = el("textarea", { readOnly: true, rows: 5, spellcheck: false });
    const note = el("p", { className: "quiet" });
    const status = el("p", { role: "status" });
    /** @type {string | undefined} */
    let height;
    const write = () => (text.value = code({ .../** @type {any} */ (chosen), base, shown: shown(), src, height }));
    // the dialog does not wait for the network
    found ??= withTimeout(findScript(base)).catch(console.warn);
    found.then(write);
    /** @type {Promise<unknown> | undefined} */
    let measured;
    const preview = el("div", { className: "dialog-preview", inert: true });
    const show = () => {
      measured = height = undefined;
      write();
      note.textContent = say.notes[chosen.kind];
      status.textContent = "";
      if (chosen.kind === "figure") {
        preview.replaceChildren(el("img", { src: base + shown().picture.file, alt: shown().picture.alt }));
        return;
      }
      const widget = el("shanhai-widget", { lang: chosen.lang, theme: chosen.theme, loading: "eager" });
      widget.setAttribute(shown().attribute, shown().id);
      if (src) widget.setAttribute("src", src);
      if (chosen.kind === "inline") {
        const measure = async () => {
          const measuredHeight = await heightOf(widget);
          // the reader may have chosen something else, or closed the dialog
          if (!widget.isConnected || chosen.kind !== "inline") return;
          height = measuredHeight;
          write();
        };
        measured = new Promise((done) => widget.addEventListener("shanhai:ready", () => done(measure()), { once: true }));
      }
      preview.replaceChildren(widget);
    };
    /** @type {(key: string, label: string, options: [string, string][]) => HTMLElement} */
    const field = (key, label, options) => {
      const select = el("select", { onchange: () => { chosen[key] = select.value; show(); } },
        ...options.map(([value, words]) => el("option", { value, selected: value === chosen[key] }, words)));
      return el("label", {}, el("span", {}, label), select);
    };
    const copying = async () => {
      // the height and the hash may never come
      await Promise.race([Promise.all([measured, found]), new Promise((done) => setTimeout(done, 2000))]);
      status.textContent = (await copy(text.value, text)) ? say.copied : say.copy_by_hand;
    };
    dialog.append(
      el("div", { className: "dialog-fields" },
        field("id", say.what, own(tag).shown.filter((one) => !src || one.attribute === "view").map((one) => [name(one), one.short])),
        field("lang", say.language, EMBED.languages.map((one) => [one.tag, one.name])),
        field("theme", say.theme, THEMES.map((theme) => [theme, say.themes[theme]])),
        field("kind", say.kind, KINDS.filter((kind) => !src || kind === "inline").map((kind) => [kind, say.kinds[kind]]))),
      el("label", {}, el("span", {}, say.code), text),
      note,
      el("div", { className: "dialog-row" }, el("button", { type: "button", className: "dialog-main", onclick: copying }, say.copy), status),
      el("h4", {}, say.preview),
      preview,
    );
    show();
  });
}
