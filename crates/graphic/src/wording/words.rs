//! The words of the interface: one complete set per language, each in a file of its own.

use shanhai_dataset::{EventKind, Language, Link, PeriodBasis, Precision, Status};

/// Every text of the interface that does not come from the dataset.
#[derive(Debug)]
#[allow(missing_docs, reason = "a field is named for what it says")]
pub struct Words {
    pub tabs: &'static str,
    pub overview: &'static str,
    pub charts: &'static str,
    pub projects: &'static str,
    pub timeline: &'static str,
    pub models: &'static str,

    pub language: &'static str,
    pub theme: &'static str,
    pub theme_auto: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,

    pub headline: &'static str,
    pub show_table: &'static str,
    pub item: &'static str,
    pub value: &'static str,
    pub period: &'static str,
    pub origin: &'static str,
    pub note: &'static str,
    pub how_to_walk: &'static str,
    pub derived: &'static str,
    pub close: &'static str,
    pub show_project: &'static str,
    /// After a label, before what it introduces.
    pub colon: &'static str,
    /// Between entries of a list.
    pub comma: &'static str,
    /// Between sentences.
    pub space: &'static str,

    pub search: &'static str,
    pub search_models: &'static str,
    /// What the search field of the models is for, where its label has no space.
    pub search_models_example: &'static str,
    /// What a reader may search for; takes whether there are names in pinyin.
    pub search_example: fn(bool) -> &'static str,
    pub theme_filter: &'static str,
    pub all_themes: &'static str,
    /// Takes the word for regions.
    pub all_regions: fn(&str) -> String,
    pub all_partners: &'static str,
    pub not_named: &'static str,
    pub reset: &'static str,
    pub filters: &'static str,
    pub project_list: &'static str,
    pub none_found: &'static str,
    pub no_model_found: &'static str,
    /// Takes the word for a region.
    pub none_in_region: fn(&str) -> String,
    /// The words for a region and for regions, if the dataset has none of its own.
    pub regions: [&'static str; 2],

    pub map: &'static str,
    pub map_form: &'static str,
    pub outline: &'static str,
    pub tiles: &'static str,
    pub connections: &'static str,

    /// Opens the details of each entry of the timeline.
    pub timeline_details: &'static str,
    pub partner: &'static str,
    /// Opens what to know about a number or a drawing.
    pub about_this: &'static str,
    /// What solid and hollow marks mean.
    pub marks_solid: &'static str,
    pub place: &'static str,
    pub link_heading: &'static str,
    pub further: &'static str,
    pub status_heading: &'static str,
    pub figures: &'static str,
    pub named_models: &'static str,
    pub paragraphs: &'static str,

    pub whole_programme: &'static str,
    pub unexplained: &'static str,
    pub named_only: &'static str,
    pub planned: &'static str,
    pub parts: &'static str,
    pub when: &'static str,
    pub what: &'static str,
    pub name: &'static str,

    /// Before the name of a part of the row above.
    pub of_which: &'static str,
    /// Before a value that we computed for the previous year.
    pub derived_year_before: &'static str,
    pub article_note: &'static str,
    pub counted_places: &'static str,
    /// Before the unit of an axis or a legend.
    pub unit: &'static str,
    pub axis_from_zero: &'static str,
    /// For a point whose period is inferred.
    pub hollow_point: &'static str,
    pub line_gap: &'static str,
    pub no_value: &'static str,
    /// Which class a value on a bound belongs to.
    pub class_rule: &'static str,
    /// For a number that the article does not print.
    pub counted_by_us: &'static str,
    /// In the name of a period that itself says that it is inferred.
    pub inferred: &'static str,

    pub source: &'static str,
    pub updated: &'static str,
    pub dataset: &'static str,
    pub embed: &'static str,
    pub skip: &'static str,
    pub end: &'static str,
    pub keys_hint: &'static str,
    pub export: &'static str,
    pub project_table: &'static str,
    pub interactive: &'static str,
    pub project_page: &'static str,

    pub unknown_chart: &'static str,
    pub no_canvas: &'static str,

    /// Partners on the sea side: takes the name of that side.
    pub partners: fn(&str) -> String,
    /// That a project names no partner: takes the name of the sea side.
    pub no_partner: fn(&str) -> String,
    /// What the map shows: takes the name of the mountain side.
    pub map_label: fn(&str) -> String,
    /// Where in the article: takes the paragraph's id.
    pub paragraph: fn(&str) -> String,
    /// Where an axis starts that does not start at zero: takes that number.
    pub axis_from: fn(&str) -> String,
    /// How a period is known.
    pub basis: fn(PeriodBasis) -> &'static str,
    /// What a point on the map stands for.
    pub precision: fn(Precision) -> &'static str,
    /// How firmly a project is tied to the cooperation.
    pub link: fn(Link) -> &'static str,
    /// Whether a thing has been built.
    pub status: fn(Status) -> &'static str,
    /// The button that shows more of a long list: takes how many are left.
    pub more_projects: fn(usize) -> String,
    /// Opens the figures that nothing draws: takes how many.
    pub more_figures: fn(usize) -> String,
    /// The button that opens the filters: takes how many are active.
    pub filter_button: fn(usize) -> String,
    /// Starts with the number.
    pub project_count: fn(usize) -> String,
    /// What the map shows: takes the counted projects, and the number of prefectures they lie in.
    pub spread: fn(String, usize) -> String,
    /// Several projects at one place of the map.
    pub several_here: fn(usize) -> String,
    /// The kind of a timeline entry, where that is not obvious.
    pub event_kind: fn(EventKind) -> &'static str,
    /// Starts with the number.
    pub model_count: fn(usize) -> String,
}

/// Punctuation of a language.
pub(crate) struct Signs {
    /// Between parts of a sentence.
    pub comma: &'static str,
    /// Between parts of a line, and between clauses.
    pub semicolon: &'static str,
    /// After a sentence.
    pub stop: &'static str,
}

/// The punctuation of a language.
pub(crate) const fn signs(language: Language) -> Signs {
    match language {
        Language::ZhHans => Signs { comma: "，", semicolon: "；", stop: "。" },
        Language::En => Signs { comma: ", ", semicolon: "; ", stop: "." },
    }
}
