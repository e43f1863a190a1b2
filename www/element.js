// The element: what its page came with, until somebody acts; then the program's widget in its place.
import { nameOf, watchActs } from "./acts.js";
import { RELEASE, STYLES, WORDS, base, made, nearest, notice, part, send, soon } from "./files.js";
import { chineseMarks } from "./fonts.js";
import { litWord } from "./host-words.js";
import { fetchWhenSeen, stopWaiting, whenNear } from "./loading.js";
import { come, end, living, load, settled, wait, wake, widgetOf } from "./registry.js";

// A story that scrolls lights a mark, and puts the last one out. It tells of it in its own words: the tooltip comes when
// somebody comes to the widget, or to a word that names the mark.
const step = ({ target, detail }) => {
  target.dataset.shanhaiStepped = "";
  target.lights?.(detail);
};
function onReady({ target }) {
  // the code that is handed out reserves about as much as the widget takes
  target.style.minHeight = "";
  appear(target);
}
// Until everything is drawn its parts are not where they will be.
const appear = ({ shadowRoot }) => shadowRoot.querySelector(".coming")?.classList.remove("coming");

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
  button.after(notice(WORDS.part, button.closest(".root").lang));
  send(button, "error", { code: "part-failed", message: fault });
}

// The number by which the publisher knows the elements and marks of a box; those within pictures are left out.
function signatureOf(box) {
  const walk = document.createTreeWalker(box, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT, {
    acceptNode: (node) => (node.parentNode.localName === "svg" ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  let hash = 0;
  while (walk.nextNode())
    for (const letter of walk.currentNode.localName ?? "#") hash = (Math.imul(hash, 31) + letter.charCodeAt()) >>> 0;
  return String(hash);
}

// Styles are there once they apply: a sheet that a policy blocks, or that never came, is an object, too.
const applies = ({ host }) => getComputedStyle(host).getPropertyValue("--shanhai-styles").trim() === STYLES.mark;

// One sheet for all elements that came without styles of this release.
let sheet;
async function sheetOf() {
  // servers of bundlers hand out a script to those who do not ask for styles
  const answer = await fetch(STYLES.address, { headers: { accept: "text/css" } });
  if (!answer.ok) throw Error(`${STYLES.address} answers ${answer.status}`);
  return new CSSStyleSheet().replace(await answer.text());
}

/** Brings the styles of a shadow root, without which nothing would be measured rightly. */
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

// Browsers of 2021 and 2022.
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
  // the beginning, or the change to another dataset, that is under way
  #turning;
  // what the reader did meanwhile, and what ends listening to it
  #acts = [];
  #deaf;
  // says why there is no widget
  #line;
  // the page has been told that everything is drawn
  #ready = false;
  #lit = "";

  connectedCallback() {
    this.#here = true;
    if (this.#widget) return;
    come(this);
    chineseMarks();
    if (this.#turning) return;
    if (!this.shadowRoot) {
      // browsers that do not know declarative shadow roots
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
    // an element that is only moved is back at its new place before this runs
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

  // the page's address speaks for the one element that it belongs to
  #wanted(name) {
    const query = new URLSearchParams(this.hasAttribute("from-url") ? location.search : "");
    return query.get(name) || this.#value(name);
  }

  // What the page came with.
  get #sent() {
    return this.shadowRoot.querySelector(".box:not([data-taken]), .still");
  }

  // Whether that is what is asked for now; the colours are a matter of styles.
  get #suits() {
    const { view, chart } = this.#sent.dataset;
    const lang = this.#sent.querySelector(".root").lang;
    const [asked, turned] = [this.#wanted("chart"), this.#wanted("view")];
    if (this.#wanted("src") || nearest(this.#wanted("lang")) !== lang || asked !== (chart ?? "")) return false;
    // a view that does not exist is the first one
    return chart || (this.#sent.querySelector(`#tab-${CSS.escape(turned)}`) ? turned : "overview") === view;
  }

  // Begins at once, near the screen, or at the first act: as is asked for, and as there is something to read.
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
    // what is kept is done once: a widget whose elements are coming may hear already
    if (this.#widget) kept?.stopPropagation();
    else wake(this);
  };

  // The pictures that the page came with can be used as soon as they have their styles.
  #tell() {
    if (this.#ready) return;
    this.#ready = true;
    performance.mark("charts-ready");
    send(this, "ready");
  }

  // What the page came with wears what is asked for, and is out of sight where another dataset is.
  #cover() {
    const sent = this.#sent;
    sent?.classList.toggle("other", Boolean(this.#wanted("src")));
    for (const theme of ["dark", "light"]) sent?.querySelector(".root")?.classList.toggle(theme, this.#wanted("theme") === theme);
  }

  // Shows the dataset that the element asks for; what is shown stays until that one is there.
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
        // not before a script that adds the element can listen to it
        await undefined;
        const error = Error(`not prerendered by ${RELEASE}`);
        return turn === this.#turning && this.#fail(error, "other-release", WORDS.release);
      }
      this.#listen(sent && !this.#widget);
      let program, dataset;
      // one that broke down meanwhile is of no use
      do [[program, dataset]] = await Promise.all([this.#data(), soon(styled(root)), chineseMarks()]);
      while (program.broken && turn === this.#turning);
      if (turn !== this.#turning) return;
      this.#turning = undefined;
      if (dataset !== this.#widget?.dataset) this.#begin(program, dataset);
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

  #begin(program, dataset) {
    if (this.#widget) this.#end();
    const { glue } = program;
    const sent = this.#sent;
    const asked = ["view", "chart", "lang", "theme"].map((name) => this.#wanted(name));
    const options = new glue.WidgetOptions(dataset, base, this.hasAttribute("from-url"), ...asked);
    // typed, opened and scrolled before there was a program
    const left = sent && glue.leftIn(this.shadowRoot, nameOf);
    // until it is mounted, what the page opens waits for it
    come(this);
    let widget;
    if (sent && dataset === program.own && this.#suits && sent.dataset.signature === signatureOf(sent)) {
      sent.dataset.taken = "";
      widget = Object.assign(glue.Widget.ofSent(sent, this, options), { program, box: sent });
    } else {
      for (const before of this.shadowRoot.querySelectorAll(".box, slot")) before.remove();
      widget = widgetOf(program);
      widget.box.classList.toggle("coming", !this.#ready);
      // a view without drawings, or one that cannot draw, says nothing
      setTimeout(appear, 500, this);
      this.shadowRoot.append(widget.box);
      widget.begin(this, options, this.#ready);
    }
    widget.dataset = dataset;
    living.set(this, (this.#widget = widget));
    const lit = this.#lit || litWord();
    if (lit) this.lights(lit);
    const mounted = () => {
      // it may have ended meanwhile, and its box serve another element
      if (this.#widget !== widget) return;
      this.#listen(false);
      glue.replay(this.shadowRoot, widget, left, this.#acts.splice(0));
      if (widget.box === sent) this.#tell();
      settled(this);
    };
    // in a task of its own: the program has not come to rest when it says so
    widget.box.addEventListener("mounted", () => setTimeout(mounted), { capture: true, once: true });
  }

  // Lights a mark; one that is not there yet brings the program.
  lights(target) {
    this.#lit = target;
    if (this.#widget) this.#widget.light(target);
    else if (target) wake(this);
  }

  // The program has broken down: what it showed stays, to be read, where this widget was the cause.
  breakDown(error, again) {
    const { box } = this.#widget;
    this.#widget = this.#turning = undefined;
    if (!again) return this.#fail(error, "broke-down");
    box.remove();
    this.#start();
  }

  // Says that what the page asked for is not there. No other dataset takes its place: its numbers would be taken for those.
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
