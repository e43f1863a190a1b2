// A server that renders pages has no elements to register: the browser does that.
export function light() {}
export function open() {}
