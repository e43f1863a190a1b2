// Offers the way back to the words of the page that led a reader to the graphic, if those words are out of view.

/**
 * Waits until the graphic, which may have to load first, has scrolled the page and the page has come to rest. Then
 * offers the way back to `word`, which the reader saw at the scroll position `position`. A reader who scrolls needs no
 * such offer.
 * @param {HTMLElement} word
 * @param {number} position
 * @param {(selector: string) => HTMLElement[]} everywhere
 */
export async function offer(word, position, everywhere) {
  const sleep = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));
  const gone = new AbortController();
  for (const type of ["wheel", "touchmove", "keydown", "pointerdown"])
    addEventListener(type, () => gone.abort(), { once: true, passive: true, capture: true, signal: gone.signal });
  for (let tenths = 0; scrollY === position && tenths < 100; tenths++) await sleep(100);
  if (gone.signal.aborted) return;
  gone.abort();
  let before;
  do {
    before = scrollY;
    await sleep(150);
  } while (scrollY !== before);
  const box = word.getBoundingClientRect();
  if (box.bottom > 0 && box.top < innerHeight) return;
  const inSight = (/** @type {Element} */ one) => one.getBoundingClientRect().top < innerHeight && one.getBoundingClientRect().bottom > 0;
  /** @type {HTMLElement | null | undefined} */
  const root = everywhere("shanhai-widget").find(inSight)?.shadowRoot?.querySelector(".root");
  if (!root) return;
  everywhere("shanhai-widget").forEach((one) => one.shadowRoot?.querySelector(".back")?.remove());
  const back = Object.assign(document.createElement("button"), { type: "button", className: "back" });
  back.textContent = `↩ ${BACK[root.lang]}`;
  back.onclick = () => {
    back.remove();
    scrollTo({ top: position, behavior: "instant" });
    word.focus({ preventScroll: true });
  };
  root.append(back);
}
