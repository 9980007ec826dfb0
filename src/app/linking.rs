//! Linking a claim with who said it, who was told, and where: one step for the link, the marks it needs and what follows
//! from the words.

use super::{App, Notice, clock, tagging::shorten};
use crate::{
    edit::{Edit, Transaction},
    model::{Article, FieldId, FieldKind, FieldValue, Link, LinkEnd, LinkId, LinkKindId, Origin, Span, SpanId, TagId},
    suggest::{Candidate, Proposal, ends_for},
    text::{ByteRange, quote_type},
};

/// The kind of link from a claim to its cue.
const CUE: &str = "cue";
/// The field of a claim that says whether its words are quoted.
const QUOTE: &str = "quote";

/// The open list of what a claim may be linked to.
#[derive(Clone, Debug, PartialEq)]
pub struct Linking {
    /// The claim.
    pub from: SpanId,
    /// The kinds of link that the key offers; the first is the one shown.
    pub kinds: Vec<LinkKindId>,
    /// Candidates, the likeliest first.
    pub proposals: Vec<Proposal>,
}

/// What was chosen from the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkChoice {
    /// The candidate at this place; with its cue, or without.
    Proposal(usize, bool),
    /// Somebody who exists but is not named.
    Unnamed,
    /// Nobody: looked for, and there is none.
    Nobody,
}

impl App {
    /// Opens the list of what the chosen mark may be linked to with one of these kinds.
    pub(super) fn open_linking(&mut self, kinds: &[&str]) {
        let kinds: Vec<LinkKindId> = kinds.iter().map(|kind| LinkKindId::new(kind)).collect();
        let Some(from) = self.view().span() else { return };
        let (from, tag) = (from.id, from.tag.clone());
        let codebook = &self.session.project().codebook;
        let fits = |kind: &&LinkKindId| {
            codebook.link_kind(kind).is_some_and(|kind| kind.from.is_empty() || kind.from.contains(&tag))
        };
        let kinds: Vec<LinkKindId> = kinds.iter().filter(fits).cloned().collect();
        if kinds.is_empty() {
            let tag = codebook.tag(&tag).map_or_else(|| tag.to_string(), |tag| tag.name.clone());
            self.tell(Notice::note(format!("A mark of the tag “{tag}” has no such link; choose a claim first.")));
            return;
        }
        self.linking = Some(Linking { from, kinds, proposals: Vec::new() });
        self.propose_ends();
    }

    /// Offers the next of the kinds that the key stands for.
    pub(super) fn next_link_kind(&mut self) {
        if let Some(linking) = &mut self.linking {
            linking.kinds.rotate_left(1);
            self.propose_ends();
        }
    }

    fn propose_ends(&mut self) {
        let Some(linking) = &self.linking else { return };
        let project = self.session.project();
        let kind = linking.kinds.first().and_then(|kind| project.codebook.link_kind(kind));
        let from = self.view().article().and_then(|article| Some((article, article.span(linking.from)?)));
        let (Some(kind), Some((article, from))) = (kind, from) else {
            self.linking = None;
            return;
        };
        let mut proposals = ends_for(project, article, from, kind);
        // Words that are selected were selected for this.
        let selected = crate::text::trim(&article.text, self.selection.text());
        if !selected.is_empty() {
            proposals.insert(0, Proposal::of_words(selected, "the selected words"));
        }
        let linked: Vec<LinkEnd> = links_of(article, from.id, &kind.id).map(|link| link.to).collect();
        proposals
            .retain(|proposal| !matches!(proposal.end, Candidate::Span(id) if linked.contains(&LinkEnd::Span(id))));
        if let Some(linking) = &mut self.linking {
            linking.proposals = proposals;
        }
    }

    /// Makes the link that was chosen, and what belongs to it.
    pub(super) fn link(&mut self, choice: &LinkChoice) {
        let Some(linking) = self.linking.take() else { return };
        let Some(article) = self.view().article() else { return };
        let (Some(from), Some(kind_id)) = (article.span(linking.from), linking.kinds.first()) else { return };
        let Some(kind) = self.session.project().codebook.link_kind(kind_id) else { return };
        let (article_id, claim, kind) = (article.id, from.clone(), kind.clone());
        let mut edits = self.as_coder(article_id);
        let proposal = match choice {
            LinkChoice::Proposal(place, _) => linking.proposals.get(*place),
            LinkChoice::Unnamed | LinkChoice::Nobody => None,
        };
        let (end, name) = match (choice, proposal.map(|proposal| &proposal.end)) {
            (_, Some(Candidate::Span(id))) => {
                let words = article.span(*id).map(|span| article.words_of(span)).unwrap_or_default();
                (LinkEnd::Span(*id), words)
            }
            (_, Some(Candidate::Words(range))) => {
                let Some(tag) = kind.to.first() else { return };
                let span = self.new_mark(tag, *range, proposal);
                let end = LinkEnd::Span(span.id);
                edits.push(Edit::AddSpan(article_id, Box::new(span)));
                (end, article.words(*range).to_owned())
            }
            (LinkChoice::Unnamed, _) => (LinkEnd::Unnamed, "an unnamed source".to_owned()),
            (LinkChoice::Nobody, _) => (LinkEnd::Nobody, "nobody".to_owned()),
            (LinkChoice::Proposal(..), None) => return,
        };
        edits.push(Edit::AddLink(article_id, Box::new(self.new_link(&claim, kind_id, end))));
        if let (LinkChoice::Proposal(_, true), Some(cue)) = (choice, proposal.and_then(|proposal| proposal.cue)) {
            edits.extend(self.cue_edits(article, &claim, cue));
        }
        edits.extend(self.quote_edit(article, &claim));
        let label = format!("{}: {}", kind.name, shorten(&name));
        if self.make(Transaction::new(label.clone(), edits)) {
            self.tell(Notice::fine(label));
            self.selection.span = Some(claim.id);
            self.selection.put_caret(claim.start());
        }
    }

