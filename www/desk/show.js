// Renders faults, remarks and changes as elements.
import { el } from "../dom.js";

/** @typedef {import("./checks.js").Fault} Fault */
/** @typedef {import("./checks.js").Remark} Remark */
/** @typedef {import("./checks.js").Change} Change */
/** @typedef {import("./words.js").Words} Words */

// limits the list: the first entries are enough to begin with, and a page of thousands helps nobody
const MOST = 100;

/** @param {HTMLElement} place @param {Fault[]} faults @param {Words} say */
export function showFaults(place, faults, say) {
  const items = faults.slice(0, MOST).map((fault) => fault_(fault, say));
  if (faults.length > MOST) items.push(el("li", {}, say.more(faults.length - MOST)));
  place.replaceChildren(...items);
  const section = place.closest("section");
  if (section) section.hidden = !faults.length;
}

/** @param {Fault} fault @param {Words} say */
function fault_({ file, line, column, row, path, found, expected, help, excerpt }, say) {
  const item = el("li");
  // the text of a row already names its sheet
  const where = row ?? (line && column ? `${file}, ${say.place(line, column)}` : file);
  if (where) item.append(el("h3", {}, where));
  if (path) item.append(el("p", {}, el("code", {}, path)));
  if (excerpt) {
    const [letter = " ", ...rest] = [...excerpt.behind];
    item.append(el("pre", { lang: "" }, excerpt.before, el("mark", {}, letter), rest.join("")));
  }
  const list = el("dl");
  for (const [name, text] of [[say.found, found], [say.expected, expected], [say.help, help]])
    if (text) list.append(el("div", {}, el("dt", {}, name), el("dd", { lang: "en" }, text)));
  item.append(list);
  return item;
}

/** @param {HTMLElement} place @param {Remark[]} remarks @param {Words} say */
export function showRemarks(place, remarks, say) {
  place.replaceChildren(
    ...remarks.map(({ kind, names, what }) => {
      const words = say.remarks[kind];
      if (typeof words === "function") return el("p", {}, words((names ?? []).join(", ")));
      return el("div", {}, el("p", {}, words), el("pre", { lang: "en" }, what ?? ""));
    }),
  );
}

/** Returns the kind of a change, as the summary counts it. @param {Change} change */
function kindOf({ list, what, fields }) {
  const isFigure = list === "figures" || list === "derived";
  return what === "changed" && isFigure && fields?.some(({ path }) => path.startsWith("value")) ? "value" : what;
}

/** @param {HTMLElement} place @param {Change[]} changes @param {Words} say */
export function showChanges(place, changes, say) {
  if (!changes.length) return place.replaceChildren(el("p", { className: "quiet" }, say.unchanged));
  const counts = new Map();
  for (const change of changes) {
    const key = `${change.list} ${kindOf(change)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const summary = [...counts].map(([key, count]) => {
    const [list, what] = key.split(" ");
    return el("li", {}, say.counted(say.lists[list] ?? list, say.whats[what], count));
  });
  const head = el("tr", {}, ...[say.entry, say.field, say.was, say.is].map((name) => el("th", { scope: "col" }, name)));
  const rows = changes.flatMap((change) => rows_(change, say));
  const table = el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows.slice(0, 10 * MOST)));
  const around = el("div", { className: "scrolls", tabIndex: 0, role: "region", "aria-label": say.changes }, table);
  place.replaceChildren(el("ul", { className: "summary" }, ...summary), around);
}

/** @param {Change} change @param {Words} say */
function rows_(change, say) {
  const { list, id, name, what, fields, values } = change;
  const entry = () => el("th", { scope: "row" }, say.lists[list] ?? list, ...(id ? [" ", el("code", {}, id)] : []), ...(id && name ? [el("br"), name] : []));
  const row = (/** @type {string} */ field, /** @type {string} */ was, /** @type {string} */ is) =>
    el("tr", {}, entry(), el("td", {}, el("code", {}, field)), el("td", {}, ...(was ? [el("del", {}, was)] : [])), el("td", {}, ...(is ? [el("ins", {}, is)] : [])));
  if (what === "changed") return (fields ?? []).map(({ path, before, after }) => row(path, before, after));
  if (what === "removed") return [row(say.whats.removed, values, "")];
  return [row(say.whats[what], "", values)];
}
