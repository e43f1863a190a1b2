//! The embedded page in frames of other people's pages, whose scripts use many protocols.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use shanhai_e2e::{Browser, Fault, Front, Options, Site, repository};
use tempfile::TempDir;

/// A page of a third party's site with the embedded page in a frame.
pub struct Parent {
    pub browser: Browser,
    pub child: Front,
    pub host: Front,
    folder: TempDir,
}

/// What every parent records: each height of its frame, and every message from it.
const NOTES: &str = "<script>
    window.heights = []; window.heard = [];
    addEventListener('message', (event) => window.heard.push(event.data));
    addEventListener('DOMContentLoaded', () => new ResizeObserver(([entry]) => {
        const height = Math.round(entry.contentRect.height);
        if (height !== window.heights.at(-1)) window.heights.push(height);
    }).observe(document.querySelector('iframe')));
</script>";

/// The chart in the frames: the height of its page is one that every parent allows.
const CHILD: &str = "embed-chart-mohan-port.zh-Hans.html";

impl Parent {
    pub async fn new() -> Result<Parent> {
        let options = Options { width: 700, height: 900, ..Options::default() };
        let folder = tempfile::tempdir()?;
        std::os::unix::fs::symlink(
            repository().join("tests/e2e/parents/node_modules"),
            folder.path().join("node_modules"),
        )?;
        let (child, host) = (Front::release()?, Front::of(Site::host(folder.path())?)?);
        Ok(Parent { browser: Browser::start(options).await?, child, host, folder })
    }

    /// Opens a page with this body; `{child}` is the address of the embedded page.
    async fn opens(&self, body: &str) -> Result<()> {
        self.opens_with(NOTES, body).await
    }

    /// Opens a page without a frame.
    pub async fn opens_plain(&self, body: &str) -> Result<()> {
        self.opens_with("", body).await
    }

    async fn opens_with(&self, head: &str, body: &str) -> Result<()> {
        self.opens_page(&format!(
            "<!doctype html><meta charset=utf-8><title>Host</title><link rel=icon href='data:,'>{head}<body>{body}"
        ))
        .await
    }

    /// Opens a complete page; `{site}` is the address of the script and of the pages for frames.
    pub async fn opens_page(&self, page: &str) -> Result<()> {
        let page = page.replace("{child}", &self.child.url(CHILD)).replace("{site}", &self.child.url(""));
        fs::write(self.folder.path().join("page.html"), page)?;
        self.browser.open("about:blank").await?;
        self.browser.open(self.host.url("page.html")).await
    }

    /// Waits until the frame is as high as its page; returns the heights that it had on the way.
    async fn settles(&self) -> Result<Vec<f64>> {
        self.browser.enter_frame("iframe").await?;
        self.browser.wait_for_mark("charts-ready").await?;
        let height = "return Math.ceil(document.body.getBoundingClientRect().height)";
        let wanted: f64 = self.browser.run(height, []).await?;
        self.browser.leave_frame().await?;
        ensure!(wanted > 300.0, "the page in the frame is {wanted} px high");
        let reached = format!("document.querySelector('iframe').clientHeight === {wanted}");
        self.browser.wait_until(&reached).await.with_context(|| format!("a frame {wanted} px high"))?;
        self.browser.run("return new Promise((done) => setTimeout(() => done(heights), 300))", []).await
    }
}

const PLAIN: &str = "<iframe id=frame src='{child}' width=600 height=150 style='border:0'></iframe>";

/// The markup and the rules of WordPress 6.5, which clips the frame until it sends a message (tests/wordpress tests all
/// of it).
const WORDPRESS: &str = "<iframe class=wp-embedded-content sandbox=allow-scripts data-secret=abcdefghij src='{child}#?secret=abcdefghij' width=600 height=338 frameborder=0 style='position: absolute; clip: rect(1px, 1px, 1px, 1px)'></iframe>
    <script>
       const frame = document.querySelector('iframe');
       addEventListener('message', ({ data, source }) => {
           if (data?.secret !== 'abcdefghij' || source !== frame.contentWindow) return;
           frame.removeAttribute('style');
           if (data.message === 'height') frame.height = Math.min(1000, Math.max(200, parseInt(data.value, 10)));
       });
       addEventListener('DOMContentLoaded', () => frame.contentWindow.postMessage({ message: 'ready', secret: 'abcdefghij' }, '*'));
    </script>";

