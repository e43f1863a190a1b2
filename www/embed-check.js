// Checks which ways of embedding work from the host of this page. Put embed-check.html, .css and .js on that host and
// open embed-check.html?url=https://where.the.release.is/shanhai/. Without `url` the page checks its own folder.
const chinese = navigator.language.startsWith("zh");
/** @type {(en: string, zh: string) => string} */
const say = (en, zh) => (chinese ? zh : en);
const asked = new URLSearchParams(location.search).get("url") ?? "./";
const base = new URL(asked.endsWith("/") ? asked : `${asked}/`, location.href).href;
const TIMEOUT_MS = 15_000;

const STATES = { ok: say("works", "正常"), failed: say("does not work", "不可用"), unknown: say("cannot be seen from here", "此处无法判断") };
const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const [about, results, stage] = ["about", "results", "stage"].map(byId);

/** @typedef {{ state?: keyof typeof STATES, words: string }} Result */

// Collects what the policy of this page refused. That explains why a check failed.
/** @type {{ effectiveDirective: string, blockedURI: string }[]} */
const refused = [];
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => refused.push({ effectiveDirective, blockedURI }));

/** @type {(name: string, label: string, state: keyof typeof STATES, words: string) => void} */
function row(name, label, state, words) {
  const line = document.createElement("tr");
  Object.assign(line.dataset, { check: name, state });
  const cells = [["th", label], ["td", STATES[state]], ["td", words]].map(([tag, text]) => Object.assign(document.createElement(tag), { textContent: text }));
  line.append(...cells);
  results.append(line);
}

/** @type {(promise: Promise<Result>) => Promise<Result>} */
const within = (promise) =>
  Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(Error(say(`nothing came within ${TIMEOUT_MS / 1000} s`, `${TIMEOUT_MS / 1000} 秒内没有回应`))), TIMEOUT_MS))]);

/**
 * Runs a check. The check returns what to report, or throws the reason why it failed.
 * @param {string} name
 * @param {string} label
 * @param {() => Promise<Result>} run
 */
async function check(name, label, run) {
  const before = refused.length;
  try {
    const { state = "ok", words } = await within(run());
    row(name, label, state, words);
    return state === "ok";
  } catch (error) {
    // the browser reports a policy violation a moment later
    await new Promise((done) => setTimeout(done, 50));
    // where the policy blocks WebAssembly, allowing an address does not help
    const named = refused.slice(before).filter(({ blockedURI }) => blockedURI !== "wasm-eval");
    const rules = [...new Set(named.map(({ effectiveDirective }) => effectiveDirective))];
    const why = rules.length ? say(`this page’s Content-Security-Policy refuses it: allow ${base} in ${rules.join(", ")}`, `本页的内容安全策略不允许：请在 ${rules.join("、")} 中加入 ${base}`) : /** @type {Error} */ (error).message;
    row(name, label, "failed", why);
    return false;
  }
}

const answers = new Map();
/** @param {string} name */
async function get(name) {
  const answer = await fetch(base + name);
  if (!answer.ok) throw Error(`${name}: HTTP ${answer.status}`);
  const bytes = await answer.arrayBuffer();
  answers.set(name, { type: answer.headers.get("content-type") ?? "", sent: Number(answer.headers.get("content-length")), size: bytes.byteLength });
  return new TextDecoder().decode(bytes);
}

// A `no-cors` request shows whether the host is reachable and only the CORS permission is missing.
async function cors() {
  try {
    await get("shanhai.js");
  } catch (error) {
    const reached = await fetch(base + "shanhai.js", { mode: "no-cors" }).then(() => true, () => false);
    if (!reached) throw error;
    throw Error(say("the release’s host does not send Access-Control-Allow-Origin for this page", "图表所在主机没有对本页发送 Access-Control-Allow-Origin"), { cause: error });
  }
  const own = new URL(base).origin === location.origin;
  return { words: own ? say("same host, none needed", "同一主机，无需跨域许可") : "Access-Control-Allow-Origin" };
}

/** @type {{ program: string, styles: string, hashes: Record<string, string> }} */
let names;
async function list() {
  const hashes = JSON.parse(await get("integrity.json"));
  const one = (/** @type {RegExp} */ pattern) => Object.keys(hashes).find((name) => pattern.test(name));
  const [program, styles] = [one(/^program-\w+\.wasm$/), one(/^widget-\w+\.css$/)];
  if (!program || !styles) throw Error(say("integrity.json names no program", "integrity.json 中没有程序文件"));
  names = { program, styles, hashes };
  return { words: program };
}

