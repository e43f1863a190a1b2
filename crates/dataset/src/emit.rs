//! Makes the static tables: Rust source for the build, one static an entry, joined by references.
//!
//! Statics are named by the ids of their entries, so that a reference needs no look-up and cannot fail.

use crate::authoring::*;
use crate::check::CheckedProgram;
use crate::formula::{self, Token};
use crate::{Decimal, Language, search_text};
use std::fmt::{Debug, Write};

/// Rust source of the tables of a programme, for a module that has `use shanhai_dataset::*;`.
pub fn emit(program: &CheckedProgram) -> String {
    let entry = &program.entry;
    let mut out = Source(String::new());
    for period in &entry.periods {
        emit_period(&mut out, period);
    }
    for unit in &entry.units {
        emit_unit(&mut out, unit);
    }
    for (index, theme) in entry.themes.iter().enumerate() {
        emit_theme(&mut out, index, theme);
    }
    for partner in &entry.partners {
        let fields = [("id", quoted(&partner.id)), ("name", text(&partner.name))];
        out.item(&name("PARTNER", &partner.id), "Partner", &fields);
    }
    for region in &entry.map.regions {
        emit_region(&mut out, program, region);
    }
    for place in &entry.places {
        emit_place(&mut out, place);
    }
    for figure in &entry.figures {
        emit_figure(&mut out, figure);
    }
    for figure in &entry.derived {
        emit_derived(&mut out, entry, figure);
    }
    for model in &entry.models {
        emit_model(&mut out, model);
    }
    for (index, project) in entry.projects.iter().enumerate() {
        emit_project(&mut out, entry, index, project);
    }
    for event in &entry.timeline {
        emit_event(&mut out, event);
    }
    for chart in &entry.charts {
        emit_chart(&mut out, chart);
    }
    emit_program(&mut out, program);
    with_texts_gathered(&out.0)
}

/// Brackets around a text in the source as it grows: control characters, which no checked text holds.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

/// Replaces every bracketed text by a slice of one constant that holds each text once, those with Han characters first:
/// like beside like packs best. Measured: 3 kB less after brotli than with a literal in each place.
fn with_texts_gathered(source: &str) -> String {
    let texts = || source.split(OPEN).skip(1).filter_map(|rest| rest.split(CLOSE).next());
    let is_han = |text: &&str| text.chars().any(|letter| ('\u{3400}'..='\u{9fff}').contains(&letter));
    let mut gathered = String::new();
    for text in texts().filter(is_han).chain(texts().filter(|text| !is_han(text))) {
        if !gathered.contains(text) {
            gathered.push_str(text);
        }
    }
    let mut out = format!(
        "const TEXTS: &str = {gathered:?};\n\n\
         const fn text(at: usize, length: usize) -> &'static str {{\n    \
             TEXTS.split_at(at).1.split_at(length).0\n\
         }}\n\n"
    );
    for (index, piece) in source.split(OPEN).enumerate() {
        match piece.split_once(CLOSE).filter(|_| index > 0) {
            Some((text, rest)) => {
                let at = gathered.find(text).unwrap_or_default();
                let _ = write!(out, "text({at}, {}){rest}", text.len());
            }
            None => out.push_str(piece),
        }
    }
    out
}

/// The source as it grows.
struct Source(String);

impl Source {
    /// A private static.
    fn item(&mut self, name: &str, type_name: &str, fields: &[(&str, String)]) {
        let _ = writeln!(self.0, "static {name}: {type_name} = {};", structure(type_name, fields));
    }
}

fn structure(type_name: &str, fields: &[(&str, String)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(field, value)| format!("{field}: {value}")).collect();
    format!("{type_name} {{ {} }}", fields.join(", "))
}

/// The static of an entry: `FIGURE_MOHAN_CROSSINGS`.
fn name(kind: &str, id: &str) -> String {
    format!("{kind}_{}", id.to_ascii_uppercase().replace('-', "_"))
}

fn reference(kind: &str, id: &str) -> String {
    format!("&{}", name(kind, id))
}

fn references<'a>(kind: &str, ids: impl IntoIterator<Item = &'a String>) -> String {
    list(ids.into_iter().map(|id| reference(kind, id)))
}

fn list(items: impl IntoIterator<Item = String>) -> String {
    format!("&[{}]", items.into_iter().collect::<Vec<_>>().join(", "))
}

fn optional(value: Option<String>) -> String {
    value.map_or_else(|| "None".to_owned(), |value| format!("Some({value})"))
}

fn optional_reference(kind: &str, id: Option<&String>) -> String {
    optional(id.map(|id| reference(kind, id)))
}

/// A text, to be gathered with all others.
fn quoted(text: &str) -> String {
    format!("{OPEN}{text}{CLOSE}")
}

