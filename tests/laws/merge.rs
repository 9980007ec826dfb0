//! Copies of a project brought together, whatever people did to them.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sayso::{
    edit::{Edit, Transaction, apply, apply_all, difference},
    merge::{Copy, InPlace, Merged, Offer, merge, offers, unify},
    model::{ArticleId, Problem, Project, Span, SpanId, Tag, TagId, Time, check},
    store::{read_project, words, write_project},
};

use super::but_marks_set_aside;
use crate::common::arbitrary::{edit, project};

fn edited(project: &Project, edits: &[Edit]) -> Project {
    let mut edited = project.clone();
    for edit in edits {
        let _may_not_fit = apply(&mut edited, edit.clone());
    }
    // Which saves a copy contains is for those to say who read them.
    edited.ancestors.clone_from(&project.ancestors);
    edited.team.contains.clone_from(&project.team.contains);
    edited
}

fn merged(base: Option<&Project>, ours: &Project, theirs: &[&Project]) -> Merged {
    let copies: Vec<Copy<'_>> = theirs.iter().map(|project| Copy { project, base }).collect();
    merge(ours, &copies, InPlace::Ours { made: Time(9) })
}

fn spans(project: &Project) -> BTreeSet<(ArticleId, SpanId)> {
    let of = |article: &std::sync::Arc<sayso::model::Article>| {
        let aside = article.quarantined.keys().copied();
        article.spans.iter().map(|span| span.id).chain(aside).map(|span| (article.id, span)).collect::<Vec<_>>()
    };
    project.articles.values().flat_map(of).collect()
}

/// Articles that have one id and several texts: only a damaged file has such, and marks fit no other text than their own.
fn of_other_texts(ours: &Project, theirs: &Project) -> BTreeSet<ArticleId> {
    let is_other = |id: &&ArticleId| {
        ours.article(**id).zip(theirs.article(**id)).is_some_and(|(ours, theirs)| ours.text != theirs.text)
    };
    ours.articles.keys().filter(is_other).copied().collect()
}

/// What tells two projects apart, in few words; `None` where nothing does.
fn apart(one: &Project, other: &Project) -> Option<String> {
    (one != other).then(|| format!("{:?} or else {:?}", difference(one, other), difference(other, one)))
}

/// All records of a project, by their ids.
fn records(project: &Project) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = spans(project).iter().map(|(article, span)| format!("{article} {span}")).collect();
    all.extend(project.articles.values().flat_map(|article| article.links.iter()).map(|link| link.id.to_string()));
    all.extend(project.articles.keys().map(ToString::to_string));
    all.extend(project.codebook.tags.iter().map(|tag| format!("tag {}", tag.id)));
    all.extend(project.codebook.link_kinds.iter().map(|kind| format!("kind {}", kind.id)));
    all.extend(project.codebook.article_fields.iter().map(|field| format!("field {}", field.id)));
    all.extend(project.codebook.cue_classes.iter().map(|class| format!("class {}", class.id)));
    all.extend(project.codebook.rules.iter().map(|rule| format!("{rule:?}")));
    all.extend(project.coders.keys().map(|coder| format!("coder {coder}")));
    all.extend(project.entities.keys().map(|entity| format!("entity {entity}")));
    all.extend(project.decisions.keys().map(|decision| format!("decision {decision}")));
    all.extend(project.figures.keys().map(|figure| format!("figure {figure}")));
    all.extend(project.not_mentioned.keys().map(|about| format!("{about:?}")));
    all.extend(project.progress.keys().map(|key| format!("{key:?}")));
    all.extend(project.reviewed.iter().map(|reviewed| format!("{reviewed:?}")));
    all.extend(project.dismissed.iter().map(|place| format!("{place:?}")));
    all.extend(project.team.assigned.iter().map(|pair| format!("assigned {pair:?}")));
    all
}

/// What is open, whoever merged.
fn open(project: &Project) -> BTreeSet<(String, String, String, BTreeSet<String>)> {
    let open = project.conflicts.iter().cloned();
    open.map(|open| (open.section, open.about, open.field, BTreeSet::from([open.ours, open.theirs]))).collect()
}

