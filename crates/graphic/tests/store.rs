//! The state of a widget: what each message changes, and what has to be done then.

mod data;

use data::SHIPPED;
use shanhai_dataset::{Dataset, Project};
use shanhai_graphic::chart::Datum;
use shanhai_graphic::store::Effect::{
    AfterRender as After, Dispatch, Render, ScheduleRest, UpdatePalette, WriteAddress,
};
use shanhai_graphic::store::{AfterRender, Effect, Event, HistoryEntry, Model, Msg, Options, PageTheme, Scroll};
use shanhai_graphic::view_state::{Action, MapForm, ProjectFilter, Target, ThemeChoice, View};

const FILL: Effect = After(AfterRender::FillFields);
const FOCUS_TAB: Effect = After(AfterRender::FocusTab);
const FILTERED: [Effect; 3] = [Dispatch(Event::Filter), After(AfterRender::MarkFiltered), Render];
const NEW: Effect = WriteAddress(HistoryEntry::New);
const CURRENT: Effect = WriteAddress(HistoryEntry::Current);

fn options() -> Options {
    Options { from_url: true, ..Options::new(*SHIPPED) }
}

/// A widget that shows a view, with everything drawn.
fn ready(view: View) -> Model {
    Model::mounted_anew(&Options { view: view.id().to_owned(), ..options() }, PageTheme::Light, true)
}

fn alone(chart: &str, ready: bool) -> Model {
    Model::mounted_anew(&Options { chart: chart.to_owned(), ..options() }, PageTheme::Light, ready)
}

fn project(index: usize) -> &'static Project {
    &SHIPPED.projects[index]
}

fn selected(index: usize) -> Effect {
    Dispatch(Event::Select(Some(Target::Project(project(index)))))
}

fn scroll(to: Target, with_focus: bool) -> Effect {
    After(AfterRender::Scroll(Scroll { to, or: None, with_focus }))
}

fn fragment(index: usize) -> String {
    format!("#shanhai=project:{}", project(index).id)
}

fn target(index: usize) -> String {
    format!("project:{}", project(index).id)
}

#[test]
fn an_action_leads_to_the_events_and_addresses_of_what_it_changed() {
    let theme = Some(&SHIPPED.themes[0]);
    let [event, mark, render] = FILTERED;
    let filter = vec![FILL, event.clone(), mark.clone(), render.clone(), CURRENT];
    let select = Action::Select(Target::Project(project(3)));
    let cases: [(View, Action, Vec<Effect>); 12] = [
        (View::Overview, Action::Show(View::Projects), vec![FILL, Render, NEW, FOCUS_TAB]),
        (View::Projects, Action::Show(View::Projects), vec![FILL]),
        (View::Overview, select.clone(), vec![FILL, selected(3), Render, NEW]),
        (View::Projects, select, vec![FILL, selected(3), Render, NEW]),
        (View::Projects, Action::Deselect, vec![FILL]),
        (View::Projects, Action::FilterByTheme(theme), filter.clone()),
        (View::Projects, Action::Filter(ProjectFilter { theme, ..ProjectFilter::default() }), filter),
        (View::Projects, Action::FilterByTheme(None), vec![FILL]),
        // the search field is left alone
        (View::Projects, Action::Search("mohan".to_owned()), vec![event, mark, render, CURRENT]),
        (View::Projects, Action::Search(String::new()), vec![]),
        (View::Projects, Action::DrawMap(MapForm::Tiles), vec![FILL, Render, CURRENT]),
        (View::Overview, Action::SetColorScheme(ThemeChoice::Dark), vec![FILL, UpdatePalette, Render, CURRENT]),
    ];
    for (view, action, effects) in cases {
        assert_eq!(ready(view).update(Msg::Act(action.clone())), effects, "{view:?} {action:?}");
    }
}

#[test]
fn only_a_widget_that_owns_the_address_reads_and_writes_it() {
    let others = Options { from_url: false, ..options() };
    let charts = Options { chart: "teams".to_owned(), ..options() };
    let show = || Msg::Act(Action::Show(View::Models));
    for options in [&others, &charts] {
        assert_eq!(
            Model::mounted_anew(options, PageTheme::Light, true).update(show()),
            [FILL, Render, FOCUS_TAB],
            "{options:?}"
        );
    }
    let mut model = Model::mounted_anew(&others, PageTheme::Light, true);
    assert_eq!(model.update(Msg::Started(fragment(0))), [FILL, Render]);
    assert_eq!(model.state().selected, None);
}

