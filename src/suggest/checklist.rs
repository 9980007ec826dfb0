//! What a careful reader would look at again: sentences that quote or report and carry no claim, quotations that are
//! never closed, claims that break a rule of the codebook, marks flagged "look again".

use super::{
    cues::{CueTier, cues_in},
    listed::cues_by_list,
    rules::Rules,
};
use crate::{
    analysis::Nesting,
    model::{Article, ArticleId, Dismissed, Project, Rule, Span, SpanId},
    text::{ByteRange, is_unspaced, open_quote, quoted_in, sentences_in},
};

/// The kind of dismissal that says "no claim here".
const NO_CLAIM: &str = "no-claim";
/// The kind of dismissal that says "this quotation is closed well enough".
const OPEN_QUOTE: &str = "open-quote";

/// Why a place is on the list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckReason {
    /// The sentence has a quotation or a reporting verb, and no claim.
    NoClaim,
    /// A quotation is never closed.
    OpenQuote,
    /// A mark lacks a link that its tag should have; the name of the link kind.
    NoLink(String),
    /// The claim lies in more claims than the codebook allows.
    TooDeep,
    /// Somebody flagged the mark.
    LookAgain,
    /// The mark is there again: of the same coder, with the same tag on the same words.
    Double,
}

/// A place to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckItem {
    /// Why.
    pub reason: CheckReason,
    /// The article.
    pub article: ArticleId,
    /// The place.
    pub at: ByteRange,
    /// The mark, where it is about one.
    pub span: Option<SpanId>,
}

impl CheckItem {
    /// What dismisses the item. A broken rule goes when it is kept, a flag when it is taken away: they have nothing.
    pub fn dismissal(&self) -> Option<Dismissed> {
        let kind = match self.reason {
            CheckReason::NoClaim => NO_CLAIM,
            CheckReason::OpenQuote => OPEN_QUOTE,
            CheckReason::NoLink(_) | CheckReason::TooDeep | CheckReason::LookAgain | CheckReason::Double => {
                return None;
            }
        };
        Some(Dismissed { article: self.article, at: self.at, kind: kind.to_owned() })
    }
}

/// The names of the link kinds that the rules of the codebook expect of a mark, and that it has no link of.
pub fn missing_links<'p>(project: &'p Project, article: &'p Article, span: &'p Span) -> impl Iterator<Item = &'p str> {
    project.codebook.rules.iter().filter_map(|rule| missing_link(project, article, span, rule))
}

fn missing_link<'p>(project: &'p Project, article: &Article, span: &Span, rule: &'p Rule) -> Option<&'p str> {
    let Rule::Needs { tag, link } = rule else { return None };
    let is_missing = *tag == span.tag && article.links.of_kind(span.id, link.as_str()).next().is_none();
    is_missing.then(|| project.codebook.link_kind(link).map_or(link.as_str(), |kind| kind.name.as_str()))
}

/// The list for all articles, in the order of lists and texts.
pub fn checklist(project: &Project) -> Vec<CheckItem> {
    project.listed_articles().into_iter().flat_map(|article| of_article(project, article)).collect()
}

fn of_article(project: &Project, article: &Article) -> Vec<CheckItem> {
    let item = |reason, at, span| CheckItem { reason, article: article.id, at, span };
    let mut items: Vec<CheckItem> = Vec::new();
    let claims = project.codebook.claim_tags();
    if !claims.is_empty() {
        items.extend(unmarked(project, article).into_iter().map(|at| item(CheckReason::NoClaim, at, None)));
    }
    let text = &article.text;
    let paragraphs: Vec<ByteRange> = (0..text.paragraph_count()).map(|number| text.paragraph(number)).collect();
    // For each paragraph the next one with words, found from the end in one go.
    let mut followers: Vec<Option<&str>> = Vec::with_capacity(paragraphs.len());
    let mut follower = None;
    for paragraph in paragraphs.iter().rev() {
        followers.push(follower);
        follower = Some(article.words(*paragraph)).filter(|words| !words.trim().is_empty()).or(follower);
    }
    for (paragraph, next) in paragraphs.iter().zip(followers.into_iter().rev()) {
        let is_dismissed = |at| is_dismissed(project, article, at, OPEN_QUOTE);
        let open = open_quote(article.words(*paragraph), next.unwrap_or_default());
        let open = open.map(|at| ByteRange::new(paragraph.start.index() + at, paragraph.end.index()));
        items.extend(open.filter(|at| !is_dismissed(*at)).map(|at| item(CheckReason::OpenQuote, at, None)));
    }
    let doubles = article.doubles();
    let has_limit = project.codebook.rules.iter().any(|rule| matches!(rule, Rule::NestingDepth(_)));
    let nesting = if has_limit { Nesting::of(article, &claims) } else { Nesting::default() };
    for span in article.spans.in_text_order() {
        if doubles.contains_key(&span.id) {
            items.push(item(CheckReason::Double, span.hull(), Some(span.id)));
        }
        for rule in &project.codebook.rules {
            let reason = match rule {
                Rule::Needs { .. } => {
                    missing_link(project, article, span, rule).map(|kind| CheckReason::NoLink(kind.to_owned()))
                }
                Rule::NestingDepth(most) if claims.contains(&&span.tag) => {
                    (nesting.depth(span.id) >= (*most).max(1) as usize).then_some(CheckReason::TooDeep)
                }
                Rule::NestingDepth(_) => None,
            };
            items.extend(reason.map(|reason| item(reason, span.hull(), Some(span.id))));
        }
        if span.flag {
            items.push(item(CheckReason::LookAgain, span.hull(), Some(span.id)));
        }
    }
    items.sort_by(|one, other| (one.at, &one.reason).cmp(&(other.at, &other.reason)));
    items
}

