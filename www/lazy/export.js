// The dialog that saves, copies or shares a chart, the map or the list.
import { el } from "../dom.js";
import { copy, toggle } from "./dialog.js";
import { saveBlob } from "./save.js";

// Returns the rows of a table of the widget.
const rows = (/** @type {HTMLTableElement} */ table) => [...table.rows].map((row) => [...row.cells].map((cell) => (cell.textContent ?? "").trim()));

/**
 * Turns a cell that a spreadsheet would read as a formula into text, as in the published files. A plain number is no
 * formula.
 * @param {string} text
 */
export const inert = (text) =>
  /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;

/**
 * Returns a table as CSV. Spreadsheets read it with the Chinese intact. Its origin is below it.
 * @param {HTMLTableElement} table
 * @param {string[]} about
 */
export function csv(table, about) {
  const quoted = (/** @type {string} */ text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const field = (/** @type {string} */ text) => quoted(inert(text));
  const lines = [...rows(table), [], ...about.map((line) => [line])];
  return "\ufeff" + lines.map((line) => line.map(field).join(",")).join("\r\n") + "\r\n";
}

/**
 * Returns a table as plain text.
 * @type {(title: string, table: HTMLTableElement, about: string[]) => string}
 */
const plain = (title, table, about) =>
  [title, "", ...rows(table).map((row) => row.filter(Boolean).join(" · ")), "", ...about].join("\n");

// A link that saves a file of the release (save.js).
/** @type {(href: string, words: string) => HTMLElement} */
const fileLink = (href, words) =>
  el("a", { href, download: href.split("/").pop(), target: "_blank", rel: "noopener", "data-lazy": "save" }, words);

/**
 * Opens the dialog.
 * @param {HTMLElement} button
 * @param {string} base the folder of the release
 */
export function open(button, base) {
  // a dataset of another address has no pictures and pages here; the widget shows what that dataset says of its
  // origin
  const { name = "", src } = button.dataset;
  const own = (/** @type {string} */ tag) => EXPORT.languages.find((one) => one.tag === tag) ?? EXPORT.languages[0];
  toggle(button, (tag) => own(tag).words.title, (tag) => own(tag).words.close, async (dialog, tag) => {
    const root = /** @type {HTMLElement} */ (dialog.closest(".root"));
    const { words, titles, ...published } = own(tag);
    const about = src ? [...root.querySelectorAll(".source > p")].slice(0, 2).map((line) => line.textContent ?? "") : published.about;
    const list = name === "projects";
    // Each target has its own page: a link to it says where it leads, even where fragments are cut off.
    const page = list || name === "map" ? "projects" : `chart-${name}`;
    const address = src ? location.href : `${base}embed-${page}.${tag}.html`;
    const source = [...about, `${words.link} ${address}`];
    const box = el("div", { className: "dialog-row" });
    const status = el("p", { role: "status" });
    const field = el("textarea", { readOnly: true, rows: 3, hidden: true });
    const say = (/** @type {string} */ text) => (status.textContent = text);
    const copying = async (/** @type {string} */ text) => {
      field.value = text;
      field.hidden = false;
      const done = await copy(text, field);
      field.hidden = done;
      say(done ? words.copied : words.copy_by_hand);
    };
    const sharing = async () => {
      try {
        await navigator.share({ title, url: address });
      } catch (error) {
        // the reader changed their mind
        if (/** @type {Error} */ (error)?.name === "AbortError") return;
        field.value = `${title}\n${address}`;
        field.hidden = false;
        field.focus();
        field.select();
        say(words.share_by_hand);
      }
    };
    dialog.append(box, field, status, el("p", { className: "quiet" }, about.join(" · ")));
    /** @type {(label: string, onclick: () => void) => HTMLElement} */
    const action = (label, onclick) => el("button", { type: "button", className: "dialog-main", onclick }, label);
    // the list and the map have no table of their own, so open the table of the projects to read it
    const table = button.closest("figure")?.querySelector("table") ?? (await projectTable(root));
    // the reader has moved on in the meantime
    if (!table) return;
    const heading = button.closest("figure")?.querySelector(".chart-title") ?? root.querySelector("[part=title]");
    const title = src ? heading?.textContent ?? "" : titles[name];
    if (!list && !src) {
      for (const kind of ["png", "svg"]) box.append(fileLink(`${base}static/${name}.${tag}.${kind}`, kind.toUpperCase()));
    }
    const dataset = src ? new URL(src, document.baseURI).href : `${base}data/program.json`;
    const saving = () => saveBlob(new Blob([csv(table, [title, ...source])], { type: "text/csv;charset=utf-8" }), `${name}.${tag}.csv`);
    box.append(el("button", { type: "button", onclick: saving }, "CSV"), fileLink(dataset, words.dataset));
    box.append(action(words.copy_text, () => copying(plain(title, table, source))), action(words.copy_link, () => copying(address)));
    if ("share" in navigator) {
      box.append(action(words.share, sharing));
    }
    // a frame with an opaque origin may not save files
    if (window.origin === "null") say(words.no_downloads);
  });
}

/**
 * Returns the table of the projects as they are filtered now. If it is closed, this opens it for a moment.
 * @param {HTMLElement} root
 */
async function projectTable(root) {
  /** @type {() => HTMLTableElement | null} */
  const find = () => root.querySelector(".project-table table");
  if (find()) return find();
  /** @type {HTMLElement | null} */
  const toggle = root.querySelector(".project-table button");
  if (!toggle) return;
  toggle.click();
  while (!find() && toggle.isConnected) await new Promise(requestAnimationFrame);
  const copy = /** @type {HTMLTableElement | undefined} */ (find()?.cloneNode(true));
  toggle.click();
  return copy;
}
