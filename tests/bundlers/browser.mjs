// What a reader does in a page that a tool has built.
import { strict as assert } from "node:assert";

const seen = (view) => `document.querySelector("shanhai-widget[${view}]").shadowRoot`;

/** Lights a mark and searches, in a page that has a chart and the projects. */
export async function use(browser, url) {
  const page = await browser.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => ["error", "warn"].includes(message.type()) && problems.push(message.text()));
  page.on("response", (answer) => answer.status() >= 400 && problems.push(`${answer.status()} ${answer.url()}`));
  page.on("requestfailed", (request) => problems.push(`${request.failure().errorText} ${request.url()}`));
  try {
    await page.goto(url, { waitUntil: "load" });
    const wait = (what, expression) =>
      page.waitForFunction(expression, { timeout: 30_000 }).catch(() => assert.fail(`${what}; the page says ${JSON.stringify(problems)}`));
    await wait("the chart is drawn", `${seen("chart")}?.querySelector("[data-taken] canvas")?.width > 0`);
    await page.evaluate(() => window.light("figure:mohan-crossings"));
    await wait("a word of the page lights its mark", `[...${seen("chart")}.querySelectorAll("[role=tooltip]")].some((one) => one.checkVisibility() && one.textContent.includes("498,000"))`);
    // the projects are read from the program's own data: a search that finds none would be a wrong answer
    await page.evaluate(() => document.querySelector("shanhai-widget[view]").scrollIntoView());
    await wait("the projects are there", `${seen("view")}?.querySelector("[type=search]")`);
    await (await page.evaluateHandle(`${seen("view")}.querySelector("[type=search]")`)).type("hospital");
    await wait("a search finds what is there", `/^[1-9] /.test(${seen("view")}.querySelector("[data-testid=count]").textContent)`);
    assert.deepEqual(problems, []);
  } finally {
    await page.close();
  }
}
