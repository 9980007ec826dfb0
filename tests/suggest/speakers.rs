//! The first speaker that is suggested: on sentences made up for it, on 14 annotated articles, and on any file of such
//! articles (`SAYSO_SPEAKERS=file.jsonl cargo test --test main speakers_of_a_file -- --ignored --nocapture`).
//!
//! A line of such a file is an article: `{"id", "text", "claims": [{"start", "end", "speaker_start", "speaker_end"}]}`, in
//! code points; a claim may have `pieces` `[[start, end], …]` instead of start and end, and further right `speakers`. A claim
//! without a speaker is right if nothing is preselected.

use sayso::{
    model::{
        Article, ArticleId, CoderId, Facts, Id, Layer, LinkKindId, Project, ProjectId, Source, Span, SpanId, TagId,
        Time,
    },
    store::builtin_codebook,
    suggest::{Candidate, Suggestion, ends_for},
    text::{ByteRange, CharCursor, CharOffset, CharRange, FrozenText},
};
use serde_json::Value;

const INVENTED: &str = include_str!("../data/speakers/invented.txt");
const GUM: &str = include_str!("../data/gold/gum_news.jsonl");
const OF_GUM: &str = include_str!("../data/gold/speakers.tsv");

/// A claim with whom its speaker may be; with nobody if the text does not say.
struct Case {
    id: String,
    text: FrozenText,
    pieces: Vec<ByteRange>,
    speakers: Vec<ByteRange>,
}

#[derive(Debug, Default)]
struct Score {
    claims: usize,
    first: usize,
    first_five: usize,
    sure: usize,
    sure_and_right: usize,
}

impl Score {
    fn tell(&self, what: &str) {
        let share = |count: usize, of: usize| count as f64 / of.max(1) as f64;
        eprintln!(
            "{what}: {} claims, first right {} ({:.3}), right among the first five {} ({:.3}); preselected {}, of these right \
             {} ({:.3})",
            self.claims,
            self.first,
            share(self.first, self.claims),
            self.first_five,
            share(self.first_five, self.claims),
            self.sure,
            self.sure_and_right,
            share(self.sure_and_right, self.sure),
        );
    }

    fn add(&mut self, case: &Case) -> bool {
        let suggestions = suggestions(case);
        let words = |suggestion: &Suggestion| match suggestion.end {
            Candidate::Words(range) => range,
            Candidate::Span(_) => panic!("nothing is marked"),
        };
        let is_right =
            |suggestion: &&Suggestion| case.speakers.iter().any(|at| fits(&case.text, words(suggestion), *at));
        let first = suggestions.first();
        let sure = first.is_some_and(Suggestion::is_sure);
        let nobody = case.speakers.is_empty();
        let right = if nobody { !sure } else { first.as_ref().is_some_and(is_right) };
        self.claims += 1;
        self.first += usize::from(right);
        self.first_five +=
            usize::from(if nobody { right } else { suggestions.iter().take(5).any(|one| is_right(&one)) });
        self.sure += usize::from(sure);
        self.sure_and_right += usize::from(sure && right);
        if !right {
            let said = first.map(|first| case.text.get(words(first)).unwrap());
            let expected = case.speakers.first().map(|at| case.text.get(*at).unwrap());
            let claim: String = case.text.get(case.pieces[0]).unwrap().chars().take(60).collect();
            let mark = if sure { " (preselected)" } else { "" };
            eprintln!("  missed in {}: {claim:?}: {said:?}{mark} | {expected:?}", case.id);
        }
        right
    }
}

