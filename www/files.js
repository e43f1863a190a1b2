// The files of this release, and what the page is told where they do not come.

const here = import.meta.url;
export const at = (name) => new URL(name, here).href;
export const base = at("./");
// Programs of other releases may know other numbers: each goes on only with what its own release has prerendered.
export const RELEASE = "__RELEASE__";
export const PROGRAM = { glue: at("__PROGRAM_JS__"), wasm: at("__PROGRAM_WASM__"), integrity: "__PROGRAM_INTEGRITY__" };
export const STYLES = { address: at("__WIDGET_CSS__"), mark: "__STYLES_MARK__" };
// The dataset that was published with the program, where it is not the one inside it.
export const DATASET = __DATASET__;

// What few readers need is loaded when its button is used.
const missed = {};
export const part = (name) =>
  import(at(`__LATER__/${name}.js`) + (missed[name] ? `?${missed[name]}` : "")).catch((error) => {
    // Firefox never asks again for a module that did not come
    missed[name] = (missed[name] ?? 0) + 1;
    throw error;
  });

// What has not come after so many ms is given up.
export function soon(promise) {
  let clock;
  const late = new Promise((_, reject) => (clock = setTimeout(reject, 60_000, Error("too late"))));
  return Promise.race([promise, late]).finally(() => clearTimeout(clock));
}

// by language
export const WORDS = { failed: __FAILED__, part: __PART_FAILED__, src: __SRC_UNREAD__, release: __OTHER_RELEASE__ };

export const made = (name, properties) => Object.assign(document.createElement(name), properties);

// The language of ours that is nearest to a tag.
export function nearest(tag) {
  const languages = Object.keys(WORDS.failed);
  return languages.find((one) => one.startsWith(tag.slice(0, 2))) ?? languages[0];
}

// A line that says what is missing.
export function notice(words, tag) {
  const lang = nearest(tag);
  const line = made("p", { className: "notice", lang, dir: "ltr", textContent: words[lang] });
  line.setAttribute("role", "alert");
  return line;
}

// Tells the page of something.
export const send = (target, name, detail) =>
  target.dispatchEvent(new CustomEvent(`shanhai:${name}`, { bubbles: true, composed: true, detail }));
