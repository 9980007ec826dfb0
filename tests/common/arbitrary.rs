//! Arbitrary projects and edits for the laws: small, but with everything a project can hold.

use proptest::prelude::*;
use sayso::{
    edit::{Edit, Transaction, apply_all},
    model::{
        Article, ArticleId, Coder, CoderId, Colour, Dismissed, Entity, EntityId, EntityKind, Examples, Extra, Facts,
        FieldId, FieldValue, Id, Link, LinkEnd, LinkId, LinkKindId, Mention, Misfit, Project, ProjectId, Quarantined,
        Rule, Source, Span, SpanId, Status, Tag, TagId, Time,
    },
    store::builtin_codebook,
    text::{ByteRange, CharOffset, CharRange, FrozenText},
};

const TEXTS: [&str; 4] = [
    "Putin told Erdoğan – “it rains” – in İstanbul.\n\nSecond 🙂 paragraph.",
    "قال بوتين إن مُحَمَّد هنا\nנשיא רוסיה",
    "e\u{301}te\u{301} \\ \"quoted\"\tand\u{202E} more\u{2028}end",
    "x",
];

pub fn id(number: u16) -> Id {
    let [a, b] = number.to_be_bytes();
    Id::from_bits([7, 7, 7, 7, 7, 7, 7, 7, a, b])
}

/// A range on characters of one of the texts, from two shares of its length.
fn range(text: &str, a: u16, b: u16) -> ByteRange {
    let at = |share: u16| text.floor_char_boundary(text.len() * usize::from(share) / usize::from(u16::MAX));
    ByteRange::new(at(a.min(b)), at(a.max(b)))
}

/// Any edit, most of which fit the project that [`project`] makes: ids are drawn from few.
pub fn edit() -> impl Strategy<Value = Edit> {
    let few = 0u16..6;
    let text = "[a-zğ“ \\n\u{301}]{0,8}";
    (0u8..29, few.clone(), few.clone(), few, any::<u16>(), any::<u16>(), text).prop_map(make_edit)
}