/// Sentences that seem to report something, have no claim and were not dismissed.
fn unmarked(project: &Project, article: &Article) -> Vec<ByteRange> {
    let text = &article.text;
    let claims = project.codebook.claim_tags();
    let heading = article.heading();
    let rules = Rules::of(article);
    let language = article.language();
    let mut found = Vec::new();
    for number in 0..text.paragraph_count() {
        let paragraph = text.paragraph(number);
        if heading == Some(paragraph) {
            continue;
        }
        let quotes = quoted_in(article.words(paragraph));
        for sentence in sentences_in(text, paragraph, &language) {
            let begin = sentence.start.index() - paragraph.start.index();
            let is_quoted = |quote: &std::ops::Range<usize>| {
                let is_here = quote.start < begin + sentence.len() as usize && quote.end > begin;
                is_here && !is_name_like(article.words(paragraph).get(quote.clone()).unwrap_or_default())
            };
            let cues = || match rules {
                Rules::English => cues_in(text, sentence),
                Rules::Listed(lists) => cues_by_list(text, sentence, lists),
                Rules::None => Vec::new(),
            };
            let reports = || cues().iter().any(|cue| cue.tier == CueTier::Sure);
            let has_claim = || article.spans.pieces_in(sentence).any(|(_, span)| claims.contains(&&span.tag));
            if (quotes.iter().any(is_quoted) || reports())
                && !has_claim()
                && !is_dismissed(project, article, sentence, NO_CLAIM)
            {
                found.push(sentence);
            }
        }
    }
    found
}

/// Whether a quotation is short, as names and scare quotes are: of fewer than four words, or of few signs where words have no
/// blanks between them.
fn is_name_like(quoted: &str) -> bool {
    quoted.split_whitespace().nth(3).is_none() && quoted.chars().filter(|letter| is_unspaced(*letter)).nth(7).is_none()
}

fn is_dismissed(project: &Project, article: &Article, at: ByteRange, kind: &str) -> bool {
    project.dismissed.contains(&Dismissed { article: article.id, at, kind: kind.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Codebook, Id, LinkKindId, ProjectId, Source, TagId, Time};

    #[test]
    fn only_places_without_a_mark_can_be_dismissed() {
        let article = ArticleId(Id::FIRST);
        let item = |reason| CheckItem { reason, article, at: ByteRange::new(1, 2), span: None };
        let kind = |reason| item(reason).dismissal().map(|dismissed| dismissed.kind);
        assert_eq!(kind(CheckReason::NoClaim).as_deref(), Some(NO_CLAIM));
        assert_eq!(kind(CheckReason::OpenQuote).as_deref(), Some(OPEN_QUOTE));
        let of_marks = [CheckReason::TooDeep, CheckReason::LookAgain, CheckReason::Double];
        for reason in of_marks.into_iter().chain([CheckReason::NoLink("Said by".to_owned())]) {
            assert_eq!(kind(reason), None);
        }
    }

    #[test]
    fn what_the_rules_of_a_tag_expect_is_missing_until_it_is_linked() {
        let (claim, kind) = (TagId::new("claim"), LinkKindId::new(LinkKindId::SAID_BY));
        let mut project = Project::new(ProjectId(Id::FIRST), "", Codebook::default());
        project.codebook.rules.push(Rule::Needs { tag: claim.clone(), link: kind });
        let text = crate::text::FrozenText::verbatim("He left.");
        let article = Article::new(ArticleId(Id::FIRST), text, Default::default(), Source::default(), Time(0));
        let coder = crate::model::CoderId(Id::FIRST);
        let span = |tag| Span::new(SpanId(Id::FIRST), tag, vec![ByteRange::new(0, 2)], coder, Time(0));
        assert_eq!(missing_links(&project, &article, &span(claim)).collect::<Vec<_>>(), ["said-by"]);
        assert_eq!(missing_links(&project, &article, &span(TagId::new("cue"))).count(), 0);
    }
}
