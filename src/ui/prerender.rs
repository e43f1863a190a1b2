//! The widget as it is published inside a page: one view or one chart, in text, tables and pictures. The program's
//! first render produces the same elements. Without the program, tabs link to the pages of the other views, and
//! entries open.

use super::app::{App, AppProps};
use super::frame;
use shanhai_dataset::{Dataset, Language};
use shanhai_graphic::store::Options;
use shanhai_graphic::view_state::{Alone, View};
use shanhai_graphic::wording::words;

pub use super::drawing::heights;

/// What a page shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shown {
    /// A view.
    View(View),
    /// A chart, or the connections, alone.
    Alone(Alone),
}

impl Shown {
    /// Everything that has its own page.
    pub fn all(dataset: &'static Dataset) -> impl Iterator<Item = Shown> {
        View::of(dataset).map(Shown::View).chain(Alone::all(dataset).map(Shown::Alone))
    }

    /// The attribute of the element that selects it.
    pub const fn attribute(self) -> &'static str {
        match self {
            Shown::View(_) => "view",
            Shown::Alone(_) => "chart",
        }
    }

    /// Its id, the value of the attribute.
    pub fn id(self) -> &'static str {
        match self {
            Shown::View(view) => view.id(),
            Shown::Alone(alone) => alone.id(),
        }
    }

    /// The file name of the page for iframes that shows it.
    pub fn page(self, language: Language) -> String {
        match self {
            Shown::View(view) => frame::page_of(view, language),
            // views and charts may have the same id
            Shown::Alone(alone) => format!("embed-chart-{}.{}.html", alone.id(), language.tag()),
        }
    }

    /// Its name.
    pub fn title(self, language: Language) -> &'static str {
        match self {
            Shown::View(view) => frame::view_name(view, words(language)),
            Shown::Alone(alone) => alone.title(language),
        }
    }
}

/// The markup of the widget, for a page that finds the published files at `base`. It holds the elements of the
/// program's first render, so that the program can hydrate it.
///
/// # Errors
/// Fails if no runtime for rendering can be created.
pub fn markup(
    dataset: &'static Dataset,
    shown: Shown,
    language: Language,
    base: &'static str,
) -> std::io::Result<String> {
    let mut options = Options { lang: language.tag().to_owned(), base: base.to_owned(), ..Options::new(dataset) };
    match shown {
        Shown::View(view) => options.view = view.id().to_owned(),
        Shown::Alone(alone) => alone.id().clone_into(&mut options.chart),
    }
    let renderer = yew::LocalServerRenderer::<App>::with_props(AppProps { sent: Some((None, options)) });
    rendered(renderer)
}

/// Renders a component to markup.
pub(super) fn rendered<C: yew::BaseComponent>(renderer: yew::LocalServerRenderer<C>) -> std::io::Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let markup = tokio::task::LocalSet::new().block_on(&runtime, renderer.render());
    Ok(without_names(&markup))
}

/// Removes the component names that a debug build writes into the hydration markers. Nothing reads them.
fn without_names(markup: &str) -> String {
    let mut short = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some(start) = rest.find("[shanhai::") {
        short += &rest[..=start];
        let end = rest[start..].find("]>-->").map_or(rest.len(), |end| start + end);
        rest = &rest[end..];
    }
    short + rest
}

/// A checksum of the elements and markers of some markup, without those inside pictures. `www/` computes the same in
/// the page, and the program hydrates only markup that nobody has changed.
pub fn signature(markup: &str) -> u32 {
    let mut hash: u32 = 0;
    let mut add = |name: &str| {
        for byte in name.bytes() {
            hash = hash.wrapping_mul(31).wrapping_add(u32::from(byte));
        }
    };
    let mut rest = markup;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(mark) = rest.strip_prefix("!--") {
            add("#");
            rest = mark.split_once("-->").map_or("", |(_, rest)| rest);
        } else if !rest.starts_with('/') {
            let name = rest.split([' ', '>']).next().unwrap_or_default();
            add(name);
            if name == "svg" {
                rest = rest.split_once("</svg>").map_or("", |(_, rest)| rest);
            }
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;

    #[test]
    fn every_figure_project_model_and_date_is_in_a_view() {
        for language in Language::ALL {
            // drawings set their own spaces between a sign and its number
            let pages = View::of(embedded::dataset()).map(Shown::View);
            let markup: String =
                pages.map(|page| markup(embedded::dataset(), page, language, "./").unwrap().replace(' ', "")).collect();
            let has = |text: &str| {
                let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace(' ', "");
                markup.contains(&text) || markup.contains(&text.replace('"', "&quot;").replace('\'', "&#x27;"))
            };
            for project in &embedded::dataset().projects {
                assert!(has(project.name.get(language)) && has(project.what.get(language)), "{}", project.id);
            }
            for figure in embedded::dataset().all_figures() {
                let label = has(figure.label.get(language)) || has(figure.short.get(language));
                assert!(label, "{}", figure.id);
                let number = shanhai_graphic::wording::number(figure, language);
                assert!(has(&number), "{}: {number}", figure.id);
            }
            for model in &embedded::dataset().models {
                assert!(has(model.name.get(language)), "{}", model.id);
            }
            for event in &embedded::dataset().timeline {
                assert!(has(event.text.get(language)), "{}", event.id);
            }
        }
    }

    #[test]
    fn no_year_or_month_is_set_in_large_numerals() {
        let markup = markup(embedded::dataset(), Shown::View(View::Overview), Language::ZhHans, "./").unwrap();
        let large = markup.split("class=\"key-figure\"").skip(1).map(|rest| rest.split("</dl>").next().unwrap());
        let large: Vec<&str> = large.collect();
        let suited = embedded::dataset().headline.iter().filter(|figure| figure.suits_headline()).count();
        assert_eq!((large.len(), suited), (6, 6));
        for figure in embedded::dataset().all_figures().filter(|figure| !figure.suits_headline()) {
            let label = figure.label.get(Language::ZhHans);
            assert!(large.iter().all(|one| !one.contains(label)), "{}", figure.id);
        }
    }

    #[test]
    fn a_page_holds_its_view_alone_and_leads_to_the_others() {
        let markup = markup(embedded::dataset(), Shown::View(View::Models), Language::En, "./").unwrap();
        assert_eq!(markup.matches("role=\"tabpanel\"").count(), 1);
        assert!(!markup.contains("project-list") && markup.contains("href=\"./embed-projects.en.html\""));
    }

    #[test]
    fn the_signature_tells_elements_and_marks_apart() {
        let markup = "<!--<[]>--><p class=\"a\">one<svg><g></g></svg><b>2</b></p><!--</[]>-->";
        let same = "<!--x--><p>zwei<svg></svg><b></b></p><!---->";
        assert_eq!(signature(markup), signature(same));
        for other in [markup.replace("<b>", "<i><b>"), markup.replace("<!--<[]>-->", ""), markup.replace("<p", "<q")] {
            assert_ne!(signature(markup), signature(&other), "{other}");
        }
    }

    #[test]
    fn a_strict_policy_lets_it_stand() {
        for shown in [Shown::View(View::Projects), Shown::Alone(Alone::Chart(&embedded::dataset().charts[0]))] {
            let markup = markup(embedded::dataset(), shown, Language::ZhHans, "./").unwrap();
            for forbidden in [" style=", "<style", "<script", " onclick"] {
                assert!(!markup.contains(forbidden), "{forbidden}");
            }
        }
    }
}
