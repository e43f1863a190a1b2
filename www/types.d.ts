// Types that several scripts share, and the names that the build puts into the scripts.
import type { Dataset, Widget } from "#glue";

/** The modules of lazy/, by name. */
export interface LazyModules {
  back: typeof import("./lazy/back.js");
  dataset: typeof import("./lazy/dataset.js");
  embed: typeof import("./lazy/embed.js");
  export: typeof import("./lazy/export.js");
  figure: typeof import("./lazy/figure.js");
  save: typeof import("./lazy/save.js");
  story: typeof import("./lazy/story.js");
}
/** Lazy modules that a button opens. */
export type DialogName = "embed" | "export" | "save";

/** A loaded program. */
export interface Program {
  glue: typeof import("./program.js");
  /** The dataset that was published with the program. */
  own: Dataset;
  broken?: boolean;
  /** Decoded datasets by address. */
  datasets?: Map<string, Dataset>;
}

/** A widget of a program, with the element that it renders into. */
export interface MountedWidget extends Widget {
  program: Program;
  box: HTMLElement;
  dataset?: Dataset;
}

/** What a reader did before the program had loaded. */
export interface Act {
  type: string;
  target: Element;
  /** A selector for the target, or for its replacement. */
  name: string;
  x: number;
  y: number;
  init: { key?: string; pointerType?: string; detail: number };
}

/** Fields, details and scroll positions that a reader left, each with a selector. */
export interface LeftState {
  typed: [HTMLInputElement | HTMLSelectElement, string, string][];
  opened: [HTMLDetailsElement, string][];
  scrolled: [Element, string, number, number][];
  focused?: [Element, string] | null;
}

/** A view or a chart that can be shown alone. */
export interface Shown {
  attribute: "view" | "chart";
  id: string;
  short: string;
  title: string;
  page: string;
  picture: { file: string; width: number; height: number; alt: string };
  text: string;
  interactive: string;
}

/** State that all copies of shanhai.js in a page share. */
export interface SharedState {
  version: number;
  release: string;
  light: (target: string) => void;
  open: (target: string) => void;
  shows: (target: string) => boolean;
  join: (base: string) => void;
  /** The Trusted Types policy of all programs. */
  html?: { createHTML: (text: string) => any };
}

type ByLanguage = Record<string, string>;

declare global {
  // What depends on the dataset. The publisher puts these before a script, as constants.
  /** Programs of other releases may hold other numbers. So each program hydrates only markup of its own release. */
  const RELEASE: string;
  /** The folder of the lazy modules, as the script finds it. */
  const LAZY: string;
  /** The file of the dataset, or null if it is the one inside the program. */
  const DATASET: string | null;
  /** The file of the widget's styles, and a value by which a script sees that they apply. */
  const STYLES: { url: string; mark: string };
  /** The texts of the notices. */
  const NOTICES: { failed: ByLanguage; part: ByLanguage; src: ByLanguage; release: ByLanguage };
  const BACK: ByLanguage;
  const EMBED: { languages: { tag: string; name: string; words: any; shown: Shown[] }[] };
  const EXPORT: { languages: { tag: string; words: ByLanguage; titles: ByLanguage; about: string[] }[] };

  // File names and hashes of the build; esbuild replaces them.
  const PROGRAM_JS: string;
  const PROGRAM_WASM: string;
  const PROGRAM_INTEGRITY: string;
  const CHECKER_JS: string;
  const CHECKER_WASM: string;
  const DESK_JS: string;
  const DESK_WASM: string;
  const DESK_INTEGRITY: string;

  /** The program's exports, inside its glue (guard.js). */
  var wasm: Record<string, unknown>;

  interface Window {
    [shared: symbol]: SharedState;
    trustedTypes?: { createPolicy: (name: string, rules: { createHTML: (text: string) => string }) => SharedState["html"] };
  }
  interface Navigator {
    connection?: { saveData?: boolean; effectiveType?: string };
  }
}
