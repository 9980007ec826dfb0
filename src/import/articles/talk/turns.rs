//! Who speaks in an interview that is written down with names: “ANNA KERN: I was there.” The text stays as it is.

use std::{cmp::Reverse, collections::BTreeMap};

use super::label::{Names, label};
use crate::{
    import::shape::runs,
    model::{Run, RunKind},
};

/// What follows a name has at least so many words on average, or the names head the items of a list.
const WORDS: usize = 3;

/// A paragraph that a name opens.
struct Opened<'t> {
    /// Where it begins, and where its words do, in bytes of the text.
    start: usize,
    spoken: usize,
    name: &'t str,
    words: &'t str,
}

/// The runs of a text with the turns of its speakers. There are none without strong signs: several names, each at the
/// beginning of several paragraphs, and of most.
pub(crate) fn turns(text: &str, structure: Vec<Run>) -> Vec<Run> {
    if structure.iter().any(|run| matches!(run.kind, RunKind::Turn(_))) {
        return structure;
    }
    let opened = opened(text);
    let ends = opened.iter().skip(1).map(|next| next.start).chain([text.len()]);
    let turn = |(opened, end): (&Opened<'_>, usize)| (opened.spoken, end, RunKind::Turn(opened.name.to_owned()));
    let mut all = structure;
    all.extend(runs(text, opened.iter().zip(ends).map(turn).collect()));
    all.sort_by_key(|run| (run.at.start, Reverse(run.at.end)));
    all
}

/// The paragraphs that names open, if they are those of speakers.
fn opened(text: &str) -> Vec<Opened<'_>> {
    let mut names = Names::default();
    let (mut all, mut start) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            names.look(line);
        }
        if let Some((name, words)) = label(line) {
            let spoken = start + line.len() - words.len();
            all.push(Opened { start, spoken, name, words: words.trim_end() });
        }
        start += line.len();
    }
    all.retain(|opened| names.count(opened.name) > 1 || names.has(opened.name));
    let count: usize = all.iter().map(|opened| opened.words.split_whitespace().count()).sum();
    let alone = all.iter().filter(|opened| opened.words.is_empty()).count();
    // Where names stand on lines of their own, every second line is one.
    let lines = names.lines().saturating_sub(alone);
    let are_turns = names.several() > 1 && names.recurring() * 2 > lines;
    let are_spoken = count >= WORDS * all.len().saturating_sub(alone);
    if are_turns && are_spoken && !is_list(&all) { all } else { Vec::new() }
}

/// Whether each name is always followed by the same one, of three or more: so the parts of records are headed.
fn is_list(all: &[Opened<'_>]) -> bool {
    let mut next: BTreeMap<&str, &str> = BTreeMap::new();
    let mut pairs = all.iter().zip(all.iter().skip(1));
    pairs.all(|(one, other)| *next.entry(one.name).or_insert(other.name) == other.name) && next.len() > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let named = |run: Run| {
            let RunKind::Turn(name) = run.kind else { panic!("{run:?}") };
            (name, text.get(run.at.indices()).unwrap().to_owned())
        };
        turns(text, Vec::new()).into_iter().map(named).collect()
    }

    #[test]
    fn turns_are_found_where_names_recur() {
        let text = "A talk with Anna Kern\n\nMIA: Did it rain on that day?\nKern: It did rain.\n\nAll day long.\nMIA: Were you there?\n\
                    Kern: I was at home.\n";
        let turn = |name: &str, words: &str| (name.to_owned(), words.to_owned());
        let expected = [
            turn("MIA", "Did it rain on that day?"),
            turn("Kern", "It did rain.\n\nAll day long."),
            turn("MIA", "Were you there?"),
            turn("Kern", "I was at home."),
        ];
        assert_eq!(found(text), expected);
        let alone = "MIA:\nDid it rain?\nKERN:\nIt did.\nMIA:\nWere you there?\nKERN:\nI was.\n";
        assert_eq!(found(alone).len(), 4);
    }

    #[test]
    fn other_texts_have_none() {
        let records = "Date: the third of May\nPlace: a town by the sea\nEvent: it rained all day\n".repeat(3);
        let story = "The mayor spoke.\nPutin: West wants to weaken Russia\nNobody answered.\nPutin: We are ready\nIt rained.\n\
                     Biden: We are not ready\nBiden: We will be\nIt snowed.\nIt stopped.\n";
        for text in ["", "One: two\n", &records, story, "Tea: 3\nMilk: 2\nTea: 3\nMilk: 2\n"] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
