// Frames of embed.html in the page: they report their height and what the reader selects in them.
import { everywhere, onLook } from "./page.js";

const bases = new Set();
const isOurs = ({ src }) => [...bases].some((base) => src.startsWith(`${base}embed`));
const frames = () => everywhere("iframe").filter(isOurs);
const tell = (frame, message) => frame.contentWindow?.postMessage(message, "*");
export const tellFrames = (message) => frames().forEach((frame) => tell(frame, message));

// marks the words of the page that name what is selected in a frame
let selected;
export const onSelected = (told) => (selected = told);

// Of several frames, those that already show the target open it. If none answers, the first frame with every view
// opens it, now or when it loads: a reader may not have been near it yet.
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

// Scrolls a frame into view. Only some browsers let a frame of another host do that itself. If the page goes on
// growing, the frame would leave the view again, so this repeats unless the reader scrolls.
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
  // a frame in a newly found root may have reported its height already
  onLook((isMore) => isMore && tellFrames({ shanhai: "height" }));
}

// Another copy of the script has loaded: frames of its host are ours, too.
export function join(base) {
  bases.add(base);
  // frames that loaded before this script have reported their height to nobody
  tellFrames({ shanhai: "height" });
}
