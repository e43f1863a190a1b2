//! The lists of a dataset that references point to, and their entries.

use crate::Side;
use crate::model::{DerivedFigure, Figure};
use crate::reference::Ref;

/// A list of the file whose entries are referenced elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum List {
    Period,
    Unit,
    Theme,
    Partner,
    Place,
    Region,
    /// Figures of the article.
    Printed,
    /// Figures of the article and derived ones, which share one namespace.
    Figure,
    Project,
    Model,
    Paragraph,
}

impl List {
    /// How a fault names an id of the list.
    pub(super) fn singular(self) -> &'static str {
        match self {
            List::Period => "the id of a period",
            List::Unit => "the id of a unit",
            List::Theme => "the id of a theme",
            List::Partner => "the id of a partner",
            List::Place => "the id of a place",
            List::Region => "the adcode of a region in map.regions",
            List::Printed => "the id of a figure of the article",
            List::Figure => "the id of a figure, derived or not",
            List::Project => "the id of a project",
            List::Model => "the id of a model",
            List::Paragraph => "a paragraph of source.paragraphs",
        }
    }
}

/// Something that names an entry: an id, or a reference that holds one.
pub(super) trait Name {
    /// The id.
    fn name(&self) -> &str;
}

impl Name for str {
    fn name(&self) -> &str {
        self
    }
}

impl Name for String {
    fn name(&self) -> &str {
        self
    }
}

impl<T> Name for Ref<T> {
    fn name(&self) -> &str {
        self.id()
    }
}

impl<T: Name + ?Sized> Name for &T {
    fn name(&self) -> &str {
        (**self).name()
    }
}

/// A figure of either kind.
#[derive(Debug, Clone, Copy)]
pub(super) enum AnyFigure<'a> {
    Printed(&'a Figure),
    Derived(&'a DerivedFigure),
}

impl<'a> AnyFigure<'a> {
    pub(super) fn unit(self) -> &'a str {
        match self {
            AnyFigure::Printed(figure) => figure.unit.id(),
            AnyFigure::Derived(figure) => figure.unit.id(),
        }
    }

    pub(super) fn side(self) -> Option<Side> {
        match self {
            AnyFigure::Printed(figure) => figure.side,
            AnyFigure::Derived(figure) => figure.side,
        }
    }

    /// The periods of its values, oldest first.
    pub(super) fn periods(self) -> Vec<&'a str> {
        match self {
            AnyFigure::Printed(figure) => figure.observations.iter().map(|one| one.period.id()).collect(),
            AnyFigure::Derived(figure) => vec![figure.period.id()],
        }
    }
}
