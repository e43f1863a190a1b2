// The block editor, as author and as administrator.
import assert from "node:assert/strict";
import { blocks, canvasOf, chooseIn, insertBlock, openEditor, paste, person, publish, setTitle, until } from "../browser.mjs";

const titleOf = (world, kind, id, language) => world.list.shown.find((entry) => entry.kind === kind && entry.id === id).in[language].title;
const graphic = (all) => all.find(({ name }) => name === "shanhai/graphic");

// Writes a post with one graphic in the editor, and publishes it.
async function writePost(page, world, title, { name, id, language = "en" }) {
  const canvas = await openEditor(page, world.site);
  await setTitle(page, canvas, title);
  await page.keyboard.type("Before the graphic.");
  await page.keyboard.press("Enter");
  await insertBlock(page, canvas, "Shanhai graphic");
  await chooseIn(page, canvas, "What is shown", name);
  await until("the choice", async () => graphic(await blocks(page))?.attributes.id === id);
  await page.evaluate((language) => {
    const { clientId, attributes } = wp.data.select("core/block-editor").getBlocks().find(({ name }) => name === "shanhai/graphic");
    wp.data.dispatch("core/block-editor").updateBlockAttributes(clientId, shanhai.attributesOf({ ...attributes, language }));
    wp.data.dispatch("core/block-editor").selectBlock(clientId);
  }, language);
  return canvas;
}

