//! The project that the tests of formats write and read: of each part as much as they ask for.

use std::{collections::BTreeMap, sync::Arc};

use sayso::{
    export::Part,
    model::{
        Article, ArticleId, Codebook, Coder, CoderId, Colour, Entity, EntityId, EntityKind, Examples, Extra, Facts,
        FieldDef, FieldId, FieldKind, FieldValue, Id, Link, LinkEnd, LinkId, LinkKind, LinkKindId, Mention, Project,
        ProjectId, Rule, Source, Span, SpanId, Status, Tag, TagId, Time,
    },
    text::{ByteRange, FrozenText},
};

/// Emoji, right-to-left, composed and decomposed characters before everything that is marked.
const TEXT: &str = "A 🙂 headline: é, e\u{301}, قال\n\nThe mayor, Anna B., said on Monday: “It is over,” and left.\n\
                    “I am,” he added, “tired of 5 < 6 & all that.”\nNobody else spoke.";

pub(super) fn id(number: u8) -> Id {
    Id::from_bits([number; 10])
}

pub(super) fn coder(number: u8, name: &str) -> Coder {
    Coder { id: CoderId(id(number)), name: name.to_owned(), changed: None, extra: Extra::new() }
}

fn tag(codebook: &Codebook, name: &str) -> Tag {
    codebook.new_tag(TagId::new(&name.to_lowercase()), name)
}

fn field(name: &str, kind: FieldKind) -> FieldDef {
    FieldDef { id: FieldId::new(&name.to_lowercase()), name: name.to_owned(), kind, definition: String::new() }
}

fn codebook(has: &impl Fn(Part) -> bool) -> Codebook {
    let mut codebook = Codebook::default();
    let mut claim = tag(&codebook, "Claim");
    if has(Part::Definitions) {
        claim.definition = "What somebody says, <as> \"told\"\nby the article.".to_owned();
    }
    if has(Part::Examples) {
        claim.examples = Examples { yes: vec!["“It is over”".to_owned()], no: vec!["he left".to_owned()] };
    }
    if has(Part::Fields) {
        claim.fields = vec![
            field("Stance", FieldKind::Choice(vec!["for".to_owned(), "rather against".to_owned()])),
            field("Doubtful", FieldKind::YesNo),
            field("Remark", FieldKind::Text),
            field("Weight", FieldKind::Number),
        ];
    }
    if has(Part::Colours) {
        claim.colour = Colour::Rgb(1, 2, 250);
    }
    codebook.tags.push(claim);
    for (place, name) in ["Speaker", "Said what"].into_iter().enumerate() {
        let mut tag = tag(&codebook, name);
        if has(Part::Colours) {
            tag.colour = Colour::Rgb(200, 10 * place as u8, 7);
        }
        if has(Part::Tree) && name == "Said what" {
            tag.parent = Some(TagId::new("claim"));
        }
        codebook.tags.push(tag);
    }
    if has(Part::ArticleFields) {
        let choices = ["north & east", "south"].map(str::to_owned).into();
        codebook.article_fields = vec![
            field("Region", FieldKind::Choice(choices)),
            field("Copies", FieldKind::Number),
            field("Weekly", FieldKind::YesNo),
            field("Founded", FieldKind::Date),
            field("Motto", FieldKind::Text),
        ];
    }
    for name in ["Said by", "Cue"] {
        let fields = if has(Part::LinkDetails) { vec![field("Doubt", FieldKind::Text)] } else { Vec::new() };
        codebook.link_kinds.push(LinkKind {
            id: LinkKindId::new(&name.to_lowercase().replace(' ', "-")),
            name: name.to_owned(),
            definition: String::new(),
            from: Vec::new(),
            to: Vec::new(),
            fields,
            changed: None,
            extra: Extra::new(),
        });
    }
    codebook
}

/// The mayor, whom marks mention.
fn mayor_with(has: &impl Fn(Part) -> bool) -> Entity {
    let mut mayor = Entity::new(EntityId(id(1)), EntityKind::Person, "Anna B. <mayor>");
    if has(Part::EntityDetails) {
        mayor.aliases = vec!["Annie".to_owned()];
        let details = ["a", "Mayoress", "the town's", "Freedonia", "Q4115189", "born there"].map(str::to_owned);
        [mayor.key, mayor.role, mayor.side, mayor.country, mayor.wikidata, mayor.note] = details;
    }
    mayor
}

fn facts(has: &impl Fn(Part) -> bool) -> Facts {
    let mut facts = Facts { title: "A 🙂 headline: é, e\u{301}, قال".to_owned(), ..Facts::default() };
    if has(Part::Facts) {
        facts.outlet = "The \"Daily\"".to_owned();
        facts.author = "C. Ünal".to_owned();
        facts.published = "2022-03-06".to_owned();
        facts.address = "https://example.org/a?b=1&c=2".to_owned();
        facts.language = "tlh".to_owned();
        facts.note = "seen in print".to_owned();
    }
    if has(Part::ArticleFields) {
        let values = [
            ("region", FieldValue::Choice("north & east".to_owned())),
            ("copies", FieldValue::Number(12_500.5)),
            ("weekly", FieldValue::YesNo(false)),
            ("founded", FieldValue::Date("1848".to_owned())),
            ("motto", FieldValue::Text("“Always first”: é".to_owned())),
        ];
        facts.fields.extend(values.map(|(id, value)| (FieldId::new(id), value)));
    }
    facts
}