/// The parents, named by the protocol that they use.
fn parents() -> Vec<(&'static str, String)> {
    let fixture = |script: &str| {
        format!(
            "{PLAIN}<script>const frame = document.querySelector('iframe'); addEventListener('message', ({{ data, source }}) => {{ {script} }})</script>"
        )
    };
    let set =
        |condition: &str, height: &str| fixture(&format!("if ({condition}) frame.style.height = {height} + 'px'"));
    vec![
        (
            "pym.js",
            "<div id=graphic style='width:600px'></div><script src=node_modules/pym.js/dist/pym.v1.min.js></script><script>new pym.Parent('graphic', '{child}', {})</script>".into(),
        ),
        (
            "iframe-resizer 4",
            format!("{PLAIN}<script src=node_modules/iframe-resizer/js/iframeResizer.min.js></script><script>iFrameResize({{ checkOrigin: false, log: false }}, '#frame')</script>"),
        ),
        (
            "iframe-resizer 5",
            format!("{PLAIN}<script src=node_modules/@iframe-resizer/parent/index.umd.js></script><script>iframeResize({{ license: 'GPLv3', checkOrigin: false }}, '#frame')</script>"),
        ),
        (
            "@newswire/frames",
            "<div id=graphic style='width:600px'></div><script src=node_modules/@newswire/frames/dist/frames.umd.js></script><script>new newswireFrames.Framer(document.getElementById('graphic'), { src: '{child}' })</script>".into(),
        ),
        (
            "Datawrapper, by the frame",
            fixture("for (const id in data['datawrapper-height'] ?? {}) if (source === frame.contentWindow) frame.style.height = data['datawrapper-height'][id] + 'px'"),
        ),
        (
            "Datawrapper, by the address",
            fixture("for (const id in data['datawrapper-height'] ?? {}) (document.getElementById('datawrapper-chart-' + id) || document.querySelector(\"iframe[src*='\" + id + \"']\")).style.height = data['datawrapper-height'][id] + 'px'"),
        ),
        ("AMP", set("data.sentinel === 'amp' && data.type === 'embed-size' && data.height >= 100", "data.height")),
        (
            "Medium and Embedly",
            fixture("let said; try { said = JSON.parse(data) } catch { return } if (said.context === 'iframe.resize' && said.src === frame.src) frame.style.height = said.height + 'px'"),
        ),
        (
            "Guardian, messenger",
            fixture("let said; try { said = JSON.parse(data) } catch { return } if (/^iframeMessenger:/.test(said.id) && said.type === 'set-height' && typeof said.value === 'number') frame.style.height = said.value + 'px'"),
        ),
        ("Guardian, interactive", set("data.kind === 'interactive:height' && Number.isFinite(data.height)", "data.height")),
        ("WordPress", WORDPRESS.into()),
        ("Shanhai", format!("{PLAIN}<script type=module src='{{site}}shanhai.js'></script>")),
        (
            "Shanhai, sandboxed",
            format!("{PLAIN}<script type=module src='{{site}}shanhai.js'></script>").replace("<iframe", "<iframe sandbox=allow-scripts"),
        ),
    ]
}

