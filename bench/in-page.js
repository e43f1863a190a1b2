// Runs in each page before its own scripts; only watches. Serialised into the page by measure.mjs: it must not use
// anything from outside.
export function watchPage() {
  const bench = (window.bench = { marks: {}, painted: {}, shifts: 0 });

  // The end of the next frame's work: behind its callbacks, styles, layout and painting.
  bench.frameEnd = () => new Promise((resolve) => requestAnimationFrame(() => resolve(bench.frameTask())));
  // The same within a frame's callback: the next task, which comes behind the frame.
  bench.frameTask = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(0);
    });

  bench.count = (name) => performance.getEntriesByName(name, "mark").length;

  const noteFrame = async (name, end) => (bench.painted[name] = await end);
  new PerformanceObserver((entries) => {
    if (entries.getEntriesByName("charts-ready").length && !bench.painted.charts) void noteFrame("charts", bench.frameEnd());
  }).observe({ type: "mark", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) bench.lcp = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) bench.shifts += entry.value;
  }).observe({ type: "layout-shift", buffered: true });

  // Pictures that come with the page are visible in the first frame that has the page's end and its styles.
  const look = async () => {
    const root = document.querySelector("shanhai-widget")?.shadowRoot;
    const whole = root ? root.querySelector(".box footer") && getComputedStyle(root.host).getPropertyValue("--shanhai-styles") : document.querySelector("footer");
    if (whole) await noteFrame("page", bench.frameTask());
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  /** The search field, wherever it is. */
  bench.search = () => bench.root().querySelector("[data-testid='search'], #search");
  bench.found = () => parseInt(bench.root().querySelector("[data-testid='count'], #count").textContent, 10);
  // our widget has a shadow root; what the page came with becomes the program's at the first act
  bench.root = () => document.querySelector("shanhai-widget")?.shadowRoot.querySelector(".box") ?? document;

  /** Types a text; answers with the ms until the end of the frame that shows the result. */
  bench.type = async (text, name) => {
    const field = bench.search();
    const before = bench.count("filter-done");
    // readers do not type in step with frames
    await bench.frameEnd();
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 50));
    performance.mark(`${name}:begin`);
    const begin = performance.now();
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    let end;
    do end = await bench.frameEnd();
    while (bench.count("filter-done") === before && end - begin < 5000);
    performance.mark(`${name}:end`);
    return { ms: end - begin, found: bench.found(), done: bench.count("filter-done") > before };
  };

  /** Whether the program's files are in the browser's cache. */
  bench.fetched = () => {
    const files = performance.getEntriesByType("resource").filter(({ name }) => /\/program-[^/]+\.(js|wasm)$/.test(name));
    return files.length >= 2 && files.every(({ responseEnd }) => responseEnd > 0);
  };

  /**
   * The first act in a page whose program has not begun: a letter in the search field, or a tap on the first mark of a chart.
   * Answers with the ms until the end of the frame that shows the result.
   */
  bench.first = async (act, text) => {
    await bench.frameEnd();
    const begin = performance.now();
    const shown = () => bench.root().querySelector(".tip:not([hidden])")?.textContent;
    const filtered = bench.count("filter-done");
    if (act === "type") {
      const field = bench.search();
      field.focus();
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    } else {
      const stage = bench.root().querySelector(".stage");
      const { x, y, width, height } = stage.getBoundingClientRect();
      // bars begin at the left edge; the first that is hit answers
      for (let part = 0.05; part < 1; part += 0.05)
        stage.dispatchEvent(new MouseEvent("click", { clientX: x + width / 4, clientY: y + height * part, bubbles: true, composed: true, detail: 1 }));
    }
    const done = () => (act === "type" ? bench.count("filter-done") > filtered : Boolean(shown()));
    let end;
    do end = await bench.frameEnd();
    while (!done() && end - begin < 60_000);
    return { ms: end - begin, done: done() };
  };

  /** Where the marks of the map are. Our own are drawn on a canvas: they are felt for, by the outline around them. */
  bench.points = async () => {
    if (window.benchPoints) return window.benchPoints();
    if (!window.customElements.get("shanhai-widget")) {
      // a page that answers nothing: what a moving pointer costs any page
      const { x, y, width, height } = document.querySelector(".map").getBoundingClientRect();
      return Array.from({ length: 10 }, (_, index) => [x + (width * (index + 1)) / 11, y + height / 2]);
    }
    const stage = bench.root().querySelector("[data-testid='map'] .stage");
    const { left, top, right, bottom } = stage.getBoundingClientRect();
    const outline = stage.querySelector(".halo path");
    const found = new Map();
    for (let y = top + 10; y < bottom; y += 20)
      for (let x = left + 10; x < right; x += 20) {
        stage.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, composed: true, clientX: x, clientY: y }));
        // the program answers in a task of its own
        await new Promise((resolve) => setTimeout(resolve));
        const box = outline.getBoundingClientRect();
        // a place's mark is a square of 24 px; regions are not
        const small = box.width > 20 && box.width < 30 && Math.abs(box.width - box.height) < 1;
        const middle = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
        if (small) found.set(String(middle), middle);
      }
    return [...found.values()];
  };

  /** What the tooltip says. */
  bench.tip = () => {
    if (window.benchTip) return window.benchTip();
    const tip = bench.root().querySelector("[data-testid='map'] .tip");
    return tip && !tip.hidden && tip.textContent;
  };
}
