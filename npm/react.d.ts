import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { ShanhaiWidgetAttributes, ShanhaiWidgetElement } from "./index.js";

export * from "./index.js";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "shanhai-widget": DetailedHTMLProps<HTMLAttributes<ShanhaiWidgetElement>, ShanhaiWidgetElement> &
        ShanhaiWidgetAttributes;
    }
  }
}
