//! How a drawing responds to pointer, touch and keyboard: every gesture, without a browser.
#![cfg(not(target_arch = "wasm32"))]

#[path = "data/mod.rs"]
mod data;

use data::SHIPPED;
use shanhai_dataset::{Language, Project};
use shanhai_graphic::chart::{Datum, Direction, Layout, MapForm, layout_chart, layout_map};
use shanhai_graphic::interaction::{Gesture, Interaction, Key, Response};
use shanhai_graphic::store::Msg;
use shanhai_graphic::view_state::Target;

const FIRST: usize = 0;
const SECOND: usize = 1;
const NOTHING: Response = Response { renders: false, message: None };
const RENDERS: Response = Response { renders: true, message: None };

fn bars() -> Layout {
    let chart = SHIPPED.charts.iter().find(|chart| chart.id == "teams").unwrap();
    layout_chart(chart, &SHIPPED, 640.0, Language::En)
}

fn map_of(projects: &[&'static Project], selected: Option<&'static Project>) -> Layout {
    layout_map(&SHIPPED, projects, selected, MapForm::Outline, 640.0, Language::En)
}

/// An interaction with one layout, of which a test reads only what is active.
struct Reader {
    layout: Layout,
    highlighted: Option<Target>,
    interaction: Interaction,
}

impl Reader {
    fn new() -> Reader {
        Reader { layout: bars(), highlighted: None, interaction: Interaction::default() }
    }

    fn does(&mut self, gesture: Gesture) -> Response {
        self.interaction.respond(gesture, Some(&self.layout), self.highlighted)
    }

    fn active(&self) -> Option<usize> {
        let mark = self.interaction.mark(Some(&self.layout))?;
        self.layout.hit_targets.iter().position(|other| other == mark)
    }

    fn is_announced(&self) -> bool {
        self.interaction.announced_mark(Some(&self.layout)).is_some()
    }

    fn datum(&self, mark: usize) -> Datum {
        self.layout.hit_targets[mark].datum.clone()
    }

    fn highlights(&mut self, mark: usize) {
        let Datum::One(entry) = self.datum(mark) else { panic!("a bar stands for one figure") };
        self.highlighted = Some(entry);
        self.interaction.follow_highlight(Some(&self.layout), self.highlighted);
    }
}

#[test]
fn a_pointer_activates_a_mark_and_leaving_it_waits_for_the_tooltip() {
    let mut reader = Reader::new();
    assert_eq!(reader.does(Gesture::Move(Some(FIRST))), RENDERS);
    assert_eq!(reader.does(Gesture::Move(Some(FIRST))), NOTHING, "the same mark again changes nothing");
    assert!(!reader.is_announced(), "a pointer's reader sees the tooltip");

    for away in [Gesture::Move(None), Gesture::Leave] {
        assert_eq!(reader.does(away), NOTHING);
        assert_eq!((reader.active(), reader.interaction.is_leaving()), (Some(FIRST), true));
        reader.does(Gesture::Enter);
        assert_eq!((reader.active(), reader.interaction.is_leaving()), (Some(FIRST), false));
    }

    reader.does(Gesture::Leave);
    assert_eq!(reader.does(Gesture::StayAway), RENDERS);
    assert_eq!((reader.active(), reader.interaction.is_leaving(), reader.interaction.is_open()), (None, false, false));
    assert_eq!((reader.does(Gesture::Leave), reader.interaction.is_leaving()), (NOTHING, false));
}

#[test]
fn a_tapped_mark_is_chosen_and_a_tap_elsewhere_closes_it() {
    let mut reader = Reader::new();
    reader.does(Gesture::Press { by_touch: true });
    let chosen = Response { renders: true, message: Some(Msg::Choose(reader.datum(SECOND))) };
    assert_eq!(reader.does(Gesture::Tap(Some(SECOND))), chosen);
    assert!(reader.interaction.is_by_touch() && reader.interaction.is_open() && reader.is_announced());

    // neither a pointer that passes nor the loss of the focus undoes a choice
    for weaker in [Gesture::Move(Some(FIRST)), Gesture::Leave, Gesture::StayAway, Gesture::Blur] {
        assert_eq!((reader.does(weaker), reader.active()), (NOTHING, Some(SECOND)), "{weaker:?}");
    }
    for closing in [Gesture::Tap(None), Gesture::Close] {
        reader.does(Gesture::Tap(Some(SECOND)));
        assert_eq!(reader.does(closing), Response { renders: true, message: Some(Msg::CloseTooltip) });
        assert_eq!((reader.does(closing), reader.active()), (NOTHING, None), "{closing:?} twice");
    }
}

#[test]
fn keys_walk_from_mark_to_mark_and_choose_one() {
    let mut reader = Reader::new();
    let last = reader.layout.hit_targets.len() - 1;
    for (key, mark) in [(Key::Last, last), (Key::First, FIRST)] {
        assert_eq!((reader.does(Gesture::Key(key)), reader.active()), (RENDERS, Some(mark)));
        assert!(reader.is_announced());
    }
    let below = reader.layout.neighbour(FIRST, Direction::Down);
    assert_ne!(below, FIRST);
    reader.does(Gesture::Key(Key::Step(Direction::Down)));
    assert_eq!(reader.active(), Some(below));
    let message = Some(Msg::Choose(reader.datum(below)));
    assert_eq!(reader.does(Gesture::Key(Key::Choose)), Response { renders: true, message });

    // after Escape, the walk goes on where it was
    reader.does(Gesture::Close);
    assert_eq!((reader.does(Gesture::Focus { is_visible: true }), reader.active()), (RENDERS, Some(below)));
    assert_eq!((reader.does(Gesture::Blur), reader.active()), (RENDERS, None));
    assert_eq!((reader.does(Gesture::Focus { is_visible: false }), reader.active()), (NOTHING, None));
}

#[test]
fn the_keys_are_shown_until_they_are_asked_for_again_or_the_reader_goes() {
    let mut reader = Reader::new();
    for end in [Gesture::Key(Key::Help), Gesture::Blur, Gesture::Close] {
        assert_eq!((reader.does(Gesture::Key(Key::Help)), reader.interaction.shows_keys()), (RENDERS, true));
        assert_eq!((reader.does(end), reader.interaction.shows_keys()), (RENDERS, false), "{end:?}");
    }
}

#[test]
fn every_key_that_the_hint_names_is_handled_and_no_other() {
    let named = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "Enter", " ", "?"];
    let keys: Vec<_> = named.iter().filter_map(|name| Key::from_name(name)).collect();
    assert_eq!(keys.len(), named.len());
    assert!(["Tab", "Escape", "a", "PageDown"].iter().all(|name| Key::from_name(name).is_none()));
}

