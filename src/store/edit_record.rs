//! Edits as the journal writes them. Places are byte offsets here: the journal belongs to one machine, and to articles
//! whose texts never change.

use serde::{Deserialize, Serialize};

use super::{
    convert,
    errors::RecordError,
    record::{
        ArticleRecord, CoderRecord, ConflictRecord, CueClassRecord, DecisionRecord, EntityRecord, FactsRecord,
        FieldRecord, FigureRecord, LinkKindRecord, LinkRecord, NotMentionedRecord, ReviewedRecord, RuleRecord,
        RunKindRecord, SpanRecord, StatusRecord, TagRecord,
    },
    write::SECTIONS,
};
use crate::{
    edit::{Edit, Former, Position},
    model::{
        Article, ArticleId, CoderId, CueClassId, DecisionId, Dismissed, EntityId, FieldId, FigureId, LinkId,
        LinkKindId, Misfit, Quarantined, Run, Span, SpanId, TagId, Unplaced,
    },
    text::{ByteOffset, ByteRange, CharOffset, CharRange, FrozenText},
};

/// A range of bytes: start and end.
type Bytes = (u32, u32);

/// A span in its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlacedRecord {
    /// The span; its place and words are left empty.
    span: SpanRecord,
    /// Its pieces, in bytes of the text.
    bytes: Vec<Bytes>,
}

/// A mark set aside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuarantinedRecord {
    /// The span with the place (code points) and the words that its file states.
    span: SpanRecord,
    /// The words in the text there; without them, the place is outside the text.
    found: Vec<String>,
}

/// An article with all that is in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WholeArticleRecord {
    article: ArticleRecord,
    structure: Vec<(Bytes, RunKindRecord)>,
    spans: Vec<PlacedRecord>,
    quarantined: Vec<QuarantinedRecord>,
    links: Vec<LinkRecord>,
}

/// An [`Edit`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum EditRecord {
    SetProjectFacts(String, String),
    AddWholeArticle(Box<WholeArticleRecord>),
    RemoveArticle(ArticleId),
    SetFacts(ArticleId, FactsRecord),
    AddSpan(PlacedRecord),
    ChangeSpan(PlacedRecord),
    RemoveSpan(ArticleId, SpanId),
    AddLink(ArticleId, LinkRecord),
    ChangeLink(ArticleId, LinkRecord),
    RemoveLink(ArticleId, LinkId),
    AddEntity(EntityRecord),
    ChangeEntity(EntityRecord),
    RemoveEntity(EntityId),
    AddTagAt(PositionRecord<TagId>, TagRecord),
    ChangeTag(TagRecord),
    MoveTagTo(TagId, PositionRecord<TagId>),
    RemoveTag(TagId),
    SetCodebookVersion(u32),
    AddLinkKind(PositionRecord<LinkKindId>, LinkKindRecord),
    ChangeLinkKind(LinkKindRecord),
    MoveLinkKind(LinkKindId, PositionRecord<LinkKindId>),
    RemoveLinkKind(LinkKindId),
    AddRule(PositionRecord<RuleRecord>, RuleRecord),
    RemoveRule(RuleRecord),
    AddCoder(CoderRecord),
    ChangeCoder(CoderRecord),
    RemoveCoder(CoderId),
    SetProgress(ArticleId, CoderId, StatusRecord),
    SetDismissed(ArticleId, Bytes, String, bool),
    Quarantine(QuarantinedRecord),
    Place(PlacedRecord),
    DropQuarantined(ArticleId, SpanId),
    SetStatedHash(ArticleId, String),
    SetArticleField(FieldId, Option<(PositionRecord<FieldId>, FieldRecord)>),
    SetCueClass(CueClassId, Option<(PositionRecord<CueClassId>, CueClassRecord)>),
    SetSharing(bool, Option<u64>),
    SetAssigned(ArticleId, CoderId, bool),
    SetDecision(DecisionId, Option<Box<DecisionRecord>>),
    SetReviewed(ReviewedRecord, bool),
    SetNotMentioned(ArticleId, EntityId, Option<NotMentionedRecord>),
    SetFigure(FigureId, Option<Box<FigureRecord>>),
    SetContained(String, Option<PositionRecord<String>>),
    SetSharedSave(String, Option<String>),
    SetConflict(Box<ConflictRecord>, bool),
    SetExtra(String, Option<String>),
    SetUnplaced(Vec<(String, String)>),
    // As earlier versions wrote them.
    AddArticle(Box<ArticleRecord>, Vec<PlacedRecord>, Vec<QuarantinedRecord>, Vec<LinkRecord>),
    AddTag(usize, TagRecord),
    MoveTag(TagId, usize),
    SetLinkKinds(Vec<LinkKindRecord>),
    SetRules(Vec<RuleRecord>),
}

