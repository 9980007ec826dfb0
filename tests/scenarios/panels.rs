//! The panels around the text: what they show, in which order, in windows of every size, by mouse and by keys.

use egui::{Modifiers, Rect, accesskit::Role, pos2, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use sayso::{
    app::{
        Action, ArticleAction, ArticleOrder, CodebookAction, Command, DeskAction, ExchangeAction, MarkAction,
        NameAction, Panel, ProjectAction, TagPurpose,
    },
    model::{ArticleId, CoderId, EntityKind, FieldDef, FieldId, FieldKind, FieldValue, Layer, Mention, Status, TagId},
};

use crate::common::driver::Sayso;

const TEXT: &str = "A headline\n\n“We will not leave,” Maria Petrova told Erdogan in Kiev on Monday. According to the \
                    Kremlin, that is untrue.";

fn claim_with_speaker() -> Sayso {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("“We will not leave,”");
    sayso.key("1");
    sayso.key("S");
    sayso.key("Enter");
    sayso
}

fn tag(id: &str) -> TagId {
    TagId::new(id)
}

// What undo and the history call a step.

/// Does something to the selected mark, and says how undo calls it.
fn label(sayso: &mut Sayso, action: MarkAction) -> String {
    sayso.act(Action::Mark(action));
    let label = sayso.view().session.history().undo_label().unwrap_or_default().to_owned();
    assert_ne!(label, "", "{}", sayso.notices());
    label
}

#[test]
fn every_step_on_one_mark_names_it() {
    let mut sayso = claim_with_speaker();
    let span = sayso.view().span().unwrap().id;
    let claim = sayso.view().project().codebook.tag(&tag("claim")).unwrap().clone();
    let stance = claim.fields.iter().find(|field| field.id == FieldId::new("stance")).unwrap().clone();
    let link = sayso.article().links.of_kind(span, "said-by").next().unwrap().id;
    let against = Some(FieldValue::Choice("against".to_owned()));
    let made = [
        sayso.view().session.history().undo_label().unwrap().to_owned(),
        label(&mut sayso, MarkAction::SetNote(span, "hm".to_owned())),
        label(&mut sayso, MarkAction::SetFlag(span, true)),
        label(&mut sayso, MarkAction::SetFlag(span, false)),
        label(&mut sayso, MarkAction::SetField(span, Box::new(stance.clone()), against)),
        label(&mut sayso, MarkAction::SetField(span, Box::new(stance), None)),
        label(&mut sayso, MarkAction::MoveVoice(link, 1)),
        label(&mut sayso, MarkAction::Unlink(link)),
        label(&mut sayso, MarkAction::Tag(tag("cue"))),
    ];
    for label in &made {
        assert!(label.contains("“We will not leave,”"), "{label}");
    }
    assert_eq!(made[0], "Link “We will not leave,” to “Maria Petrova” (said by)");
    assert_eq!(made[4], "Set “Stance” of “We will not leave,” to “against”");
    let mut labels = made.to_vec();
    labels.sort();
    labels.dedup();
    assert_eq!(labels.len(), made.len(), "each says what was done");
}

#[test]
fn every_step_on_the_name_of_a_mark_names_both() {
    let mut sayso = claim_with_speaker();
    sayso.click_words("Petrova", 1);
    let (article, span) = (sayso.article().id, sayso.view().span().unwrap().id);
    let naming = NameAction::AssignNew(vec![(article, span)], EntityKind::Person);
    assert_eq!(label(&mut sayso, MarkAction::Name(naming)), "Name “Maria Petrova” as “Maria Petrova”");
    let how = NameAction::SetMention(span, Mention::Description);
    assert_eq!(label(&mut sayso, MarkAction::Name(how)), "Change how “Maria Petrova” mentions its name");
    sayso.act(Action::Article(ArticleAction::SetStatus(article, Status::Done)));
    assert_eq!(sayso.view().session.history().undo_label(), Some("Set the status of “A headline” to “done”"));
}

#[test]
fn a_long_step_keeps_both_its_ends_in_the_menu() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Maria Petrova told Erdogan in Kiev on Monday");
    sayso.key("2");
    let speaker = sayso.view().span().unwrap().id;
    sayso.drag("According to the Kremlin, that is untrue");
    sayso.key("1");
    let claim = sayso.view().span().unwrap().id;
    let whole = label(&mut sayso, MarkAction::Link(claim, speaker));
    assert!(whole.chars().count() > 70, "{whole}");
    let shown = sayso.view().label(Command::Undo);
    assert!(shown.starts_with("Undo: Link “According") && shown.ends_with("(said by)"), "{shown}");
    assert!(shown.contains('…') && shown.chars().count() <= 70, "{shown}");
}

