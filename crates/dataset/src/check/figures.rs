//! Checks on periods, units, figures and derived figures.

use super::{AnyFigure, Checker, List};
use crate::compile::figures_in_order;
use crate::formula::{self, Token, Units};
use crate::model::{DerivedFigure, Figure, Observation};
use crate::{Decimal, FigureKind, PeriodBasis, Scale, UnitStyle, Value};

/// The most digits that a number may have when written in full: an i64 always holds that many.
const MAX_DIGITS: usize = 18;

impl Checker<'_> {
    pub(super) fn periods(&mut self) {
        let periods = &self.dataset.periods;
        self.ids("periods", periods.iter().map(|period| &period.id));
        for (i, period) in periods.iter().enumerate() {
            let path = format!("periods[{i}]");
            self.text(&format!("{path}.text"), &period.text);
            for (field, year) in [("from", period.from), ("to", period.to)] {
                if let Some(year) = year {
                    self.year(&format!("{path}.{field}"), f64::from(year));
                }
            }
            let from = format!("{path}.from");
            let stated = period.basis != PeriodBasis::NotStated;
            match (period.from, period.to) {
                (Some(year), _) if !stated => {
                    self.fault(
                        &from,
                        format!("{year}"),
                        "no year where the basis is not-stated",
                        "Remove it, or correct the basis.",
                    );
                }
                (None, _) if stated => {
                    let expected = format!("a year where the basis is {}", period.basis.id());
                    self.fault(&from, "nothing", expected, "Add the first year, or set the basis to not-stated.");
                }
                (None, Some(to)) => {
                    self.fault(
                        &format!("{path}.to"),
                        format!("{to}"),
                        "no last year without a first one",
                        "Remove it.",
                    );
                }
                (Some(first), Some(last)) if first > last => {
                    let expected = format!("{first} or later, as the period begins then");
                    self.fault(&format!("{path}.to"), format!("{last}"), expected, "Put the earlier year into `from`.");
                }
                _ => {}
            }
        }
    }

    pub(super) fn units(&mut self) {
        let units = &self.dataset.units;
        self.ids("units", units.iter().map(|unit| &unit.id));
        for (i, unit) in units.iter().enumerate() {
            self.text(&format!("units[{i}].text"), &unit.text);
            self.text_in_some(&format!("units[{i}].one"), &unit.one);
        }
    }

    /// Figures of the article. They share one namespace of ids with derived figures.
    pub(super) fn figures(&mut self) {
        let dataset = self.dataset;
        self.ids("figures", dataset.figures.iter().map(|figure| &figure.id));
        for (i, figure) in dataset.figures.iter().enumerate() {
            let path = format!("figures[{i}]");
            self.text(&format!("{path}.label"), &figure.label);
            self.text(&format!("{path}.short"), &figure.short);
            self.optional_text(&format!("{path}.note"), figure.note.as_ref());
            self.reference(&format!("{path}.unit"), List::Unit, &figure.unit);
            self.optional_reference(&format!("{path}.theme"), List::Theme, figure.theme.as_ref());
            self.optional_reference(&format!("{path}.place"), List::Place, figure.place.as_ref());
            self.reference(&format!("{path}.paragraph"), List::Paragraph, &figure.paragraph);
            self.observations(&path, figure);
            self.kind(&path, figure);
            self.part(&path, figure);
        }
        if let Err(circle) = figures_in_order(dataset) {
            let found = format!("{}, each of which leads back to itself", circle.join(", "));
            let expected = "no circle of part_of, growth_of and formulas";
            self.fault("figures", found, expected, "Remove the reference that closes the circle.");
        }
    }

    fn observations(&mut self, path: &str, figure: &Figure) {
        if figure.observations.is_empty() {
            self.fault(&format!("{path}.observations"), "an empty list", "at least one value", "Add the value.");
        }
        let style = self.unit(&figure.unit).map(|unit| unit.style);
        let mut before: Option<u16> = None;
        for (i, observation) in figure.observations.iter().enumerate() {
            let path = format!("{path}.observations[{i}]");
            self.value(&format!("{path}.value"), observation, style);
            self.reference(&format!("{path}.period"), List::Period, &observation.period);
            if figure.observations[..i].iter().any(|other| other.period == observation.period) {
                let found = format!("`{}` again", observation.period);
                self.fault(
                    &format!("{path}.period"),
                    found,
                    "one value a period",
                    "Remove one, or correct its period.",
                );
            }
            let from = self
                .dataset
                .periods
                .iter()
                .find(|period| period.id == observation.period.id())
                .and_then(|period| period.from);
            if let (Some(before), Some(from)) = (before, from)
                && from < before
            {
                let expected = format!("a period of {before} or later: the oldest value stands first");
                self.fault(&format!("{path}.period"), format!("`{}`", observation.period), expected, "Sort by time.");
            }
            before = from.or(before);
        }
    }

    fn value(&mut self, path: &str, observation: &Observation, style: Option<UnitStyle>) {
        match observation.value {
            Value::One(number) => {
                self.number(path, number, observation.scale, style);
            }
            Value::Range(min, max) => {
                let least = self.number(&format!("{path}.min"), min, observation.scale, style);
                let greatest = self.number(&format!("{path}.max"), max, observation.scale, style);
                if let (Some(least), Some(greatest)) = (least, greatest)
                    && least.to_f64() >= greatest.to_f64()
                {
                    self.fault(
                        path,
                        format!("{least} to {greatest}"),
                        "min below max",
                        "Swap them, or write one number.",
                    );
                }
            }
        }
    }

    /// A number: plain digits, not too many of them, and not below zero unless it is a percentage.
    fn number(
        &mut self,
        path: &str,
        decimal: Decimal,
        scale: Option<Scale>,
        style: Option<UnitStyle>,
    ) -> Option<Decimal> {
        let text = decimal.to_string();
        let digits = text.bytes().filter(u8::is_ascii_digit).count() + usize::from(scale.map_or(0, Scale::power));
        if digits > MAX_DIGITS {
            let expected = format!("a decimal number of at most {MAX_DIGITS} digits, its scale included");
            self.fault(path, format!("`{text}`"), expected, "Write fewer digits.");
            return None;
        }
        if decimal.digits < 0 && style != Some(UnitStyle::Percent) {
            self.fault(path, format!("`{text}`"), "nought or more; only percentages may be less", "Remove the sign.");
        }
        if style == Some(UnitStyle::Year) {
            self.year(path, decimal.shifted(scale.map_or(0, Scale::power)).to_f64());
        }
        Some(decimal)
    }

    /// The kind must match the unit: percentages are growth, and growth belongs to a figure.
    fn kind(&mut self, path: &str, figure: &Figure) {
        let kind = format!("{path}.kind");
        let growth_of = format!("{path}.growth_of");
        let Some(unit) = self.unit(&figure.unit) else { return };
        let percent = unit.style == UnitStyle::Percent;
        match figure.kind {
            FigureKind::Derived => {
                self.fault(
                    &kind,
                    "`derived`",
                    "a kind of number that the article prints",
                    "Move the figure to `derived`.",
                );
            }
            FigureKind::Growth if !percent => {
                let found = format!("`growth` with the unit `{}`", figure.unit);
                self.fault(&kind, found, "growth in per cent", "Correct the kind or the unit.");
            }
            other if percent && other != FigureKind::Growth => {
                self.fault(
                    &kind,
                    format!("`{}`", other.id()),
                    "`growth` for a percentage",
                    "Correct the kind or the unit.",
                );
            }
            _ => {}
        }
        match &figure.growth_of {
            None if percent => {
                self.fault(&growth_of, "nothing", "the figure whose growth this percentage is", "Name it.");
            }
            Some(id) if !percent => {
                self.fault(&growth_of, format!("`{id}`"), "a percentage, where growth_of is named", "Remove it.");
            }
            Some(id) if id.id() == figure.id => {
                self.fault(&growth_of, format!("`{id}` itself"), "another figure", "Name the figure that grew.");
            }
            Some(id) => {
                self.reference(&growth_of, List::Figure, id);
            }
            None => {}
        }
    }

    /// A part must not exceed its whole.
    fn part(&mut self, path: &str, figure: &Figure) {
        let Some(id) = &figure.part_of else { return };
        let path = format!("{path}.part_of");
        if id.id() == figure.id {
            return self.fault(&path, format!("`{id}` itself"), "another figure", "Name the whole, or remove it.");
        }
        if !self.reference(&path, List::Figure, id) {
            return;
        }
        let Some(AnyFigure::Printed(whole)) = self.any_figure(id) else {
            return;
        };
        if whole.unit != figure.unit {
            return;
        }
        for part in &figure.observations {
            let same_period = whole.observations.iter().find(|observation| observation.period == part.period);
            let (part, Some(whole)) = (magnitude(part), same_period.map(magnitude)) else {
                continue;
            };
            if part > whole {
                let expected = format!("a whole of {part} or more");
                self.fault(&path, format!("`{id}` of {whole}"), expected, "Correct a value, or what is part of what.");
            }
        }
    }

    /// Figures that we computed: the value must be the result of the formula.
    pub(super) fn derived(&mut self) {
        let dataset = self.dataset;
        for (i, figure) in dataset.derived.iter().enumerate() {
            let path = format!("derived[{i}]");
            let id = format!("{path}.id");
            self.id(&id, &figure.id);
            let earlier = dataset.derived[..i].iter().any(|other| other.id == figure.id);
            if earlier || dataset.figures.iter().any(|other| other.id == figure.id) {
                let expected = "an id that no other figure has, derived or not";
                self.fault(&id, format!("`{}` again", figure.id), expected, "Rename or remove one.");
            }
            self.text(&format!("{path}.label"), &figure.label);
            self.text(&format!("{path}.short"), &figure.short);
            self.text(&format!("{path}.caveat"), &figure.caveat);
            self.reference(&format!("{path}.unit"), List::Unit, &figure.unit);
            self.optional_reference(&format!("{path}.theme"), List::Theme, figure.theme.as_ref());
            self.reference(&format!("{path}.period"), List::Period, &figure.period);
            let style = self.unit(&figure.unit).map(|unit| unit.style);
            let value = self.number(&format!("{path}.value"), figure.value, figure.scale, style);
            self.formula(&path, figure, value);
        }
    }

    fn formula(&mut self, path: &str, figure: &DerivedFigure, value: Option<Decimal>) {
        let at_formula = format!("{path}.formula");
        let found = format!("`{}`", figure.formula);
        let expected = "arithmetic over figures of the article, each sign between spaces";
        let help = "Write it as `a / ( 1 + b / 100 )`.";
        let tokens = match formula::tokens(&figure.formula) {
            Ok(tokens) => tokens,
            Err(reason) => return self.fault(&at_formula, format!("{found}: {reason}"), expected, help),
        };
        let inputs: Vec<&String> =
            tokens.iter().filter_map(|token| if let Token::Id(id) = token { Some(id) } else { None }).collect();
        if inputs.is_empty() {
            return self.fault(&at_formula, found, "a formula that names a figure", help);
        }
        let mut all_known = true;
        for (id, period) in inputs.iter().map(|name| formula::named(name)) {
            // check the rest even if one is already unknown, so that one report lists every fault
            all_known &= self.reference(&at_formula, List::Printed, id);
            all_known &= period.is_none_or(|period| self.reference(&at_formula, List::Period, period));
        }
        if !all_known {
            return;
        }
        let dataset = self.dataset;
        let value_of = |name: &str| {
            let (id, period) = formula::named(name);
            let figure = dataset.figures.iter().find(|figure| figure.id == id)?;
            let observation = match (period, &figure.observations[..]) {
                (Some(period), all) => all.iter().find(|one| one.period.id() == period)?,
                (None, [one]) => one,
                _ => return None,
            };
            matches!(observation.value, Value::One(_)).then(|| magnitude(observation))
        };
        let computed = match formula::evaluate(&tokens, &value_of) {
            Ok(computed) => computed,
            Err(reason) => return self.fault(&at_formula, format!("{found}: {reason}"), expected, help),
        };
        self.formula_units(path, figure, &tokens);
        let Some(value) = value else { return };
        let scaled = computed / 10f64.powi(i32::from(figure.scale.map_or(0, Scale::power)));
        // half a unit of the last place, plus a tolerance for floating-point error
        let off = (scaled - value.to_f64()).abs() * 10f64.powi(i32::from(value.places));
        if off > 0.5 + 1e-6 {
            let places = usize::from(value.places);
            let help = format!("Write {scaled:.places$}, or correct the formula.");
            self.fault(&format!("{path}.value"), format!("{value}"), "the rounded result of the formula", help);
        }
    }
}

