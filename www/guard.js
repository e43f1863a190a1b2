// Stands behind what wasm-bindgen makes, in whose module the program's exports are called `wasm`.

/**
 * Tells the first error that leaves the program, an exception or a trap; after it nothing in there can be trusted, and
 * neither its methods nor its listeners are entered any more (what wasm-bindgen keeps its memory with still is). The page
 * hears of no such error where the program is of another host.
 */
export function guard(ended) {
  let dead;
  const guarded = (enter, always) => (...given) => {
    // as many results as any caller looks for
    if (dead && !always) return [];
    try {
      return enter(...given);
    } catch (error) {
      // not while the callers are on their way out
      if (!dead) queueMicrotask(() => ended(error));
      dead = true;
      throw error;
    }
  };
  const entrance = (name, one) => (typeof one === "function" ? guarded(one, name.startsWith("__")) : one);
  wasm = Object.fromEntries(Object.entries(wasm).map(([name, one]) => [name, entrance(name, one)]));
}
