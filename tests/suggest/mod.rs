//! How good the suggestions are, on the sample and on texts that they were not tuned on.

mod gold;
mod speakers;

use sayso::{
    analysis::chain,
    model::{Article, Layer, LinkEnd, LinkKindId, Project, Span, SpanId},
    store::read_project,
    suggest::{Candidate, Suggestion, ends_for},
};

fn sample() -> Project {
    read_project(include_bytes!("../../projects/kremlin-call.sayso")).unwrap().project
}

/// The place, from 1, of the first suggestion that leads to one of the true ends.
fn rank(article: &Article, suggestions: &[Suggestion], truth: &[SpanId]) -> Option<usize> {
    let place = suggestions.iter().position(|suggestion| match &suggestion.end {
        Candidate::Span(id) => truth.contains(id),
        Candidate::Words(range) => truth
            .iter()
            .filter_map(|id| article.span(*id))
            .any(|span| span.pieces.iter().any(|piece| piece.overlaps(*range))),
    });
    place.map(|place| place + 1)
}

/// Who sees one coder's marks links with none of another's.
#[test]
fn marks_that_are_hidden_are_not_suggested() {
    let project = sample();
    let article = project.articles.values().next().unwrap();
    let claim = article.spans.in_text_order().find(|span| span.tag.as_str() == "claim").unwrap();
    let marks = |kind: &str, layer: Layer| {
        let kind = project.codebook.link_kind(&LinkKindId::new(kind)).unwrap();
        let suggestions = ends_for(&project, article, claim, kind, layer);
        suggestions.iter().filter(|suggestion| matches!(suggestion.end, Candidate::Span(_))).count()
    };
    let nobody = sayso::model::CoderId(sayso::model::Id::FIRST);
    for kind in ["said-by", "cue", "said-at"] {
        assert!(marks(kind, Layer::All) > 0 && marks(kind, Layer::Coder(claim.by)) > 0, "{kind}");
        assert_eq!(marks(kind, Layer::Coder(nobody)), 0, "{kind}");
    }
}

/// For each claim with a speaker: the rank of the true one, with or without the other marks in place.
fn ranks(project: &Project, with_marks: bool) -> Vec<(String, Option<usize>)> {
    let kind = project.codebook.link_kind(&LinkKindId::new("said-by")).unwrap();
    let mut ranks = Vec::new();
    for article in project.articles.values() {
        let claims: Vec<&Span> = article.spans.in_text_order().filter(|span| span.tag.as_str() == "claim").collect();
        let mut bare = Article::clone(article);
        bare.links = sayso::model::Links::default();
        if !with_marks {
            let others: Vec<SpanId> =
                article.spans.iter().filter(|span| span.tag.as_str() != "claim").map(|span| span.id).collect();
            others.into_iter().for_each(|id| drop(bare.spans.remove(id)));
        }
        for claim in claims {
            let of_claim = article.links.of_kind(claim.id, "said-by");
            let nearest = article.links.of_kind(claim.id, "said-by").map(|link| link.order).min();
            let truth: Vec<SpanId> = of_claim
                .filter(|link| Some(link.order) == nearest)
                .filter_map(|link| if let LinkEnd::Span(id) = link.to { Some(id) } else { None })
                .collect();
            if !truth.is_empty() {
                let suggestions = ends_for(project, &bare, claim, kind, Layer::All);
                ranks.push((article.words_of(claim), rank(article, &suggestions, &truth)));
            }
        }
    }
    ranks
}

#[test]
fn the_true_speaker_is_mostly_among_the_first_five() {
    let project = sample();
    for with_marks in [true, false] {
        let ranks = ranks(&project, with_marks);
        let first_five = ranks.iter().filter(|(_, rank)| rank.is_some_and(|rank| rank <= 5)).count();
        let first = ranks.iter().filter(|(_, rank)| *rank == Some(1)).count();
        for (words, rank) in &ranks {
            eprintln!("  {rank:?} {}", words.chars().take(70).collect::<String>());
        }
        eprintln!("marks in place {with_marks}: {first} first, {first_five} among the first five, of {}", ranks.len());
        assert!(first_five * 10 >= ranks.len() * 9, "{first_five} of {}", ranks.len());
    }
}

