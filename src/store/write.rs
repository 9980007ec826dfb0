//! Writes a project as the bytes of its file: one record per line, in a stable order.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    convert,
    format::{FIRST_LINE, FORMAT},
    record::{AssignedRecord, DismissedRecord, HeadRecord, ProgressRecord, RunRecord},
    ron_line,
};
use crate::{
    model::{Article, Id, Project},
    text::{ByteOffset, ByteRange, CharCursor, CharRange},
};

/// How many earlier saves the head names.
const ANCESTORS: usize = 32;

/// The lists of the file.
pub(super) const SECTIONS: [&str; 19] = [
    "tags",
    "link_kinds",
    "rules",
    "article_fields",
    "cue_classes",
    "coders",
    "entities",
    "articles",
    "structure",
    "spans",
    "links",
    "progress",
    "dismissed",
    "assigned",
    "decisions",
    "reviewed",
    "not_mentioned",
    "figures",
    "conflicts",
];

/// A project as bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// The saves up to this one, newest last: the project's ancestors once this is on disk.
    pub ancestors: Vec<String>,
}

/// The bytes of a project's file. The same project always gives the same bytes.
pub fn write_project(project: &Project) -> Written {
    // The save is named by the hash of all that follows the head; until then another name of its length keeps the room.
    let stand_in = beginning(project, &Id::from_bits([0; 10]).to_string(), &project.ancestors);
    let room = stand_in.len();
    let mut body = Body::after(stand_in);
    body.codebook(project);
    body.people(project);
    body.marks(project);
    body.rest(project);
    let (mut text, hash) = body.finish();

    let save = Id::from_bits(first_ten(&hash)).to_string();
    let mut ancestors = project.ancestors.clone();
    if ancestors.last() == Some(&save) {
        ancestors.pop();
    }
    text.replace_range(..room, &beginning(project, &save, &ancestors));
    let ancestors = latest(&ancestors).iter().cloned().chain([save]).collect();
    Written { bytes: text.into_bytes(), ancestors }
}

/// The file up to the end of the head.
fn beginning(project: &Project, save: &str, ancestors: &[String]) -> String {
    let head = HeadRecord {
        format: FORMAT,
        id: project.id,
        save: save.to_owned(),
        ancestors: latest(ancestors).to_vec(),
        title: project.title.clone(),
        note: project.note.clone(),
        codebook_version: project.codebook.version,
        blind: project.team.is_blind,
        seed: project.team.seed,
        contains: project.team.contains.clone().into(),
    };
    let mut beginning = format!("{FIRST_LINE}(\n  head: ");
    push_record(&mut beginning, &head);
    beginning.push_str(",\n");
    beginning
}

fn latest(ancestors: &[String]) -> &[String] {
    ancestors.get(ancestors.len().saturating_sub(ANCESTORS)..).unwrap_or_default()
}

pub(super) fn first_ten(hash: &[u8]) -> [u8; 10] {
    let mut ten = [0; 10];
    for (to, from) in ten.iter_mut().zip(hash) {
        *to = *from;
    }
    ten
}

/// Our records can all be written; one that cannot would be a defect, and shows as an empty record on reading.
fn push_record(text: &mut String, record: &impl Serialize) {
    if let Err(error) = ron_line::write(text, record) {
        log::error!("BUG: a record could not be written: {error}");
    }
}

/// The structure of an article, in text order, with places in code points.
fn runs(article: &Article) -> impl Iterator<Item = RunRecord> + '_ {
    let mut cursor = CharCursor::new(article.text.as_str());
    article.structure.iter().map(move |run| {
        let at = cursor.char_range(run.at).unwrap_or_default();
        RunRecord { article: article.id, at: (at.start.0, at.end.0), kind: convert::run_kind_record(&run.kind) }
    })
}

/// The file as it is written, after its head.
#[derive(Default)]
struct Body {
    text: String,
    hash: Sha256,
    /// How much of the text the hash takes in, in bytes.
    hashed: usize,
}

impl Body {
    /// What follows a head, which its hash leaves out.
    fn after(head: String) -> Self {
        Self { hashed: head.len(), text: head, hash: Sha256::default() }
    }

    /// Takes what was written since into the hash.
    fn take_in(&mut self) {
        self.hash.update(self.text.as_bytes().get(self.hashed..).unwrap_or_default());
        self.hashed = self.text.len();
    }

    /// What was written, with the head, and the hash of what follows it.
    fn finish(mut self) -> (String, [u8; 32]) {
        self.take_in();
        (self.text, self.hash.finalize().into())
    }

    fn codebook(&mut self, project: &Project) {
        let codebook = &project.codebook;
        self.list("tags", codebook.tags.iter().map(convert::tag_record), project);
        self.list("link_kinds", codebook.link_kinds.iter().map(convert::link_kind_record), project);
        self.list("rules", codebook.rules.iter().map(convert::rule_record), project);
        self.list_any("article_fields", codebook.article_fields.iter().map(convert::field_record), project);
        self.list_any("cue_classes", codebook.cue_classes.iter().map(convert::cue_class_record), project);
    }

    fn people(&mut self, project: &Project) {
        self.list("coders", project.coders.values().map(convert::coder_record), project);
        self.list("entities", project.entities.values().map(|entity| convert::entity_record(entity)), project);
    }

