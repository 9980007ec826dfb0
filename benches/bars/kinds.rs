//! Projects that have very many of one thing, or one very long thing: valid, and odd. Each can be made of any size, so that
//! what a large one costs can be compared with a small one of the same kind.

use std::sync::Arc;

use sayso::{
    model::{
        Article, ArticleId, Coder, CoderId, Entity, EntityId, EntityKind, Extra, FieldDef, FieldId, FieldKind,
        FieldValue, Id, Link, LinkEnd, LinkId, LinkKindId, Misfit, Project, Quarantined, Span, SpanId, Tag, TagId,
        Time,
    },
    text::{ByteRange, CharOffset, CharRange, FrozenText},
};

use super::generator;

/// A kind of project.
pub(crate) struct Kind {
    /// What there is much of.
    pub name: &'static str,
    /// How much of it; and how much a window has room for.
    pub many: usize,
    pub few: usize,
    /// Makes a project with so much of it.
    pub make: fn(usize) -> Project,
}

/// Every kind.
pub(crate) const KINDS: [Kind; 20] = [
    Kind { name: "nested tags", many: 2_000, few: 20, make: nested_tags },
    Kind { name: "flat tags", many: 20_000, few: 20, make: flat_tags },
    Kind { name: "marks on one word", many: 5_000, few: 20, make: marks_on_one_word },
    Kind { name: "long marks in each other", many: 2_000, few: 20, make: long_marks },
    Kind { name: "pieces of a mark", many: 3_000, few: 20, make: pieces },
    Kind { name: "versions of an article", many: 3_000, few: 20, make: versions },
    Kind { name: "claims within claims", many: 3_000, few: 20, make: nested_claims },
    Kind { name: "claims linked in a chain", many: 3_000, few: 20, make: linked_claims },
    Kind { name: "articles", many: 20_000, few: 20, make: articles },
    Kind { name: "coders", many: 5_000, few: 20, make: coders },
    Kind { name: "names", many: 20_000, few: 20, make: names },
    Kind { name: "links from a mark", many: 10_000, few: 20, make: links_from_a_mark },
    Kind { name: "links to a mark", many: 10_000, few: 20, make: links_to_a_mark },
    Kind { name: "fields of an article", many: 1_000, few: 20, make: article_fields },
    Kind { name: "questions of a tag", many: 1_000, few: 20, make: questions },
    Kind { name: "choices of a question", many: 5_000, few: 20, make: choices },
    Kind { name: "problems", many: 5_000, few: 20, make: problems },
    Kind { name: "marks set aside", many: 5_000, few: 20, make: set_aside },
    Kind { name: "letters of a tag", many: 100_000, few: 2_000, make: long_tag },
    Kind { name: "letters of a note", many: 1_000_000, few: 1_000, make: long_note },
];

/// The mark that is selected to look at a project: its first.
pub(crate) fn first_mark(project: &Project) -> Option<(ArticleId, SpanId)> {
    let mut marks = project
        .listed_articles()
        .into_iter()
        .flat_map(|article| article.spans.in_text_order().map(|span| (article.id, span.id)).take(1));
    marks.next()
}

fn id(number: usize) -> Id {
    let mut bits = [7; 10];
    bits[2..].copy_from_slice(&(number as u64).to_be_bytes());
    Id::from_bits(bits)
}

/// A project with one article of 600 words and ten marks, and its only coder.
fn plain() -> (Project, CoderId) {
    let mut project = generator::project(11, std::iter::once((0, 0)), false);
    let coder = *project.coders.keys().next().unwrap();
    change(&mut project, |article| {
        words(article, 600);
        mark(article, "claim", coder, (0..10).map(|n| vec![apart(n)]));
    });
    (project, coder)
}

fn change(project: &mut Project, change: impl FnOnce(&mut Article)) {
    change(Arc::make_mut(project.articles.values_mut().next().unwrap()));
}

fn tag(number: usize, project: &Project) -> Tag {
    let mut tag = project.codebook.tags[0].clone();
    (tag.id, tag.name) = (TagId::new(&format!("tag-{number}")), format!("Tag number {number}"));
    (tag.key, tag.fields) = (String::new(), Vec::new());
    tag
}

fn nested_tags(count: usize) -> Project {
    let (mut project, _) = plain();
    for number in 0..count {
        let parent = number.checked_sub(1).map(|above| TagId::new(&format!("tag-{above}")));
        let tag = Tag { parent, ..tag(number, &project) };
        project.codebook.tags.push(tag);
    }
    project
}

fn flat_tags(count: usize) -> Project {
    let (mut project, _) = plain();
    for number in 0..count {
        let tag = tag(number, &project);
        project.codebook.tags.push(tag);
    }
    project
}

/// Spans of these pieces in an article without others, by one coder each.
fn mark(article: &mut Article, tag: &str, by: CoderId, pieces: impl Iterator<Item = Vec<ByteRange>>) {
    let span = |(number, pieces): (usize, Vec<ByteRange>)| {
        let made = Time(1_650_000_000 + number as i64);
        Span::new(SpanId(id(number)), TagId::new(tag), pieces, by, made)
    };
    article.spans = pieces.enumerate().map(span).collect();
}

