// What the page's script needs only once there is a program: it comes with it.

// Texts and tables by address; what came wrong is asked for afresh, since a network may have kept something in its place.
const packets = new Map();
const lost = new Set();
const packet = (url, early) => {
  if (!packets.has(url)) {
    const come = fetched(url, early);
    packets.set(url, come);
    const forget = () => packets.get(url) === come && packets.delete(url) && lost.add(url);
    // what has not come by then is given up by those who asked
    const clock = setTimeout(forget, 60_000);
    come.then(() => clearTimeout(clock), forget);
  }
  return packets.get(url);
};

async function fetched(url, early) {
  // what was asked for beside the program; it can be read once
  const first = early[url];
  delete early[url];
  const answer = (await first) ?? (await fetch(url, { cache: lost.has(url) ? "reload" : "default" }));
  if (!answer.ok) throw new Error(`${answer.status} for ${answer.url}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  // the name begins the hash of what was published; browsers tell hashes to pages with TLS only
  const hash = new Uint8Array((await crypto.subtle?.digest("SHA-256", bytes)) ?? 0).slice(0, 8);
  const name = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!answer.url.includes(name)) throw new Error(`${answer.url} is not what was published`);
  return bytes;
}

/** Puts parts, files with their places, into a program's memory; `early` holds what has been asked for already. */
export async function bring(parts, at, memory, early) {
  // what has no place is in the program
  const wanted = parts.filter(([, place]) => place);
  const come = await Promise.all(wanted.map(async ([name, place]) => [await packet(at(name), early), place]));
  for (const [bytes, place] of come) new Uint8Array(memory.buffer).set(bytes, place);
}

// Puts the widget in the place of its still, with what the reader has opened, scrolled and focused there; it has begun with
// the view `chosen`, if the still had that in front.
export function replace(still, box, chosen) {
  const root = still.getRootNode();
  const path = (element) => {
    if (element.name === "view") return `#tab-${element.value}`;
    const named = element.closest("[data-testid]");
    const item = named?.matches(".item") && "button";
    const within = named ? `[data-testid="${named.dataset.testid}"]` : element.closest("footer") ? "footer" : "";
    return `${within} ${item || element.localName}`;
  };
  const focused = root.activeElement && still.contains(root.activeElement) && path(root.activeElement);
  const opened = [...still.querySelectorAll("details[open]")].map(path);
  const scrolled = [...still.querySelectorAll(".list, .table-box")].filter((one) => one.scrollTop || one.scrollLeft);
  const places = scrolled.map((one) => [one.matches(".list") ? ".list" : `${path(one).split(" ")[0]} .table-box`, one.scrollTop, one.scrollLeft]);
  still.remove();
  box.classList.remove("waiting");
  for (const one of opened) {
    const found = box.querySelector(one);
    if (found?.open === false) found.open = true;
    else found?.click();
  }
  for (const [one, top, left] of places) box.querySelector(one)?.scrollTo(left, top);
  // a tab that was chosen while the widget got ready
  const tab = still.querySelector("[name=view]:checked:not([checked])");
  if (tab && tab.value !== chosen) box.querySelector(`${path(tab)}[aria-selected=false]`)?.click();
  if (focused) box.querySelector(focused)?.focus({ preventScroll: true });
}

let html;
function policy() {
  html = { createHTML: (text) => text };
  try {
    html = window.trustedTypes?.createPolicy("shanhai", html) ?? html;
  } catch {
    // the page allows no policies
  }
  return html;
}

/** Charts of a widget in lines instead of pixels, and its table open; `undo` takes what brings the screen's form back. */
export function toPaper(root, widget, undo) {
  html ??= policy();
  for (const canvas of root.querySelectorAll("canvas[data-testid]")) {
    const drawing = canvas.closest(".drawing");
    const picture = Object.assign(document.createElement("div"), { className: "on-paper" });
    try {
      picture.innerHTML = html.createHTML(widget.picture(canvas.dataset.testid.slice(7), canvas.clientWidth));
    } catch {
      continue; // the page's policy forbids it: the pixels are printed
    }
    drawing.append(picture);
    drawing.dataset.paper = "";
    undo.push(() => (picture.remove(), delete drawing.dataset.paper));
  }
  const table = root.querySelector(".project-table [aria-expanded=false]");
  if (table) table.click(), undo.push(() => table.click());
}
