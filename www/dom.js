// Helpers for elements and events.

/**
 * Makes an element with properties.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Partial<HTMLElementTagNameMap[Name]>} [properties]
 */
export const create = (name, properties) => Object.assign(document.createElement(name), properties);

/**
 * Dispatches an event of the widget to the page.
 * @param {EventTarget} target
 * @param {string} name
 * @param {object} [detail]
 */
export const send = (target, name, detail) =>
  target.dispatchEvent(new CustomEvent(`shanhai:${name}`, { bubbles: true, composed: true, detail }));
