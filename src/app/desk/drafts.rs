//! Drafts: what is being typed into fields and is no change yet. The desk has their texts, so that a field shows its
//! draft again wherever it is drawn next; the journal keeps them meanwhile. What they become is known to
//! [`App`](crate::app::App), which makes a change of a draft when its field is left.

use std::{collections::BTreeMap, fmt};

use crate::{
    model::{CoderId, DecisionId, EntityId, Project, SpanId, TagId},
    store::Draft,
};

/// The kind of record that stands for a prompt: what is typed there becomes nothing by itself.
const PROMPT: &str = "prompt";
/// Longer texts are not written to the journal again and again, in bytes.
const LONGEST_KEPT: usize = 1 << 20;

/// A field of a record: where something is typed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftPlace {
    record: String,
    field: String,
}

impl DraftPlace {
    /// The kind of record that is a mark.
    pub const MARK: &str = "mark";
    /// The kind of record that is a tag.
    pub const TAG: &str = "tag";
    /// The kind of record that is a name.
    pub const NAME: &str = "name";
    /// The kind of record that is a coder.
    pub const CODER: &str = "coder";
    /// The kind of record that is a decision.
    pub const DECISION: &str = "decision";
    /// The kind of record that is the questions of a tag, or of all articles.
    pub const QUESTIONS: &str = "questions";
    /// What stands for the questions of articles, in the place of a tag.
    pub const ARTICLES: &str = "articles";

    /// A field of the record of this kind and id.
    pub fn new(kind: &str, id: impl fmt::Display, field: &str) -> Self {
        Self { record: format!("{kind} {id}"), field: field.to_owned() }
    }

    /// A field of a prompt; `about` tells apart prompts of one name.
    pub fn in_prompt(name: &str, about: impl fmt::Display, field: &str) -> Self {
        Self::new(PROMPT, format_args!("{name} {about}"), field)
    }

    /// The id of the record, where it is of this kind.
    pub fn id_of(&self, kind: &str) -> Option<&str> {
        self.record.strip_prefix(kind)?.strip_prefix(' ')
    }

    fn is_in_prompt(&self) -> bool {
        self.id_of(PROMPT).is_some()
    }

    /// Whether its record is in a project; that of a prompt always is.
    fn is_in(&self, project: &Project) -> bool {
        let Some((kind, id)) = self.record.split_once(' ') else { return false };
        let as_id = || id.parse().ok();
        match kind {
            Self::MARK => {
                let span = as_id().map(SpanId);
                project.articles.values().any(|article| span.is_some_and(|span| article.span(span).is_some()))
            }
            Self::TAG => project.codebook.tag(&TagId::new(id)).is_some(),
            Self::QUESTIONS => id == Self::ARTICLES || project.codebook.tag(&TagId::new(id)).is_some(),
            Self::NAME => as_id().is_some_and(|id| project.entities.contains_key(&EntityId(id))),
            Self::DECISION => as_id().is_some_and(|id| project.decisions.contains_key(&DecisionId(id))),
            Self::CODER => as_id().is_some_and(|id| project.coders.contains_key(&CoderId(id))),
            _prompt => true,
        }
    }
}

/// The text of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
struct DraftText {
    text: String,
    /// Whether the journal is to have it.
    is_kept: bool,
    /// Whether it was recovered, and its field has not been drawn since.
    is_recovered: bool,
}

/// What is being typed into fields.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    texts: BTreeMap<DraftPlace, DraftText>,
    /// Whether the journal is to be told.
    pub is_unwritten: bool,
}

impl Drafts {
    /// With the drafts that the journal had kept, but for those whose record is gone from the project: nobody would see
    /// them again.
    pub fn recovered(kept: Vec<Draft>, project: &Project) -> Self {
        let all = kept.len();
        let places = kept.into_iter().map(|Draft { record, field, text }| (DraftPlace { record, field }, text));
        let texts: BTreeMap<DraftPlace, DraftText> = places
            .filter(|(place, _)| place.is_in(project))
            .map(|(place, text)| (place, DraftText { text, is_kept: true, is_recovered: true }))
            .collect();
        let is_unwritten = texts.len() < all;
        Self { texts, is_unwritten }
    }

    /// Whether something is typed that becomes a change when its field is left.
    pub fn are_waiting(&self) -> bool {
        self.texts.keys().any(|place| !place.is_in_prompt())
    }

    /// What is typed into a field and has not become a change.
    pub fn text(&self, place: &DraftPlace) -> Option<&str> {
        self.texts.get(place).map(|draft| draft.text.as_str())
    }

    /// Whether a draft was recovered, and its field has not been drawn since.
    pub fn is_recovered(&self, place: &DraftPlace) -> bool {
        self.texts.get(place).is_some_and(|draft| draft.is_recovered)
    }

