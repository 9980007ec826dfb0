//! Why a query finds nothing: a name that nobody has, or filters that no mark meets together.

use std::{collections::BTreeSet, fmt};

use super::{
    names::value_words,
    query::{Wanted, listed, meant, nearest},
    search::{Filter, InArticle, OfSpan, Query, is_mention, names_of},
};
use crate::{
    model::{Article, FieldId, LinkEnd, LinkKindId, Project, Span},
    text::{folded, shortened},
};

/// The longest words that are proposed as a name.
const LONGEST: usize = 60;

/// Why a query finds nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNothing {
    /// No article, or no mark, has this value.
    NoSuch {
        /// What has the field (`mark`).
        of: &'static str,
        /// The name of the field.
        field: String,
        /// The value.
        value: String,
        /// The value that is most like it.
        nearest: Option<String>,
        /// The values that there are.
        known: Vec<String>,
        /// The value with the words after it, where these may belong to it: how to write that.
        quoted: Option<String>,
    },
    /// The words after a value may belong to it: how to write that.
    Unquoted(String),
    /// Each filter fits something, and nothing all of them.
    NeverTogether,
}

impl fmt::Display for WhyNothing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuch { of, field, value, nearest, known, quoted } => {
                write!(f, "No {of} has the {field} “{value}”.{}", meant(nearest.as_deref()))?;
                if nearest.is_none() && !known.is_empty() {
                    write!(f, " There are {}.", listed(known))?;
                }
                match quoted {
                    Some(quoted) => write!(f, " Several words go in quotation marks: {quoted}."),
                    None => Ok(()),
                }
            }
            Self::Unquoted(quoted) => write!(f, "Several words go in quotation marks. Did you mean {quoted}?"),
            Self::NeverTogether => {
                write!(f, "Each of these filters matches some marks, but no mark matches all of them.")
            }
        }
    }
}

/// Why a query finds nothing in a project, where more can be said than that its words do not occur.
pub fn why_nothing(query: &Query, project: &Project) -> Option<WhyNothing> {
    let articles = project.listed_articles();
    for filter in &query.articles {
        let names = || facts(project, &articles, &filter.asks);
        if let Some(why) =
            unmet(query, filter, "article", names, || articles.iter().any(|article| filter.asks.fits(project, article)))
        {
            return Some(why);
        }
    }
    let some = |fits: &dyn Fn(&Article, &Span) -> bool| {
        articles.iter().any(|article| article.spans.iter().any(|span| fits(article, span)))
    };
    for filter in &query.spans {
        let fits = |article: &Article, span: &Span| filter.asks.fits(project, article, span);
        let names = || values(project, &articles, &filter.asks);
        if let Some(why) = unmet(query, filter, "mark", names, || some(&fits)) {
            return Some(why);
        }
    }
    let all = |article: &Article, span: &Span| {
        query.articles.iter().all(|filter| filter.asks.fits(project, article))
            && query.spans.iter().all(|filter| filter.asks.fits(project, article, span))
    };
    let several = query.spans.len() + query.articles.len() > 1 && !query.spans.is_empty();
    (several && !some(&all)).then_some(WhyNothing::NeverTogether)
}

/// Why a filter is not met, or is met by other things than those that are meant.
fn unmet<T>(
    query: &Query,
    filter: &Filter<T>,
    of: &'static str,
    names: impl FnOnce() -> BTreeSet<String>,
    is_met: impl FnOnce() -> bool,
) -> Option<WhyNothing> {
    let Filter { field, value, is_quoted, .. } = filter;
    let has_words = !query.words.is_empty() && !is_quoted && !value.is_empty();
    let is_met = is_met();
    if is_met && !has_words {
        return None;
    }
    let names = names();
    let whole = format!("{value} {}", query.words.replace('"', ""));
    let wanted = folded(&whole);
    if let Some(name) = names.iter().find(|name| has_words && folded(name).contains(&wanted)) {
        return Some(WhyNothing::Unquoted(format!("{field}:\"{name}\"")));
    }
    if is_met {
        return None;
    }
    let near = has_words.then(|| nearest(&whole, names.iter().map(String::as_str))).flatten();
    let near = near.or_else(|| nearest(value, names.iter().map(String::as_str))).map(str::to_owned);
    Some(WhyNothing::NoSuch {
        of,
        field: field.clone(),
        value: value.clone(),
        nearest: near,
        known: names.into_iter().collect(),
        quoted: has_words.then(|| format!("{field}:\"{whole}\"")),
    })
}

/// What articles have of a fact, or in a field.
fn facts(project: &Project, articles: &[&Article], asked: &InArticle) -> BTreeSet<String> {
    let values: BTreeSet<String> = match asked {
        InArticle::Fact(fact, _) => articles.iter().map(|article| fact(&article.facts).to_owned()).collect(),
        InArticle::Field(fields) => {
            let held = |(field, _): &(FieldId, Wanted)| {
                articles.iter().filter_map(|article| article.facts.fields.get(field)).collect::<Vec<_>>()
            };
            fields.iter().flat_map(held).map(|value| value_words(project, value)).collect()
        }
    };
    values.into_iter().filter(|value| !value.is_empty() && *value == shortened(value, LONGEST)).collect()
}

/// What marks have of what a filter asks for; nothing where any text may stand.
fn values(project: &Project, articles: &[&Article], asked: &OfSpan) -> BTreeSet<String> {
    let mut values = BTreeSet::new();
    match asked {
        OfSpan::Coder(_) => values.extend(project.coders.values().map(|coder| coder.name.clone())),
        OfSpan::Speaker(_) => {
            for article in articles {
                let said = article.links.iter().filter(|link| link.kind.as_str() == LinkKindId::SAID_BY);
                values.extend(said.flat_map(|link| names_of(project, article, link.to)));
            }
        }
        OfSpan::Name(_) => {
            for article in articles {
                let named = article.spans.iter().filter(|span| span.entity.is_some() && is_mention(project, span));
                values.extend(named.flat_map(|span| names_of(project, article, LinkEnd::Span(span.id))));
            }
        }
        OfSpan::Tag(_) | OfSpan::Field(_) | OfSpan::Note(_) | OfSpan::Flag(_) => {}
    }
    values.into_iter().filter(|value| !value.is_empty() && *value == shortened(value, LONGEST)).collect()
}
