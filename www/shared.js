/**
 * The key of the state that all copies of shanhai.js in a page share, even copies under another name, of another
 * release or from another host. The first copy creates it, and serves all widgets, words and frames.
 */
export const SHARED = Symbol.for("shanhai");
