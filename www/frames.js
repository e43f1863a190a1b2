// Frames of embed.html in the page: they report their height and what the reader selects in them.
import { everywhere, onScan } from "./page.js";

/** @type {Set<string>} */
const bases = new Set();
/** @param {HTMLIFrameElement} frame */
const isOurs = ({ src }) => [...bases].some((base) => src.startsWith(`${base}embed`));
const frames = () => /** @type {HTMLIFrameElement[]} */ (everywhere("iframe")).filter(isOurs);
/** @type {(frame: HTMLIFrameElement, message: object) => void} */
const post = (frame, message) => frame.contentWindow?.postMessage(message, "*");
/** @param {object} message */
export const postToFrames = (message) => frames().forEach((frame) => post(frame, message));

/**
 * Marks the words of the page that name what is selected in a frame.
 * @type {(target: string) => void}
 */
let selected;
/** @param {(target: string) => void} callback */
export const onSelected = (callback) => (selected = callback);

// Of several frames, those that already show the target open it. If none answers, the first frame with every view
// opens it, now or when it loads: a reader may not have been near it yet.
/** @type {number | undefined} */
let unanswered;
/** @type {((frame: HTMLIFrameElement) => void) | undefined} */
let unopened;
/** @param {string} target */
export function openInFrames(target) {
  const all = frames();
  const whole = all.find(({ src }) => !src.includes("embed-chart-")) ?? all[0];
  if (!whole) return;
  const open = (/** @type {HTMLIFrameElement} */ frame) => {
    if (frame === whole) post(frame, { shanhai: "open", target });
  };
  unopened = open;
  clearTimeout(unanswered);
  unanswered = setTimeout(() => (scrollTo(whole), open(whole)), 300);
  postToFrames({ shanhai: "open", target, exact: all.length > 1 });
}

// Scrolls a frame into view. Only some browsers let a frame of another host do that itself. If the page goes on
// growing, the frame would leave the view again, so this repeats unless the reader scrolls.
/** @type {HTMLIFrameElement} */
let shown;
/** @type {number} */
let position;
/** @param {HTMLIFrameElement} frame */
function scrollTo(frame) {
  const { top, bottom } = frame.getBoundingClientRect();
  if (bottom < 0 || top > innerHeight) frame.scrollIntoView({ block: "nearest" });
  [shown, position] = [frame, scrollY];
}

/** @param {MessageEvent} event */
function heard({ data, source }) {
  const frame = data?.shanhai && frames().find((frame) => frame.contentWindow === source);
  if (!frame) return;
  const { shanhai: what, height, target } = data;
  if (what === "height" && height > 0 && height < 1e5) {
    const stayed = scrollY === position;
    frame.style.height = `${height}px`;
    if (stayed) scrollTo(shown);
  }
  if (what === "select") selected(target);
  if (what === "opened") {
    clearTimeout(unanswered);
    unopened = undefined;
    scrollTo(frame);
  }
  if (what === "here") unopened?.(frame);
}
export function listenToFrames() {
  addEventListener("message", heard);
  // a frame in a newly found root may have reported its height already
  onScan((foundRoots) => foundRoots && postToFrames({ shanhai: "height" }));
}

/**
 * Another copy of the script has loaded: frames of its host are ours, too.
 * @param {string} base
 */
export function join(base) {
  bases.add(base);
  // frames that loaded before this script have reported their height to nobody
  postToFrames({ shanhai: "height" });
}