// The list of articles.

/// Articles as they were added: title, outlet and date.
fn three_articles() -> Sayso {
    let mut sayso = Sayso::start(Vec::new());
    sayso.act(Action::Command(Command::NewProject));
    for (title, outlet, date) in
        [("Bridge", "Post", "2022-03-06"), ("Zoo", "Courier", "2021-01-02"), ("Airport", "", "2023-05-01")]
    {
        let name = sayso.path(&format!("{title}.md"));
        let outlet = if outlet.is_empty() { String::new() } else { format!("outlet: {outlet}\n") };
        std::fs::write(&name, format!("---\n{outlet}date: {date}\n---\n{title}\n\nSome text of {title}.")).unwrap();
        sayso.act(Action::Project(ProjectAction::Open(vec![name])));
    }
    assert_eq!(sayso.view().project().articles.len(), 3, "{}", sayso.notices());
    sayso
}

/// The titles in the list, from the top.
fn listed(sayso: &Sayso) -> Vec<String> {
    let panel = sayso.harness.get_by_label("Articles panel");
    let mut rows: Vec<(f32, String)> = ["Bridge", "Zoo", "Airport"]
        .iter()
        .map(|title| (panel.get_by_label(title).rect().min.y, (*title).to_owned()))
        .collect();
    rows.sort_by(|one, other| one.0.total_cmp(&other.0));
    rows.into_iter().map(|(_, title)| title).collect()
}

#[test]
fn articles_are_sorted_by_mouse_and_that_is_remembered() {
    let mut sayso = three_articles();
    let added: Vec<String> =
        sayso.view().project().listed_articles().iter().map(|article| article.facts.title.clone()).collect();
    assert_eq!(listed(&sayso), added);
    sayso.click("Sorted by order added");
    sayso.click("Sort by date");
    assert_eq!(listed(&sayso), ["Zoo", "Bridge", "Airport"]);
    sayso.click("Sorted by date");
    sayso.click("Reverse order");
    assert_eq!(listed(&sayso), ["Airport", "Bridge", "Zoo"]);
    let file = sayso.save_as("three.sayso");
    let again = sayso.restart(vec![file]);
    assert_eq!(listed(&again), ["Airport", "Bridge", "Zoo"]);
    assert_eq!(again.view().settings.article_order, ArticleOrder::Date);
}

#[test]
fn articles_are_sorted_by_keys_and_gone_through_in_that_order() {
    let mut sayso = three_articles();
    sayso.key("Ctrl+Shift+P");
    sayso.type_text("sort by outlet");
    sayso.key("Enter");
    assert_eq!(listed(&sayso), ["Zoo", "Bridge", "Airport"], "what has no outlet comes last");
    let titles = |sayso: &Sayso| sayso.article().facts.title.clone();
    let first: ArticleId = sayso.view().project().articles.values().find(|a| a.facts.title == "Zoo").unwrap().id;
    sayso.act(Action::Article(ArticleAction::Show(first)));
    sayso.key("Ctrl+PageDown");
    assert_eq!(titles(&sayso), "Bridge");
    sayso.key("Ctrl+PageDown");
    assert_eq!(titles(&sayso), "Airport");
}

// The codebook.

/// As many tags as a large codebook has, a tenth of them with others below.
fn with_many_tags(count: usize) -> Sayso {
    let mut sayso = Sayso::with_text(TEXT);
    let mut parent = None;
    for number in 0..count {
        let name = format!("Topic {number:03}");
        let above = if number % 10 == 0 { None } else { parent.clone() };
        sayso.harness.state_mut().app_mut().handle(Action::Codebook(CodebookAction::Add { name, parent: above }));
        if number % 10 == 0 {
            parent = sayso.view().project().codebook.tags.last().map(|tag| tag.id.clone());
        }
    }
    sayso.settle();
    sayso
}

