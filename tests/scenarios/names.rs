//! The register of names: mentions given names, names merged and split off, each as one step.

use sayso::{
    app::{Action, MarkAction, NameAction},
    model::{Entity, Mention},
};

use crate::common::driver::Sayso;

const TEXT: &str = "A call\n\nVladimir Putin told Recep Tayyip Erdogan that he agrees. Later Putin met Erdoğan, and Mr. \
Endorgan smiled. The Russian head of state left.";

/// The text with six mentions of persons.
fn mentions() -> Sayso {
    let mut sayso = Sayso::with_text(TEXT);
    for words in ["Vladimir Putin", "Recep Tayyip Erdogan", "Erdoğan", "Endorgan", "The Russian head of state"] {
        sayso.drag(words);
        sayso.key("2");
    }
    let later = sayso.find("Putin met");
    let range = sayso::text::ByteRange::new(later.start.index(), later.start.index() + "Putin".len());
    sayso.act(Action::Mark(MarkAction::Mark(sayso::model::TagId::new("speaker"), range)));
    sayso
}

fn entity(sayso: &Sayso, name: &str) -> Entity {
    let all = &sayso.view().project().entities;
    (**all.values().find(|entity| entity.name == name).unwrap_or_else(|| panic!("no {name}"))).clone()
}

fn mentioning(sayso: &Sayso, name: &str) -> Vec<(String, Mention)> {
    let (id, article) = (entity(sayso, name).id, sayso.article());
    let spans = article.spans.in_text_order().filter(|span| span.entity == Some(id));
    spans.map(|span| (article.words_of(span), span.mention)).collect()
}

#[test]
fn a_mention_becomes_a_name_and_others_are_offered_with_reasons() {
    let mut sayso = mentions();
    sayso.key("Ctrl+5");
    assert!(sayso.shows("Mentions without a name · 6"), "{}", sayso.notices());
    sayso.click_words("Recep", 1);
    sayso.key("E");
    sayso.key("Enter");
    assert_eq!(mentioning(&sayso, "Recep Tayyip Erdogan").len(), 1, "{}", sayso.notices());
    // Now the misspelt and the accented are offered for it, with why; one click each.
    assert!(
        sayso.shows("Erdoğan = Recep Tayyip Erdogan")
            && sayso.shows("“Erdoğan” is the surname in “Recep Tayyip Erdogan”")
    );
    assert!(
        sayso.shows("Endorgan = Recep Tayyip Erdogan")
            && sayso.shows("“Endorgan” and “Recep Tayyip Erdogan” are spelled almost alike")
    );
    assert_eq!(mentioning(&sayso, "Recep Tayyip Erdogan").len(), 1, "nothing is merged unasked");
    for words in ["Erdoğan", "Endorgan"] {
        let before = sayso.view().project().entities.len();
        sayso.click_first("Names panel", "Assign");
        assert_eq!(sayso.view().project().entities.len(), before, "{words}");
    }
    assert_eq!(mentioning(&sayso, "Recep Tayyip Erdogan").len(), 3);
    assert_eq!(entity(&sayso, "Recep Tayyip Erdogan").aliases, ["Endorgan", "Erdoğan"]);
    for _ in 0..3 {
        sayso.key("Ctrl+Z");
    }
    assert_eq!(sayso.view().project().entities.len(), 0);
}

#[test]
fn a_description_points_to_a_name_without_counting_as_one() {
    let mut sayso = mentions();
    sayso.act(Action::Mark(MarkAction::Name(NameAction::Add("Vladimir Putin".to_owned()))));
    // By keys alone: N, then the letter of the name.
    sayso.click_words("head of state", 1);
    sayso.key("N");
    sayso.type_text("p");
    assert_eq!(
        mentioning(&sayso, "Vladimir Putin"),
        [("The Russian head of state".to_owned(), Mention::Description)],
        "{}",
        sayso.notices()
    );
    assert_eq!(entity(&sayso, "Vladimir Putin").aliases, Vec::<String>::new(), "a description is no alias");
    sayso.key("Ctrl+5");
    assert!(sayso.shows("Putin = Vladimir Putin"));
    sayso.click_first("Names panel", "Vladimir Putin");
    assert!(sayso.shows("0 mentions by name · 1 otherwise"));
}