/// Replaces the text of the article by one of plain words of five bytes, without marks.
fn words(article: &mut Article, count: usize) {
    let line = "word ".repeat(12);
    let text = format!("{}\n", line.trim_end()).repeat(count / 12 + 1);
    let (spans, links) = Default::default();
    *article = Article { text: FrozenText::verbatim(text), spans, links, ..article.clone() };
}

/// The word with this number in such a text.
fn word(number: usize) -> ByteRange {
    ByteRange::new(5 * number, 5 * number + 4)
}

/// One of words so far apart that a window has room for a few of them alone.
fn apart(number: usize) -> ByteRange {
    word(APART * number)
}

/// How many words from one to the next.
const APART: usize = 40;

fn marks_on_one_word(count: usize) -> Project {
    let (mut project, coder) = plain();
    change(&mut project, |article| {
        words(article, 600);
        mark(article, "claim", coder, (0..count).map(|_| vec![word(3)]));
    });
    project
}

fn long_marks(count: usize) -> Project {
    let (mut project, coder) = plain();
    change(&mut project, |article| {
        words(article, 2_000 + 2 * count);
        let end = 2_000 + 2 * count;
        let around = |n: usize| vec![ByteRange { start: word(n).start, end: word(end - n).end }];
        mark(article, "claim", coder, (0..count).map(around));
    });
    project
}

fn pieces(count: usize) -> Project {
    let (mut project, coder) = plain();
    change(&mut project, |article| {
        words(article, APART * count + 600);
        mark(article, "claim", coder, std::iter::once((0..count).map(apart).collect()));
    });
    project
}

fn versions(count: usize) -> Project {
    let (mut project, _) = plain();
    let first = project.articles.values().next().unwrap().clone();
    let mut earlier = first.id;
    for number in 0..count {
        let version = Article { id: ArticleId(id(number)), replaces: Some(earlier), ..Article::clone(&first) };
        let renamed =
            |(place, span): (usize, &Span)| Span { id: SpanId(id(1_000_000 + 10 * number + place)), ..span.clone() };
        let spans = first.spans.iter().take(2).enumerate().map(renamed).collect();
        earlier = version.id;
        project.articles.insert(earlier, Arc::new(Article { spans, ..version }));
    }
    project
}

fn nested_claims(count: usize) -> Project {
    let (mut project, coder) = plain();
    change(&mut project, |article| {
        words(article, 2 * count + 600);
        let around = |n: usize| vec![ByteRange { start: word(n).start, end: word(2 * count - n).end }];
        mark(article, "claim", coder, (0..count).map(around));
        link(article, coder, LinkKindId::SAID_BY, (0..count).map(|n| (n, LinkEnd::Unnamed)));
    });
    project
}

fn link(article: &mut Article, by: CoderId, kind: &str, ends: impl Iterator<Item = (usize, LinkEnd)>) {
    let first = article.links.len();
    let links = ends.enumerate().map(|(number, (from, to))| Link {
        id: LinkId(id(first + number)),
        kind: LinkKindId::new(kind),
        from: SpanId(id(from)),
        to,
        order: 0,
        fields: Default::default(),
        note: String::new(),
        by,
        made: Time(1_650_000_000),
        changed: None,
        extra: Extra::new(),
    });
    links.for_each(|link| drop(article.links.insert(link)));
}

fn to_mark(number: usize) -> LinkEnd {
    LinkEnd::Span(SpanId(id(number)))
}

fn linked_claims(count: usize) -> Project {
    let (mut project, coder) = plain();
    change(&mut project, |article| {
        words(article, APART * count + 600);
        mark(article, "claim", coder, (0..count).map(|n| vec![apart(n)]));
        link(article, coder, "within", (1..count).map(|n| (n - 1, to_mark(n))));
        link(article, coder, LinkKindId::SAID_BY, (0..count).map(|n| (n, LinkEnd::Unnamed)));
    });
    project
}

fn articles(count: usize) -> Project {
    let mut project = generator::project(12, (0..count).map(|_| (0, 0)), false);
    let coder = *project.coders.keys().next().unwrap();
    for (number, article) in project.articles.values_mut().enumerate() {
        let article = Arc::make_mut(article);
        words(article, 120);
        let mut span = Span::new(SpanId(id(number)), TagId::new("claim"), vec![word(3)], coder, Time(1_650_000_000));
        span.flag = number % 2 == 0;
        article.spans.insert(span);
    }
    project
}

fn coders(count: usize) -> Project {
    let (mut project, _) = plain();
    let article = *project.articles.keys().next().unwrap();
    for number in 0..count {
        let coder =
            Coder { id: CoderId(id(number)), name: format!("Coder {number}"), changed: None, extra: Extra::new() };
        project.progress.insert((article, coder.id), sayso::model::Status::Done);
        project.coders.insert(coder.id, coder);
    }
    project
}

