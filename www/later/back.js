// The way back to the words of the page that led a reader to the graphic, where that is out of their sight.

const WORDS = __BACK__;

// Waits until the page has moved, for which the graphic may have to be loaded first, and come to rest, then offers the way back to `word`, which was seen with the page at `place`.
export async function offer(word, place) {
  const soon = (ms) => new Promise((done) => setTimeout(done, ms));
  for (let tenths = 0; scrollY === place && tenths < 100; tenths++) await soon(100);
  let before;
  do {
    before = scrollY;
    await soon(150);
  } while (scrollY !== before);
  const box = word.getBoundingClientRect();
  if (box.bottom > 0 && box.top < innerHeight) return;
  const inSight = (one) => one.getBoundingClientRect().top < innerHeight && one.getBoundingClientRect().bottom > 0;
  const root = [...document.querySelectorAll("shanhai-widget")].find(inSight)?.shadowRoot?.querySelector(".root");
  if (!root) return;
  document.querySelectorAll("shanhai-widget").forEach((one) => one.shadowRoot?.querySelector(".back")?.remove());
  const back = Object.assign(document.createElement("button"), { type: "button", className: "back" });
  back.textContent = `↩ ${WORDS[root.lang]}`;
  back.onclick = () => {
    back.remove();
    scrollTo({ top: place, behavior: "instant" });
    word.focus({ preventScroll: true });
  };
  root.append(back);
}