#[test]
fn hundreds_of_tags_are_filtered_collapsed_and_reached() {
    let mut sayso = with_many_tags(300);
    let rows = |sayso: &Sayso| {
        let panel = sayso.harness.get_by_label("Codebook panel");
        panel.query_all_by_label_contains("More for ").count()
    };
    assert!((5..30).contains(&rows(&sayso)), "only what is in sight is laid out: {}", rows(&sayso));
    sayso.click("Collapse all");
    assert!(sayso.shows("Topic 010") && !sayso.shows("Topic 001"));
    sayso.click("Expand Topic 000");
    assert!(sayso.shows("Topic 001"));
    // By keys: the filter finds what is collapsed too, and Enter marks with it.
    sayso.drag("Erdogan");
    sayso.key("Escape");
    assert_eq!(sayso.selected(), "Erdogan");
    sayso.harness.get_by_label("Filter codebook").focus();
    sayso.settle();
    sayso.type_text("topic 237");
    assert!(sayso.shows("Topic 237") && sayso.shows("Topic 230") && !sayso.shows("Topic 238"));
    sayso.key("Enter");
    let marked = sayso.article().spans.iter().next().unwrap();
    assert_eq!(sayso.view().project().codebook.tag(&marked.tag).unwrap().name, "Topic 237");
}

#[test]
fn the_panels_follow_to_another_project() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.act(Action::Codebook(CodebookAction::Add { name: "Rumour".to_owned(), parent: None }));
    let file = sayso.save_as("rumours.sayso");
    let mut other = Sayso::start(Vec::new());
    assert!(!other.shows("Rumour"));
    other.act(Action::Project(ProjectAction::Open(vec![file])));
    assert!(
        other.shows("Rumour") && other.harness.get_by_label("Articles panel").query_by_label("A headline").is_some()
    );
}

#[test]
fn what_can_be_done_with_a_tag_is_reached_without_a_right_click() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Kiev");
    sayso.key("5");
    // By mouse: the button of the row, then the list of tags.
    sayso.click("More for Location");
    sayso.click("Merge 1 mark into…");
    assert!(sayso.shows("Merge “Location” into which tag?"));
    sayso.type_text("addr");
    sayso.key("Enter");
    sayso.click("Merge");
    assert!(sayso.marks().contains("[Kiev]{addressee}"), "{}", sayso.notices());
    sayso.click("More for Cue");
    sayso.click("Edit tag…");
    assert!(sayso.shows("Edit “Cue”"));
    sayso.click("Close form");
}

#[test]
fn a_tag_is_edited_merged_and_split_by_keys() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Kiev");
    sayso.key("5");
    let run = |sayso: &mut Sayso, command: &str| {
        sayso.key("Ctrl+Shift+P");
        sayso.type_text(command);
        sayso.key("Enter");
    };
    run(&mut sayso, "edit tag");
    sayso.type_text("speak");
    sayso.key("Enter");
    assert!(sayso.shows("Edit “Speaker”"), "{}", sayso.notices());
    run(&mut sayso, "split tag");
    // The tag of the selected mark comes first.
    sayso.key("Enter");
    assert!(sayso.shows_part("Location"), "{}", sayso.notices());
    sayso.type_text("Capital");
    sayso.key("Escape");
    run(&mut sayso, "merge tag");
    sayso.key("ArrowDown");
    sayso.key("ArrowUp");
    sayso.key("Enter");
    assert!(sayso.shows("Merge “Location” into which tag?"));
    sayso.key("ArrowDown");
    sayso.key("Enter");
    assert!(sayso.shows_part("Merge “Location” into “Speaker”"), "{:?}", sayso.view().prompt);
}

#[test]
fn a_tag_cannot_be_moved_below_itself() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.act(Action::Codebook(CodebookAction::SetParent(tag("cue"), Some(tag("claim")))));
    sayso.act(Action::Codebook(CodebookAction::AskWhich(TagPurpose::Parent(tag("claim")))));
    sayso.type_text("cue");
    assert!(sayso.shows("No tags match."));
    sayso.key("Escape");
    sayso.act(Action::Codebook(CodebookAction::AskWhich(TagPurpose::Parent(tag("cue")))));
    sayso.type_text("speaker");
    sayso.key("Enter");
    assert_eq!(sayso.view().project().codebook.tag(&tag("cue")).unwrap().parent, Some(tag("speaker")));
}

// The inspector.

#[test]
fn the_inspector_says_who_what_the_answers_and_then_the_rest() {
    let mut sayso = claim_with_speaker();
    sayso.key("A");
    sayso.key("Enter");
    let panel = sayso.harness.get_by_label("Inspector panel");
    let y = |name: &str| {
        let node = panel.query_all_by_label(name).next().or_else(|| panel.query_all_by_value(name).next());
        node.unwrap_or_else(|| panic!("no {name}")).rect().min.y
    };
    let places = ["Said by", "“We will not leave,”", "Stance", "Cue", "Told to", "Note"].map(y);
    assert!(places.is_sorted(), "{places:?}");
    assert!(sayso.shows_part("direct quotation"));
}