#[test]
fn the_chains_of_the_sample_name_everybody_who_passed_the_words_on() {
    let project = sample();
    let article = project.articles.values().next().unwrap();
    let chain_of = |beginning: &str| -> Vec<String> {
        let mut claims = article.spans.in_text_order().filter(|span| span.tag.as_str() == "claim");
        let claim = claims.find(|claim| article.words_of(claim).starts_with(beginning)).unwrap();
        chain(&project, article, claim).voices.into_iter().map(|voice| voice.names.join(" and ")).collect()
    };
    assert_eq!(chain_of("that Moscow would suspend"), ["Vladimir Putin"]);
    // What Putin criticised stands within what the press service reports.
    assert_eq!(chain_of("In the telephone exchange"), ["Kremlin press service"]);
    assert_eq!(chain_of("the Ukrainian side that has delayed"), ["Kremlin press service", "Vladimir Putin"]);
    assert_eq!(chain_of("the main objectives"), ["Kremlin press service", "Vladimir Putin"]);
}

#[test]
fn a_chain_that_loops_ends() {
    let mut project = sample();
    let article = project.articles.values().next().unwrap().id;
    let article = std::sync::Arc::make_mut(project.articles.get_mut(&article).unwrap());
    let claims: Vec<SpanId> =
        article.spans.in_text_order().filter(|span| span.tag.as_str() == "claim").map(|span| span.id).collect();
    let template = article.links.iter().next().unwrap().clone();
    for (number, (one, other)) in claims.iter().zip(claims.iter().cycle().skip(1)).enumerate() {
        let mut link = template.clone();
        link.id = sayso::model::LinkId(sayso::model::Id::from_bits([number as u8; 10]));
        (link.kind, link.from, link.to) = (LinkKindId::new("within"), *one, LinkEnd::Span(*other));
        article.links.insert(link);
    }
    let article = project.articles.values().next().unwrap();
    for claim in claims {
        assert!(!chain(&project, article, article.span(claim).unwrap()).voices.is_empty());
    }
}

/// An article without line breaks is one paragraph, and its list opens at once all the same.
#[test]
fn a_long_paragraph_does_not_make_people_wait() {
    use sayso::{
        model::{Article, ArticleId, CoderId, Facts, Id, Source, TagId, Time},
        text::{ByteRange, FrozenText},
    };
    let sentence = "Minister Petrova said on Monday that the harvest in the south has failed again this year. ";
    let text = FrozenText::verbatim(sentence.repeat(600));
    let mut project = sample();
    let id = |number: u16| Id::from_bits([(number >> 8) as u8, number as u8, 0, 0, 0, 0, 0, 0, 0, 9]);
    let (coder, made) = (CoderId(id(0)), Time(1));
    let mut article = Article::new(ArticleId(id(1)), text, Facts::default(), Source::default(), made);
    for number in 0..600_u16 {
        let start = usize::from(number) * sentence.len();
        let mut mark = |offset: u16, tag: &str, at: ByteRange| {
            article.spans.insert(Span::new(SpanId(id(offset + number)), TagId::new(tag), vec![at], coder, made));
        };
        mark(10_000, "speaker", ByteRange::new(start, start + 16));
        mark(20_000, "claim", ByteRange::new(start + 32, start + sentence.len() - 2));
    }
    project.codebook = sayso::store::builtin_codebook();
    let claim = article.span(SpanId(id(20_300))).unwrap().clone();
    let kind = project.codebook.link_kind(&LinkKindId::new("said-by")).unwrap();
    let begun = std::time::Instant::now();
    let suggestions = ends_for(&project, &article, &claim, kind, Layer::All);
    assert!(begun.elapsed().as_secs_f64() < 3.0, "{:?}", begun.elapsed());
    assert_eq!(suggestions[0].end, Candidate::Span(SpanId(id(10_300))), "the speaker of the own sentence");
}
