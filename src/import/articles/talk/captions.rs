//! Captions (SubRip, WebVTT; also of Zoom, Teams and YouTube), as the text of what was said.

use super::{
    super::{
        format::{Body, Format, Input, OWN_READER},
        words::{Step, Warning},
    },
    cues::cues,
    flow::{Said, Voice, flow, joint},
    label::{Names, label},
    line::{Part, parts},
    rolling::{Shown, merge},
    times::stamp,
};
use crate::{
    import::{encoding::decode, error::ImportError, title::first_line},
    model::{Facts, RunKind},
    text::{FrozenText, shortened},
};

/// Captions of a recording: one article.
pub(crate) const CAPTIONS: Format = Format {
    name: "captions",
    extensions: &["srt", "vtt"],
    cannot_hold: "positions, colours, typefaces and notes of captions",
    reader: OWN_READER,
    read,
};

/// How much of a text is looked at to tell whether it holds captions, in bytes.
const HEAD: usize = 4 << 10;

/// Whether a text holds captions: it says so, or a number and times with an arrow open it.
pub(crate) fn is_captions(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..HEAD.min(bytes.len())).unwrap_or_default());
    let mut lines = head.trim_start_matches('\u{FEFF}').lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let is_number = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
    let has_times = |line: &str| line.split_once(" --> ").is_some_and(|(start, _)| stamp(start.trim()).is_some());
    first.starts_with("WEBVTT") || is_number && lines.next().is_some_and(has_times)
}

/// A title made of what is said first has at most so many characters.
const LONGEST_TITLE: usize = 100;

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let decoded = decode(input.bytes, input.encoding, input.stated)?;
    let mut cues = cues(&decoded.text);
    let lines_of = |lines: &[String]| lines.iter().flat_map(|line| parts(line)).collect();
    let mut shown: Vec<Shown> = cues.all.iter().map(|cue| (cue.time, lines_of(&cue.lines))).collect();
    if shown.iter().all(|(time, _)| time.is_none()) {
        return Err(ImportError::NoCaptions);
    }
    let is_rolling = merge(&mut shown);
    let mut names = Names::default();
    for (_, parts) in &shown {
        parts.iter().take(1).for_each(|part| names.look(changed(&part.words).unwrap_or(&part.words)));
    }
    let has_signs = shown.iter().flat_map(|(_, parts)| parts).any(|part| changed(&part.words).is_some());
    let mut named = Voice::Same;
    let all = shown.iter().flat_map(|cue| said(cue, &names, &mut named));
    let mut body = body(all, &cues.title);
    body.facts.language = std::mem::take(&mut cues.language);
    body.warnings.extend(cues.doubts(is_rolling).into_iter().map(Warning::Captions));
    if has_signs {
        body.steps.push(Step::SpeakerSignsRemoved.to_string());
    }
    if is_rolling {
        body.steps.push(Step::RepeatsRemoved.to_string());
    }
    Ok(vec![body.decoded(decoded.encoding, decoded.doubts)])
}

/// What was said as an article.
pub(super) fn body(all: impl IntoIterator<Item = Said>, title: &str) -> Body {
    let (text, structure) = flow(all);
    let is_named = structure.iter().any(|run| matches!(run.kind, RunKind::Turn(_)));
    let words = first_line(&text);
    let said = label(&words).filter(|_| is_named).map_or(&*words, |(_, said)| said);
    let title = if title.is_empty() { shortened(said, LONGEST_TITLE) } else { title.to_owned() };
    let text = FrozenText::verbatim(text);
    let mut body = Body { structure, ..Body::new(text, Facts { title, ..Facts::default() }) };
    body.steps.push(Step::CaptionsJoined.to_string());
    if is_named {
        body.steps.push(Step::SpeakersFirst.to_string());
    }
    body
}

/// What is said in a cue, voice by voice; `named` is the voice that was named before words that are yet to come.
fn said((time, parts): &Shown, names: &Names, named: &mut Voice) -> Vec<Said> {
    let mut all: Vec<Said> = Vec::new();
    for Part { voice, words } in parts {
        let (own, words) = spoken(words, names);
        let own = voice.as_ref().map_or(own, |name| Voice::Named(name.clone()));
        let own = if own == Voice::Same { std::mem::replace(named, Voice::Same) } else { own };
        if words.is_empty() {
            *named = own;
            continue;
        }
        *named = Voice::Same;
        match all.last_mut().filter(|_| own == Voice::Same) {
            Some(last) => {
                last.words.push_str(joint(&last.words, words));
                last.words.push_str(words);
            }
            None => all.push(Said { voice: own, time: *time, words: words.to_owned(), is_apart: false }),
        }
    }
    all
}

/// Who says words by what stands before them, and the words.
pub(super) fn spoken<'w>(words: &'w str, names: &Names) -> (Voice, &'w str) {
    let (is_other, words) = changed(words).map_or((false, words), |words| (true, words));
    match label(words).filter(|(name, _)| is_other || names.has(name)) {
        Some((name, words)) => (Voice::Named(name.to_owned()), words),
        None if is_other => (Voice::Other, words),
        None => (Voice::Same, words),
    }
}

/// The words after what says that another speaks: `>>`, or a dash.
pub(super) fn changed(words: &str) -> Option<&str> {
    let after_arrows = words.strip_prefix(">>").map(|words| words.trim_start_matches('>').trim_start());
    after_arrows.or_else(|| {
        let rest = words.strip_prefix(['-', '–', '—', '‐'])?;
        let words = rest.trim_start();
        let is_speech = rest.len() > words.len() || words.starts_with(|c: char| !c.is_ascii_digit() && c != '-');
        (is_speech && !words.is_empty()).then_some(words)
    })
}
