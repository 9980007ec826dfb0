//! How good the suggestions are on news: 24 articles of Wikinews, annotated in GUM. The rules for speakers were made with the
//! first 14 of them at hand.
//!
//! The figures are printed by `cargo test --test main suggest::gold -- --nocapture`.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use sayso::{
    model::{
        Article, ArticleId, CoderId, Entity, EntityId, EntityKind, Facts, Id, Layer, LinkKindId, Project, ProjectId,
        Source, Span, SpanId, TagId, Time,
    },
    store::builtin_codebook,
    suggest::{Candidate, CueTier, Name, alike, cues_in, ends_for, name_table},
    text::{ByteRange, CharCursor, CharOffset, CharRange, FrozenText, folded, paragraph_at, sentences_in},
};
use serde_json::Value;

const GUM: &str = include_str!("../data/gold/gum_news.jsonl");

/// How many rows of the list can be taken by a digit.
const SHOWN: usize = 9;

/// Somebody or something mentioned.
struct Mentioned {
    at: ByteRange,
    kind: String,
    /// Mentions of one thing share this.
    thing: String,
}

/// An annotated article.
struct Gold {
    article: Article,
    mentions: Vec<Mentioned>,
    /// The clause that attributes, and the head clause of what is attributed.
    attributions: Vec<(ByteRange, ByteRange)>,
}

fn id(number: usize) -> Id {
    let mut bytes = [0; 10];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    Id::from_bits(bytes)
}

fn time() -> Time {
    "2022-03-07T09:00:00Z".parse().unwrap()
}

fn gold() -> Vec<Gold> {
    let lines = GUM.lines().enumerate();
    lines.map(|(number, line)| read(number, &serde_json::from_str(line).unwrap())).collect()
}

fn read(number: usize, record: &Value) -> Gold {
    let text = FrozenText::verbatim(record["text"].as_str().unwrap());
    let place = |start: &Value, end: &Value| {
        let offset = |value: &Value| CharOffset(u32::try_from(value.as_u64().unwrap()).unwrap());
        let range = CharRange { start: offset(start), end: offset(end) };
        CharCursor::new(text.as_str()).byte_range(range).expect("a place in the text")
    };
    let list = |key: &str| record[key].as_array().unwrap().iter();
    let mentions = list("entities")
        .map(|mention| Mentioned {
            at: place(&mention["start"], &mention["end"]),
            kind: mention["type"].as_str().unwrap().to_owned(),
            thing: mention["coref"].to_string(),
        })
        .collect();
    let attributions = list("attributions")
        .map(|attribution| {
            let range = |key: &str| place(&attribution[key][0], &attribution[key][1]);
            (range("attribution_edu"), range("content_edu"))
        })
        .collect();
    let facts = Facts { title: record["title"].as_str().unwrap().to_owned(), ..Facts::default() };
    let article = Article::new(ArticleId(id(number)), text.clone(), facts, Source::default(), time());
    Gold { article, mentions, attributions }
}

/// Hits, proposals and truths.
#[derive(Clone, Copy, Default)]
struct Score {
    right: usize,
    proposed: usize,
    found: usize,
    truths: usize,
}

impl Score {
    fn precision(self) -> f64 {
        self.right as f64 / self.proposed.max(1) as f64
    }

    fn recall(self) -> f64 {
        self.found as f64 / self.truths.max(1) as f64
    }

    fn tell(self, what: &str) {
        eprintln!(
            "{what}: precision {:.3} ({} of {}), recall {:.3} ({} of {})",
            self.precision(),
            self.right,
            self.proposed,
            self.recall(),
            self.found,
            self.truths
        );
    }
}

