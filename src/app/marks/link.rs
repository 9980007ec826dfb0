//! Linking a claim with who said it, who was told, and where: one step for the link, the marks it needs and what follows
//! from the words.

use super::{ends, mark, words};
use crate::{
    analysis::{QUOTE, end_name},
    app::desk::{
        choices::{About, ChoiceList, Pick},
        desk::Desk,
        notice::Notice,
        stamp,
        step::{Outcome, Step, Then},
    },
    edit::{Edit, Position, Transaction},
    model::{
        Article, EntityId, FieldId, Link, LinkEnd, LinkId, LinkKind, LinkKindId, Origin, Span, SpanId, Tag, TagId,
    },
    suggest::{Candidate, Suggestion, ends_for, is_of_time, suggests_speakers},
    text::{ByteRange, folded, trim},
};

/// The kind of link from a claim to its cue.
const CUE: &str = LinkKindId::CUE;

/// The name of the tag for times, where a codebook has none.
const TIME: &str = "Time";

/// The tag for words that become the end of a link of this kind; `Some(None)` if one for times has to be made first.
fn tag_for<'a>(desk: &'a Desk, kind: &'a LinkKind) -> Option<Option<&'a TagId>> {
    if let Some(tag) = kind.to.first() {
        return Some(Some(tag));
    }
    let is_for_times = |tag: &&Tag| ["time", "times", "date"].contains(&folded(&tag.name).as_str());
    is_of_time(kind).then(|| desk.project().codebook.tags.iter().find(is_for_times).map(|tag| &tag.id))
}

/// Lists what the selected mark may be linked to with one of these kinds.
pub(crate) fn ask(desk: &Desk, kinds: &[&str]) -> Outcome {
    Ok(Step::then(Then::Offer(choices(desk, kinds)?)))
}

/// Lists what a link of a kind may lead to, for a cell of the ledger: the choice replaces what is linked there.
pub(crate) fn ask_instead(desk: &Desk, kind: &LinkKindId) -> Outcome {
    let mut list = choices(desk, &[kind.as_str()])?;
    list.replaces = list.rows.iter().any(|row| matches!(row.pick, Pick::Unlink(_)));
    if list.replaces {
        list.title = words::instead(&list.title);
    }
    Ok(Step::then(Then::Offer(list)))
}

/// Offers the words that were selected while the list of what a link may lead to is open: first in that list.
pub(crate) fn offer_selected(desk: &Desk) -> Outcome {
    let Some(open) = &desk.choices else { return Ok(Step::nothing()) };
    let About::Link { kinds, .. } = &open.about else { return Ok(Step::nothing()) };
    let list = ends_of(desk, open.span, kinds.clone())?;
    Ok(Step::then(Then::Offer(ChoiceList { title: open.title.clone(), replaces: open.replaces, ..list })))
}

fn choices(desk: &Desk, kinds: &[&str]) -> Result<ChoiceList, Notice> {
    let (_, from) = desk.chosen()?;
    let codebook = &desk.project().codebook;
    let fits = |kind: &LinkKindId| {
        codebook.link_kind(kind).is_some_and(|kind| kind.from.is_empty() || kind.from.contains(&from.tag))
    };
    let kinds: Vec<LinkKindId> = kinds.iter().map(|kind| LinkKindId::new(kind)).filter(fits).collect();
    if kinds.is_empty() {
        return Err(words::no_such_link(&desk.tag_name(&from.tag)));
    }
    ends_of(desk, from.id, kinds)
}

