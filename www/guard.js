// Stands behind what wasm-bindgen makes, in whose module the program's exports are called `wasm`.

/**
 * Tells the first error that leaves the program, an exception or a trap; after it nothing in there can be trusted, and
 * neither its methods nor its listeners are entered any more (what wasm-bindgen keeps its memory with still is). The page
 * hears of no such error where the program is of another host.
 */
export function guard(ended) {
  let dead;
  const guarded = (enter) => (...given) => {
    // as many results as any caller looks for
    if (dead) return [];
    try {
      return enter(...given);
    } catch (error) {
      dead = true;
      // not while the callers are on their way out
      queueMicrotask(() => ended(error));
      throw error;
    }
  };
  const enters = (name, one) => typeof one === "function" && !name.startsWith("__");
  wasm = Object.fromEntries(Object.entries(wasm).map(([name, one]) => [name, enters(name, one) ? guarded(one) : one]));
}
