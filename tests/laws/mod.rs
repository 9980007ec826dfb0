//! What must hold for every project and every edit.

mod agreed;
mod agreement;
mod analyses;
mod coders;
mod consensus;
mod merge;
mod replace;
mod shared;

use std::collections::{BTreeMap, BTreeSet};

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use sayso::{
    analysis::{Nesting, chain},
    edit::{
        History, Transaction, UNDO_STEPS, apply, apply_all, delete_entity, delete_span, delete_tag, difference,
        drop_quarantined, merge_entity, merge_tag,
    },
    model::{CoderId, LinkKindId, Problem, Time, check},
    store::{
        journal::{Journal, entries},
        read_project, templates, write_project,
    },
};

use crate::common::{
    arbitrary::{KINDS, edit, id, kind_of, project},
    sim_disk::SimDisk,
};

/// What edits may leave behind: marks set aside, doubtful texts and open conflicts are for people to decide.
fn but_marks_set_aside(mut problems: Vec<Problem>) -> Vec<Problem> {
    let is_for_people = |problem: &Problem| {
        matches!(problem, Problem::Quarantined { .. } | Problem::OtherText { .. } | Problem::OpenConflict(_))
    };
    problems.retain(|problem| !is_for_people(problem));
    problems
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn an_edit_and_its_inverse_change_nothing(mut project in project(), edit in edit()) {
        let before = project.clone();
        match apply(&mut project, edit.clone()) {
            Err(_) => prop_assert_eq!(&project, &before, "a refused edit changes nothing"),
            Ok(inverse) => {
                let after = project.clone();
                let again = apply(&mut project, inverse).unwrap();
                prop_assert_eq!(&project, &before);
                apply(&mut project, again).unwrap();
                prop_assert_eq!(&project, &after);
            }
        }
    }

    #[test]
    fn a_step_is_made_whole_or_not_at_all(mut project in project(), edits in prop::collection::vec(edit(), 1..6)) {
        let before = project.clone();
        match apply_all(&mut project, Transaction::new("step", edits)) {
            Err(_) => prop_assert_eq!(&project, &before),
            Ok(inverse) => {
                apply_all(&mut project, inverse).unwrap();
                prop_assert_eq!(&project, &before);
            }
        }
    }

    #[test]
    fn edits_leave_no_problem_behind(mut project in project(), edits in prop::collection::vec(edit(), 0..20)) {
        for edit in edits {
            let _may_not_fit = apply(&mut project, edit);
        }
        prop_assert_eq!(but_marks_set_aside(check(&project)), Vec::<Problem>::new());
    }

    #[test]
    fn deleting_a_record_deletes_what_points_to_it(project in project(), pick in any::<prop::sample::Index>()) {
        let mut lists = Vec::new();
        for article in project.articles.values() {
            lists.extend(article.spans.iter().map(|span| delete_span(article, span.id)));
        }
        for article in project.articles.values() {
            lists.extend(article.quarantined.keys().map(|id| drop_quarantined(article, *id)));
        }
        lists.extend(project.entities.keys().map(|id| delete_entity(&project, *id)));
        let entities: Vec<_> = project.entities.keys().copied().collect();
        for one in &entities {
            lists.extend(entities.iter().filter(|other| *other != one).map(|other| merge_entity(&project, *one, *other)));
        }
        lists.extend(project.codebook.tags.iter().map(|tag| delete_tag(&project, &tag.id)));
        let tags = &project.codebook.tags;
        lists.extend(tags.iter().zip(tags.iter().skip(1)).filter(|(a, b)| b.parent.as_ref() != Some(&a.id)).map(|(a, b)| merge_tag(&project, &a.id, &b.id)));
        let edits = lists.swap_remove(pick.index(lists.len()));
        let mut changed = project.clone();
        let inverse = apply_all(&mut changed, Transaction::new("delete", edits)).unwrap();
        prop_assert_eq!(but_marks_set_aside(check(&changed)), Vec::<Problem>::new());
        apply_all(&mut changed, inverse).unwrap();
        prop_assert_eq!(changed, project);
    }

    #[test]
    fn chains_end_and_name_each_voice_once(project in project()) {
        for article in project.articles.values() {
            let nesting = Nesting::of(article, &project.codebook.tags.iter().map(|tag| &tag.id).collect::<Vec<_>>());
            for claim in article.spans.iter() {
                let voices = chain(&project, article, claim).voices;
                let steps: BTreeSet<_> = voices.iter().map(|voice| (voice.of, voice.order)).collect();
                prop_assert_eq!(steps.len(), voices.len());
                prop_assert!(nesting.depth(claim.id) < article.spans.len());
            }
        }
    }

    #[test]
    fn another_codebook_leaves_no_problem_and_can_be_undone(project in project(), which in 0usize..5, add in any::<bool>()) {
        let other = templates().swap_remove(which).codebook;
        let mut target = project.clone();
        target.codebook = if add {
            project.codebook.joined(&other)
        } else {
            let linked = |kind: &LinkKindId| {
                project.articles.values().any(|article| article.links.iter().any(|link| link.kind == *kind))
            };
            project.codebook.replaced(&other, |tag| project.count(tag) > 0, linked)
        };
        let mut changed = project.clone();
        let inverse = apply_all(&mut changed, Transaction::new("codebook", difference(&project, &target))).unwrap();
        prop_assert_eq!(but_marks_set_aside(check(&changed)), Vec::<Problem>::new());
        prop_assert_eq!(&changed, &target);
        apply_all(&mut changed, inverse).unwrap();
        prop_assert_eq!(changed, project);
    }

    #[test]
    fn saving_and_loading_is_identity(project in project()) {
        let written = write_project(&project);
        let loaded = read_project(&written.bytes).unwrap();
        prop_assert_eq!(but_marks_set_aside(loaded.problems), Vec::<Problem>::new());
        prop_assert_eq!(&loaded.project.ancestors, &written.ancestors);
        let again = write_project(&loaded.project);
        prop_assert!(again.bytes == written.bytes, "two saves without edits are byte-equal");
        let mut expected = project;
        expected.ancestors = written.ancestors;
        prop_assert_eq!(loaded.project, expected);
    }

    #[test]
    fn damaged_files_never_panic(project in project(), cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), cut in any::<prop::sample::Index>()) {
        let mut bytes = write_project(&project).bytes;
        for (place, value) in cuts {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        let _whatever = read_project(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        let _whatever = read_project(&bytes);
    }

    #[test]
    fn the_difference_of_two_projects_leads_from_one_to_the_other(from in project(), mut to in project()) {
        to.ancestors.clone_from(&from.ancestors);
        to.team.contains.clone_from(&from.team.contains);
        let mut changed = from.clone();
        let back = apply_all(&mut changed, Transaction::new("restore", difference(&from, &to))).unwrap();
        prop_assert_eq!(&changed, &to);
        apply_all(&mut changed, back).unwrap();
        prop_assert_eq!(&changed, &from);
        prop_assert_eq!(difference(&from, &from), Vec::new());
    }

    #[test]
    fn a_journal_gives_back_the_steps_it_was_given(mut project in project(), edits in prop::collection::vec(edit(), 1..12)) {
        let disk = SimDisk::default();
        let mut journal = Journal::new(disk.clone(), "/state".into(), project.id, 0, 0);
        let (mut history, mut made) = (History::default(), Vec::new());
        let (by, at) = (CoderId(id(3)), Time(7));
        for edit in edits {
            let label = "a step “with”\nbreaks \u{202E}".to_owned();
            if let Ok(done) = history.make(&mut project, Transaction::one(label, edit)) {
                journal.append(Some("base"), by, at, &done).unwrap();
                made.push(done);
            }
        }
        while let Some(done) = history.undo(&mut project).unwrap() {
            journal.append(Some("base"), by, at, &done).unwrap();
            made.push(done);
        }
        let found = entries(&disk, "/state".as_ref(), project.id).unwrap();
        prop_assert!(found.iter().all(|entry| (entry.by, entry.at) == (by, at)));
        prop_assert_eq!(found.into_iter().map(|entry| entry.done).collect::<Vec<_>>(), made);
    }

    #[test]
    fn steps_recalled_by_another_session_can_be_undone_to_the_last(mut project in project(), edits in prop::collection::vec(edit(), 0..20)) {
        let before = project.clone();
        let (mut history, mut later) = (History::default(), History::default());
        for edit in edits {
            if let Ok(done) = history.make(&mut project, Transaction::one("edit", edit)) {
                later.recall(done);
            }
        }
        let after = project.clone();
        while later.undo(&mut project).unwrap().is_some() {}
        prop_assert_eq!(&project, &before);
        while later.redo(&mut project).unwrap().is_some() {}
        prop_assert_eq!(project, after);
    }

    #[test]
    fn undo_and_redo_pass_through_the_same_states(mut project in project(), edits in prop::collection::vec(edit(), 0..30)) {
        let mut history = History::default();
        let mut states = vec![project.clone()];
        for edit in edits {
            if history.make(&mut project, Transaction::one("edit", edit)).is_ok() {
                states.push(project.clone());
            }
        }
        for state in states.iter().rev().skip(1) {
            prop_assert!(history.undo(&mut project).unwrap().is_some());
            prop_assert_eq!(&project, state);
        }
        prop_assert_eq!(history.undo(&mut project).unwrap(), None);
        for state in states.iter().skip(1) {
            prop_assert!(history.redo(&mut project).unwrap().is_some());
            prop_assert_eq!(&project, state);
        }
    }
}

/// Laws that most edits fail to meet, because they do not fit, would show little.
#[test]
fn edits_of_every_kind_are_tried_and_enough_of_them_fit() {
    const TRIED: usize = 12_000;
    let mut runner = TestRunner::deterministic();
    let mut found: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for _ in 0..TRIED / 20 {
        let project = project().new_tree(&mut runner).unwrap().current();
        for _ in 0..20 {
            let edit = edit().new_tree(&mut runner).unwrap().current();
            let (tried, fit) = found.entry(kind_of(&edit)).or_default();
            *tried += 1;
            *fit += usize::from(apply(&mut project.clone(), edit).is_ok());
        }
    }
    for kind in KINDS {
        let (tried, fit) = found.get(kind).copied().unwrap_or_default();
        eprintln!("{kind}: {fit} of {tried} edits fit");
        assert!(tried >= 100, "{kind} was tried {tried} times");
        assert!(fit * 5 >= tried, "{kind}: only {fit} of {tried} fit");
    }
    let (tried, fit) = found.values().fold((0, 0), |sum, (tried, fit)| (sum.0 + tried, sum.1 + fit));
    eprintln!("all kinds: {fit} of {tried} edits fit");
    assert!(fit * 2 >= tried, "only {fit} of {tried} fit");
}

#[test]
fn five_hundred_steps_can_be_undone() {
    let mut project = sayso::model::Project::new(sayso::model::ProjectId(id(1)), "0", Default::default());
    let mut history = History::default();
    for number in 1..=600 {
        let edit = sayso::edit::Edit::SetProjectFacts { title: number.to_string(), note: String::new() };
        history.make(&mut project, Transaction::one("rename", edit)).unwrap();
    }
    let mut undone = 0;
    while history.undo(&mut project).unwrap().is_some() {
        undone += 1;
    }
    assert_eq!((undone, UNDO_STEPS), (500, 500));
    assert_eq!(project.title, "100");
}

/// Files of other programs may have claims that report each other in a loop; that is reported, and must not cost an article.
#[test]
fn an_article_with_a_loop_of_links_can_be_removed_and_restored() {
    let mut project = read_project(include_bytes!("../../projects/kremlin-call.sayso")).unwrap().project;
    let article = project.articles.values_mut().next().unwrap();
    let article = std::sync::Arc::make_mut(article);
    let claim = article.spans.iter().find(|span| span.tag.as_str() == "claim").unwrap().id;
    let mut link = article.links.iter().next().unwrap().clone();
    link.id = sayso::model::LinkId(id(7));
    (link.kind, link.from, link.to) = (LinkKindId::new("within"), claim, sayso::model::LinkEnd::Span(claim));
    article.links.insert(link);
    let before = project.clone();
    let edits = sayso::edit::delete_article(&project, *project.articles.keys().next().unwrap());
    let inverse = apply_all(&mut project, Transaction::new("remove", edits)).unwrap();
    apply_all(&mut project, inverse).unwrap();
    assert_eq!(project, before);
}
