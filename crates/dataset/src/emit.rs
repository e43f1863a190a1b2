//! Prints tables as Rust source for the build: one static an entry, joined by references.

use crate::*;
use std::any::type_name;
use std::collections::BTreeMap;
use std::fmt::{Debug, Write};

/// Rust source of the tables of a programme, for a module that has `use shanhai_dataset::*;`.
pub fn emit(program: &Program) -> String {
    let mut out = Printer { source: String::new(), names: BTreeMap::new() };
    let observations = || program.figures.iter().flat_map(|figure| figure.observations);
    for (index, period) in distinct(observations().map(|observation| observation.period)).into_iter().enumerate() {
        let years = format!("{:?}", period.years);
        let fields = [("text", text(&period.text)), ("years", years), ("basis", member(period.basis))];
        out.item(period, &index.to_string(), &fields);
    }
    for (index, unit) in distinct(program.figures.iter().map(|figure| figure.unit)).into_iter().enumerate() {
        let fields = [("text", text(&unit.text)), ("one", text(&unit.one)), ("style", member(unit.style))];
        out.item(unit, &index.to_string(), &fields);
    }
    for theme in program.themes {
        let fields = [
            ("id", quoted(theme.id)),
            ("index", theme.index.to_string()),
            ("name", text(&theme.name)),
            ("summary", text(&theme.summary)),
        ];
        out.item(*theme, theme.id, &fields);
    }
    for partner in program.partners {
        out.item(*partner, partner.id, &[("id", quoted(partner.id)), ("name", listed(&partner.name))]);
    }
    for region in program.map.regions {
        let fields = [
            ("adcode", quoted(region.adcode)),
            ("name", text(&region.name)),
            ("short", text(&region.short)),
            ("rings", list(region.rings.iter().map(|ring| format!("&{ring:?}")))),
            ("label_at", format!("{:?}", region.label_at)),
            ("tile", format!("{:?}", region.tile)),
        ];
        out.item(*region, region.adcode, &fields);
    }
    for (index, place) in program.places.iter().enumerate() {
        let fields = [
            ("name", listed(&place.name)),
            ("region", out.reference(place.region)),
            ("lon", format!("{:?}", place.lon)),
            ("lat", format!("{:?}", place.lat)),
            ("precision", member(place.precision)),
        ];
        out.item(*place, &index.to_string(), &fields);
    }
    // names first: figures name each other in any order
    for figure in program.figures {
        out.name(*figure, figure.id);
    }
    for figure in program.figures {
        out.figure(figure);
    }
    let drawn: Vec<&Model> = program.charts.iter().flat_map(|chart| chart.models()).collect();
    for model in program.models {
        out.model(model, drawn.contains(model));
    }
    for project in program.projects {
        out.project(project);
    }
    for event in program.timeline {
        out.event(event);
    }
    for chart in program.charts {
        let fields = [
            ("id", quoted(chart.id)),
            ("title", text(&chart.title)),
            ("reading", text(&chart.reading)),
            ("note", optional_text(chart.note.as_ref())),
            ("theme", out.optional_reference(chart.theme)),
            ("panels", list(chart.panels.iter().map(|panel| out.panel(panel)))),
        ];
        out.item(*chart, chart.id, &fields);
    }
    out.program(program);
    with_texts_gathered(&out.source)
}

/// Brackets around a text in the source as it grows: control characters, which no checked text holds. Behind the first
/// stands the number of the text's bundle, as a character.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

/// The bundle of ids, of codes, and of what is shown whatever the language is.
const COMMON: usize = 0;
/// The bundle of what a search finds projects by beside their texts.
const SEARCH: usize = 1;
/// The first bundle of languages: each has one of what every view shows, and one of projects and models.
const OF_LANGUAGES: usize = 2;

