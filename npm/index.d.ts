/** A view of the widget. */
export type ShanhaiView = "overview" | "charts" | "projects" | "timeline" | "models";

/** The attributes of `<shanhai-widget>`. Changing one takes effect at once. */
export interface ShanhaiWidgetAttributes {
  /** Which view is in front: `overview` if left out. */
  view?: ShanhaiView;
  /** The id of one chart: shows that chart alone. */
  chart?: string;
  /** The page's language if left out. */
  lang?: string;
  /** As the reader's system has it if left out. */
  theme?: "auto" | "light" | "dark";
  /** The address of another dataset, checked by the rules of a build before it is shown. */
  src?: string;
  /** The program is loaded near the screen; `eager` loads it at once. */
  loading?: "eager";
  /** Where the whole release is served, as `https://your.host/shanhai/`: with it the widget offers pictures, data and code for other pages. */
  base?: string;
}

/** What is selected now; nothing if both are null. */
export interface ShanhaiSelectDetail {
  kind: "project" | "figure" | "chart" | "event" | "model" | null;
  id: string | null;
}

/** How the projects are filtered now; an empty text is no filter. */
export interface ShanhaiFilterDetail {
  theme: string;
  /** Its code of six digits. A filter by partner shows in `count` alone. */
  prefecture: string;
  text: string;
  /** How many projects match. */
  count: number;
}

/** What went wrong, for programs and for people. */
export interface ShanhaiErrorDetail {
  code: "load-failed" | "broke-down" | "part-failed" | "src-unread" | "unknown-chart" | "other-release" | (string & {});
  message: string;
}

/** The events of the widget; all of them bubble and cross shadow roots. */
export interface ShanhaiEventMap {
  "shanhai:ready": CustomEvent<Record<string, never>>;
  "shanhai:select": CustomEvent<ShanhaiSelectDetail>;
  "shanhai:filter": CustomEvent<ShanhaiFilterDetail>;
  "shanhai:error": CustomEvent<ShanhaiErrorDetail>;
}

/** The element that this package registers as `<shanhai-widget>`. */
export interface ShanhaiWidgetElement extends HTMLElement {}

/** Lights a mark, `figure:<id>`, `project:<id>` or `chart:<id>`, in every widget of the page that shows it; nothing if empty. */
export function light(target: string): void;

/** Opens such a thing in the widget that shows it best. */
export function open(target: string): void;

declare global {
  interface HTMLElementTagNameMap {
    "shanhai-widget": ShanhaiWidgetElement;
  }
  interface HTMLElementEventMap extends ShanhaiEventMap {}
  interface DocumentEventMap extends ShanhaiEventMap {}
  interface WindowEventMap extends ShanhaiEventMap {}
}
