//! Where stretches of a text go when another text is made of some of them.

use super::format::{Body, Comment};
use crate::{
    model::Run,
    text::{ByteRange, FrozenText},
};

/// Between stretches that become paragraphs.
pub(super) const BETWEEN: &str = "\n\n";

/// Stretches of a text that became parts of another, in order, each with where it begins there.
#[derive(Debug, Default)]
pub(super) struct Moved {
    pieces: Vec<(ByteRange, usize)>,
}

impl Moved {
    /// A stretch begins at this byte of the new text.
    pub(super) fn push(&mut self, old: ByteRange, start: usize) {
        self.pieces.push((old, start));
    }

    /// What is left of a stretch, from its first byte to its last.
    fn again(&self, at: ByteRange) -> Option<ByteRange> {
        let first = self.pieces.partition_point(|(old, _)| old.end <= at.start);
        let left = self.pieces.iter().skip(first).take_while(|(old, _)| old.start < at.end);
        let mut left = left.filter_map(|(old, start)| {
            let part = old.intersection(at).filter(|part| !part.is_empty())?;
            let begin = start + (part.start.index() - old.start.index());
            Some(ByteRange::new(begin, begin + part.len() as usize))
        });
        let first = left.next()?;
        Some(ByteRange { start: first.start, end: left.last().unwrap_or(first).end })
    }

    /// The runs of which anything is left.
    pub(super) fn runs(&self, runs: &[Run]) -> Vec<Run> {
        runs.iter().filter_map(|run| Some(Run { at: self.again(run.at)?, kind: run.kind.clone() })).collect()
    }

    /// The stretches of which all words are left.
    pub(super) fn stretches(&self, stretches: &[ByteRange]) -> Vec<ByteRange> {
        let again = |at: &ByteRange| self.again(*at).filter(|again| again.len() == at.len());
        stretches.iter().filter_map(again).collect()
    }

    /// The comments whose words are left, all of them.
    pub(super) fn comments(&self, comments: &[Comment]) -> Vec<Comment> {
        let again = |comment: &Comment| {
            let at = self.again(comment.at).filter(|at| at.len() == comment.at.len())?;
            Some(Comment { at, ..comment.clone() })
        };
        comments.iter().filter_map(again).collect()
    }
}

impl Body {
    /// The article of these stretches of the text, which are in order and apart from each other: each becomes a paragraph,
    /// with its structure and comments. Facts and warnings are left to whoever knows them. `runs` are those of the structure
    /// that may lie in the stretches: where very many articles are made of one text, each asks for few.
    pub(super) fn of_pieces(&self, pieces: &[ByteRange], runs: &[Run]) -> Self {
        let (mut text, mut moved) = (String::new(), Moved::default());
        for piece in pieces {
            let Some(words) = self.text.get(*piece).filter(|words| !words.is_empty()) else { continue };
            if !text.is_empty() {
                text.push_str(BETWEEN);
            }
            moved.push(*piece, text.len());
            text.push_str(words);
        }
        Self {
            structure: moved.runs(runs),
            comments: moved.comments(&self.comments),
            claims: moved.stretches(&self.claims),
            steps: self.steps.clone(),
            encoding: self.encoding,
            ..Self::new(FrozenText::verbatim(text), crate::model::Facts::default())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RunKind;

    #[test]
    fn structure_and_comments_go_with_their_words() {
        let run = |start, end| Run { at: ByteRange::new(start, end), kind: RunKind::Strong };
        let comment = |start: usize, end: usize| Comment {
            at: ByteRange::new(start, end),
            words: "?".to_owned(),
            author: String::new(),
            made: None,
        };
        let mut body = Body::new(FrozenText::verbatim("One two\nthree\nfour five"), Default::default());
        body.structure = vec![run(4, 18), run(8, 13)];
        body.comments = vec![comment(0, 3), comment(8, 13), comment(4, 18)];
        let part = body.of_pieces(&[ByteRange::new(4, 7), ByteRange::new(14, 23)], &body.structure);
        assert_eq!(part.text.as_str(), "two\n\nfour five");
        assert_eq!(part.structure, [run(0, 9)]);
        assert_eq!(part.comments, []);
        assert_eq!(body.of_pieces(&[ByteRange::new(8, 23)], &[]).comments, [comment(0, 5)]);
    }
}
