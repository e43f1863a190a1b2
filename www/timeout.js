/**
 * Rejects when a promise has not settled after 60,000 ms.
 * @template T
 * @param {T | Promise<T>} promise
 * @returns {Promise<T>}
 */
export function withTimeout(promise) {
  /** @type {number} */
  let timer;
  /** @type {Promise<never>} */
  const timeout = new Promise((_, reject) => (timer = setTimeout(reject, 60_000, Error("too late"))));
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}
