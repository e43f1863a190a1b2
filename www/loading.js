// When the program comes: near the screen where there is nothing to read yet, at the first act where there is.
import { PROGRAM } from "./files.js";
import { forget, isLoading, wait, wake } from "./registry.js";

const Observer = window.IntersectionObserver;
const nearing =
  Observer &&
  new Observer((entries) => entries.forEach((entry) => entry.isIntersecting && (nearing.unobserve(entry.target), wake(entry.target))), {
    rootMargin: "800px",
  });

export function whenNear(element, begin) {
  if (!nearing) return begin();
  wait(element, begin);
  nearing.observe(element);
}
export function stopWaiting(element) {
  forget(element);
  nearing?.unobserve(element);
  looking?.unobserve(element);
  clearTimeout(clocks.get(element));
}

// A reader who pays for each byte, or waits for it, gets none before it is asked for.
const isDear = ({ saveData, effectiveType } = {}) => saveData || /2g/.test(effectiveType);

// The bytes of the program go into the browser's store of files; whether they have come is seen when they are used.
let fetched = false;
const clocks = new Map();
function fetchAll() {
  if (fetched || isLoading()) return;
  fetched = true;
  for (const url of [PROGRAM.glue, PROGRAM.wasm])
    fetch(url, { priority: "low" })
      .then((answer) => answer.arrayBuffer())
      .catch(() => {});
}
const looking =
  Observer &&
  new Observer((entries) => {
    for (const { target, isIntersecting } of entries) {
      clearTimeout(clocks.get(target));
      if (isIntersecting) clocks.set(target, setTimeout(() => (window.requestIdleCallback ?? setTimeout)(fetchAll), 1000));
    }
  });

/** Fetches the program's files once an element has been in view for a second and the page is idle. */
export function fetchWhenSeen(element) {
  if (!fetched && !isDear(navigator.connection)) looking?.observe(element);
}
