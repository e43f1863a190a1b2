//! Checks on what is told in words: themes, partners, projects, models and the timeline.

use super::{AnyFigure, Checker, List};
use crate::model::{Event, Part, Period, Project};
use crate::{EventKind, PeriodBasis, Years, coverage};

/// The most themes that marks and colours can tell apart.
const MAX_THEMES: usize = 4;

impl Checker<'_> {
    pub(super) fn themes(&mut self) {
        let dataset = self.dataset;
        self.ids("themes", dataset.themes.iter().map(|theme| &theme.id));
        if dataset.themes.len() > MAX_THEMES {
            let found = format!("{} themes", dataset.themes.len());
            let expected = "at most four, each with a shape and a colour of its own";
            self.fault(&format!("themes[{MAX_THEMES}]"), found, expected, "Join it with another one.");
        }
        for (i, theme) in dataset.themes.iter().enumerate() {
            let path = format!("themes[{i}]");
            self.text(&format!("{path}.name"), &theme.name);
            self.text(&format!("{path}.summary"), &theme.summary);
            let prefix = format!("{}.", theme.section);
            if !dataset.source.paragraphs.iter().any(|paragraph| paragraph.starts_with(&prefix)) {
                let found = format!("`{}`", theme.section);
                let expected = "a section with paragraphs in source.paragraphs";
                self.fault(&format!("{path}.section"), found, expected, "Correct the section, or add its paragraphs.");
            }
        }
    }

    pub(super) fn partners(&mut self) {
        let partners = &self.dataset.partners;
        self.ids("partners", partners.iter().map(|partner| &partner.id));
        for (i, partner) in partners.iter().enumerate() {
            self.text(&format!("partners[{i}].name"), &partner.name);
        }
    }

    pub(super) fn projects(&mut self) {
        let projects = &self.dataset.projects;
        self.ids("projects", projects.iter().map(|project| &project.id));
        for (i, project) in projects.iter().enumerate() {
            let path = format!("projects[{i}]");
            for (field, text) in [("name", &project.name), ("what", &project.what), ("topic", &project.topic)] {
                self.text(&format!("{path}.{field}"), text);
            }
            let optional = [
                ("county", &project.county),
                ("site", &project.site),
                ("place_note", &project.place_note),
                ("note", &project.note),
            ];
            for (field, text) in optional {
                self.optional_text(&format!("{path}.{field}"), text.as_ref());
            }
            self.reference(&format!("{path}.theme"), List::Theme, &project.theme);
            self.reference(&format!("{path}.place"), List::Place, &project.place);
            self.optional_reference(&format!("{path}.region"), List::Region, project.region.as_ref());
            self.references(&format!("{path}.partners"), List::Partner, &project.partners);
            self.route(&format!("{path}.route"), project);
            self.references(&format!("{path}.figures"), List::Figure, &project.figures);
            self.references(&format!("{path}.models"), List::Model, &project.models);
            self.references(&format!("{path}.paragraphs"), List::Paragraph, &project.paragraphs);
            if project.paragraphs.is_empty() {
                self.fault(&format!("{path}.paragraphs"), "an empty list", "the project's paragraph", "Name it.");
            }
            self.media(&path, project);
            for (j, word) in project.search.iter().enumerate() {
                self.line(&format!("{path}.search[{j}]"), word);
            }
        }
    }

    /// A route has at least two places and includes the place where its mark is drawn.
    fn route(&mut self, path: &str, project: &Project) {
        self.references(path, List::Place, &project.route);
        match &project.route[..] {
            [] => {}
            [one] => {
                let (found, help) = (format!("`{}` alone", one.id()), "Name the other places, or leave the route out.");
                self.fault(path, found, "two places or more, in the order of the way", help);
            }
            places if !places.iter().any(|place| place.id() == project.place.id()) => {
                let found = format!("a way that does not pass `{}`", project.place.id());
                self.fault(path, found, "the project's place among the others", "Add it, or correct `place`.");
            }
            _ => {}
        }
    }

    pub(super) fn models(&mut self) {
        let models = &self.dataset.models;
        self.ids("models", models.iter().map(|model| &model.id));
        for (i, model) in models.iter().enumerate() {
            let path = format!("models[{i}]");
            self.text(&format!("{path}.name"), &model.name);
            self.text(&format!("{path}.topic"), &model.topic);
            self.optional_text(&format!("{path}.place"), model.place.as_ref());
            self.optional_text(&format!("{path}.note"), model.note.as_ref());
            self.optional_reference(&format!("{path}.theme"), List::Theme, model.theme.as_ref());
            self.reference(&format!("{path}.paragraph"), List::Paragraph, &model.paragraph);
            for (j, part) in model.parts.iter().enumerate() {
                let path = format!("{path}.parts[{j}]");
                match part {
                    Part::One(text) => self.text(&format!("{path}.text"), text),
                    Part::Joined(first, _, second) => {
                        self.text(&format!("{path}.first"), first);
                        self.text(&format!("{path}.second"), second);
                    }
                }
            }
            // the reverse is allowed: the name itself may list parts that the article does not explain
            if model.explained && model.parts.is_empty() {
                let expected = "at least one part of a model that is explained";
                self.fault(
                    &format!("{path}.parts"),
                    "an empty list",
                    expected,
                    "Add the parts, or set explained to false.",
                );
            }
        }
    }

    pub(super) fn timeline(&mut self) {
        let events = &self.dataset.timeline;
        self.ids("timeline", events.iter().map(|event| &event.id));
        for (i, event) in events.iter().enumerate() {
            let path = format!("timeline[{i}]");
            self.text(&format!("{path}.when"), &event.when);
            self.text(&format!("{path}.text"), &event.text);
            self.optional_text(&format!("{path}.note"), event.note.as_ref());
            self.optional_reference(&format!("{path}.theme"), List::Theme, event.theme.as_ref());
            self.reference(&format!("{path}.paragraph"), List::Paragraph, &event.paragraph);
            self.references(&format!("{path}.figures"), List::Figure, &event.figures);
            self.references(&format!("{path}.projects"), List::Project, &event.projects);
            self.event_time(&path, event);
            for (j, id) in event.figures.iter().enumerate() {
                self.value_then(&format!("{path}.figures[{j}]"), event, id.id());
            }
        }
    }

    /// The figure of a timeline entry must have a value for the entry's time: any other value would appear under the
    /// wrong year.
    fn value_then(&mut self, path: &str, event: &Event, id: &str) {
        let Some(figure) = self.any_figure(id) else { return };
        let dataset = self.dataset;
        let is_then = |period: &&Period| coverage(event.start, event.end, Years::of(period.from, period.to)).is_some();
        let periods = figure.periods();
        let known: Vec<&Period> =
            dataset.periods.iter().filter(|period| periods.contains(&period.id.as_str())).collect();
        // these are faults of their own: a period that is unknown or lacks its year, an entry that ends before it
        // begins
        let lacks_year = |period: &&Period| period.from.is_none() && period.basis != PeriodBasis::NotStated;
        let backwards = event.start.zip(event.end).is_some_and(|(start, end)| start > end);
        if backwards || known.len() < periods.len() || known.iter().any(|period| is_then(period) || lacks_year(period))
        {
            return;
        }
        let time = match (event.start.map(f64::floor), event.end.map(f64::floor)) {
            (None, _) => "no stated time".to_owned(),
            (Some(start), Some(end)) if end > start => format!("the time from {start} to {end}"),
            (Some(start), _) => format!("{start}"),
        };
        let found = format!("`{id}`, with values only of {}", periods.join(", "));
        let period = dataset.periods.iter().find(is_then).map_or("…", |period| period.id.as_str());
        let help = match figure {
            AnyFigure::Printed(_) => format!(
                "Add {{ \"value\": …, \"period\": \"{period}\" }} to the observations of `{id}`, or remove it here."
            ),
            AnyFigure::Derived(_) => "Remove it here, or correct its period.".to_owned(),
        };
        self.fault(path, found, format!("a figure with a value of {time}"), help);
    }

    fn event_time(&mut self, path: &str, event: &Event) {
        let at_start = format!("{path}.start");
        let at_end = format!("{path}.end");
        for (path, year) in [(&at_start, event.start), (&at_end, event.end)] {
            if let Some(year) = year {
                self.year(path, year);
            }
        }
        // scenes and states are described as of the day of writing, which may stand in for a date
        let needs_start =
            matches!(event.kind, EventKind::Event | EventKind::Span | EventKind::Annual | EventKind::Quarter);
        let undated = event.kind == EventKind::Undated || event.basis == PeriodBasis::NotStated;
        match (event.start, event.end) {
            (Some(start), _) if undated => {
                let expected = "no start where the kind is undated or the basis not-stated";
                self.fault(&at_start, format!("{start}"), expected, "Remove it, or correct kind and basis.");
            }
            (None, _) if needs_start && !undated => {
                let expected =
                    format!("a start where the kind is {} and the basis {}", event.kind.id(), event.basis.id());
                self.fault(&at_start, "nothing", expected, "Add the start, or set the basis to not-stated.");
            }
            (None, Some(end)) => self.fault(&at_end, format!("{end}"), "no end without a start", "Remove it."),
            (Some(start), Some(end)) if start > end => {
                self.fault(
                    &at_end,
                    format!("{end}"),
                    format!("{start} or later"),
                    "Put the earlier time into `start`.",
                );
            }
            _ => {}
        }
    }
}