#[test]
fn cues_are_found_in_attributing_clauses() {
    for (tiers, name, least_precision, least_recall) in [
        (&[CueTier::Sure][..], "sure cues", 0.6, 0.6),
        (&[CueTier::Sure, CueTier::Fair], "sure and fair cues", 0.5, 0.7),
        (&[CueTier::Sure, CueTier::Fair, CueTier::Weak], "all cues", 0.4, 0.85),
    ] {
        let mut score = Score::default();
        for Gold { article, attributions, .. } in gold() {
            let text = &article.text;
            let paragraphs = (0..text.paragraph_count()).map(|number| text.paragraph(number));
            let sentences: Vec<ByteRange> = paragraphs
                .filter(|at| article.heading() != Some(*at))
                .flat_map(|at| sentences_in(text, at, "en"))
                .collect();
            let cues = sentences.iter().flat_map(|sentence| cues_in(text, *sentence));
            let cues: Vec<ByteRange> = cues.filter(|cue| tiers.contains(&cue.tier)).map(|cue| cue.range).collect();
            let holds = |clause: &ByteRange, cue: &ByteRange| clause.overlaps(*cue);
            score.proposed += cues.len();
            score.right += cues.iter().filter(|cue| attributions.iter().any(|(clause, _)| holds(clause, cue))).count();
            // By-lines and credits of pictures attribute without any word that says so.
            let has_words = |clause: &ByteRange| {
                article.words(*clause).split_whitespace().any(|word| word.starts_with(char::is_lowercase))
            };
            let said: Vec<ByteRange> = attributions.iter().map(|(clause, _)| *clause).filter(has_words).collect();
            score.truths += said.len();
            score.found += said.iter().filter(|clause| cues.iter().any(|cue| holds(clause, cue))).count();
        }
        score.tell(name);
        assert!(score.precision() >= least_precision && score.recall() >= least_recall, "{name}");
    }
}

/// The person or body of an attributing clause that is linked with its claim, among the first proposals, from a text
/// without any other mark.
#[test]
fn the_true_speaker_is_among_the_first_five() {
    let codebook = builtin_codebook();
    let kind = codebook.link_kind(&LinkKindId::new(LinkKindId::SAID_BY)).unwrap().clone();
    let project = Project::new(ProjectId(id(0)), "Gold", codebook);
    let (mut first, mut first_five, mut all, mut inputs) = (0, 0, 0, 0);
    // The others are left for measuring suggestions that were tuned on these.
    for Gold { mut article, mentions, attributions } in gold().into_iter().take(14) {
        for (clause, content) in attributions {
            let speaks = |mention: &&Mentioned| {
                clause.covers(mention.at) && matches!(mention.kind.as_str(), "person" | "organization")
            };
            let truth: Vec<ByteRange> = mentions.iter().filter(speaks).map(|mention| mention.at).collect();
            if truth.is_empty() || clause.overlaps(content) {
                continue;
            }
            let coder = CoderId(id(1));
            let claim = Span::new(SpanId(id(2)), TagId::new("claim"), vec![content], coder, time());
            article.spans.insert(claim.clone());
            let proposals = ends_for(&project, &article, &claim, &kind, Layer::All);
            article.spans.remove(claim.id);
            let is_true = |end: &Candidate| match end {
                Candidate::Words(words) => truth.iter().any(|at| at.overlaps(*words)),
                Candidate::Span(_) => false,
            };
            let rank = proposals.iter().position(|proposal| is_true(&proposal.end));
            all += 1;
            // The key that opens the list, and the digit of a row; or the words are dragged over first, and Enter takes.
            inputs += if rank.is_some_and(|rank| rank < SHOWN) { 2 } else { 3 };
            first += usize::from(rank == Some(0));
            first_five += usize::from(rank.is_some_and(|rank| rank < 5));
            if rank.is_none_or(|rank| rank >= 5) {
                eprintln!("  missed {rank:?}: {} || {}", article.words(clause), article.words(content));
            }
        }
    }
    let each = f64::from(inputs) / f64::from(all);
    eprintln!("true speaker: {first} first, {first_five} among the first five, of {all}; {each:.2} inputs each");
    assert!(first_five as f64 / f64::from(all) >= 0.9, "{first_five} of {all}");
}

