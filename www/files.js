// The files of this release, and the notices that the page shows when they do not load.

const here = import.meta.url;
export const at = (name) => new URL(name, here).href;
export const base = at("./");
// Programs of other releases may hold other numbers. So each program hydrates only markup that its own release
// prerendered.
export const RELEASE = "__RELEASE__";
export const PROGRAM = { glue: at("__PROGRAM_JS__"), wasm: at("__PROGRAM_WASM__"), integrity: "__PROGRAM_INTEGRITY__" };
export const STYLES = { address: at("__WIDGET_CSS__"), mark: "__STYLES_MARK__" };
// The dataset that was published with the program, or null if it is the one inside the program.
export const DATASET = __DATASET__;

// Loads a module that few readers need when the reader uses its button.
const missed = {};
export const part = (name) =>
  import(at(`__LATER__/${name}.js`) + (missed[name] ? `?${missed[name]}` : "")).catch((error) => {
    // Firefox never requests a module again after its import has failed
    missed[name] = (missed[name] ?? 0) + 1;
    throw error;
  });

// Rejects when a promise has not settled after 60,000 ms.
export function soon(promise) {
  let clock;
  const late = new Promise((_, reject) => (clock = setTimeout(reject, 60_000, Error("too late"))));
  return Promise.race([promise, late]).finally(() => clearTimeout(clock));
}

// notices by language
export const WORDS = { failed: __FAILED__, part: __PART_FAILED__, src: __SRC_UNREAD__, release: __OTHER_RELEASE__ };

export const made = (name, properties) => Object.assign(document.createElement(name), properties);

// Returns our language that is nearest to a language tag.
export function nearest(tag) {
  const languages = Object.keys(WORDS.failed);
  return languages.find((one) => one.startsWith(tag.slice(0, 2))) ?? languages[0];
}

// Makes a notice that says what is missing.
export function notice(words, tag) {
  const lang = nearest(tag);
  const line = made("p", { className: "notice", lang, dir: "ltr", textContent: words[lang] });
  line.setAttribute("role", "alert");
  return line;
}

// Dispatches an event to the page.
export const send = (target, name, detail) =>
  target.dispatchEvent(new CustomEvent(`shanhai:${name}`, { bubbles: true, composed: true, detail }));