// Checks the content types of the server: with other types browsers run no script and do not compile a program while
// it streams.
async function types() {
  const wanted = { "shanhai.js": /^(text|application)\/javascript/, [names.program]: /^application\/wasm/, [names.styles]: /^text\/css/, "embeds.json": /^application\/json/ };
  const wrong = [];
  for (const [name, type] of Object.entries(wanted)) {
    if (!answers.has(name)) await get(name);
    if (!type.test(answers.get(name).type)) wrong.push(`${name}: “${answers.get(name).type}”`);
  }
  if (wrong.length) throw Error(wrong.join("; "));
  return { words: Object.values(wanted).length + say(" files", " 个文件") };
}

/** @returns {Promise<Result>} */
async function compression() {
  // without an answer if the check before this one failed early
  const { sent, size = "?" } = answers.get(names.program) ?? {};
  const words = `${names.program}: ${size} → ${sent || "?"}`;
  // a response without a length is sent in chunks
  if (!sent) return { state: "unknown", words };
  if (sent >= size) throw Error(`${words}. ${say("Send the .br or .gz beside each file", "请发送各文件旁的 .br 或 .gz")}`);
  return { words };
}

// The smallest module tests the policy. The program itself tests the content type and the bytes.
async function wasm() {
  try {
    // WebKit compiles under any policy, but refuses to instantiate
    await WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  } catch {
    throw Error(say("allow 'wasm-unsafe-eval' in script-src of this page’s policy", "请在本页策略的 script-src 中加入 'wasm-unsafe-eval'"));
  }
  await WebAssembly.compileStreaming(fetch(base + names.program, { integrity: names.hashes[names.program] }));
  return { words: names.program };
}

/** @type {(element: HTMLElement, address: string) => Promise<Result>} */
const loaded = (element, address) =>
  new Promise((done, fail) => {
    element.onload = () => done({ words: address });
    element.onerror = () => fail(Error(say(`${address} does not load`, `${address} 无法加载`)));
    stage.append(element);
  });
const styles = () => loaded(Object.assign(document.createElement("link"), { rel: "stylesheet", href: base + names.styles, media: "not all" }), names.styles);
const picture = (/** @type {string} */ file) => loaded(Object.assign(new Image(), { src: base + file, width: 120, alt: "" }), file);

// The widget in this page combines everything that the checks above test one by one.
/** @type {(id: string) => Promise<Result>} */
const widget = (id) =>
  new Promise((done, fail) => {
    const element = document.createElement("shanhai-widget");
    for (const [name, value] of Object.entries({ chart: id, loading: "eager" })) element.setAttribute(name, value);
    element.addEventListener("shanhai:ready", () => done({ words: id }));
    element.addEventListener("shanhai:error", (event) => {
      const { code, message } = /** @type {CustomEvent} */ (event).detail;
      fail(Error(`${code}: ${message}`));
    });
    stage.append(element);
  });

// A frame reports its height. A frame that the policy of either side blocks reports nothing.
/** @type {(page: string) => Promise<Result>} */
const frame = (page) =>
  new Promise((done) => {
    const element = Object.assign(document.createElement("iframe"), { src: base + page, title: page, height: "400" });
    addEventListener("message", ({ data, source }) => {
      if (source !== element.contentWindow || data?.shanhai !== "height") return;
      const applied = () => done({ words: `${page}: ${data.height} px` });
      element.style.height = `${data.height}px`;
      requestAnimationFrame(applied);
    });
    stage.append(element);
  });

async function all() {
  document.documentElement.lang = chinese ? "zh-Hans" : "en";
  about.textContent = say(`What of ${base} works from ${location.origin}:`, `从 ${location.origin} 使用 ${base} 的情况：`);
  const reached = await check("cors", "CORS", cors);
  await check("script", say("Script", "脚本"), async () => (await import(`${base}shanhai.js`), { words: "shanhai.js" }));
  const listed = reached && (await check("list", say("List of files", "文件清单"), list));
  if (listed) {
    await check("types", say("Types", "文件类型"), types);
    await check("compression", say("Compression", "压缩"), compression);
    await check("wasm", "WebAssembly", wasm);
    await check("styles", say("Styles", "样式"), styles);
    const { shown } = JSON.parse(await get("embeds.json").catch(() => '{"shown":[]}'));
    const chart = shown.find((/** @type {any} */ one) => one.kind === "chart");
    const text = chart && Object.values(chart.in)[0];
    if (text) {
      await check("picture", say("Pictures", "图片"), () => picture(text.picture.file));
      await check("widget", say("Widget in the page", "页内图表"), () => widget(chart.id));
      await check("height", say("Frame and its height", "框架与高度"), () => frame(text.page));
    }
  }
  const rules = [...new Set(refused.map(({ effectiveDirective, blockedURI }) => `${effectiveDirective}: ${blockedURI}`))];
  row("policy", say("Policy of this page", "本页的安全策略"), rules.length ? "failed" : "ok", rules.join("; ") || say("nothing was refused", "没有拒绝任何内容"));
  document.documentElement.dataset.done = "";
}
all();
