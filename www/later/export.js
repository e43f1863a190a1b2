// The dialog that saves a chart, the map or the list, copies it, or passes it on.
import { copy, el, toggle } from "./dialog.js";

const given = __EXPORT__;
const base = new URL("../", import.meta.url).href;

// The rows of a table of the widget.
const rows = (table) => [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));

// A table as spreadsheets read it, Chinese intact; where it comes from stands below.
export function csv(table, about) {
  const field = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [...rows(table), [], ...about.map((line) => [line])];
  return "\ufeff" + lines.map((line) => line.map(field).join(",")).join("\r\n") + "\r\n";
}

// A table as plain text.
const plain = (title, table, about) =>
  [title, "", ...rows(table).map((row) => row.filter(Boolean).join(" · ")), "", ...about].join("\n");

const fileLink = (name, words, content) => {
  const url = content === undefined ? base + name : URL.createObjectURL(new Blob([content], { type: "text/csv;charset=utf-8" }));
  return el("a", { href: url, download: name.split("/").pop() }, words);
};

export function open(button) {
  // the dataset of another address has no pictures and pages here; what it says of itself stands in the widget
  const { name, src } = button.dataset;
  const own = (tag) => given.languages.find((one) => one.tag === tag) ?? given.languages[0];
  toggle(button, (tag) => own(tag).words.title, (tag) => own(tag).words.close, async (dialog, tag) => {
    const root = dialog.closest(".root");
    const { words, titles, ...published } = own(tag);
    const about = src ? [...root.querySelectorAll(".source > p")].slice(0, 2).map((line) => line.textContent) : published.about;
    const list = name === "projects";
    const address = src ? location.href : `${base}index.html?lang=${tag}` + (list || name === "map" ? "&view=projects" : name === "connections" ? "" : `#shanhai=chart:${name}`);
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
    dialog.append(box, field, status, el("p", { className: "quiet" }, about.join(" · ")));
    const act = (label, act) => el("button", { type: "button", className: "later-main", onclick: act }, label);
    // a list is shown as a table to be read from
    const table = list || name === "map" ? await projectTable(root) : root.querySelector(`[data-testid="table-${name}"]`);
    // the reader has gone on meanwhile
    if (!table) return;
    const heading = button.closest("figure")?.querySelector(".chart-title") ?? root.querySelector("[part=title]");
    const title = src ? heading.textContent : titles[name];
    if (!list && !src) {
      box.append(fileLink(`static/${name}.${tag}.png`, "PNG"), fileLink(`static/${name}.${tag}.svg`, "SVG"));
    }
    box.append(fileLink(`${name}.${tag}.csv`, "CSV", csv(table, [title, ...source])), src ? el("a", { href: src }, words.dataset) : fileLink("data/program.json", words.dataset));
    box.append(act(words.copy_text, () => copying(plain(title, table, source))), act(words.copy_link, () => copying(address)));
    if (navigator.share) {
      box.append(act(words.share, () => navigator.share({ title, url: address }).catch(() => {})));
    }
    // a frame without an origin of its own is one that may not save
    if (window.origin === "null") say(words.no_downloads);
  });
}

// The table of the projects as they are filtered now; opened for the moment where it is closed.
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
