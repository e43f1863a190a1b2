// Saves a file. Browsers respect `download` only for files of the page's own host. A link to a file of another host
// would take the reader away from the article; in a frame with `sandbox` the file would replace the graphic.

/**
 * Saves a blob as a file with this name.
 * @param {Blob} blob
 * @param {string} name
 */
export function saveBlob(blob, name) {
  const address = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  // by then the browser has started to read it
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * Saves the target of a link under the name that the link gives. If that fails, the target opens in a new tab.
 * @param {HTMLAnchorElement} link
 */
export async function open({ href, download }) {
  try {
    // a frame with an opaque origin may not save files
    if (window.origin === "null") throw Error("sandbox");
    const answer = await fetch(href);
    if (!answer.ok) throw Error(String(answer.status));
    saveBlob(await answer.blob(), download);
  } catch {
    Object.assign(document.createElement("a"), { href, target: "_blank", rel: "noopener" }).click();
  }
}