/// How many triples are tried: `SAYSO_MERGES=1000000` for a long run.
fn cases() -> u32 {
    std::env::var("SAYSO_MERGES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(1_000)
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec(edit(), 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn merging_loses_nothing_and_does_not_depend_on_who_merges(base in project(), ours in edits(), theirs in edits()) {
        let (ours, theirs) = (edited(&base, &ours), edited(&base, &theirs));
        prop_assert_eq!(apart(&merged(Some(&base), &ours, &[&base]).project, &ours), None, "nothing changed there");
        prop_assert_eq!(apart(&merged(Some(&base), &base, &[&theirs]).project, &theirs), None, "nothing changed here");
        prop_assert_eq!(apart(&merged(Some(&base), &ours, &[&ours]).project, &ours), None, "the same on both sides");

        let both = merged(Some(&base), &ours, &[&theirs]);
        let turned = merged(Some(&base), &theirs, &[&ours]);
        let is_sound = of_other_texts(&ours, &theirs).is_empty();
        let (here, there) = (records(&both.project), records(&turned.project));
        let apart_in = here.symmetric_difference(&there).filter(|_| is_sound).collect::<Vec<_>>();
        prop_assert_eq!(apart_in, Vec::<&String>::new());
        if is_sound {
            prop_assert_eq!(open(&both.project), open(&turned.project));
        }
        if both.report.open.is_empty() {
            prop_assert_eq!(apart(&both.project, &turned.project), None, "without a conflict the outcome is the same");
        }
        let again = merged(Some(&base), &both.project, &[&theirs]).project;
        prop_assert_eq!(apart(&again, &both.project), None, "once more changes nothing");

        prop_assert_eq!(but_marks_set_aside(check(&both.project)), Vec::<Problem>::new());
        let others = of_other_texts(&ours, &theirs);
        for (article, span) in spans(&ours).union(&spans(&theirs)).filter(|(article, _)| !others.contains(article)) {
            let of = |project: &Project| project.span(*article, *span).cloned();
            let is_deleted = !spans(&ours).contains(&(*article, *span)) || !spans(&theirs).contains(&(*article, *span));
            let is_unchanged = |project: &Project| of(project).is_none() || of(project) == of(&base);
            if !is_deleted || !is_unchanged(&ours) || !is_unchanged(&theirs) {
                prop_assert!(spans(&both.project).contains(&(*article, *span)), "{} is lost", span);
            }
        }

        let mut made = ours.clone();
        let back = apply_all(&mut made, Transaction::new("merge", both.edits(&ours))).unwrap();
        prop_assert_eq!(apart(&made, &both.project), None);
        apply_all(&mut made, back).unwrap();
        prop_assert_eq!(write_project(&made).bytes, write_project(&ours).bytes, "undo restores the file");

        let written = write_project(&both.project);
        let mut read = read_project(&written.bytes).unwrap().project;
        read.ancestors.clone_from(&both.project.ancestors);
        prop_assert_eq!(apart(&read, &both.project), None);
    }

    #[test]
    fn notes_that_two_people_wrote_are_both_in_the_file(base in project(), ours in edits(), theirs in edits()) {
        let (ours, theirs) = (edited(&base, &ours), edited(&base, &theirs));
        let both = merged(Some(&base), &ours, &[&theirs]).project;
        let notes = |project: &Project| -> BTreeSet<(ArticleId, SpanId, String)> {
            let all = project.articles.values().flat_map(|article| article.spans.iter().map(|span| (article.id, span)));
            all.map(|(article, span)| (article, span.id, span.note.clone())).collect()
        };
        let others = of_other_texts(&ours, &theirs);
        for (article, span, note) in notes(&ours).union(&notes(&theirs)).filter(|note| !notes(&base).contains(note)) {
            let holds = both.span(*article, *span).is_some_and(|span| span.note == *note);
            let quoted = words(note);
            let is_open = both.conflicts.iter().any(|open| {
                open.about == span.to_string() && (open.ours.contains(&quoted) || open.theirs.contains(&quoted))
            });
            let is_exempt = note.is_empty() || others.contains(article);
            prop_assert!(holds || is_open || is_exempt, "{} is lost", quoted);
        }
    }

    #[test]
    fn the_order_of_copies_makes_no_difference(
        base in project(), a in edits(), b in edits(), c in edits(), d in edits(), begun in prop::array::uniform3(0..3usize),
        order in Just([0, 1, 2]).prop_shuffle(),
    ) {
        let (ours, others) = (edited(&base, &a), [&b, &c, &d].map(|edits| edited(&base, edits)));
        let bases = [None, Some(&base), others.first()];
        let copies: Vec<Copy<'_>> =
            others.iter().zip(begun).map(|(project, begun)| Copy { project, base: bases[begun] }).collect();
        let in_turn = |order: [usize; 3]| {
            let mut merged = merge(&ours, &order.map(|copy| copies[copy]), InPlace::Ours { made: Time(9) });
            merged.report.lacking.iter_mut().for_each(|lacking| lacking.copy = order[lacking.copy]);
            merged.report.lacking.sort_by_key(|lacking| (lacking.copy, lacking.article, lacking.span));
            merged
        };
        let (first, other) = (in_turn([0, 1, 2]), in_turn(order));
        prop_assert_eq!(apart(&first.project, &other.project), None);
        prop_assert_eq!(first.report, other.report);
    }

    #[test]
    fn without_a_common_beginning_nothing_is_deleted(base in project(), a in edits(), b in edits()) {
        let (ours, theirs) = (edited(&base, &a), edited(&base, &b));
        let both = merged(None, &ours, &[&theirs]).project;
        let (all, there) = (records(&ours).union(&records(&theirs)).cloned().collect::<BTreeSet<_>>(), records(&both));
        let is_number = |id: &&&String| id.contains("NestingDepth");
        let lost: Vec<&String> = all.difference(&there).collect();
        // What stands beside something else is undecided, and not lost.
        let is_open = |id: &&&String| both.conflicts.iter().any(|open| !open.about.is_empty() && id.ends_with(&open.about));
        let lost = lost.iter().filter(|id| !is_number(id) && !is_open(id)).count();
        prop_assert!(lost == 0 || !of_other_texts(&ours, &theirs).is_empty(), "{} lost", lost);
        prop_assert_eq!(difference(&both, &merged(None, &both, &[&theirs]).project), Vec::new());
    }

    #[test]
    fn records_that_mean_the_same_can_be_made_one_without_harm(base in project(), edits in edits()) {
        let project = edited(&base, &edits);
        let found = offers(&project);
        let mut made = project.clone();
        let back = apply_all(&mut made, Transaction::new("unify", unify(&project, &found))).unwrap();
        prop_assert_eq!(but_marks_set_aside(check(&made)), Vec::<Problem>::new());
        let are_marks = |offer: &Offer| matches!(offer, Offer::Marks { .. });
        let left = offers(&made).into_iter().filter(|offer| !are_marks(offer) && !unify(&made, std::slice::from_ref(offer)).is_empty());
        prop_assert_eq!(left.count(), 0);
        apply_all(&mut made, back).unwrap();
        prop_assert_eq!(apart(&made, &project), None);
    }
}

/// What chance meets once in some thousand cases.
#[test]
fn keys_that_may_be_taken_and_records_that_come_back_are_the_same_whoever_merges() {
    let sample = read_project(&std::fs::read("projects/kremlin-call.sayso").unwrap()).unwrap().project;
    let changed = |project: &Project, change: &dyn Fn(&mut Project)| {
        let mut changed = project.clone();
        change(&mut changed);
        changed
    };
    let tag = |project: &mut Project, id: &str, key: &str| {
        let tag = project.codebook.tags.iter_mut().find(|tag| tag.id.as_str() == id).unwrap();
        key.clone_into(&mut tag.key);
    };
    let added = |project: &mut Project, id: &str, key: &str| {
        let tag = Tag { id: TagId::new(id), key: key.to_owned(), ..project.codebook.tags.first().unwrap().clone() };
        project.codebook.tags.push(tag);
    };
    let same_for_both = |base: &Project, ours: &Project, theirs: &Project| {
        let (both, turned) = (merged(Some(base), ours, &[theirs]).project, merged(Some(base), theirs, &[ours]).project);
        assert_eq!(open(&both), open(&turned));
        for (merged_once, theirs) in [(&both, theirs), (&turned, ours)] {
            let again = merged(Some(base), merged_once, &[theirs]).project;
            assert_eq!(apart(&again, merged_once), None, "once more changes nothing");
            let keys: Vec<&String> =
                merged_once.codebook.tags.iter().map(|tag| &tag.key).filter(|key| !key.is_empty()).collect();
            assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "{keys:?}");
        }
        both
    };
    for (new, ours_key, theirs_key) in
        [("zz", "", "7"), ("aa", "", "7"), ("aa", "8", "7"), ("zz", "8", "7"), ("zz", "7", "8")]
    {
        let ours = changed(&sample, &|project| {
            tag(project, "claim", ours_key);
            added(project, new, if ours_key == "7" { "8" } else { "7" });
        });
        let theirs = changed(&sample, &|project| tag(project, "claim", theirs_key));
        same_for_both(&sample, &ours, &theirs);
    }

    let base = changed(&sample, &|project| added(project, "extra", ""));
    let ours = changed(&base, &|project| drop(project.codebook.tags.pop()));
    let theirs = changed(&base, &|project| {
        let extra = project.codebook.tags.pop().unwrap();
        project.codebook.tags.insert(1, extra);
        let article = std::sync::Arc::make_mut(project.articles.values_mut().next().unwrap());
        let span = article.spans.iter().next().unwrap().clone();
        article.spans.insert(Span { tag: TagId::new("extra"), ..span });
    });
    let both = same_for_both(&base, &ours, &theirs);
    assert_eq!(both.codebook.tags.place(&TagId::new("extra")), Some(1), "it is back where it was put");
}