/// The ends that a link of the first of these kinds may have.
pub(crate) fn ends_of(desk: &Desk, from: SpanId, kinds: Vec<LinkKindId>) -> Result<ChoiceList, Notice> {
    let project = desk.project();
    let (article, from) = desk.span(from)?;
    let kind = kinds.first().and_then(|kind| project.codebook.link_kind(kind)).ok_or_else(words::kind_gone)?;
    let mut suggestions = ends_for(project, article, from, kind, desk.selection.layer);
    // Words that are selected were selected for this.
    let selected = trim(&article.text, desk.selection.text());
    if !selected.is_empty() && tag_for(desk, kind).is_some() {
        suggestions.insert(0, Suggestion::of_words(selected));
    }
    let linked: Vec<LinkEnd> = article.links.of_kind(from.id, kind.id.as_str()).map(|link| link.to).collect();
    // One name once: whoever is linked already is not offered by another mention.
    let entity_of = |end: &LinkEnd| end.entity().or_else(|| article.span(end.span()?)?.entity);
    let known: Vec<EntityId> = linked.iter().filter_map(entity_of).collect();
    suggestions.retain(|suggestion| {
        let Candidate::Span(id) = suggestion.end else { return true };
        let entity = article.span(id).and_then(|span| span.entity);
        !linked.contains(&LinkEnd::Span(id)) && entity.is_none_or(|entity| !known.contains(&entity))
    });
    let first = suggestions.first();
    let is_sure = first.is_some_and(Suggestion::is_sure);
    let is_voice = kind.id.as_str() == LinkKindId::SAID_BY;
    let cue = first.and_then(|suggestion| suggestion.cue).filter(|_| is_voice && is_sure);
    let foot = match cue {
        _ if is_voice && first.is_none() && !suggests_speakers(article) => {
            words::no_speakers_suggested(&article.language())
        }
        Some(cue) => words::takes_cue(article.words(cue)),
        None if is_sure || first.is_none() => String::new(),
        None => words::not_sure().to_owned(),
    };
    let rows = ends::rows(project, article, from, &suggestions, kind);
    let marks_as = tag_for(desk, kind).map(|tag| tag.map_or_else(|| TIME.to_owned(), |tag| desk.tag_name(tag)));
    let next = kinds.get(1).and_then(|next| project.codebook.link_kind(next)).map(|next| next.name.clone());
    let list = ChoiceList::new(from.id, kind.name.clone(), rows, About::Link { kinds, suggestions });
    Ok(ChoiceList { next, is_sure, marks_as, foot, ..list })
}

/// What was chosen from the list of ends.
pub(crate) struct Chosen<'a> {
    /// The claim.
    pub from: SpanId,
    /// The kinds of link that were asked for; the first is meant.
    pub kinds: &'a [LinkKindId],
    /// What was proposed.
    pub suggestions: &'a [Suggestion],
    /// What was taken.
    pub pick: &'a Pick,
    /// Whether what would come along is left out.
    pub plain: bool,
    /// Whether it replaces what is linked in the same way.
    pub replaces: bool,
}

/// Makes the link that was chosen, and what belongs to it.
pub(crate) fn link(desk: &Desk, chosen: &Chosen<'_>) -> Outcome {
    let (article, claim) = desk.span(chosen.from)?;
    let project = desk.project();
    let kind = chosen.kinds.first().and_then(|kind| project.codebook.link_kind(kind)).ok_or_else(words::kind_gone)?;
    let suggestion = if let Pick::Suggestion(place) = chosen.pick { chosen.suggestions.get(*place) } else { None };
    let mut edits = stamp::as_coder(desk, article.id);
    let (end, name) = match end_of(desk, kind, chosen.pick, suggestion)? {
        End::There(end) => (end, end_name(project, article, end)),
        End::New(span, tag) => {
            edits.extend(
                tag.into_iter().flat_map(|tag| stamp::codebook_edits(desk, vec![Edit::AddTag(Position::Last, tag)])),
            );
            let there = article.coinciding(&span).map(|there| there.id);
            let (end, name) = (LinkEnd::Span(there.unwrap_or(span.id)), article.words_of(&span));
            edits.extend(there.is_none().then(|| Edit::AddSpan(article.id, span)));
            (end, name)
        }
    };
    let former = || article.links.of_kind(claim.id, kind.id.as_str());
    if chosen.replaces {
        edits.extend(former().map(|link| Edit::RemoveLink(article.id, link.id)));
    } else if former().any(|link| link.to == end) {
        return Err(words::linked_already());
    }
    edits.push(Edit::AddLink(article.id, Box::new(stamp::new_link(desk, claim.id, &kind.id, end))));
    if let Some(cue) = suggestion.and_then(|suggestion| suggestion.cue).filter(|_| !chosen.plain) {
        edits.extend(cue_edits(desk, article, claim, cue));
    }
    edits.extend(quote_edit(desk, article, claim));
    let label = words::link(&article.words_of(claim), &kind.name, &name);
    let mut focus = desk.selection.clone();
    focus.span = Some(claim.id);
    focus.put_caret(claim.start());
    let told = Notice::fine(words::linked(&kind.name, &name));
    Ok(Step::make(Transaction::new(label, edits)).focusing(focus).saying(told))
}

