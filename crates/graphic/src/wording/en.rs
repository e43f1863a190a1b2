//! The interface in English.

use super::citation::Citation;
use super::page_words::{EmbedWords, ExportWords, PageWords};
use super::words::Words;
use shanhai_dataset::{EventKind, Link, PeriodBasis, Precision, Status};

pub(super) static WORDS: Words = Words {
    tabs: "Views",
    overview: "Overview",
    charts: "Charts",
    projects: "Projects",
    timeline: "Timeline",
    models: "Models",

    language: "Language",
    theme: "Appearance",
    theme_auto: "Auto",
    theme_light: "Light",
    theme_dark: "Dark",

    headline: "Key figures",
    show_table: "Show the data as a table",
    item: "Item",
    value: "Value",
    period: "Period",
    origin: "Source",
    note: "Note",
    how_to_walk: "Arrow keys move from mark to mark, Home and End to the first and last, Enter selects, Escape closes.",
    derived: "computed by us",
    close: "Close",
    show_project: "Show the project",
    colon: ": ",
    comma: ", ",
    space: " ",

    search: "Search projects",
    search_example: "Name, place or pinyin",
    theme_filter: "Theme",
    prefecture_filter: "Prefecture",
    all_themes: "All themes",
    all_prefectures: "All prefectures",
    all_partners: "All partners",
    not_named: " (not named in the article)",
    reset: "Clear filters",
    filters: "Filters",
    project_list: "List of projects",
    none_found: "No project matches.",
    none_in_prefecture: "The article names no project in this prefecture. That does not mean that there is none.",

    map: "Map of the projects",
    map_form: "Form of the map",
    outline: "Map",
    tiles: "Grid",

    place: "Place",
    link_heading: "Link to the cooperation",
    status_heading: "Status",
    figures: "Figures",
    named_models: "Models",
    paragraphs: "Source",

    whole_programme: "The whole programme",
    unexplained: "The article names it without explaining it.",
    named_only: "Named only; the article does not explain it",
    planned: "Planned",
    parts: "Parts",
    when: "When",
    what: "What",
    name: "Name",

    of_which: "of these: ",
    derived_year_before: "a year earlier (computed)",
    article_note: "About the article",
    counted_by_us: "counted by us",
    inferred: "inferred",
    counted_places: "A number on a mark counts the projects at that place; marks that would overlap are moved slightly apart.",

    source: "Source",
    updated: "Data updated",
    dataset: "Dataset",
    embed: "Embed",
    skip: "Skip the graphic",
    end: "End of the graphic",
    keys_hint: "Press ? for keyboard shortcuts",
    export: "Save or share",
    project_table: "Show the projects as a table",
    interactive: "Interactive version",

    unknown_chart: "There is no such chart.",
    no_canvas: "This browser cannot draw the chart; the table below has its data.",

    partners: |sea| format!("{sea} partners"),
    map_label: |mountain| format!("Map of the projects in {mountain}"),
    paragraph: |id| match Citation::of(id) {
        Citation::Introduction(number) => format!("Article, introduction, para. {number}"),
        Citation::Section(section, number) => format!("Article, section {section}, para. {number}"),
        Citation::Caption(number) => format!("Article, caption {number}"),
        Citation::Paragraph(number) => format!("Article, para. {number}"),
        Citation::Other(id) => format!("Article, {id}"),
    },
    basis: |basis| match basis {
        PeriodBasis::Stated => "as stated",
        PeriodBasis::Inferred => "period inferred",
        PeriodBasis::NotStated => "no date in the article",
    },
    precision: |precision| match precision {
        Precision::Point => "The point is the spot itself.",
        Precision::Town => "The point is the town.",
        Precision::County => "The point is the seat of the county, not the project’s exact site.",
        Precision::City => "The point is the seat of the city or prefecture, not the project’s exact site.",
    },
    link: |link| match link {
        Link::Stated => "The article says that it is part of the cooperation.",
        Link::Implied => "The context suggests that it is part of the cooperation.",
        Link::NotStated => "The article does not say whether it is part of the cooperation.",
        Link::ContextOnly => "The article names it as background only.",
    },
    status: |status| match status {
        Status::Reported => "Reported as built",
        Status::Planned => "Planned",
        Status::Rendering => "Artist’s impression only",
    },
    spread: |projects, count| match count {
        0 => projects,
        1 => format!("{projects} in one prefecture"),
        _ => format!("{projects} in {count} prefectures"),
    },
    several_here: |count| format!("{count} projects here"),
    event_kind: |kind| match kind {
        EventKind::Plan => "Planned",
        EventKind::Undated => "No date given",
        EventKind::AsOf => "Up to the time of writing",
        EventKind::Annual => "A whole year",
        EventKind::Quarter => "One quarter",
        EventKind::Event | EventKind::Span | EventKind::Scene => "",
    },
    more_projects: |left| format!("Show more ({left} left)"),
    project_count: |count| {
        if count == 1 { "1 project".to_owned() } else { format!("{count} projects") }
    },
    model_count: |count| {
        if count == 1 { "1 model".to_owned() } else { format!("{count} models") }
    },
};

pub(super) static PAGE_WORDS: PageWords = PageWords {
    unscripted: "Scripts are off: all text, tables and pictures can be read; search, filters and selection need scripts.",
    load_failed: "Search, filters and selection could not be loaded. Check the connection and try again.",
    src_unread: "The dataset asked for cannot be read, so nothing is shown here.",
    other_release: "This graphic is of another release than the page’s script: it can be read, but search, filters and selection do not work.",
    part_failed: "Not loaded. Try again.",
    back: "Back to the text",
    embed: EmbedWords {
        title: "Embed this graphic",
        what: "View or chart",
        kind: "Kind of code",
        inline: "Element in the page",
        frame: "Frame",
        figure: "Figure with picture",
        inline_note: "For pages that take scripts. One script line is enough for all widgets of a page; the host’s policy must allow this address and 'wasm-unsafe-eval'.",
        frame_note: "For systems that take frames only. The second line sizes the frame to its content and may be left out where pym.js, iframe-resizer or the like does that.",
        figure_note: "Survives editors that strip scripts and unknown elements. With the script, loaded by the page’s template, the picture becomes the graphic near the screen.",
        code: "Code",
        copy: "Copy the code",
        copied: "Copied.",
        copy_by_hand: "The browser does not allow copying here. The text is selected: press Ctrl+C or ⌘C.",
        preview: "Preview",
        interactive: "Interactive version",
    },
    export: ExportWords {
        dataset: "Dataset (JSON)",
        copy_text: "Copy as text",
        copy_link: "Copy the link",
        share: "Share",
        share_by_hand: "The browser does not allow sharing here. Title and link are selected: press Ctrl+C or ⌘C to copy them.",
        no_downloads: "This page does not let files be saved here: copy instead, or open the interactive version.",
    },
};
