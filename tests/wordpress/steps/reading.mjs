// What readers get: on the site, in feeds, on AMP pages, from pasted addresses, and with the plugin switched off.
import assert from "node:assert/strict";
import { person, until } from "../browser.mjs";

const WIDTHS = [375, 1280];
const setRelease = (site, url, release) => site.php(`return update_option( 'shanhai_settings', array( 'host' => '${url}', 'release' => '${release}' ) );`);
const setActive = (site, active) => site.php(active ? "return is_wp_error( activate_plugin( 'shanhai/shanhai.php' ) );" : "deactivate_plugins( 'shanhai/shanhai.php' ); return 1;");
const post = (site, title, content) => site.php(`return get_permalink( wp_insert_post( array( 'post_title' => '${title}', 'post_status' => 'publish', 'post_content' => wp_slash( base64_decode( '${Buffer.from(content).toString("base64")}' ) ), 'post_author' => 1 ) ) );`);

async function asReader(world, url, width, look) {
  const page = await person(world.browser, { width });
  try {
    await page.goto(url, { waitUntil: "load" });
    return await look(page);
  } finally {
    await page.leave();
  }
}

const modules = (page) => page.$$eval('script[type="module"]', (all) => all.map(({ src, integrity, crossOrigin }) => ({ src, integrity, crossOrigin })).filter(({ src }) => src.includes("shanhai")));
// Some of the themes have a comment field that is wider than a phone; the graphic is not.
const noWiderThanPage = (page) =>
  page.evaluate(() => [...document.querySelectorAll(".wp-block-shanhai-graphic, .wp-block-shanhai-graphic *, iframe")].every((one) => one.getBoundingClientRect().right <= innerWidth));
const scrollToGraphic = (page) => page.evaluate(() => document.querySelector(".wp-block-shanhai-graphic, figure[data-shanhai]").scrollIntoView({ block: "center" }));

// Waits for the widget in the place of a figure, drawn.
const widget = (page) =>
  until("the widget", () => page.evaluate(() => {
    const one = document.querySelector("shanhai-widget");
    return one?.shadowRoot?.querySelector(".box") && one.clientHeight > 200 && { height: one.clientHeight, text: one.shadowRoot.textContent, chart: one.getAttribute("chart"), lang: one.getAttribute("lang") };
  }));

// What everybody can read of a graphic.
async function readsAsPicture(page, one) {
  await page.evaluate(() => document.querySelector("figure img[src*='/static/']")?.scrollIntoView());
  const seen = await until("the picture", () => page.evaluate(() => {
    const image = document.querySelector("figure img[src*='/static/']");
    const figure = image?.closest("figure");
    return image?.complete && image.naturalWidth && { width: image.getBoundingClientRect().width, room: innerWidth, alt: image.alt, text: figure.innerText, links: [...figure.querySelectorAll("a")].map(({ href }) => href) };
  }));
  assert.ok(seen.width > 100 && seen.width <= seen.room, `the picture is ${seen.width} px wide`);
  assert.equal(seen.alt, one.picture.alt);
  assert.ok(seen.text.includes(one.title) && seen.text.includes(one.text), seen.text);
  assert.ok(seen.links.some((link) => link.endsWith(one.viewer)), seen.links.join());
}

