//! The sample project: written from marked text, and its marks checked word by word.

use sayso::{
    model::{
        Article, ArticleId, Coder, CoderId, Entity, EntityId, EntityKind, Extra, Facts, FieldId, FieldValue, Id, Link,
        LinkEnd, LinkId, LinkKindId, Mention, Project, ProjectId, Source, Span, SpanId, Status, TagId, Time,
    },
    store::{builtin_codebook, read_project, write_project},
    text::{ByteOffset, ByteRange, FrozenText},
};
use sha2::{Digest, Sha256};

use crate::common::marked::{Marked, MarkedSpan, parse};

const MARKED: &str = include_str!("../data/sample/kremlin-call.marked");
const ARTICLE: &str = include_str!("../data/sample/article.txt");
const PROJECT: &str = "projects/kremlin-call.sayso";

/// The same id for the same words, so that writing the sample again changes nothing.
fn id(what: &str) -> Id {
    let hash = Sha256::digest(format!("kremlin-call {what}"));
    Id::from_bits(hash[..10].try_into().unwrap())
}

fn entities() -> Vec<(&'static str, Entity)> {
    let make = |key: &'static str, kind, name: &str, aliases: &[&str], role: &str, country: &str| {
        let entity = Entity {
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            role: role.to_owned(),
            country: country.to_owned(),
            ..Entity::new(EntityId(id(key)), kind, name)
        };
        (key, entity)
    };
    use EntityKind::{Organisation, Other, Person, Place};
    vec![
        make(
            "putin",
            Person,
            "Vladimir Putin",
            &["Putin", "the Russian president", "the Russian head of state"],
            "President of Russia",
            "Russia",
        ),
        make(
            "erdogan",
            Person,
            "Recep Tayyip Erdogan",
            &["Erdogan", "Erdoğan", "Endorgan", "his Turkish counterpart", "his Turkish colleague"],
            "President of Turkey",
            "Turkey",
        ),
        make(
            "both",
            Other("group".to_owned()),
            "Putin and Erdogan",
            &["Both leaders", "the presidents of Russia and Turkey"],
            "",
            "",
        ),
        make("press", Organisation, "Kremlin press service", &["the report"], "", "Russia"),
        make("kremlin", Organisation, "Kremlin", &["the Kremlin"], "", "Russia"),
        make("moscow", Place, "Moscow", &[], "", "Russia"),
        make("kiev", Place, "Kiev", &["Kyiv"], "", "Ukraine"),
        make("ukraine", Place, "Ukraine", &[], "", "Ukraine"),
        make("russia", Place, "Russia", &[], "", "Russia"),
        make("turkey", Place, "Turkey", &["Türkiye"], "", "Turkey"),
        make("donbas", Place, "Donbas", &["Donbass"], "", "Ukraine"),
    ]
}