#[tokio::test]
async fn every_parent_gives_the_right_height_at_once() -> Result<()> {
    let parent = Parent::new().await?;
    ensure!(
        Path::new(&repository().join("tests/e2e/parents/node_modules/pym.js")).exists(),
        "the parents' scripts are missing: ./dev setup installs them"
    );
    let mut wrong = Vec::new();
    for (name, body) in parents() {
        parent.opens(&body).await?;
        match parent.settles().await {
            // the initial height, and at most two messages
            Ok(heights) if heights.len() <= 3 => {}
            Ok(heights) => wrong.push(format!("{name}: {heights:?}")),
            Err(error) => wrong.push(format!("{name}: {error:#}")),
        }
    }
    ensure!(wrong.is_empty(), "{wrong:#?}");
    parent.browser.expect_no_problems().await
}

#[tokio::test]
async fn heights_are_told_on_change_only() -> Result<()> {
    let parent = Parent::new().await?;
    parent.opens(&format!("{PLAIN}<script type=module src='{{site}}shanhai.js'></script>")).await?;
    parent.settles().await?;
    let count = "heard.filter((one) => one?.shanhai === 'height').length";
    let quiet =
        format!("const before = {count}; return new Promise((done) => setTimeout(() => done({count} - before), 1500))");
    ensure!(parent.browser.run::<u32>(&quiet, []).await? == 0, "a height was told though nothing had changed");
    // another width means another height
    let wide: f64 = parent.browser.run("return heights.at(-1)", []).await?;
    parent.browser.run::<()>("document.querySelector('iframe').width = 320", []).await?;
    parent.browser.wait_until(&format!("heights.at(-1) > {wide} + 50")).await?;
    // a table opens and closes, as often and as fast as a reader likes
    let toggle = "document.querySelector('shanhai-widget').shadowRoot.querySelector('summary').click()";
    parent.settles().await?;
    let before: f64 = parent.browser.run("return heights.at(-1)", []).await?;
    for is_grown in [true, false, true, false, true, false] {
        parent.browser.enter_frame("iframe").await?;
        parent.browser.run::<()>(toggle, []).await?;
        parent.browser.leave_frame().await?;
        let holds = format!("heights.at(-1) {} {before}", if is_grown { ">" } else { "===" });
        parent.browser.wait_until(&holds).await.with_context(|| format!("the frame follows a table: {is_grown}"))?;
    }
    parent.browser.expect_no_problems().await
}

#[tokio::test]
async fn a_loop_ends() -> Result<()> {
    let parent = Parent::new().await?;
    // a host that responds to each height with another width, and so causes another height
    let looping = "<script>let wide = true; addEventListener('message', ({ data }) => {
        if (data?.shanhai !== 'height') return;
        wide = !wide; document.querySelector('iframe').width = wide ? 600 : 300; })</script>";
    parent.opens(&format!("{PLAIN}{looping}")).await?;
    parent.browser.wait_until("heard.filter((one) => one?.shanhai === 'height').length > 3").await?;
    let count = "heard.filter((one) => one?.shanhai === 'height').length";
    let told: u32 =
        parent.browser.run(&format!("return new Promise((done) => setTimeout(() => done({count}), 2000))"), []).await?;
    ensure!(told <= 8, "{told} heights were told");
    Ok(())
}

#[tokio::test]
async fn words_outside_and_marks_inside_light_each_other() -> Result<()> {
    let parent = Parent::new().await?;
    let words = "<p><a data-shanhai-target='figure:mohan-crossings' tabindex=0 id=word>49.8</a></p>";
    for sandbox in ["", " sandbox=allow-scripts"] {
        let frame = PLAIN.replace("<iframe", &format!("<iframe{sandbox}"));
        parent.opens(&format!("{words}{frame}<script type=module src='{{site}}shanhai.js'></script>")).await?;
        parent.settles().await?;
        parent.browser.run::<()>("document.getElementById('word').click()", []).await?;
        parent.browser.enter_frame("iframe").await?;
        parent
            .browser
            .wait_until("[...document.querySelector('shanhai-widget').shadowRoot.querySelectorAll('[role=tooltip]')].some((one) => one.checkVisibility() && one.textContent.includes('49.8'))")
            .await
            .context("the mark is lit")?;
        parent.browser.leave_frame().await?;
        parent.browser.wait_until("document.getElementById('word').hasAttribute('data-shanhai-active')").await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_frame_that_was_faster_than_the_script_gets_its_height() -> Result<()> {
    let parent = Parent::new().await?;
    let late = "<script>let asked; addEventListener('message', ({ data }) => {
        if (asked || data?.shanhai !== 'height') return;
        asked = setTimeout(() => document.head.append(Object.assign(document.createElement('script'), { type: 'module', src: '{site}shanhai.js' })), 1500);
    })</script>";
    parent.opens(&format!("{late}{PLAIN}")).await?;
    parent.settles().await?;
    parent.browser.expect_no_problems().await
}

