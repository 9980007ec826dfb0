//! The ledger: one row a claim, in columns that the person chooses, changed where it stands.

use egui_kittest::kittest::Queryable;
use sayso::{
    app::{Action, ArticleAction, Command, DeskAction, ExchangeAction},
    model::{FieldId, FieldValue},
};

use crate::common::driver::Sayso;

const TEXT: &str =
    "A headline\n\n“We will not leave,” Maria Petrova told Erdogan in Kiev. According to the Kremlin, that is untrue.";

fn with_claim() -> Sayso {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("“We will not leave,”");
    sayso.key("1");
    sayso
}

fn two_claims() -> Sayso {
    let mut sayso = with_claim();
    sayso.key("S");
    sayso.key("Enter");
    sayso.drag("that is untrue");
    sayso.key("1");
    sayso.key("Ctrl+3");
    sayso
}

#[test]
fn the_ledger_shows_each_claim_follows_changes_sorts_filters_and_leads_there() {
    let mut sayso = with_claim();
    sayso.drag("that is untrue");
    sayso.key("1");
    sayso.key("Ctrl+3");
    assert!(sayso.shows("2 claims"));
    assert!(sayso.shows("No speaker: “We will not leave,”"));
    sayso.act(Action::Article(ArticleAction::Show(sayso.article().id)));
    sayso.click_words("leave", 1);
    sayso.key("S");
    sayso.key("Enter");
    assert!(sayso.shows("Maria Petrova: “We will not leave,”"), "the ledger follows");
    sayso.click("Sort by speaker");
    sayso.click("No speaker: that is untrue");
    let chosen = sayso.view().span().unwrap();
    assert_eq!(sayso.article().words_of(chosen), "that is untrue");
    sayso.harness.get_by_label("Filter the ledger").focus();
    sayso.settle();
    sayso.type_text("petrova");
    assert!(sayso.shows("1 of 2 claims"));
    let table = sayso.path("ledger.csv");
    sayso.answer(&table);
    sayso.act(Action::Command(Command::ExportLedger));
    let text = std::fs::read_to_string(&table).unwrap();
    assert!(text.starts_with("\u{FEFF}speaker,cue,claim,quoted,"), "{text}");
    assert!(text.contains("Maria Petrova,told,\"“We will not leave,”\",direct,"), "{text}");
    assert_eq!(text.lines().count(), 3);
}

#[test]
fn a_cell_of_the_chosen_row_is_changed_where_it_stands() {
    let mut sayso = two_claims();
    sayso.click("Maria Petrova: “We will not leave,”");
    // A choice: the menu of the cell.
    sayso.click("Change stance");
    sayso.click("against");
    let field = |sayso: &Sayso, id: &str| sayso.view().span().unwrap().fields.get(&FieldId::new(id)).cloned();
    assert_eq!(field(&sayso, "stance"), Some(FieldValue::Choice("against".to_owned())), "{}", sayso.notices());
    // A text, in a column that is switched on first.
    sayso.act(Action::Desk(DeskAction::SetLedgerColumns(
        ["speaker", "claim", "field restated", "note"].map(str::to_owned).into(),
    )));
    sayso.click("Change restated");
    sayso.type_text("Nobody leaves");
    sayso.key("Enter");
    assert_eq!(field(&sayso, "restated"), Some(FieldValue::Text("Nobody leaves".to_owned())));
    sayso.click("Change note");
    sayso.type_text("check this");
    sayso.key("Enter");
    assert_eq!(sayso.view().span().unwrap().note, "check this");
    // The speaker: the list of the text opens.
    sayso.click("No speaker: that is untrue");
    sayso.click("Change speaker");
    sayso.key("Enter");
    assert!(sayso.shows("the Kremlin: that is untrue"), "{}", sayso.notices());
}

#[test]
fn rows_are_grouped_and_groups_closed() {
    let mut sayso = two_claims();
    sayso.click("Group by");
    sayso.click_in("Group by", "speaker");
    assert!(sayso.shows("Maria Petrova, 1 claim") && sayso.shows("–, 1 claim"));
    assert!(sayso.shows("Maria Petrova: “We will not leave,”"));
    sayso.click("Maria Petrova, 1 claim");
    assert!(!sayso.shows("Maria Petrova: “We will not leave,”"));
}

#[test]
fn the_ledger_is_walked_through_by_keys_alone() {
    let mut sayso = two_claims();
    sayso.harness.get_by_label("Maria Petrova: “We will not leave,”").focus();
    sayso.settle();
    sayso.key("Enter");
    let words = |sayso: &Sayso| sayso.article().words_of(sayso.view().span().unwrap());
    assert_eq!(words(&sayso), "“We will not leave,”");
    sayso.harness.get_by_label("Maria Petrova: “We will not leave,”").focus();
    sayso.settle();
    sayso.key("ArrowDown");
    sayso.key("Enter");
    assert_eq!(words(&sayso), "that is untrue");
    sayso.key("ArrowUp");
    sayso.key("Enter");
    assert_eq!(words(&sayso), "“We will not leave,”");
}