fn quoted_list(texts: &[String]) -> String {
    list(texts.iter().map(|text| quoted(text)))
}

/// A text, its languages in the order of the widget's.
fn text(entry: &TextEntry) -> String {
    let texts = Language::ALL.map(|language| quoted(entry.get(language.tag()).map_or("", String::as_str)));
    format!("Text([{}])", texts.join(", "))
}

fn optional_text(entry: Option<&TextEntry>) -> String {
    optional(entry.map(text))
}

/// A member of a vocabulary; its name in Rust is what Debug prints.
fn member(type_name: &str, value: impl Debug) -> String {
    format!("{type_name}::{value:?}")
}

fn optional_member(type_name: &str, value: Option<impl Debug>) -> String {
    optional(value.map(|value| member(type_name, value)))
}

/// The checks let only decimals pass.
fn decimal(number: &serde_json::Number) -> String {
    format!("{:?}", Decimal::parse(&number.to_string()).unwrap_or(Decimal::whole(0)))
}

fn emit_period(out: &mut Source, period: &PeriodEntry) {
    // one that no figure names is no reason for a warning
    out.0.push_str("#[allow(dead_code)]\n");
    let fields = [("text", text(&period.text)), ("basis", member("PeriodBasis", period.basis))];
    out.item(&name("PERIOD", &period.id), "Period", &fields);
}

fn emit_unit(out: &mut Source, unit: &UnitEntry) {
    out.0.push_str("#[allow(dead_code)]\n");
    let fields = [("text", text(&unit.text)), ("one", text(&unit.one)), ("style", member("UnitStyle", unit.style))];
    out.item(&name("UNIT", &unit.id), "Unit", &fields);
}

fn emit_theme(out: &mut Source, index: usize, theme: &ThemeEntry) {
    let fields = [
        ("id", quoted(&theme.id)),
        ("index", index.to_string()),
        ("name", text(&theme.name)),
        ("summary", text(&theme.summary)),
    ];
    out.item(&name("THEME", &theme.id), "Theme", &fields);
}

fn emit_region(out: &mut Source, program: &CheckedProgram, region: &RegionEntry) {
    let adcode = &region.adcode;
    let rings = program.topology.regions.get(adcode).into_iter().flatten();
    let fields = [
        ("adcode", quoted(adcode)),
        ("name", text(&region.name)),
        ("short", text(&region.short)),
        ("rings", list(rings.map(|ring| format!("&{ring:?}")))),
        ("label_at", format!("{:?}", program.topology.label_point(adcode).unwrap_or_default())),
        ("tile", format!("{:?}", program.tiles.tiles.get(adcode).copied().unwrap_or_default())),
    ];
    out.item(&name("REGION", adcode), "Region", &fields);
}

fn emit_place(out: &mut Source, place: &PlaceEntry) {
    let fields = [
        ("name", text(&place.name)),
        ("region", reference("REGION", &place.region)),
        ("lon", format!("{:?}", place.lon)),
        ("lat", format!("{:?}", place.lat)),
        ("precision", member("Precision", place.precision)),
    ];
    out.item(&name("PLACE", &place.id), "Place", &fields);
}

fn emit_figure(out: &mut Source, figure: &FigureEntry) {
    let fields = [
        ("id", quoted(&figure.id)),
        ("label", text(&figure.label)),
        ("short", text(&figure.short)),
        ("unit", reference("UNIT", &figure.unit)),
        ("kind", member("FigureKind", figure.kind)),
        ("theme", optional_reference("THEME", figure.theme.as_ref())),
        ("side", optional_member("Side", figure.side)),
        ("place", optional_reference("PLACE", figure.place.as_ref())),
        ("observations", list(figure.observations.iter().map(observation))),
        ("paragraph", quoted(&figure.paragraph)),
        ("note", optional_text(figure.note.as_ref())),
        ("part_of", optional_reference("FIGURE", figure.part_of.as_ref())),
        ("growth_of", optional_reference("FIGURE", figure.growth_of.as_ref())),
        ("formula", list([])),
    ];
    out.item(&name("FIGURE", &figure.id), "Figure", &fields);
}

fn observation(entry: &ObservationEntry) -> String {
    let value = match &entry.value {
        ValueEntry::One(number) => format!("Value::One({})", decimal(number)),
        ValueEntry::Range { min, max } => format!("Value::Range({}, {})", decimal(min), decimal(max)),
    };
    let fields = [
        ("value", value),
        ("scale", optional_member("Scale", entry.scale)),
        ("qualifier", optional_member("Qualifier", entry.qualifier)),
        ("period", reference("PERIOD", &entry.period)),
    ];
    structure("Observation", &fields)
}