#[test]
fn a_highlight_yields_to_the_reader_and_comes_back() {
    let mut reader = Reader::new();
    reader.highlights(SECOND);
    assert_eq!(reader.active(), Some(SECOND));
    assert!(!reader.interaction.is_open() && !reader.is_announced());
    reader.does(Gesture::Move(Some(FIRST)));
    assert_eq!(reader.active(), Some(FIRST));
    reader.does(Gesture::Leave);
    reader.does(Gesture::StayAway);
    assert_eq!(reader.active(), Some(SECOND));

    // where a reader closes the tooltip, the highlight does not open it again
    reader.does(Gesture::Tap(Some(SECOND)));
    reader.does(Gesture::Close);
    assert_eq!(reader.active(), None);
    reader.highlights(SECOND);
    reader.highlighted = None;
    reader.interaction.follow_highlight(Some(&reader.layout), None);
    assert_eq!(reader.active(), None);
}

#[test]
fn the_active_datum_is_followed_into_another_layout() {
    let projects: Vec<_> = SHIPPED.projects.iter().collect();
    let layout = map_of(&projects, None);
    let mark = layout.hit_targets.iter().rposition(|mark| matches!(mark.datum, Datum::Projects(_))).unwrap();
    let Datum::Projects(inside) = layout.hit_targets[mark].datum.clone() else { unreachable!() };
    let outside = *projects.iter().find(|project| !inside.contains(project)).unwrap();
    let follow = |shown: &[&'static Project], selected: Option<&'static Project>| {
        let mut interaction = Interaction::default();
        interaction.respond(Gesture::Tap(Some(mark)), Some(&layout), None);
        let datum = interaction.mark(Some(&layout)).map(|mark| mark.datum.clone());
        let next = map_of(shown, selected);
        interaction.follow_layout(datum, Some(&next), selected);
        interaction.mark(Some(&next)).map(|mark| mark.datum.clone())
    };
    assert_eq!(follow(&inside, None), Some(Datum::Projects(inside.clone())), "its index is another now");
    assert_eq!(follow(&projects, Some(inside[0])), Some(Datum::Projects(inside.clone())));
    assert_eq!(follow(&projects, Some(outside)), None, "another project was selected elsewhere");
    assert_eq!(follow(&[outside], None), None, "it has no mark any more");
}

#[test]
fn without_a_layout_there_is_no_mark() {
    let mut interaction = Interaction::default();
    let gestures = [Gesture::Focus { is_visible: true }, Gesture::Key(Key::Choose), Gesture::Tap(None), Gesture::Close];
    for gesture in gestures {
        assert_eq!(interaction.respond(gesture, None, None), NOTHING, "{gesture:?}");
    }
}
