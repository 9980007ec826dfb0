//! Large and odd projects: what is made in a frame does not grow with the project, and the window comes to rest.

use egui::Shape;
use sayso::{
    app::{Action, ArticleAction, Command, DeskAction, Panel},
    store::write_project,
};

use crate::common::{
    driver::Sayso,
    kinds::{KINDS, Kind, first_mark},
};

/// More than this is as large as a test needs it; how quick the largest are is measured by the benchmark.
const MANY: usize = 1_000;

/// What is looked at: each panel, the selected mark, and what commands open.
const LOOKS: [(&str, &[Command]); 22] = [
    ("codebook", &[Command::Show(Panel::Codebook)]),
    ("names", &[Command::Show(Panel::Names)]),
    ("checklist", &[Command::Show(Panel::Checklist)]),
    ("ledger", &[Command::Show(Panel::Ledger)]),
    ("notes", &[Command::Show(Panel::Notes)]),
    ("search", &[Command::Show(Panel::Search)]),
    ("arcs", &[Command::ToggleArcs]),
    ("tags", &[Command::TagMenu]),
    ("actions for a mark", &[Command::MarkMenu]),
    ("speakers", &[Command::LinkSpeaker]),
    ("names for a mark", &[Command::NameMention]),
    ("answers", &[Command::Answer]),
    ("facts", &[Command::EditFacts]),
    ("problems", &[Command::Problems]),
    ("coders", &[Command::Coders]),
    ("codebooks", &[Command::Codebooks]),
    ("article fields", &[Command::ArticleFields]),
    ("export", &[Command::Export]),
    ("history", &[Command::History]),
    ("shortcuts", &[Command::Shortcuts]),
    ("which tag", &[Command::EditTag]),
    ("palette", &[Command::Palette]),
];

fn opened(kind: &Kind, count: usize) -> Sayso {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.sayso");
    std::fs::write(&path, write_project(&(kind.make)(count)).bytes).unwrap();
    let mut sayso = Sayso::start(vec![path]);
    assert!(!sayso.view().project().articles.is_empty(), "{}: {}", kind.name, sayso.notices());
    if let Some((article, span)) = first_mark(sayso.view().project()) {
        sayso.act(Action::Article(ArticleAction::JumpTo(article, span)));
    }
    sayso
}

/// How many nodes screen readers see, and how many shapes and letters are painted.
fn made(sayso: &Sayso) -> [usize; 3] {
    fn count(shape: &Shape) -> [usize; 2] {
        match shape {
            Shape::Vec(shapes) => shapes.iter().map(count).fold([0, 0], |[a, b], [c, d]| [a + c, b + d]),
            Shape::Text(text) => [1, text.galley.rows.iter().map(|row| row.glyphs.len()).sum()],
            _ => [1, 0],
        }
    }
    let shapes = sayso.harness.output().shapes.iter().map(|clipped| count(&clipped.shape));
    let [shapes, letters] = shapes.fold([0, 0], |[a, b], [c, d]| [a + c, b + d]);
    [sayso.nodes(), shapes, letters]
}

/// Looks at everything; returns what was made of it in a frame.
fn looks(kind: &Kind, count: usize) -> Vec<(&'static str, [usize; 3])> {
    let mut sayso = opened(kind, count);
    let looks = LOOKS.iter().map(|(name, commands)| {
        for command in *commands {
            sayso.act(Action::Command(*command));
        }
        assert!(sayso.harness.run_ok().is_some(), "{} of {count} {}: the window comes to no rest", name, kind.name);
        let made = made(&sayso);
        sayso.act(Action::Desk(DeskAction::ClosePrompt));
        sayso.act(Action::Command(Command::Release));
        sayso.settle();
        if let Some((article, span)) = first_mark(sayso.view().project()) {
            sayso.act(Action::Article(ArticleAction::JumpTo(article, span)));
        }
        (*name, made)
    });
    looks.collect()
}

/// Many of a kind are looked at as few are: with as much on the screen, but for what says how many more there are.
fn grows_not(kind: &Kind) {
    let (few, many) = (looks(kind, kind.few), looks(kind, kind.many.min(MANY).max(kind.many / 20)));
    for ((name, few), (_, many)) in few.into_iter().zip(many) {
        for (few, many) in few.into_iter().zip(many) {
            assert!(many <= few + few / 4 + SPARE, "{name} of {}: {many}, and of {} {few}", kind.name, kind.few);
        }
    }
}

/// What says how many more there are, and the line that filters them, in nodes, shapes or letters.
const SPARE: usize = 60;

macro_rules! kinds {
    ($($test:ident $place:literal)*) => {
        $(
            #[test]
            fn $test() {
                grows_not(&KINDS[$place]);
            }
        )*

        #[test]
        fn every_kind_has_its_test() {
            let tested = [$((stringify!($test).trim_start_matches("of_").replace('_', " "), $place)),*];
            assert_eq!(tested.len(), KINDS.len());
            for (name, place) in tested {
                assert_eq!(KINDS[place].name.replace('-', " "), name);
            }
        }
    };
}

kinds! {
    of_nested_tags 0
    of_flat_tags 1
    of_marks_on_one_word 2
    of_long_marks_in_each_other 3
    of_pieces_of_a_mark 4
    of_versions_of_an_article 5
    of_claims_within_claims 6
    of_claims_linked_in_a_chain 7
    of_articles 8
    of_coders 9
    of_names 10
    of_links_from_a_mark 11
    of_links_to_a_mark 12
    of_fields_of_an_article 13
    of_questions_of_a_tag 14
    of_choices_of_a_question 15
    of_problems 16
    of_marks_set_aside 17
    of_letters_of_a_tag 18
    of_letters_of_a_note 19
}