/// Gathers the texts of each bundle in one constant that holds each text once, those with Han characters first: like beside
/// like packs best. Measured: 3 kB less after brotli than with a literal in each place. The publisher finds the constants in
/// the program, and sends those that are not needed at once by themselves (see [`Bundle`]).
fn with_texts_gathered(source: &str) -> String {
    let bundled = |bundle: usize| {
        let sign = char::from(b'0' + bundle as u8);
        let texts = source.split(OPEN).skip(1).filter_map(move |rest| rest.strip_prefix(sign)?.split(CLOSE).next());
        let is_han = |text: &&str| text.chars().any(|letter| ('\u{3400}'..='\u{9fff}').contains(&letter));
        let mut gathered = String::new();
        for text in texts.clone().filter(is_han).chain(texts.filter(|text| !is_han(text))) {
            if !gathered.contains(text) {
                gathered.push_str(text);
            }
        }
        gathered
    };
    let bundles: Vec<String> = (0..OF_LANGUAGES + 2 * Language::COUNT).map(bundled).collect();
    let mut out = String::new();
    for (bundle, texts) in bundles.iter().enumerate() {
        let _ = writeln!(out, "const TEXTS_{bundle}: &str = {texts:?};");
    }
    out.push_str(
        "\nconst fn text(texts: &'static str, at: usize, length: usize) -> &'static str {\n    \
             texts.split_at(at).1.split_at(length).0\n\
         }\n\n",
    );
    for (index, piece) in source.split(OPEN).enumerate() {
        let marked = piece.split_once(CLOSE).filter(|_| index > 0).and_then(|(text, rest)| {
            let bundle = text.chars().next()?.to_digit(10)?;
            Some((bundle, text.get(1..)?, rest))
        });
        match marked {
            Some((bundle, text, rest)) => {
                let at = bundles.get(bundle as usize).and_then(|texts| texts.find(text)).unwrap_or_default();
                let _ = write!(out, "text(TEXTS_{bundle}, {at}, {}){rest}", text.len());
            }
            None => out.push_str(piece),
        }
    }
    out
}

/// The source as it grows, and the statics that entries became, by address.
struct Printer {
    source: String,
    names: BTreeMap<usize, String>,
}

impl Printer {
    /// Gives an entry its name: `FIGURE_MOHAN_CROSSINGS`.
    fn name<T>(&mut self, entry: &T, id: &str) -> String {
        let name = format!("{}_{id}", short_name::<T>()).to_ascii_uppercase().replace('-', "_");
        self.names.insert(address(entry), name.clone());
        name
    }

    /// Prints the private static of an entry.
    fn item<T>(&mut self, entry: &T, id: &str, fields: &[(&str, String)]) {
        let (name, kind) = (self.name(entry, id), short_name::<T>());
        let _ = writeln!(self.source, "static {name}: {kind} = {};", structure(kind, fields));
    }

    /// Entries refer only to entries of the same programme, and those that they name are printed before them.
    fn reference<T>(&self, entry: &T) -> String {
        format!("&{}", self.names[&address(entry)])
    }

    fn references<T>(&self, entries: &[&T]) -> String {
        list(entries.iter().map(|entry| self.reference(*entry)))
    }

    fn optional_reference<T>(&self, entry: Option<&T>) -> String {
        optional(entry.map(|entry| self.reference(entry)))
    }

    fn figure(&mut self, figure: &Figure) {
        let term = |term: &Term| match term {
            Term::Figure(input, at) => format!("Term::Figure({}, {at})", self.reference(*input)),
            other => format!("Term::{other:?}"),
        };
        let fields = [
            ("id", quoted(figure.id)),
            ("label", text(&figure.label)),
            ("short", text(&figure.short)),
            ("unit", self.reference(figure.unit)),
            ("kind", member(figure.kind)),
            ("theme", self.optional_reference(figure.theme)),
            ("side", optional(figure.side.map(member))),
            ("place", self.optional_reference(figure.place)),
            ("observations", list(figure.observations.iter().map(|one| self.observation(one)))),
            ("paragraph", quoted(figure.paragraph)),
            ("note", optional_text(figure.note.as_ref())),
            ("part_of", self.optional_reference(figure.part_of)),
            ("growth_of", self.optional_reference(figure.growth_of)),
            ("formula", list(figure.formula.iter().map(term))),
        ];
        self.item(figure, figure.id, &fields);
    }

    fn observation(&self, observation: &Observation) -> String {
        let fields = [
            ("value", format!("Value::{:?}", observation.value)),
            ("scale", optional(observation.scale.map(member))),
            ("qualifier", optional(observation.qualifier.map(member))),
            ("period", self.reference(observation.period)),
        ];
        structure("Observation", &fields)
    }