fn emit_derived(out: &mut Source, program: &ProgramEntry, derived: &DerivedEntry) {
    let tokens = formula::tokens(&derived.formula).unwrap_or_default();
    let first_input = tokens.iter().find_map(|token| match token {
        Token::Id(id) => program.figures.iter().find(|figure| &figure.id == id),
        _ => None,
    });
    let term = |token: &Token| match token {
        Token::Id(id) => format!("Term::Figure({})", reference("FIGURE", id)),
        Token::Number(number) => {
            format!("Term::Number({:?})", Decimal::parse(number).unwrap_or(Decimal::whole(0)))
        }
        Token::Sign(sign) => format!("Term::Sign({sign:?})"),
    };
    // no qualifier: the wording marks every derived value as approximate by itself
    let value = ObservationEntry {
        value: ValueEntry::One(derived.value.clone()),
        scale: derived.scale,
        qualifier: None,
        period: derived.period.clone(),
    };
    let fields = [
        ("id", quoted(&derived.id)),
        ("label", text(&derived.label)),
        ("short", text(&derived.short)),
        ("unit", reference("UNIT", &derived.unit)),
        ("kind", "FigureKind::Derived".to_owned()),
        ("theme", optional_reference("THEME", derived.theme.as_ref())),
        ("side", optional_member("Side", derived.side)),
        ("place", optional(None)),
        ("observations", list([observation(&value)])),
        ("paragraph", quoted(first_input.map_or("", |figure| &figure.paragraph))),
        ("note", optional_text(Some(&derived.caveat))),
        ("part_of", optional(None)),
        ("growth_of", optional(None)),
        ("formula", list(tokens.iter().map(term))),
    ];
    out.item(&name("FIGURE", &derived.id), "Figure", &fields);
}

fn emit_model(out: &mut Source, model: &ModelEntry) {
    let part = |part: &PartEntry| match part {
        PartEntry::One { text: one } => format!("Part::One({})", text(one)),
        PartEntry::Joined { first, join, second } => {
            format!("Part::Joined({}, {}, {})", text(first), member("Join", join), text(second))
        }
    };
    let fields = [
        ("id", quoted(&model.id)),
        ("name", text(&model.name)),
        ("topic", text(&model.topic)),
        ("theme", optional_reference("THEME", model.theme.as_ref())),
        ("parts", list(model.parts.iter().map(part))),
        ("explained", model.explained.to_string()),
        ("status", member("Status", model.status)),
        ("place", optional_text(model.place.as_ref())),
        ("paragraph", quoted(&model.paragraph)),
        ("note", optional_text(model.note.as_ref())),
    ];
    out.item(&name("MODEL", &model.id), "Model", &fields);
}

fn emit_project(out: &mut Source, program: &ProgramEntry, index: usize, project: &ProjectEntry) {
    // both are there: the checks have looked
    let Some(place) = program.places.iter().find(|place| place.id == project.place) else {
        return;
    };
    let adcode = project.region.as_ref().unwrap_or(&place.region);
    let Some(region) = program.map.regions.iter().find(|region| &region.adcode == adcode) else {
        return;
    };
    let fields = [
        ("id", quoted(&project.id)),
        ("index", index.to_string()),
        ("name", text(&project.name)),
        ("what", text(&project.what)),
        ("theme", reference("THEME", &project.theme)),
        ("topic", text(&project.topic)),
        ("place", reference("PLACE", &project.place)),
        ("region", reference("REGION", adcode)),
        ("county", optional_text(project.county.as_ref())),
        ("site", optional_text(project.site.as_ref())),
        ("place_note", optional_text(project.place_note.as_ref())),
        ("partners", references("PARTNER", &project.partners)),
        ("link", member("Link", project.link)),
        ("status", member("Status", project.status)),
        ("figures", references("FIGURE", &project.figures)),
        ("models", references("MODEL", &project.models)),
        ("paragraphs", quoted_list(&project.paragraphs)),
        ("note", optional_text(project.note.as_ref())),
        ("search", quoted(&search_text::of_project(project, place, region, program))),
    ];
    out.item(&name("PROJECT", &project.id), "Project", &fields);
}

fn emit_event(out: &mut Source, event: &EventEntry) {
    let fields = [
        ("id", quoted(&event.id)),
        ("when", text(&event.when)),
        ("text", text(&event.text)),
        ("kind", member("EventKind", event.kind)),
        ("start", format!("{:?}", event.start)),
        ("end", format!("{:?}", event.end)),
        ("basis", member("PeriodBasis", event.basis)),
        ("theme", optional_reference("THEME", event.theme.as_ref())),
        ("figures", references("FIGURE", &event.figures)),
        ("projects", references("PROJECT", &event.projects)),
        ("paragraph", quoted(&event.paragraph)),
        ("note", optional_text(event.note.as_ref())),
    ];
    out.item(&name("EVENT", &event.id), "Event", &fields);
}

