//! Claims as schema.org ClaimReview in JSON-LD, as fact-checkers publish them: one review a claim, with who said it, in
//! which article, and the verdict where the codebook asks for one and somebody has filled it in.
//!
//! It may stand in a page as it is: nothing in it ends the element around it.

use serde_json::{Map, Value, json};

use super::{
    format::{Format, Written},
    ledger::beside_claims,
    limit::Limit,
    part::Part,
    subject::Subject,
};
use crate::{
    analysis::value_words,
    model::{Article, EntityId, EntityKind, FieldId, Link, LinkEnd, LinkKindId, Project, Span, SpanId},
};

/// Claims as JSON-LD.
pub(super) const FORMAT: Format = Format {
    name: "claimreview",
    title: "ClaimReview",
    purpose: "claims and their sources, as fact-checkers publish them",
    extensions: &["jsonld", "json"],
    holds: &[Part::Facts, Part::Overlaps, Part::Pieces, Part::Coders, Part::Entities, Part::Links, Part::OpenLinks],
    limits: &[
        Limit::OtherMarks,
        Limit::LinksOfOtherMarks,
        Limit::ArticlesWithoutClaims,
        Limit::FartherLinks,
        Limit::CodersOfCheckedClaims,
        Limit::ClaimsWithoutVerdict,
        Limit::ClaimsWithoutAddress,
        Limit::Positions,
    ],
    note: "search engines require a verdict and a link; fill them in with the fact-checking codebook",
    subject: Subject::Claims,
    write,
};

/// The fields of the shipped codebook of claims to check.
const VERDICT: &str = "verdict";
const CHECKED_ON: &str = "checked-on";
const CHECKED_BY: &str = "verdict-source";

fn write(project: &Project) -> Written {
    let claim_tags = project.codebook.claim_tags();
    let articles = project.listed_articles().into_iter();
    let reviews: Vec<Value> = articles
        .flat_map(|article| {
            let claims = article.spans.in_text_order().filter(|span| claim_tags.contains(&&span.tag));
            claims.map(|claim| review(project, article, claim)).collect::<Vec<_>>()
        })
        .collect();
    let without = |part: &str| reviews.iter().filter(|review| review.get(part).is_none()).count();
    let mut losses = beside_claims(project);
    for article in project.listed_articles() {
        for claim in article.spans.iter().filter(|span| claim_tags.contains(&&span.tag)) {
            let other = article.links.from(claim.id).count() - nearest(article, claim.id).count();
            losses.add(Limit::FartherLinks, other);
            let is_checked = field(project, claim, CHECKED_BY).is_some();
            losses.add(Limit::CodersOfCheckedClaims, usize::from(is_checked));
        }
    }
    losses.add(Limit::ClaimsWithoutVerdict, without("reviewRating"));
    losses.add(Limit::ClaimsWithoutAddress, without("url"));
    let graph = json!({ "@context": "https://schema.org", "@graph": reviews });
    // In a page no script ends, and none begins, inside a string.
    let bytes = format!("{graph:#}\n").replace('<', "\\u003c").into_bytes();
    Written { losses: losses.counted(), ..Written::one(bytes) }
}

/// What a field of a claim says.
fn field(project: &Project, claim: &Span, id: &str) -> Option<String> {
    let value = claim.fields.get(&FieldId::new(id));
    value.map(|value| value_words(project, value)).filter(|words| !words.is_empty())
}

