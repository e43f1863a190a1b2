/**
 * For each name of an element, what a hash is multiplied with and what is added, to append its letters.
 * @type {Map<string, [number, number]>}
 */
const appended = new Map();
/**
 * @param {string} name
 * @returns {[number, number]}
 */
function append(name) {
  let [times, plus] = [1, 0];
  for (const letter of name) [times, plus] = [Math.imul(times, 31), Math.imul(plus, 31) + letter.charCodeAt(0)];
  appended.set(name, [times, plus]);
  return [times, plus];
}

/**
 * Computes the number by which the publisher identifies the elements and comments of a box. Elements inside SVG
 * pictures are left out. A different number shows that the markup has changed. It is computed within the first act of a
 * reader, so it visits each node once, without a tree walker's callback.
 * @param {Element} box
 */
export function signatureOf(box) {
  let hash = 0;
  /** @param {Node} parent */
  const visit = (parent) => {
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      // texts
      if (node.nodeType === 3) continue;
      // a comment has no name of its own
      const name = /** @type {Element} */ (node).localName ?? "#";
      const [times, plus] = appended.get(name) ?? append(name);
      hash = (Math.imul(hash, times) + plus) | 0;
      if (name !== "svg") visit(node);
    }
  };
  visit(box);
  return String(hash >>> 0);
}
