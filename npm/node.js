// On a server that renders pages there is no custom element registry. The browser registers the element.
export function light() {}
export function open() {}
