//! What people decided about each other's work: which of two differing marks holds, what was reviewed, and what an article
//! does not mention.

use std::fmt::Write as _;

use super::{
    Article, ArticleId, CoderId, DecisionId, EntityId, Extra, FieldId, FieldValue, Id, Link, LinkEnd, Mention, Span,
    SpanId, Time,
};

/// Which of some differing marks holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// This one.
    Take(SpanId),
    /// All of them.
    Both,
    /// None of them.
    Neither,
    /// A new one, made from them.
    Edited(SpanId),
}

/// A decision about marks that differ between coders. It outlives them: marks that are gone have changed since.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Identity.
    pub id: DecisionId,
    /// The article.
    pub article: ArticleId,
    /// The marks that it is about.
    pub about: Vec<SpanId>,
    /// What was decided.
    pub verdict: Verdict,
    /// Who decided.
    pub by: CoderId,
    /// When.
    pub made: Time,
    /// When, and by whom, it was last changed; `None` since it was made.
    pub changed: Option<(Time, CoderId)>,
    /// Why.
    pub note: String,
    /// What other programs' formats hold about this decision, kept verbatim.
    pub extra: Extra,
}

/// Under which name a decision keeps what it was made about, in [`Decision::extra`].
const SEEN: &str = "sayso:seen";

impl Decision {
    /// A decision about these marks as they are now. The same marks always give the same identity, so that two people who
    /// decide apart from each other make one record.
    pub fn new(article: &Article, about: Vec<SpanId>, verdict: Verdict, by: CoderId, made: Time) -> Self {
        let mut sorted = about.clone();
        sorted.sort_unstable();
        let names: String = sorted.iter().map(SpanId::to_string).collect();
        let extra = Extra::from([(SEEN.to_owned(), seen(article, &sorted))]);
        let id = DecisionId(Id::of_words(&format!("decision {} {names}", article.id)));
        Self { id, article: article.id, about, verdict, by, made, changed: None, note: String::new(), extra }
    }

    /// Whether the marks that it is about are as they were when it was made.
    pub fn holds(&self, article: &Article) -> bool {
        let mut about = self.about.clone();
        about.sort_unstable();
        match self.extra.get(SEEN) {
            Some(then) => *then == seen(article, &about),
            // What another program decided says only when.
            None => about.iter().all(|span| {
                article.span(*span).is_some_and(|span| span.changed.is_none_or(|(changed, _)| changed <= self.made))
            }),
        }
    }

    /// The same about the marks that stand for its own.
    #[must_use]
    pub fn about_marks(&self, stands_for: impl Fn(SpanId) -> SpanId) -> Self {
        let about = self.about.iter().map(|span| stands_for(*span)).collect();
        let verdict = match self.verdict {
            Verdict::Take(span) => Verdict::Take(stands_for(span)),
            Verdict::Edited(span) => Verdict::Edited(stands_for(span)),
            other @ (Verdict::Both | Verdict::Neither) => other,
        };
        Self { about, verdict, ..self.clone() }
    }
}

/// What marks and the links from them say, in a few characters that differ when any of that does. Remarks don't count, nor
/// does what a rule read from the words.
fn seen(article: &Article, marks: &[SpanId]) -> String {
    let mut said = String::new();
    for id in marks {
        match article.span(*id) {
            Some(span) => say(article, span, &mut said),
            None => said.push_str("gone\n"),
        }
    }
    Id::of_words(&said).to_string()
}

fn say(article: &Article, span: &Span, said: &mut String) {
    let mention = match span.mention {
        Mention::Name => "name",
        Mention::Pronoun => "pronoun",
        Mention::Description => "description",
    };
    let entity = span.entity.map(|entity| entity.to_string()).unwrap_or_default();
    let pieces: Vec<String> = span.pieces.iter().map(|piece| format!("{}-{}", piece.start.0, piece.end.0)).collect();
    let answers = span.fields.iter().filter(|(field, _)| !span.by_rule.contains(field));
    let _infallible = writeln!(said, "{} {pieces:?} {entity} {mention} {}", span.tag, told(answers));
    let mut links: Vec<&Link> = article.links.from(span.id).collect();
    links.sort_unstable_by_key(|link| link.id);
    for link in links {
        let to = match link.to {
            LinkEnd::Span(to) => to.to_string(),
            LinkEnd::Entity(to) => to.to_string(),
            LinkEnd::Unnamed => "unnamed".to_owned(),
            LinkEnd::Nobody => "nobody".to_owned(),
        };
        let _infallible = writeln!(said, "{} {} {to} {}", link.kind, link.order, told(link.fields.iter()));
    }
}

/// Answers, each with its field.
fn told<'f>(fields: impl Iterator<Item = (&'f FieldId, &'f FieldValue)>) -> String {
    let value = |value: &FieldValue| match value {
        FieldValue::Choice(words) | FieldValue::Text(words) | FieldValue::Date(words) => words.clone(),
        FieldValue::Number(number) => number.to_string(),
        FieldValue::YesNo(yes) => yes.to_string(),
        FieldValue::Entity(entity) => entity.to_string(),
    };
    let all: Vec<(&str, String)> = fields.map(|(field, said)| (field.as_str(), value(said))).collect();
    format!("{all:?}")
}

/// A coder has seen what somebody else did to a mark. It outlives the mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reviewed {
    /// The article.
    pub article: ArticleId,
    /// The mark.
    pub span: SpanId,
    /// Who has seen it.
    pub by: CoderId,
    /// The moment of the change or decision that was seen, or [`Self::DELETED`]: what is done at another moment is still to be
    /// seen, however wrong a clock was.
    pub made: Time,
}

impl Reviewed {
    /// Stands for the moment at which a mark was deleted, of which nothing is known.
    pub const DELETED: Time = Time(0);
}

/// An article does not mention a claim that others make, which is an entity; who found so, when, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotMentioned {
    /// Who found so.
    pub by: CoderId,
    /// When.
    pub made: Time,
    /// Why.
    pub note: String,
}

/// What [`NotMentioned`] is about: the article, and the claim.
pub type Absence = (ArticleId, EntityId);
