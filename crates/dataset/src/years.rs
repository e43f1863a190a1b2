//! Which values of a figure apply to the time of a timeline entry.

use crate::model::{Event, Figure, Observation, Period};

/// First and last year of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Years {
    /// The first.
    pub first: u16,
    /// The last; the same as the first if the period is no longer than a year.
    pub last: u16,
}

/// How much of an entry's time a period covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// All of it.
    Whole,
    /// Some of its years.
    Part,
}

impl Years {
    /// The years of a period as written; `None` if no year is known.
    pub fn of(from: Option<u16>, to: Option<u16>) -> Option<Years> {
        from.map(|first| Years { first, last: to.unwrap_or(first) })
    }
}

/// How much of the time from `start` to `end` a period covers; `None` if the period is not within that time. A period
/// without a year covers a time without one.
pub fn coverage(start: Option<f64>, end: Option<f64>, period: Option<Years>) -> Option<Coverage> {
    let (start, period) = match (start, period) {
        (Some(start), Some(period)) => (start, period),
        (None, None) => return Some(Coverage::Whole),
        _ => return None,
    };
    let end = end.unwrap_or(start);
    let [from, to] = [period.first, period.last].map(f64::from);
    let first = start.floor();
    // a time that ends as a year begins contains nothing of that year
    let last = if end > start && end == end.floor() { end - 1.0 } else { end.floor() };
    // but a period written with the same two years is the same time
    let same = from == first && (to == last || from < to && to == end.floor());
    match same {
        true => Some(Coverage::Whole),
        false => (first <= from && to <= last).then_some(Coverage::Part),
    }
}

impl Period {
    /// Its years, if any are known.
    pub fn years(&self) -> Option<Years> {
        Years::of(self.from, self.to)
    }
}

impl Event {
    /// The values of a figure that apply to the time of the entry, oldest first.
    pub fn values<'f>(&self, figure: &'f Figure) -> impl Iterator<Item = (&'f Observation, Coverage)> + use<'f> {
        let (start, end) = (self.start, self.end);
        figure.observations.iter().filter_map(move |one| Some((one, coverage(start, end, one.period.years())?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_counts_for_its_own_years_alone() {
        let year = |year| Years::of(Some(year), None);
        let of = |start, end, period| coverage(Some(start), end, period);
        assert_eq!(of(2021.0, None, year(2021)), Some(Coverage::Whole));
        assert_eq!(of(2021.92, None, year(2021)), Some(Coverage::Whole));
        for other in [2020, 2022, 2024] {
            assert_eq!(of(2021.92, None, year(other)), None);
        }
        assert_eq!(of(2021.0, None, Years::of(Some(2020), Some(2023))), None, "a longer period");
        assert_eq!(of(2021.0, None, None), None, "a period without a year");
        assert_eq!(coverage(None, None, year(2021)), None, "an entry without a year");
        assert_eq!(coverage(None, None, None), Some(Coverage::Whole));
    }

    #[test]
    fn the_end_of_a_span_is_not_the_year_that_begins_then() {
        let of = |end, period| coverage(Some(2020.0), Some(end), period);
        assert_eq!(of(2024.0, Years::of(Some(2020), Some(2023))), Some(Coverage::Whole));
        assert_eq!(of(2024.0, Years::of(Some(2023), None)), Some(Coverage::Part));
        assert_eq!(of(2024.0, Years::of(Some(2024), None)), None);
        assert_eq!(of(2024.25, Years::of(Some(2024), None)), Some(Coverage::Part));
        assert_eq!(of(2024.0, Years::of(Some(2020), Some(2024))), Some(Coverage::Whole), "written alike");
        assert_eq!(of(2020.0, Years::of(Some(2020), None)), Some(Coverage::Whole));
        assert_eq!(of(2020.25, Years::of(Some(2020), None)), Some(Coverage::Whole), "a quarter of the year");
    }
}
