// From the zip into WordPress, and the settings.
import assert from "node:assert/strict";
import { logIn, openEditor, person, until } from "../browser.mjs";

const settingsPage = ({ site }) => `${site.url}/wp-admin/options-general.php?page=shanhai`;

async function saveHost(page, world, host) {
  await page.goto(settingsPage(world));
  await page.$eval("#shanhai-host", (field, host) => (field.value = host), host);
  await Promise.all([page.waitForNavigation(), page.click("#submit")]);
}

export const installing = [
  ["the plugin is installed from its zip and switched on", async (world) => {
    const { browser, site, zip } = world;
    const page = (world.admin = await person(browser));
    await logIn(page, site, "admin", "password");
    await page.goto(`${site.url}/wp-admin/plugin-install.php?tab=upload`);
    await (await page.$("#pluginzip")).uploadFile(zip);
    await page.$eval("#install-plugin-submit", (button) => (button.disabled = false));
    await Promise.all([page.waitForNavigation(), page.click("#install-plugin-submit")]);
    await Promise.all([page.waitForNavigation(), page.click('a[href*="action=activate"]')]);
    const active = await site.php("return get_option( 'active_plugins' );");
    assert.deepEqual(active.filter((name) => name.includes("shanhai")), ["shanhai/shanhai.php"]);
    assert.equal(await site.php("return (bool) wp_next_scheduled( 'shanhai_refresh' );"), true);
  }, true],

  ["only a host whose list can be read is taken", async (world) => {
    const { admin, site, release } = world;
    await saveHost(admin, world, `${release.url}no-such-folder/`);
    assert.match(await admin.$eval(".notice-error, .error", (one) => one.textContent), /404/);
    assert.equal(await site.php("return get_option( 'shanhai_settings' )['host'];"), "");
    await saveHost(admin, world, "http://news.example/shanhai/");
    assert.match(await admin.$eval(".notice-error, .error", (one) => one.textContent), /https/);
    await saveHost(admin, world, release.url);
    assert.equal(await site.php("return get_option( 'shanhai_settings' )['host'];"), release.url);
    world.list = await site.php("return get_option( 'shanhai_list' );");
    assert.ok(world.list.shown.some(({ kind }) => kind === "view") && world.list.shown.some(({ kind }) => kind === "chart"));
    // a slip of the pen does not take the graphics away
    await saveHost(admin, world, `${release.url}no-such-folder/`);
    assert.equal(await site.php("return get_option( 'shanhai_settings' )['host'];"), release.url);
  }, true],

  ["the settings are the administrator's alone, and no forged form reaches them", async (world) => {
    const { browser, site, admin } = world;
    await site.php("return wp_insert_user( array( 'user_login' => 'author', 'user_pass' => 'password', 'user_email' => 'author@news.example', 'role' => 'author' ) );");
    const page = (world.author = await person(browser));
    await logIn(page, site, "author", "password");
    assert.equal((await page.goto(settingsPage(world))).status(), 403);
    const send = (page) =>
      page.evaluate((url) => fetch(url, { method: "POST", body: new URLSearchParams({ action: "shanhai_refresh" }), redirect: "manual" }).then((answer) => answer.status), `${site.url}/wp-admin/admin-post.php`);
    assert.equal(await send(page), 403, "an author");
    assert.equal(await send(admin), 403, "without a nonce");
    assert.equal(await page.evaluate((url) => fetch(url).then((answer) => answer.status), `${site.url}/?rest_route=/shanhai/v1/health`), 401);
  }, true],

  ["the list is fetched again by the button, and by the clock only where the newest is wanted", async (world) => {
    const { admin, site } = world;
    const age = () => site.php("$list = get_option( 'shanhai_list' ); $list['fetched'] = 1; update_option( 'shanhai_list', $list, false ); return 1;");
    const fetched = () => site.php("return get_option( 'shanhai_list' )['fetched'];");
    await age();
    await admin.goto(settingsPage(world));
    await Promise.all([admin.waitForNavigation(), admin.evaluate(() => document.querySelector('form[action*="admin-post"] [type=submit]').click())]);
    assert.ok(await admin.$(".notice-success"));
    assert.ok((await fetched()) > 1);
    await age();
    await site.php("update_option( 'shanhai_settings', array( 'host' => get_option( 'shanhai_settings' )['host'], 'release' => 'pinned' ) ); do_action( 'shanhai_refresh' ); return 1;");
    assert.equal(await fetched(), 1);
    await site.php("update_option( 'shanhai_settings', array( 'host' => get_option( 'shanhai_settings' )['host'], 'release' => 'newest' ) ); do_action( 'shanhai_refresh' ); return 1;");
    assert.ok((await fetched()) > 1);
  }],

  ["settings and editor speak Chinese to those who do", async ({ admin, site }) => {
    await site.php("return update_user_meta( 1, 'locale', 'zh_CN' );");
    await admin.goto(`${site.url}/wp-admin/options-general.php?page=shanhai`);
    const page = await admin.$eval(".wrap", (one) => one.textContent);
    await admin.goto(`${site.url}/wp-admin/post-new.php`, { waitUntil: "domcontentloaded" });
    const [title, word] = await until("the editor", () => admin.evaluate(() => [wp.blocks.getBlockType("shanhai/graphic").title, wp.i18n.__("Appearance", "shanhai")]));
    await site.php("return delete_user_meta( 1, 'locale' );");
    assert.match(page, /发布地址/);
    assert.deepEqual([title, word], ["山海图表", "外观"]);
  }],

  ["Site Health finds what is wrong, and nothing where all is right", async (world) => {
    const { admin, site, release } = world;
    const ask = () => site.php("wp_set_current_user( 1 ); return rest_do_request( '/shanhai/v1/health' )->get_data();");
    const well = await ask();
    assert.equal(well.status, "good", well.description);
    release.broken.add(world.list.script.newest);
    const found = await ask();
    release.broken.clear();
    assert.equal(found.status, "recommended");
    assert.match(found.description, /404/);
    const policy = await site.php(`
      add_filter( 'pre_http_request', static fn( $done, $args, $url ) => $url === home_url( '/' ) ? array( 'headers' => array( 'content-security-policy' => "default-src 'self'; script-src 'self'" ), 'body' => '', 'response' => array( 'code' => 200 ), 'cookies' => array() ) : $done, 10, 3 );
      return Shanhai\\policy_faults();`);
    assert.ok(policy.some((fault) => fault.includes("wasm-unsafe-eval")) && policy.some((fault) => fault.includes("img-src")), policy.join("\n"));
    // the page of Site Health itself asks for MySQL, which is not here
    const listed = await site.php("require_once ABSPATH . 'wp-admin/includes/class-wp-site-health.php'; return WP_Site_Health::get_tests()['async']['shanhai']['test'];");
    assert.ok(listed.includes("shanhai/v1/health"), listed);
    await openEditor(admin, site);
    const answer = await admin.evaluate(() => wp.apiFetch({ path: "/shanhai/v1/health" }));
    assert.deepEqual([answer.status, answer.label, answer.test], ["good", "Shanhai graphics can be shown", "shanhai"]);
  }],
];