fn first_time() -> Time {
    "2022-03-07T10:00:00Z".parse().unwrap()
}

/// The links between these marks, and to the mayor.
fn links(article: &mut Article, has: &impl Fn(Part) -> bool, [over, speaker, last]: [SpanId; 3], mayor: EntityId) {
    let mut number = 0;
    let mut link = |kind: &str, from: SpanId, to: LinkEnd, order: u32, note: &str| {
        number += 1;
        let details = has(Part::LinkDetails);
        article.links.insert(Link {
            id: LinkId(id(number)),
            kind: LinkKindId::new(kind),
            from,
            to,
            order: if details { order } else { 0 },
            fields: if details && order > 0 {
                BTreeMap::from([(FieldId::new("doubt"), FieldValue::Text("hardly any".to_owned()))])
            } else {
                BTreeMap::new()
            },
            note: if details { note.to_owned() } else { String::new() },
            by: CoderId(id(1)),
            made: first_time(),
            changed: None,
            extra: Extra::new(),
        });
    };
    if has(Part::Links) {
        link("said-by", over, LinkEnd::Span(speaker), 0, "sure");
        link("cue", last, LinkEnd::Span(over), 2, "");
    }
    if has(Part::OpenLinks) {
        link("said-by", over, LinkEnd::Entity(mayor), 1, "");
        link("said-by", last, LinkEnd::Nobody, 0, "");
        link("cue", last, LinkEnd::Unnamed, 0, "");
    }
}

/// A project with exactly these parts, and plain marks.
pub(crate) fn project_with(parts: &[Part]) -> Project {
    let has = |part: Part| parts.contains(&part);
    let mut project = Project::new(ProjectId(id(1)), "Exchange", codebook(&has));
    if has(Part::Rules) {
        project.codebook.rules = vec![Rule::NestingDepth(7)];
    }
    if has(Part::ProjectNote) {
        project.note = "for the spring issue".to_owned();
    }
    let anna = coder(1, "Anna Ö.");
    project.coders.insert(anna.id, anna.clone());
    if has(Part::Coders) {
        project.coders.insert(CoderId(id(2)), coder(2, "Ben, \"B\""));
    }
    let mayor = EntityId(id(1));
    if has(Part::Entities) || has(Part::OpenLinks) {
        project.entities.insert(mayor, Arc::new(mayor_with(&has)));
    }
    let facts = facts(&has);
    let source = Source { name: "story.txt".to_owned(), format: "text".to_owned(), ..Source::default() };
    let made = first_time();
    let mut article = Article::new(ArticleId(id(1)), FrozenText::verbatim(TEXT), facts, source, made);
    let at = |words: &str| {
        let start = TEXT.find(words).unwrap();
        ByteRange::new(start, start + words.len())
    };
    let mut number = 0;
    let mut mark = |tag: &str, pieces: Vec<ByteRange>, change: &dyn Fn(&mut Span)| {
        number += 1;
        let mut span = Span::new(SpanId(id(number)), TagId::new(tag), pieces, anna.id, made);
        change(&mut span);
        let span_id = span.id;
        article.spans.insert(span);
        span_id
    };
    let over = mark("claim", vec![at("It is over,")], &|span| {
        if has(Part::Notes) {
            span.note = "two lines;\nthe \"second\", with <b> & \\ 🙂".to_owned();
        }
        if has(Part::Fields) {
            span.fields.insert(FieldId::new("stance"), FieldValue::Choice("rather against".to_owned()));
            span.fields.insert(FieldId::new("doubtful"), FieldValue::YesNo(true));
            span.fields.insert(FieldId::new("remark"), FieldValue::Text("a, b; c: d".to_owned()));
            span.fields.insert(FieldId::new("weight"), FieldValue::Number(1.5));
        }
        span.flag = has(Part::Flags);
    });
    let speaker = mark("speaker", vec![at("The mayor, Anna B.")], &|span| {
        if has(Part::Entities) {
            span.entity = Some(mayor);
        }
        if has(Part::Mentions) {
            span.mention = Mention::Description;
        }
        if has(Part::Coders) {
            span.by = CoderId(id(2));
        }
        if has(Part::Times) {
            span.made = "2023-01-02T03:04:05Z".parse().unwrap();
        }
    });
    mark("said what", vec![at("قال")], &|_| {});
    let last = mark("claim", vec![at("Nobody else spoke")], &|_| {});
    if has(Part::Overlaps) {
        mark("speaker", vec![at("Anna B.")], &|_| {});
        mark("claim", vec![at("Monday: “It is")], &|_| {});
        mark("said what", vec![at("Monday: “It is")], &|_| {});
    }
    if has(Part::Pieces) {
        mark("claim", vec![at("I am,"), at("tired of 5 < 6 & all that.")], &|_| {});
    }
    links(&mut article, &has, [over, speaker, last], mayor);
    if has(Part::Progress) {
        project.progress.insert((article.id, anna.id), Status::Done);
    }
    project.articles.insert(article.id, Arc::new(article));
    project
}
