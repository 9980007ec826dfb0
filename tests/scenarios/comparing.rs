//! Two coders of one article are compared: by mouse and by keys it is decided what holds.

use egui::{accesskit::Role, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use sayso::{
    app::{Action, ArticleAction, Command, CompareAction, Comparing, Panel, ProjectAction},
    edit::{Edit, Transaction, apply_all},
    model::{Article, Coder, CoderId, Id, Layer, Project, Span, SpanId, TagId, Time, Verdict},
    store::{read_project, write_project},
    text::ByteRange,
};

use crate::common::driver::Sayso;

const TEXT: &str = "A headline\n\nPutin told Erdogan in Moscow. Moscow said so.";

pub(super) const BEN: CoderId = CoderId(Id::LAST);

/// A mark of Ben's on the first of these words.
fn bens(article: &Article, number: u8, tag: &str, words: &str) -> Span {
    let start = article.text.as_str().find(words).unwrap();
    let range = ByteRange::new(start, start + words.len());
    Span::new(SpanId(Id::from_bits([number; 10])), TagId::new(tag), vec![range], BEN, Time(1))
}

/// Adds Ben and his marks, each a tag on words, to a project.
pub(super) fn with_ben(project: &mut Project, marks: &[(&str, &str)]) {
    let article = project.articles.values().next().unwrap().clone();
    let ben = Coder { id: BEN, name: "Ben".to_owned(), changed: None, extra: Default::default() };
    let mut edits = vec![Edit::AddCoder(ben)];
    for (number, (tag, words)) in marks.iter().enumerate() {
        edits.push(Edit::AddSpan(article.id, Box::new(bens(&article, number as u8 + 1, tag, words))));
    }
    apply_all(project, Transaction::new("Ben's work", edits)).unwrap();
}

/// The window on a project in which Ada marked Putin and Erdogan as speaker and addressee and `told` as cue, and Ben
/// something else.
pub(super) fn two_coders(bens: &[(&str, &str)]) -> Sayso {
    let mut sayso = Sayso::with_text(TEXT);
    for (words, key) in [("Putin", "2"), ("told", "3"), ("Erdogan", "4")] {
        sayso.drag(words);
        sayso.key(key);
    }
    let path = sayso.save_as("work.sayso");
    let mut project = read_project(&std::fs::read(&path).unwrap()).unwrap().project;
    with_ben(&mut project, bens);
    let both = sayso.path("both.sayso");
    std::fs::write(&both, write_project(&project).bytes).unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![both])));
    sayso.act(Action::Command(Command::Show(Panel::Compare)));
    sayso.settle();
    sayso
}

/// What was agreed on, each mark with its tag and words.
fn agreed(sayso: &Sayso) -> Vec<String> {
    let article = sayso.article();
    let agreed = article.spans.in_text_order().filter(|span| span.by == CoderId::CONSENSUS);
    agreed.map(|span| format!("{} {}", span.tag, article.words_of(span))).collect()
}