#[test]
fn a_widget_begins_where_its_address_leads() {
    let mut model = ready(View::Overview);
    let there = scroll(Target::Project(project(0)), false);
    let effects = [FILL, FILL, selected(0), Render, there.clone(), Render, Render];
    assert_eq!(model.update(Msg::Started(fragment(0))), effects);
    assert_eq!((model.state().view, model.state().project()), (View::Projects, Some(project(0))));
    // it is there already when the elements come
    assert_eq!(model.update(Msg::Mounted(fragment(1))), [UpdatePalette]);
    for elsewhere in ["", "#top", "#shanhai=project:nobody"] {
        assert_eq!(ready(View::Overview).update(Msg::Started(elsewhere.to_owned())), [FILL, Render], "{elsewhere}");
    }
}

#[test]
fn a_prerendered_widget_follows_its_address_once_its_elements_are_taken_over() {
    let mut model = Model::prerendered(&options(), PageTheme::Light);
    assert!(model.is_prerendered());
    let there = scroll(Target::Project(project(0)), false);
    let effects = [FILL, selected(0), Render, there, Render, UpdatePalette];
    assert_eq!(model.update(Msg::Mounted(fragment(0))), effects);
    assert!(!model.is_prerendered());
    assert_eq!(model.update(Msg::Drawn), [], "the page was told that everything is drawn when it was not yet run");
    let mut prerendered = Model::prerendered(&options(), PageTheme::Light);
    assert_eq!(prerendered.update(Msg::Mounted(String::new())), [UpdatePalette]);
}

#[test]
fn a_scroll_waits_until_everything_is_drawn() {
    let open = |model: &mut Model, index| model.update(Msg::Open(target(index)));
    let to = |index| scroll(Target::Project(project(index)), false);
    let mut model = Model::mounted_anew(&options(), PageTheme::Light, false);
    assert_eq!(open(&mut model, 1), [FILL, selected(1), Render, NEW, Render]);
    assert_eq!(open(&mut model, 2), [FILL, selected(2), Render, NEW, Render]);
    assert_eq!(model.update(Msg::Drawn), [Dispatch(Event::Ready), to(2), Render], "the last one counts");
    assert_eq!(model.update(Msg::Drawn), [], "it was told once");
    assert_eq!(open(&mut model, 2), [FILL, to(2), Render, Render], "even if it is selected already");
    assert_eq!(open(&mut model, 1), [FILL, selected(1), Render, NEW, to(1), Render, Render]);

    let mut model = Model::mounted_anew(&options(), PageTheme::Light, false);
    model.update(Msg::Open(target(1)));
    model.update(Msg::Navigated("#shanhai=view:models".to_owned()));
    assert_eq!(model.update(Msg::Drawn), [Dispatch(Event::Ready)], "the reader went elsewhere");
}

#[test]
fn a_chart_is_where_to_scroll_for_what_it_draws() {
    let figure = SHIPPED.figure("farm-sales").unwrap();
    let effects = ready(View::Charts).update(Msg::Open("figure:farm-sales".to_owned()));
    let scroll = effects.iter().find_map(|effect| match effect {
        After(AfterRender::Scroll(scroll)) => Some(*scroll),
        _ => None,
    });
    let Some(Scroll { to, or: Some(Target::Chart(chart)), with_focus: false }) = scroll else {
        panic!("{effects:?}");
    };
    assert!(to == Target::Figure(figure) && chart.shows(figure), "{}", chart.id);
    for unknown in ["figure:nothing", "farm-sales", ""] {
        assert_eq!(ready(View::Charts).update(Msg::Open(unknown.to_owned())), [], "{unknown}");
        assert_eq!(ready(View::Charts).update(Msg::Select(unknown.to_owned())), [], "{unknown}");
    }
    assert_eq!(ready(View::Projects).update(Msg::Select(target(0))), [FILL, selected(0), Render, NEW]);
}

#[test]
fn the_history_leads_back_without_a_new_entry() {
    let mut model = ready(View::Overview);
    model.update(Msg::Act(Action::Select(Target::Project(project(1)))));
    let there = scroll(Target::Project(project(0)), false);
    assert_eq!(model.update(Msg::Navigated(fragment(0))), [FILL, selected(0), Render, there, Render, Render]);
    let effects = [FILL, Dispatch(Event::Select(None)), Render, Render];
    assert_eq!(model.update(Msg::Navigated(String::new())), effects);
    assert_eq!((model.state().view, model.state().selected), (View::Overview, None));
}