    /// The drafts that were recovered, and whose fields have not been drawn since.
    pub fn still_recovered(&self) -> impl Iterator<Item = &DraftPlace> {
        self.texts.iter().filter(|(_, draft)| draft.is_recovered).map(|(place, _)| place)
    }

    /// Where something is typed.
    pub fn places(&self) -> impl Iterator<Item = &DraftPlace> {
        self.texts.keys()
    }

    /// Takes in what stands in a field now.
    pub fn set(&mut self, place: DraftPlace, text: String) {
        let is_kept = text.len() <= LONGEST_KEPT;
        self.texts.insert(place, DraftText { text, is_kept, is_recovered: false });
        self.is_unwritten = true;
    }

    /// Forgets a draft, because it became a change or is not wanted; returns whether there was one.
    pub fn remove(&mut self, place: &DraftPlace) -> bool {
        let was_there = self.texts.remove(place).is_some();
        self.is_unwritten |= was_there;
        was_there
    }

    /// Takes out of the journal what was typed into prompts before a save; the window offers it still.
    pub fn saved(&mut self) {
        for (_, draft) in self.texts.iter_mut().filter(|(place, _)| place.is_in_prompt()) {
            self.is_unwritten |= draft.is_kept;
            draft.is_kept = false;
        }
    }

    /// What the journal is to have.
    pub fn kept(&self) -> Vec<Draft> {
        self.those(|_, draft| draft.is_kept)
    }

    /// What was recovered for fields of records that have not been drawn since: the journal is to have it on.
    pub fn unseen(&self) -> Vec<Draft> {
        self.those(|place, draft| draft.is_recovered && !place.is_in_prompt())
    }

    fn those(&self, are_meant: impl Fn(&DraftPlace, &DraftText) -> bool) -> Vec<Draft> {
        let meant = self.texts.iter().filter(|(place, draft)| are_meant(place, draft));
        let of = |(place, draft): (&DraftPlace, &DraftText)| Draft {
            record: place.record.clone(),
            field: place.field.clone(),
            text: draft.text.clone(),
        };
        meant.map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::empty_project;

    #[test]
    fn a_save_takes_out_of_the_journal_what_was_typed_into_prompts() {
        let mut drafts = Drafts::default();
        let (note, title) = (DraftPlace::new("mark", "x", "note"), DraftPlace::in_prompt("details", "", "title"));
        drafts.set(note.clone(), "a".to_owned());
        drafts.set(title.clone(), "b".to_owned());
        drafts.saved();
        assert_eq!(drafts.kept().len(), 1);
        assert_eq!(drafts.kept().first().map(|draft| draft.record.as_str()), Some("mark x"));
        assert_eq!((drafts.text(&note), drafts.text(&title)), (Some("a"), Some("b")), "the window offers both");
        drafts.set(title, "c".to_owned());
        assert_eq!(drafts.kept().len(), 2, "typed again after the save");
    }

    #[test]
    fn recovered_drafts_are_unseen_until_their_fields_were_drawn() {
        let draft = |record: &str| Draft { record: record.to_owned(), field: "note".to_owned(), text: "a".to_owned() };
        let project = empty_project();
        let kept = vec![draft("tag claim"), draft("tag speaker"), draft("prompt details ")];
        let mut drafts = Drafts::recovered(kept, &project);
        assert_eq!(drafts.unseen(), [draft("tag claim"), draft("tag speaker")]);
        drafts.set(DraftPlace::new("tag", "claim", "note"), "a".to_owned());
        assert_eq!(drafts.unseen(), [draft("tag speaker")]);
        assert!(!Drafts::recovered(vec![draft("tag claim")], &project).is_unwritten);
    }

    #[test]
    fn drafts_of_records_that_are_gone_are_not_recovered() {
        let draft = |record: &str| Draft { record: record.to_owned(), field: "note".to_owned(), text: "a".to_owned() };
        let gone = ["mark 0000000000000000", "mark x", "tag gone", "name 0000000000000000", "coder 0000000000000000"];
        let kept = gone.iter().map(|record| draft(record)).chain([draft("questions articles")]).collect();
        let drafts = Drafts::recovered(kept, &empty_project());
        assert_eq!(drafts.kept(), [draft("questions articles")]);
        assert!(drafts.is_unwritten, "the journal forgets them as well");
    }

    #[test]
    fn texts_too_long_to_write_at_every_letter_stay_in_the_window() {
        let mut drafts = Drafts::default();
        let place = DraftPlace::in_prompt("paste", "", "text");
        drafts.set(place.clone(), "x".repeat(LONGEST_KEPT + 1));
        assert!(drafts.kept().is_empty() && drafts.text(&place).is_some());
    }
}
