//! Round numbers around the values of figures, for axes and classes. They are computed in integers, in units of the
//! last decimal place of the values, so that a tick or bound is drawn exactly where its label says.

use crate::wording::scaled;
use shanhai_dataset::{Decimal, Language, Observation, Scale, Unit};

/// Equal steps of 1, 2 or 5 times a power of ten. The first bound is a multiple of the step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RoundSteps {
    first: i64,
    step: i64,
    /// Number of steps.
    pub count: usize,
    /// Decimal places of `first` and `step`.
    places: u8,
    /// The scale word that all values share; the step labels use it too.
    scale: Option<Scale>,
}

impl RoundSteps {
    /// An axis of at most `most` steps that covers all values. It starts at zero unless the smallest value is
    /// negative or more than two thirds of the largest. In the latter case, lines from zero would crowd at the top.
    pub fn axis<'a>(observations: impl Iterator<Item = &'a Observation> + Clone, most: usize) -> RoundSteps {
        let (steps, [least, greatest]) = RoundSteps::over(observations);
        let least = if least >= 0 && least <= greatest / 3 * 2 { 0 } else { least };
        let greatest = greatest.max(if least < 0 { 0 } else { greatest });
        // the last step ends at or above the largest value
        steps.fitted(least, most, |first, step| greatest.saturating_sub(first).saturating_add(step - 1) / step)
    }

    /// At most `most` classes that cover all values. Each class includes its lower bound and excludes its upper one.
    pub fn classes<'a>(observations: impl Iterator<Item = &'a Observation> + Clone, most: usize) -> RoundSteps {
        let (steps, [least, greatest]) = RoundSteps::over(observations);
        steps.fitted(least, most, |first, step| greatest.saturating_sub(first) / step + 1)
    }

    /// The decimal places and scale of the values, with the smallest and the largest value.
    fn over<'a>(observations: impl Iterator<Item = &'a Observation> + Clone) -> (RoundSteps, [i64; 2]) {
        let mut scales = observations.clone().map(|one| one.scale);
        let first = scales.next().flatten();
        let scale = first.filter(|_| scales.all(|other| other == first));
        let mut steps = RoundSteps { first: 0, step: 1, count: 1, places: 0, scale };
        let values: Vec<Decimal> = observations.map(|one| steps.value(one)).collect();
        steps.places = values.iter().map(|value| value.places).max().unwrap_or(0);
        let whole = || values.iter().map(|value| steps.whole(*value));
        let ends = [whole().min().unwrap_or(0), whole().max().unwrap_or(0)];
        (steps, ends)
    }

    /// The smallest round step that needs at most `most` steps, counted from the multiple at or below `least`.
    fn fitted(self, least: i64, most: usize, count: impl Fn(i64, i64) -> i64) -> RoundSteps {
        let round = (0..18).flat_map(|power| [1, 2, 5].map(|factor| factor * 10i64.pow(power)));
        let tried = round.map(|step| {
            let first = least.div_euclid(step) * step;
            RoundSteps { first, step, count: count(first, step).max(1) as usize, ..self }
        });
        tried.into_iter().find(|steps| steps.count <= most).unwrap_or(self)
    }

    /// A value in the scale of the steps. For a range, its upper end; the checks reject ranges here.
    fn value(&self, observation: &Observation) -> Decimal {
        let value = observation.value.ends()[1];
        match self.scale {
            Some(_) => value,
            None => value.shifted(observation.scale.map_or(0, Scale::power)),
        }
    }

    fn whole(&self, value: Decimal) -> i64 {
        value.digits.saturating_mul(10i64.saturating_pow(u32::from(self.places - value.places)))
    }

    /// The position of a value between the first bound (0) and the last one (1).
    pub fn share(&self, observation: &Observation) -> f64 {
        let above = self.whole(self.value(observation)) - self.first;
        above as f64 / (self.step * self.count as i64) as f64
    }

    /// The class of a value.
    pub fn class(&self, observation: &Observation) -> usize {
        let above = self.whole(self.value(observation)) - self.first;
        (above.div_euclid(self.step).max(0) as usize).min(self.count - 1)
    }

    /// Whether a bound is zero.
    pub fn is_zero(&self, index: usize) -> bool {
        self.first + self.step * index as i64 == 0
    }

    /// The label of a bound.
    pub fn label(&self, index: usize, unit: &Unit, language: Language) -> String {
        let (mut digits, mut places) = (self.first + self.step * index as i64, self.places);
        while places > 0 && digits % 10 == 0 {
            (digits, places) = (digits / 10, places - 1);
        }
        let scale = self.scale.filter(|_| digits != 0);
        scaled(Decimal { digits, places }, scale, unit, language)
    }

    /// The labels of all bounds, from the first on.
    pub fn labels(&self, unit: &Unit, language: Language) -> Vec<String> {
        (0..=self.count).map(|index| self.label(index, unit, language)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use shanhai_dataset::{Period, Ref, Value};

    fn observed(values: &[(i64, u8, Option<Scale>)]) -> Vec<Observation> {
        let one = |&(digits, places, scale): &(i64, u8, Option<Scale>)| Observation {
            value: Value::One(Decimal { digits, places }),
            scale,
            qualifier: None,
            period: Ref::<Period>::new("y"),
        };
        values.iter().map(one).collect()
    }

    fn plain() -> Unit {
        serde_json::from_value(serde_json::json!({ "id": "u", "text": { "zh-Hans": "人" } })).unwrap()
    }

    fn labels(steps: RoundSteps) -> Vec<String> {
        steps.labels(&plain(), Language::ZhHans)
    }

    #[test]
    fn an_axis_begins_at_nought_unless_the_values_are_close() {
        let axis = |values: &[(i64, u8, Option<Scale>)]| labels(RoundSteps::axis(observed(values).iter(), 5));
        assert_eq!(axis(&[(12, 0, None), (40, 0, None)]), ["0", "10", "20", "30", "40"]);
        assert_eq!(axis(&[(812, 0, None), (960, 0, None)]), ["800", "850", "900", "950", "1,000"]);
        assert_eq!(axis(&[(-35, 1, None), (2, 0, None)]), ["−4", "−2", "0", "2"]);
        assert_eq!(axis(&[(125, 1, Some(Scale::Wan)), (3, 0, Some(Scale::Wan))]), ["0", "5万", "10万", "15万"]);
        assert_eq!(axis(&[(125, 1, Some(Scale::Wan)), (9000, 0, None)]), ["0", "50,000", "100,000", "150,000"]);
        assert_eq!(axis(&[(0, 0, None), (0, 0, None)]), ["0", "1"]);
        assert_eq!(axis(&[(7, 0, None)]), ["7", "8"]);
    }

    #[test]
    fn a_value_on_a_bound_is_in_the_class_above() {
        let values = observed(&[(4, 0, None), (10, 0, None), (19, 0, None), (20, 0, None)]);
        let classes = RoundSteps::classes(values.iter(), 4);
        assert_eq!(labels(classes), ["0", "10", "20", "30"]);
        assert_eq!(values.iter().map(|one| classes.class(one)).collect::<Vec<_>>(), [0, 1, 1, 2]);
    }

    proptest! {
        /// Every value lies on the axis and in a class, whatever its digits.
        #[test]
        fn steps_hold_every_value(values in prop::collection::vec((-999_999_999i64..999_999_999, 0..6u8), 1..9)) {
            let values: Vec<_> = values.into_iter().map(|(digits, places)| (digits, places, None)).collect();
            let values = observed(&values);
            let axis = RoundSteps::axis(values.iter(), 5);
            prop_assert!((1..=5).contains(&axis.count));
            let classes = RoundSteps::classes(values.iter(), 4);
            prop_assert!((1..=4).contains(&classes.count));
            for one in &values {
                prop_assert!((0.0..=1.0).contains(&axis.share(one)), "{axis:?} {one:?}");
                let class = classes.class(one);
                let share = classes.share(one) * classes.count as f64;
                prop_assert!(class as f64 <= share + 1e-9 && share < class as f64 + 1.0 + 1e-9, "{classes:?} {one:?}");
            }
        }
    }
}
