//! Who says a claim, in fifteen languages: the first speaker that is suggested.

use sayso::{
    model::{
        Article, ArticleId, CoderId, Facts, Id, Layer, LinkKindId, Project, ProjectId, Source, Span, SpanId, TagId,
        Time,
    },
    store::builtin_codebook,
    suggest::{Candidate, Suggestion, ends_for},
    text::{ByteRange, FrozenText},
};

use super::table;

const LANGUAGES: [&str; 15] =
    ["ar", "de", "es", "fa", "fr", "he", "hi", "it", "ja", "pl", "pt", "ru", "tr", "uk", "zh"];

/// A sentence with a claim and its speaker; none if the words leave open who.
struct Case {
    text: FrozenText,
    claim: Vec<ByteRange>,
    speaker: Option<ByteRange>,
}

impl Case {
    fn of(line: &[String]) -> Self {
        let text = FrozenText::verbatim(line[1].clone());
        let mut at = 0;
        let mut claim = Vec::new();
        for piece in line[2].split(" || ") {
            let start = at + text.as_str()[at..].find(piece).unwrap_or_else(|| panic!("{piece} in {}", line[1]));
            at = start + piece.len();
            claim.push(ByteRange::new(start, at));
        }
        // The one nearest to the cue, where the words are there twice.
        let near = text.as_str().find(&line[4]).unwrap_or(0);
        let places =
            text.as_str().match_indices(&line[3]).map(|(start, _)| ByteRange::new(start, start + line[3].len()));
        let outside =
            places.filter(|_| line[3] != "-").filter(|place| !claim.iter().any(|piece| piece.overlaps(*place)));
        let speaker = outside.min_by_key(|place| place.start.index().abs_diff(near));
        assert_eq!(speaker.is_none(), line[3] == "-", "{}", line[1]);
        Self { text, claim, speaker }
    }

    fn first_suggested(&self, language: &str) -> Option<(ByteRange, bool)> {
        let id = |number: u8| Id::from_bits([0, 0, 0, 0, 0, 0, 0, 0, 0, number]);
        let codebook = builtin_codebook();
        let kind = codebook.link_kind(&LinkKindId::new(LinkKindId::SAID_BY)).unwrap().clone();
        let project = Project::new(ProjectId(id(0)), "Speakers", codebook);
        let facts = Facts { language: language.to_owned(), ..Facts::default() };
        let made = Time(1);
        let mut article = Article::new(ArticleId(id(2)), self.text.clone(), facts, Source::default(), made);
        let claim = Span::new(SpanId(id(3)), TagId::new("claim"), self.claim.clone(), CoderId(id(1)), made);
        article.spans.insert(claim.clone());
        let suggestions = ends_for(&project, &article, &claim, &kind, Layer::All);
        suggestions.first().and_then(|first: &Suggestion| match first.end {
            Candidate::Words(range) => Some((range, first.is_sure())),
            Candidate::Span(_) => None,
        })
    }

    /// Whether at least half of what is suggested is the speaker, and half of the speaker is suggested; and nobody is preselected
    /// where the words leave open who.
    fn is_right(&self, found: Option<(ByteRange, bool)>) -> bool {
        let Some(speaker) = self.speaker else { return found.is_none_or(|(_, is_sure)| !is_sure) };
        let Some((found, _)) = found else { return false };
        let common = found.intersection(speaker).map_or(0, |common| common.len());
        common * 2 >= found.len() && common * 2 >= speaker.len()
    }
}

#[derive(Default)]
struct Score {
    all: usize,
    right: usize,
    exact: usize,
    sure: usize,
    sure_and_right: usize,
}

#[test]
fn speakers_are_found_in_fifteen_languages() {
    let shown = std::env::var("SAYSO_SHOW_MISSED").unwrap_or_default();
    let mut too_few = Vec::new();
    let mut preselected = (0, 0);
    for half in ["dev", "held"] {
        let mut total = Score::default();
        for language in LANGUAGES {
            let mut score = Score::default();
            for line in table(&format!("said/said-{language}.tsv")).iter().filter(|line| line[0] == half) {
                let case = Case::of(line);
                let found = case.first_suggested(language);
                let right = case.is_right(found);
                score.all += 1;
                score.right += usize::from(right);
                score.exact += usize::from(right && found.map(|(found, _)| found) == case.speaker);
                if let Some((_, true)) = found {
                    score.sure += 1;
                    score.sure_and_right += usize::from(right);
                }
                if shown.contains(&format!("{half}-{language}")) && (!right || shown.contains('=')) {
                    let words = found.map(|(found, _)| case.text.get(found).unwrap());
                    eprintln!("{language}: {}\n    {:?} | {}", line[1], words, line[3]);
                }
            }
            eprintln!(
                "{half} {language}: {} of {} right, {} of them exactly; {} of {} preselected",
                score.right, score.all, score.exact, score.sure_and_right, score.sure
            );
            if half == "held" && score.right * 10 < score.all * 7 {
                too_few.push(language);
            }
            total.all += score.all;
            total.right += score.right;
            total.exact += score.exact;
            total.sure += score.sure;
            total.sure_and_right += score.sure_and_right;
        }
        preselected = (preselected.0 + total.sure, preselected.1 + total.sure_and_right);
        eprintln!(
            "{half}: {} of {} right, {} exactly; of {} preselected {}",
            total.right, total.all, total.exact, total.sure, total.sure_and_right
        );
    }
    assert!(too_few.is_empty(), "{too_few:?}");
    assert!(preselected.1 * 100 >= preselected.0 * 95, "{preselected:?}");
}
