//! Linking a claim with who said it, who was told, and where: one step for the link, the marks it needs and what follows
//! from the words.

use std::collections::BTreeSet;

use crate::app::{
    App, Notice, Pick, PickKeys, PickList, PickRow, clock,
    picking::{About, Shown},
    tagging::shorten,
};
use crate::{
    analysis::{QUOTE, end_name},
    edit::{Edit, Transaction},
    model::{
        Article, EntityId, EntityKind, FieldId, FieldKind, FieldValue, Link, LinkEnd, LinkId, LinkKind, LinkKindId,
        Origin, Project, Span, SpanId, TagId,
    },
    suggest::{Candidate, Proposal, ends_for},
    text::{ByteRange, folded, quote_type},
};

/// The kind of link from a claim to its cue.
const CUE: &str = LinkKindId::CUE;

impl App {
    /// Opens the list of what the chosen mark may be linked to with one of these kinds.
    pub(in crate::app) fn open_linking(&mut self, kinds: &[&str]) {
        let kinds: Vec<LinkKindId> = kinds.iter().map(|kind| LinkKindId::new(kind)).collect();
        let Some(from) = self.view().span() else { return };
        let (from, tag) = (from.id, from.tag.clone());
        let codebook = &self.session.project().codebook;
        let fits = |kind: &&LinkKindId| {
            codebook.link_kind(kind).is_some_and(|kind| kind.from.is_empty() || kind.from.contains(&tag))
        };
        let kinds: Vec<LinkKindId> = kinds.iter().filter(fits).cloned().collect();
        if kinds.is_empty() {
            let tag = self.tag_name(&tag);
            self.tell(Notice::note(format!("A mark of the tag “{tag}” has no such link; choose a claim first.")));
            return;
        }
        self.propose_ends(from, kinds);
    }

    /// Lists the ends that a link of the first of these kinds may have.
    pub(in crate::app) fn propose_ends(&mut self, from: SpanId, kinds: Vec<LinkKindId>) {
        let project = self.session.project();
        let kind = kinds.first().and_then(|kind| project.codebook.link_kind(kind));
        let found = self.view().article().and_then(|article| Some((article, article.span(from)?)));
        let (Some(kind), Some((article, from))) = (kind, found) else { return };
        let mut proposals = ends_for(project, article, from, kind);
        // Words that are selected were selected for this.
        let selected = crate::text::trim(&article.text, self.selection.text());
        if !selected.is_empty() && !kind.to.is_empty() {
            proposals.insert(0, Proposal::of_words(selected, "the selected words"));
        }
        let linked: Vec<LinkEnd> = article.links.of_kind(from.id, kind.id.as_str()).map(|link| link.to).collect();
        // One name once: whoever is linked already is not offered by another mention.
        let entity_of = |end: &LinkEnd| end.entity().or_else(|| article.span(end.span()?)?.entity);
        let known: Vec<EntityId> = linked.iter().filter_map(entity_of).collect();
        proposals.retain(|proposal| {
            let Candidate::Span(id) = proposal.end else { return true };
            let entity = article.span(id).and_then(|span| span.entity);
            !linked.contains(&LinkEnd::Span(id)) && entity.is_none_or(|entity| !known.contains(&entity))
        });
        let cue = proposals.first().and_then(|proposal| proposal.cue);
        let foot = cue.map(|cue| format!("Takes the cue “{}” along; Shift+Enter does not.", article.words(cue)));
        let is_voice = kind.id.as_str() == LinkKindId::SAID_BY;
        self.picking = Some(PickList {
            span: from.id,
            title: kind.name.clone(),
            next: kinds.get(1).and_then(|next| project.codebook.link_kind(next)).map(|next| next.name.clone()),
            rows: rows(project, article, from, &proposals, kind),
            typed: None,
            keys: PickKeys::Digits,
            foot: foot.filter(|_| is_voice).unwrap_or_default(),
            replaces: false,
            about: About::Link { kinds, proposals },
        });
    }

