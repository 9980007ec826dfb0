//! Laws of a changed story: every mark is accounted for, none gets other words unasked, and undo brings all back.

use std::{collections::BTreeSet, sync::Arc};

use proptest::prelude::*;
use sayso::{
    edit::{Transaction, apply_all, replace, replacement},
    model::{
        Article, ArticleId, Codebook, Coder, CoderId, Extra, Facts, Id, Link, LinkEnd, LinkId, LinkKind, LinkKindId,
        Project, ProjectId, Source, Span, SpanId, TagId, Time,
    },
    text::{ByteRange, FrozenText},
};

const WORDS: [&str; 8] = ["the", "mayor", "said", "rain", "“no”", "é🙂", "again.\n", "left,"];

fn id(number: usize) -> Id {
    Id::from_bits([u8::try_from(number).unwrap(); 10])
}

/// Words with one blank between them, and where each stands.
fn text_of(words: &[usize]) -> (String, Vec<ByteRange>) {
    let (mut text, mut places) = (String::new(), Vec::new());
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(WORDS[*word].trim_end());
        places.push(ByteRange::new(start, text.len()));
    }
    (text, places)
}

fn project(words: &[usize], marks: &[(usize, usize)]) -> Project {
    let (text, places) = text_of(words);
    let mut codebook = Codebook::default();
    codebook.tags.push(codebook.new_tag(TagId::new("claim"), "Claim"));
    codebook.link_kinds.push(LinkKind {
        id: LinkKindId::new("said-by"),
        name: "Said by".to_owned(),
        definition: String::new(),
        from: Vec::new(),
        to: Vec::new(),
        fields: Vec::new(),
        changed: None,
        extra: Extra::new(),
    });
    let mut project = Project::new(ProjectId(id(1)), "Story", codebook);
    let coder = CoderId(id(1));
    project.coders.insert(coder, Coder { id: coder, name: "Ada".to_owned(), changed: None, extra: Extra::new() });
    let mut article =
        Article::new(ArticleId(id(1)), FrozenText::verbatim(text), Facts::default(), Source::default(), Time(0));
    for (number, (from, length)) in marks.iter().enumerate() {
        let from = from % places.len();
        let to = (from + length).min(places.len() - 1);
        let pieces = vec![ByteRange { start: places[from].start, end: places[to].end }];
        article.spans.insert(Span::new(SpanId(id(number + 1)), TagId::new("claim"), pieces, coder, Time(0)));
    }
    for number in 1..marks.len() {
        article.links.insert(Link {
            id: LinkId(id(number)),
            kind: LinkKindId::new("said-by"),
            from: SpanId(id(number)),
            to: LinkEnd::Span(SpanId(id(number + 1))),
            order: 0,
            fields: Default::default(),
            note: String::new(),
            by: coder,
            made: Time(0),
            changed: None,
            extra: Extra::new(),
        });
    }
    project.articles.insert(article.id, Arc::new(article));
    project
}

/// A word is removed, inserted or replaced.
fn changed(mut words: Vec<usize>, changes: &[(usize, usize, u8)]) -> Vec<usize> {
    for (at, word, how) in changes {
        let at = at % (words.len() + 1);
        match how % 3 {
            0 if at < words.len() && words.len() > 1 => {
                words.remove(at);
            }
            1 if at < words.len() => words[at] = *word,
            _ => words.insert(at, *word),
        }
    }
    words
}

