// The dialog that hands out the code for other pages.
import { copy, el, toggle } from "./dialog.js";

const given = __EMBED__;
const base = new URL("../", import.meta.url).href;
const THEMES = ["auto", "light", "dark"];
const KINDS = ["inline", "frame", "figure"];

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
const attributes = (all) =>
  Object.entries(all)
    .filter(([, value]) => value)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join("");

// The script of the newest release with its hash; before that is known, the name that always stands for the newest.
let script = `<script type="module" src="${base}shanhai.js"></script>`;
async function findScript() {
  const hashes = Object.entries(await (await fetch(`${base}integrity.json`)).json());
  const [name, hash] = hashes.find(([name]) => name.startsWith("shanhai-"));
  script = `<script type="module" src="${base}${name}" integrity="${hash}" crossorigin="anonymous"></script>`;
}

// The code for what is chosen.
export function code({ shown, lang, theme, kind, src }) {
  const own = theme === "auto" ? "" : theme;
  if (kind === "inline") return `${script}\n<shanhai-widget${attributes({ [shown.attribute]: shown.id, lang, theme: own, src })}></shanhai-widget>`;
  const page = base + shown.page + (own && `?theme=${own}`);
  if (kind === "frame") {
    const frame = { src: page, title: shown.title, width: "100%", height: "760", loading: "lazy", frameborder: "0" };
    return `<iframe${attributes(frame)}></iframe>\n${script}`;
  }
  const figure = { "data-shanhai": `${shown.attribute}:${shown.id}`, "data-shanhai-lang": lang, "data-shanhai-theme": own };
  const image = attributes({ src: base + shown.picture, alt: shown.title, width: "720" });
  const caption = `<figcaption>${escaped(shown.title)} <a${attributes({ href: page })}>${escaped(shown.interactive)}</a></figcaption>`;
  return `<figure${attributes(figure)}>\n  <a${attributes({ href: page })}><img${image}></a>\n  ${caption}\n</figure>\n${script}`;
}

export async function open(button) {
  const host = button.getRootNode().host;
  await findScript().catch(console.warn);
  // of the dataset of another address only the element can be embedded, and its charts are not known here
  const { src } = button.dataset;
  const own = (tag) => given.languages.find((one) => one.tag === tag) ?? given.languages[0];
  const words = (tag) => own(tag).words;
  const chosen = {};
  toggle(button, (tag) => words(tag).title, (tag) => words(tag).close, (dialog, tag) => {
    const say = words(tag);
    const language = () => own(chosen.lang);
    chosen.lang ??= tag;
    chosen.theme ??= "auto";
    chosen.kind ??= "inline";
    chosen.id ??= !src && host.getAttribute("chart") ? `chart:${host.getAttribute("chart")}` : `view:${host.getAttribute("view") || "overview"}`;
    const name = (shown) => `${shown.attribute}:${shown.id}`;
    const shown = () => language().shown.find((one) => name(one) === chosen.id) ?? language().shown[0];

    const text = el("textarea", { readOnly: true, rows: 5, spellcheck: false });
    const note = el("p", { className: "quiet" });
    const status = el("p", { role: "status" });
    const preview = el("div", { className: "later-preview", inert: true });
    const show = () => {
      text.value = code({ ...chosen, shown: shown(), src });
      note.textContent = say.notes[chosen.kind];
      status.textContent = "";
      if (chosen.kind === "figure") {
        preview.replaceChildren(el("img", { src: base + shown().picture, alt: shown().title }));
        return;
      }
      const widget = el("shanhai-widget", { lang: chosen.lang, theme: chosen.theme, loading: "eager" });
      widget.setAttribute(shown().attribute, shown().id);
      if (src) widget.setAttribute("src", src);
      preview.replaceChildren(widget);
    };
    const field = (key, label, options) => {
      const select = el("select", { onchange: () => { chosen[key] = select.value; show(); } },
        ...options.map(([value, words]) => el("option", { value, selected: value === chosen[key] }, words)));
      return el("label", {}, el("span", {}, label), select);
    };
    const copying = async () => {
      status.textContent = (await copy(text.value, text)) ? say.copied : say.copy_by_hand;
    };
    dialog.append(
      el("div", { className: "later-fields" },
        field("id", say.what, own(tag).shown.filter((one) => !src || one.attribute === "view").map((one) => [name(one), one.short])),
        field("lang", say.language, given.languages.map((one) => [one.tag, one.name])),
        field("theme", say.theme, THEMES.map((theme) => [theme, say.themes[theme]])),
        field("kind", say.kind, KINDS.filter((kind) => !src || kind === "inline").map((kind) => [kind, say.kinds[kind]]))),
      el("label", {}, el("span", {}, say.code), text),
      note,
      el("div", { className: "later-row" }, el("button", { type: "button", className: "later-main", onclick: copying }, say.copy), status),
      el("h4", {}, say.preview),
      preview,
    );
    show();
  });
}
