//! Joins the entries of a checked dataset into tables: names become references.
//!
//! Tables live as long as the process: whoever assembles one leaks it, once a dataset. The build does so to print them
//! as source ([`crate::emit`]), and the program for datasets of other addresses to show them.

use crate::authoring::*;
use crate::check::CheckedProgram;
use crate::formula::{self, Token};
use crate::*;
use std::collections::BTreeMap;

/// The tables of a checked dataset.
pub fn assemble(checked: &CheckedProgram) -> &'static Program {
    let entry = &checked.entry;
    let mut joined = Joined::default();
    for period in &entry.periods {
        let years = Years::of(period.from, period.to);
        joined.periods.insert(&period.id, leak(Period { text: text(&period.text), years, basis: period.basis }));
    }
    for unit in &entry.units {
        joined.units.insert(&unit.id, leak(Unit { text: text(&unit.text), one: text(&unit.one), style: unit.style }));
    }
    for (index, theme) in entry.themes.iter().enumerate() {
        let (name, summary) = (text(&theme.name), text(&theme.summary));
        joined.themes.insert(&theme.id, leak(Theme { id: line(&theme.id), index, name, summary }));
    }
    for partner in &entry.partners {
        joined.partners.insert(&partner.id, leak(Partner { id: line(&partner.id), name: text(&partner.name) }));
    }
    let map = base_map(checked, &mut joined);
    for place in &entry.places {
        let Some(&region) = joined.regions.get(place.region.as_str()) else { continue };
        let (name, precision) = (text(&place.name), place.precision);
        joined.places.insert(&place.id, leak(Place { name, region, lon: place.lon, lat: place.lat, precision }));
    }
    for id in figures_in_order(entry).unwrap_or_default() {
        let printed = entry.figures.iter().find(|figure| figure.id == id);
        let figure = match (printed, entry.derived.iter().find(|figure| figure.id == id)) {
            (Some(figure), _) => joined.figure(figure),
            (None, Some(figure)) => joined.derived(figure),
            (None, None) => None,
        };
        if let Some(figure) = figure {
            joined.figures.insert(id, leak(figure));
        }
    }
    for model in &entry.models {
        joined.models.insert(&model.id, leak(joined.model(model)));
    }
    for (index, project) in entry.projects.iter().enumerate() {
        if let Some(project_joined) = joined.project(index, project) {
            joined.projects.insert(&project.id, leak(project_joined));
        }
    }
    // in order of time, the undated at the end; a stable sort keeps the author's order otherwise
    let mut events: Vec<&EventEntry> = entry.timeline.iter().collect();
    events.sort_by(|a, b| a.start.unwrap_or(f64::INFINITY).total_cmp(&b.start.unwrap_or(f64::INFINITY)));
    let figures = entry.figures.iter().map(|figure| &figure.id).chain(entry.derived.iter().map(|figure| &figure.id));
    let source = Source {
        title: text(&entry.source.title),
        note: text(&entry.source.note),
        updated: line(&entry.source.updated),
    };
    leak(Program {
        languages: list(entry.languages.iter().filter_map(|tag| Language::from_tag(tag))),
        title: text(&entry.title),
        subtitle: text(&entry.subtitle),
        sea: text(&entry.sides.sea),
        mountain: text(&entry.sides.mountain),
        source,
        map,
        themes: all(&joined.themes, entry.themes.iter().map(|theme| &theme.id)),
        partners: all(&joined.partners, entry.partners.iter().map(|partner| &partner.id)),
        places: all(&joined.places, entry.places.iter().map(|place| &place.id)),
        figures: all(&joined.figures, figures),
        projects: all(&joined.projects, entry.projects.iter().map(|project| &project.id)),
        models: all(&joined.models, entry.models.iter().map(|model| &model.id)),
        timeline: list(events.into_iter().map(|event| leak(joined.event(event)))),
        charts: list(entry.charts.iter().map(|chart| leak(joined.chart(chart)))),
        headline: all(&joined.figures, &entry.headline),
        hash: line(&checked.hash),
    })
}

