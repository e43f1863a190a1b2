// The desk shows the dropped files, their faults, the graphic and the changes. No data leaves the machine.
import { saveBlob } from "../lazy/save.js";
import * as checks from "./checks.js";
import { ofChooser, ofDrop } from "./files.js";
import { showChanges, showFaults, showRemarks } from "./show.js";
import { WORDS } from "./words.js";

/** @typedef {import("./files.js").File_} File_ */
/** @typedef {import("./checks.js").CheckResult} CheckResult */
/** @typedef {{ name: string, id: string, json: string }} Basis */

/** @template {HTMLElement} T @param {string} id @returns {T} */
const byId = (id) => /** @type {T} */ (document.getElementById(id));
const asked = new URLSearchParams(location.search).get("lang") ?? navigator.language;
/** @type {import("./words.js").Language} */
let language = asked.startsWith("zh") ? "zh-Hans" : "en";
const say = () => WORDS[language];

/** @type {CheckResult | undefined} the last result of the checks */
let result;
/** @type {{ name: string, result: CheckResult } | undefined} the last result without a fault, which the graphic shows */
let shown;
/** @type {File_[]} the programme that the next drop may rely on */
let before = [];
/**
 * The datasets to compare with: the published one, the one that was dropped before, and files that the user chose.
 * @type {{ published?: Basis, previous?: Basis, files: Basis[] }}
 */
const bases = { files: [] };
const listed = () => [bases.published, bases.previous, ...bases.files].filter((one) => one !== undefined);
/** @type {Basis | undefined} the chosen one of them */
let chosen;
/** @type {() => string} */
let status = () => say().loading;

const widget = document.createElement("shanhai-widget");
/** @type {typeof import("../lazy/dataset.js")} the instance of the module that the widget uses, too */
let datasets;

function words() {
  document.documentElement.lang = language;
  document.title = say().title;
  for (const one of document.querySelectorAll("[data-say]")) {
    const key = /** @type {HTMLElement} */ (one).dataset.say ?? "";
    one.textContent = /** @type {Record<string, any>} */ (say())[key];
  }
  byId("stage").setAttribute("aria-label", say().stage);
  for (const one of document.querySelectorAll("[name=tongue]"))
    /** @type {HTMLInputElement} */ (one).checked = /** @type {HTMLInputElement} */ (one).value === language;
}

// Renders everything again. That is cheap, and happens only after an action of the user.
function render() {
  words();
  byId("status").textContent = status();
  byId("status").className = result ? (result.faults.length ? "faulty" : "sound") : "";
  showFaults(byId("faults"), result?.faults ?? [], say());
  showRemarks(byId("remarks"), result?.remarks ?? [], say());
  byId("shows").textContent = say().shows(!shown ? say().published : shown.result === result ? shown.name : say().before(shown.name));
  renderLanguages();
  renderChanges();
  byId("save").hidden = !shown || shown.result !== result;
}

function renderLanguages() {
  const tags = shown?.result.dataset?.languages ?? publishedLanguages;
  /** @type {Record<string, string>} */
  const names = { en: "English", "zh-Hans": "中文" };
  const select = byId("of-graphic");
  const present = widget.getAttribute("lang") ?? language;
  select.replaceChildren(
    ...tags.map((tag) => Object.assign(document.createElement("option"), { value: tag, textContent: names[tag] ?? tag, selected: tag === present })),
  );
}

/** @type {string[]} */
let publishedLanguages = [];

function renderChanges() {
  const select = byId("against");
  select.replaceChildren(
    ...listed().map((one, index) => Object.assign(document.createElement("option"), { value: String(index), textContent: one.name, selected: one === chosen })),
  );
  const place = byId("changes");
  byId("save-page").hidden = true;
  if (!result?.json || !chosen) return place.replaceChildren(line(say().pending));
  if (chosen.id && chosen.id !== result.dataset?.id) return place.replaceChildren(line(say().another));
  try {
    showChanges(place, checks.changes(chosen.json, result.json), say());
    byId("save-page").hidden = false;
  } catch {
    place.replaceChildren(line(say().incomparable));
  }
}

/** @type {(name: string, content: BlobPart, type: string) => void} */
const save = (name, content, type) => saveBlob(new Blob([content], { type }), name);

const line = (/** @type {string} */ text) => Object.assign(document.createElement("p"), { textContent: text, className: "quiet" });