#[test]
fn keys_decide_one_difference_after_the_other() {
    let mut sayso = two_coders(&[("speaker", "Putin"), ("cue", "told Erdogan"), ("location", "Moscow")]);
    assert!(sayso.shows_part("3 open · 0 decided · 1 the same, 0 of them in the consensus"), "a count of all");
    let before = sayso.view().project().clone();
    sayso.harness.get_by_label_contains("Extent, “told Erdogan”").click();
    sayso.settle();
    assert_eq!(
        sayso
            .view()
            .selection
            .span
            .map(|span| sayso.article().words_of(sayso.article().span(span).unwrap()))
            .as_deref(),
        Some("told"),
        "the mark is shown in the article"
    );
    sayso.key("2");
    assert_eq!(agreed(&sayso), ["cue told Erdogan"], "{}", sayso.notices());
    // The next one is chosen: only Ada has the addressee. Whoever has nothing there says that nothing holds.
    sayso.key("2");
    assert_eq!(agreed(&sayso), ["cue told Erdogan"]);
    let verdicts: Vec<Verdict> = sayso.view().project().decisions.values().map(|decision| decision.verdict).collect();
    assert!(verdicts.contains(&Verdict::Neither), "{verdicts:?}");
    sayso.key("B");
    assert_eq!(agreed(&sayso), ["cue told Erdogan", "location Moscow"]);
    assert!(sayso.shows_part("0 open · 3 decided"));
    sayso.click_part("Add 1 to the consensus");
    assert_eq!(agreed(&sayso), ["speaker Putin", "cue told Erdogan", "location Moscow"]);
    for (id, span) in before.articles.values().next().unwrap().spans.iter().map(|span| (span.id, span)) {
        assert_eq!(sayso.article().span(id), Some(span), "the coders' marks stay");
    }
    for _ in 0..4 {
        sayso.key("Ctrl+Z");
    }
    assert_eq!(sayso.view().project().articles, before.articles);
    assert!(sayso.view().project().decisions.is_empty());
}

#[test]
fn a_copy_is_edited_in_the_consensus_and_reopening_takes_it_back() {
    let mut sayso = two_coders(&[("speaker", "Putin"), ("cue", "told"), ("addressee", "Erdogan in Moscow")]);
    sayso.harness.get_by_label_contains("Extent, “Erdogan in Moscow”").click();
    sayso.settle();
    sayso.click_part("E  Edit a copy");
    assert_eq!(sayso.view().selection.layer, Layer::CONSENSUS);
    let span = sayso.view().span().expect("the copy is selected").clone();
    assert_eq!((span.by, sayso.article().words_of(&span).as_str()), (CoderId::CONSENSUS, "Erdogan"));
    assert!(sayso.view().project().decisions.values().any(|decision| decision.verdict == Verdict::Edited(span.id)));
    sayso.click("Show decided");
    sayso.harness.get_by_label_contains("Extent, “Erdogan in Moscow”").click();
    sayso.settle();
    sayso.fill("Reason (R)", "The place is no addressee.");
    sayso.key("Tab");
    sayso.settle();
    let noted = |sayso: &Sayso| sayso.view().project().decisions.values().map(|d| d.note.clone()).collect::<Vec<_>>();
    assert_eq!(noted(&sayso), ["The place is no addressee."], "{}", sayso.notices());
    let copy = sayso.view().project().decisions.values().next().unwrap().verdict;
    sayso.click_part("E  Edit a copy");
    let kept = sayso.view().project().decisions.values().next().unwrap().clone();
    assert_eq!((kept.verdict, kept.note.as_str()), (copy, "The place is no addressee."), "the copy is gone on with");
    sayso.act(Action::Article(ArticleAction::ShowMarksOf(Layer::All)));
    sayso.harness.get_by_label_contains("Extent, “Erdogan in Moscow”").click();
    sayso.settle();
    sayso.click("2  Ben");
    assert_eq!(noted(&sayso), ["The place is no addressee."], "another decision keeps the reason");
    sayso.click("Reopen");
    assert!(agreed(&sayso).is_empty() && sayso.view().project().decisions.is_empty());
}

/// The reasons of all decisions.
fn reasons(sayso: &Sayso) -> Vec<String> {
    let mut reasons: Vec<String> = sayso.view().project().decisions.values().map(|made| made.note.clone()).collect();
    reasons.sort();
    reasons
}