fn emit_chart(out: &mut Source, chart: &ChartEntry) {
    let fields = [
        ("id", quoted(&chart.id)),
        ("title", text(&chart.title)),
        ("reading", text(&chart.reading)),
        ("note", optional_text(chart.note.as_ref())),
        ("theme", optional_reference("THEME", chart.theme.as_ref())),
        ("panels", list(chart.panels.iter().map(panel))),
    ];
    out.item(&name("CHART", &chart.id), "Chart", &fields);
}

fn panel(entry: &PanelEntry) -> String {
    let groups = |groups: &[GroupEntry]| {
        list(groups.iter().map(|group| {
            structure("Group", &[("label", text(&group.label)), ("figures", references("FIGURE", &group.figures))])
        }))
    };
    let row = |row: &GrowthRowEntry| {
        let fields = [("earlier", &row.earlier), ("now", &row.now), ("growth", &row.growth)];
        structure("GrowthRow", &fields.map(|(field, id)| (field, reference("FIGURE", id))))
    };
    match entry {
        PanelEntry::Numbers { figures } => format!("Panel::Numbers({})", references("FIGURE", figures)),
        PanelEntry::Bars { groups: entries } => format!("Panel::Bars({})", groups(entries)),
        PanelEntry::Paired { groups: entries } => format!("Panel::Paired({})", groups(entries)),
        PanelEntry::Flow { groups: entries } => format!("Panel::Flow({})", groups(entries)),
        PanelEntry::Growth { rows } => format!("Panel::Growth({})", list(rows.iter().map(row))),
        PanelEntry::Range { figures } => format!("Panel::Range({})", references("FIGURE", figures)),
        PanelEntry::Timeline {} => "Panel::Timeline".to_owned(),
        PanelEntry::Structure { models } => format!("Panel::Structure({})", references("MODEL", models)),
    }
}

fn base_map(program: &CheckedProgram) -> String {
    let map = &program.entry.map;
    let topology = &program.topology;
    let grid = [
        ("west", topology.translate.0),
        ("south", topology.translate.1),
        ("step_east", topology.scale.0),
        ("step_north", topology.scale.1),
        ("narrowing", topology.middle_latitude().to_radians().cos()),
    ];
    let fields = [
        ("approval", quoted(&map.approval)),
        ("credits", list(map.credits.iter().map(text))),
        ("regions", references("REGION", map.regions.iter().map(|region| &region.adcode))),
        ("arcs", list(topology.arcs.iter().map(|arc| format!("&{arc:?}")))),
        ("grid", structure("Grid", &grid.map(|(field, value)| (field, format!("{value:?}"))))),
        ("tiles", format!("{:?}", program.tiles.size)),
    ];
    structure("BaseMap", &fields)
}

fn emit_program(out: &mut Source, program: &CheckedProgram) {
    let entry = &program.entry;
    let source = [
        ("title", text(&entry.source.title)),
        ("note", text(&entry.source.note)),
        ("updated", quoted(&entry.source.updated)),
    ];
    let figures = entry.figures.iter().map(|figure| &figure.id).chain(entry.derived.iter().map(|figure| &figure.id));
    // in order of time, the undated at the end; a stable sort keeps the author's order otherwise
    let mut events: Vec<&EventEntry> = entry.timeline.iter().collect();
    events.sort_by(|a, b| a.start.unwrap_or(f64::INFINITY).total_cmp(&b.start.unwrap_or(f64::INFINITY)));
    let fields = [
        ("title", text(&entry.title)),
        ("subtitle", text(&entry.subtitle)),
        ("sea", text(&entry.sides.sea)),
        ("mountain", text(&entry.sides.mountain)),
        ("source", structure("Source", &source)),
        ("map", base_map(program)),
        ("themes", references("THEME", entry.themes.iter().map(|theme| &theme.id))),
        ("partners", references("PARTNER", entry.partners.iter().map(|partner| &partner.id))),
        ("places", references("PLACE", entry.places.iter().map(|place| &place.id))),
        ("figures", references("FIGURE", figures)),
        ("projects", references("PROJECT", entry.projects.iter().map(|project| &project.id))),
        ("models", references("MODEL", entry.models.iter().map(|model| &model.id))),
        ("timeline", references("EVENT", events.iter().map(|event| &event.id))),
        ("charts", references("CHART", entry.charts.iter().map(|chart| &chart.id))),
        ("headline", references("FIGURE", &entry.headline)),
        ("hash", quoted(&program.hash)),
    ];
    let _ = writeln!(out.0, "/// The programme of the article.");
    let _ = writeln!(out.0, "pub static PROGRAM: Program = {};", structure("Program", &fields));
}