    /// Removes a link of the shown article.
    pub(super) fn unlink(&mut self, link_id: LinkId) {
        let Some(article) = self.view().article().filter(|article| article.links.contains_key(&link_id)) else {
            return;
        };
        let edit = Edit::RemoveLink(article.id, link_id);
        self.make(Transaction::one("Remove a link", edit));
    }

    /// Moves a voice away from the words of its claim (+1) or nearer to them (-1).
    pub(super) fn move_voice(&mut self, link_id: LinkId, by: i32) {
        let Some(article) = self.view().article() else { return };
        let Some(link) = article.links.get(&link_id) else { return };
        let order = link.order.saturating_add_signed(by);
        let edit = Edit::ChangeLink(article.id, Box::new(Link { order, ..link.clone() }));
        if order != link.order {
            self.make(Transaction::one("Change the order of voices", edit));
        }
    }

    fn new_mark(&self, tag: &TagId, range: ByteRange, proposal: Option<&Proposal>) -> Span {
        let id = SpanId(clock::random_id());
        let mut span = Span::new(id, tag.clone(), vec![range], self.settings.coder_id(), clock::now());
        span.codebook = self.session.project().codebook.version;
        let by_hand = proposal.is_none_or(|proposal| proposal.is_by_hand());
        span.origin = if by_hand { Origin::Hand } else { Origin::Rule };
        span
    }

    fn new_link(&self, claim: &Span, kind: &LinkKindId, to: LinkEnd) -> Link {
        Link {
            id: LinkId(clock::random_id()),
            kind: kind.clone(),
            from: claim.id,
            to,
            order: 0,
            fields: std::collections::BTreeMap::new(),
            note: String::new(),
            by: self.settings.coder_id(),
            made: clock::now(),
            extra: std::collections::BTreeMap::new(),
        }
    }

    /// Marks the cue and links the claim with it, unless it has one already.
    fn cue_edits(&self, article: &Article, claim: &Span, cue: ByteRange) -> Vec<Edit> {
        let kind_id = LinkKindId::new(CUE);
        let kind = self.session.project().codebook.link_kind(&kind_id);
        let Some(tag) = kind.and_then(|kind| kind.to.first()) else { return Vec::new() };
        if links_of(article, claim.id, &kind_id).next().is_some() {
            return Vec::new();
        }
        let there = article.spans.pieces_in(cue).map(|(_, span)| span).find(|span| span.tag == *tag);
        let (mut edits, to) = match there {
            Some(span) => (Vec::new(), span.id),
            None => {
                let span = Span { origin: Origin::Rule, ..self.new_mark(tag, cue, None) };
                let id = span.id;
                (vec![Edit::AddSpan(article.id, Box::new(span))], id)
            }
        };
        edits.push(Edit::AddLink(article.id, Box::new(self.new_link(claim, &kind_id, LinkEnd::Span(to)))));
        edits
    }

    /// Says whether the words are quoted, where the codebook asks and nobody has said so.
    fn quote_edit(&self, article: &Article, claim: &Span) -> Option<Edit> {
        let field = FieldId::new(QUOTE);
        let tag = self.session.project().codebook.tag(&claim.tag)?;
        let word = quote_type(&article.text, &claim.pieces).word();
        let asked = tag.fields.iter().find(|asked| asked.id == field)?;
        let FieldKind::Choice(choices) = &asked.kind else { return None };
        if claim.fields.contains_key(&field) || !choices.iter().any(|choice| choice == word) {
            return None;
        }
        let mut claim = claim.clone();
        claim.fields.insert(field, FieldValue::Choice(word.to_owned()));
        Some(Edit::ChangeSpan(article.id, Box::new(claim)))
    }
}

fn links_of<'a>(article: &'a Article, from: SpanId, kind: &'a LinkKindId) -> impl Iterator<Item = &'a Link> {
    article.links.values().filter(move |link| link.from == from && link.kind == *kind)
}