/// A [`Position`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum PositionRecord<I> {
    First,
    After(I),
    Last,
}

impl From<&Edit> for EditRecord {
    #[expect(clippy::too_many_lines, reason = "a table: a few lines for each kind of edit")]
    fn from(edit: &Edit) -> Self {
        match edit {
            Edit::SetProjectFacts { title, note } => Self::SetProjectFacts(title.clone(), note.clone()),
            Edit::AddArticle(article) => Self::AddWholeArticle(Box::new(whole_article_record(article))),
            Edit::RemoveArticle(id) => Self::RemoveArticle(*id),
            Edit::SetFacts(id, facts) => Self::SetFacts(*id, convert::facts_record((**facts).clone())),
            Edit::AddSpan(id, span) => Self::AddSpan(placed_record(*id, span)),
            Edit::ChangeSpan(id, span) => Self::ChangeSpan(placed_record(*id, span)),
            Edit::RemoveSpan(id, span_id) => Self::RemoveSpan(*id, *span_id),
            Edit::AddLink(id, link) => Self::AddLink(*id, convert::link_record(link)),
            Edit::ChangeLink(id, link) => Self::ChangeLink(*id, convert::link_record(link)),
            Edit::RemoveLink(id, link_id) => Self::RemoveLink(*id, *link_id),
            Edit::AddEntity(entity) => Self::AddEntity(convert::entity_record(entity)),
            Edit::ChangeEntity(entity) => Self::ChangeEntity(convert::entity_record(entity)),
            Edit::RemoveEntity(id) => Self::RemoveEntity(*id),
            Edit::AddTag(position, tag) => {
                Self::AddTagAt(position_record(position, TagId::clone), convert::tag_record(tag))
            }
            Edit::ChangeTag(tag) => Self::ChangeTag(convert::tag_record(tag)),
            Edit::MoveTag(id, position) => Self::MoveTagTo(id.clone(), position_record(position, TagId::clone)),
            Edit::RemoveTag(id) => Self::RemoveTag(id.clone()),
            Edit::SetCodebookVersion(version) => Self::SetCodebookVersion(*version),
            Edit::AddLinkKind(position, kind) => {
                Self::AddLinkKind(position_record(position, LinkKindId::clone), convert::link_kind_record(kind))
            }
            Edit::ChangeLinkKind(kind) => Self::ChangeLinkKind(convert::link_kind_record(kind)),
            Edit::MoveLinkKind(id, position) => {
                Self::MoveLinkKind(id.clone(), position_record(position, LinkKindId::clone))
            }
            Edit::RemoveLinkKind(id) => Self::RemoveLinkKind(id.clone()),
            Edit::AddRule(position, rule) => {
                Self::AddRule(position_record(position, convert::rule_record), convert::rule_record(rule))
            }
            Edit::RemoveRule(rule) => Self::RemoveRule(convert::rule_record(rule)),
            Edit::AddCoder(coder) => Self::AddCoder(convert::coder_record(coder)),
            Edit::ChangeCoder(coder) => Self::ChangeCoder(convert::coder_record(coder)),
            Edit::RemoveCoder(id) => Self::RemoveCoder(*id),
            Edit::SetProgress(id, coder, status) => Self::SetProgress(*id, *coder, convert::status_record(*status)),
            Edit::SetDismissed(place, on) => {
                Self::SetDismissed(place.article, bytes_of(place.at), place.kind.clone(), *on)
            }
            Edit::Quarantine(id, kept) => Self::Quarantine(quarantined_record(*id, kept)),
            Edit::Place(id, span) => Self::Place(placed_record(*id, span)),
            Edit::DropQuarantined(id, span_id) => Self::DropQuarantined(*id, *span_id),
            Edit::SetStatedHash(id, stated) => Self::SetStatedHash(*id, stated.clone().unwrap_or_default()),
            Edit::SetArticleField(id, field) => Self::SetArticleField(
                id.clone(),
                field.as_ref().map(|(at, field)| (position_record(at, FieldId::clone), convert::field_record(field))),
            ),
            Edit::SetCueClass(id, class) => Self::SetCueClass(
                id.clone(),
                class
                    .as_ref()
                    .map(|(at, class)| (position_record(at, CueClassId::clone), convert::cue_class_record(class))),
            ),
            Edit::SetSharing { is_blind, seed } => Self::SetSharing(*is_blind, *seed),
            Edit::SetAssigned(id, coder, on) => Self::SetAssigned(*id, *coder, *on),
            Edit::SetDecision(id, decision) => {
                Self::SetDecision(*id, decision.as_deref().map(convert::decision_record).map(Box::new))
            }
            Edit::SetReviewed(reviewed, on) => Self::SetReviewed(convert::reviewed_record(reviewed), *on),
            Edit::SetNotMentioned(about, found) => {
                let found = found.as_deref().map(|found| convert::not_mentioned_record(*about, found));
                Self::SetNotMentioned(about.0, about.1, found)
            }
            Edit::SetFigure(id, figure) => {
                Self::SetFigure(*id, figure.as_deref().map(convert::figure_record).map(Box::new))
            }
            Edit::SetContained(save, at) => {
                Self::SetContained(save.clone(), at.as_ref().map(|at| position_record(at, String::clone)))
            }
            Edit::SetSharedSave(suffix, save) => Self::SetSharedSave(suffix.clone(), save.clone()),
            Edit::SetExtra(name, value) => Self::SetExtra(name.clone(), value.clone()),
            Edit::SetUnplaced(unplaced) => {
                let record = |unplaced: &Unplaced| (unplaced.section.to_owned(), unplaced.record.clone());
                Self::SetUnplaced(unplaced.iter().map(record).collect())
            }
            Edit::SetConflict(conflict, on) => Self::SetConflict(Box::new(convert::conflict_record(conflict)), *on),
            Edit::Former(former) => former_record(former),
        }
    }
}

