//! What has its own address: the whole, each view, each chart and each project, in each language.

use shanhai::ui::prerender::Shown;
use shanhai::ui::project_page::page_of_project;
use shanhai_dataset::{Dataset, Language, Project};
use shanhai_graphic::chart::summary;
use shanhai_graphic::view_state::{Alone, View};
use shanhai_graphic::wording::{
    connections_summary, headline_figure, join_lines, period, place_words, quantity, words,
};

/// One of these.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Subject {
    /// The whole, as on the first page.
    Whole,
    /// A view or a chart.
    Shown(Shown),
    /// A project.
    Project(&'static Project),
}

impl Subject {
    /// Everything that has its own page for frames.
    pub fn all(dataset: &'static Dataset) -> impl Iterator<Item = Subject> {
        Shown::all(dataset).map(Subject::Shown).chain(dataset.projects.iter().map(Subject::Project))
    }

    /// The page for frames.
    pub fn page(self, language: Language) -> String {
        match self {
            Subject::Whole => "embed.html".to_owned(),
            Subject::Shown(shown) => shown.page(language),
            Subject::Project(project) => page_of_project(project, language),
        }
    }

    /// The oEmbed answer for it.
    pub fn oembed(self, language: Language) -> String {
        self.page(language).replacen("embed", "oembed", 1).replace(".html", ".json")
    }

    /// Whether shared links to it have their own image, which [`crate::card::of`] draws. Otherwise they use that of
    /// the whole.
    pub fn has_own_image(self) -> bool {
        !matches!(
            self,
            Subject::Whole
                | Subject::Shown(Shown::View(View::Overview | View::Models) | Shown::Alone(Alone::Connections))
        )
    }

    /// The image for shared links to it.
    pub fn image(self, language: Language) -> String {
        if !self.has_own_image() {
            return format!("static/share.{}.png", language.tag());
        }
        self.page(language).replacen("embed-", "static/share-", 1).replace(".html", ".png")
    }

    /// Its title, followed by the title of the whole.
    pub fn title(self, dataset: &'static Dataset, language: Language) -> String {
        let whole = dataset.title.get(language);
        match self {
            Subject::Whole => whole.to_owned(),
            Subject::Shown(shown) => format!("{} · {whole}", shown.title(language)),
            Subject::Project(project) => format!("{} · {whole}", project.name.get(language)),
        }
    }

    /// The alternative text of its picture: what it is, and what it shows, with the numbers.
    pub fn alt(self, dataset: &'static Dataset, language: Language) -> String {
        let (title, shows) = match self {
            Subject::Shown(Shown::Alone(Alone::Chart(chart))) => {
                (chart.title.get(language), summary(chart, dataset, language))
            }
            Subject::Shown(shown) => (shown.title(language), self.description(dataset, language)),
            Subject::Whole => (dataset.title.get(language), self.description(dataset, language)),
            Subject::Project(project) => (project.name.get(language), self.description(dataset, language)),
        };
        format!("{title}{}{shows}", words(language).colon)
    }

    /// What it says, in one or two sentences.
    pub fn description(self, dataset: &'static Dataset, language: Language) -> String {
        let words = words(language);
        let named = |names: Vec<&str>| names.join(words.comma);
        match self {
            Subject::Whole | Subject::Shown(Shown::View(View::Overview)) => dataset.subtitle.get(language).to_owned(),
            Subject::Shown(Shown::View(View::Charts)) => {
                named(dataset.charts.iter().map(|chart| chart.title.get(language)).collect())
            }
            Subject::Shown(Shown::View(View::Projects)) => {
                let map = (words.map_label)(dataset.sides.mountain.get(language));
                format!("{map}{}{}", words.colon, (words.project_count)(dataset.projects.len()))
            }
            Subject::Shown(Shown::View(View::Timeline)) => {
                let dated: Vec<_> = dataset.timeline.iter().filter(|event| event.start.is_some()).collect();
                let ends = dated.first().into_iter().chain(dated.last().filter(|_| dated.len() > 1));
                let line = |when: &str, text: &str| format!("{when}{}{text}", words.colon);
                let lines: Vec<String> =
                    ends.map(|event| line(event.when.get(language), event.text.get(language))).collect();
                join_lines(&lines, " … ", language)
            }
            Subject::Shown(Shown::View(View::Models)) => {
                let explained = dataset.models.iter().filter(|model| model.explained).take(6);
                let names = named(explained.map(|model| model.name.get(language)).collect());
                format!("{}{}{names}", (words.model_count)(dataset.models.len()), words.colon)
            }
            Subject::Shown(Shown::Alone(Alone::Connections)) => {
                let all: Vec<_> = dataset.projects.iter().collect();
                connections_summary(dataset, &all, language)
            }
            Subject::Shown(Shown::Alone(Alone::Chart(chart))) => {
                let lines = [summary(chart, dataset, language), chart.reading.get(language).to_owned()];
                let note = chart.note.as_ref().map(|note| note.get(language).to_owned());
                join_lines(&lines.into_iter().chain(note).collect::<Vec<_>>(), words.space, language)
            }
            Subject::Project(project) => {
                let figure = headline_figure(project).map(|figure| {
                    let when = period(figure.latest(), language);
                    let (label, amount) = (figure.label.get(language), quantity(figure, language));
                    format!("{label}{}{amount}{}{when}", words.colon, words.comma)
                });
                let what = project.what.get(language).to_owned();
                let lines: Vec<String> = [place_words(project, language), what].into_iter().chain(figure).collect();
                join_lines(&lines, " · ", language)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_have_one_page_answer_title_or_description() {
        for of in [
            |subject: Subject| subject.page(Language::En),
            |subject: Subject| subject.oembed(Language::En),
            |subject: Subject| subject.title(dataset(), Language::En),
            |subject: Subject| subject.description(dataset(), Language::En),
        ] {
            let all: Vec<String> = Subject::all(dataset()).map(of).collect();
            assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        }
    }

    #[test]
    fn a_description_holds_the_finding_with_its_numbers() {
        let chart = dataset().charts.iter().find(|chart| chart.id == "money-2023").unwrap();
        let text = Subject::Shown(Shown::Alone(Alone::Chart(chart))).description(dataset(), Language::ZhHans);
        assert!(text.contains("91.96") && text.contains(chart.note.as_ref().unwrap().get(Language::ZhHans)), "{text}");
    }
}
