//! Small articles of two or three coders, compared by hand.

use std::sync::Arc;

use super::*;
use crate::{
    edit::{Holds, Ruling, Transaction, apply_all, decide},
    model::{
        Article, ArticleId, Codebook, Coder, Entity, EntityId, EntityKind, Facts, Id, Link, LinkEnd, LinkId,
        LinkKindId, ProjectId, Source, Status, TagId, Time,
    },
    text::FrozenText,
};

const TEXT: &str = "He said that the king, too, is dead. She denied it.";

fn coder(number: u8) -> CoderId {
    CoderId(Id::from_bits([number; 10]))
}

/// A project of one article with two coders at work.
struct Built {
    project: Project,
    next: u8,
}

impl Built {
    fn new() -> Self {
        let mut project = Project::new(ProjectId(Id::FIRST), "", Codebook::default());
        for tag in ["claim", "cue", "speaker", "person"] {
            let tag = project.codebook.new_tag(TagId::new(tag), tag);
            project.codebook.tags.push(tag);
        }
        let facts = Facts { language: "en".to_owned(), ..Facts::default() };
        let text = FrozenText::verbatim(TEXT);
        let article = Article::new(ArticleId(Id::FIRST), text, facts, Source::default(), Time(0));
        for number in 1..=2 {
            let coder =
                Coder { id: coder(number), name: format!("{number}"), changed: None, extra: Default::default() };
            project.coders.insert(coder.id, coder);
            project.progress.insert((article.id, coder_of(number)), Status::InWork);
        }
        project.articles.insert(article.id, Arc::new(article));
        Self { project, next: 50 }
    }

    fn article(&mut self) -> &mut Article {
        Arc::make_mut(self.project.articles.values_mut().next().unwrap())
    }

    fn id(&mut self) -> Id {
        self.next += 1;
        Id::from_bits([self.next; 10])
    }

    fn mark(&mut self, by: u8, tag: &str, words: &str) -> SpanId {
        let start = TEXT.find(words).unwrap();
        let (id, range) = (SpanId(self.id()), ByteRange::new(start, start + words.len()));
        self.article().spans.insert(Span::new(id, TagId::new(tag), vec![range], coder(by), Time(0)));
        id
    }

    fn link(&mut self, from: SpanId, kind: &str, to: LinkEnd) {
        let id = LinkId(self.id());
        self.article().links.insert(Link {
            id,
            kind: LinkKindId::new(kind),
            from,
            to,
            order: 0,
            fields: Default::default(),
            note: String::new(),
            by: coder(1),
            made: Time(0),
            changed: None,
            extra: Default::default(),
        });
    }

    fn compared(&self, lenience: Lenience) -> Vec<Compared> {
        compare(&self.project, &[coder(1), coder(2)], lenience)
    }

    fn differences(&self, lenience: Lenience) -> Vec<Option<Difference>> {
        self.compared(lenience).into_iter().map(|compared| compared.difference).collect()
    }
}

fn coder_of(number: u8) -> CoderId {
    coder(number)
}

#[test]
fn each_way_to_differ_is_told() {
    let mut built = Built::new();
    for by in [1, 2] {
        built.mark(by, "speaker", "He");
    }
    built.mark(1, "claim", "that the king, too, is dead");
    built.mark(2, "claim", "the king, too, is dead");
    built.mark(1, "cue", "said");
    built.mark(1, "speaker", "She");
    built.mark(2, "person", "She");
    let expected = [None, Some(Difference::Missing), Some(Difference::Extent), Some(Difference::Tag)];
    assert_eq!(built.differences(Lenience::STRICT), expected);
}

#[test]
fn lenience_forgives_what_it_names_and_nothing_else() {
    let same = |one: &str, other: &str, lenience| {
        let mut built = Built::new();
        built.mark(1, "claim", one);
        built.mark(2, "claim", other);
        built.differences(lenience) == [None]
    };
    let signs = Lenience { signs: true, ..Lenience::STRICT };
    let leading = Lenience { leading: true, ..Lenience::STRICT };
    let near = |words| Lenience { words, ..Lenience::STRICT };
    assert!(same("the king", "the king, ", signs) && !same("the king", "the king, ", Lenience::STRICT));
    assert!(same("that the king", "king", leading) && !same("said that the king", "king", leading));
    assert!(!same("the king", "that the king", signs), "words are no signs");
    assert!(same("the king, too, is", "the king, too, is dead", near(1)));
    assert!(!same("the king", "the king, too, is", near(1)) && same("the king", "the king, too, is", near(2)));
    assert!(!same("the king", "the king,", near(1)), "a comma is no word apart");
}

