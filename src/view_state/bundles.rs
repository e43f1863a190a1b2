//! Which bundles of the tables a state reads.

use super::{MapForm, View, ViewState};
use shanhai_dataset::{Bundle, Language, Program};

/// A set of bundles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bundles(pub u32);

impl Bundles {
    /// With one more.
    pub fn with(self, part: Bundle) -> Bundles {
        Bundles(self.0 | 1 << part.index())
    }

    /// With all of others.
    pub fn and(self, others: Bundles) -> Bundles {
        Bundles(self.0 | others.0)
    }

    /// Those that are not among others.
    pub fn without(self, others: Bundles) -> Bundles {
        Bundles(self.0 & !others.0)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What a state cannot be shown without.
pub fn needed(state: &ViewState) -> Bundles {
    let bundles = Bundles::default().with(Bundle::Texts(state.language));
    if state.chart.is_some() || matches!(state.view, View::Overview | View::Charts) {
        return bundles;
    }
    let bundles = bundles.with(Bundle::Lists(state.language));
    if state.view == View::Projects && state.map_form == MapForm::Outline {
        bundles.with(Bundle::Outlines)
    } else {
        bundles
    }
}

/// What a search in the projects reads: texts of every language. Without the other languages it finds less.
pub fn searched(program: &Program) -> Bundles {
    let of_language =
        |bundles: Bundles, language: &Language| bundles.with(Bundle::Texts(*language)).with(Bundle::Lists(*language));
    program.languages.iter().fold(Bundles::default().with(Bundle::Search), of_language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_needs_its_own_language_and_the_map_its_outlines() {
        let mut state = ViewState::new(Language::En);
        assert_eq!(needed(&state), Bundles::default().with(Bundle::Texts(Language::En)));
        state.view = View::Projects;
        let lists = Bundles::default().with(Bundle::Texts(Language::En)).with(Bundle::Lists(Language::En));
        assert_eq!(needed(&state), lists.with(Bundle::Outlines));
        state.map_form = MapForm::Tiles;
        assert_eq!(needed(&state), lists);
    }
}