// The facts.

#[test]
fn each_fact_is_a_way_to_its_field() {
    let mut sayso = three_articles();
    let bridge = sayso.view().project().articles.values().find(|a| a.facts.title == "Bridge").unwrap().id;
    sayso.act(Action::Article(ArticleAction::Show(bridge)));
    assert!(sayso.shows("Outlet: Post") && sayso.shows("Date: 6 March 2022"));
    sayso.click("Date: 6 March 2022");
    sayso.key("Ctrl+A");
    sayso.type_text("2022-03-07");
    sayso.key("Enter");
    assert_eq!(sayso.article().facts.published, "2022-03-07", "{}", sayso.notices());
    // By keys.
    sayso.key("Ctrl+Shift+P");
    sayso.type_text("facts…");
    sayso.key("Enter");
    sayso.key("Ctrl+A");
    sayso.type_text("Herald");
    sayso.key("Enter");
    assert_eq!(sayso.article().facts.outlet, "Herald");
    assert!(sayso.shows("imported from Bridge.md"));
}

// Several coders.

/// Two people's marks on one article.
fn two_coders() -> (Sayso, CoderId, CoderId) {
    let mut sayso = Sayso::with_text("Putin told Erdogan in Moscow.");
    let span = |start: u32, end: u32, label: &str| format!(r#"{{"start":{start},"end":{end},"label":"{label}"}}"#);
    let task = |by: &str, spans: &str| {
        let text = "Putin told Erdogan in Moscow.";
        format!(r#"{{"text":"{text}","spans":[{spans}],"answer":"accept","_annotator_id":"{by}"}}"#)
    };
    let (putin, moscow) = (span(0, 5, "Speaker"), span(22, 28, "Location"));
    let lines = [task("Ana", &format!("{putin},{moscow}")), task("Ben", &putin)].join("\n");
    std::fs::write(sayso.path("tasks.jsonl"), lines).unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![sayso.path("tasks.jsonl")])));
    sayso.click("Import");
    let coder = |name: &str| sayso.view().project().coders.values().find(|coder| coder.name == name).unwrap().id;
    let (ana, ben) = (coder("Ana"), coder("Ben"));
    (sayso, ana, ben)
}

#[test]
fn the_marks_of_one_coder_are_shown_alone_by_mouse_and_by_keys() {
    let (mut sayso, ana, ben) = two_coders();
    let marks = |sayso: &Sayso| {
        let nodes = sayso.harness.query_all_by_role(Role::Button);
        let labels = nodes.filter_map(|node| node.accesskit_node().label());
        labels.filter(|label| label.starts_with("Speaker: Putin") || label.starts_with("Location: Moscow")).count()
    };
    assert_eq!(marks(&sayso), 3);
    sayso.click("Marks of: all");
    sayso.click("Ben");
    assert_eq!((sayso.view().selection.layer, marks(&sayso)), (Layer::Coder(ben), 1));
    assert!(sayso.shows("Marks of: Ben"));
    // Going to a mark that is hidden shows all marks again: nothing is selected out of sight.
    let moscow = sayso.article().spans.iter().find(|span| span.tag == tag("location")).unwrap().id;
    sayso.act(Action::Article(ArticleAction::JumpTo(sayso.article().id, moscow)));
    assert_eq!((sayso.view().selection.layer, marks(&sayso)), (Layer::All, 3));
    assert!(sayso.shows_part("by Ana"), "the inspector says whose it is");
    // By keys: one coder after the other.
    for expected in [Layer::Coder(ana), Layer::Coder(ben), Layer::All] {
        sayso.act(Action::Command(Command::NextCoder));
        assert_eq!(sayso.view().selection.layer, expected);
    }
}

#[test]
fn keys_pass_over_the_marks_of_other_coders() {
    let (mut sayso, _, ben) = two_coders();
    sayso.act(Action::Article(ArticleAction::ShowMarksOf(Layer::Coder(ben))));
    sayso.act(Action::Command(Command::NextSpan));
    assert_eq!(sayso.view().span().unwrap().by, ben);
    sayso.act(Action::Command(Command::NextSpan));
    assert_eq!(sayso.view().selection.layer, Layer::Coder(ben), "{}", sayso.notices());
    assert!(sayso.notices().contains("no more marks") || !sayso.notices().is_empty());
}