impl EditRecord {
    /// The edit.
    ///
    /// # Errors
    /// What cannot be read in it.
    #[expect(clippy::too_many_lines, reason = "a table: a few lines for each kind of edit")]
    pub(super) fn edit(self) -> Result<Edit, RecordError> {
        Ok(match self {
            Self::SetProjectFacts(title, note) => Edit::SetProjectFacts { title, note },
            Self::AddArticle(record, spans, quarantined, links) => {
                let structure = Vec::new();
                Edit::AddArticle(Box::new(article(WholeArticleRecord {
                    article: *record,
                    structure,
                    spans,
                    quarantined,
                    links,
                })))
            }
            Self::AddWholeArticle(record) => Edit::AddArticle(Box::new(article(*record))),
            Self::RemoveArticle(id) => Edit::RemoveArticle(id),
            Self::SetFacts(id, facts) => Edit::SetFacts(id, Box::new(convert::facts(facts))),
            Self::AddSpan(record) => Edit::AddSpan(record.span.article, Box::new(placed(record))),
            Self::ChangeSpan(record) => Edit::ChangeSpan(record.span.article, Box::new(placed(record))),
            Self::RemoveSpan(id, span_id) => Edit::RemoveSpan(id, span_id),
            Self::AddLink(id, link) => Edit::AddLink(id, Box::new(convert::link(link))),
            Self::ChangeLink(id, link) => Edit::ChangeLink(id, Box::new(convert::link(link))),
            Self::RemoveLink(id, link_id) => Edit::RemoveLink(id, link_id),
            Self::AddEntity(record) => Edit::AddEntity(Box::new(convert::entity(record))),
            Self::ChangeEntity(record) => Edit::ChangeEntity(Box::new(convert::entity(record))),
            Self::RemoveEntity(id) => Edit::RemoveEntity(id),
            Self::AddTagAt(at, tag) => Edit::AddTag(position(at, |id| id), Box::new(convert::tag(tag)?)),
            Self::ChangeTag(tag) => Edit::ChangeTag(Box::new(convert::tag(tag)?)),
            Self::MoveTagTo(id, to) => Edit::MoveTag(id, position(to, |id| id)),
            Self::RemoveTag(id) => Edit::RemoveTag(id),
            Self::SetCodebookVersion(version) => Edit::SetCodebookVersion(version),
            Self::AddLinkKind(at, kind) => Edit::AddLinkKind(position(at, |id| id), Box::new(convert::link_kind(kind))),
            Self::ChangeLinkKind(kind) => Edit::ChangeLinkKind(Box::new(convert::link_kind(kind))),
            Self::MoveLinkKind(id, to) => Edit::MoveLinkKind(id, position(to, |id| id)),
            Self::RemoveLinkKind(id) => Edit::RemoveLinkKind(id),
            Self::AddRule(at, rule) => Edit::AddRule(position(at, convert::rule), convert::rule(rule)),
            Self::RemoveRule(rule) => Edit::RemoveRule(convert::rule(rule)),
            Self::AddCoder(record) => Edit::AddCoder(convert::coder(record)),
            Self::ChangeCoder(record) => Edit::ChangeCoder(convert::coder(record)),
            Self::RemoveCoder(id) => Edit::RemoveCoder(id),
            Self::SetProgress(id, coder, status) => Edit::SetProgress(id, coder, convert::status(&status)),
            Self::SetDismissed(article, bytes, kind, on) => {
                Edit::SetDismissed(Dismissed { article, at: range_of(bytes), kind }, on)
            }
            Self::Quarantine(record) => Edit::Quarantine(record.span.article, Box::new(quarantined(record))),
            Self::Place(record) => Edit::Place(record.span.article, Box::new(placed(record))),
            Self::DropQuarantined(id, span_id) => Edit::DropQuarantined(id, span_id),
            Self::SetStatedHash(id, stated) => Edit::SetStatedHash(id, (!stated.is_empty()).then_some(stated)),
            Self::SetArticleField(id, field) => Edit::SetArticleField(
                id,
                field.map(|(at, field)| (position(at, |id| id), Box::new(convert::field(field)))),
            ),
            Self::SetCueClass(id, class) => Edit::SetCueClass(
                id,
                class.map(|(at, class)| (position(at, |id| id), Box::new(convert::cue_class(class)))),
            ),
            Self::SetSharing(is_blind, seed) => Edit::SetSharing { is_blind, seed },
            Self::SetAssigned(id, coder, on) => Edit::SetAssigned(id, coder, on),
            Self::SetDecision(id, decision) => {
                Edit::SetDecision(id, decision.map(|decision| Box::new(convert::decision(*decision))))
            }
            Self::SetReviewed(reviewed, on) => Edit::SetReviewed(convert::reviewed(&reviewed), on),
            Self::SetNotMentioned(article, claim, found) => {
                let found = found.map(|found| Box::new(convert::not_mentioned(found).1));
                Edit::SetNotMentioned((article, claim), found)
            }
            Self::SetContained(save, at) => Edit::SetContained(save, at.map(|at| position(at, |save| save))),
            Self::SetSharedSave(suffix, save) => Edit::SetSharedSave(suffix, save),
            Self::SetExtra(name, value) => Edit::SetExtra(name, value),
            Self::SetUnplaced(records) => {
                let unplaced = |(section, record): (String, String)| {
                    let section = SECTIONS.into_iter().find(|known| *known == section)?;
                    Some(Unplaced { section, record })
                };
                Edit::SetUnplaced(records.into_iter().filter_map(unplaced).collect())
            }
            Self::SetConflict(record, on) => Edit::SetConflict(Box::new(convert::conflict(*record)), on),
            Self::SetFigure(id, figure) => Edit::SetFigure(id, figure.map(|figure| Box::new(convert::figure(*figure)))),
            Self::AddTag(index, tag) => Edit::Former(Former::AddTag(index, Box::new(convert::tag(tag)?))),
            Self::MoveTag(id, index) => Edit::Former(Former::MoveTag(id, index)),
            Self::SetLinkKinds(kinds) => {
                Edit::Former(Former::SetLinkKinds(kinds.into_iter().map(convert::link_kind).collect()))
            }
            Self::SetRules(rules) => Edit::Former(Former::SetRules(convert::rules(rules))),
        })
    }
}

