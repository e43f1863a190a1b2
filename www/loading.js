// Decides when the program loads: near the screen if there is nothing to read yet, at the first act if there is.
import { GLUE_URL, PROGRAM_URL } from "#files";
import { forget, isLoading, wait, wake } from "./registry.js";

const Observer = window.IntersectionObserver;
/** @type {IntersectionObserver | undefined} */
const nearObserver =
  Observer &&
  new Observer((entries) => entries.forEach((entry) => entry.isIntersecting && (nearObserver?.unobserve(entry.target), wake(entry.target))), {
    rootMargin: "800px",
  });

/**
 * @param {Element} element
 * @param {() => void} begin
 */
export function whenNear(element, begin) {
  if (!nearObserver) return begin();
  wait(element, begin);
  nearObserver.observe(element);
}
/** @param {Element} element */
export function stopWaiting(element) {
  forget(element);
  nearObserver?.unobserve(element);
  viewObserver?.unobserve(element);
  clearTimeout(timers.get(element));
}

// Readers who pay for each byte, or wait for it, get no bytes before they ask for them.
/** @param {Navigator["connection"]} connection */
const isDear = ({ saveData, effectiveType } = {}) => saveData || /2g/.test(effectiveType ?? "");

// Puts the program's bytes into the browser's HTTP cache. Errors do not matter here; they show up when the program
// loads.
let fetched = false;
/** @type {WeakMap<Element, number>} */
const timers = new WeakMap();
function fetchAll() {
  if (fetched || isLoading()) return;
  fetched = true;
  for (const url of [GLUE_URL, PROGRAM_URL])
    fetch(url, /** @type {RequestInit} */ ({ priority: "low" }))
      .then((answer) => answer.arrayBuffer())
      .catch(() => {});
}
/** @type {IntersectionObserver | undefined} */
const viewObserver =
  Observer &&
  new Observer((entries) => {
    for (const { target, isIntersecting } of entries) {
      clearTimeout(timers.get(target));
      if (isIntersecting) timers.set(target, setTimeout(() => (window.requestIdleCallback ?? setTimeout)(fetchAll), 1000));
    }
  });

/**
 * Fetches the program's files when an element has been in view for a second and the page is idle.
 * @param {Element} element
 */
export function fetchWhenSeen(element) {
  if (!fetched && !isDear(navigator.connection)) viewObserver?.observe(element);
}
