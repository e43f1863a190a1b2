//! A project's own page: everything that the article says about it, and what it leaves out. It needs no script and no
//! fragment, so that a link to it works wherever links work at all.

pub use super::frame::page_of_project;

use super::element::{Element, el};
use super::media;
use super::prerender::rendered;
use super::project_detail::{Rows, facts};
use super::render_context::RenderContext;
use shanhai_dataset::{Dataset, Language, Project};
use shanhai_graphic::chart::{MapForm, layout_map};
use shanhai_graphic::paint::{Palette, record};
use shanhai_graphic::view_state::{ViewState, encoded};
use shanhai_graphic::wording::{ProjectWords, headline_figure, page_words, period, place_words, quantity};
use std::rc::Rc;
use yew::prelude::*;

/// Width at which the map is drawn. It is scaled to its box.
const MAP_WIDTH: f64 = 400.0;

#[derive(Properties, PartialEq)]
struct PageProps {
    dataset: &'static Dataset,
    project: &'static Project,
    language: Language,
    report: AttrValue,
}

/// The body of a project's page. `report` is the mail address for reporting errors, or empty.
///
/// # Errors
/// Fails if no runtime for rendering can be created.
pub fn markup(
    dataset: &'static Dataset,
    project: &'static Project,
    language: Language,
    report: &str,
) -> std::io::Result<String> {
    let props = PageProps { dataset, project, language, report: report.to_owned().into() };
    rendered(yew::LocalServerRenderer::<Page>::with_props(props).hydratable(false))
}

#[component]
fn Page(props: &PageProps) -> Html {
    let (state, palette) = (Rc::new(ViewState::new(props.language)), Rc::new(Palette::light()));
    let context = RenderContext {
        dataset: props.dataset,
        address: &None,
        state: &state,
        shown: &Rc::from([props.project]),
        palette: &palette,
        highlighted: None,
        send: &Callback::noop(),
        base: &AttrValue::Static("./"),
        pictured: true,
        rows: usize::MAX,
    };
    let (project, words) = (props.project, &page_words(props.language).project);
    el("main")
        .class("root project")
        .attr("lang", props.language.tag())
        .attr("dir", "ltr")
        .child(head(&context, project))
        .child(el("div").class("columns").child(map(&context, project)).child(
            el("div").child(known(&context, project, words)).child(ways(&context, project, words, &props.report)),
        ))
        .child(foot(&context))
        .into()
}

/// The name, what the project is, and its headline number.
fn head(context: &RenderContext, project: &'static Project) -> Element {
    let language = context.language();
    let number = headline_figure(project).map(|figure| {
        el("p")
            .class("headline")
            .child(el("b").text(quantity(figure, language)))
            .text(" ")
            .child(el("span").text(figure.label.get(language)))
            .text(" ")
            .child(el("span").class("quiet").text(period(figure.latest(), language).to_owned()))
    });
    el("header")
        .child(
            el("p").class("quiet").text(project.theme.name.get(language)).text(" · ").text(project.topic.get(language)),
        )
        .child(el("h1").text(project.name.get(language)))
        .child(el("p").class("what").text(project.what.get(language)))
        .maybe(number)
        .children(media::pictures(context, project))
}

fn map(context: &RenderContext, project: &'static Project) -> Element {
    let (dataset, language, words) = (context.dataset, context.language(), context.words());
    let layout = layout_map(dataset, &[project], Some(project), MapForm::Outline, MAP_WIDTH, language);
    let label = format!("{}{}{}", project.name.get(language), words.colon, place_words(project, language));
    let picture = record(&layout).to_svg_element("whole", false);
    el("figure")
        .class("map")
        .child(el("div").attr("role", "img").attr("aria-label", label).child(Html::from_html_unchecked(picture.into())))
        .child(el("figcaption").class("quiet").text((words.precision)(project.place.precision)))
        .children(dataset.map.rights(language).map(|line| el("p").class("quiet").text(line)))
}

/// Everything that is known, and what the article leaves out.
fn known(context: &RenderContext, project: &'static Project, words: &ProjectWords) -> Element {
    let language = context.language();
    let mut rows = Rows { list: facts(context, project, Some(words.not_stated)), lacking: Some(words.not_stated) };
    rows.put(words.site, project.site.as_ref().map(|site| el("dd").text(site.get(language))));
    let dates: Vec<Element> = context
        .dataset
        .events_of(project)
        .map(|event| el("li").text(event.when.get(language)).text(context.words().colon).text(event.text.get(language)))
        .collect();
    let dated = !dates.is_empty();
    let dates = el("dd").child(el("ul").class("plain").children(dates.into_iter()));
    rows.put(words.dates, dated.then_some(dates));
    rows.list
}