#[test]
fn by_keys_a_decision_gets_its_reason_before_or_after_it_is_made() {
    let mut sayso = two_coders(&[("speaker", "Putin"), ("cue", "told Erdogan"), ("location", "Moscow")]);
    sayso.harness.get_by_label_contains("Extent, “told Erdogan”").click();
    sayso.settle();
    sayso.key("R");
    sayso.type_text("Seen from 2, E and S.");
    sayso.key("Enter");
    sayso.key("1");
    assert_eq!(agreed(&sayso), ["cue told"], "{}", sayso.notices());
    assert_eq!(reasons(&sayso), ["Seen from 2, E and S."]);
    // The next difference is chosen, and the reason was used.
    sayso.key("B");
    assert_eq!(reasons(&sayso), ["", "Seen from 2, E and S."], "{}", sayso.notices());
    sayso.click("Show decided");
    sayso.harness.get_by_label_contains("Extent, “told Erdogan”").click();
    sayso.settle();
    sayso.key("R");
    sayso.key("Ctrl+A");
    sayso.type_text("The name is no cue.");
    sayso.key("Enter");
    assert_eq!(reasons(&sayso), ["", "The name is no cue."], "{}", sayso.notices());
    sayso.key("2");
    assert_eq!(agreed(&sayso)[0], "cue told Erdogan", "the keyboard is back in the list");
    assert_eq!(reasons(&sayso), ["", "The name is no cue."], "another decision keeps the reason");
}

#[test]
fn a_reason_holds_for_all_that_are_decided_together() {
    let mut sayso = two_coders(&[("location", "A"), ("location", "headline"), ("speaker", "Putin"), ("cue", "told")]);
    sayso.harness.get_by_label_contains("Missing, “A”").click();
    sayso.settle();
    sayso.key("S");
    sayso.fill("Reason (R)", "Both are places.");
    sayso.key("2");
    assert_eq!(reasons(&sayso), ["Both are places.", "Both are places."], "{}", sayso.notices());
}

#[test]
fn filters_and_decisions_take_a_line_each() {
    let mut sayso = two_coders(&[("speaker", "Putin"), ("cue", "told Erdogan"), ("location", "Moscow")]);
    for (width, height) in [(1400.0, 900.0), (900.0, 600.0)] {
        sayso.harness.set_size(vec2(width, height));
        sayso.settle();
        sayso.harness.get_by_label_contains("Extent, “told Erdogan”").click();
        sayso.settle();
        let line = |name: &str| sayso.harness.get_by_label(name).rect().center().y;
        assert_eq!(sayso.harness.get_by_label_contains(" open · ").rect().center().y, line("This article"), "{width}");
        assert_eq!(sayso.harness.get_by_label("Missing 2").accesskit_node().role(), Role::Button);
        assert_eq!(line("Missing 2"), line("This article"), "{width}");
        let reason = sayso.harness.get_by_role_and_label(Role::TextInput, "Reason (R)").rect();
        assert!((reason.center().y - line("1  Ada")).abs() < 2.0 && reason.width() >= 160.0, "{width}: {reason:?}");
    }
    sayso.click("Missing 2");
    assert!(!sayso.shows_part("Extent, “told Erdogan”"));
    sayso.click("Missing 2");
    assert!(sayso.shows_part("Extent, “told Erdogan”"));
}

#[test]
fn one_decision_holds_for_all_similar_ones() {
    let mut sayso = two_coders(&[("location", "A"), ("location", "headline"), ("speaker", "Putin"), ("cue", "told")]);
    assert!(sayso.shows_part("3 open"));
    sayso.harness.get_by_label_contains("Missing, “A”").click();
    sayso.settle();
    sayso.click_part("Apply to all similar (2)");
    assert!(!sayso.shows_part("Missing, “Erdogan”"), "what it would touch is listed");
    sayso.harness.get_by_label_contains("Missing, “headline”").click();
    sayso.settle();
    sayso.key("2");
    assert_eq!(agreed(&sayso), ["location A", "location headline"], "{}", sayso.notices());
    assert!(sayso.shows_part("Missing, “Erdogan”"), "the others are next");
    sayso.key("Ctrl+Z");
    assert!(agreed(&sayso).is_empty(), "one step");
}