    /// `drawn` tells whether a chart shows the model.
    fn model(&mut self, model: &Model, drawn: bool) {
        let text = if drawn { text } else { listed };
        let optional_text = |entry: Option<&Text>| optional(entry.map(text));
        let part = |part: &Part| match part {
            Part::One(one) => format!("Part::One({})", text(one)),
            Part::Joined(first, join, second) => {
                format!("Part::Joined({}, {}, {})", text(first), member(*join), text(second))
            }
        };
        let fields = [
            ("id", quoted(model.id)),
            ("name", text(&model.name)),
            ("topic", text(&model.topic)),
            ("theme", self.optional_reference(model.theme)),
            ("parts", list(model.parts.iter().map(part))),
            ("explained", model.explained.to_string()),
            ("status", member(model.status)),
            ("place", optional_text(model.place.as_ref())),
            ("paragraph", quoted(model.paragraph)),
            ("note", optional_text(model.note.as_ref())),
        ];
        self.item(model, model.id, &fields);
    }

    fn project(&mut self, project: &Project) {
        let fields = [
            ("id", quoted(project.id)),
            ("index", project.index.to_string()),
            ("name", listed(&project.name)),
            ("what", listed(&project.what)),
            ("theme", self.reference(project.theme)),
            ("topic", listed(&project.topic)),
            ("place", self.reference(project.place)),
            ("region", self.reference(project.region)),
            ("county", optional_listed(project.county.as_ref())),
            ("site", optional_listed(project.site.as_ref())),
            ("place_note", optional_listed(project.place_note.as_ref())),
            ("partners", self.references(project.partners)),
            ("link", member(project.link)),
            ("status", member(project.status)),
            ("figures", self.references(project.figures)),
            ("models", self.references(project.models)),
            ("paragraphs", list(project.paragraphs.iter().map(|paragraph| quoted(paragraph)))),
            ("note", optional_listed(project.note.as_ref())),
            ("search", bundled(SEARCH, project.search)),
        ];
        self.item(project, project.id, &fields);
    }

    fn event(&mut self, event: &Event) {
        let fields = [
            ("id", quoted(event.id)),
            ("when", text(&event.when)),
            ("text", text(&event.text)),
            ("kind", member(event.kind)),
            ("start", format!("{:?}", event.start)),
            ("end", format!("{:?}", event.end)),
            ("basis", member(event.basis)),
            ("theme", self.optional_reference(event.theme)),
            ("figures", self.references(event.figures)),
            ("projects", self.references(event.projects)),
            ("paragraph", quoted(event.paragraph)),
            ("note", optional_text(event.note.as_ref())),
        ];
        self.item(event, event.id, &fields);
    }

    fn panel(&self, panel: &Panel) -> String {
        let groups = |groups: &[Group]| {
            list(groups.iter().map(|group| {
                structure("Group", &[("label", text(&group.label)), ("figures", self.references(group.figures))])
            }))
        };
        let row = |row: &GrowthRow| {
            let fields = [("earlier", row.earlier), ("now", row.now), ("growth", row.growth)];
            structure("GrowthRow", &fields.map(|(field, figure)| (field, self.reference(figure))))
        };
        match panel {
            Panel::Numbers(figures) => format!("Panel::Numbers({})", self.references(figures)),
            Panel::Bars(entries) => format!("Panel::Bars({})", groups(entries)),
            Panel::Paired(entries) => format!("Panel::Paired({})", groups(entries)),
            Panel::Flow(entries) => format!("Panel::Flow({})", groups(entries)),
            Panel::Growth(rows) => format!("Panel::Growth({})", list(rows.iter().map(row))),
            Panel::Range(figures) => format!("Panel::Range({})", self.references(figures)),
            Panel::Timeline => "Panel::Timeline".to_owned(),
            Panel::Structure(models) => format!("Panel::Structure({})", self.references(models)),
        }
    }

    fn base_map(&mut self, map: &BaseMap) -> String {
        // every step in one constant, so that it can be sent by itself
        let steps: Vec<(i16, i16)> = map.arcs.iter().flat_map(|arc| arc.iter().copied()).collect();
        let _ = writeln!(self.source, "const STEPS: &[(i16, i16)] = &{steps:?};");
        self.source.push_str(
            "const fn arc(at: usize, length: usize) -> &'static [(i16, i16)] {\n    \
                 STEPS.split_at(at).1.split_at(length).0\n\
             }\n",
        );
        let mut at = 0;
        let arcs = map.arcs.iter().map(|arc| {
            let source = format!("arc({at}, {})", arc.len());
            at += arc.len();
            source
        });
        let arcs: Vec<String> = arcs.collect();
        let fields = [
            ("approval", quoted(map.approval)),
            ("credits", list(map.credits.iter().map(text))),
            ("regions", self.references(map.regions)),
            ("arcs", list(arcs)),
            ("grid", format!("{:?}", map.grid)),
            ("tiles", format!("{:?}", map.tiles)),
        ];
        structure("BaseMap", &fields)
    }

