// Frames of embed.html in the page: they say how high they are, and what is selected in them.
import { everywhere, onLook } from "./page.js";

const bases = new Set();
const isOurs = ({ src }) => [...bases].some((base) => src.startsWith(`${base}embed`));
const frames = () => everywhere("iframe").filter(isOurs);
const tell = (frame, message) => frame.contentWindow?.postMessage(message, "*");
export const tellFrames = (message) => frames().forEach((frame) => tell(frame, message));

// marks the words of what is selected in a frame
let selected;
export const onSelected = (told) => (selected = told);

// Of several frames those open it that show it as they stand; if none answers, the first that has every view, now or when
// it comes: a reader may not have been near it.
let unanswered;
let unopened;
export function openInFrames(target) {
  const all = frames();
  const whole = all.find(({ src }) => !src.includes("embed-chart-")) ?? all[0];
  if (!whole) return;
  unopened = (frame) => frame === whole && tell(frame, { shanhai: "open", target });
  clearTimeout(unanswered);
  unanswered = setTimeout(() => (bring(whole), unopened(whole)), 300);
  tellFrames({ shanhai: "open", target, exact: all.length > 1 });
}

// A frame of another host brings itself into sight in some browsers only; where the page goes on growing it would leave
// again, unless the reader scrolls.
let brought;
let place;
function bring(frame) {
  const { top, bottom } = frame.getBoundingClientRect();
  if (bottom < 0 || top > innerHeight) frame.scrollIntoView({ block: "nearest" });
  [brought, place] = [frame, scrollY];
}

function heard({ data, source }) {
  const frame = data?.shanhai && frames().find((frame) => frame.contentWindow === source);
  if (!frame) return;
  const { shanhai: what, height, target } = data;
  if (what === "height" && height > 0 && height < 1e5) {
    const stayed = scrollY === place;
    frame.style.height = `${height}px`;
    if (stayed) bring(brought);
  }
  if (what === "select") selected(target);
  if (what === "opened") {
    unopened = clearTimeout(unanswered);
    bring(frame);
  }
  if (what === "here") unopened?.(frame);
}
export function hearFrames() {
  addEventListener("message", heard);
  // a frame in a root that is new here may have told its height already
  onLook((isMore) => isMore && tellFrames({ shanhai: "height" }));
}

// A copy of the script has come: frames of its host are ours, too.
export function join(base) {
  bases.add(base);
  // frames that were faster than this script have told their height to nobody
  tellFrames({ shanhai: "height" });
}
