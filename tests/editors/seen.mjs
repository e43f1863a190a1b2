/** What a reader sees of a post; runs in its page. */
export function seen() {
  const all = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility() && one.getClientRects().length);
  const words = document.querySelector("article").innerText;
  const links = all("article a[href*='embed-']");
  const parts = {
    widget: all("shanhai-widget").some((one) => one.shadowRoot?.querySelector(".page .drawing")),
    frame: all("iframe[src*='embed-']").length,
    picture: all("article img").some((one) => one.naturalWidth > 100),
    sentence: links.reduce((rest, link) => rest.replace(link.innerText, ""), words).trim().length > 40 && !words.includes("</"),
    link: links.length,
    "the code as text": words.includes("</"),
  };
  const found = Object.keys(parts).filter((part) => parts[part]);
  const wide = document.documentElement.scrollWidth > innerWidth ? ", wider than a phone" : "";
  return (found.join(", ") || "nothing") + wide;
}

/** The rows of the tables of a document. */
export const rowsOf = (text) => text.split("\n").filter((line) => line.startsWith("| "));