fn sample() -> Project {
    let Marked { text, spans } = parse(MARKED).unwrap();
    assert_eq!(text, ARTICLE, "the marked text is the article");
    let made: Time = "2022-03-07T09:00:00Z".parse().unwrap();
    let coder = CoderId(id("coder"));
    let mut project = Project::new(ProjectId(id("project")), "Kremlin call", builtin_codebook());
    project.coders.insert(coder, Coder { id: coder, name: "Sample".to_owned(), changed: None, extra: Extra::new() });
    for (_, entity) in entities() {
        project.entities.insert(entity.id, entity.into());
    }
    let (frozen, steps) = FrozenText::import(ARTICLE);
    assert!(steps.is_empty());
    let facts = Facts {
        title: ARTICLE.lines().next().unwrap().to_owned(),
        published: "2022-03-06".to_owned(),
        language: "en".to_owned(),
        note: "Locations are names of places, also where they stand for a government; adjectives such as “Ukrainian” are not marked.".to_owned(),
        ..Facts::default()
    };
    let source = Source {
        name: "article.txt".to_owned(),
        format: "text".to_owned(),
        encoding: "UTF-8".to_owned(),
        steps: Vec::new(),
        sha256: Sha256::digest(ARTICLE).iter().map(|byte| format!("{byte:02x}")).collect(),
        split: String::new(),
    };
    let mut article = Article::new(ArticleId(id("article")), frozen, facts, source, made);
    let span_id = |span: &MarkedSpan| {
        SpanId(id(&format!("{} {} {:?}", span.tag, span.key, ByteOffset::new(span.pieces[0].start))))
    };
    let labelled = |label: &str| spans.iter().find(|span| span.key == label).map_or_else(|| panic!("{label}"), span_id);
    for marked in &spans {
        let pieces = marked.pieces.iter().map(|piece| ByteRange::new(piece.start, piece.end)).collect();
        let mut span = Span::new(span_id(marked), TagId::new(&marked.tag), pieces, coder, made);
        span.codebook = 1;
        for (key, value) in &marked.attributes {
            match key.as_str() {
                name if name.starts_with('@') => {
                    let (name, mention) = name[1..].split_once(':').unwrap_or((&name[1..], "name"));
                    span.entity = Some(EntityId(id(name)));
                    span.mention = match mention {
                        "pronoun" => Mention::Pronoun,
                        "description" => Mention::Description,
                        _ => Mention::Name,
                    };
                }
                "said-by" | "cue" | "told-to" | "about" | "happened-at" => {
                    for to in value.split(',') {
                        let end = match to.strip_prefix("e:") {
                            Some(entity) => LinkEnd::Entity(EntityId(id(entity))),
                            None => LinkEnd::Span(labelled(to)),
                        };
                        let link_id = LinkId(id(&format!("{} {key} {to}", marked.key)));
                        article.links.insert(Link {
                            id: link_id,
                            kind: LinkKindId::new(key),
                            from: span.id,
                            to: end,
                            order: 0,
                            fields: Default::default(),
                            note: String::new(),
                            by: coder,
                            made,
                            changed: None,
                            extra: Extra::new(),
                        });
                    }
                }
                "restated" => {
                    span.fields.insert(FieldId::new(key), FieldValue::Text(value.replace('_', " ")));
                }
                "role" => {
                    let role = if value == "happened" { "where it happened" } else { value };
                    span.fields.insert(FieldId::new(key), FieldValue::Choice(role.to_owned()));
                }
                _ => {
                    span.fields.insert(FieldId::new(key), FieldValue::Choice(value.clone()));
                }
            }
        }
        article.spans.insert(span);
    }
    project.progress.insert((article.id, coder), Status::Done);
    project.articles.insert(article.id, article.into());
    project
}

/// `SAYSO_WRITE=1 cargo test` writes the sample anew; otherwise the file must be what its marked text says.
#[test]
fn the_sample_is_what_its_marked_text_says() {
    let written = write_project(&sample()).bytes;
    if std::env::var_os("SAYSO_WRITE").is_some() {
        std::fs::write(PROJECT, &written).unwrap();
    }
    let kept = std::fs::read(PROJECT).unwrap();
    assert!(kept == written, "{PROJECT} differs from its marked text; SAYSO_WRITE=1 writes it anew");
    let loaded = read_project(&kept).unwrap();
    assert_eq!(loaded.problems, []);
}

#[test]
fn its_marks_have_these_words() {
    let loaded = read_project(&std::fs::read(PROJECT).unwrap()).unwrap();
    let article = loaded.project.articles.values().next().unwrap();
    let words = |tag: &str| -> Vec<String> {
        article
            .spans
            .in_text_order()
            .filter(|span| span.tag.as_str() == tag)
            .map(|span| article.words_of(span))
            .collect()
    };
    assert_eq!(
        words("location"),
        ["Ukraine", "Moscow", "Ukraine", "Kiev", "Russia", "Russia", "Donbas", "Donbas", "Ukraine", "Russia", "Turkey"]
    );
    assert_eq!(
        words("speaker"),
        [
            "Russian President Vladimir Putin",
            "he",
            "Putin",
            "the Kremlin press service",
            "The Russian president",
            "Vladimir Putin",
            "the report",
            "Putin",
            "the Russian head of state",
            "Both leaders",
            "the presidents of Russia and Turkey",
            "Vladimir Putin",
            "the report",
            "Putin",
            "Endorgan",
            "the Kremlin",
        ]
    );
    assert_eq!(words("addressee"), ["his Turkish colleague, Recep Tayyip Erdogan", "his Turkish counterpart"]);
    assert_eq!(
        words("cue"),
        [
            "assured",
            "criticized",
            "according to",
            "stressed",
            "briefed",
            "outlined",
            "explained in detail",
            "said",
            "noted",
            "assured",
            "expressed the hope",
            "noted",
            "confirmed",
            "said",
            "emphasized",
            "said",
        ]
    );
    assert_eq!(words("claim"), CLAIMS);
    assert_eq!(article.spans.len(), 11 + 16 + 2 + 16 + CLAIMS.len(), "and nothing else is marked");
}

