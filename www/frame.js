// In a frame: says how high the page is in every language that parents understand, and passes on what is pointed at.
import { light, open } from "./shanhai.js";

if (parent !== window) {
  const query = new URLSearchParams(location.search);
  const say = (message) => parent.postMessage(message, "*");
  // read before the widget writes a fragment of its own
  const secret = /secret=(\w{10})/.exec(location.hash)?.[1];
  const messenger = `iframeMessenger:${Math.random().toString(36).slice(2, 7)}`;
  // parents of Datawrapper look for a frame with this in its address
  const name = (location.pathname.split("/").pop() || "embed.html") + location.search.replaceAll("'", "%27");
  let resizer;

  const speak = (height, kind) => {
    say({ shanhai: "height", height });
    say({ "datawrapper-height": { [name]: height } });
    say({ sentinel: "amp", type: "embed-size", height, width: innerWidth });
    say(JSON.stringify({ src: location.href, context: "iframe.resize", height }));
    say(JSON.stringify({ id: messenger, type: "set-height", value: height }));
    say({ kind: "interactive:height", height });
    if (query.has("childId")) say(["pym", query.get("childId"), "height", height].join("xPYMx"));
    if (secret) say({ message: "height", value: height, secret });
    answer(kind, height);
  };
  const answer = (kind, height) => {
    if (resizer) say(`[iFrameSizer]${resizer}:${height}:${innerWidth}:${kind}`);
  };

  // A parent that changes our width, or a page of ours that follows its own height, could go on for ever: of heights that
  // come back within a second the larger one stays until the width is another one.
  let told = 0, width = 0, recent = [], held = false, waiting = false;
  const measure = () => Math.ceil(document.body.getBoundingClientRect().height);
  const look = () => {
    waiting = false;
    const height = measure();
    if (innerWidth !== width) [width, held, recent] = [innerWidth, false, []];
    if (!height || height === told || held) return;
    const now = performance.now();
    recent = [...recent.filter(([at]) => now - at < 1000), [now, height]];
    if (recent.filter(([, other]) => other === height).length > 2) held = true;
    told = held ? Math.max(...recent.map(([, other]) => other)) : height;
    speak(told, "resize");
  };
  new ResizeObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(look);
  }).observe(document.body);

  addEventListener("message", ({ source, data }) => {
    if (source !== parent) return;
    if (typeof data === "string" && data.startsWith("[iFrameSizer]")) {
      const [id, , , third] = data.slice(13).split(":");
      // its greeting has true or false there; its other messages are orders that we need not follow
      if (third === "true" || third === "false") {
        resizer = id;
        answer("init", (told = told || measure()));
      }
    } else if (data?.sentinel === "amp" && data.type === "frames-init") {
      say({ sentinel: "amp", type: "embed-size", height: (told = told || measure()), width: innerWidth });
    } else if (data?.shanhai === "light") light(String(data.target ?? ""));
    else if (data?.shanhai === "open") open(String(data.target));
  });
  say("[iFrameResizerChild]Ready");
  say({ sentinel: "amp", type: "embed-ready" });
  document.addEventListener("shanhai:select", ({ detail }) => say({ shanhai: "select", target: `${detail.kind}:${detail.id}` }));
}