/// The end of a new link.
enum End {
    /// Something that is there.
    There(LinkEnd),
    /// A mark that the link brings along, and its tag where that is new too.
    New(Box<Span>, Option<Box<Tag>>),
}

fn end_of(desk: &Desk, kind: &LinkKind, pick: &Pick, suggestion: Option<&Suggestion>) -> Result<End, Notice> {
    match (pick, suggestion.map(|suggestion| &suggestion.end)) {
        (_, Some(Candidate::Span(id))) => Ok(End::There(LinkEnd::Span(*id))),
        (_, Some(Candidate::Words(range))) => {
            new_end(desk, kind, *range, suggestion.is_none_or(Suggestion::is_by_hand))
        }
        (Pick::Words(range), None) => new_end(desk, kind, *range, true),
        (Pick::Entity(id), None) => Ok(End::There(LinkEnd::Entity(*id))),
        (Pick::Unnamed, None) => Ok(End::There(LinkEnd::Unnamed)),
        (Pick::Nobody, None) => Ok(End::There(LinkEnd::Nobody)),
        (
            Pick::Suggestion(_)
            | Pick::Unlink(_)
            | Pick::Name(_)
            | Pick::NewName(_)
            | Pick::NoName
            | Pick::Answer(_)
            | Pick::SameAs(..)
            | Pick::OfGroup(_)
            | Pick::NoGroup,
            None,
        ) => Err(words::link_gone()),
    }
}

/// Words as the end of a link: marked with the tag that the kind asks for.
fn new_end(desk: &Desk, kind: &LinkKind, range: ByteRange, by_hand: bool) -> Result<End, Notice> {
    let tag = tag_for(desk, kind).ok_or_else(words::kind_gone)?;
    let new = tag.is_none().then(|| Box::new(stamp::new_tag(desk, TIME, None)));
    let tag = tag.or(new.as_ref().map(|tag| &tag.id)).ok_or_else(words::kind_gone)?;
    Ok(End::New(Box::new(new_mark(desk, tag, range, by_hand)), new))
}

/// Links a mark with another of its article, by the first kind of link that may lead from the one to the other.
pub(crate) fn link_spans(desk: &Desk, from: SpanId, to: SpanId) -> Outcome {
    let (article, one) = desk.span(from)?;
    let (_, other) = desk.span(to)?;
    let leads =
        |kind: &&LinkKind| (kind.from.is_empty() || kind.from.contains(&one.tag)) && kind.to.contains(&other.tag);
    // Of several kinds that lead to a place, where it happened is meant more often than where it was said.
    let kinds = desk.project().codebook.link_kinds.iter().filter(leads);
    let kind = kinds
        .min_by_key(|kind| kind.id.as_str() == LinkKindId::SAID_AT)
        .ok_or_else(|| words::no_link_between(&desk.tag_name(&one.tag), &desk.tag_name(&other.tag)))?;
    if article.links.of_kind(from, kind.id.as_str()).any(|link| link.to == LinkEnd::Span(to)) {
        return Err(words::linked_already());
    }
    let mut edits = stamp::as_coder(desk, article.id);
    let link = stamp::new_link(desk, from, &kind.id, LinkEnd::Span(to));
    edits.push(Edit::AddLink(article.id, Box::new(link)));
    edits.extend(quote_edit(desk, article, one));
    let label = words::link(&article.words_of(one), &kind.name, &article.words_of(other));
    let told = Notice::fine(words::linked(&kind.name, &article.words_of(other)));
    Ok(Step::make(Transaction::new(label, edits)).saying(told))
}

/// Removes a link of the shown article.
pub(crate) fn unlink(desk: &Desk, link_id: LinkId) -> Outcome {
    let (article, link) = link_of(desk, link_id)?;
    let kind = desk.project().codebook.link_kind(&link.kind).map_or(link.kind.as_str(), |kind| kind.name.as_str());
    let label = words::remove_link(&said(article, link), kind, &end_name(desk.project(), article, link.to));
    Ok(Step::make(Transaction::one(label, Edit::RemoveLink(article.id, link_id))))
}

/// The words of the mark that a link leads from.
fn said(article: &Article, link: &Link) -> String {
    article.span(link.from).map(|span| article.words_of(span)).unwrap_or_default()
}