#[test]
fn lenience_is_chosen_where_coders_are_compared() {
    let mut sayso = two_coders(&[("speaker", "Putin"), ("cue", "told Erdogan"), ("addressee", "Erdogan")]);
    assert!(sayso.shows_part("1 open"));
    let mut comparing: Comparing = sayso.view().selection.comparing.clone();
    comparing.lenience.words = 1;
    sayso.act(Action::Compare(CompareAction::Choose(comparing)));
    sayso.settle();
    assert!(sayso.shows_part("0 open · 0 decided · 3 the same"));
}

#[test]
fn marks_of_the_consensus_are_no_coders_marks() {
    let mut sayso = two_coders(&[("speaker", "Putin")]);
    sayso.click_part("Add 1 to the consensus");
    assert_eq!(sayso.view().selection.layer, Layer::All);
    sayso.act(Action::Command(Command::Show(Panel::Ledger)));
    sayso.act(Action::Article(ArticleAction::ShowMarksOf(Layer::CONSENSUS)));
    let layers: Vec<Layer> = sayso.view().project().layers().collect();
    assert_eq!(layers.last(), Some(&Layer::CONSENSUS));
    assert_eq!(sayso.view().project().in_layer(Layer::All).span_count() + 1, sayso.view().project().span_count());
}

#[test]
fn the_project_with_two_readers_is_sound_and_decided_throughout() {
    let mut sayso = Sayso::start(vec![std::path::absolute("projects/kremlin-call-two-readers.sayso").unwrap()]);
    sayso.act(Action::Command(Command::Show(Panel::Compare)));
    sayso.settle();
    assert!(sayso.shows_part("0 open · 10 decided · 51 the same, 51 of them in the consensus"), "{}", sayso.notices());
    assert!(sayso.view().problems.is_empty());
    let project = sayso.view().project();
    let consensus = project.in_layer(Layer::CONSENSUS);
    assert_eq!(consensus.span_count(), 61);
    // Every claim of the consensus has its speaker there too.
    let article = consensus.articles.values().next().unwrap();
    let claims: Vec<&Span> = article.spans.iter().filter(|span| span.tag.as_str() == "claim").collect();
    assert_eq!(claims.len(), 16);
    assert!(claims.iter().all(|claim| article.links.from(claim.id).next().is_some()));
}

#[test]
fn agreement_is_listed_and_leads_to_what_pulls_it_down() {
    let mut sayso = two_coders(&[("speaker", "Putin"), ("cue", "told Erdogan")]);
    sayso.act(Action::Command(Command::Show(Panel::Agreement)));
    sayso.settle();
    let table = &sayso.view().derived.agreement.value().table;
    assert!(table.rows.len() > 10 && sayso.view().derived.agreement.value().paragraph.contains("Ada"));
    sayso.click("All measures");
    sayso.click("Exact F1");
    sayso.key("Escape");
    let row = sayso.harness.get_by_label_contains("Exact F1, Cue, , 0");
    row.click();
    sayso.settle();
    let shown = sayso.view().span().map(|span| sayso.article().words_of(span));
    assert_eq!(shown.as_deref(), Some("told"), "{}", sayso.notices());
    sayso.act(Action::Compare(CompareAction::Copy("copied".to_owned())));
    assert!(sayso.notices().contains("Copied"));
    for (format, ending, begins) in
        [("CSV", "csv", "\u{feff}"), ("JSON", "json", "["), ("Workbook (XLSX)", "xlsx", "PK")]
    {
        let path = sayso.path(&format!("agreement.{ending}"));
        sayso.answer(&path);
        sayso.click("Export…");
        sayso.click(format);
        assert!(std::fs::read(&path).unwrap().starts_with(begins.as_bytes()), "{format}: {}", sayso.notices());
    }
}

