//! Everything with an id can be highlighted, opened and linked to, and is then visible.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::reader::{Data, Reader, id};

/// What stands for an entry, and whether it is visible: a highlighted card, an open entry of the list, a mark with
/// its tooltip, or the chart itself.
const SEEN: &str = "
    const inSight = (one) => { const box = one?.getBoundingClientRect(); return box && box.height > 0 && box.bottom > 0 && box.top < innerHeight; };
    const stands = (target) => {
        const [kind, id] = target.split(':'), own = [...root.querySelectorAll(`[data-testid='${kind}-${id}']`)];
        if (kind === 'chart') return own.some(inSight);
        if (kind === 'project') return own.some((one) => inSight(one) && one.querySelector('details[open]'));
        return own.some((one) => one.matches('[data-lit]') && inSight(one)) || (tooltip() && inSight(tooltip()));
    };
    const lights = (target) => {
        const [kind, id] = target.split(':'), own = [...root.querySelectorAll(`[data-testid='${kind}-${id}']`)];
        return own.some((one) => one.matches('[data-lit], .lit')) || Boolean(tooltip());
    };
    const until = async (holds) => { for (let at = 0; at < 100; at++) { if (holds()) return true; await new Promise((done) => setTimeout(done, 20)); } return false; };
    const { light, open } = await import(document.querySelector('script[src*=\"shanhai-\"]').src);
    // until the widget, too, has heard of it
    const leads = (fragment) => new Promise((done) => {
        if (location.hash === `#${fragment}`) return done();
        addEventListener('hashchange', () => setTimeout(done, 50), { once: true });
        location.hash = fragment;
    });
    const failed = [];
    for (const target of arguments[0]) {
        const view = ['overview', 'charts', 'projects', 'timeline', 'models'][failed.length % 5];
        // from a view in which nothing is lit or open
        await leads(`shanhai=view:${view}`);
        await until(() => root.querySelector(`#tab-${view}[aria-selected=true]`) && !tooltip() && !root.querySelector('[data-lit], .item.lit, .item details[open]'));
        scrollTo({ top: 0, behavior: 'instant' });
        open(target);
        if (!await until(() => stands(target))) failed.push(`open ${target}`);
        // tabs follow the panel a moment later
        await new Promise((done) => setTimeout(done, 60));
        // what is open is closed, in the view that it is in
        await leads(`shanhai=view:${root.querySelector('[role=tab][aria-selected=true]').id.slice(4)}`);
        await until(() => !lights(target));
        light(target);
        if (!await until(() => lights(target))) failed.push(`light ${target}`);
        light('');
        if (!await until(() => !lights(target))) failed.push(`put out ${target}`);
        scrollTo({ top: 0, behavior: 'instant' });
        await leads(`shanhai=${target}`);
        if (!await until(() => stands(target))) failed.push(`link ${target}`);
    }
    return failed;";

#[tokio::test]
async fn everything_with_an_id_can_be_lit_opened_and_linked() -> Result<()> {
    let data = Data::read()?;
    let reader = Reader::opens("index.html?lang=en").await?;
    let kinds = [
        ("figure", "figures"),
        ("figure", "derived"),
        ("chart", "charts"),
        ("project", "projects"),
        ("event", "timeline"),
        ("model", "models"),
    ];
    let mut count = 0;
    for (kind, list) in kinds {
        let targets: Vec<_> = data.list(list).iter().map(|one| format!("{kind}:{}", id(one))).collect();
        count += targets.len();
        for some in targets.chunks(12) {
            let script = format!("{}return (async () => {{ {SEEN} }})()", crate::reader::PRELUDE)
                .replace("arguments[0]", &json!(some).to_string());
            let failed: Vec<String> = reader.browser.run(&script, []).await?;
            ensure!(failed.is_empty(), "{failed:#?}");
        }
    }
    ensure!(count > 140, "{count} entries");
    reader.browser.expect_no_problems().await
}