#[tokio::test]
async fn words_turn_the_frame_that_shows_them_and_leave_the_history_alone() -> Result<()> {
    let parent = Parent::new().await?;
    let word = |target: &str, id: &str| format!("<a data-shanhai-target='{target}' id={id}>{id}</a>");
    let words = [("figure:mohan-crossings", "here"), ("project:maojiawan", "there"), ("figure:farm-sales", "nowhere")];
    let words: String = words.iter().map(|(target, id)| word(target, id)).collect();
    let second = PLAIN.replace("{child}", "{site}embed-projects.en.html").replace("id=frame", "id=second");
    parent.opens(&format!("{words}{PLAIN}{second}<script type=module src='{{site}}shanhai.js'></script>")).await?;
    for frame in ["#frame", "#second"] {
        parent.browser.enter_frame(frame).await?;
        parent.browser.wait_for_mark("charts-ready").await?;
        parent.browser.leave_frame().await?;
    }
    let before: u32 = parent.browser.run("return history.length", []).await?;
    let root = "document.querySelector('shanhai-widget').shadowRoot";
    let tab = |view: &str| format!("{root}.querySelector('#tab-{view}').getAttribute('aria-selected') === 'true'");
    let lit = format!(
        "[...{root}.querySelectorAll('[role=tooltip]')].some((one) => one.checkVisibility() && one.textContent.includes('49.8'))"
    );
    let open = format!("{root}.querySelector('[data-testid=project-maojiawan].open') && {}", tab("projects"));
    // each word with the frame that it controls, and the expected state of that frame
    for (word, frame, expected) in
        [("here", "#frame", &lit), ("there", "#second", &open), ("nowhere", "#second", &tab("charts"))]
    {
        parent.browser.run::<()>("document.getElementById(arguments[0]).click()", [word.into()]).await?;
        tokio::time::sleep(std::time::Duration::from_millis(800)).await;
        parent.browser.enter_frame(frame).await?;
        parent.browser.wait_until(expected).await.with_context(|| word)?;
        parent.browser.leave_frame().await?;
        if word == "here" {
            parent.browser.enter_frame("#second").await?;
            ensure!(parent.browser.run::<bool>(&format!("return {}", tab("projects")), []).await?, "it turned, too");
            parent.browser.leave_frame().await?;
        }
    }
    let after: u32 = parent.browser.run("return history.length", []).await?;
    ensure!(after == before, "the way back from the article is {} steps longer", after - before);
    parent.browser.expect_no_problems().await
}

