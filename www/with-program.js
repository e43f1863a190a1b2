// What the page's script needs only once there is a program: it comes with it.

// Puts the widget in the place of its still, with what the reader has typed, opened, scrolled and focused there; it has begun
// with the view `chosen`, if the still had that in front.
export function replace(still, box, chosen) {
  // what stands in the widget for an element of the still: of its kind the one with as many before it in the same place
  const twin = (element, kind = element.localName) => {
    if (element.name === "view") return box.querySelector(`#tab-${element.value}`);
    const place = element.closest("[data-testid], .switches, .view, footer");
    if (!place) return;
    const { testid } = place.dataset;
    const found = box.querySelector(testid ? `[data-testid="${testid}"]` : `.${place.classList[0]}`);
    if (place === element) return found;
    const before = [...place.querySelectorAll(kind)].indexOf(element);
    return found?.querySelectorAll(place.matches(".item") ? "button" : kind)[before];
  };
  const root = still.getRootNode();
  const isStill = still.matches(".still");
  const focused = root.activeElement && still.contains(root.activeElement) && root.activeElement;
  const [typed, opened, scrolled] = ["[type=search], select", "details[open]", ".list, .table-box"].map((kind) => [...still.querySelectorAll(kind)]);
  const moves = [];
  for (const one of typed)
    if (isStill && one.value) {
      const type = one.matches("select") ? "change" : "input";
      const { value } = one;
      moves.push([twin(one), (field) => ((field.value = value), field.dispatchEvent(new InputEvent(type, { bubbles: true })))]);
    }
  for (const one of opened) moves.push([twin(one), (found) => (found.open === false ? (found.open = true) : found.click())]);
  for (const one of scrolled) {
    const { scrollTop: top, scrollLeft: left } = one;
    if (top || left) moves.push([twin(one, ".table-box"), (found) => found.scrollTo(left, top)]);
  }
  // a tab that was chosen while the widget got ready
  const tab = still.querySelector("[name=view]:checked");
  if (tab && tab.value !== (chosen ?? still.querySelector("[name=view][checked]")?.value))
    moves.push([twin(tab), (found) => found.matches("[aria-selected=false]") && found.click()]);
  if (focused) moves.push([twin(focused), (found) => found.focus({ preventScroll: true })]);
  still.remove();
  box.classList.remove("waiting");
  for (const [found, move] of moves) if (found) move(found);
}

// A page has one policy of a name, and may have several programs.
function policy() {
  const html = { createHTML: (text) => text };
  try {
    return window.trustedTypes?.createPolicy("shanhai", html) ?? html;
  } catch {
    // the page allows no policies
    return html;
  }
}

/** Charts of a widget in lines instead of pixels, and its table open; `undo` takes what brings the screen's form back. */
export function toPaper(root, widget, undo) {
  const html = (window[Symbol.for("shanhai")].html ??= policy());
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
