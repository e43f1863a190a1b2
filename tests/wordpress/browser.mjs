// The browser, and the steps that people take in WordPress with it.
import puppeteer from "puppeteer-core";
import { chromium } from "../host.mjs";

export const startBrowser = () => puppeteer.launch(chromium());

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export async function until(what, check, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  let last;
  for (;;) {
    try {
      last = await check();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw Error(`not within ${seconds} s: ${what} (${last instanceof Error ? last.message : JSON.stringify(last)})`);
    await pause(100);
  }
}

// A page in a context of its own, so that people do not share cookies. What goes wrong in it is kept.
export async function person(browser, { width = 1280, height = 900 } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.setDefaultNavigationTimeout(90_000);
  await page.setViewport({ width, height });
  page.faults = [];
  page.requests = [];
  page.on("pageerror", (error) => page.faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && page.faults.push(message.text()));
  page.on("request", (request) => page.requests.push(request.url()));
  page.on("dialog", (dialog) => dialog.accept());
  page.leave = () => context.close();
  return page;
}

export async function logIn(page, site, name, password) {
  await page.goto(`${site.url}/wp-login.php`);
  await page.waitForSelector("#user_login");
  await page.$eval("#user_login", (field, name) => (field.value = name), name);
  await page.$eval("#user_pass", (field, password) => (field.value = password), password);
  await Promise.all([page.waitForNavigation(), page.click("#wp-submit")]);
  if (!page.url().includes("wp-admin")) throw Error(`${name} cannot log in: ${page.url()}`);
}

// --- The block editor

// Opens a new post, or one by its number, without the guide that greets newcomers.
export async function openEditor(page, site, post) {
  await page.goto(site.url + (post ? `/wp-admin/post.php?post=${post}&action=edit` : "/wp-admin/post-new.php"), { waitUntil: "domcontentloaded" });
  await page.waitForFunction(() => window.wp?.data?.select("core/editor")?.getCurrentPostId() && wp.blocks.getBlockType("core/paragraph"));
  await page.evaluate(() => {
    wp.data.dispatch("core/preferences").set("core/edit-post", "welcomeGuide", false);
    wp.data.dispatch("core/preferences").set("core/edit-post", "fullscreenMode", false);
  });
  const canvas = await canvasOf(page);
  await canvas.waitForSelector(".block-editor-block-list__layout");
  return canvas;
}

export async function canvasOf(page) {
  const handle = await page.waitForSelector('iframe[name="editor-canvas"], .editor-styles-wrapper .block-editor-block-list__layout');
  return (await handle.contentFrame()) ?? page.mainFrame();
}

export async function setTitle(page, canvas, title) {
  await canvas.waitForSelector(".wp-block-post-title");
  await canvas.click(".wp-block-post-title");
  await page.keyboard.type(title);
  await page.keyboard.press("Enter");
}

// Inserts a block as people do, by its name behind a slash in an empty paragraph.
export async function insertBlock(page, canvas, name) {
  await page.keyboard.type(`/${name}`, { delay: 30 });
  await page.waitForFunction((name) => [...document.querySelectorAll(".components-autocomplete__result")].some((one) => one.textContent.includes(name)), {}, name);
  await page.keyboard.press("Enter");
}

// Chooses in one of the editor's boxes with a list, by typing.
export async function chooseIn(page, frame, label, words) {
  const field = await until(`a field “${label}”`, async () => {
    const handle = await frame.evaluateHandle(
      (label) => [...document.querySelectorAll(".components-combobox-control")].find((one) => one.closest(".components-base-control")?.textContent.includes(label) || one.parentElement.textContent.includes(label))?.querySelector("input"),
      label,
    );
    return handle.asElement();
  });
  await field.click();
  await page.keyboard.type(words, { delay: 20 });
  await until(`“${words}” in the list of “${label}”`, () =>
    frame.evaluate((words) => [...document.querySelectorAll('[role="option"]')].some((one) => one.textContent.includes(words)), words));
  await page.keyboard.press("Enter");
}

// Publishes by the two buttons; hands back number and address of the post.
export async function publish(page) {
  await page.waitForSelector(".editor-post-publish-panel__toggle:not([aria-disabled=true]), .editor-post-publish-button:not([aria-disabled=true])");
  const toggle = await page.$(".editor-post-publish-panel__toggle");
  if (toggle) {
    await toggle.click();
    await page.waitForSelector(".editor-post-publish-panel .editor-post-publish-button:not([aria-disabled=true])");
    await pause(300);
    await page.click(".editor-post-publish-panel .editor-post-publish-button");
  } else await page.click(".editor-post-publish-button");
  await page.waitForFunction(() => !wp.data.select("core/editor").isSavingPost() && wp.data.select("core/editor").getCurrentPostAttribute("status") === "publish");
  return page.evaluate(() => ({ id: wp.data.select("core/editor").getCurrentPostId(), url: wp.data.select("core/editor").getPermalink() }));
}

export const blocks = (page) =>
  page.evaluate(() => wp.data.select("core/block-editor").getBlocks().map(({ name, attributes, isValid }) => ({
      name, isValid,
      // rich text is no plain value
      attributes: { ...attributes, content: attributes.content && String(attributes.content) },
    })));

// Pastes into an empty paragraph, as the clipboard of a browser hands it over.
export async function paste(page, canvas, { text = "", html = "" }) {
  await page.evaluate(() => {
    const block = wp.blocks.createBlock("core/paragraph");
    wp.data.dispatch("core/block-editor").resetBlocks([block]);
    wp.data.dispatch("core/block-editor").selectBlock(block.clientId);
  });
  const field = await canvas.waitForSelector('p[data-type="core/paragraph"], p.wp-block-paragraph');
  await field.click();
  await field.evaluate((node, text, html) => {
    const data = new DataTransfer();
    if (text) data.setData("text/plain", text);
    if (html) data.setData("text/html", html);
    node.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text, html);
  await pause(200);
  return blocks(page);
}
