// One measurement: one page in a new browser, with nothing cached. What the page does is read off the browser's own
// trace, so that work is counted the same way wherever it happens.
import puppeteer from "puppeteer-core";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { watchPage } from "./in-page.js";

const SEARCHES = ["鲁甸", "茶", "昆明", "产业", "mohan"];
const HOVERS = 10;
export const browserPath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

// Latencies of the browser's own emulation count once a request; nothing else of a network is played.
export const CONDITIONS = {
  phone: {
    about: "phone: 412×823 css px, DPR 2; slow 4G (400 ms a request, 1.6 Mbit/s down, 0.75 up); CPU 4 times slower",
    viewport: { width: 412, height: 823, deviceScaleFactor: 2, isMobile: true, hasTouch: false },
    network: { latency: 400, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8, offline: false },
    slowdown: 4,
  },
  desk: {
    about: "desk: 1280×800 css px, DPR 2; no throttling",
    viewport: { width: 1280, height: 800, deviceScaleFactor: 2 },
    slowdown: 1,
  },
};

// `loading=act`: nothing of the program is fetched before an act. Our pages that say nothing fetch it when they have been in
// view for a second; that is a page of its own here (`fetched`).
export const PAGES = {
  shanhai: { about: "ours, overview, nothing fetched before an act", path: "/dist/embed.html?loading=act", still: true },
  "shanhai-projects": {
    about: "ours, projects: map and list; nothing fetched before the first letter",
    path: "/dist/embed-projects.zh-Hans.html?loading=act",
    still: true,
    map: true,
    first: "type",
  },
  "shanhai-chart": { about: "ours, one chart, nothing fetched before a tap", path: "/dist/embed-chart-teams.zh-Hans.html?loading=act", still: true, first: "tap" },
  d3: { about: "D3: four charts, map and list", path: "/site/d3/", map: true },
  echarts: { about: "ECharts: four charts, map and list", path: "/site/echarts/", map: true },
  static: { about: "no script: four pictures, map and list", path: "/site/static/", still: true, map: true, plain: true },
  "fetched-projects": { about: "ours, projects, the program fetched before the first letter, but not begun", path: "/dist/embed-projects.zh-Hans.html", still: true, fetched: true, first: "type" },
  "fetched-chart": { about: "ours, one chart, the program fetched before the tap, but not begun", path: "/dist/embed-chart-teams.zh-Hans.html", still: true, fetched: true, first: "tap" },
};

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

export async function measure(address, { path, map, still, plain, fetched, first }, { viewport, network, slowdown }) {
  const browser = await puppeteer.launch({
    executablePath: browserPath,
    args: [
      "--no-sandbox", "--hide-scrollbars", "--disable-extensions", "--disable-background-networking", "--disable-component-update",
      // a second renderer in waiting would be counted as the page's memory
      "--disable-features=SpareRendererForSitePerProcess,Translate,OptimizationHints,MediaRouter",
    ],
    protocolTimeout: 120_000,
  });
  try {
    const [page] = await browser.pages();
    const faults = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("requestfailed", (request) => faults.push(`${request.url()}: ${request.failure()?.errorText}`));
    await page.setViewport(viewport);
    await page.evaluateOnNewDocument(`(${watchPage})()`);
    const session = await page.createCDPSession();
    let bytes = 0, requests = 0;
    session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    session.on("Network.requestWillBeSent", ({ request }) => (requests += Number(request.url.startsWith("http"))));
    await session.send("Network.enable");
    await session.send("Performance.enable");
    if (network) await session.send("Network.emulateNetworkConditions", network);
    if (slowdown > 1) await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    await page.tracing.start({ categories: ["-*", ...(process.env.BENCH_TRACE ? ["devtools.timeline", "v8", "disabled-by-default-v8.compile", "disabled-by-default-v8.cpu_profiler"] : []), "blink.user_timing", "loading", "disabled-by-default-devtools.timeline"] });

    // --- Loading
    await page.goto(address + path, { waitUntil: "load" });
    if (!plain) await page.waitForFunction("bench.painted.charts", { timeout: 60_000 });
    await page.waitForFunction("bench.painted.page");
    // what a page puts off counts, too
    await (fetched ? page.waitForFunction("bench.fetched()", { timeout: 60_000 }) : wait(1000));
    const timing = await page.evaluate(() => {
      performance.mark("bench:loaded");
      const fcp = performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
      return { fcp, lcp: bench.lcp, shifts: bench.shifts, ...bench.painted };
    });
    const result = {
      bytes,
      requests,
      fcp: timing.fcp,
      lcp: timing.lcp,
      cls: timing.shifts,
      visible: Math.max(timing.fcp, still ? timing.page : timing.charts),
      interactive: plain ? undefined : timing.charts,
    };
    const memory = await inUse(browser, session);
    const { metrics } = await session.send("Performance.getMetrics");
    const counted = (name) => metrics.find((metric) => metric.name === name).value;
    result.nodes = counted("Nodes");
    result.layout = 1000 * (counted("LayoutDuration") + counted("RecalcStyleDuration"));
    result.script = 1000 * counted("ScriptDuration");
    if (first) {
      const answer = await page.evaluate((...given) => bench.first(...given), first, SEARCHES[0]);
      if (!answer.done) faults.push(`the first ${first} was not answered`);
      result.first = answer.ms;
      // the pages behind it measure a program that runs
      if (first === "type") await page.evaluate(() => bench.type("", "settle"));
    }

    // --- The list and the map
    const typing = map && !plain;
    if (typing) {
      const all = await page.evaluate(() => bench.found());
      const typed = async (text, name) => {
        const answer = await page.evaluate((...given) => bench.type(...given), text, name);
        const right = text ? answer.found > 0 && answer.found < all : answer.found === all;
        if (!right || !answer.done) faults.push(`search for “${text}” found ${answer.found} of ${all}, drawn: ${answer.done}`);
        return answer.ms;
      };
      const filter = [], clear = [];
      for (const [index, text] of SEARCHES.entries()) {
        filter.push(await typed(text, `filter:${index}`));
        clear.push(await typed("", `clear:${index}`));
      }
      result.filter = median(filter);
      result.clear = median(clear);
    }
    if (map) {
      await page.evaluate(() => {
        const shown = bench.root().querySelector("[data-testid='map'] .stage, .map");
        shown.scrollIntoView({ block: "center" });
      });
      // scrolling settles a frame later than it is asked for on a slowed processor
      await page.evaluate(() => bench.frameEnd());
      let points = [];
      for (let tries = 0; tries < 3 && points.length < HOVERS; tries++) points = (await page.evaluate(() => bench.points())).slice(0, HOVERS);
      if (points.length < HOVERS) faults.push(`only ${points.length} marks found on the map`);
      const told = new Set();
      for (const [index, [x, y]] of points.entries()) {
        // from outside: on a small map the tooltip of the mark before may lie over this one, and stays for who points at it
        await page.mouse.move(1, 1);
        if (!plain) await page.waitForFunction(() => !bench.tip(), { polling: 50, timeout: 5000 }).catch(() => {});
        await page.evaluate(async (name) => {
          await bench.frameEnd();
          performance.mark(`${name}:begin`);
        }, `hover:${index}`);
        await page.mouse.move(x, y);
        const tip = await page.evaluate(async (name) => {
          await bench.frameEnd();
          performance.mark(`${name}:end`);
          return bench.tip();
        }, `hover:${index}`);
        told.add(tip);
      }
      if (!plain && (told.has(false) || told.size < points.length * 0.7)) faults.push(`tooltips: ${told.size} texts for ${points.length} marks`);
    }

    const trace = JSON.parse(new TextDecoder().decode(await page.tracing.stop()));
    if (process.env.BENCH_TRACE) await writeFile(process.env.BENCH_TRACE, JSON.stringify(trace));
    if (faults.length) throw new Error(faults.join("\n"));
    const { heap, processes } = memory;
    const together = [...processes.values()].reduce((sum, bytes) => sum + bytes, 0);
    const { renderer: id, ...worked } = work(trace.traceEvents, { url: address + path, fcp: timing.fcp, typing, hovering: map });
    return { ...result, ...worked, heap, renderer: processes.get(id), together };
  } finally {
    await browser.close();
  }
}