fn former_record(former: &Former) -> EditRecord {
    match former {
        Former::AddTag(index, tag) => EditRecord::AddTag(*index, convert::tag_record(tag)),
        Former::MoveTag(id, index) => EditRecord::MoveTag(id.clone(), *index),
        Former::SetLinkKinds(kinds) => EditRecord::SetLinkKinds(kinds.iter().map(convert::link_kind_record).collect()),
        Former::SetRules(rules) => EditRecord::SetRules(rules.iter().map(convert::rule_record).collect()),
    }
}

fn position_record<I, R>(position: &Position<I>, record: impl FnOnce(&I) -> R) -> PositionRecord<R> {
    match position {
        Position::First => PositionRecord::First,
        Position::After(id) => PositionRecord::After(record(id)),
        Position::Last => PositionRecord::Last,
    }
}

fn position<R, I>(record: PositionRecord<R>, id: impl FnOnce(R) -> I) -> Position<I> {
    match record {
        PositionRecord::First => Position::First,
        PositionRecord::After(record) => Position::After(id(record)),
        PositionRecord::Last => Position::Last,
    }
}

fn bytes_of(range: ByteRange) -> Bytes {
    (range.start.0, range.end.0)
}

fn range_of((start, end): Bytes) -> ByteRange {
    ByteRange { start: ByteOffset(start), end: ByteOffset(end) }
}