fn link_of(desk: &Desk, link_id: LinkId) -> Result<(&Article, &Link), Notice> {
    let article = desk.shown()?;
    Ok((article, article.links.get(link_id).ok_or_else(words::link_gone)?))
}

/// Moves a voice away from the words of its claim (+1) or nearer to them (-1).
pub(crate) fn move_voice(desk: &Desk, link_id: LinkId, by: i32) -> Outcome {
    let (article, link) = link_of(desk, link_id)?;
    let order = link.order.saturating_add_signed(by);
    if order == link.order {
        return Ok(Step::nothing());
    }
    let edit = Edit::ChangeLink(article.id, Box::new(Link { order, ..link.clone() }));
    Ok(Step::make(Transaction::one(words::reorder_voices(&said(article, link)), edit)))
}

/// Puts a voice of a claim where another of its voices is; those between move up. Joint speakers stay joint.
pub(crate) fn place_voice(desk: &Desk, moved: LinkId, onto: LinkId) -> Outcome {
    let (article, link) = link_of(desk, moved)?;
    let (_, target) = link_of(desk, onto)?;
    if link.from != target.from || link.kind != target.kind {
        return Err(words::other_voices());
    }
    if moved == onto {
        return Ok(Step::nothing());
    }
    let mut voices: Vec<&Link> = article.links.of_kind(link.from, link.kind.as_str()).collect();
    voices.sort_unstable_by_key(|voice| (voice.order, voice.id));
    let mut steps: Vec<Vec<&Link>> = voices
        .chunk_by(|one, next| one.order == next.order)
        .map(|step| step.iter().copied().filter(|voice| voice.id != moved).collect())
        .collect();
    let place = steps.iter().position(|step| step.iter().any(|voice| voice.id == onto)).unwrap_or(0);
    let place = if link.order < target.order { place + 1 } else { place };
    steps.insert(place, vec![link]);
    steps.retain(|step| !step.is_empty());
    let edits: Vec<Edit> = (0u32..)
        .zip(&steps)
        .flat_map(|(order, step)| step.iter().map(move |voice| (order, *voice)))
        .filter(|(order, voice)| *order != voice.order)
        .map(|(order, voice)| Edit::ChangeLink(article.id, Box::new(Link { order, ..voice.clone() })))
        .collect();
    Ok(Step::make(Transaction::new(words::reorder_voices(&said(article, link)), edits)))
}

/// A mark that a link brings along.
fn new_mark(desk: &Desk, tag: &TagId, range: ByteRange, by_hand: bool) -> Span {
    let origin = if by_hand { Origin::Hand } else { Origin::Rule };
    Span { origin, ..stamp::new_span(desk, tag, vec![range]) }
}

/// Marks the cue and links the claim with it, unless it has one already.
fn cue_edits(desk: &Desk, article: &Article, claim: &Span, cue: ByteRange) -> Vec<Edit> {
    let kind_id = LinkKindId::new(CUE);
    let kind = desk.project().codebook.link_kind(&kind_id);
    let Some(tag) = kind.and_then(|kind| kind.to.first()) else { return Vec::new() };
    if article.links.of_kind(claim.id, CUE).next().is_some() {
        return Vec::new();
    }
    let is_cue = |span: &&Span| span.tag == *tag && desk.selection.layer.shows(span);
    let there = article.spans.pieces_in(cue).map(|(_, span)| span).find(is_cue);
    let (mut edits, to) = match there {
        Some(span) => (Vec::new(), span.id),
        None => {
            let span = new_mark(desk, tag, cue, false);
            let id = span.id;
            (vec![Edit::AddSpan(article.id, Box::new(span))], id)
        }
    };
    let link = stamp::new_link(desk, claim.id, &kind_id, LinkEnd::Span(to));
    edits.push(Edit::AddLink(article.id, Box::new(link)));
    edits
}

/// Says whether the words are quoted, where the codebook asks and nobody has said so.
fn quote_edit(desk: &Desk, article: &Article, claim: &Span) -> Option<Edit> {
    let field = FieldId::new(QUOTE);
    let value = mark::quotation(desk, article, claim).filter(|_| !claim.fields.contains_key(&field))?;
    let mut claim = claim.clone();
    claim.by_rule.push(field.clone());
    claim.fields.insert(field, value);
    Some(Edit::ChangeSpan(article.id, Box::new(claim)))
}
