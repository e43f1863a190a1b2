// Registers <shanhai-widget>: the one script that a page loads. The program itself comes once, however many there are.
const here = import.meta.url;
const at = (name) => new URL(name, here).href;
const base = at("./");
// Programs of other releases may know other numbers: each takes over only what its own release has prerendered.
const RELEASE = "__RELEASE__";
// What a page has once, shared by all copies of this script that it loads: under another name, of another release, from
// another host. The first one that comes puts it there, and serves all widgets, words and frames.
const SHARED = Symbol.for("shanhai");
const shared = window[SHARED];

// After one that broke down or did not come the next program is a fresh one: a module holds one, or never comes at all.
let program, loads = 0;
const load = () =>
  (program ??= soon(begun()).catch((error) => {
    // a later element may have more luck
    program = undefined;
    throw error;
  }));
async function begun() {
  const url = at("__PROGRAM_JS__") + (loads++ ? `?${loads}` : "");
  const kit = await import(url);
  // only what was published: a program with another byte could show another number
  const wasm = fetch(at("__PROGRAM_WASM__"), { integrity: "__PROGRAM_INTEGRITY__" });
  const [bytes] = await Promise.all([published(), kit.default({ module_or_path: wasm })]);
  const made = { kit, own: bytes ? new kit.Dataset(bytes) : kit.Dataset.own() };
  kit.guard((error) => crashed(made, error));
  // what waited to save the download need not wait now
  [...distant.keys()].forEach(approach);
  return made;
}

// The dataset that was published with the program, where it is not the one inside it.
const DATASET = __DATASET__;
const published = async () => DATASET && (await part("dataset")).bytesOf(at(DATASET));

// What has not come after so many ms is given up.
function soon(promise) {
  let clock;
  const late = new Promise((_, reject) => (clock = setTimeout(reject, 60_000, Error("too late"))));
  return Promise.race([promise, late]).finally(() => clearTimeout(clock));
}

// Elements whose widget stands in the page now, and widgets that wait for an element, each with its box and program: a
// widget that has begun once can begin again, and leaves nothing behind.
const living = new Map();
const spare = [];

// Elements that have not come near the screen yet, while nobody has asked for the program.
const distant = new Map();
const nearing =
  window.IntersectionObserver &&
  new IntersectionObserver((entries) => entries.forEach((entry) => entry.isIntersecting && approach(entry.target)), {
    rootMargin: "800px",
  });
const whenNear = (element, begin) => (nearing ? (distant.set(element, begin), nearing.observe(element)) : begin());
const forget = (element) => (distant.delete(element), nearing?.unobserve(element));
function approach(element) {
  const begin = distant.get(element);
  forget(element);
  begin?.();
}

// Elements that show no widget yet, but may soon, as figures of the page may; what is asked for meanwhile is opened when they
// have had their chance.
const awaited = new Set();
const inReach = () => [...new Set([...awaited, ...distant.keys()])].filter((one) => one.getClientRects().length);
let asked;
function settled(element) {
  awaited.delete(element);
  // not while the program is on its way out
  queueMicrotask(() => asked && !inReach().length && open(asked));
}

// Chinese quotation marks, dashes and dots, which are as wide as a character, by the Chinese font of the system: where a Latin
// one comes first, it would give its own. A canvas is not drawn anew when a font comes; so it is waited for.
const CHINESE = {
  400: ["PingFangSC-Regular", "HiraginoSansGB-W3", "Microsoft YaHei", "NotoSansCJKsc-Regular", "NotoSansSC-Regular", "HarmonyOS_Sans_SC"],
  700: ["PingFangSC-Semibold", "HiraginoSansGB-W6", "MicrosoftYaHei-Bold", "NotoSansCJKsc-Bold", "NotoSansSC-Bold", "HarmonyOS_Sans_SC_Bold"],
};
let marked;
const marks = () => (marked ??= makeMarks().catch(console.warn));
async function makeMarks() {
  const fonts = Object.entries(CHINESE).map(([weight, names]) => {
    const sources = names.map((name) => `local("${name}")`).join();
    return new FontFace("Shanhai marks", sources, { weight, unicodeRange: "U+2014,U+2018-2019,U+201C-201D,U+2026" });
  });
  fonts.forEach((font) => document.fonts.add(font));
  // a system may have none of them
  await Promise.allSettled(fonts.map((font) => font.load()));
}

// by language
const FAILED = __FAILED__;
const PART_FAILED = __PART_FAILED__;
const SRC_UNREAD = __SRC_UNREAD__;
const OTHER_RELEASE = __OTHER_RELEASE__;