/// Of one mention of a name, all places with the same words are offered: how many of them mention the same, and how
/// many of the mentions of the same are found.
#[test]
fn a_name_marked_once_is_found_where_it_is_mentioned_again() {
    let mut same_words = Score::default();
    let mut all_mentions = (0, 0);
    for Gold { article, mentions, .. } in gold() {
        let named = |mention: &&Mentioned| {
            matches!(mention.kind.as_str(), "person" | "organization" | "place")
                && Name::of(article.words(mention.at)).is_some()
        };
        let mut seen = BTreeSet::new();
        for mention in mentions.iter().filter(named) {
            let words = article.words(mention.at);
            if !seen.insert(folded(words)) {
                continue;
            }
            let tag = TagId::new("speaker");
            let hits = alike(&article, &[words.to_owned()], &tag, true);
            let others: Vec<&Mentioned> =
                mentions.iter().filter(|other| other.thing == mention.thing && other.at != mention.at).collect();
            let is_of_same = |at: ByteRange| others.iter().any(|other| other.at.covers(at) || at.covers(other.at));
            let again: Vec<ByteRange> = hits.iter().map(|hit| hit.range).filter(|at| *at != mention.at).collect();
            same_words.proposed += again.len();
            same_words.right += again.iter().filter(|at| is_of_same(**at)).count();
            let with_same: Vec<&&Mentioned> =
                others.iter().filter(|other| folded(article.words(other.at)) == folded(words)).collect();
            same_words.truths += with_same.len();
            same_words.found += with_same.iter().filter(|other| again.contains(&other.at)).count();
            all_mentions.1 += others.iter().filter(|other| Name::of(article.words(other.at)).is_some()).count();
            all_mentions.0 += others.iter().filter(|other| again.iter().any(|at| other.at.covers(*at))).count();
        }
    }
    same_words.tell("a name marked again where its words stand");
    let (found, all) = all_mentions;
    eprintln!("of all other mentions by any name {:.3} ({found} of {all})", found as f64 / all as f64);
    assert!(same_words.precision() >= 0.8 && same_words.recall() >= 0.95);
}

/// The names of an article, each as an entity of its own: which pairs the register offers to join, and which of them
/// name one thing.
#[test]
fn suggested_duplicates_are_mostly_duplicates() {
    let mut score = Score::default();
    for Gold { article, mentions, .. } in gold() {
        let mut project = Project::new(ProjectId(id(0)), "Gold", builtin_codebook());
        let mut things: BTreeMap<EntityId, (String, BTreeSet<String>)> = BTreeMap::new();
        let mut known: BTreeMap<(String, String), EntityId> = BTreeMap::new();
        for mention in &mentions {
            let kind = match mention.kind.as_str() {
                "person" => EntityKind::Person,
                "organization" => EntityKind::Organisation,
                "place" => EntityKind::Place,
                _ => continue,
            };
            let words = article.words(mention.at);
            if Name::of(words).is_none() {
                continue;
            }
            let key = (mention.kind.clone(), folded(words));
            let next = EntityId(id(known.len() + 1));
            let entity_id = *known.entry(key).or_insert(next);
            if entity_id == next {
                project.entities.insert(entity_id, Arc::new(Entity::new(entity_id, kind, words)));
            }
            let thing = things.entry(entity_id).or_insert_with(|| (words.to_owned(), BTreeSet::new()));
            thing.1.insert(mention.thing.clone());
        }
        let same = |one: EntityId, other: EntityId| !things[&one].1.is_disjoint(&things[&other].1);
        let table = name_table(&project);
        score.proposed += table.pairs.len();
        for pair in &table.pairs {
            if same(pair.one, pair.other) {
                score.right += 1;
            } else {
                eprintln!("  wrong: {} | {} ({})", things[&pair.one].0, things[&pair.other].0, pair.why);
            }
        }
        let ids: Vec<EntityId> = things.keys().copied().collect();
        for (place, one) in ids.iter().enumerate() {
            for other in ids.iter().skip(place + 1) {
                let of_kind = project.entities[one].kind == project.entities[other].kind;
                if of_kind && same(*one, *other) {
                    score.truths += 1;
                    let is_offered = |pair: &&sayso::suggest::Pair| {
                        (pair.one, pair.other) == (*one, *other) || (pair.other, pair.one) == (*one, *other)
                    };
                    if table.pairs.iter().any(|pair| is_offered(&pair)) {
                        score.found += 1;
                    } else {
                        eprintln!("  lost: {} | {}", things[one].0, things[other].0);
                    }
                }
            }
        }
    }
    score.tell("names offered as one");
    assert!(score.precision() >= 0.8, "{}", score.precision());
}

#[test]
fn the_gold_is_read_in_full() {
    let gold = gold();
    let attributions: usize = gold.iter().map(|gold| gold.attributions.len()).sum();
    let of_kind = |kind: &str| gold.iter().flat_map(|gold| &gold.mentions).filter(|m| m.kind == kind).count();
    assert_eq!((gold.len(), attributions), (24, 247));
    assert_eq!((of_kind("place"), of_kind("person"), of_kind("organization")), (562, 1213, 707));
    let first = &gold[0];
    let (clause, content) = first.attributions[0];
    assert!(first.article.words(clause).starts_with("According to Afghan Ambassador"));
    assert!(paragraph_at(&first.article.text, content.start).covers(content));
}