#[test]
fn a_fragment_is_written_over_our_own_or_if_there_is_something_to_say() {
    let start = ready(View::Overview);
    let mut elsewhere = ready(View::Overview);
    elsewhere.update(Msg::Act(Action::Show(View::Models)));
    let models = "shanhai=view:models";
    let cases = [
        (&start, "", None),
        (&start, "#top", None),
        (&start, "#shanhai=view:models", Some("")),
        (&elsewhere, "", Some(models)),
        (&elsewhere, "#top", Some(models)),
        (&elsewhere, "#shanhai=view:models", None),
    ];
    for (model, present, written) in cases {
        assert_eq!(model.fragment_over(present).as_deref(), written, "{present}");
    }
}

#[test]
fn attributes_change_what_is_shown() {
    let unknown = |id: &str| Dispatch(Event::UnknownChart(id.to_owned()));
    let mut model = ready(View::Overview);
    // in this order, in one widget
    let cases = [
        ("view", "models", vec![FILL, Render, NEW]),
        ("view", "models", vec![FILL]),
        ("view", "nonsense", vec![FILL, Render, NEW]),
        ("lang", "en", vec![FILL, Render, CURRENT]),
        ("theme", "dark", vec![FILL, UpdatePalette, Render, CURRENT]),
        ("loading", "eager", vec![]),
        ("chart", "nothing", vec![unknown("nothing"), Render, FILL]),
        ("chart", "nobody", vec![unknown("nobody"), FILL]),
        ("chart", "teams", vec![Render, FILL, Render]),
        ("chart", "connections", vec![FILL, Render]),
        ("chart", "", vec![FILL, Render, CURRENT]),
    ];
    for (name, value, effects) in cases {
        let given = model.update(Msg::Attribute(name.to_owned(), value.to_owned()));
        assert_eq!(given, effects, "{name}={value}");
        assert_eq!(model.lacks_chart(), value.starts_with("no") && name == "chart", "{name}={value}");
    }
}

#[test]
fn a_page_that_asks_for_an_unknown_chart_is_told_once_there_are_elements() {
    let mut model = alone("nothing", true);
    assert!(model.lacks_chart() && model.state().alone.is_none());
    let error = Dispatch(Event::UnknownChart("nothing".to_owned()));
    assert_eq!(model.update(Msg::Mounted(String::new())), [error, UpdatePalette]);
}

#[test]
fn a_highlight_is_rendered_when_it_changes() {
    let mut model = ready(View::Charts);
    let cases = [("chart:teams", vec![Render]), ("chart:teams", vec![]), ("chart:none", vec![Render]), ("", vec![])];
    for (target, effects) in cases {
        assert_eq!(model.update(Msg::Light(target.to_owned())), effects, "{target}");
        assert_eq!(model.highlighted().is_some(), target == "chart:teams");
    }
}

#[test]
fn dark_is_what_the_reader_the_system_or_the_browser_makes_dark() {
    for (page, choice, is_dark) in [
        (PageTheme::Light, ThemeChoice::Auto, false),
        (PageTheme::Light, ThemeChoice::Dark, true),
        (PageTheme::Dark, ThemeChoice::Auto, true),
        (PageTheme::Dark, ThemeChoice::Light, false),
        (PageTheme::MadeDark, ThemeChoice::Auto, true),
        (PageTheme::MadeDark, ThemeChoice::Light, true),
    ] {
        let mut model =
            Model::mounted_anew(&Options { theme: choice.id().to_owned(), ..options() }, PageTheme::Light, true);
        assert_eq!(model.update(Msg::PageTheme(page)), [UpdatePalette, Render]);
        assert_eq!(model.is_dark(), is_dark, "{page:?} {choice:?}");
    }
}

#[test]
fn a_chosen_mark_selects_or_filters_and_chosen_again_undoes_it() {
    let (one, two) = (project(0), project(1));
    let region = one.region();
    let partner = &SHIPPED.partners[0];
    let chosen = |model: &mut Model, datum: &Datum| {
        model.update(Msg::Choose(datum.clone()));
        let state = model.state();
        (state.project(), state.filter.prefecture, state.filter.partner)
    };
    let cases: [(Datum, [_; 3]); 4] = [
        (Datum::Projects(vec![one]), [(Some(one), None, None), (None, None, None), (Some(one), None, None)]),
        // in turn
        (Datum::Projects(vec![one, two]), [one, two, one].map(|one| (Some(one), None, None))),
        (Datum::Region(region), [Some(region), None, Some(region)].map(|region| (None, region, None))),
        (Datum::Partner(partner), [Some(partner), None, Some(partner)].map(|partner| (None, None, partner))),
    ];
    for (datum, states) in cases {
        let mut model = ready(View::Projects);
        assert_eq!([(); 3].map(|()| chosen(&mut model, &datum)), states, "{datum:?}");
    }
    assert_eq!(ready(View::Projects).update(Msg::Choose(Datum::Projects(Vec::new()))), []);
}