fn placed_record(article_id: ArticleId, span: &Span) -> PlacedRecord {
    let bytes = span.pieces.iter().map(|piece| bytes_of(*piece)).collect();
    PlacedRecord { span: convert::span_record(article_id, span), bytes }
}

fn placed(record: PlacedRecord) -> Span {
    let (mut span, _no_place, _no_words) = convert::span(record.span);
    span.pieces = record.bytes.into_iter().map(range_of).collect();
    span
}

fn quarantined_record(article_id: ArticleId, kept: &Quarantined) -> QuarantinedRecord {
    let mut span = convert::span_record(article_id, &kept.span);
    span.at = kept.at.iter().map(|at| (at.start.0, at.end.0)).collect();
    span.words.clone_from(&kept.words);
    let found = match &kept.misfit {
        Misfit::BadPlace => Vec::new(),
        Misfit::OtherWords { found } => vec![found.clone()],
    };
    QuarantinedRecord { span, found }
}

fn quarantined(record: QuarantinedRecord) -> Quarantined {
    let (span, at, words) = convert::span(record.span);
    let at = at.into_iter().map(|at| CharRange { start: CharOffset(at.0), end: CharOffset(at.1) }).collect();
    let found = record.found.into_iter().next();
    let misfit = found.map_or(Misfit::BadPlace, |found| Misfit::OtherWords { found });
    Quarantined { span, at, words, misfit }
}

fn whole_article_record(article: &Article) -> WholeArticleRecord {
    let run = |run: &Run| (bytes_of(run.at), convert::run_kind_record(&run.kind));
    WholeArticleRecord {
        article: convert::article_record(article),
        structure: article.structure.iter().map(run).collect(),
        spans: article.spans.iter().map(|span| placed_record(article.id, span)).collect(),
        quarantined: article.quarantined.values().map(|kept| quarantined_record(article.id, kept)).collect(),
        links: article.links.iter().map(convert::link_record).collect(),
    }
}

fn article(record: WholeArticleRecord) -> Article {
    let WholeArticleRecord { article: mut record, structure, spans, quarantined: aside, links } = record;
    let text = FrozenText::verbatim(std::mem::take(&mut record.text));
    let mut article = convert::article(record, text);
    let run = |(at, kind)| Run { at: range_of(at), kind: convert::run_kind(kind) };
    article.structure = structure.into_iter().map(run).collect();
    let own = convert::hex(&article.text.sha256());
    article.stated_sha256 = article.stated_sha256.take().filter(|stated| *stated != own);
    article.spans = spans.into_iter().map(placed).collect();
    article.quarantined = aside.into_iter().map(quarantined).map(|kept| (kept.span.id, kept)).collect();
    article.links = links.into_iter().map(convert::link).collect();
    article
}