#[test]
fn claims_that_say_the_same_are_grouped_over_articles_when_somebody_says_so() {
    let mut sayso = Sayso::with_text("First\n\nShe said that the grain harvest has failed in the south.");
    sayso.drag("that the grain harvest has failed in the south");
    sayso.key("1");
    sayso.act(Action::Exchange(ExchangeAction::AddPasted(
        "Second\n\nIn the south the grain harvest failed, the paper writes.".to_owned(),
    )));
    sayso.drag("In the south the grain harvest failed");
    sayso.key("1");
    let before = sayso.view().project().clone();
    sayso.key("G");
    let offered = &sayso.view().choices.expect("the list is open").rows[0];
    assert!(offered.why.contains("% of the words"), "{}", offered.why);
    assert_eq!(sayso.view().project().entities.len(), 0, "and not grouped unasked");
    sayso.key("Enter");
    assert_eq!(sayso.view().project().entities.len(), 0, "nor by Enter alone");
    sayso.type_text("1");
    let groups: Vec<_> = sayso
        .view()
        .project()
        .articles
        .values()
        .flat_map(|article| article.spans.iter().map(|span| span.entity))
        .collect();
    assert!(groups.len() == 2 && groups[0].is_some() && groups[0] == groups[1], "{}", sayso.notices());
    // Both leave it again; then there is no group.
    for article in sayso.view().project().articles.keys().copied().collect::<Vec<_>>() {
        let claim = sayso.view().project().article(article).unwrap().spans.iter().next().unwrap().id;
        sayso.act(Action::Article(ArticleAction::JumpTo(article, claim)));
        sayso.key("G");
        sayso.type_text("leave the");
        sayso.key("Enter");
    }
    assert_eq!(sayso.view().project().entities.len(), 0, "{}", sayso.notices());
    sayso.key("Ctrl+Z");
    sayso.key("Ctrl+Z");
    sayso.key("Ctrl+Z");
    assert_eq!(*sayso.view().project(), before);
}

#[test]
fn another_speaker_in_the_cell_takes_the_place_of_the_one_there() {
    let mut sayso = two_claims();
    sayso.click("Maria Petrova: “We will not leave,”");
    sayso.click("Change speaker");
    assert!(sayso.shows("Remove “Maria Petrova”"));
    sayso.type_text("kremlin");
    sayso.key("Enter");
    assert!(sayso.shows("the Kremlin: “We will not leave,”"), "{}", sayso.notices());
    let article = sayso.article();
    let claim = sayso.view().span().unwrap().id;
    assert_eq!(article.links.of_kind(claim, "said-by").count(), 1);
    sayso.key("Ctrl+Z");
    assert!(sayso.shows("Maria Petrova: “We will not leave,”"), "one step");
}

#[test]
fn escape_empties_the_filter_and_leaves_the_rest_as_it_is() {
    let mut sayso = two_claims();
    let chosen = sayso.view().selection.span;
    assert!(chosen.is_some());
    sayso.harness.get_by_label("Filter the ledger").focus();
    sayso.settle();
    sayso.type_text("petrova");
    assert!(sayso.shows("1 of 2 claims"));
    sayso.key("Escape");
    assert!(sayso.shows("2 claims"));
    assert_eq!(sayso.view().selection.span, chosen);
}

#[test]
fn each_cell_asks_for_what_stands_in_its_column() {
    let mut sayso = two_claims();
    sayso.click("Maria Petrova: “We will not leave,”");
    sayso.act(Action::Desk(DeskAction::SetLedgerColumns(
        ["speaker", "claim", "link happened-at", "link said-at"].map(str::to_owned).into(),
    )));
    sayso.click("Change said at");
    assert_eq!(sayso.view().choices.unwrap().title, "Said at");
    sayso.key("Escape");
    sayso.click("Change happened at");
    assert_eq!(sayso.view().choices.unwrap().title, "Happened at");
}

#[test]
fn a_note_being_typed_counts_when_its_row_goes_out_of_sight() {
    let mut sayso = two_claims();
    sayso.act(Action::Desk(DeskAction::SetLedgerColumns(["speaker", "claim", "note"].map(str::to_owned).into())));
    sayso.click("Maria Petrova: “We will not leave,”");
    let claim = sayso.view().selection.span.unwrap();
    sayso.click("Change note");
    sayso.type_text("check the date");
    sayso.act(Action::Command(Command::CloseDrawer));
    sayso.act(Action::Command(Command::Show(sayso::app::Panel::Ledger)));
    sayso.click("No speaker: that is untrue");
    let note = |sayso: &Sayso, id| sayso.article().span(id).unwrap().note.clone();
    assert_eq!(note(&sayso, claim), "check the date");
    assert_eq!(note(&sayso, sayso.view().selection.span.unwrap()), "");
}
