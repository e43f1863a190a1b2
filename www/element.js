// The custom element. It shows the page's prerendered markup until somebody acts, then the program's widget.
import { nameOf, watchActs } from "./acts.js";
import { RELEASE, STYLES, WORDS, base, made, nearest, notice, part, send, soon } from "./files.js";
import { chineseMarks } from "./fonts.js";
import { litWord } from "./host-words.js";
import { fetchWhenSeen, stopWaiting, whenNear } from "./loading.js";
import { come, end, living, load, settled, wait, wake, widgetOf } from "./registry.js";

// A step of a story lights a mark and turns off the previous one. The step's own text explains the mark, so no
// tooltip opens until the reader comes to the widget or to a word that names the mark.
const step = ({ target, detail }) => {
  target.dataset.shanhaiStepped = "";
  target.lights?.(detail);
};
function onReady({ target }) {
  // the embed code reserves about the height of the widget until the widget is drawn
  target.style.minHeight = "";
  appear(target);
}
// Shows a hidden box. It is hidden until everything is drawn, because its parts still move until then.
const appear = ({ shadowRoot }) => shadowRoot.querySelector(".coming")?.classList.remove("coming");

async function later(event) {
  const button = event.target.closest("[data-later]");
  // leave links alone that the reader opens in another tab or window
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
  // the reader may have moved to a view without this button
  if (!button.isConnected) return;
  if (module) return module.open(button);
  button.after(notice(WORDS.part, button.closest(".root").lang));
  send(button, "error", { code: "part-failed", message: fault });
}

