// The dialog that saves, copies or shares a chart, the map or the list.
import { copy, el, toggle } from "./dialog.js";

const given = __EXPORT__;
const base = new URL("../", import.meta.url).href;

// Returns the rows of a table of the widget.
const rows = (table) => [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));

// Turns a cell that a spreadsheet would read as a formula into text, as in the published files. A plain number is no
// formula.
export const inert = (text) =>
  /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;

// Returns a table as CSV. Spreadsheets read it with the Chinese intact. Its origin stands below it.
export function csv(table, about) {
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const field = (text) => quoted(inert(text));
  const lines = [...rows(table), [], ...about.map((line) => [line])];
  return "\ufeff" + lines.map((line) => line.map(field).join(",")).join("\r\n") + "\r\n";
}

// Returns a table as plain text.
const plain = (title, table, about) =>
  [title, "", ...rows(table).map((row) => row.filter(Boolean).join(" · ")), "", ...about].join("\n");

// A link that saves a file of the release (save.js), or a file that is made here.
const fileLink = (href, words) =>
  el("a", { href, download: href.split("/").pop(), target: "_blank", rel: "noopener", "data-later": "save" }, words);
const madeLink = (name, words, content) =>
  el("a", { href: URL.createObjectURL(new Blob([content], { type: "text/csv;charset=utf-8" })), download: name }, words);

export function open(button) {
  // a dataset of another address has no pictures and pages here; the widget shows what that dataset says of its
  // origin
  const { name, src } = button.dataset;
  const own = (tag) => given.languages.find((one) => one.tag === tag) ?? given.languages[0];
  toggle(button, (tag) => own(tag).words.title, (tag) => own(tag).words.close, async (dialog, tag) => {
    const root = dialog.closest(".root");
    const { words, titles, ...published } = own(tag);
    const about = src ? [...root.querySelectorAll(".source > p")].slice(0, 2).map((line) => line.textContent) : published.about;
    const list = name === "projects";
    // Each target has its own page: a link to it says where it leads, even where fragments are cut off.
    const page = list || name === "map" ? "projects" : `chart-${name}`;
    const address = src ? location.href : `${base}embed-${page}.${tag}.html`;
    const source = [...about, `${words.link} ${address}`];
    const box = el("div", { className: "later-row" });
    const status = el("p", { role: "status" });
    const field = el("textarea", { readOnly: true, rows: 3, hidden: true });
    const say = (text) => (status.textContent = text);
    const copying = async (text) => {
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
        if (error?.name === "AbortError") return;
        field.value = `${title}\n${address}`;
        field.hidden = false;
        field.focus();
        field.select();
        say(words.share_by_hand);
      }
    };
    dialog.append(box, field, status, el("p", { className: "quiet" }, about.join(" · ")));
    const act = (label, act) => el("button", { type: "button", className: "later-main", onclick: act }, label);
    // the list and the map have no table of their own, so open the table of the projects to read it
    const table = list || name === "map" ? await projectTable(root) : root.querySelector(`[data-testid="table-${name}"]`);
    // the reader has moved on in the meantime
    if (!table) return;
    const heading = button.closest("figure")?.querySelector(".chart-title") ?? root.querySelector("[part=title]");
    const title = src ? heading.textContent : titles[name];
    if (!list && !src) {
      for (const kind of ["png", "svg"]) box.append(fileLink(`${base}static/${name}.${tag}.${kind}`, kind.toUpperCase()));
    }
    const dataset = src ? new URL(src, document.baseURI).href : `${base}data/program.json`;
    box.append(madeLink(`${name}.${tag}.csv`, "CSV", csv(table, [title, ...source])), fileLink(dataset, words.dataset));
    box.append(act(words.copy_text, () => copying(plain(title, table, source))), act(words.copy_link, () => copying(address)));
    if (navigator.share) {
      box.append(act(words.share, sharing));
    }
    // a frame with an opaque origin may not save files
    if (window.origin === "null") say(words.no_downloads);
  });
}

// Returns the table of the projects as they are filtered now. If it is closed, this opens it for a moment.
async function projectTable(root) {
  const find = () => root.querySelector('[data-testid="table-projects"]');
  if (find()) return find();
  const toggle = root.querySelector(".project-table button");
  toggle.click();
  while (!find() && toggle.isConnected) await new Promise(requestAnimationFrame);
  const copy = find()?.cloneNode(true);
  toggle.click();
  return copy;
}