/// Every claim, in the order of the text, outer before inner.
const CLAIMS: [&str; 16] = [
    "that Moscow would suspend the military operation in Ukraine only if Kiev ceases hostilities and complies with \
     the demands",
    "In the telephone exchange, Putin criticized the Ukrainian side that has delayed direct negotiations to regroup \
     its forces",
    "the Ukrainian side that has delayed direct negotiations to regroup its forces",
    "that Russia is ready to dialogue with the Ukrainian authorities and foreign partners in order to resolve the \
     conflict",
    "“Vladimir Putin briefed (his Turkish counterpart) on the course of the special military operation to defend \
     Donbas, outlined the fundamental approaches and assessments in this context, further explained in detail the \
     main objectives and set tasks,”",
    "on the course of the special military operation to defend Donbas",
    "the fundamental approaches and assessments in this context",
    "the main objectives and set tasks",
    "that “the Russian armed forces are doing everything possible to save lives and ensure the safety of civilians, \
     moreover they only inflict precise attacks exclusively on military infrastructure.”",
    "that the Ukrainian nationalists continue with the intensive bombing of Donbas and the use of Ukrainian cities \
     and towns as a “human shield” of civilians, including foreigners, taken as hostages",
    "that during the next planned round of negotiations, Ukraine’s representatives will show a more constructive \
     approach that fully takes into account emerging realities.”",
    "the importance of maintaining contacts between the diplomatic and military departments of the two countries",
    "“Vladimir Putin confirmed the readiness of the Russian side to provide all necessary assistance for the safe \
     evacuation of Turkish citizens from the areas of hostilities,”",
    "the readiness of the Russian side to provide all necessary assistance for the safe evacuation of Turkish \
     citizens from the areas of hostilities",
    "Putin and Endorgan have “emphasized mutual readiness to continue mutually beneficial Russo-Turkish trade and \
     economic cooperation,”",
    "mutual readiness to continue mutually beneficial Russo-Turkish trade and economic cooperation",
];

#[test]
fn its_text_is_the_article_and_its_first_line_the_heading() {
    let loaded = read_project(&std::fs::read(PROJECT).unwrap()).unwrap();
    let article = loaded.project.articles.values().next().unwrap();
    assert_eq!(article.text.as_str(), ARTICLE);
    assert!(article.heading().is_some());
    assert!(article.quarantined.is_empty());
    assert_eq!((article.facts.published.as_str(), article.facts.language.as_str()), ("2022-03-06", "en"));
}

#[test]
fn every_claim_has_speaker_and_cue_and_every_name_an_entity() {
    let loaded = read_project(&std::fs::read(PROJECT).unwrap()).unwrap();
    let article = loaded.project.articles.values().next().unwrap();
    for claim in article.spans.iter().filter(|span| span.tag.as_str() == "claim") {
        for kind in ["said-by", "cue"] {
            let linked = article.links.iter().any(|link| link.from == claim.id && link.kind.as_str() == kind);
            assert!(linked, "{kind} of {}", article.words_of(claim));
        }
    }
    for span in article.spans.iter().filter(|span| ["speaker", "addressee", "location"].contains(&span.tag.as_str())) {
        assert!(span.entity.is_some(), "{}", article.words_of(span));
    }
}