// Computes the number by which the publisher identifies the elements and comments of a box. Elements inside SVG
// pictures are left out. A different number shows that the markup has changed.
function signatureOf(box) {
  const walk = document.createTreeWalker(box, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT, {
    acceptNode: (node) => (node.parentNode.localName === "svg" ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  let hash = 0;
  while (walk.nextNode())
    for (const letter of walk.currentNode.localName ?? "#") hash = (Math.imul(hash, 31) + letter.charCodeAt()) >>> 0;
  return String(hash);
}

// Tests whether the styles apply. The existence of a style sheet proves nothing: one that a policy blocks, or that
// never loaded, is an object, too.
const applies = ({ host }) => getComputedStyle(host).getPropertyValue("--shanhai-styles").trim() === STYLES.mark;

// one style sheet for all elements that came without styles of this release
let sheet;
async function sheetOf() {
  // development servers of bundlers return a script unless the request accepts CSS
  const answer = await fetch(STYLES.address, { headers: { accept: "text/css" } });
  if (!answer.ok) throw Error(`${STYLES.address} answers ${answer.status}`);
  return new CSSStyleSheet().replace(await answer.text());
}

/** Loads the styles of a shadow root. Without them all measurements would be wrong. */
function styled(root) {
  if (applies(root)) return;
  return "adoptedStyleSheets" in root ? adopt(root) : linked(root);
}

async function adopt(root) {
  sheet ??= sheetOf();
  sheet.catch(() => (sheet = undefined));
  const made = await sheet;
  if (!root.adoptedStyleSheets.includes(made)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, made];
}

// Browsers of 2021 and 2022 have no adopted style sheets.
const linked = (root) =>
  new Promise((resolve, reject) => {
    const link = made("link", { rel: "stylesheet", href: STYLES.address });
    link.onload = () => (applies(root) ? resolve() : link.onerror());
    link.onerror = () => (link.remove(), reject(Error(`no styles at ${STYLES.address}`)));
    root.prepend(link);
  });

export class ShanhaiWidget extends HTMLElement {
  static observedAttributes = ["view", "chart", "lang", "theme", "src", "loading"];
  #here = false;
  #widget;
  // identifies the start, or the change to another dataset, that is in progress
  #turning;
  // what the reader did in the meantime, and the function that removes the event listeners
  #acts = [];
  #deaf;
  // the notice that says why there is no widget
  #line;
  // whether the element has told the page that everything is drawn
  #ready = false;
  #lit = "";

  connectedCallback() {
    this.#here = true;
    if (this.#widget) return;
    come(this);
    chineseMarks();
    if (this.#turning) return;
    if (!this.shadowRoot) {
      // browsers without declarative shadow roots
      const template = this.querySelector(":scope > template[shadowrootmode]");
      const before = template ? template.content : this.firstElementChild && made("slot");
      this.attachShadow({ mode: "open" }).append(...(before ? [before] : []));
    }
    this.shadowRoot.addEventListener("click", later);
    this.addEventListener("shanhai:step", step);
    this.addEventListener("shanhai:ready", onReady);
    addEventListener("hashchange", this.#heed);
    this.#heed();
  }

  disconnectedCallback() {
    // an element that was only moved is connected again before this microtask runs
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#here = false;
      stopWaiting(this);
      settled(this);
      this.#listen(false);
      removeEventListener("hashchange", this.#heed);
      this.#turning = undefined;
      if (this.#widget) this.#end();
    });
  }

  #end() {
    living.delete(this);
    end(this.#widget);
    this.#widget = undefined;
  }

  attributeChangedCallback(name) {
    if (!this.#here) return;
    if (name === "loading") this.#line || this.#heed();
    else if (this.#widget && name !== "src") this.#widget.set(name, this.#value(name));
    else if (this.#widget || this.#turning || this.#line) this.#start();
    else this.#heed();
  }

  #value(name) {
    const own = this.getAttribute(name);
    return name === "lang" ? own || this.parentElement?.closest("[lang]")?.lang || navigator.language : (own ?? "");
  }

  // the query string of the page's address applies only to the element with `from-url`
  #wanted(name) {
    const query = new URLSearchParams(this.hasAttribute("from-url") ? location.search : "");
    return query.get(name) || this.#value(name);
  }

  // The prerendered markup.
  get #sent() {
    return this.shadowRoot.querySelector(".box:not([data-taken]), .still");
  }

  // Whether the prerendered markup is what the page asks for now. The theme does not count, since styles alone
  // change it.
  get #suits() {
    const { view, chart } = this.#sent.dataset;
    const lang = this.#sent.querySelector(".root").lang;
    const [asked, turned] = [this.#wanted("chart"), this.#wanted("view")];
    if (this.#wanted("src") || nearest(this.#wanted("lang")) !== lang || asked !== (chart ?? "")) return false;
    // an unknown view falls back to the overview
    return chart || (this.#sent.querySelector(`#tab-${CSS.escape(turned)}`) ? turned : "overview") === view;
  }

  // Starts at once, near the screen, or at the first act, depending on the attributes and on the prerendered markup.
  #heed = (event) => {
    if (this.#widget || this.#turning || (event && this.#line)) return;
    const sent = this.#sent;
    this.#cover();
    stopWaiting(this);
    const begin = () => this.#start();
    const loading = this.#wanted("loading");
    if (loading === "eager" || (sent && sent.dataset.release !== RELEASE)) begin();
    else if (this.#line || !sent || !this.#suits || (this.hasAttribute("from-url") && /[#&]shanhai=/.test(location.hash))) whenNear(this, begin);
    else {
      wait(this, begin);
      this.#listen(true);
      if (loading !== "act") fetchWhenSeen(this);
      Promise.resolve(styled(this.shadowRoot)).then(() => this.#widget || this.#tell(), () => {});
    }
  };

  #listen(wanted) {
    this.#deaf?.();
    this.#deaf = wanted ? watchActs(this.shadowRoot, this.#acts, this.#acted) : undefined;
  }

  #acted = (kept) => {
    // A kept act is replayed later, so it must not happen twice: a widget that is still mounting may already have
    // event listeners.
    if (this.#widget) kept?.stopPropagation();
    else wake(this);
  };

  // Reports `ready`: the prerendered pictures are usable as soon as their styles apply.
  #tell() {
    if (this.#ready) return;
    this.#ready = true;
    performance.mark("charts-ready");
    send(this, "ready");
  }

  // Applies the requested theme to the prerendered markup, and hides the markup if the element shows another dataset.
  #cover() {
    const sent = this.#sent;
    sent?.classList.toggle("other", Boolean(this.#wanted("src")));
    for (const theme of ["dark", "light"]) sent?.querySelector(".root")?.classList.toggle(theme, this.#wanted("theme") === theme);
  }

  // Shows the dataset that the element asks for. The current content stays until that dataset has loaded.
  async #start() {
    const turn = (this.#turning = {});
    const root = this.shadowRoot;
    this.#line?.remove();
    root.querySelector(".failed")?.classList.remove("failed");
    this.#cover();
    stopWaiting(this);
    try {
      const sent = this.#sent;
      if (sent && sent.dataset.release !== RELEASE) {
        // wait a microtask, so that a script that inserts the element can add an event listener first
        await undefined;
        const error = Error(`not prerendered by ${RELEASE}`);
        return turn === this.#turning && this.#fail(error, "other-release", WORDS.release);
      }
      this.#listen(sent && !this.#widget);
      let program, dataset;
      // load again if the program crashed in the meantime
      do [[program, dataset]] = await Promise.all([this.#data(), soon(styled(root)), chineseMarks()]);
      while (program.broken && turn === this.#turning);
      if (turn !== this.#turning) return;
      this.#turning = undefined;
      if (dataset !== this.#widget?.dataset) this.#begin(program, dataset);
    } catch (error) {
      if (turn === this.#turning) this.#fail(error);
    }
  }

  // Loads the program and the dataset to show.
  async #data() {
    const src = this.#wanted("src");
    const read = src && part("dataset").then(({ datasetOf }) => datasetOf(this, src));
    const [program, decode] = await Promise.all([load(), read]);
    return [program, decode ? decode(program) : program.own];
  }

  #begin(program, dataset) {
    if (this.#widget) this.#end();
    const { glue } = program;
    const sent = this.#sent;
    const asked = ["view", "chart", "lang", "theme"].map((name) => this.#wanted(name));
    const options = new glue.WidgetOptions(dataset, base, this.hasAttribute("from-url"), ...asked);
    // what the reader typed, opened and scrolled before the program loaded
    const left = sent && glue.leftIn(this.shadowRoot, nameOf);
    // until the widget is mounted, targets that the page opens wait for it
    come(this);
    let widget;
    if (sent && dataset === program.own && this.#suits && sent.dataset.signature === signatureOf(sent)) {
      sent.dataset.taken = "";
      widget = Object.assign(glue.Widget.ofSent(sent, this, options), { program, box: sent });
    } else {
      for (const before of this.shadowRoot.querySelectorAll(".box, slot")) before.remove();
      widget = widgetOf(program);
      widget.box.classList.toggle("coming", !this.#ready);
      // a view without drawings, or one that cannot draw, never reports `ready`
      setTimeout(appear, 500, this);
      this.shadowRoot.append(widget.box);
      widget.begin(this, options, this.#ready);
    }
    widget.dataset = dataset;
    living.set(this, (this.#widget = widget));
    const lit = this.#lit || litWord();
    if (lit) this.lights(lit);
    const mounted = () => {
      // the widget may have ended in the meantime, and its box may now serve another element
      if (this.#widget !== widget) return;
      this.#listen(false);
      glue.replay(this.shadowRoot, widget, left, this.#acts.splice(0));
      if (widget.box === sent) this.#tell();
      settled(this);
    };
    // run in a new task: the program is still running when it dispatches this event
    widget.box.addEventListener("mounted", () => setTimeout(mounted), { capture: true, once: true });
  }

  // Lights a mark. If the program has not loaded yet, this loads it.
  lights(target) {
    this.#lit = target;
    if (this.#widget) this.#widget.light(target);
    else if (target) wake(this);
  }

  // Handles a crash of the program. With `again` the widget starts again. Otherwise what it showed stays and can be
  // read.
  breakDown(error, again) {
    const { box } = this.#widget;
    this.#widget = this.#turning = undefined;
    if (!again) return this.#fail(error, "broke-down");
    box.remove();
    this.#start();
  }

  // Shows a notice that the requested content is missing. No other dataset replaces it: readers would take its
  // numbers for the requested ones.
  #fail(error, code, words) {
    const src = this.#wanted("src");
    const root = this.shadowRoot;
    this.#turning = undefined;
    if (this.#widget) this.#end();
    appear(this);
    this.#listen(false);
    this.#acts.length = 0;
    root.querySelectorAll("[aria-busy]").forEach((one) => one.removeAttribute("aria-busy"));
    settled(this);
    this.#line?.remove();
    this.#cover();
    const page = root.querySelector(".page");
    this.#line = notice(words ?? (src ? WORDS.src : WORDS.failed), root.querySelector(".root")?.lang || this.#wanted("lang"));
    this.#line.dataset.testid = "notice";
    if (!page) {
      const theme = this.#wanted("theme");
      const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
      const around = made("div", { className: `root ${dark ? "dark" : "light"}`, dir: "ltr" });
      around.append(this.#line);
      this.#line = around;
    }
    page?.closest(".root").classList.add("failed");
    (page ?? root).prepend(this.#line);
    send(this, "error", { code: code ?? (src ? "src-unread" : "load-failed"), message: String(error) });
  }
}