fn names(count: usize) -> Project {
    let (mut project, _) = plain();
    for number in 0..count {
        let name = format!("{} Person{number}", ["Ada", "Ben", "Cleo", "Dan"][number % 4]);
        let entity = Entity::new(EntityId(id(number)), EntityKind::Person, &name);
        project.entities.insert(entity.id, Arc::new(entity));
    }
    let first = EntityId(id(0));
    change(&mut project, |article| {
        let mut span = article.spans.in_text_order().next().unwrap().clone();
        (span.entity, span.tag) = (Some(first), TagId::new("speaker"));
        article.spans.insert(span);
    });
    project
}

fn links_from_a_mark(count: usize) -> Project {
    let (mut project, coder) = plain();
    change(&mut project, |article| {
        words(article, APART * count + 600);
        mark(article, "claim", coder, (0..=count).map(|n| vec![apart(n)]));
        link(article, coder, LinkKindId::SAID_BY, (1..count / 2).map(|n| (0, to_mark(n))));
        link(article, coder, LinkKindId::TOLD_TO, (count / 2..=count).map(|n| (0, to_mark(n))));
    });
    project
}

fn links_to_a_mark(count: usize) -> Project {
    let (mut project, coder) = plain();
    change(&mut project, |article| {
        words(article, APART * count + 600);
        mark(article, "claim", coder, (0..=count).map(|n| vec![apart(n)]));
        link(article, coder, LinkKindId::SAID_BY, (1..=count).map(|n| (n, to_mark(0))));
    });
    project
}

fn field(number: usize, kind: FieldKind) -> FieldDef {
    let (id, name) = (FieldId::new(&format!("field-{number}")), format!("Field {number}"));
    FieldDef { id, name, kind, definition: String::new() }
}

fn article_fields(count: usize) -> Project {
    let (mut project, _) = plain();
    project.codebook.article_fields = (0..count).map(|number| field(number, FieldKind::Text)).collect();
    change(&mut project, |article| {
        let value =
            |number: usize| (FieldId::new(&format!("field-{number}")), FieldValue::Text(format!("value {number}")));
        article.facts.fields = (0..count).map(value).collect();
    });
    project
}

/// With a claim selected, so that its questions are shown.
fn with_questions(questions: Vec<FieldDef>) -> Project {
    let (mut project, coder) = plain();
    let claim = project.codebook.tag_place(&TagId::new("claim")).unwrap();
    project.codebook.tags[claim].fields = questions;
    change(&mut project, |article| {
        words(article, 20 * APART);
        mark(article, "claim", coder, (0..20).map(|n| vec![apart(n)]));
    });
    project
}

fn questions(count: usize) -> Project {
    with_questions((0..count).map(|number| field(number, FieldKind::Text)).collect())
}

fn choices(count: usize) -> Project {
    with_questions(vec![field(0, FieldKind::Choice((0..count).map(|number| format!("choice {number}")).collect()))])
}

fn problems(count: usize) -> Project {
    let (mut project, coder) = plain();
    change(&mut project, |article| {
        words(article, 20 * APART);
        mark(article, "claim", coder, (0..20).map(|n| vec![apart(n)]));
        link(article, coder, "no-such-kind", (0..count).map(|n| (n % 20, LinkEnd::Unnamed)));
        // Only a project with something doubtful is looked through for problems.
        aside(article, coder, 1);
    });
    project
}

fn aside(article: &mut Article, by: CoderId, count: usize) {
    for number in 0..count {
        let span = Span::new(SpanId(id(2_000_000 + number)), TagId::new("claim"), Vec::new(), by, Time(1_650_000_000));
        let at = CharRange { start: CharOffset(number as u32), end: CharOffset(number as u32 + 4) };
        let words = vec![format!("other words {number}")];
        let misfit = Misfit::OtherWords { found: "word".to_owned() };
        article.quarantined.insert(span.id, Quarantined { span, at: vec![at], words, misfit });
    }
}

fn set_aside(count: usize) -> Project {
    let (mut project, coder) = plain();
    change(&mut project, |article| {
        words(article, count + 600);
        aside(article, coder, count);
    });
    project
}

fn long_tag(count: usize) -> Project {
    let (mut project, coder) = plain();
    let claim = project.codebook.tag_place(&TagId::new("claim")).unwrap();
    project.codebook.tags[claim].name = "Name ".repeat(count / 5);
    change(&mut project, |article| {
        words(article, 600);
        mark(article, "claim", coder, (0..10).map(|n| vec![apart(n)]));
    });
    project
}

fn long_note(count: usize) -> Project {
    let (mut project, coder) = plain();
    change(&mut project, |article| {
        words(article, 600);
        mark(article, "claim", coder, (0..10).map(|n| vec![apart(n)]));
        let mut span = article.spans.in_text_order().next().unwrap().clone();
        span.note = "A remark. ".repeat(count / 10);
        article.spans.insert(span);
    });
    project
}
