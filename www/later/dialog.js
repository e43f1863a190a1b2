// A dialog in the flow below the button that asked for it: in a frame as high as its page, the middle of the window may
// be out of sight. Code that few readers need: it is loaded when it is asked for.

// Makes an element; keys that are properties are set as such, all others as attributes.
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

// Opens the dialog of a button, or closes it. `fill(dialog, tag)` fills it, again when the widget's language changes.
export function toggle(button, label, close, fill) {
  // the reader may have gone on while the code came
  if (!button.isConnected) return;
  const place = button.closest("footer, figcaption, .list-box, .map");
  const present = place.querySelector(":scope > dialog");
  if (present) {
    present.close();
    if (present.opener === button) return;
  }
  const root = button.closest(".root");
  const dialog = el("dialog", { className: "later" });
  const sheet = el("link", { rel: "stylesheet", href: new URL("./dialog.css", import.meta.url).href });
  const fresh = () => {
    const tag = root.lang;
    const shut = el("button", { type: "button", className: "later-close", onclick: () => dialog.close() }, close(tag));
    dialog.setAttribute("aria-label", label(tag));
    dialog.replaceChildren(sheet, el("h3", {}, label(tag)), shut);
    fill(dialog, tag);
  };
  // the view that it stands in may go, and it with that: nothing is to hold it then
  const watch = new MutationObserver((changes) => {
    if (!dialog.isConnected) watch.disconnect();
    else if (changes.some(({ type, target }) => type === "attributes" && target === root)) fresh();
  });
  watch.observe(root, { attributeFilter: ["lang"], childList: true, subtree: true });
  dialog.opener = button;
  dialog.addEventListener("close", () => {
    watch.disconnect();
    button.setAttribute("aria-expanded", "false");
    const within = dialog.contains(dialog.getRootNode().activeElement);
    dialog.remove();
    if (within) button.focus();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    dialog.close();
  });
  // what a widget in it says is not said by the widget around
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

// Copies a text; whether it was. Where it was not, the field with the text is selected, for the keys.
export async function copy(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field.focus();
    field.select();
    // some engines say yes without having asked for anything
    let asked = false;
    const put = (event) => {
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
