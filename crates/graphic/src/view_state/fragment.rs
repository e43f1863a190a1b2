//! The part of the state that a reader can share, as the fragment of an address:
//! `#shanhai=project:maojiawan&theme=talent&prefecture=530600&partner=baoshan-district&q=%E9%B2%81`.
//!
//! A fragment may come from anywhere. Parts that we do not know are ignored.

use super::{ProjectFilter, Target, View, ViewState};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use shanhai_dataset::Dataset;
use std::fmt::Write;

/// Where a fragment leads.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Linked {
    /// A view.
    pub view: Option<View>,
    /// A selection.
    pub selected: Option<Target>,
    /// A filter.
    pub filter: ProjectFilter,
}

/// The fragment of a state, without `#`; empty if nothing was chosen. `default_view` is the view that shows without a
/// fragment.
pub fn to_fragment(state: &ViewState, default_view: View) -> String {
    let filter = &state.filter;
    let mut fragment = match state.selected {
        Some(target) => format!("shanhai={}:{}", target.kind(), target.id()),
        None if state.view == default_view && filter.is_open() => return String::new(),
        None => format!("shanhai=view:{}", state.view.id()),
    };
    let mut add = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            // writing to a string cannot fail
            let _ = write!(fragment, "&{name}={}", encoded(value));
        }
    };
    add("theme", filter.theme.map(|theme| theme.id.as_str()));
    add("prefecture", filter.prefecture.map(|region| region.adcode.as_str()));
    add("partner", filter.partner.map(|partner| partner.id.as_str()));
    add("q", (!filter.text.trim().is_empty()).then_some(filter.text.as_str()));
    fragment
}

/// Reads a fragment, with or without `#`. `None` if it is not about the widget.
pub fn from_fragment(fragment: &str, dataset: &'static Dataset) -> Option<Linked> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let mut linked = Linked::default();
    let mut ours = false;
    for pair in fragment.split('&') {
        let Some((name, value)) = pair.split_once('=') else {
            continue;
        };
        let value = decoded(value);
        match name {
            "shanhai" => {
                let Some((kind, id)) = value.split_once(':') else {
                    continue;
                };
                match kind {
                    "view" => linked.view = View::from_id(id),
                    _ => linked.selected = Target::find(kind, id, dataset),
                }
                ours = ours || linked.view.is_some() || linked.selected.is_some();
            }
            "theme" => linked.filter.theme = dataset.themes.iter().find(|theme| theme.id == value),
            "prefecture" => {
                linked.filter.prefecture = dataset.map.regions.iter().find(|region| region.adcode == value);
            }
            "partner" => linked.filter.partner = dataset.partners.iter().find(|one| one.id == value),
            "q" => linked.filter.text = value,
            _ => {}
        }
    }
    ours.then_some(linked)
}

/// Percent-encodes everything but letters, digits and `-._~`.
pub fn encoded(text: &str) -> String {
    const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Decodes percent-encoding. Malformed sequences stay as they are. A result that is not UTF-8 becomes empty.
fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().unwrap_or_default().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;
    use crate::view_state::Action;
    use proptest::option::of;
    use proptest::prelude::*;
    use shanhai_dataset::Language;

    fn pick<T: Copy + std::fmt::Debug + 'static>(list: &'static [T]) -> impl Strategy<Value = T> {
        (0..list.len()).prop_map(|index| list[index])
    }

    fn entry<T: std::fmt::Debug>(list: &'static [T]) -> impl Strategy<Value = &'static T> {
        (0..list.len()).prop_map(|index| &list[index])
    }

    fn selections() -> impl Strategy<Value = Target> {
        prop_oneof![
            entry(&dataset().projects).prop_map(Target::Project),
            entry(&dataset().figures).prop_map(Target::Figure),
            entry(&dataset().charts).prop_map(Target::Chart),
            entry(&dataset().timeline).prop_map(Target::Event),
            entry(&dataset().models).prop_map(Target::Model),
        ]
    }

    prop_compose! {
        fn filters()(
            theme in of(entry(&dataset().themes)),
            prefecture in of(entry(&dataset().map.regions)),
            partner in of(entry(&dataset().partners)),
            text in ".{0,12}",
        ) -> ProjectFilter {
            // blank text is no condition, so it is not written
            let text = if text.trim().is_empty() { String::new() } else { text };
            ProjectFilter { theme, prefecture, partner, text }
        }
    }

    proptest! {
        #[test]
        fn a_fragment_leads_back(view in pick(&View::ALL), selected in of(selections()), filter in filters()) {
            let state = ViewState { view, selected, filter: filter.clone(), ..ViewState::new(Language::En) };
            let fragment = to_fragment(&state, View::Overview);
            prop_assert!(fragment.is_ascii() && !fragment.contains([' ', '#', '"', '<']));
            match from_fragment(&fragment, dataset()) {
                None => prop_assert!(fragment.is_empty()),
                Some(linked) => {
                    prop_assert_eq!(linked.selected, selected);
                    prop_assert_eq!(linked.filter, filter);
                    prop_assert_eq!(linked.view, selected.is_none().then_some(view));
                }
            }
        }

        #[test]
        fn no_fragment_stops_the_program(fragment in ".{0,80}") {
            let linked = from_fragment(&fragment, dataset()).unwrap_or_default();
            let _ = to_fragment(&ViewState::new(Language::En).reduce(Action::Follow(linked), dataset()), View::Overview);
        }

        #[test]
        fn encoding_is_undone(text in ".{0,40}") {
            prop_assert_eq!(decoded(&encoded(&text)), text);
        }
    }

    #[test]
    fn fragments_read_as_documented() {
        let project = &dataset().projects[0];
        let linked = from_fragment(&format!("#shanhai=project:{}", project.id), dataset()).unwrap();
        assert_eq!(linked.selected, Some(Target::Project(project)));
        let linked = from_fragment("#shanhai=view:timeline&q=%E9%B2%81", dataset()).unwrap();
        assert_eq!((linked.view, linked.filter.text.as_str()), (Some(View::Timeline), "鲁"));
    }

    #[test]
    fn what_is_not_ours_is_left_alone() {
        for fragment in
            ["", "#", "#top", "#shanhai", "#shanhai=", "#shanhai=project:nobody", "#shanhai=view:", "#q=1", "#%"]
        {
            assert_eq!(from_fragment(fragment, dataset()), None, "{fragment}");
        }
        let state = ViewState::new(Language::ZhHans);
        assert_eq!(to_fragment(&state, View::Overview), "");
        assert_eq!(to_fragment(&state, View::Models), "shanhai=view:overview");
    }
}
