// Notices that the page shows when something does not load.
import { create } from "./dom.js";

/**
 * Returns the dataset's language that is nearest to a language tag.
 * @param {string} tag
 */
export function nearestLanguage(tag) {
  const languages = Object.keys(NOTICES.failed);
  return languages.find((one) => one.startsWith(tag.slice(0, 2))) ?? languages[0];
}

/**
 * Makes a notice that says what is missing.
 * @param {Record<string, string>} words
 * @param {string} tag
 */
export function notice(words, tag) {
  const lang = nearestLanguage(tag);
  const line = create("p", { className: "notice", lang, dir: "ltr", textContent: words[lang] });
  line.setAttribute("role", "alert");
  return line;
}
