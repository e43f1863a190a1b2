//! Compiles a checked dataset into its binary form: parses formulas, turns derived figures into figures, and adds
//! borders and search words.

use crate::binary::{Compiled, encode};
use crate::check::CheckedDataset;
use crate::formula::{self, Token};
use crate::model::*;
use crate::reference::Ref;
use crate::search_text;
use crate::topology::{TileGrid, Topology};
use crate::{BarOrder, Decimal, FigureKind, Value};
use std::collections::BTreeMap;

impl CheckedDataset {
    /// The binary form, as [`Dataset::decode`] reads it.
    pub fn to_binary(&self) -> Vec<u8> {
        let mut dataset = self.dataset.clone();
        // a stable sort by time keeps the author's order for equal times; undated entries go last
        dataset.timeline.sort_by(|a, b| {
            let start = |event: &Event| event.start.unwrap_or(f64::INFINITY);
            start(a).total_cmp(&start(b))
        });
        let words: Vec<String> =
            dataset.projects.iter().map(|project| search_text::of_project(project, &self.dataset)).collect();
        for (project, words) in dataset.projects.iter_mut().zip(words) {
            project.search = vec![words];
        }
        let figures: Vec<Figure> = dataset.derived.iter().map(|figure| derived_figure(&self.dataset, figure)).collect();
        let values = self.dataset.figures.iter().chain(&figures);
        let values: BTreeMap<&str, f64> =
            values.map(|figure| (figure.id.as_str(), figure.latest().magnitude())).collect();
        for panel in dataset.charts.iter_mut().flat_map(|chart| &mut chart.panels) {
            put_in_order(panel, &values);
        }
        let formulas = dataset.derived.iter().map(|figure| terms(&self.dataset, figure)).collect();
        let compiled = Compiled {
            geometry: geometry(&self.topology, &self.tiles),
            regions: dataset.map.regions.iter().map(|one| region(one, &self.topology, &self.tiles)).collect(),
            figures,
            formulas,
            hash: self.hash.clone(),
        };
        encode(&dataset, &compiled)
    }

    /// The dataset as the graphic reads it.
    pub fn compiled(&self) -> &'static Dataset {
        Dataset::decode(&self.to_binary()).expect("what was encoded from a checked dataset can be decoded")
    }
}

/// Puts bars into their order. Figures with equal values stay as they are listed.
fn put_in_order(panel: &mut Panel, values: &BTreeMap<&str, f64>) {
    let Some(BarOrder::GreatestFirst) = panel.order else { return };
    let value = |id: &Ref<Figure>| values[id.id()];
    let greatest = |group: &Group| group.figures.first().map_or(0.0, value);
    for group in &mut panel.groups {
        group.figures.sort_by(|a, b| value(b).total_cmp(&value(a)));
    }
    panel.groups.sort_by(|a, b| greatest(b).total_cmp(&greatest(a)));
}

/// Converts a derived figure into an ordinary one. Its paragraph is that of its first input.
fn derived_figure(dataset: &Dataset, figure: &DerivedFigure) -> Figure {
    // no qualifier: the wording already marks every derived value as approximate
    let observation = Observation {
        value: Value::One(figure.value),
        scale: figure.scale,
        qualifier: None,
        period: figure.period.clone(),
    };
    Figure {
        id: figure.id.clone(),
        label: figure.label.clone(),
        short: figure.short.clone(),
        unit: figure.unit.clone(),
        kind: FigureKind::Derived,
        theme: figure.theme.clone(),
        side: figure.side,
        place: None,
        observations: vec![observation],
        paragraph: first_paragraph(dataset, figure),
        note: Some(figure.caveat.clone()),
        part_of: None,
        growth_of: None,
        formula: Vec::new(),
    }
}

/// The paragraph of the first input from the article, followed through the formulas of other derived figures.
fn first_paragraph(dataset: &Dataset, figure: &DerivedFigure) -> String {
    let inputs = formula::tokens(&figure.formula).unwrap_or_default();
    let first = inputs.iter().find_map(|token| match token {
        Token::Id(name) => Some(formula::named(name).0),
        _ => None,
    });
    let Some(id) = first else { return String::new() };
    if let Some(printed) = dataset.figures.iter().find(|figure| figure.id == id) {
        return printed.paragraph.clone();
    }
    let derived = dataset.derived.iter().find(|figure| figure.id == id);
    derived.map(|figure| first_paragraph(dataset, figure)).unwrap_or_default()
}

/// The terms of a formula, each figure with the index of its observation.
fn terms(dataset: &Dataset, figure: &DerivedFigure) -> Vec<Term> {
    let tokens = formula::tokens(&figure.formula).unwrap_or_default();
    let term = |token: &Token| match token {
        Token::Id(name) => {
            let (id, period) = formula::named(name);
            let printed = dataset.figures.iter().find(|figure| figure.id == id);
            let of_period =
                |period| printed?.observations.iter().position(|observation| observation.period.id() == period);
            Some(Term::Figure(Ref::new(id), period.map_or(Some(0), of_period)?))
        }
        Token::Number(number) => Decimal::parse(number).map(Term::Number),
        Token::Sign(sign) => Some(Term::Sign(*sign)),
    };
    tokens.iter().filter_map(term).collect()
}

fn geometry(topology: &Topology, tiles: &TileGrid) -> Geometry {
    Geometry {
        arcs: topology.arcs.clone(),
        grid: Grid {
            west: topology.translate.0,
            south: topology.translate.1,
            step_east: topology.scale.0,
            step_north: topology.scale.1,
            narrowing: topology.middle_latitude().to_radians().cos(),
        },
        tiles: tiles.size,
    }
}

fn region(region: &Region, topology: &Topology, tiles: &TileGrid) -> RegionGeometry {
    RegionGeometry {
        rings: topology.regions.get(&region.adcode).cloned().unwrap_or_default(),
        label_at: topology.label_point(&region.adcode).unwrap_or_default(),
        tile: tiles.tiles.get(&region.adcode).copied().unwrap_or_default(),
    }
}

/// Every figure, derived or not, after those that it names; the error lists those that name each other in a cycle.
pub(crate) fn figures_in_order(dataset: &Dataset) -> Result<Vec<&str>, Vec<&str>> {
    let printed = dataset.figures.iter().map(|figure| {
        let others = figure.part_of.iter().chain(&figure.growth_of);
        (figure.id.as_str(), others.map(|other| other.id().to_owned()).collect::<Vec<_>>())
    });
    let derived = dataset.derived.iter().map(|figure| {
        let names = formula::tokens(&figure.formula).unwrap_or_default().into_iter().filter_map(|token| match token {
            Token::Id(name) => Some(formula::named(&name).0.to_owned()),
            _ => None,
        });
        (figure.id.as_str(), names.collect())
    });
    let names: BTreeMap<&str, Vec<String>> = printed.chain(derived).collect();
    // how many of the figures that it names are still to come; names that no figure has are faults of their own
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
