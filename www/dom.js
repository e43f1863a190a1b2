// Helpers for elements and events.

/**
 * Makes an element with properties.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Partial<HTMLElementTagNameMap[Name]>} [properties]
 */
export const create = (name, properties) => Object.assign(document.createElement(name), properties);

/**
 * Makes an element. Keys that name properties are set as properties, all others as attributes.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, unknown>} [properties]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function el(name, properties = {}, ...children) {
  const element = /** @type {any} */ (document.createElement(name));
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/**
 * Dispatches an event of the widget to the page.
 * @param {EventTarget} target
 * @param {string} name
 * @param {object} [detail]
 */
export const send = (target, name, detail) =>
  target.dispatchEvent(new CustomEvent(`shanhai:${name}`, { bubbles: true, composed: true, detail }));