    fn marks(&mut self, project: &Project) {
        let articles = || project.articles.values();
        // The long lists are written side by side.
        std::thread::scope(|scope| {
            let spans = scope.spawn(|| {
                let mut spans = Self::default();
                spans.open("spans");
                articles().for_each(|article| spans.spans_of(article));
                spans.close("spans", project);
                spans.text
            });
            self.list("articles", articles().map(|article| convert::article_record(article)), project);
            self.list_any("structure", articles().flat_map(|article| runs(article)), project);
            self.take_in();
            let mut links = Self::default();
            links.list("links", articles().flat_map(|article| article.links.iter().map(convert::link_record)), project);
            self.text.push_str(&spans.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            self.text.push_str(&links.text);
        });
    }

    /// The spans of an article, by id, each with its place in code points and its words.
    fn spans_of(&mut self, article: &Article) {
        // One sweep over the text converts all offsets; the records are then written by id.
        let mut offsets: Vec<ByteOffset> = article
            .spans
            .iter()
            .flat_map(|span| span.pieces.iter().flat_map(|piece| [piece.start, piece.end]))
            .collect();
        offsets.sort_unstable();
        offsets.dedup();
        let mut cursor = CharCursor::new(article.text.as_str());
        let chars: Vec<u32> =
            offsets.iter().map(|offset| cursor.char_of_byte(*offset).map_or(0, |chars| chars.0)).collect();
        let char_of = |offset: ByteOffset| {
            offsets.binary_search(&offset).ok().and_then(|place| chars.get(place).copied()).unwrap_or(0)
        };
        let place = |piece: &ByteRange| (char_of(piece.start), char_of(piece.end));
        let mut kept = article.quarantined.values().peekable();
        for span in article.spans.iter() {
            while let Some(quarantined) = kept.next_if(|quarantined| quarantined.span.id < span.id) {
                self.quarantined(article, quarantined);
            }
            let mut record = convert::span_record(article.id, span);
            record.at = span.pieces.iter().map(place).collect();
            record.words = span.pieces.iter().map(|piece| article.words(*piece).to_owned()).collect();
            self.record(&record);
        }
        kept.for_each(|quarantined| self.quarantined(article, quarantined));
    }

    fn quarantined(&mut self, article: &Article, quarantined: &crate::model::Quarantined) {
        let mut record = convert::span_record(article.id, &quarantined.span);
        record.at = quarantined.at.iter().map(|at: &CharRange| (at.start.0, at.end.0)).collect();
        record.words.clone_from(&quarantined.words);
        self.record(&record);
    }

    fn rest(&mut self, project: &Project) {
        let progress = project.progress.iter().map(|((article, coder), status)| ProgressRecord {
            article: *article,
            coder: *coder,
            status: convert::status_record(*status),
        });
        self.list("progress", progress, project);
        let dismissed = project.dismissed.iter().map(|place| {
            let text = project.article(place.article).map(|article| article.text.as_str()).unwrap_or_default();
            let at = CharCursor::new(text).char_range(place.at).unwrap_or_default();
            DismissedRecord { article: place.article, at: (at.start.0, at.end.0), kind: place.kind.clone() }
        });
        self.list("dismissed", dismissed, project);
        self.team(project);
        self.list("conflicts", project.conflicts.iter().map(convert::conflict_record), project);
        if !project.extra.is_empty() {
            self.text.push_str("  extra: ");
            push_record(&mut self.text, &project.extra);
            self.text.push_str(",\n");
        }
        self.text.push_str(")\n");
    }

    /// What several people decide and share, and the figures.
    fn team(&mut self, project: &Project) {
        let assigned = project.team.assigned.iter();
        let assigned = assigned.map(|(article, coder)| AssignedRecord { article: *article, coder: *coder });
        self.list_any("assigned", assigned, project);
        self.list_any("decisions", project.decisions.values().map(convert::decision_record), project);
        self.list_any("reviewed", project.reviewed.iter().map(convert::reviewed_record), project);
        let absent = project.not_mentioned.iter();
        let absent = absent.map(|(about, found)| convert::not_mentioned_record(*about, found));
        self.list_any("not_mentioned", absent, project);
        self.list_any("figures", project.figures.values().map(convert::figure_record), project);
    }

    /// A list that is left out when there is nothing in it, as in projects that have no use for it.
    fn list_any<R: Serialize>(&mut self, section: &'static str, records: impl Iterator<Item = R>, project: &Project) {
        let mut records = records.peekable();
        if records.peek().is_some() || project.unplaced.iter().any(|unplaced| unplaced.section == section) {
            self.list(section, records, project);
        }
    }

    fn list<R: Serialize>(&mut self, section: &'static str, records: impl Iterator<Item = R>, project: &Project) {
        self.open(section);
        records.for_each(|record| self.record(&record));
        self.close(section, project);
    }

    fn open(&mut self, section: &str) {
        self.text.push_str("  ");
        self.text.push_str(section);
        self.text.push_str(": [\n");
    }

    fn record(&mut self, record: &impl Serialize) {
        self.text.push_str("    ");
        push_record(&mut self.text, record);
        self.text.push_str(",\n");
    }

    fn close(&mut self, section: &str, project: &Project) {
        for unplaced in project.unplaced.iter().filter(|unplaced| unplaced.section == section) {
            self.text.push_str("    ");
            self.text.push_str(&unplaced.record);
            self.text.push_str(",\n");
        }
        self.text.push_str("  ],\n");
    }
}