/// Where to go from here: the graphic, the data, other languages, and how to report an error.
fn ways(context: &RenderContext, project: &'static Project, words: &ProjectWords, report: &str) -> Element {
    let (dataset, language) = (context.dataset, context.language());
    let link = |address: String| el("a").attr("href", address);
    let own = project.id.as_str();
    let others = dataset.languages.iter().copied().filter(|other| *other != language).map(|other| {
        let page = format!("./{}", page_of_project(project, other));
        el("li").child(link(page).attr("lang", other.tag()).attr("hreflang", other.tag()).text(other.own_name()))
    });
    let [entry, version] = [(words.entry, own), (words.version, dataset.hash.as_str())]
        .map(|(name, value)| format!("{name}{}{value}", context.words().colon));
    let body = [entry.as_str(), version.as_str(), project.name.get(language), ""].join("\n");
    let mail = format!("mailto:{report}?subject={}&body={}", encoded(&entry), encoded(&body));
    let viewer = format!("./index.html?lang={}&view=projects#shanhai=project:{own}", language.tag());
    let lines = [entry, version].map(|line| el("li").child(el("code").text(line)));
    let report = el("details")
        .class("report")
        .child(el("summary").text(words.report))
        .child(el("p").text(words.how_to_report))
        .child(el("ul").class("plain").children(lines.into_iter()))
        .child(el("p").child(link(mail).attr("target", "_top").text(words.report)));
    let ways = el("ul")
        .class("ways")
        .child(el("li").child(link(viewer).attr("target", "_top").text(words.in_graphic)))
        .child(el("li").child(link(format!("./data/projects/{own}.json")).text(words.data)))
        .children(others);
    el("nav").child(ways).child(report)
}

/// The sources.
fn foot(context: &RenderContext) -> Element {
    let (dataset, words) = (context.dataset, context.words());
    let own = dataset.languages[0];
    el("footer")
        .class("quiet")
        .child(
            el("p")
                .text(words.source)
                .text(words.colon)
                .child(el("cite").attr("lang", own.tag()).text(dataset.source.title.get(own))),
        )
        .child(
            el("p")
                .text(words.updated)
                .text(words.colon)
                .text(dataset.source.updated.as_str())
                .text(" ")
                .child(el("code").text(dataset.hash.as_str())),
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;

    fn pages() -> impl Iterator<Item = (&'static Project, Language, String)> {
        let dataset = embedded::dataset();
        dataset.projects.iter().flat_map(move |project| {
            Language::ALL
                .map(|language| (project, language, markup(dataset, project, language, "desk@news.example").unwrap()))
        })
    }

    #[test]
    fn what_the_article_leaves_out_is_a_row() {
        let lacks = |project: &Project, language| {
            let dated = embedded::dataset().events_of(project).next().is_some();
            let lacking = [
                project.figures.is_empty(),
                project.partners.is_empty(),
                project.models.is_empty(),
                project.site.is_none(),
                !dated,
            ];
            let (_, _, page) = pages().find(|(one, at, _)| one.id == project.id && *at == language).unwrap();
            (
                lacking.into_iter().filter(|lacks| *lacks).count(),
                page.matches(page_words(language).project.not_stated).count(),
            )
        };
        let mut seen = 0;
        for project in embedded::dataset().projects.iter().step_by(5) {
            for language in Language::ALL {
                let (lacking, said) = lacks(project, language);
                assert_eq!(lacking, said, "{} {language:?}", project.id);
                seen += lacking;
            }
        }
        assert!(seen > 4);
    }

    #[test]
    fn an_error_is_reported_with_entry_and_version() {
        for (project, language, page) in pages() {
            let hash = &embedded::dataset().hash;
            let mail = page.split("href=\"mailto:desk@news.example?").nth(1).unwrap().split('"').next().unwrap();
            assert!(mail.contains(&project.id) && mail.contains(hash.as_str()), "{mail}");
            assert!(page.contains(project.name.get(language)) || page.contains("&quot;"), "{}", project.id);
        }
    }

    #[test]
    fn a_strict_policy_lets_it_stand() {
        for (project, _, page) in pages() {
            for forbidden in [" style=", "<style", "<script", " onclick"] {
                assert!(!page.contains(forbidden), "{}: {forbidden}", project.id);
            }
        }
    }

    #[test]
    fn a_part_of_an_address_holds_no_other_part() {
        assert_eq!(encoded("a&b=c 山\n"), "a%26b%3Dc%20%E5%B1%B1%0A");
    }
}
