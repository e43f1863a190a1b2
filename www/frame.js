// Inside a frame: reports the height of the page in every protocol that parents understand, and passes on highlights
// and selections. The page loads shanhai.js before this script.
import { SHARED } from "./shared.js";

if (parent !== window) {
  const shared = window[SHARED];
  const query = new URLSearchParams(location.search);
  const say = (/** @type {any} */ message) => parent.postMessage(message, "*");
  // read this before the widget writes its own fragment
  const secret = /secret=(\w{10})/.exec(location.hash)?.[1];
  const messenger = `iframeMessenger:${Math.random().toString(36).slice(2, 7)}`;
  // parents of Datawrapper look for a frame with this in its address
  const name = (location.pathname.split("/").pop() || "embed.html") + location.search.replaceAll("'", "%27");
  const targetOf = (/** @type {any} */ { target }) => (typeof target === "string" ? target : "");
  /** @type {string | undefined} */
  let resizer;

  /** @param {number} height */
  const report = (height) => {
    say({ shanhai: "height", height });
    say({ "datawrapper-height": { [name]: height } });
    say({ sentinel: "amp", type: "embed-size", height, width: innerWidth });
    say(JSON.stringify({ src: location.href, context: "iframe.resize", height }));
    say(JSON.stringify({ id: messenger, type: "set-height", value: height }));
    say({ kind: "interactive:height", height });
    if (query.has("childId")) say(["pym", query.get("childId"), "height", height].join("xPYMx"));
    toWordPress();
    answer("resize", height);
  };
  const toWordPress = () => secret && say({ message: "height", value: reported, secret });
  /** @type {(kind: string, height: number) => void} */
  const answer = (kind, height) => {
    if (resizer) say(`[iFrameSizer]${resizer}:${height}:${innerWidth}:${kind}`);
  };

  // A parent may answer a height with another width, because a scroll bar appears or disappears, and so loop forever.
  // When a height occurs for the third time with a new width, the frame keeps the largest one until nothing has
  // happened for a second. Content that opens and closes at the same width is no such loop.
  let reported = 0, width = 0, last = 0;
  /** @type {number[]} */
  let recent = [];
  const measure = () => Math.ceil(document.body.getBoundingClientRect().height);
  const update = () => {
    const now = performance.now();
    if (now - last > 1000) recent = [];
    last = now;
    let height = measure();
    if (width !== innerWidth) {
      width = innerWidth;
      recent.push(height);
      if (recent.filter((other) => other === height).length > 2) height = Math.max(...recent);
    }
    if (!height || height === reported) return;
    reported = height;
    report(reported);
  };
  new ResizeObserver(() => requestAnimationFrame(update)).observe(document.body);
  // A page such as WordPress hides a frame until it knows the height. Browsers do not draw a hidden frame, so neither
  // observers nor animation frames run in it. A measurement before the styles have loaded would be wrong.
  addEventListener("load", update);

  addEventListener("message", ({ source, data }) => {
    if (source !== parent) return;
    if (typeof data === "string" && data.startsWith("[iFrameSizer]")) {
      const [id, , , third] = data.slice(13).split(":");
      // the greeting has true or false in this field; the parent's other messages are commands that we need not
      // follow
      if (third === "true" || third === "false") {
        resizer = id;
        answer("init", (reported ||= measure()));
      }
    } else if (data?.sentinel === "amp" && data.type === "frames-init") {
      say({ sentinel: "amp", type: "embed-size", height: (reported ||= measure()), width: innerWidth });
    } else if (data?.message === "ready") {
      // the greeting of WordPress; if it comes too early, the frame answers it at load
      if (reported) toWordPress();
    } else if (data?.shanhai === "light") shared?.light(targetOf(data));
    else if (data?.shanhai === "height") {
      if ((reported ||= measure())) say({ shanhai: "height", height: reported });
    } else if (data?.shanhai === "open" && (!data.exact || shared?.shows(targetOf(data)))) {
      shared?.open(targetOf(data));
      say({ shanhai: "opened" });
    }
  });
  say("[iFrameResizerChild]Ready");
  say({ sentinel: "amp", type: "embed-ready", shanhai: "here" });
  document.addEventListener("shanhai:select", (event) => {
    const { kind, id } = /** @type {CustomEvent} */ (event).detail;
    say({ shanhai: "select", target: `${kind}:${id}` });
  });
}