#[expect(clippy::too_many_lines, reason = "one arm per kind of edit")]
fn make_edit((kind, one, two, three, a, b, text): (u8, u16, u16, u16, u16, u16, String)) -> Edit {
    let article_id = ArticleId(id(u16::from(one % 2 == 0)));
    let content = TEXTS[usize::from(one % 2 == 0)];
    let coder = CoderId(id(three % 2));
    // Ids are random in life, so that no two articles share one.
    let of_article = |number: u16| id(number + 10 * (one % 2));
    let tag_id = || TagId::new(["claim", "speaker", "cue", "new1", "new2", "claim"][usize::from(two)]);
    let span = || {
        let mut span =
            Span::new(SpanId(of_article(two)), tag_id(), vec![range(content, a, b)], coder, Time(i64::from(a)));
        span.note.clone_from(&text);
        span.flag = a % 2 == 0;
        span.mention = [Mention::Name, Mention::Pronoun, Mention::Description][usize::from(three % 3)];
        if a % 3 == 0 {
            span.entity = Some(EntityId(id(three % 3)));
            span.changed = Some((Time(i64::from(b)), coder));
        }
        if b % 5 == 0 {
            span.fields.insert(FieldId::new("stance"), FieldValue::Choice(text.clone()));
            span.fields.insert(FieldId::new("n"), FieldValue::Number(f64::from(a) / 7.0));
            span.extra.insert("from".to_owned(), text.clone());
        }
        Box::new(span)
    };
    let link = || {
        Box::new(Link {
            id: LinkId(of_article(three)),
            kind: LinkKindId::new(["said-by", "cue", "within", "nothing"][usize::from(a % 4)]),
            from: SpanId(of_article(two)),
            to: [
                LinkEnd::Span(SpanId(of_article(three))),
                LinkEnd::Entity(EntityId(id(three % 3))),
                LinkEnd::Unnamed,
                LinkEnd::Nobody,
            ][usize::from(b % 4)],
            order: u32::from(a % 3),
            fields: Default::default(),
            note: text.clone(),
            by: coder,
            made: Time(1),
            extra: Extra::new(),
        })
    };
    let entity = || {
        Box::new(Entity {
            id: EntityId(id(three % 3)),
            kind: EntityKind::from_word(["person", "place", "ship"][usize::from(a % 3)]),
            name: text.clone(),
            aliases: vec![text.clone()],
            key: String::new(),
            role: String::new(),
            side: text.clone(),
            country: String::new(),
            wikidata: "Q1".to_owned(),
            note: String::new(),
            extra: Extra::new(),
        })
    };
    let tag = || {
        Box::new(Tag {
            id: tag_id(),
            parent: (a % 3 == 0).then(|| TagId::new("speaker")),
            name: text.clone(),
            badge: "X".to_owned(),
            colour: if a % 2 == 0 { Colour::Slot(3) } else { Colour::Rgb(1, 2, 255) },
            key: if b % 4 == 0 { "7".to_owned() } else { String::new() },
            definition: text.clone(),
            examples: Examples { yes: vec![text.clone()], no: Vec::new() },
            fields: Vec::new(),
            extra: Extra::new(),
        })
    };
    let facts =
        || Facts { title: text.clone(), outlet: text.clone(), published: "2022-03".to_owned(), ..Facts::default() };
    let new_coder = || Coder { id: CoderId(id(three)), name: text.clone(), extra: Extra::new() };
    match kind {
        0 => Edit::SetProjectFacts { title: text.clone(), note: text },
        1 => Edit::AddArticle(Box::new(Article::new(
            ArticleId(id(two)),
            FrozenText::verbatim(TEXTS[usize::from(three % 4)]),
            facts(),
            Source { steps: vec![text.clone()], ..Source::default() },
            Time(i64::from(a)),
        ))),
        2 => Edit::RemoveArticle(ArticleId(id(two))),
        3 => Edit::SetFacts(article_id, Box::new(facts())),
        4 | 5 => Edit::AddSpan(article_id, span()),
        6 => Edit::ChangeSpan(article_id, span()),
        7 => Edit::RemoveSpan(article_id, SpanId(of_article(two))),
        8 | 9 => Edit::AddLink(article_id, link()),
        10 => Edit::ChangeLink(article_id, link()),
        11 => Edit::RemoveLink(article_id, LinkId(of_article(three))),
        12 => Edit::AddEntity(entity()),
        13 => Edit::ChangeEntity(entity()),
        14 => Edit::RemoveEntity(EntityId(id(three % 3))),
        15 => Edit::AddTag(usize::from(a % 8), tag()),
        16 => Edit::ChangeTag(tag()),
        17 => Edit::MoveTag(tag_id(), usize::from(a % 8)),
        18 => Edit::RemoveTag(tag_id()),
        19 => Edit::SetCodebookVersion(u32::from(a)),
        20 => Edit::SetRules(vec![Rule::NestingDepth(u32::from(a))]),
        21 => Edit::AddCoder(new_coder()),
        22 => {
            if a % 2 == 0 {
                Edit::ChangeCoder(new_coder())
            } else {
                Edit::RemoveCoder(CoderId(id(three)))
            }
        }
        23 => Edit::SetProgress(article_id, coder, [Status::New, Status::InWork, Status::Done][usize::from(a % 3)]),
        24 => {
            let at = vec![CharRange { start: CharOffset(9000), end: CharOffset(9001 + u32::from(a)) }];
            let span = Span { pieces: Vec::new(), ..*span() };
            let kept = Quarantined { span, at, words: vec![text], misfit: Misfit::BadPlace };
            Edit::Quarantine(article_id, Box::new(kept))
        }
        25 => Edit::Place(article_id, span()),
        26 => Edit::DropQuarantined(article_id, SpanId(of_article(two))),
        27 => Edit::SetStatedHash(article_id, (a % 2 == 0).then(|| "ab".repeat(32))),
        _ => {
            let place = Dismissed { article: article_id, at: range(content, a, b), kind: "no-claim".to_owned() };
            Edit::SetDismissed(place, a % 2 == 0)
        }
    }
}

/// A project with two articles, two coders, two entities and whatever of the edits fits.
pub fn project() -> impl Strategy<Value = Project> {
    prop::collection::vec(edit(), 0..40).prop_map(|edits| {
        let mut project = Project::new(ProjectId(id(99)), "Laws", builtin_codebook());
        let mut begin: Vec<Edit> = (0..2)
            .map(|n| Edit::AddCoder(Coder { id: CoderId(id(n)), name: format!("Coder {n}"), extra: Extra::new() }))
            .collect();
        begin.extend((0..2).map(|n| {
            let text = FrozenText::verbatim(TEXTS[usize::from(n)]);
            Edit::AddArticle(Box::new(Article::new(
                ArticleId(id(n)),
                text,
                Facts::default(),
                Source::default(),
                Time(1),
            )))
        }));
        apply_all(&mut project, Transaction::new("begin", begin)).unwrap();
        for edit in edits {
            let _may_not_fit = sayso::edit::apply(&mut project, edit);
        }
        project
    })
}
