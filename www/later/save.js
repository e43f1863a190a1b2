// Saves a file. Browsers heed `download` only for files of the page's own host: a link to another one would lead the reader
// away from the article, and in a frame with `sandbox` would put the file in the place of the graphic.

/** Hands a blob to the reader, as a file of this name. */
export function saveBlob(blob, name) {
  const address = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  // by then the browser has begun to read it
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// Saves what a link leads to, under the name that it gives; what cannot be saved opens in a new tab.
export async function open({ href, download }) {
  try {
    // a frame without an origin of its own may save nothing
    if (window.origin === "null") throw Error("sandbox");
    const answer = await fetch(href);
    if (!answer.ok) throw Error(answer.status);
    saveBlob(await answer.blob(), download);
  } catch {
    Object.assign(document.createElement("a"), { href, target: "_blank", rel: "noopener" }).click();
  }
}
