// The build appends this to the glue script of wasm-bindgen, which stores the program's exports in `wasm`.

/**
 * Reports the first uncaught exception or trap of the program. After it nothing inside the program can be trusted, so
 * neither its methods nor its event listeners run any more. The functions with which wasm-bindgen manages memory
 * still run. The page gets no report of such an error if the program comes from another host.
 * @param {(error: unknown) => void} ended
 */
export function guard(ended) {
  /** @type {boolean} */
  let dead;
  /** @type {(enter: Function, always: boolean) => Function} */
  const guarded = (enter, always) => (/** @type {unknown[]} */ ...args) => {
    // an array with as many results as any caller reads
    if (dead && !always) return [];
    try {
      return enter(...args);
    } catch (error) {
      // not while the callers are still unwinding
      if (!dead) queueMicrotask(() => ended(error));
      dead = true;
      throw error;
    }
  };
  /** @type {(name: string, one: unknown) => unknown} */
  const entrance = (name, one) => (typeof one === "function" ? guarded(one, name.startsWith("__")) : one);
  wasm = Object.fromEntries(Object.entries(wasm).map(([name, one]) => [name, entrance(name, one)]));
}