/// Every figure, derived or not, behind those that it names; the error lists those that name each other in a circle.
pub(crate) fn figures_in_order(entry: &ProgramEntry) -> Result<Vec<&str>, Vec<&str>> {
    let printed = entry.figures.iter().map(|figure| {
        (figure.id.as_str(), figure.part_of.iter().chain(&figure.growth_of).cloned().collect::<Vec<_>>())
    });
    let derived = entry.derived.iter().map(|figure| {
        let names = formula::tokens(&figure.formula).unwrap_or_default().into_iter().filter_map(|token| match token {
            Token::Id(name) => Some(formula::named(&name).0.to_owned()),
            _ => None,
        });
        (figure.id.as_str(), names.collect())
    });
    let names: BTreeMap<&str, Vec<String>> = printed.chain(derived).collect();
    // how many that it names are still to come; names that no figure has are faults of their own
    let mut waiting: BTreeMap<&str, usize> = BTreeMap::new();
    let mut named_by: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (id, others) in &names {
        let known: Vec<&str> =
            others.iter().filter_map(|other| Some(*names.get_key_value(other.as_str())?.0)).collect();
        waiting.insert(id, known.len());
        for other in known {
            named_by.entry(other).or_default().push(id);
        }
    }
    let mut ready: Vec<&str> = waiting.iter().filter(|(_, left)| **left == 0).map(|(id, _)| *id).collect();
    let mut order = Vec::new();
    while let Some(id) = ready.pop() {
        order.push(id);
        for &other in named_by.get(id).into_iter().flatten() {
            if let Some(left) = waiting.get_mut(other) {
                *left -= 1;
                if *left == 0 {
                    ready.push(other);
                }
            }
        }
    }
    if order.len() == waiting.len() {
        return Ok(order);
    }
    Err(waiting.into_iter().filter(|(_, left)| *left > 0).map(|(id, _)| id).collect())
}

/// Entries that stand already, by id.
#[derive(Default)]
struct Joined<'a> {
    periods: BTreeMap<&'a str, &'static Period>,
    units: BTreeMap<&'a str, &'static Unit>,
    themes: BTreeMap<&'a str, &'static Theme>,
    partners: BTreeMap<&'a str, &'static Partner>,
    regions: BTreeMap<&'a str, &'static Region>,
    places: BTreeMap<&'a str, &'static Place>,
    figures: BTreeMap<&'a str, &'static Figure>,
    models: BTreeMap<&'a str, &'static Model>,
    projects: BTreeMap<&'a str, &'static Project>,
}

impl<'a> Joined<'a> {
    fn figure(&self, figure: &FigureEntry) -> Option<Figure> {
        Some(Figure {
            id: line(&figure.id),
            label: text(&figure.label),
            short: text(&figure.short),
            unit: self.units.get(figure.unit.as_str())?,
            kind: figure.kind,
            theme: one(&self.themes, figure.theme.as_ref()),
            side: figure.side,
            place: one(&self.places, figure.place.as_ref()),
            observations: list(figure.observations.iter().filter_map(|observation| self.observation(observation))),
            paragraph: line(&figure.paragraph),
            note: figure.note.as_ref().map(text),
            part_of: one(&self.figures, figure.part_of.as_ref()),
            growth_of: one(&self.figures, figure.growth_of.as_ref()),
            formula: &[],
        })
    }