/** Bytes in use in the page's heap and in each process, once everything that can be let go of is gone. */
export async function inUse(browser, session) {
  await session.send("HeapProfiler.collectGarbage");
  await wait(300);
  const { metrics } = await session.send("Performance.getMetrics");
  const heap = metrics.find(({ name }) => name === "JSHeapUsedSize").value;
  const whole = await browser.target().createCDPSession();
  const { processInfo } = await whole.send("SystemInfo.getProcessInfo");
  // Shared memory counts by parts, so the pictures of canvases are in it whichever process holds them. The browser's own
  // files do not: how much of them is in memory is the machine's affair.
  const processes = new Map();
  for (const { id } of processInfo) {
    const rollup = await readFile(`/proc/${id}/smaps_rollup`, "utf8").catch(() => "");
    const kib = (name) => Number(rollup.match(new RegExp(`^${name}:\\s+(\\d+)`, "m"))?.[1] ?? 0);
    processes.set(id, 1024 * (kib("Pss_Anon") + kib("Pss_Shmem")));
  }
  return { heap, processes };
}

/** Reads the work of the page's main thread off a trace. */
function work(events, { url, fcp, typing, hovering }) {
  const marked = (name) => events.find((event) => event.name === name && event.cat.includes("blink.user_timing"));
  const loaded = marked("bench:loaded");
  const start = events
    .filter(({ name, args }) => name === "navigationStart" && args.data?.documentLoaderURL === url)
    .reduce((last, event) => (event.ts > last.ts ? event : last));
  const tasks = events
    .filter(({ name, pid, tid, dur }) => name === "RunTask" && pid === loaded.pid && tid === loaded.tid && dur)
    .map(({ ts, dur }) => ({ begin: ts, end: ts + dur, ms: dur / 1000 }));
  const loading = tasks.filter((task) => task.begin >= start.ts && task.begin < loaded.ts);
  const afterPaint = loading.filter((task) => task.end > start.ts + fcp * 1000);
  const result = {
    renderer: loaded.pid,
    tbt: afterPaint.reduce((sum, { ms }) => sum + Math.max(0, ms - 50), 0),
    longest: Math.max(...loading.map(({ ms }) => ms)),
    busy: loading.reduce((sum, { ms }) => sum + ms, 0),
  };
  const between = (name) => {
    const begin = marked(`${name}:begin`).ts, end = marked(`${name}:end`).ts;
    const parts = tasks.map((task) => Math.min(task.end, end) - Math.max(task.begin, begin));
    return parts.filter((part) => part > 0).reduce((sum, part) => sum + part / 1000, 0);
  };
  const each = (name, length) => median(Array.from({ length }, (_, index) => between(`${name}:${index}`)));
  if (typing) {
    result.filterWork = each("filter", SEARCHES.length);
    result.clearWork = each("clear", SEARCHES.length);
  }
  if (hovering) result.hoverWork = each("hover", HOVERS);
  return result;
}