export const reading = [
  ["readers get the widget in the page, at phone and desktop width", async (world) => {
    const { release, chart, authorPost, chartPost } = world;
    for (const { url } of [chartPost, authorPost])
      for (const width of WIDTHS)
        await asReader(world, url, width, async (page) => {
          assert.deepEqual(await modules(page), [{ src: `${release.url}shanhai.js`, integrity: "", crossOrigin: null }]);
          await scrollToGraphic(page);
          const { chart: shown, lang, text } = await widget(page);
          assert.deepEqual([shown, lang], [chart, "en"]);
          for (const number of world.numbers) assert.ok(text.includes(number), number);
          assert.ok(await noWiderThanPage(page), `${width} px`);
          const caption = await page.$eval("figure[data-shanhai] figcaption", (one) => getComputedStyle(one).display);
          assert.equal(caption, "none", "the widget says all of it itself");
          assert.deepEqual(page.faults, []);
        });
  }],

  ["it stands in each of the themes that come with WordPress, no wider than the page", async (world) => {
    for (const theme of ["twentytwentytwo", "twentytwentythree", "twentytwentyfour"]) {
      assert.equal(await world.site.php(`switch_theme( '${theme}' ); return get_stylesheet();`), theme);
      await asReader(world, world.chartPost.url, 375, async (page) => {
        await scrollToGraphic(page);
        await widget(page);
        assert.ok(await noWiderThanPage(page), theme);
      });
    }
  }],

  ["the place that is kept free is no larger than the widget", async (world) => {
    for (const width of [320, 375, 600, 1280])
      await asReader(world, world.chartPost.url, width, async (page) => {
        const kept = await page.$eval("figure[data-shanhai]", (one) => parseFloat(getComputedStyle(one).minHeight));
        await scrollToGraphic(page);
        const { height } = await widget(page);
        assert.ok(kept > 50 && kept <= height, `${width} px: ${kept} px are kept free, ${height} px are taken`);
      });
  }],

  ["without a script readers get picture, text and link", async (world) => {
    for (const width of WIDTHS) {
      const page = await person(world.browser, { width });
      await page.setJavaScriptEnabled(false);
      await page.goto(world.chartPost.url, { waitUntil: "load" });
      await page.setJavaScriptEnabled(true);
      await readsAsPicture(page, world.one);
      assert.ok(await noWiderThanPage(page));
      await page.leave();
    }
  }],

  ["the picture stays where the script does not come", async (world) => {
    world.release.broken.add("shanhai.js");
    await asReader(world, world.chartPost.url, 375, async (page) => readsAsPicture(page, world.one)).finally(() => world.release.broken.clear());
  }],

  ["a project comes in a frame that becomes as high as its page", async (world) => {
    const { release, project, projectPost } = world;
    for (const width of WIDTHS)
      await asReader(world, projectPost.url, width, async (page) => {
        await scrollToGraphic(page);
        const frame = await page.waitForSelector(".wp-block-shanhai-graphic iframe");
        assert.ok((await frame.evaluate((one) => one.src)).startsWith(release.url));
        const inside = await frame.contentFrame();
        await until("its height", async () => {
          const own = await inside.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));
          return own > 300 && own === (await frame.evaluate((one) => one.clientHeight));
        });
        const name = world.list.shown.find(({ kind, id }) => kind === "project" && id === project).in.en.title;
        await until("the project", () => inside.evaluate((name) => document.body.innerText.includes(name), name));
        assert.ok(await noWiderThanPage(page));
      });
  }],

  ["only pages that need the script load it", async (world) => {
    const url = await post(world.site, "Without a graphic", "<!-- wp:paragraph --><p>Plain.</p><!-- /wp:paragraph -->");
    await asReader(world, url, 1280, async (page) => {
      assert.deepEqual(await modules(page), []);
      assert.ok(!page.requests.some((one) => one.startsWith(world.release.url)), page.requests.join("\n"));
    });
  }],

  ["a pinned script is named with its hash, and another one does not run", async (world) => {
    const { release, site, list } = world;
    await setRelease(site, release.url, "pinned");
    try {
      await asReader(world, world.chartPost.url, 1280, async (page) => {
        assert.deepEqual(await modules(page), [{ src: release.url + list.script.pinned, integrity: list.script.integrity, crossOrigin: "anonymous" }]);
        await scrollToGraphic(page);
        await widget(page);
        assert.deepEqual(page.faults, []);
      });
      const forged = list.script.integrity.replace(/-./, list.script.integrity.includes("-A") ? "-B" : "-A");
      await site.php(`$list = get_option( 'shanhai_list' ); $list['script']['integrity'] = '${forged}'; return update_option( 'shanhai_list', $list, false );`);
      await asReader(world, world.chartPost.url, 1280, async (page) => {
        await until("the browser's refusal", () => page.faults.some((one) => one.includes("integrity")));
        await readsAsPicture(page, world.one);
      });
    } finally {
      await setRelease(site, release.url, "newest");
      assert.equal(await site.php("return Shanhai\\refresh_list();"), true);
    }
  }],

  ["words are reached by keyboard and light their mark; a step turns the graphic", async (world) => {
    await asReader(world, world.wordsPost.url, 1280, async (page) => {
      const words = await page.waitForSelector("[data-shanhai-target]");
      assert.equal(await words.evaluate((one) => one.tabIndex), 0);
      assert.ok(await page.$(`section[data-shanhai-step="chart:${world.chart} ${world.target.target}"]`));
      await scrollToGraphic(page);
      await widget(page);
      await words.focus();
      await page.keyboard.press("Enter");
      await until("the words marked", () => words.evaluate((one) => one.hasAttribute("data-shanhai-active")));
      await page.$eval("[data-shanhai-step]", (one) => one.scrollIntoView({ block: "center" }));
      await until("the step", () => page.$eval("[data-shanhai-step]", (one) => one.hasAttribute("data-shanhai-current")));
    });
  }],

  ["an address on a line of its own is shown as what it names", async (world) => {
    const { site, release, chart } = world;
    const url = await post(site, "With an address", `Words.\n\n${release.url}embed-chart-${chart}.en.html?theme=dark\n\nMore words.`);
    await asReader(world, url, 375, async (page) => {
      assert.equal((await modules(page)).length, 1);
      await scrollToGraphic(page);
      assert.equal((await widget(page)).chart, chart);
      assert.equal(await page.$eval("shanhai-widget", (one) => one.getAttribute("theme")), "dark");
    });
    const proxied = await site.php(`wp_set_current_user( 1 ); $request = new WP_REST_Request( 'GET', '/oembed/1.0/proxy' ); $request->set_param( 'url', '${release.url}embed-chart-${chart}.en.html' ); return rest_do_request( $request )->get_data();`);
    assert.ok(proxied.html.includes(`embed-chart-${chart}.en.html`) && !proxied.html.includes("sandbox"), JSON.stringify(proxied));
    world.addressPost = url;
  }, true],

  ["feeds have picture, text and link, and nothing that runs", async (world) => {
    const feed = await (await fetch(`${world.site.url}/?feed=rss2`)).text();
    const items = feed.split("<item>").filter((item) => /With a chart|By an author|With a project|With an address/.test(item));
    assert.equal(items.length, 4);
    for (const item of items) {
      const content = item.slice(item.indexOf("<content:encoded>"));
      assert.match(content, /<img [^>]*src="http:\/\/127[^"]+\/static\/[^"]+\.png" alt="[^"]+" width="\d+" height="\d+"/);
      assert.match(content, /<figcaption/);
      assert.ok(!/<(script|iframe|shanhai-widget)|data-shanhai-/.test(content), content);
    }
  }],

  ["AMP pages have a frame in the form that AMP allows", async (world) => {
    const { site, release, chart } = world;
    const amp = await (await fetch(`${world.chartPost.url}&amp=1`)).text();
    assert.ok(amp.includes("<amp-img") && !amp.includes("<amp-iframe") && !amp.includes(`${release.url}shanhai.js`), "the host of this test is not secure");
    const secure = await site.php(`
      update_option( 'shanhai_settings', array( 'host' => 'https://news.example/shanhai/', 'release' => 'newest' ) );
      add_filter( 'shanhai_is_amp', '__return_true' );
      $markup = Shanhai\\graphic( array( 'kind' => 'chart', 'id' => '${chart}', 'language' => 'en', 'theme' => 'dark' ) );
      update_option( 'shanhai_settings', array( 'host' => '${release.url}', 'release' => 'newest' ) );
      return $markup;`);
    assert.match(secure, /<amp-iframe src="https:\/\/news\.example\/shanhai\/embed-chart-[a-z0-9-]+\.en\.html\?theme=dark"[^>]* sandbox="allow-scripts allow-popups"[^>]* resizable>/);
    assert.match(secure, /<amp-img placeholder [^>]*alt="[^"]+"/);
    assert.match(secure, /<div overflow /);
    assert.ok(!/ style=|<img|<script/.test(secure.replace(/<figcaption.*/, "")), secure);
  }],

  ["with the plugin switched off the posts still read", async (world) => {
    const { site } = world;
    await setActive(site, false);
    try {
      for (const { url } of [world.chartPost, world.authorPost])
        for (const width of WIDTHS)
          await asReader(world, url, width, async (page) => {
            await readsAsPicture(page, world.one);
            assert.ok(await noWiderThanPage(page), `${width} px`);
            assert.deepEqual(await modules(page), []);
          });
      await asReader(world, world.wordsPost.url, 1280, async (page) =>
        assert.ok(await page.evaluate(() => document.body.innerText.includes("Sales reached a height") && document.body.innerText.includes("A step of the story."))));
    } finally {
      await setActive(site, true);
    }
  }],

  ["without the plugin an address becomes a frame that WordPress makes as high as it says, or that scrolls", async (world) => {
    const { site, release, chart } = world;
    await setActive(site, false);
    try {
      const pages = { [`embed-chart-${chart}.en.html`]: false, "embed-overview.en.html": true };
      for (const [name, isCapped] of Object.entries(pages)) {
        const url = await post(site, `Found: ${name}`, `Words.\n\n${release.url}${name}\n\nMore words.`);
        for (const width of WIDTHS)
          await asReader(world, url, width, async (page) => {
            const frame = await page.waitForSelector("iframe.wp-embedded-content");
            assert.equal(await frame.evaluate((one) => one.getAttribute("sandbox")), "allow-scripts");
            await until("a frame that is shown", () => frame.evaluate((one) => !one.hasAttribute("style")));
            await frame.evaluate((one) => one.scrollIntoView());
            const inside = await frame.contentFrame();
            const size = await until(`its height at ${width} px`, async () => {
              const own = await inside.evaluate(() => [Math.ceil(document.body.getBoundingClientRect().height), document.documentElement.scrollHeight]);
              const given = await frame.evaluate((one) => one.clientHeight);
              return own[0] > 300 && given === Math.min(1000, own[0]) && { own: own[0], given };
            });
            assert.equal(size.own > 1000, isCapped, JSON.stringify(size));
            if (isCapped) {
              const scrolled = await inside.evaluate(() => (scrollTo(0, 5000), scrollY));
              assert.ok(scrolled > 0, "what is higher than WordPress allows can be scrolled to");
            }
            assert.ok(await noWiderThanPage(page));
          });
      }
    } finally {
      await setActive(site, true);
    }
  }],

  ["nothing was noted against the plugin in WordPress's log, and what it stored goes with it", async ({ site }) => {
    const lines = site.log().split("\n").filter((line) => line.includes("plugins/shanhai/"));
    assert.deepEqual(lines, []);
    await site.php("deactivate_plugins( 'shanhai/shanhai.php' ); uninstall_plugin( 'shanhai/shanhai.php' ); return 1;");
    const left = await site.php("global $wpdb; return $wpdb->get_col( \"SELECT option_name FROM $wpdb->options WHERE option_name LIKE '%shanhai%'\" );");
    assert.deepEqual(left.filter((name) => !name.startsWith("_")), []);
    assert.equal(await site.php("return (bool) wp_next_scheduled( 'shanhai_refresh' );"), false);
  }],
];