fn review(project: &Project, article: &Article, claim: &Span) -> Value {
    let field = |id: &str| field(project, claim, id);
    let facts = &article.facts;
    let checked_by = field(CHECKED_BY);
    let address = checked_by.as_deref().and_then(|words| words.split_whitespace().find(|word| is_address(word)));
    let author = match &checked_by {
        Some(words) => {
            let name: Vec<&str> = words.split_whitespace().filter(|word| Some(*word) != address).collect();
            let name = name.join(" ");
            object("Organization", [("name", text(name.trim_end_matches([',', ';', ':']))), ("url", address.into())])
        }
        None => object("Person", [("name", text(&project.coder_name(claim.by)))]),
    };
    let appearance = object(
        "NewsArticle",
        [
            ("url", text(&facts.address)),
            ("headline", text(&facts.title)),
            ("datePublished", text(&facts.published)),
            ("inLanguage", text(&facts.language)),
            ("comment", object("Comment", [("text", text(&facts.note))])),
            ("author", object("Person", [("name", text(&facts.author))])),
            ("publisher", object("Organization", [("name", text(&facts.outlet))])),
        ],
    );
    let said = [
        ("author", authors(project, article, claim)),
        ("datePublished", text(&facts.published)),
        ("appearance", appearance),
    ];
    object(
        "ClaimReview",
        [
            ("identifier", text(&claim.id.to_string())),
            ("url", address.into()),
            ("claimReviewed", text(&article.words_of(claim))),
            ("author", author),
            ("datePublished", field(CHECKED_ON).into()),
            ("reviewRating", object("Rating", [("alternateName", field(VERDICT).into())])),
            ("itemReviewed", object("Claim", said)),
        ],
    )
}

/// Who said the words: of the speakers those nearest to them.
fn authors(project: &Project, article: &Article, claim: &Span) -> Value {
    let authors: Vec<Value> = nearest(article, claim.id)
        .map(|link| author(project, article, link.to))
        .filter(|author| !author.is_null())
        .collect();
    match authors.as_slice() {
        [] => Value::Null,
        [one] => one.clone(),
        _ => Value::Array(authors),
    }
}

/// The links to those who said a claim nearest to its words.
fn nearest(article: &Article, claim: SpanId) -> impl Iterator<Item = &Link> {
    let mut links: Vec<_> = article.links.of_kind(claim, LinkKindId::SAID_BY).collect();
    links.sort_unstable_by_key(|link| (link.order, link.id));
    let nearest = links.first().map(|link| link.order);
    links.into_iter().filter(move |link| Some(link.order) == nearest)
}

fn author(project: &Project, article: &Article, end: LinkEnd) -> Value {
    let of_entity = |id: EntityId| {
        let entity = project.entities.get(&id)?;
        let kind = match &entity.kind {
            EntityKind::Person => "Person",
            // A place that speaks stands for those who govern there.
            EntityKind::Organisation | EntityKind::Place | EntityKind::Claim | EntityKind::Other(_) => "Organization",
        };
        let item = Some(&entity.wikidata).filter(|item| !item.is_empty());
        let address = item.map(|item| format!("https://www.wikidata.org/entity/{item}"));
        Some(object(kind, [("name", text(&entity.name)), ("sameAs", address.into())]))
    };
    match end {
        LinkEnd::Entity(id) => of_entity(id).unwrap_or_default(),
        LinkEnd::Span(to) => {
            let span = article.span(to);
            let named = span.and_then(|span| span.entity).and_then(of_entity);
            // Whether these are a person or a body is not known, so that they have no type.
            named.or_else(|| span.map(|span| json!({ "name": article.words_of(span) }))).unwrap_or_default()
        }
        LinkEnd::Unnamed => json!({ "name": "unnamed source" }),
        LinkEnd::Nobody => Value::Null,
    }
}

/// An object of a type with what is known of it; nothing when nothing is.
fn object<const N: usize>(kind: &str, parts: [(&str, Value); N]) -> Value {
    let known = parts.into_iter().filter(|(_, value)| !value.is_null());
    let mut known: Map<String, Value> = known.map(|(name, value)| (name.to_owned(), value)).collect();
    if known.is_empty() {
        return Value::Null;
    }
    known.insert("@type".to_owned(), kind.into());
    Value::Object(known)
}

/// A text, or nothing for an empty one.
fn text(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { text.into() }
}

fn is_address(word: &str) -> bool {
    word.starts_with("https://") || word.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_left_out() {
        assert_eq!(object("Person", [("name", text(""))]), Value::Null);
        let known = object("Person", [("name", text("Ada")), ("url", Value::Null)]);
        assert_eq!(known, json!({ "@type": "Person", "name": "Ada" }));
    }
}
