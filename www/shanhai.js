// Registers <shanhai-widget>: the one script that a page loads. The program itself comes once, however many there are.
const here = import.meta.url;
const at = (name) => new URL(name, here).href;
const base = at("./");

let program;
const load = () =>
  (program ??= (async () => {
    const module = await import(at("__PROGRAM_JS__"));
    await module.default({ module_or_path: at("__PROGRAM_WASM__") });
    return module;
  })());

// Elements whose widget stands in the page now, and widgets that wait for an element, with their boxes: a widget that has
// begun once can begin again, and leaves nothing behind.
const living = new Map();
const spare = [];

const FAILED = {
  zh: "交互图表未能载入。请检查网络后重新打开本页。",
  en: "The interactive graphic could not be loaded. Please check the connection and open this page again.",
};

class ShanhaiWidget extends HTMLElement {
  static observedAttributes = ["view", "chart", "lang", "theme", "src"];
  #widget;
  #starting = false;

  connectedCallback() {
    if (!this.#widget && !this.#starting) this.#start();
  }

  disconnectedCallback() {
    // an element that is only moved is back at its new place before this runs
    queueMicrotask(() => {
      if (this.isConnected || !this.#widget) return;
      const box = this.shadowRoot.querySelector(".box");
      living.delete(this);
      this.#widget.end();
      box.remove();
      spare.push([this.#widget, box]);
      this.#widget = undefined;
    });
  }

  attributeChangedCallback(name) {
    this.#widget?.set(name, this.#value(name));
  }

  #value(name) {
    const own = this.getAttribute(name);
    return name === "lang" ? own || this.parentElement?.closest("[lang]")?.lang || navigator.language : (own ?? "");
  }

  async #start() {
    this.#starting = true;
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    try {
      const [{ Widget }] = await Promise.all([load(), styled(root)]);
      if (!this.isConnected) return;
      // the page's address speaks for the one element that it belongs to
      const fromUrl = this.hasAttribute("from-url");
      const asked = new URLSearchParams(fromUrl ? location.search : "");
      const value = (name) => asked.get(name) || this.#value(name);
      const [widget, box] = spare.pop() ?? made(Widget);
      root.append(box);
      widget.begin(this, ...["view", "chart", "lang", "theme", "src"].map(value), fromUrl, base);
      living.set(this, (this.#widget = widget));
    } catch (error) {
      this.#fail(root, error);
    } finally {
      this.#starting = false;
    }
  }

  #fail(root, error) {
    // a later element may have more luck
    program = undefined;
    const language = this.#value("lang").startsWith("en") ? "en" : "zh";
    const notice = document.createElement("p");
    notice.dataset.testid = "notice";
    notice.setAttribute("role", "alert");
    notice.lang = language;
    notice.textContent = FAILED[language];
    root.append(notice);
    const detail = { code: "load-failed", message: String(error) };
    this.dispatchEvent(new CustomEvent("shanhai:error", { bubbles: true, composed: true, detail }));
  }
}

function made(Widget) {
  const box = Object.assign(document.createElement("div"), { className: "box" });
  return [new Widget(box), box];
}

// The styles of a shadow root; without them nothing would be measured rightly.
function styled(root) {
  const present = root.querySelector("link");
  if (present?.sheet) return;
  return new Promise((resolve, reject) => {
    const link = present ?? Object.assign(document.createElement("link"), { rel: "stylesheet", href: at("__WIDGET_CSS__") });
    link.onload = resolve;
    link.onerror = () => reject(new Error(`no styles at ${link.href}`));
    if (!present) root.append(link);
  });
}

// --- Words of the page that name a figure, a project or a chart

const named = (event) => event.target.closest?.("[data-shanhai-target]")?.dataset.shanhaiTarget;

function light(target) {
  for (const widget of living.values()) widget.light(target && widget.fitness(target) === 2 ? target : "");
}

function open(target) {
  let best, most = 0;
  for (const widget of living.values()) {
    const fitness = widget.fitness(target);
    if (fitness > most) [best, most] = [widget, fitness];
  }
  best?.open(target);
}

const listen = (types, heard) => {
  for (const type of types)
    document.addEventListener(type, (event) => {
      const target = named(event);
      if (target) heard(target, event);
    });
};
listen(["pointerover", "focusin"], light);
listen(["pointerout", "focusout"], () => light(""));
listen(["click"], open);
listen(["keydown"], (target, event) => {
  if (event.key === "Enter" && !event.target.closest("a, button")) open(target);
});
document.addEventListener("shanhai:select", ({ detail }) => {
  const chosen = `${detail.kind}:${detail.id}`;
  for (const one of document.querySelectorAll("[data-shanhai-target]"))
    one.toggleAttribute("data-shanhai-active", one.dataset.shanhaiTarget === chosen);
});

customElements.get("shanhai-widget") ?? customElements.define("shanhai-widget", ShanhaiWidget);
