// The custom element. It shows the page's prerendered markup until somebody acts, then the program's widget.
import { baseOf, importLazy } from "#files";
import { nameOf, watchActs } from "./acts.js";
import { create, send } from "./dom.js";
import { chineseMarks } from "./fonts.js";
import { highlightedWord } from "./host-words.js";
import { fetchWhenSeen, stopWaiting, whenNear } from "./loading.js";
import { nearestLanguage, notice } from "./notices.js";
import { connecting, end, load, mounted, settled, wait, wake, widgetOf } from "./registry.js";
import { loadStyles } from "./styles.js";
import { withTimeout } from "./timeout.js";

/** @typedef {import("./types.js").MountedWidget} MountedWidget */
/** @typedef {import("./types.js").Program} Program */

// A step of a story highlights a mark and turns off the previous one. The step's own text explains the mark, so no
// tooltip opens until the reader comes to the widget or to a word that names the mark.
/** @param {any} event */
const step = ({ target, detail }) => {
  target.dataset.shanhaiStepped = "";
  target.highlight?.(detail);
};
/** @param {any} event */
function onReady({ target }) {
  // the embed code reserves about the height of the widget until the widget is drawn
  target.style.minHeight = "";
  reveal(target);
}
/**
 * Shows a hidden box. It is hidden until everything is drawn, because its parts still move until then.
 * @param {ShanhaiWidget} element
 */
const reveal = ({ root }) => root.querySelector(".coming")?.classList.remove("coming");

/**
 * Loads and opens what a button or link of the graphic opens.
 * @this {ShadowRoot}
 * @param {any} event
 */