#[tokio::test]
async fn a_word_brings_a_frame_that_has_not_loaded() -> Result<()> {
    let parent = Parent::new().await?;
    let words =
        "<p><a data-shanhai-target='project:maojiawan' id=word>毛家湾</a></p><div style='height: 30000px'></div>";
    let lazy = |id: &str, page: &str| {
        let frame = PLAIN.replace("{child}", &format!("{{site}}{page}")).replace("id=frame", &format!("id={id}"));
        frame.replace("<iframe", "<iframe loading=lazy")
    };
    let whole = lazy("frame", "embed-overview.zh-Hans.html");
    // the second time next to a frame that shows only a chart, and gets no request
    let chart = lazy("chart", "embed-chart-teams.en.html");
    for frames in [whole.clone(), format!("{chart}{whole}")] {
        parent.opens(&format!("{words}{frames}<script type=module src='{{site}}shanhai.js'></script>")).await?;
        parent.browser.run::<()>("document.getElementById('word').click()", []).await?;
        parent.browser.enter_frame("#frame").await?;
        let open = "document.querySelector('shanhai-widget')?.shadowRoot.querySelector('.box [data-testid=project-maojiawan].open')";
        parent.browser.wait_until(open).await.context("the project is not open")?;
        parent.browser.leave_frame().await?;
        parent.browser.wait_until("document.getElementById('word').hasAttribute('data-shanhai-active')").await?;
        parent
            .browser
            .wait_until("document.getElementById('frame').getBoundingClientRect().top < innerHeight")
            .await
            .context("it is out of sight")?;
    }
    parent.browser.expect_no_problems().await
}

#[tokio::test]
async fn a_figure_becomes_the_widget_and_stays_a_picture_without_it() -> Result<()> {
    let parent = Parent::new().await?;
    let figure = "<div style='height:4000px'></div>
        <figure data-shanhai='chart:money-2023' data-shanhai-lang=en><a href='{site}index.html'>
        <img src='{site}static/money-2023.en.png' alt='Three kinds of money' width=720></a><figcaption>Money</figcaption></figure>";
    let picture = "document.querySelector('figure img').checkVisibility()";
    parent.opens_plain(&format!("{figure}<script type=module src='{{site}}shanhai.js'></script>")).await?;
    ensure!(parent.browser.run::<bool>(&format!("return {picture}"), []).await?, "no picture");
    ensure!(
        parent
            .browser
            .run::<bool>(
                "return !performance.getEntriesByType('resource').some((one) => one.name.endsWith('.wasm'))",
                []
            )
            .await?,
        "the program was loaded far from the screen"
    );
    parent.browser.run::<()>("document.querySelector('figure').scrollIntoView()", []).await?;
    parent.browser.wait_for_mark("charts-ready").await?;
    parent.browser.wait_until(&format!("!{picture}")).await?;
    let shown = "const root = document.querySelector('figure shanhai-widget').shadowRoot;
        return [root.querySelector('[data-testid=chart-money-2023]').checkVisibility(), root.querySelector('[data-testid=canvas-money-2023]').getBoundingClientRect().height > 50,
            document.querySelector('figcaption').checkVisibility()]";
    let all: Vec<bool> = parent.browser.run(shown, []).await?;
    ensure!(all == [true, true, true], "{all:?}");
    parent.browser.expect_no_problems().await?;
    // a word clicked while the figure is far away
    let word = "<p><a data-shanhai-target='figure:donations' id=word>4.71</a></p>";
    parent.opens_plain(&format!("{word}{figure}<script type=module src='{{site}}shanhai.js'></script>")).await?;
    parent.browser.wait_until("customElements.get('shanhai-widget')").await?;
    parent.browser.run::<()>("document.getElementById('word').click()", []).await?;
    let lit = "(() => { const widget = document.querySelector('figure shanhai-widget'), { top } = widget?.getBoundingClientRect() ?? {};
        return top < innerHeight && [...widget.shadowRoot.querySelectorAll('[role=tooltip]')].some((one) => one.checkVisibility()); })()";
    parent.browser.wait_until(lit).await.context("a word clicked early")?;
    // the program does not load
    let parent = Parent::new().await?;
    parent.child.harm(".wasm", Fault::Refused);
    parent.opens_plain(&format!("{figure}<script type=module src='{{site}}shanhai.js'></script>")).await?;
    parent.browser.run::<()>("document.addEventListener('shanhai:error', () => window.failed = true); document.querySelector('figure').scrollIntoView()", []).await?;
    parent
        .browser
        .wait_until(&format!("window.failed && !document.querySelector('figure shanhai-widget') && {picture}"))
        .await
}