export const writing = [
  ["an administrator puts a chart into a post, sees it in the editor at its height, and publishes", async (world) => {
    const { admin, release, chart } = world;
    const canvas = await writePost(admin, world, "With a chart", { name: titleOf(world, "chart", chart, "en"), id: chart });
    await (await until("the button", () => canvas.evaluateHandle(() => [...document.querySelectorAll(".components-placeholder button")].find((one) => one.textContent === "Show it")).then((one) => one.asElement()))).click();
    const frame = await canvas.waitForSelector(".shanhai-preview iframe");
    assert.match(await frame.evaluate((one) => one.src), new RegExp(`^${release.url}embed-chart-${chart}.en.html`));
    const page = await frame.contentFrame();
    await until("the height that the page says", async () => {
      const [own, given] = [await page.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height)), await frame.evaluate((one) => one.clientHeight)];
      return own > 300 && own === given;
    });
    world.chartPost = await publish(admin);
  }, true],

  ["what was published can be opened again, and no block is broken", async (world) => {
    await openEditor(world.admin, world.site, world.chartPost.id);
    const all = await until("the blocks", async () => (await blocks(world.admin)).length && blocks(world.admin));
    assert.deepEqual(all.map(({ name, isValid }) => [name, isValid]), [["core/paragraph", true], ["shanhai/graphic", true]]);
  }],

  ["an author, who may write no script and no frame, does the same", async (world) => {
    const { author, site, chart } = world;
    assert.equal(await site.php("return get_user_by( 'login', 'author' )->has_cap( 'unfiltered_html' );"), false);
    await writePost(author, world, "By an author", { name: titleOf(world, "chart", chart, "en"), id: chart });
    world.authorPost = await publish(author);
    const content = await site.php(`return get_post( ${world.authorPost.id} )->post_content;`);
    assert.match(content, new RegExp(`data-shanhai="chart:${chart}"`));
    assert.match(content, /<img[^>]+style="max-width:100%;height:auto"/);
    await openEditor(author, site, world.authorPost.id);
    const all = await until("the blocks", async () => (await blocks(author)).length && blocks(author));
    assert.ok(all.every(({ isValid }) => isValid), JSON.stringify(all));
  }, true],

  ["a project is chosen by its name", async (world) => {
    const { admin, project } = world;
    await writePost(admin, world, "With a project", { name: titleOf(world, "project", project, "en"), id: project });
    world.projectPost = await publish(admin);
  }, true],

  ["pasted addresses and codes become the block", async (world) => {
    const { admin, site, release, chart } = world;
    const canvas = await openEditor(admin, site);
    const page = `${release.url}embed-chart-${chart}.en.html`;
    const picture = `${release.url}static/${chart}.en.png`;
    const script = `<script type="module" src="${release.url}shanhai.js"></script>`;
    const figure = `<figure data-shanhai="chart:${chart}" data-shanhai-lang="en" data-shanhai-theme="dark">\n  <a href="${page}"><img src="${picture}" alt="A chart" width="720"></a>\n  <figcaption>A chart <a href="${page}">Interactive version</a></figcaption>\n</figure>`;
    const codes = {
      "the address of a page": [{ text: page }, "en", "auto"],
      "the address of the viewer": [{ text: `${release.url}index.html?lang=en&theme=dark#shanhai=chart:${chart}` }, "en", "dark"],
      "the code with the element": [{ text: `${script}\n<shanhai-widget chart="${chart}" lang="en" theme="dark"></shanhai-widget>` }, "en", "dark"],
      "the code with a figure": [{ text: `${figure}\n${script}` }, "en", "dark"],
      "the code with a frame": [{ text: `<iframe src="${page}?theme=dark" title="A chart" width="100%" height="760" loading="lazy" frameborder="0"></iframe>\n${script}` }, "en", "dark"],
      "a figure copied from a page": [{ text: "A chart", html: figure.replace(/ data-shanhai[a-z-]*="[^"]*"/g, "") }, "en", "auto"],
    };
    const wrong = [];
    for (const [name, [clipboard, language, theme]] of Object.entries(codes)) {
      const all = await paste(admin, canvas, clipboard);
      const { kind, id, language: is, theme: looks } = graphic(all)?.attributes ?? {};
      const others = all.filter(({ name, attributes }) => name !== "shanhai/graphic" && String(attributes.content ?? "").trim());
      if (kind !== "chart" || id !== chart || is !== language || looks !== theme || others.length) wrong.push(`${name}: ${JSON.stringify(all)}`);
    }
    assert.deepEqual(wrong, []);
    const other = await paste(admin, canvas, { text: "https://news.example/embed-chart-of-somebody.html" });
    assert.equal(graphic(other), undefined, "an address of others");
    const image = await paste(admin, canvas, { text: "x", html: `<figure data-shanhai="chart:of-another-release"><img src="${picture}" alt="A chart"></figure>` });
    assert.equal(image[0].name, "core/image", "what the release does not have keeps its picture");
  }],

  ["blocks that hold an address or a code can be turned into the block, and back into an image", async (world) => {
    const { admin, site, release, chart } = world;
    await openEditor(admin, site);
    const turned = await admin.evaluate((host, chart) => {
      const page = `${host}embed-chart-${chart}.en.html`;
      const from = [
        ["core/embed", { url: page }],
        ["core/html", { content: `<script type="module" src="${host}shanhai.js"></script><shanhai-widget chart="${chart}" lang="en"></shanhai-widget>` }],
        ["core/html", { content: `<iframe src="${page}"></iframe>` }],
        ["core/image", { url: `${host}static/${chart}.en.png`, href: page }],
      ];
      const names = (block) => wp.blocks.getPossibleBlockTransformations([block]).map(({ name }) => name);
      const of = (name, attributes) => {
        const block = wp.blocks.createBlock(name, attributes);
        return names(block).includes("shanhai/graphic") && wp.blocks.switchToBlockType(block, "shanhai/graphic")[0].attributes;
      };
      const graphic = wp.blocks.createBlock("shanhai/graphic", shanhai.attributesOf({ kind: "chart", id: chart, language: "en", theme: "auto" }));
      const foreign = wp.blocks.createBlock("core/embed", { url: "https://news.example/" });
      return { to: from.map(([name, attributes]) => of(name, attributes)), back: wp.blocks.switchToBlockType(graphic, "core/image")[0].attributes, foreign: names(foreign) };
    }, release.url, chart);
    for (const one of turned.to) assert.deepEqual([one.kind, one.id, one.language], ["chart", chart, "en"]);
    assert.equal(turned.back.url, `${release.url}static/${chart}.en.png`);
    assert.ok(turned.back.alt && turned.back.caption);
    assert.ok(!turned.foreign.includes("shanhai/graphic"));
  }],

  ["words are made to light a mark, and a step turns the graphic", async (world) => {
    const { author, site, chart } = world;
    const canvas = await openEditor(author, site);
    await setTitle(author, canvas, "With words and a step");
    await author.keyboard.type("Sales reached a height");
    await author.keyboard.down("Shift");
    for (let letter = 0; letter < "height".length; letter++) await author.keyboard.press("ArrowLeft");
    await author.keyboard.up("Shift");
    const more = await author.waitForSelector('.block-editor-block-contextual-toolbar button[aria-label="More"], .block-editor-block-toolbar button[aria-label="More"]');
    await more.click();
    const item = await until("the button", () => author.evaluateHandle(() => [...document.querySelectorAll('[role^="menuitem"]')].find((one) => one.textContent.includes("Light a mark"))).then((one) => one.asElement()));
    await item.click();
    await chooseIn(author, author.mainFrame(), "These words light", world.target.label.en);
    await until("the words", async () => String((await blocks(author))[0].attributes.content).includes(`data-shanhai-target="${world.target.target}"`));
    await author.evaluate((chart, target) => {
      const { createBlock } = wp.blocks;
      const graphic = createBlock("shanhai/graphic", shanhai.attributesOf({ kind: "chart", id: chart, language: "en", theme: "auto" }));
      const text = createBlock("core/paragraph", { content: "A step of the story." });
      const step = createBlock("shanhai/step", { shows: `chart:${chart}`, lights: target }, [text]);
      wp.data.dispatch("core/block-editor").insertBlocks([graphic, step]);
    }, chart, world.target.target);
    world.wordsPost = await publish(author);
    const content = await site.php(`return get_post( ${world.wordsPost.id} )->post_content;`);
    assert.ok(content.includes(`<span class="shanhai-target" data-shanhai-target="${world.target.target}">height</span>`) || content.includes(`data-shanhai-target="${world.target.target}" class="shanhai-target">height</span>`), content);
    assert.ok(content.includes(`data-shanhai-step="chart:${chart} ${world.target.target}"`), content);
    await openEditor(author, site, world.wordsPost.id);
    const all = await until("the blocks", async () => (await blocks(author)).length && blocks(author));
    assert.ok(all.every(({ isValid }) => isValid), JSON.stringify(all));
  }, true],

  ["without a host the editor says where to set it, and keeps what stands in the post", async (world) => {
    const { admin, site, release, browser } = world;
    await site.php("update_option( 'shanhai_settings', array( 'host' => '', 'release' => 'newest' ) ); return 1;");
    try {
      const canvas = await openEditor(admin, site, world.chartPost.id);
      await canvas.waitForSelector("figure.shanhai-preview img");
      assert.equal(graphic(await blocks(admin)).isValid, true);
      const reader = await person(browser);
      await reader.goto(world.chartPost.url);
      assert.ok(await reader.$("figure.wp-block-shanhai-graphic img"));
      await reader.leave();
    } finally {
      await site.php(`update_option( 'shanhai_settings', array( 'host' => '${release.url}', 'release' => 'newest' ) ); return 1;`);
    }
    await canvasOf(admin);
  }],
];