    /// Makes the link that was chosen, and what belongs to it.
    pub(in crate::app) fn link(
        &mut self,
        from: SpanId,
        kinds: &[LinkKindId],
        proposals: &[Proposal],
        pick: &Pick,
        (plain, replaces): (bool, bool),
    ) {
        let Some(article) = self.view().article() else { return };
        let (Some(claim), Some(kind_id)) = (article.span(from), kinds.first()) else { return };
        let project = self.session.project();
        let Some(kind) = project.codebook.link_kind(kind_id) else { return };
        let mut edits = self.as_coder(article.id);
        let proposal = if let Pick::Proposal(place) = pick { proposals.get(*place) } else { None };
        let end = match (pick, proposal.map(|proposal| &proposal.end)) {
            (_, Some(Candidate::Span(id))) => LinkEnd::Span(*id),
            (_, Some(Candidate::Words(range))) => {
                let Some(tag) = kind.to.first() else { return };
                let span = self.new_mark(tag, *range, proposal);
                let end = LinkEnd::Span(span.id);
                edits.push(Edit::AddSpan(article.id, Box::new(span)));
                end
            }
            (Pick::Entity(id), _) => LinkEnd::Entity(*id),
            (Pick::Unnamed, _) => LinkEnd::Unnamed,
            (Pick::Nobody, _) => LinkEnd::Nobody,
            _other => return,
        };
        let is_there = |link: &Link| link.to == end && !replaces;
        if article.links.of_kind(claim.id, kind_id.as_str()).any(is_there) {
            self.tell(Notice::note("These two are linked already."));
            return;
        }
        let name = match proposal.map(|proposal| &proposal.end) {
            Some(Candidate::Words(range)) => article.words(*range).to_owned(),
            _ => end_name(project, article, end),
        };
        if replaces {
            let former = article.links.of_kind(claim.id, kind_id.as_str());
            edits.extend(former.map(|link| Edit::RemoveLink(article.id, link.id)));
        }
        edits.push(Edit::AddLink(article.id, Box::new(self.new_link(claim, kind_id, end))));
        if let Some(cue) = proposal.and_then(|proposal| proposal.cue).filter(|_| !plain) {
            edits.extend(self.cue_edits(article, claim, cue));
        }
        edits.extend(self.quote_edit(article, claim));
        let (claim_id, start) = (claim.id, claim.start());
        let label = format!("{}: {}", kind.name, shorten(&name));
        if self.make(Transaction::new(label.clone(), edits)) {
            self.tell(Notice::fine(label));
            self.selection.span = Some(claim_id);
            self.selection.put_caret(start);
        }
    }

    /// Links a mark with another of its article, by the first kind of link that may lead from the one to the other.
    pub(in crate::app) fn link_spans(&mut self, from: SpanId, to: SpanId) {
        let Some(article) = self.view().article() else { return };
        let (Some(one), Some(other)) = (article.span(from), article.span(to)) else { return };
        let leads =
            |kind: &&LinkKind| (kind.from.is_empty() || kind.from.contains(&one.tag)) && kind.to.contains(&other.tag);
        // Of several kinds that lead to a place, where it happened is meant more often than where it was said.
        let kinds = self.session.project().codebook.link_kinds.iter().filter(leads);
        let kind = kinds.min_by_key(|kind| kind.id.as_str() == LinkKindId::SAID_AT);
        let Some(kind) = kind else {
            let (one, other) = (self.tag_name(&one.tag), self.tag_name(&other.tag));
            self.tell(Notice::note(format!("No kind of link leads from a {one} to a {other} in this codebook.")));
            return;
        };
        if article.links.of_kind(from, kind.id.as_str()).any(|link| link.to == LinkEnd::Span(to)) {
            self.tell(Notice::note("These two are linked already."));
            return;
        }
        let mut edits = self.as_coder(article.id);
        edits.push(Edit::AddLink(article.id, Box::new(self.new_link(one, &kind.id, LinkEnd::Span(to)))));
        edits.extend(self.quote_edit(article, one));
        let label = format!("{}: {}", kind.name, shorten(&article.words_of(other)));
        if self.make(Transaction::new(label.clone(), edits)) {
            self.tell(Notice::fine(label));
        }
    }

    /// Removes a link of the shown article.
    pub(in crate::app) fn unlink(&mut self, link_id: LinkId) {
        let Some(article) = self.view().article().filter(|article| article.links.get(link_id).is_some()) else {
            return;
        };
        let edit = Edit::RemoveLink(article.id, link_id);
        self.make(Transaction::one("Remove a link", edit));
    }

    /// Moves a voice away from the words of its claim (+1) or nearer to them (-1).
    pub(in crate::app) fn move_voice(&mut self, link_id: LinkId, by: i32) {
        let Some(article) = self.view().article() else { return };
        let Some(link) = article.links.get(link_id) else { return };
        let order = link.order.saturating_add_signed(by);
        let edit = Edit::ChangeLink(article.id, Box::new(Link { order, ..link.clone() }));
        if order != link.order {
            self.make(Transaction::one("Change the order of voices", edit));
        }
    }