#[test]
fn names_are_merged_and_split_off_in_one_step_each() {
    let mut sayso = mentions();
    sayso.click_words("Vladimir", 1);
    sayso.key("E");
    sayso.key("Enter");
    sayso.act(Action::Mark(MarkAction::Name(NameAction::Add("Putin".to_owned()))));
    let putin = entity(&sayso, "Putin").id;
    let place = {
        let article = sayso.article();
        let span = article.spans.iter().find(|span| article.words_of(span) == "Putin").unwrap();
        (article.id, span.id)
    };
    sayso.act(Action::Mark(MarkAction::Name(NameAction::Assign(vec![place], putin))));
    let before = sayso.view().project().clone();
    sayso.key("Ctrl+5");
    assert!(sayso.shows("Possible duplicates"));
    sayso.click_first("Names panel", "Merge");
    assert_eq!(sayso.view().project().entities.len(), 1, "{}", sayso.notices());
    let kept = sayso.view().project().entities.values().next().unwrap().clone();
    assert_eq!(mentioning(&sayso, &kept.name).len(), 2);
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.view().project().entities, before.entities);
    sayso.key("Ctrl+Y");
    let alias = kept.aliases.first().cloned().unwrap_or_else(|| "Putin".to_owned());
    sayso.act(Action::Mark(MarkAction::Name(NameAction::Split(kept.id, alias.clone()))));
    assert_eq!(sayso.view().project().entities.len(), 2);
    assert_eq!(mentioning(&sayso, &alias).len(), 1);
}

#[test]
fn what_is_known_of_a_name_is_typed_into_its_form() {
    let mut sayso = mentions();
    sayso.act(Action::Mark(MarkAction::Name(NameAction::Add("Vladimir Putin".to_owned()))));
    sayso.key("Ctrl+5");
    sayso.click("Vladimir Putin");
    for (field, text) in [("Role", "president"), ("Country", "Russia"), ("Wikidata ID", "q7747")] {
        sayso.fill(field, text);
    }
    let putin = entity(&sayso, "Vladimir Putin");
    assert_eq!(
        (putin.role.as_str(), putin.country.as_str(), putin.wikidata.as_str()),
        ("president", "Russia", "Q7747")
    );
    sayso.fill("Wikidata ID", "seven");
    assert!(sayso.notice().contains("a Q followed by digits"), "{}", sayso.notice());
    assert_eq!(entity(&sayso, "Vladimir Putin").wikidata, "Q7747");
}

#[test]
fn a_new_name_is_the_name_in_the_words_and_nobody_else_comes_first() {
    let mut sayso =
        Sayso::with_text("A call\n\nPresident Vladimir Putin met his colleague, Recep Tayyip Erdogan, and he agreed.");
    for words in ["President Vladimir Putin", "his colleague, Recep Tayyip Erdogan", "he"] {
        let range = sayso.find(if words == "he" { "he agreed" } else { words });
        let range = sayso::text::ByteRange::new(range.start.index(), range.start.index() + words.len());
        sayso.act(Action::Mark(MarkAction::Mark(sayso::model::TagId::new("speaker"), range)));
        if words != "he" {
            sayso.key("E");
            sayso.key("Enter");
        }
    }
    let names: Vec<String> = sayso.view().project().entities.values().map(|entity| entity.name.clone()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    for name in ["Vladimir Putin", "Recep Tayyip Erdogan"] {
        assert!(names.iter().any(|known| known == name), "{names:?}");
    }
    sayso.key("E");
    let offered: Vec<&str> = sayso.view().choices.unwrap().rows.iter().map(|row| row.name.as_str()).collect();
    assert!(offered.iter().all(|name| !name.contains("“he”")), "{offered:?}");
}

#[test]
fn an_alias_is_the_exact_words() {
    let mut sayso = Sayso::with_text("Title\n\nErdogan left early. Later President Erdogan spoke again.");
    sayso.drag("Erdogan");
    sayso.key("2");
    sayso.key("E");
    sayso.key("Enter");
    sayso.drag("President Erdogan");
    sayso.key("2");
    sayso.key("E");
    assert!(
        sayso.view().choices.is_some_and(|list| list.rows[0].why == "“President Erdogan” is “Erdogan” with a title")
    );
    sayso.key("Enter");
    assert_eq!(entity(&sayso, "Erdogan").aliases, ["President Erdogan"], "{}", sayso.notices());
}