    fn derived(&self, figure: &DerivedEntry) -> Option<Figure> {
        let terms = list(formula::tokens(&figure.formula).unwrap_or_default().iter().filter_map(|token| match token {
            Token::Id(name) => {
                let (id, period) = formula::named(name);
                let figure: &Figure = self.figures.get(id)?;
                let of_period = |period| {
                    let period = *self.periods.get(period)?;
                    figure.observations.iter().position(|one| std::ptr::eq(one.period, period))
                };
                Some(Term::Figure(figure, period.map_or(Some(0), of_period)?))
            }
            Token::Number(number) => Decimal::parse(number).map(Term::Number),
            Token::Sign(sign) => Some(Term::Sign(*sign)),
        }));
        let first_input =
            terms.iter().find_map(|term| if let Term::Figure(figure, _) = term { Some(figure) } else { None });
        // no qualifier: the wording marks every derived value as approximate by itself
        let observation = ObservationEntry {
            value: ValueEntry::One(figure.value.clone()),
            scale: figure.scale,
            qualifier: None,
            period: figure.period.clone(),
        };
        Some(Figure {
            id: line(&figure.id),
            label: text(&figure.label),
            short: text(&figure.short),
            unit: self.units.get(figure.unit.as_str())?,
            kind: FigureKind::Derived,
            theme: one(&self.themes, figure.theme.as_ref()),
            side: figure.side,
            place: None,
            observations: list(self.observation(&observation)),
            paragraph: first_input.map_or("", |input| input.paragraph),
            note: Some(text(&figure.caveat)),
            part_of: None,
            growth_of: None,
            formula: terms,
        })
    }

    fn observation(&self, entry: &ObservationEntry) -> Option<Observation> {
        // the checks let only decimals pass
        let decimal = |number: &serde_json::Number| Decimal::parse(&number.to_string());
        let value = match &entry.value {
            ValueEntry::One(number) => Value::One(decimal(number)?),
            ValueEntry::Range { min, max } => Value::Range(decimal(min)?, decimal(max)?),
        };
        let period = self.periods.get(entry.period.as_str())?;
        Some(Observation { value, scale: entry.scale, qualifier: entry.qualifier, period })
    }

    fn model(&self, model: &ModelEntry) -> Model {
        let part = |part: &PartEntry| match part {
            PartEntry::One { text: one } => Part::One(text(one)),
            PartEntry::Joined { first, join, second } => Part::Joined(text(first), *join, text(second)),
        };
        Model {
            id: line(&model.id),
            name: text(&model.name),
            topic: text(&model.topic),
            theme: one(&self.themes, model.theme.as_ref()),
            parts: list(model.parts.iter().map(part)),
            explained: model.explained,
            status: model.status,
            place: model.place.as_ref().map(text),
            paragraph: line(&model.paragraph),
            note: model.note.as_ref().map(text),
        }
    }

    fn project(&self, index: usize, project: &ProjectEntry) -> Option<Project> {
        let place = *self.places.get(project.place.as_str())?;
        let region = one(&self.regions, project.region.as_ref()).unwrap_or(place.region);
        let mut joined = Project {
            id: line(&project.id),
            index,
            name: text(&project.name),
            what: text(&project.what),
            theme: self.themes.get(project.theme.as_str())?,
            topic: text(&project.topic),
            place,
            region,
            county: project.county.as_ref().map(text),
            site: project.site.as_ref().map(text),
            place_note: project.place_note.as_ref().map(text),
            partners: all(&self.partners, &project.partners),
            link: project.link,
            status: project.status,
            figures: all(&self.figures, &project.figures),
            models: all(&self.models, &project.models),
            paragraphs: list(project.paragraphs.iter().map(|paragraph| line(paragraph))),
            note: project.note.as_ref().map(text),
            search: "",
        };
        joined.search = line(&search_text::of_project(&joined, &project.search));
        Some(joined)
    }

    fn event(&self, event: &EventEntry) -> Event {
        Event {
            id: line(&event.id),
            when: text(&event.when),
            text: text(&event.text),
            kind: event.kind,
            start: event.start,
            end: event.end,
            basis: event.basis,
            theme: one(&self.themes, event.theme.as_ref()),
            figures: all(&self.figures, &event.figures),
            projects: all(&self.projects, &event.projects),
            paragraph: line(&event.paragraph),
            note: event.note.as_ref().map(text),
        }
    }