    /// Puts a voice of a claim where another of its voices stands; those between move up. Joint speakers stay joint.
    pub(in crate::app) fn place_voice(&mut self, moved: LinkId, onto: LinkId) {
        let Some(article) = self.view().article() else { return };
        let (Some(link), Some(target)) = (article.links.get(moved), article.links.get(onto)) else { return };
        if link.from != target.from || link.kind != target.kind || moved == onto {
            return;
        }
        let mut voices: Vec<&Link> = article.links.of_kind(link.from, link.kind.as_str()).collect();
        voices.sort_by_key(|voice| (voice.order, voice.id));
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
        if !edits.is_empty() {
            self.make(Transaction::new("Change the order of voices", edits));
        }
    }

    pub(in crate::app) fn new_mark(&self, tag: &TagId, range: ByteRange, proposal: Option<&Proposal>) -> Span {
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
        if article.links.of_kind(claim.id, CUE).next().is_some() {
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

/// The rows of the list: one a name; further mentions of a name, and entities without one, once they are typed.
fn rows(project: &Project, article: &Article, from: &Span, proposals: &[Proposal], kind: &LinkKind) -> Vec<PickRow> {
    let mut rows: Vec<PickRow> = Vec::new();
    let mut mentioned = BTreeSet::new();
    for (place, proposal) in proposals.iter().enumerate() {
        let (words, entity) = match &proposal.end {
            Candidate::Span(id) => {
                let span = article.span(*id);
                mentioned.extend(span.and_then(|span| span.entity));
                let entity = span.and_then(|span| project.entities.get(&span.entity?));
                (span.map(|span| article.words_of(span)).unwrap_or_default(), entity)
            }
            Candidate::Words(range) => (article.words(*range).to_owned(), None),
        };
        let words = words.replace('\n', " ");
        let name = match entity {
            Some(entity) if !folded(&words).contains(&folded(&entity.name)) => format!("{words} = {}", entity.name),
            _ => words,
        };
        let is_repeat = rows.iter().any(|row| row.name == name);
        let row = PickRow::ranked(name, why(article, proposal), Pick::Proposal(place));
        rows.push(PickRow { when: if is_repeat { Shown::WhenTyped } else { Shown::Ranked }, ..row });
    }
    let linked = article.links.of_kind(from.id, kind.id.as_str());
    let away = linked.map(|link| {
        let name = format!("Take away “{}”", shorten(&end_name(project, article, link.to)));
        PickRow { when: Shown::Always, ..PickRow::ranked(name, "linked now", Pick::Unlink(link.id)) }
    });
    if kind.id.as_str() == LinkKindId::WITHIN {
        rows.extend(away);
        return rows;
    }
    let linked = article.links.of_kind(from.id, kind.id.as_str());
    mentioned.extend(linked.filter_map(|link| link.to.entity().or_else(|| article.span(link.to.span()?)?.entity)));
    let unmentioned = project.entities.values().filter(|entity| !mentioned.contains(&entity.id));
    rows.extend(unmentioned.filter(|entity| entity.kind != EntityKind::Claim).map(|entity| PickRow {
        when: Shown::WhenTyped,
        ..PickRow::ranked(entity.name.clone(), "not mentioned here", Pick::Entity(entity.id))
    }));
    let (unnamed, nobody) = match kind.id.as_str() {
        LinkKindId::SAID_BY => ("Unnamed source", "Nobody: none is named or meant"),
        LinkKindId::TOLD_TO => ("Somebody unnamed", "Nobody: none is named or meant"),
        _ => ("Not named", "None is meant"),
    };
    rows.push(PickRow::always(unnamed, Pick::Unnamed));
    rows.push(PickRow::always(nobody, Pick::Nobody));
    rows.extend(away);
    rows
}

fn why(article: &Article, proposal: &Proposal) -> String {
    let cue = proposal.cue.map(|cue| format!("“{}”", article.words(cue)));
    match (&proposal.end, cue) {
        (_, Some(cue)) if proposal.why == "beside the cue" => format!("beside {cue}"),
        (Candidate::Words(_), _) => format!("{}, not marked yet", proposal.why),
        (Candidate::Span(_), _) => proposal.why.to_owned(),
    }
}