impl Checker<'_> {
    /// A formula may add only like units. Its result must have the unit of the figure. A share must be a share of the
    /// whole that the part belongs to.
    fn formula_units(&mut self, path: &str, figure: &DerivedFigure, tokens: &[Token]) {
        let dataset = self.dataset;
        let at_formula = format!("{path}.formula");
        let printed = |name: &str| dataset.figures.iter().find(|figure| figure.id == formula::named(name).0);
        let is_percent =
            |unit: &str| dataset.units.iter().any(|other| other.id == unit && other.style == UnitStyle::Percent);
        let units_of = |id: &str| {
            let unit = printed(id)?.unit.id();
            Some(if is_percent(unit) { Units::default() } else { Units::one(unit) })
        };
        let found = format!("`{}`", figure.formula);
        let units = match formula::units(tokens, &units_of) {
            Ok(units) => units,
            Err(reason) => {
                let expected = "sums and differences of one unit";
                let help = "Never add what the article does not add.";
                return self.fault(&at_formula, format!("{found}: {reason}"), expected, help);
            }
        };
        if units.0.len() == 1 && units != Units::one(figure.unit.id()) && units.0.values().all(|power| *power == 1) {
            let unit = units.0.keys().next().cloned().unwrap_or_default();
            let expected = format!("`{unit}`, in which the formula counts");
            self.fault(&format!("{path}.unit"), format!("`{}`", figure.unit), expected, "Correct unit or formula.");
        }
        let percent = is_percent(figure.unit.id());
        if let Some((one, other)) = share(tokens).filter(|_| percent && units.0.is_empty())
            && let (Some(part), Some(whole)) = (printed(&one), printed(&other))
            && !is_percent(part.unit.id())
            // one period of a figure as a percentage of another period is not a share
            && part.id != whole.id
        {
            let said = part.part_of.as_ref().is_some_and(|of| of.id() == whole.id);
            let period = |figure: &Figure, name: &str| {
                let latest = || figure.observations.last().map(|one| one.period.id().to_owned());
                formula::named(name).1.map(str::to_owned).or_else(latest)
            };
            if !said {
                let expected = format!("a share of a whole of which `{}` is said to be a part", part.id);
                let help = "Set part_of there, if the article says so; else do not compute a share.";
                self.fault(&at_formula, found, expected, help);
            } else if period(part, &one) != period(whole, &other) {
                let found = format!("{found}, of two periods");
                let help = "Take both figures from one period; else do not compute a share.";
                self.fault(&at_formula, found, "a part and a whole of one period", help);
            }
        }
    }
}

/// The two figures whose ratio a formula is, whatever numbers it is multiplied by; `None` if it is something else.
fn share(tokens: &[Token]) -> Option<(String, String)> {
    let figures = formula::units(tokens, &|id| Some(Units::one(id))).ok()?;
    match &figures.0.iter().collect::<Vec<_>>()[..] {
        [(one, 1), (other, -1)] | [(other, -1), (one, 1)] => Some(((*one).clone(), (*other).clone())),
        _ => None,
    }
}

/// The value in the unit itself; for a range, its upper end. In floating point, because it may have more digits than
/// an i64 holds.
pub(super) fn magnitude(observation: &Observation) -> f64 {
    let power = i32::from(observation.scale.map_or(0, Scale::power));
    observation.value.ends()[1].to_f64() * 10f64.powi(power)
}