fn suggestions(case: &Case) -> Vec<Suggestion> {
    let id = |number: u8| Id::from_bits([0, 0, 0, 0, 0, 0, 0, 0, 0, number]);
    let codebook = builtin_codebook();
    let kind = codebook.link_kind(&LinkKindId::new(LinkKindId::SAID_BY)).unwrap().clone();
    let project = Project::new(ProjectId(id(0)), "Speakers", codebook);
    let (coder, made) = (CoderId(id(1)), Time(1));
    // Some sentences are too short to tell it.
    let language = case.text.language().map_or("en", |found| found.language);
    let facts = Facts { language: language.to_owned(), ..Facts::default() };
    let mut article = Article::new(ArticleId(id(2)), case.text.clone(), facts, Source::default(), made);
    let claim = Span::new(SpanId(id(3)), TagId::new("claim"), case.pieces.clone(), coder, made);
    article.spans.insert(claim.clone());
    ends_for(&project, &article, &claim, &kind, Layer::All)
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// The name or noun of a phrase: its last word with a capital before what tells more of it, or its last word.
fn head(phrase: &str) -> &str {
    let ends = [" (", " of ", " for ", " from ", " in ", " at ", " on ", " with ", " by "];
    let end = ends.iter().filter_map(|more| phrase.find(more)).filter(|at| *at > 0).min();
    let words = words(&phrase[..end.unwrap_or(phrase.len())]);
    let named = words.iter().rfind(|word| word.starts_with(char::is_uppercase));
    named.or(words.last()).copied().unwrap_or_default()
}

/// Whether a suggestion has the head of what is expected, and mostly words of it.
fn fits(text: &FrozenText, suggested: ByteRange, expected: ByteRange) -> bool {
    let whole = text.get(expected).unwrap();
    let has_head = whole.split(',').map(head).filter(|head| !head.is_empty()).any(|head| {
        let start = expected.start.index() + whole.rfind(head).unwrap();
        suggested.covers(ByteRange::new(start, start + head.len()))
    });
    let common = suggested.intersection(expected).map_or(0, |common| words(text.get(common).unwrap()).len());
    has_head && common * 2 >= words(text.get(suggested).unwrap()).len()
}

/// A line with a `[claim]` and its `{speaker}`; after “ :: ” the speaker where the braces cannot tell, or “-”.
fn invented(line: &str) -> Case {
    let (marked, named) = line.split_once(" :: ").map_or((line, None), |(marked, named)| (marked, Some(named)));
    let (mut text, mut open) = (String::new(), 0);
    let (mut pieces, mut speakers) = (Vec::new(), Vec::new());
    for character in marked.chars() {
        match character {
            '[' | '{' => open = text.len(),
            ']' => pieces.push(ByteRange::new(open, text.len())),
            '}' => speakers.push(ByteRange::new(open, text.len())),
            '¶' => text.push('\n'),
            other => text.push(other),
        }
    }
    if let Some(named) = named {
        let at = text.find(named);
        let braced = speakers.iter().copied().find(|range| text[range.indices()] == *named);
        speakers =
            braced.or(at.map(|at| ByteRange::new(at, at + named.len()))).into_iter().filter(|_| named != "-").collect();
    }
    Case { id: line.chars().take(40).collect(), text: FrozenText::verbatim(text), pieces, speakers }
}

#[test]
fn the_speaker_of_an_invented_sentence_is_the_first() {
    let mut score = Score::default();
    let lines = INVENTED.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let missed: Vec<String> = lines.map(invented).filter_map(|case| (!score.add(&case)).then_some(case.id)).collect();
    score.tell("invented");
    assert!(score.claims > 200, "{}", score.claims);
    assert_eq!(missed, Vec::<String>::new());
    assert_eq!(score.sure, score.sure_and_right, "what is preselected is right");
}

fn range_of(text: &FrozenText, start: u64, end: u64) -> ByteRange {
    let offset = |value: u64| CharOffset(u32::try_from(value).unwrap());
    CharCursor::new(text.as_str())
        .byte_range(CharRange { start: offset(start), end: offset(end) })
        .expect("a place in the text")
}

#[test]
fn the_speaker_of_a_claim_in_annotated_news_is_mostly_the_first() {
    let articles: Vec<Value> = GUM.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut score = Score::default();
    for line in OF_GUM.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let id = cells.next().unwrap();
        let article = articles.iter().find(|article| article["doc"] == id).unwrap();
        let text = FrozenText::verbatim(article["text"].as_str().unwrap());
        let mut ranges = || {
            let numbers = cells.next().unwrap_or_default().split_whitespace().map(|range| {
                let (start, end) = range.split_once('-').unwrap();
                range_of(&text, start.parse().unwrap(), end.parse().unwrap())
            });
            numbers.collect::<Vec<_>>()
        };
        let (pieces, speakers) = (ranges(), ranges());
        score.add(&Case { id: id.to_owned(), text: text.clone(), pieces, speakers });
    }
    score.tell("annotated");
    assert!(score.first * 100 >= score.claims * 93, "{score:?}");
    assert!(score.sure_and_right * 100 >= score.sure * 96, "{score:?}");
}

#[test]
#[ignore = "needs a file: SAYSO_SPEAKERS"]
fn speakers_of_a_file() {
    let path = std::env::var("SAYSO_SPEAKERS").expect("SAYSO_SPEAKERS names a file of articles");
    let mut all = Score::default();
    for line in std::fs::read_to_string(path).unwrap().lines().filter(|line| !line.trim().is_empty()) {
        let article: Value = serde_json::from_str(line).unwrap();
        let text = FrozenText::verbatim(article["text"].as_str().unwrap());
        let number = |value: &Value| value.as_u64();
        let pair = |pair: &Value| Some(range_of(&text, number(&pair[0])?, number(&pair[1])?));
        let list = |value: &Value| value.as_array().into_iter().flatten().filter_map(pair).collect::<Vec<_>>();
        let id = article["id"].as_str().map_or_else(|| article["id"].to_string(), str::to_owned);
        let mut score = Score::default();
        for claim in article["claims"].as_array().unwrap() {
            let between = |start: &str, end: &str| Some(range_of(&text, number(&claim[start])?, number(&claim[end])?));
            let pieces = list(&claim["pieces"]);
            let pieces = if pieces.is_empty() { vec![between("start", "end").expect("start and end")] } else { pieces };
            let mut speakers: Vec<ByteRange> = between("speaker_start", "speaker_end").into_iter().collect();
            speakers.extend(list(&claim["speakers"]));
            let case = Case { id: id.clone(), text: text.clone(), pieces, speakers };
            score.add(&case);
        }
        score.tell(&id);
        all.claims += score.claims;
        all.first += score.first;
        all.first_five += score.first_five;
        all.sure += score.sure;
        all.sure_and_right += score.sure_and_right;
    }
    all.tell("all");
}