proptest! {
    #[test]
    fn every_mark_is_accounted_for_and_undo_restores_all(
        words in prop::collection::vec(0..WORDS.len(), 2..60),
        marks in prop::collection::vec((0usize..60, 0usize..6), 1..12),
        changes in prop::collection::vec((0usize..60, 0..WORDS.len(), any::<u8>()), 0..10),
        take in any::<bool>(),
    ) {
        let before = project(&words, &marks);
        let old = before.articles.values().next().unwrap().clone();
        let text = FrozenText::verbatim(text_of(&changed(words, &changes)).0);
        let found = replacement(&old, &text, &|| false).unwrap();

        let listed: Vec<SpanId> = [&found.kept, &found.moved, &found.altered, &found.lost]
            .into_iter().flatten().map(|found| found.span_id).collect();
        prop_assert_eq!(listed.len(), old.spans.len());
        prop_assert_eq!(listed.iter().collect::<BTreeSet<_>>().len(), old.spans.len());
        for kept in found.kept.iter().chain(&found.moved) {
            prop_assert_eq!(&kept.old_words, &kept.new_words);
            prop_assert_eq!(text.get(kept.pieces[0]), Some(kept.old_words.as_str()));
        }
        // What was changed, put back, gives the old text.
        let mut back = String::new();
        let mut at = 0;
        for change in &found.changes {
            back.push_str(&text.as_str()[at..change.new.start.index()]);
            back.push_str(old.text.get(change.old).unwrap_or_default());
            at = change.new.end.index();
        }
        back.push_str(&text.as_str()[at..]);
        prop_assert_eq!(back.as_str(), old.text.as_str());

        let new = Article::new(ArticleId(id(2)), text, Facts::default(), Source::default(), Time(1));
        let chosen = found.altered.iter().chain(&found.moved);
        let taken: BTreeSet<SpanId> = chosen.map(|found| found.span_id).filter(|_| take).collect();
        let (edits, left_out) = replace(&before, old.id, new, &found, &taken);
        let mut after = before.clone();
        let undo = apply_all(&mut after, Transaction::new("new version", edits)).unwrap();
        let [one, other] = [ArticleId(id(1)), ArticleId(id(2))].map(|id| after.article(id).unwrap());
        prop_assert_eq!(one.spans.len() + other.spans.len(), old.spans.len());
        prop_assert_eq!(one.links.len() + other.links.len() + left_out, old.links.len());
        prop_assert_eq!(other.spans.len(), found.kept.len() + taken.len());
        prop_assert_eq!(after.listed_articles().len(), 1);
        prop_assert_eq!(after.listed_articles()[0].id, other.id);
        prop_assert_eq!(sayso::model::check(&after), vec![]);
        apply_all(&mut after, undo).unwrap();
        prop_assert_eq!(after, before);
    }
}

#[test]
fn a_typo_alters_one_mark_and_keeps_the_others_at_their_words() {
    let before = project(&[0, 1, 2, 3, 4, 0, 1, 7], &[(0, 1), (2, 0), (5, 1)]);
    let old = before.articles.values().next().unwrap();
    let text = FrozenText::verbatim(old.text.as_str().replacen("mayor", "major", 1));
    let found = replacement(old, &text, &|| false).unwrap();
    assert_eq!((found.kept.len(), found.moved.len(), found.lost.len()), (2, 0, 0));
    assert_eq!((found.altered[0].old_words.as_str(), found.altered[0].new_words.as_str()), ("the mayor", "the major"));
    assert_eq!(found.changes.len(), 1);
}

#[test]
fn a_short_word_is_not_moved_to_a_chance_match() {
    let before = project(&[0, 1, 2], &[(1, 0)]);
    let old = before.articles.values().next().unwrap();
    let text = FrozenText::verbatim("nobody here knew what had been done to another town’s old mayor long ago");
    let found = replacement(old, &text, &|| false).unwrap();
    // It is offered as moved, for people to look at, and not kept in silence.
    assert_eq!((found.kept.len(), found.moved.len()), (0, 1), "{found:?}");
    assert_eq!(replacement(old, &text, &|| true), None);
}

#[test]
fn a_sentence_that_moved_takes_its_mark_along() {
    let before = project(&[0, 1, 2, 3, 4, 5, 6, 7], &[(3, 2)]);
    let old = before.articles.values().next().unwrap();
    let text = FrozenText::verbatim("rain “no” é🙂 then something quite different came, the mayor said again. left,");
    let found = replacement(old, &text, &|| false).unwrap();
    assert_eq!((found.moved.len() + found.kept.len(), found.altered.len(), found.lost.len()), (1, 0, 0));
    let text = FrozenText::verbatim("Nothing of that is left here");
    let found = replacement(old, &text, &|| false).unwrap();
    assert_eq!(found.lost.len() + found.altered.len(), 1);
}