#[test]
fn the_ledger_says_whose_claim_it_is_where_there_are_several_coders() {
    let mut sayso = claim_with_speaker();
    sayso.key("Ctrl+3");
    assert!(!sayso.shows("Sort by coder"));
    let (mut sayso, _, ben) = two_coders();
    sayso.drag("told Erdogan");
    sayso.key("1");
    sayso.key("Ctrl+3");
    assert!(sayso.shows("Sort by coder") && sayso.shows("1 claim"));
    sayso.act(Action::Article(ArticleAction::ShowMarksOf(Layer::Coder(ben))));
    assert!(sayso.shows("0 claims"));
}

// Windows of every size.

#[test]
fn at_the_first_start_the_ledger_is_open_and_the_text_keeps_half_of_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let mut sayso = Sayso::start_again(folder, Vec::new());
    for (width, height) in [(1400.0, 900.0), (1024.0, 700.0), (700.0, 450.0)] {
        sayso.harness.set_size(vec2(width, height));
        sayso.settle();
        let ledger = sayso.harness.get_by_role_and_label(Role::Tab, "Ledger").rect();
        assert!(ledger.min.y >= height * 0.5, "{width} × {height}: {ledger:?}");
    }
}

/// Whether a control lies within its panel, from left to right.
fn is_within(panel: Rect, control: Rect) -> bool {
    control.min.x >= panel.min.x - 1.0 && control.max.x <= panel.max.x + 1.0
}

#[test]
fn no_panel_is_wider_than_its_place_in_any_window() {
    let mut sayso = claim_with_speaker();
    let long = "Extraordinarily long name of a tag that has no room in any panel whatsoever";
    sayso.act(Action::Codebook(CodebookAction::Rename(tag("claim"), long.to_owned())));
    let span = sayso.view().span().unwrap().id;
    let choices = FieldKind::Choice(vec![long.to_owned()]);
    let field =
        FieldDef { kind: choices, ..sayso.view().project().codebook.tag(&tag("claim")).unwrap().fields[0].clone() };
    let value = Some(FieldValue::Choice(long.to_owned()));
    sayso.act(Action::Mark(MarkAction::SetField(span, Box::new(field), value)));
    for size in [vec2(1400.0, 900.0), vec2(1024.0, 700.0), vec2(700.0, 450.0), vec2(512.0, 350.0)] {
        sayso.harness.set_size(size);
        // No hint is shown.
        sayso.pointer(pos2(1.0, 1.0), Modifiers::NONE);
        sayso.settle();
        sayso.settle();
        for name in ["Codebook panel", "Inspector panel", "Articles panel"] {
            let panel = sayso.harness.get_by_label(name);
            let text = sayso.rects("A headline")[0];
            let place = match name {
                "Articles panel" => Rect::everything_left_of(text.min.x),
                _ => Rect::everything_right_of(text.max.x),
            };
            let whole = Rect::from_min_size(egui::Pos2::ZERO, size).intersect(place);
            for role in [Role::Button, Role::TextInput, Role::ComboBox, Role::Label, Role::CheckBox] {
                for control in panel.query_all_by_role(role) {
                    let label = control.accesskit_node().label();
                    assert!(is_within(whole, control.rect()), "{name} at {size}: {label:?} {:?}", control.rect());
                }
            }
        }
    }
}

#[test]
fn choosing_another_mark_leaves_the_panels_where_they_are() {
    let mut sayso = claim_with_speaker();
    sayso.key("Escape");
    let row = |sayso: &Sayso| sayso.harness.get_by_label("Codebook panel").get_by_label("Speaker").rect();
    let before = row(&sayso);
    let words = sayso.rects("According to the");
    sayso.click_words("leave", 1);
    assert_eq!(sayso.rects("According to the"), words, "the text stays");
    assert_eq!(row(&sayso), before);
}

#[test]
fn ledger_columns_are_read_by_scrolling_where_the_window_is_narrow() {
    let mut sayso = claim_with_speaker();
    sayso.act(Action::Exchange(ExchangeAction::AddPasted("Another\n\ntext".to_owned())));
    sayso.act(Action::Command(Command::Show(Panel::Ledger)));
    let all = sayso.view().derived.ledger.value().columns.iter().map(|column| column.key.clone()).collect();
    sayso.act(Action::Desk(DeskAction::SetLedgerColumns(all)));
    sayso.harness.set_size(vec2(700.0, 450.0));
    sayso.settle();
    let widths: Vec<f32> =
        sayso.harness.query_all_by_label_contains("Sort by ").map(|head| head.rect().width()).collect();
    assert!(widths.len() > 3 && widths.iter().all(|width| *width > 20.0), "{widths:?}");
}
