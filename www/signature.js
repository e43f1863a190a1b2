/**
 * Computes the number by which the publisher identifies the elements and comments of a box. Elements inside SVG
 * pictures are left out. A different number shows that the markup has changed.
 * @param {Element} box
 */
export function signatureOf(box) {
  const walk = document.createTreeWalker(box, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT, {
    acceptNode: ({ parentNode }) => (/** @type {Element} */ (parentNode).localName === "svg" ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  let hash = 0;
  while (walk.nextNode())
    for (const letter of /** @type {Element} */ (walk.currentNode).localName ?? "#") hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0;
  return String(hash);
}