const made = (name, properties) => Object.assign(document.createElement(name), properties);

// A line that says what is missing, in the language that is nearest to a tag.
function notice(words, tag) {
  const languages = Object.keys(words);
  const lang = languages.find((one) => one.startsWith(tag.slice(0, 2))) ?? languages[0];
  const line = made("p", { className: "notice", lang, dir: "ltr", textContent: words[lang] });
  line.setAttribute("role", "alert");
  return line;
}

// a story that scrolls lights a mark, and puts the last one out
const step = ({ target, detail }) => target.lights?.(detail);
const stands = ({ target }) => living.get(target)?.shows === false && target.stands();

// What few readers need is loaded when its button is used.
const missed = {};
const part = (name) =>
  import(at(`__LATER__/${name}.js`) + (missed[name] ? `?${missed[name]}` : "")).catch((error) => {
    // Firefox never asks again for a module that did not come
    missed[name] = (missed[name] ?? 0) + 1;
    throw error;
  });
async function later(event) {
  const button = event.target.closest("[data-later]");
  // a link that is opened elsewhere
  if (!button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const before = button.nextElementSibling;
  if (before?.matches(".notice")) before.remove();
  let module, fault;
  try {
    module = await part(button.dataset.later);
  } catch (error) {
    fault = String(error);
  }
  // the reader may have gone on to where there is no such button
  if (!button.isConnected) return;
  if (module) return module.open(button);
  button.after(notice(PART_FAILED, button.closest(".root").lang));
  send(button, "part-failed", fault);
}

// Tells the page of a fault.
const send = (target, code, message) =>
  target.dispatchEvent(new CustomEvent("shanhai:error", { bubbles: true, composed: true, detail: { code, message } }));

class ShanhaiWidget extends HTMLElement {
  static observedAttributes = ["view", "chart", "lang", "theme", "src"];
  #widget;
  // the beginning, or the change to another dataset, that is under way
  #turning;
  // what the widget gets ready behind: a still, or the widget of another dataset
  #before;
  #chosen;
  #still;
  // says why there is no widget
  #line;
  #lit = "";

  connectedCallback() {
    if (this.#widget) return;
    awaited.add(this);
    if (this.#turning) return;
    if (!this.shadowRoot) {
      // browsers that do not know declarative shadow roots
      const template = this.querySelector(":scope > template[shadowrootmode]");
      const before = template ? template.content : this.firstElementChild && made("slot");
      this.attachShadow({ mode: "open" }).append(...(before ? [before] : []));
    }
    this.shadowRoot.addEventListener("click", later);
    this.addEventListener("shanhai:step", step);
    this.addEventListener("shanhai:ready", stands);
    this.#cover();
    // a page of its own asks for its widget by being opened
    if (program || this.#isForeign || this.hasAttribute("from-url") || this.getAttribute("loading") === "eager") this.#start();
    else whenNear(this, () => this.#start());
  }

  disconnectedCallback() {
    // an element that is only moved is back at its new place before this runs
    queueMicrotask(() => {
      if (this.isConnected) return;
      forget(this);
      settled(this);
      this.#turning = undefined;
      // styles that are not there yet never come to an element that is gone
      this.shadowRoot.querySelector("link")?.onerror?.();
      if (!this.#widget) return;
      this.#prerendered?.remove();
      this.#end();
    });
  }

  #end() {
    living.delete(this);
    end(this.#widget);
    if (this.#before?.box) end(this.#before);
    this.#widget = this.#before = undefined;
  }

  attributeChangedCallback(name) {
    if (name !== "src") this.#widget?.set(name, this.#value(name));
    // one that waits for the screen looks at it then
    else if (this.isConnected && (this.#widget || this.#turning || this.#line)) this.#start();
  }

  #value(name) {
    const own = this.getAttribute(name);
    return name === "lang" ? own || this.parentElement?.closest("[lang]")?.lang || navigator.language : (own ?? "");
  }

  get #prerendered() {
    return this.shadowRoot.querySelector(".still");
  }

  get #isForeign() {
    const still = this.#prerendered;
    return still && still.dataset.release !== RELEASE;
  }

  // Shows the dataset that the element asks for; what is shown stays until that one is there.
  async #start() {
    const turn = (this.#turning = {});
    const root = this.shadowRoot;
    const still = this.#prerendered;
    this.#line?.remove();
    still?.classList.remove("failed");
    this.#cover();
    try {
      if (this.#isForeign) {
        // not before a script that adds the element can listen to it
        await undefined;
        const error = Error(`not prerendered by ${RELEASE}`);
        return turn === this.#turning && this.#fail(error, "other-release", OTHER_RELEASE);
      }
      // a tab that the address asks for comes to the front before the program is there
      if (!this.#widget) [...(still?.querySelectorAll("input") ?? [])].find((tab) => tab.value === this.#asked.get("view"))?.click();
      let program, dataset;
      // one that broke down meanwhile is of no use
      do [[program, dataset]] = await Promise.all([this.#data(), soon(styled(root)), marks()]);
      while (program.broken && turn === this.#turning);
      if (turn !== this.#turning) return;
      if (!this.#widget) this.#chosen = still?.querySelector("[name=view]:checked:not([checked])")?.value;
      this.#turning = undefined;
      if (dataset !== this.#widget?.dataset) this.#begin(program, dataset, this.#widget ?? still ?? root.querySelector("slot"));
    } catch (error) {
      if (turn === this.#turning) this.#fail(error);
    }
  }

  // The program, and the dataset that it is to show.
  async #data() {
    const src = this.#wanted("src");
    const read = src && part("dataset").then(({ datasetOf }) => datasetOf(this, src));
    const [program, decode] = await Promise.all([load(), read]);
    return [program, decode ? decode(program) : program.own];
  }

  // What was prerendered is of the dataset built in: out of sight where another one is asked for.
  #cover() {
    this.#prerendered?.classList.toggle("other", Boolean(this.#wanted("src")));
  }

  // the page's address speaks for the one element that it belongs to
  get #asked() {
    return new URLSearchParams(this.hasAttribute("from-url") ? location.search : "");
  }

  #wanted(name) {
    return this.#asked.get(name) || this.#value(name);
  }

  #begin(program, dataset, before) {
    const value = (name) => (name === "view" && this.#chosen) || this.#wanted(name);
    const widget = widgetOf(program);
    if (before?.shows === false) {
      // the widget before is not ready yet, and never will be
      end(before);
      before = this.#before;
    }
    this.#before = before;
    if (before) widget.box.classList.add("waiting");
    this.shadowRoot.append(widget.box);
    widget.begin(this, ...["view", "chart", "lang", "theme"].map(value), this.hasAttribute("from-url"), base, dataset);
    widget.dataset = dataset;
    living.set(this, (this.#widget = widget));
    if (this.#lit) this.lights(this.#lit);
  }

  lights(target) {
    this.#lit = target;
    living.get(this)?.light(target);
  }

  stands() {
    const [widget, before, chosen] = [this.#widget, this.#before, this.#chosen];
    widget.shows = true;
    this.#before = this.#chosen = undefined;
    const shown = before?.box ?? before;
    if (shown?.isConnected) widget.program.kit.replace(shown, widget.box, chosen);
    if (before?.box) end(before);
    else this.#still = before ?? this.#still;
    if (chosen) widget.set("home", this.#wanted("view"));
    // the code that is handed out reserves about as much as the widget takes
    this.style.minHeight = "";
    settled(this);
  }

  // The program has broken down: what stood there before comes back, and stays where this widget was the cause.
  breakDown(error, again) {
    this.#widget = this.#before = this.#turning = undefined;
    for (const box of this.shadowRoot.querySelectorAll(".box")) box.remove();
    if (this.#still) this.shadowRoot.append(this.#still);
    if (again) this.connectedCallback();
    else this.#fail(error, "broke-down");
  }

  // Says that what the page asked for is not there. No other dataset takes its place: its numbers would be taken for those.
  #fail(error, code, words) {
    const src = this.#wanted("src");
    const root = this.shadowRoot;
    this.#turning = undefined;
    if (this.#widget) this.#end();
    settled(this);
    this.#line?.remove();
    this.#cover();
    const still = this.#prerendered;
    still?.classList.add("failed");
    this.#line = notice(words ?? (src ? SRC_UNREAD : FAILED), still?.lang || this.#wanted("lang"));
    this.#line.dataset.testid = "notice";
    if (!still) {
      const theme = this.#wanted("theme");
      const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
      const around = made("div", { className: `root ${dark ? "dark" : "light"}`, dir: "ltr" });
      around.append(this.#line);
      this.#line = around;
    }
    (still?.querySelector(".page") ?? root).prepend(this.#line);
    send(this, code ?? (src ? "src-unread" : "load-failed"), String(error));
  }
}

// An error that leaves a program ends it. The widget that was used last is the cause, and stops; others begin again. Where
// none was used all do, once: engines break down, too.
let used, broken = 0;
function crashed(ended, error) {
  const left = [...living.keys()].filter((element) => living.get(element).program === ended);
  const again = broken < (left.includes(used) ? 3 : 1);
  left.forEach((element) => living.delete(element));
  ended.broken = true;
  spare.length = 0;
  program = undefined;
  broken++;
  left.forEach((element) => element.breakDown(error, again && element !== used));
}

function widgetOf(program) {
  const at = spare.findIndex((widget) => widget.program === program);
  if (at >= 0) return spare.splice(at, 1)[0];
  const box = made("div", { className: "box" });
  const widget = new program.kit.Widget(box);
  return Object.assign(widget, { program, box, shows: false });
}

function end(widget) {
  widget.end();
  widget.shows = false;
  widget.box.classList.remove("waiting");
  widget.box.remove();
  spare.push(widget);
}

// The styles of a shadow root; without them nothing would be measured rightly.
function styled(root) {
  const present = root.querySelector("link");
  const href = at("__WIDGET_CSS__");
  if (present?.sheet && present.href === href) return;
  return new Promise((resolve, reject) => {
    // also where a page has taken a still from elsewhere, whose own styles never come
    const link =
      present?.href === href ? present : made("link", { rel: "stylesheet", href });
    link.onload = () => (link !== present && present?.remove(), resolve());
    link.onerror = () => reject(Error(`no styles at ${href}`));
    if (link !== present) root.prepend(link);
  });
}

// --- Paper: charts in lines instead of pixels, and everything open

const onPaper = [];
function toPaper() {
  for (const [element, widget] of living) widget.program.kit.toPaper(element.shadowRoot, widget, onPaper);
  for (const { shadowRoot } of document.querySelectorAll("shanhai-widget"))
    for (const closed of shadowRoot?.querySelectorAll(".data:not([open])") ?? []) {
      closed.open = true;
      onPaper.push(() => (closed.open = false));
    }
}
const fromPaper = () => onPaper.splice(0).forEach((undo) => undo());

// --- Words of the page that name a figure, a project or a chart, here and in frames

const named = (event) => event.composedPath().find((one) => one.dataset?.shanhaiTarget);

function light(target) {
  for (const widget of living.values()) widget.light(target && widget.fitness(target) === 2 ? target : "");
  tellFrames({ shanhai: "light", target });
}

function open(target) {
  asked = undefined;
  let best, most = 0;
  for (const widget of living.values()) {
    const fitness = widget.fitness(target);
    if (fitness > most) [best, most] = [widget, fitness];
  }
  const waiting = inReach();
  if (most < 2 && waiting.length) {
    // those that wait may be the right ones
    asked = target;
    waiting.forEach(approach);
  } else if (best) best.open(target);
  else openInFrames(target);
}

// whether a widget shows a target as it stands
const shows = (target) => [...living.values()].some((widget) => widget.fitness(target) === 2);

let chosen;
function mark(target) {
  chosen = target;
  for (const one of everywhere("[data-shanhai-target]"))
    one.toggleAttribute("data-shanhai-active", one.dataset.shanhaiTarget === target);
}

// Sanitisers leave of such words no more than their data: without a role and a stop nobody knows that they can be used.
const USABLE = "a, button, input, select, textarea";
function offer() {
  for (const one of everywhere("[data-shanhai-target]")) {
    if (one.closest(USABLE)) continue;
    if (!one.hasAttribute("role")) one.setAttribute("role", "button");
    if (!one.hasAttribute("tabindex")) one.tabIndex = 0;
  }
}

// --- What the page has of ours: words, figures with a picture, steps of a story, frames; in its open shadow roots, too, and
// what it brings later, as pages do that are navigated by their own scripts

const roots = new Set([document]);
const everywhere = (selector) => [...roots].flatMap((root) => [...root.querySelectorAll(selector)]);
let looking, pause = 100;
const changes = new MutationObserver(() => (looking ??= setTimeout(look, pause)));
const WATCHED = { childList: true, subtree: true, attributeFilter: ["data-shanhai", "data-shanhai-target", "data-shanhai-step"] };
function look() {
  const began = performance.now();
  const before = roots.size;
  looking = undefined;
  for (const root of roots) {
    if (root.host?.isConnected === false) {
      roots.delete(root);
      continue;
    }
    changes.observe(root, WATCHED);
    // roots that are found here are looked through in their turn
    for (const one of root.querySelectorAll("*")) if (one.shadowRoot && !(one instanceof ShanhaiWidget)) roots.add(one.shadowRoot);
  }
  offer();
  mark(chosen);
  // a frame in there may have told its height already
  if (roots.size > before) tellFrames({ shanhai: "height" });
  for (const [name, selector] of [["story", "[data-shanhai-step]"], ["figure", "figure[data-shanhai]"]]) {
    const found = everywhere(selector);
    // without them the prose is whole, and figures keep their pictures
    if (found.length) part(name).then((module) => module.take(found, everywhere, whenNear)).catch(console.warn);
  }
  // a page that is long and changes all the time pays no more than one part in fifty
  pause = Math.max(100, 50 * (performance.now() - began));
}

const listen = (types, heard) => {
  for (const type of types)
    document.addEventListener(type, (event) => {
      const word = named(event);
      if (word) heard(word.dataset.shanhaiTarget, event, word);
    });
};

// --- Frames of embed.html in the page: they say how high they are, and what is selected in them

const bases = new Set();
const isOurs = ({ src }) => [...bases].some((base) => src.startsWith(`${base}embed`));
const frames = () => everywhere("iframe").filter(isOurs);
const tell = (frame, message) => frame.contentWindow?.postMessage(message, "*");
const tellFrames = (message) => frames().forEach((frame) => tell(frame, message));
// Of several frames those open it that show it as they stand; if none answers, the first that has every view, now or when
// it comes: a reader may not have been near it.
let unanswered, unopened;
function openInFrames(target) {
  const all = frames();
  const whole = all.find(({ src }) => !src.includes("embed-chart-")) ?? all[0];
  if (!whole) return;
  unopened = (frame) => frame === whole && tell(frame, { shanhai: "open", target });
  clearTimeout(unanswered);
  unanswered = setTimeout(() => (bring(whole), unopened(whole)), 300);
  tellFrames({ shanhai: "open", target, exact: all.length > 1 });
}
// A frame of another host brings itself into sight in some browsers only; where the page goes on growing it would leave
// again, unless the reader scrolls.
let brought, place;
function bring(frame) {
  const { top, bottom } = frame.getBoundingClientRect();
  if (bottom < 0 || top > innerHeight) frame.scrollIntoView({ block: "nearest" });
  [brought, place] = [frame, scrollY];
}
function heard({ data, source }) {
  const frame = data?.shanhai && frames().find((frame) => frame.contentWindow === source);
  if (!frame) return;
  const { shanhai: what, height, target } = data;
  if (what === "height" && height > 0 && height < 1e5) {
    const stayed = scrollY === place;
    frame.style.height = `${height}px`;
    if (stayed) bring(brought);
  }
  if (what === "select") mark(target);
  if (what === "opened") {
    unopened = clearTimeout(unanswered);
    bring(frame);
  }
  if (what === "here") unopened?.(frame);
}

// A copy of the script has come: frames of its host are ours, too.
function join(base) {
  bases.add(base);
  // frames that were faster than this script have told their height to nobody
  tellFrames({ shanhai: "height" });
}

if (!shared) window[SHARED] = { version: 1, release: RELEASE, light, open, shows, join };
window[SHARED].join(base);
// scripts of the first release share nothing, but do the same
if (!shared && !customElements.get("shanhai-widget")) {
  customElements.define("shanhai-widget", ShanhaiWidget);
  listen(["pointerover", "focusin"], light);
  listen(["pointerout", "focusout"], () => light(""));
  listen(["click"], (target, _, word) => {
    const place = scrollY;
    open(target);
    part("back").then((module) => module.offer(word, place));
  });
  listen(["keydown"], (target, event) => {
    if (!["Enter", " "].includes(event.key) || event.composedPath()[0].closest(USABLE)) return;
    // Space would turn the page
    event.preventDefault();
    open(target);
  });
  document.addEventListener("shanhai:select", ({ detail }) => mark(`${detail.kind}:${detail.id}`));
  addEventListener("message", heard);
  for (const type of ["pointerdown", "pointermove", "keydown", "input"])
    addEventListener(type, ({ target }) => target instanceof ShanhaiWidget && (used = target), true);
  addEventListener("beforeprint", toPaper);
  addEventListener("afterprint", fromPaper);
  look();
  // nothing tells of a root that is put there later, until somebody comes there
  for (const type of ["pointerover", "focusin"])
    document.addEventListener(type, (event) => {
      const isNew = (one) => one instanceof ShadowRoot && !roots.has(one) && !(one.host instanceof ShanhaiWidget);
      event.composedPath().filter(isNew).forEach((root) => (roots.add(root), (looking ??= setTimeout(look, pause))));
    });
}

// whichever copy the page's scripts import
const common = { light, open, shows, ...window[SHARED] };
const [lightShared, openShared, showsShared] = [common.light, common.open, common.shows];
export { lightShared as light, openShared as open, showsShared as shows };