/** @param {File_[]} files */
function take(files) {
  const now = checks.check(files, before);
  result = now;
  const file = now.file || say().nothing;
  status = () => (now.faults.length ? (now.file ? say().faulty(file, now.faults.length) : say().nothing) : `${say().sound(file)} ${counted(now)}`);
  if (now.binary && now.json) {
    const dataset = now.dataset;
    if (shown?.result.json && shown.result.dataset) {
      const { json, dataset } = shown.result;
      const previous = { name: shown.name, id: dataset.id, json };
      if (chosen === bases.previous) chosen = previous;
      bases.previous = previous;
    }
    shown = { name: now.file, result: now };
    const names = new Set(checks.beside(now.json));
    const map = [...names].map((name) => files.find(({ path }) => path === name || path.endsWith(`/${name}`)) ?? before.find(({ path }) => path === name));
    before = [
      { path: "program.json", bytes: new TextEncoder().encode(now.json) },
      ...[...names].flatMap((path, index) => (map[index] ? [{ path, bytes: map[index].bytes }] : [])),
    ];
    if (dataset && !dataset.languages.includes(widget.getAttribute("lang") ?? "")) widget.setAttribute("lang", dataset.languages[0]);
    widget.setAttribute("src", datasets.held(now.binary));
  }
  render();
}

/** @param {CheckResult} now */
function counted({ dataset }) {
  if (!dataset) return "";
  const { counts, between } = say();
  return Object.entries(counts).map(([what, name]) => `${dataset.counts[what]} ${name}`).join(between);
}

/** @param {() => Promise<File_[]>} read @param {(files: File_[]) => void} [then] */
async function takes(read, then = take) {
  try {
    byId("status").textContent = say().reading;
    const files = await read();
    if (files.length) then(files);
    else render();
  } catch (error) {
    result = undefined;
    status = () => say().unreadable(error instanceof Error ? error.message : String(error));
    render();
    byId("status").className = "faulty";
  }
}

/** Adds another file to compare with. @param {File_[]} files */
function compare(files) {
  const { json, dataset, file } = checks.check(files, before);
  // a file with a fault can be compared, too, if it is a dataset at all
  const text = json ?? new TextDecoder().decode(files[0].bytes);
  chosen = { name: file || files[0].path, id: dataset?.id ?? "", json: text };
  bases.files.push(chosen);
  render();
}

function listen() {
  const drop = byId("drop");
  addEventListener("dragover", (event) => (event.preventDefault(), drop.classList.add("over")));
  addEventListener("dragleave", (event) => event.relatedTarget || drop.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const { dataTransfer } = event;
    if (dataTransfer) takes(() => ofDrop(dataTransfer));
  });
  for (const [id, then] of /** @type {const} */ ([["choose-files", take], ["choose-folder", take], ["choose-other", compare]])) {
    const input = /** @type {HTMLInputElement} */ (byId(id));
    input.addEventListener("change", async () => {
      await takes(() => ofChooser(input), then);
      // allows the user to choose the same file again after correcting it
      input.value = "";
    });
  }
  byId("of-graphic").addEventListener("change", ({ target }) => widget.setAttribute("lang", /** @type {HTMLSelectElement} */ (target).value));
  byId("against").addEventListener("change", ({ target }) => {
    chosen = listed()[Number(/** @type {HTMLSelectElement} */ (target).value)];
    render();
  });
  for (const one of document.querySelectorAll("[name=width]"))
    one.addEventListener("change", () => (byId("sheet").dataset.width = /** @type {HTMLInputElement} */ (one).value));
  for (const one of document.querySelectorAll("[name=tongue]"))
    one.addEventListener("change", () => {
      language = /** @type {any} */ (one).value;
      render();
    });
  byId("save-binary").addEventListener("click", () => shown?.result.binary && save("dataset.bin", shown.result.binary, "application/octet-stream"));
  byId("save-json").addEventListener("click", () => shown?.result.json && save("program.json", shown.result.json, "application/json"));
  byId("save-page").addEventListener("click", () => result?.json && chosen && save("changes.html", checks.pageOfChanges(chosen.json, result.json), "text/html"));
}

async function begin() {
  widget.setAttribute("loading", "eager");
  widget.setAttribute("lang", language);
  // on a narrow screen, start with the width of a phone
  if (innerWidth < 800) {
    /** @type {HTMLInputElement} */ (document.querySelector("[name=width]")).checked = true;
    byId("sheet").dataset.width = "375";
  }
  byId("sheet").append(widget);
  listen();
  render();
  try {
    [datasets] = await Promise.all([import(new URL(`${LAZY}/dataset.js`, import.meta.url).href), checks.load()]);
  } catch (error) {
    console.error(error);
    status = () => say().failed;
    return render();
  }
  const json = new TextDecoder().decode(checks.published[0].bytes);
  const { id, languages, title } = JSON.parse(json);
  publishedLanguages = languages;
  before = checks.published;
  chosen = bases.published = { name: `${title[language] ?? Object.values(title)[0]} · data/program.json`, id, json };
  status = () => say().waiting;
  for (const one of document.querySelectorAll("input[type=file]")) /** @type {HTMLInputElement} */ (one).disabled = false;
  render();
  document.documentElement.dataset.ready = "";
}

begin();
