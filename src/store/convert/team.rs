//! The records of what several people decide and share.

use super::shared::{changed, changed_at, changed_by, coder_or_none, stated_coder, time_or_none};
use crate::{
    model::{Absence, Conflict, Decision, Figure, NotMentioned, Reviewed, Verdict},
    store::{
        in_text::OrNone,
        record::{ConflictRecord, DecisionRecord, FigureRecord, NotMentionedRecord, ReviewedRecord, VerdictRecord},
    },
};

pub(in crate::store) fn decision_record(decision: &Decision) -> DecisionRecord {
    DecisionRecord {
        id: decision.id,
        article: decision.article,
        about: decision.about.clone(),
        verdict: match decision.verdict {
            Verdict::Take(span) => VerdictRecord::Take(span),
            Verdict::Both => VerdictRecord::Both,
            Verdict::Neither => VerdictRecord::Neither,
            Verdict::Edited(span) => VerdictRecord::Edited(span),
        },
        by: coder_or_none(decision.by),
        made: time_or_none(decision.made),
        changed: changed_at(decision.changed),
        changed_by: changed_by(decision.changed),
        note: decision.note.clone(),
        extra: decision.extra.clone().into(),
    }
}

pub(in crate::store) fn decision(record: DecisionRecord) -> Decision {
    Decision {
        id: record.id,
        article: record.article,
        about: record.about,
        verdict: match record.verdict {
            VerdictRecord::Take(span) => Verdict::Take(span),
            VerdictRecord::Both => Verdict::Both,
            VerdictRecord::Neither => Verdict::Neither,
            VerdictRecord::Edited(span) => Verdict::Edited(span),
        },
        by: stated_coder(record.by),
        made: record.made.0.unwrap_or_default(),
        changed: changed(record.changed, record.changed_by),
        note: record.note,
        extra: record.extra.0,
    }
}

pub(in crate::store) fn reviewed_record(reviewed: &Reviewed) -> ReviewedRecord {
    let Reviewed { article, span, by, made } = *reviewed;
    ReviewedRecord { article, span, by, made }
}

pub(in crate::store) fn reviewed(record: &ReviewedRecord) -> Reviewed {
    let ReviewedRecord { article, span, by, made } = *record;
    Reviewed { article, span, by, made }
}

pub(in crate::store) fn not_mentioned_record((article, claim): Absence, found: &NotMentioned) -> NotMentionedRecord {
    NotMentionedRecord {
        article,
        claim,
        by: coder_or_none(found.by),
        made: time_or_none(found.made),
        note: found.note.clone(),
    }
}

pub(in crate::store) fn not_mentioned(record: NotMentionedRecord) -> (Absence, NotMentioned) {
    let (by, made) = (stated_coder(record.by), record.made.0.unwrap_or_default());
    ((record.article, record.claim), NotMentioned { by, made, note: record.note })
}

pub(in crate::store) fn figure_record(figure: &Figure) -> FigureRecord {
    FigureRecord {
        id: figure.id,
        title: figure.title.clone(),
        analysis: figure.analysis.clone(),
        settings: figure.settings.clone().into(),
        note: figure.note.clone(),
        by: coder_or_none(figure.by),
        made: time_or_none(figure.made),
        changed: changed_at(figure.changed),
        changed_by: changed_by(figure.changed),
        extra: figure.extra.clone().into(),
    }
}

pub(in crate::store) fn figure(record: FigureRecord) -> Figure {
    Figure {
        id: record.id,
        title: record.title,
        analysis: record.analysis,
        settings: record.settings.0,
        note: record.note,
        by: stated_coder(record.by),
        made: record.made.0.unwrap_or_default(),
        changed: changed(record.changed, record.changed_by),
        extra: record.extra.0,
    }
}

pub(in crate::store) fn conflict_record(conflict: &Conflict) -> ConflictRecord {
    let Conflict { section, about, field, base, ours, theirs, by, made } = conflict.clone();
    ConflictRecord { about, ours, theirs, section, field, base, by: OrNone(by), made: OrNone(made) }
}

/// A conflict; format 1 named its record in words.
pub(in crate::store) fn conflict(record: ConflictRecord) -> Conflict {
    let ConflictRecord { about, ours, theirs, section, field, base, by, made } = record;
    Conflict { section, about, field, base, ours, theirs, by: by.0, made: made.0 }
}
