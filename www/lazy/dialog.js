// A dialog in the flow below the button that opened it. In a frame as high as its page, the middle of the window may
// be out of view. Few readers need this code, so it is loaded on demand.
import { el } from "../dom.js";

/** @typedef {HTMLDialogElement & { opener: HTMLElement }} Dialog */

/**
 * Opens the dialog of a button, or closes it. `fill(dialog, tag)` fills it, and runs again when the widget's language
 * changes.
 * @param {HTMLElement} button
 * @param {(tag: string) => string} label
 * @param {(tag: string) => string} close
 * @param {(dialog: Dialog, tag: string) => void} fill
 */
export function toggle(button, label, close, fill) {
  // the reader may have moved on while the code was loading
  if (!button.isConnected) return;
  const place = /** @type {Element} */ (button.closest("footer, figcaption, .list-box, .map"));
  /** @type {Dialog | null} */
  const present = place.querySelector(":scope > dialog");
  if (present) {
    present.close();
    if (present.opener === button) return;
  }
  const root = /** @type {HTMLElement} */ (button.closest(".root"));
  const dialog = Object.assign(el("dialog", { className: "dialog" }), { opener: button });
  const sheet = el("link", { rel: "stylesheet", href: new URL("./dialog.css", import.meta.url).href });
  const fresh = () => {
    const tag = root.lang;
    const shut = el("button", { type: "button", className: "dialog-close", onclick: () => dialog.close() }, close(tag));
    dialog.setAttribute("aria-label", label(tag));
    dialog.replaceChildren(sheet, el("h3", {}, label(tag)), shut);
    fill(dialog, tag);
  };
  // the surrounding view may be removed together with the dialog; then disconnect, so that nothing retains the dialog
  const watch = new MutationObserver((changes) => {
    if (!dialog.isConnected) watch.disconnect();
    else if (changes.some(({ type, target }) => type === "attributes" && target === root)) fresh();
  });
  watch.observe(root, { attributeFilter: ["lang"], childList: true, subtree: true });
  dialog.addEventListener("close", () => {
    watch.disconnect();
    button.setAttribute("aria-expanded", "false");
    const within = dialog.contains(/** @type {ShadowRoot} */ (dialog.getRootNode()).activeElement);
    dialog.remove();
    if (within) button.focus();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    dialog.close();
  });
  // events of a widget inside the dialog must not look like events of the surrounding widget
  for (const type of ["ready", "select", "filter", "error"])
    dialog.addEventListener(`shanhai:${type}`, (event) => event.stopPropagation());
  place.append(dialog);
  fresh();
  button.setAttribute("aria-expanded", "true");
  sheet.onload = sheet.onerror = () => {
    dialog.show();
    dialog.scrollIntoView({ block: "nearest" });
  };
}

/**
 * Copies a text and returns whether that succeeded. If not, the text in the field is selected, so that the reader can
 * copy it with the keyboard.
 * @param {string} text
 * @param {HTMLTextAreaElement} field
 */
export async function copy(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field.focus();
    field.select();
    // some engines return true without firing a copy event
    let asked = false;
    const put = (/** @type {ClipboardEvent} */ event) => {
      asked = true;
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    addEventListener("copy", put, true);
    try {
      return document.execCommand("copy") && asked;
    } catch {
      return false;
    } finally {
      removeEventListener("copy", put, true);
    }
  }
}
