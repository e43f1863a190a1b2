//! Periods, units and figures.

use super::{Place, Theme};
use crate::decimal::Decimal;
use crate::language::Text;
use crate::reference::Ref;
use crate::terms::{FigureKind, PeriodBasis, Qualifier, Scale, Side, UnitStyle};
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// A period that figures share.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// Stable id.
    pub id: String,
    /// As shown: `2023年`, `2023年（推定）`, `报道未注明时间`.
    pub text: Text,
    /// First year, if any year is known.
    #[serde(default)]
    pub from: Option<u16>,
    /// Last year, where the period is longer than a year.
    #[serde(default)]
    pub to: Option<u16>,
    /// How it is known.
    pub basis: PeriodBasis,
}

/// A unit of counting.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Stable id.
    pub id: String,
    /// What follows the number, in each language: `人次`, `crossings`.
    pub text: Text,
    /// The form for exactly one, in languages that have one: `{"en": "crossing"}`.
    #[serde(default)]
    pub one: Text,
    /// `plain` for counts; `year` is written without grouping; `percent` joins the sign to the number.
    #[serde(default)]
    pub style: UnitStyle,
}

/// A figure as the article prints it, or compiled from a [`DerivedFigure`].
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Stable id.
    pub id: String,
    /// Full name, readable alone: `云南派往上海的挂职干部`.
    pub label: Text,
    /// Name on an axis, where the chart's title gives the rest: `挂职干部`.
    pub short: Text,
    /// What is counted.
    pub unit: Ref<Unit>,
    /// What kind of number.
    pub kind: FigureKind,
    /// Theme id; none for figures of the lead.
    #[serde(default)]
    pub theme: Option<Ref<Theme>>,
    /// Whose side the figure counts, or where a flow starts.
    #[serde(default)]
    pub side: Option<Side>,
    /// Place id, where the figure belongs to one.
    #[serde(default)]
    pub place: Option<Ref<Place>>,
    /// One entry a period, oldest first.
    pub observations: Vec<Observation>,
    /// Paragraph of the article; of a derived figure that of its first input.
    pub paragraph: String,
    /// What a reader must know before quoting it.
    #[serde(default)]
    pub note: Option<Text>,
    /// Id of the figure of which this one is a part (其中).
    #[serde(default)]
    pub part_of: Option<Ref<Figure>>,
    /// Id of the figure whose growth this percentage is.
    #[serde(default)]
    pub growth_of: Option<Ref<Figure>>,
    /// Compiled: the formula of a derived figure; empty for the article's own.
    #[serde(skip)]
    pub formula: Vec<Term>,
}

impl Figure {
    /// The latest observation.
    pub fn latest(&self) -> &Observation {
        self.observations.last().expect("the checks let no figure without an observation pass")
    }

    /// Whether its number says something when it stands alone in large numerals: a year, a month and a number that is part
    /// of a name do not, and belong to sentences, the timeline and tables.
    pub fn suits_headline(&self) -> bool {
        let dates = matches!(self.kind, FigureKind::Year | FigureKind::Month | FigureKind::CountInName);
        !dates && self.unit.style != UnitStyle::Year
    }

    /// Whether the figure is ours, not the article's.
    pub fn is_derived(&self) -> bool {
        self.kind == FigureKind::Derived
    }
}

/// One value of a figure.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// The value, in units of its scale.
    pub value: Value,
    /// The power of ten printed as a word with the number: `万` or `亿`.
    #[serde(default)]
    pub scale: Option<Scale>,
    /// How far it is exact.
    #[serde(default)]
    pub qualifier: Option<Qualifier>,
    /// Period id.
    pub period: Ref<Period>,
}

impl Observation {
    /// The value in the unit itself, for geometry: 49.8万 is 498,000. A range answers its upper end.
    pub fn magnitude(&self) -> f64 {
        self.ends()[1]
    }

    /// Whether the value is a range, not one number.
    pub fn is_range(&self) -> bool {
        matches!(self.value, Value::Range(..))
    }

    /// The same of both ends of a range; of a number, twice itself.
    pub fn ends(&self) -> [f64; 2] {
        let power = self.scale.map_or(0, Scale::power);
        self.value.ends().map(|value| value.shifted(power).to_f64())
    }
}

/// A figure that we computed; always shown with its formula and marked as ours.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DerivedFigure {
    /// Stable id, unique among all figures.
    pub id: String,
    /// Full name, readable alone.
    pub label: Text,
    /// Name on an axis.
    pub short: Text,
    /// What is counted.
    pub unit: Ref<Unit>,
    /// Theme id.
    #[serde(default)]
    pub theme: Option<Ref<Theme>>,
    /// Whose side.
    #[serde(default)]
    pub side: Option<Side>,
    /// Arithmetic over figure ids: `+ - * /`, parentheses and numbers, each operator between spaces:
    /// `crossings / ( 1 + crossings-growth / 100 )`.
    pub formula: String,
    /// The result, as shown; checked against the formula.
    pub value: Decimal,
    /// The power of ten printed as a word with the number.
    #[serde(default)]
    pub scale: Option<Scale>,
    /// Period id.
    pub period: Ref<Period>,
    /// Why it must be read with care.
    pub caveat: Text,
}

/// One term of a compiled formula.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Term {
    /// A figure, and which of its observations.
    Figure(Ref<Figure>, usize),
    /// A number.
    Number(Decimal),
    /// `+`, `-`, `*`, `/`, `(` or `)`.
    Sign(char),
}