#[test]
fn marks_of_the_overview_and_of_connections_alone_only_lead_on() {
    let figure = Target::Figure(SHIPPED.figure("farm-sales").unwrap());
    for (mut model, leads_on) in [
        (ready(View::Overview), true),
        (alone("connections", true), true),
        (ready(View::Charts), false),
        (alone("money-2023", true), false),
    ] {
        assert_eq!(model.update(Msg::Choose(Datum::One(figure))).is_empty(), leads_on, "{:?}", model.state());
    }
}

#[test]
fn a_closed_tooltip_ends_the_selection_of_all_but_a_project() {
    let mut model = ready(View::Charts);
    model.update(Msg::Open("figure:farm-sales".to_owned()));
    let effects = model.update(Msg::CloseTooltip);
    assert_eq!(effects, [FILL, Dispatch(Event::Select(None)), Render, NEW]);
    let mut model = ready(View::Projects);
    let visited = [FILL, selected(2), Render, NEW, scroll(Target::Project(project(2)), true), Render, Render];
    assert_eq!(model.update(Msg::Visit(project(2))), visited);
    assert_eq!(model.update(Msg::CloseTooltip), []);
}

/// The shipped dataset with many projects.
fn large() -> &'static Dataset {
    let mut dataset = SHIPPED.clone();
    for index in dataset.projects.len()..200 {
        let model = dataset.projects[index % 20].clone();
        dataset.projects.push(Project { id: format!("more-{index}"), index, ..model });
    }
    Box::leak(Box::new(dataset))
}

#[test]
fn a_long_list_begins_before_it_is_whole() {
    let mut model = Model::mounted_anew(&Options::new(large()), PageTheme::Light, true);
    let search = |text: &str| Msg::Act(Action::Search(text.to_owned()));
    let [event, mark, render] = FILTERED;
    assert_eq!((model.shown().len(), model.rows()), (200, usize::MAX));
    // a blank search finds everything, with the index
    let effects = [ScheduleRest, event.clone(), mark.clone(), render.clone()];
    assert_eq!(model.update(search(" ")), effects);
    assert_eq!((model.shown().len(), model.rows()), (200, 24));
    assert_eq!(model.update(Msg::ListStarted), [Render]);
    assert_eq!(model.rows(), usize::MAX);
    model.update(search(""));
    assert_eq!(model.update(search("mohan")), [event, mark, render]);
    let found = model.shown().len();
    assert!(found > 0 && found < 150, "{found}");
    assert_eq!((model.rows(), model.update(Msg::ListStarted)), (usize::MAX, vec![]), "the list was whole");
}

#[test]
fn the_best_widget_for_a_target_shows_it_as_it_is() {
    let project = target(0);
    for (model, target, rank) in [
        (ready(View::Projects), project.as_str(), 2),
        (ready(View::Charts), &project, 1),
        (ready(View::Charts), "figure:farm-sales", 2),
        (ready(View::Charts), "figure:nothing", 0),
        (alone("teams", true), "chart:teams", 2),
        (alone("teams", true), "chart:training", 0),
        (alone("connections", true), &project, 0),
    ] {
        assert_eq!(model.match_rank(target), rank, "{target} {:?}", model.state());
    }
}

#[test]
fn a_picture_shows_the_filter_and_is_wide_enough() {
    let mut model = ready(View::Projects);
    let pictures = |model: &Model| ["teams", "map", "connections"].map(|name| model.picture(name, 480.0));
    let whole = pictures(&model);
    assert!(whole.iter().all(|picture| picture.starts_with("<svg")));
    assert_eq!(model.picture("teams", 1.0), model.picture("teams", 280.0));
    model.update(Msg::Act(Action::FilterByTheme(Some(&SHIPPED.themes[0]))));
    let filtered = pictures(&model);
    let differs = [0, 1, 2].map(|at| whole[at] != filtered[at]);
    assert_eq!(differs, [false, true, true]);
    // elsewhere, the connections are whole
    model.update(Msg::Act(Action::Show(View::Overview)));
    assert_eq!(model.picture("connections", 480.0), whole[2]);
}

#[test]
fn what_waits_for_the_render_is_done_in_the_order_of_its_kinds() {
    let scroll = Scroll { to: Target::Project(project(0)), or: None, with_focus: false };
    let all = [
        AfterRender::Mount,
        AfterRender::FillFields,
        AfterRender::MarkFiltered,
        AfterRender::FocusTab,
        AfterRender::Scroll(scroll),
    ];
    assert_eq!(all.map(AfterRender::order), [0, 1, 2, 3, 4]);
    assert_eq!(all.len(), AfterRender::COUNT);
}