async function openLazy(event) {
  /** @type {HTMLElement | null} */
  const button = event.target.closest("[data-lazy]");
  // leave links alone that the reader opens in another tab or window
  if (!button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const before = button.nextElementSibling;
  if (before?.matches(".notice")) before.remove();
  let module, message;
  try {
    module = await importLazy(/** @type {import("./types.js").DialogName} */ (button.dataset.lazy));
  } catch (error) {
    message = String(error);
  }
  // the reader may have moved to a view without this button
  if (!button.isConnected) return;
  if (module) return module.open(/** @type {any} */ (button), baseOf(this.host));
  button.after(notice(NOTICES.part, languageOf(button)));
  send(button, "error", { code: "part-failed", message });
}

/** @param {Element} element */
const languageOf = (element) => /** @type {HTMLElement} */ (element.closest(".root")).lang;

export class ShanhaiWidget extends HTMLElement {
  static observedAttributes = ["view", "chart", "lang", "theme", "src", "loading"];
  #connected = false;
  /** @type {MountedWidget | undefined} */
  #widget;
  /**
   * Identifies the start, or the change to another dataset, that is in progress.
   * @type {object | undefined}
   */
  #starting;
  /**
   * What the reader did in the meantime.
   * @type {import("./types.js").Act[]}
   */
  #acts = [];
  /** @type {(() => void) | undefined} */
  #stopListening;
  /**
   * The notice that says why there is no widget.
   * @type {HTMLElement | undefined}
   */
  #notice;
  // whether the element has dispatched `ready`
  #ready = false;
  #highlight = "";

  get root() {
    return /** @type {ShadowRoot} */ (this.shadowRoot);
  }

  connectedCallback() {
    this.#connected = true;
    if (this.#widget) return;
    connecting(this);
    chineseMarks();
    if (this.#starting) return;
    if (!this.shadowRoot) {
      // browsers without declarative shadow roots
      const template = /** @type {HTMLTemplateElement | null} */ (this.querySelector(":scope > template[shadowrootmode]"));
      const before = template ? template.content : this.firstElementChild && create("slot");
      this.attachShadow({ mode: "open" }).append(...(before ? [before] : []));
    }
    this.root.addEventListener("click", openLazy);
    this.addEventListener("shanhai:step", step);
    this.addEventListener("shanhai:ready", onReady);
    addEventListener("hashchange", this.#decide);
    this.#decide();
  }

  disconnectedCallback() {
    // an element that was only moved is connected again before this microtask runs
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#connected = false;
      stopWaiting(this);
      settled(this);
      this.#listen(false);
      removeEventListener("hashchange", this.#decide);
      this.#starting = undefined;
      this.#end();
    });
  }

  #end() {
    if (!this.#widget) return;
    mounted.delete(this);
    end(this.#widget);
    this.#widget = undefined;
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (!this.#connected) return;
    if (name === "loading") this.#notice || this.#decide();
    else if (this.#widget && name !== "src") this.#widget.set(name, this.#value(name));
    else if (this.#widget || this.#starting || this.#notice) this.#start();
    else this.#decide();
  }

  /** @param {string} name */
  #value(name) {
    const own = this.getAttribute(name);
    const around = /** @type {HTMLElement | null | undefined} */ (this.parentElement?.closest("[lang]"));
    return name === "lang" ? own || around?.lang || navigator.language : (own ?? "");
  }

  /**
   * The query string of the page's address applies only to the element with `from-url`.
   * @param {string} name
   */
  #wanted(name) {
    const query = new URLSearchParams(this.hasAttribute("from-url") ? location.search : "");
    return query.get(name) || this.#value(name);
  }

  /**
   * The prerendered markup.
   * @returns {HTMLElement | null}
   */
  get #prerendered() {
    // `.still`: pages of releases before 0.2
    return this.root.querySelector(".box:not([data-taken]), .still");
  }

  /**
   * Whether the prerendered markup is what the page asks for now. The theme does not count, since styles alone
   * change it.
   * @param {HTMLElement} box
   */
  #suits(box) {
    const { view, chart } = box.dataset;
    const [wantedChart, wantedView] = [this.#wanted("chart"), this.#wanted("view")];
    const language = languageOf(/** @type {Element} */ (box.querySelector(".root")));
    if (this.#wanted("src") || nearestLanguage(this.#wanted("lang")) !== language || wantedChart !== (chart ?? "")) return false;
    // an unknown view falls back to the overview
    return chart || (box.querySelector(`#tab-${CSS.escape(wantedView)}`) ? wantedView : "overview") === view;
  }

  /**
   * Starts at once, near the screen, or at the first act, depending on the attributes and on the prerendered markup.
   * @type {(event?: Event) => void}
   */
  #decide = (event) => {
    if (this.#widget || this.#starting || (event && this.#notice)) return;
    const box = this.#prerendered;
    this.#applyTheme();
    stopWaiting(this);
    const begin = () => this.#start();
    const loading = this.#wanted("loading");
    if (loading === "eager" || (box && box.dataset.release !== RELEASE)) begin();
    else if (this.#notice || !box || !this.#suits(box) || (this.hasAttribute("from-url") && /[#&]shanhai=/.test(location.hash))) whenNear(this, begin);
    else {
      wait(this, begin);
      this.#listen(true);
      if (loading !== "act") fetchWhenSeen(this);
      Promise.resolve(loadStyles(this.root)).then(() => this.#widget || this.#sendReady(), () => {});
    }
  };

  /** @param {unknown} wanted */
  #listen(wanted) {
    this.#stopListening?.();
    this.#stopListening = wanted ? watchActs(this.root, this.#acts, this.#acted) : undefined;
  }

  #acted = (/** @type {Event | undefined} */ kept) => {
    // A kept act is replayed later, so it must not happen twice: a widget that is still mounting may already have
    // event listeners.
    if (this.#widget) kept?.stopPropagation();
    else wake(this);
  };

  // Reports `ready`: the prerendered pictures are usable as soon as their styles apply.
  #sendReady() {
    if (this.#ready) return;
    this.#ready = true;
    performance.mark("charts-ready");
    send(this, "ready");
  }

  // Applies the requested theme to the prerendered markup, and hides the markup if the element shows another dataset.
  #applyTheme() {
    const box = this.#prerendered;
    box?.classList.toggle("other", Boolean(this.#wanted("src")));
    for (const theme of ["dark", "light"]) box?.querySelector(".root")?.classList.toggle(theme, this.#wanted("theme") === theme);
  }

  // Shows the dataset that the element asks for. The current content stays until that dataset has loaded.
  async #start() {
    const start = (this.#starting = {});
    const { root } = this;
    this.#notice?.remove();
    root.querySelector(".failed")?.classList.remove("failed");
    this.#applyTheme();
    stopWaiting(this);
    try {
      const box = this.#prerendered;
      if (box && box.dataset.release !== RELEASE) {
        // wait a microtask, so that a script that inserts the element can add an event listener first
        await undefined;
        const error = Error(`not prerendered by ${RELEASE}`);
        if (start === this.#starting) this.#fail(error, "other-release", NOTICES.release);
        return;
      }
      this.#listen(box && !this.#widget);
      let program, dataset;
      // load again if the program crashed in the meantime
      do [[program, dataset]] = await Promise.all([this.#load(), withTimeout(loadStyles(root)), chineseMarks()]);
      while (program.broken && start === this.#starting);
      if (start !== this.#starting) return;
      this.#starting = undefined;
      if (dataset !== this.#widget?.dataset) this.#mount(program, dataset);
    } catch (error) {
      if (start === this.#starting) this.#fail(error);
    }
  }

  /**
   * Loads the program and the dataset to show.
   * @returns {Promise<[Program, import("#glue").Dataset]>}
   */
  async #load() {
    const src = this.#wanted("src");
    const read = src && importLazy("dataset").then(({ datasetOf }) => datasetOf(this, src));
    const [program, decode] = await Promise.all([load(), read]);
    return [program, decode ? decode(program) : program.own];
  }

  /**
   * @param {Program} program
   * @param {import("#glue").Dataset} dataset
   */
  #mount(program, dataset) {
    this.#end();
    const { glue } = program;
    const box = this.#prerendered;
    const [view, chart, lang, theme] = ["view", "chart", "lang", "theme"].map((name) => this.#wanted(name));
    const options = new glue.WidgetOptions(dataset, baseOf(this), this.hasAttribute("from-url"), view, chart, lang, theme);
    // what the reader typed, opened and scrolled before the program loaded
    const left = box && glue.leftIn(this.root, nameOf);
    // until the widget is mounted, targets that the page opens wait for it
    connecting(this);
    /** @type {MountedWidget} */
    let widget;
    if (box && dataset === program.own && this.#suits(box) && box.dataset.signature === glue.signatureOf(box)) {
      box.dataset.taken = "";
      widget = Object.assign(glue.Widget.ofSent(box, this, options), { program, box });
    } else {
      for (const before of this.root.querySelectorAll(".box, slot")) before.remove();
      widget = widgetOf(program);
      widget.box.classList.toggle("coming", !this.#ready);
      // a view without drawings, or one that cannot draw, never reports `ready`
      setTimeout(reveal, 500, this);
      this.root.append(widget.box);
      widget.begin(this, options, this.#ready);
    }
    widget.dataset = dataset;
    mounted.set(this, (this.#widget = widget));
    const target = this.#highlight || highlightedWord();
    if (target) this.highlight(target);
    const takeOver = () => {
      // the widget may have ended in the meantime, and its box may now serve another element
      if (this.#widget !== widget) return;
      this.#listen(false);
      glue.replay(this.root, widget, left, this.#acts.splice(0));
      if (widget.box === box) this.#sendReady();
      settled(this);
    };
    // run in a new task: the program is still running when it dispatches this event
    widget.box.addEventListener("mounted", () => setTimeout(takeOver), { capture: true, once: true });
  }

  /**
   * Highlights a mark. If the program has not loaded yet, this loads it.
   * @param {string} target
   */
  highlight(target) {
    this.#highlight = target;
    if (this.#widget) this.#widget.light(target);
    else if (target) wake(this);
  }

  /**
   * Handles a crash of the program. With `again` the widget starts again. Otherwise what it showed stays and can be
   * read.
   * @param {unknown} error
   * @param {boolean} again
   */
  crashed(error, again) {
    const { box } = /** @type {MountedWidget} */ (this.#widget);
    this.#widget = this.#starting = undefined;
    if (!again) return this.#fail(error, "broke-down");
    box.remove();
    this.#start();
  }

  /**
   * Shows a notice that the requested content is missing. No other dataset replaces it: readers would take its
   * numbers for the requested ones.
   * @param {unknown} error
   * @param {string} [code]
   * @param {Record<string, string>} [words]
   */
  #fail(error, code, words) {
    const src = this.#wanted("src");
    const { root } = this;
    this.#starting = undefined;
    this.#end();
    reveal(this);
    this.#listen(false);
    this.#acts.length = 0;
    root.querySelectorAll("[aria-busy]").forEach((one) => one.removeAttribute("aria-busy"));
    settled(this);
    this.#notice?.remove();
    this.#applyTheme();
    const page = root.querySelector(".page");
    const shown = /** @type {HTMLElement | null} */ (root.querySelector(".root"));
    this.#notice = notice(words ?? (src ? NOTICES.src : NOTICES.failed), shown?.lang || this.#wanted("lang"));
    this.#notice.dataset.testid = "notice";
    if (!page) {
      const theme = this.#wanted("theme");
      const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
      const around = create("div", { className: `root ${dark ? "dark" : "light"}`, dir: "ltr" });
      around.append(this.#notice);
      this.#notice = around;
    }
    page?.closest(".root")?.classList.add("failed");
    (page ?? root).prepend(this.#notice);
    send(this, "error", { code: code ?? (src ? "src-unread" : "load-failed"), message: String(error) });
  }
}
