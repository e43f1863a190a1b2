// The program as wasm-bindgen exports it (src/bin/widget.rs), with guard.js behind it.

export class Dataset {
  constructor(bytes: Uint8Array, address?: string);
  static own(): Dataset;
}

export class WidgetOptions {
  constructor(dataset: Dataset, base: string, fromUrl: boolean, view: string, chart: string, lang: string, theme: string);
}

export class Widget {
  constructor(root: Element);
  static ofSent(root: Element, host: HTMLElement, options: WidgetOptions): Widget;
  begin(host: HTMLElement, options: WidgetOptions, ready: boolean): void;
  end(): void;
  set(name: string, value: string): void;
  light(target: string): void;
  matchRank(target: string): number;
  picture(name: string, width: number): string;
  open(target: string): void;
  select(target: string): void;
}

export function guard(ended: (error: unknown) => void): void;
export default function start(options: { module_or_path: Promise<Response> | string }): Promise<unknown>;
