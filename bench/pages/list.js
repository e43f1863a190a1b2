// The list of projects and its filter, without any library: the same for both competitors. Entries stand in the HTML; a
// filter only hides them, which is the cheapest way there is.

export const list = document.getElementById("list");
export const items = [...list.children];

/** Calls `changed(shown)` with the ids that pass, each time that the reader filters. */
export function watchFilter(changed) {
  const search = document.getElementById("search"), count = document.getElementById("count");
  const buttons = [...document.querySelectorAll(".filters button")];
  const texts = items.map((item) => `${item.textContent}\n${item.dataset.words}`.toLowerCase());
  let theme = "";

  function filter() {
    const terms = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = new Set();
    items.forEach((item, index) => {
      const passes = (!theme || item.dataset.theme === theme) && terms.every((term) => texts[index].includes(term));
      item.hidden = !passes;
      if (passes) shown.add(item.id);
    });
    count.textContent = `${shown.size}个项目`;
    changed(shown);
  }
  search.addEventListener("input", filter);
  for (const button of buttons)
    button.addEventListener("click", () => {
      theme = button.dataset.theme;
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      filter();
    });
}

/** Opens a project's entry and brings it into sight, within the list alone. */
export function openProject(id) {
  const item = document.getElementById(id);
  item.querySelector("details").open = true;
  list.scrollTop = item.offsetTop - list.offsetTop;
}

/** What a place's tooltip says. */
export const told = (point, projects) => [point.name, ...projects.map((project) => project.name)].join("\n");

/** Sets a mark once the next frame's work is done, for what is drawn within it. */
export const markAfterFrame = (name) => requestAnimationFrame(() => performance.mark(name));