    fn chart(&self, chart: &ChartEntry) -> Chart {
        Chart {
            id: line(&chart.id),
            title: text(&chart.title),
            reading: text(&chart.reading),
            note: chart.note.as_ref().map(text),
            theme: one(&self.themes, chart.theme.as_ref()),
            panels: list(chart.panels.iter().map(|panel| self.panel(panel))),
        }
    }

    fn panel(&self, entry: &PanelEntry) -> Panel {
        let groups = |groups: &[GroupEntry]| {
            list(groups.iter().map(|group| {
                let figures = all(&self.figures, &group.figures);
                Group { label: text(&group.label), figures }
            }))
        };
        let row = |row: &GrowthRowEntry| {
            let figure = |id: &String| self.figures.get(id.as_str()).copied();
            Some(GrowthRow { earlier: figure(&row.earlier)?, now: figure(&row.now)?, growth: figure(&row.growth)? })
        };
        match entry {
            PanelEntry::Numbers { figures } => Panel::Numbers(all(&self.figures, figures)),
            PanelEntry::Bars { groups: entries } => Panel::Bars(groups(entries)),
            PanelEntry::Paired { groups: entries } => Panel::Paired(groups(entries)),
            PanelEntry::Flow { groups: entries } => Panel::Flow(groups(entries)),
            PanelEntry::Growth { rows } => Panel::Growth(list(rows.iter().filter_map(row))),
            PanelEntry::Range { figures } => Panel::Range(all(&self.figures, figures)),
            PanelEntry::Timeline {} => Panel::Timeline,
            PanelEntry::Structure { models } => Panel::Structure(all(&self.models, models)),
        }
    }
}

fn base_map<'a>(checked: &'a CheckedProgram, joined: &mut Joined<'a>) -> BaseMap {
    let map = &checked.entry.map;
    let topology = &checked.topology;
    for region in &map.regions {
        let adcode = region.adcode.as_str();
        let rings = topology.regions.get(adcode).into_iter().flatten();
        let (name, short) = (text(&region.name), text(&region.short));
        let region = Region {
            adcode: line(adcode),
            name,
            short,
            rings: list(rings.map(|ring| list(ring.iter().copied()))),
            label_at: topology.label_point(adcode).unwrap_or_default(),
            tile: checked.tiles.tiles.get(adcode).copied().unwrap_or_default(),
        };
        joined.regions.insert(adcode, leak(region));
    }
    BaseMap {
        approval: line(&map.approval),
        credits: list(map.credits.iter().map(text)),
        regions: all(&joined.regions, map.regions.iter().map(|region| &region.adcode)),
        arcs: list(topology.arcs.iter().map(|arc| list(arc.iter().copied()))),
        grid: Grid {
            west: topology.translate.0,
            south: topology.translate.1,
            step_east: topology.scale.0,
            step_north: topology.scale.1,
            narrowing: topology.middle_latitude().to_radians().cos(),
        },
        tiles: checked.tiles.size,
    }
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn list<T>(items: impl IntoIterator<Item = T>) -> &'static [T] {
    items.into_iter().collect::<Vec<_>>().leak()
}

fn line(line: &str) -> &'static str {
    line.to_owned().leak()
}

/// A text, its languages in the order of the widget's.
fn text(entry: &TextEntry) -> Text {
    Text(Language::ALL.map(|language| entry.get(language.tag()).map_or("", |text| line(text))))
}

/// The entry of an id, where there is an id.
fn one<T>(table: &BTreeMap<&str, &'static T>, id: Option<&String>) -> Option<&'static T> {
    table.get(id?.as_str()).copied()
}

/// The entries of ids, which the checks have found to exist.
fn all<'i, T>(table: &BTreeMap<&str, &'static T>, ids: impl IntoIterator<Item = &'i String>) -> &'static [&'static T] {
    list(ids.into_iter().filter_map(|id| table.get(id.as_str()).copied()))
}