#[test]
fn marks_of_one_tag_go_together_so_that_they_share_the_most() {
    let mut built = Built::new();
    // Each of the first coder's marks overlaps both of the second's; only one pairing keeps all four.
    let (early, late) = (built.mark(1, "claim", "that the king, too"), built.mark(1, "claim", "king, too, is dead"));
    let (short, long) = (built.mark(2, "claim", "that the king"), built.mark(2, "claim", "the king, too, is dead"));
    let pairs: Vec<Vec<SpanId>> = built.compared(Lenience::STRICT).iter().map(|it| it.marks().collect()).collect();
    assert_eq!(pairs, [vec![early, short], vec![late, long]]);
}

#[test]
fn a_mark_of_another_tag_goes_along_only_if_half_of_it_is_the_same() {
    let mut built = Built::new();
    built.mark(1, "claim", "that the king, too, is dead");
    built.mark(2, "person", "the king");
    assert_eq!(built.differences(Lenience::STRICT), [Some(Difference::Missing); 2]);
}

#[test]
fn links_are_the_same_if_they_lead_to_the_same_or_to_one_entity() {
    let mut built = Built::new();
    let claims = [1, 2].map(|by| built.mark(by, "claim", "the king, too, is dead"));
    let speakers = [1, 2].map(|by| built.mark(by, "speaker", "He"));
    let other = built.mark(2, "speaker", "She");
    built.link(claims[0], "said-by", LinkEnd::Span(speakers[0]));
    assert!(built.differences(Lenience::STRICT).contains(&Some(Difference::Links)), "one leads nowhere");
    built.link(claims[1], "said-by", LinkEnd::Span(speakers[1]));
    assert!(!built.differences(Lenience::STRICT).contains(&Some(Difference::Links)));
    built.link(claims[0], "cue", LinkEnd::Nobody);
    built.link(claims[1], "cue", LinkEnd::Span(other));
    assert!(built.differences(Lenience::STRICT).contains(&Some(Difference::Links)));

    // Another mention of the same person is the same speaker.
    let entity = EntityId(Id::LAST);
    built.project.entities.insert(entity, Arc::new(Entity::new(entity, EntityKind::Person, "the king")));
    let elsewhere = built.mark(1, "speaker", "it");
    for span in [elsewhere, other] {
        let named = Span { entity: Some(entity), ..built.article().span(span).unwrap().clone() };
        built.article().spans.insert(named);
    }
    let cue = built.article().links.iter().find(|link| link.to == LinkEnd::Nobody).unwrap().clone();
    built.article().links.insert(Link { to: LinkEnd::Span(elsewhere), ..cue });
    assert!(!built.differences(Lenience::STRICT).contains(&Some(Difference::Links)));
}

#[test]
fn only_those_who_worked_on_an_article_are_compared() {
    let mut built = Built::new();
    built.mark(1, "speaker", "He");
    assert_eq!(built.differences(Lenience::STRICT), [Some(Difference::Missing)], "the other was at work too");
    built.project.progress.clear();
    assert!(built.compared(Lenience::STRICT).is_empty(), "one alone has nobody to differ from");
}

#[test]
fn a_decision_holds_until_a_mark_changes_or_another_joins() {
    let mut built = Built::new();
    let mine = built.mark(1, "claim", "the king, too, is dead");
    let theirs = built.mark(2, "claim", "that the king, too, is dead");
    let ruling = Ruling {
        article: ArticleId(Id::FIRST),
        about: vec![mine, theirs],
        holds: Holds::This(theirs),
        note: String::new(),
    };
    let edits = decide(&built.project, &[ruling], coder(1), Time(9));
    apply_all(&mut built.project, Transaction::new("", edits)).unwrap();
    let standing = |built: &Built| built.compared(Lenience::STRICT).first().unwrap().standing;
    assert!(matches!(standing(&built), Standing::Decided(_, crate::model::Verdict::Take(span)) if span == theirs));
    assert_eq!(tally(&built.compared(Lenience::STRICT)), Tally { decided: 1, ..Tally::default() });
    // The note of a mark is no reason to decide again; another tag is.
    let changed = |note: &str, tag: &str, built: &mut Built| {
        let span = built.article().span(mine).unwrap().clone();
        built.article().spans.insert(Span { note: note.to_owned(), tag: TagId::new(tag), ..span });
    };
    changed("hm", "claim", &mut built);
    assert!(!standing(&built).is_open());
    changed("hm", "cue", &mut built);
    assert!(matches!(standing(&built), Standing::Changed(..)));
    changed("", "claim", &mut built);
    assert!(!standing(&built).is_open(), "it is as it was");
    built.article().spans.remove(theirs);
    assert!(matches!(standing(&built), Standing::Changed(..)), "a mark that is gone has changed");
}