#[test]
fn agreement_names_the_coder_that_a_row_is_about_and_tells_what_is_not_defined_last() {
    let mut sayso = two_coders(&[("speaker", "Putin"), ("cue", "told Erdogan")]);
    sayso.act(Action::Command(Command::Show(Panel::Agreement)));
    sayso.settle();
    sayso.click("All measures");
    assert!(sayso.shows("Only one coder") && sayso.shows("Percent agreement") == sayso.shows("Gwet’s AC1"));
    sayso.click("Only one coder");
    sayso.key("Escape");
    assert!(
        sayso.shows_part("Only Ada, Cue, , 1") && sayso.shows_part("Only Ben, Cue, , 1"),
        "of the cue each has one"
    );
    assert!(!sayso.shows_part("Only Ben, Addressee, , 1") && sayso.shows_part("Only Ada, Addressee, , 1"));
    sayso.click("Only one coder");
    sayso.click("Gamma");
    sayso.key("Escape");
    let rows = sayso.harness.query_all_by_label_contains("Ada, Ben");
    let mut rows: Vec<(f32, String)> =
        rows.map(|row| (row.rect().min.y, row.accesskit_node().label().unwrap_or_default())).collect();
    rows.sort_by(|one, other| one.0.total_cmp(&other.0));
    let defined: Vec<bool> = rows.iter().map(|(_, row)| !row.contains("Not defined")).collect();
    assert!(defined.contains(&true) && defined.contains(&false) && defined.is_sorted_by_key(|is| !is), "{rows:?}");
}

#[test]
fn a_long_note_is_shown_at_length_where_others_changed_it() {
    let note = "Both presidents speak here, so it is a matter of taste whether this is one speaker or two; the codebook \
        says that whoever is quoted together counts once, as long as the words are the same for both of them";
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Putin");
    sayso.key("2");
    let path = sayso.save_as("work.sayso");
    let mut project = read_project(&std::fs::read(&path).unwrap()).unwrap().project;
    with_ben(&mut project, &[]);
    let article = project.articles.values().next().unwrap().clone();
    let own = article.spans.in_text_order().next().unwrap();
    let changed = Span { note: note.to_owned(), changed: Some((Time(9), BEN)), ..own.clone() };
    let edit = Edit::ChangeSpan(article.id, Box::new(changed));
    apply_all(&mut project, Transaction::one("Ben's change", edit)).unwrap();
    std::fs::write(&path, write_project(&project).bytes).unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![path])));
    sayso.act(Action::Command(Command::ByOthers));
    let height = |words: &str| sayso.harness.get_by_label_contains(words).rect().height();
    assert!(height("Now: Speaker “Putin” (Both") > 2.0 * height("Yours: Speaker “Putin”"), "{}", sayso.notices());
    assert!(sayso.shows_part("the same for both of them"));
}

#[test]
fn what_others_changed_is_shown_before_and_after_until_it_is_understood() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Putin");
    sayso.key("2");
    let path = sayso.save_as("work.sayso");
    let mut project = read_project(&std::fs::read(&path).unwrap()).unwrap().project;
    with_ben(&mut project, &[]);
    let article = project.articles.values().next().unwrap().clone();
    let own = article.spans.in_text_order().next().unwrap();
    let changed = Span { tag: TagId::new("location"), changed: Some((Time(9), BEN)), ..own.clone() };
    let edit = Edit::ChangeSpan(article.id, Box::new(changed));
    apply_all(&mut project, Transaction::one("Ben's change", edit)).unwrap();
    std::fs::write(&path, write_project(&project).bytes).unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![path])));
    sayso.act(Action::Command(Command::ByOthers));
    for told in ["Changed, by Ben", "Yours: Speaker “Putin”", "Now: Location “Putin”"] {
        assert!(sayso.shows_part(told), "{told}: {}", sayso.notices());
    }
    sayso.click("Understood");
    assert_eq!(sayso.view().prompt, None, "nothing is left");
    assert_eq!(sayso.view().project().reviewed.len(), 1, "the project notes it");
    sayso.act(Action::Command(Command::ByOthers));
    assert!(sayso.shows_part("Nobody has changed"));
}