    fn program(&mut self, program: &Program) {
        let source = [
            // the headline is shown in its own language, too
            ("title", format!("Text([{}])", program.source.title.0.map(quoted).join(", "))),
            ("note", text(&program.source.note)),
            ("updated", quoted(program.source.updated)),
        ];
        let fields = [
            ("languages", list(program.languages.iter().map(|language| member(*language)))),
            ("title", text(&program.title)),
            ("subtitle", text(&program.subtitle)),
            ("sea", text(&program.sea)),
            ("mountain", text(&program.mountain)),
            ("source", structure("Source", &source)),
            ("map", self.base_map(&program.map)),
            ("themes", self.references(program.themes)),
            ("partners", self.references(program.partners)),
            ("places", self.references(program.places)),
            ("figures", self.references(program.figures)),
            ("projects", self.references(program.projects)),
            ("models", self.references(program.models)),
            ("timeline", self.references(program.timeline)),
            ("charts", self.references(program.charts)),
            ("headline", self.references(program.headline)),
            ("hash", quoted(program.hash)),
        ];
        let _ = writeln!(self.source, "/// The programme of the article.");
        let _ = writeln!(self.source, "pub static PROGRAM: Program = {};", structure("Program", &fields));
        let texts = |bundle: usize| format!("Bytes::Text(TEXTS_{bundle})");
        let of_languages = (OF_LANGUAGES..OF_LANGUAGES + 2 * Language::COUNT).map(texts);
        let parts = of_languages.chain([texts(SEARCH), "Bytes::Steps(STEPS)".to_owned()]);
        let _ = writeln!(self.source, "/// What the publisher may send by itself, by [`Bundle::index`].");
        let _ = writeln!(self.source, "#[cfg(feature = \"publish\")]");
        let _ = writeln!(
            self.source,
            "pub static BUNDLES: [Bytes; Bundle::COUNT] = {};",
            list(parts).trim_start_matches('&')
        );
    }
}

/// Where an entry stands, which is what tells it from all others of its type.
fn address<T>(entry: &T) -> usize {
    std::ptr::from_ref(entry) as usize
}

/// The name of a type without its path: `Figure`.
fn short_name<T>() -> &'static str {
    type_name::<T>().rsplit("::").next().unwrap_or_default()
}

/// Each entry once, in the order in which they are met.
fn distinct<T>(entries: impl Iterator<Item = &'static T>) -> Vec<&'static T> {
    let mut seen: Vec<&'static T> = Vec::new();
    for entry in entries {
        if !seen.iter().any(|other| std::ptr::eq(*other, entry)) {
            seen.push(entry);
        }
    }
    seen
}

fn structure(type_name: &str, fields: &[(&str, String)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(field, value)| format!("{field}: {value}")).collect();
    format!("{type_name} {{ {} }}", fields.join(", "))
}

fn list(items: impl IntoIterator<Item = String>) -> String {
    format!("&[{}]", items.into_iter().collect::<Vec<_>>().join(", "))
}

fn optional(value: Option<String>) -> String {
    value.map_or_else(|| "None".to_owned(), |value| format!("Some({value})"))
}

/// A text, to be gathered with all others of its bundle.
fn bundled(bundle: usize, text: &str) -> String {
    format!("{OPEN}{bundle}{text}{CLOSE}")
}

/// An id or code.
fn quoted(text: &str) -> String {
    bundled(COMMON, text)
}

/// A text that every view may show.
fn text(text: &Text) -> String {
    in_languages(text, 0)
}

/// A text of projects and models, which only some views show.
fn listed(text: &Text) -> String {
    in_languages(text, 1)
}

fn in_languages(text: &Text, which: usize) -> String {
    let texts = Language::ALL.map(|language| {
        let index = language as usize;
        bundled(OF_LANGUAGES + 2 * index + which, text.0[index])
    });
    format!("Text([{}])", texts.join(", "))
}

fn optional_text(entry: Option<&Text>) -> String {
    optional(entry.map(text))
}

fn optional_listed(entry: Option<&Text>) -> String {
    optional(entry.map(listed))
}

/// A member of a vocabulary; its name in Rust is what Debug prints.
fn member<T: Debug>(value: T) -> String {
    format!("{}::{value:?}", short_name::<T>())
}
