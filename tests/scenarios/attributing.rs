//! The attributions of the sample made from nothing, as an analyst makes them, with every input counted.

use sayso::{
    app::{Action, ArticleAction, Command, MarkAction, Pick, Shown},
    model::{Article, LinkEnd, LinkKindId, Span, SpanId, TagId},
    store::read_project,
    text::ByteRange,
};

use crate::common::driver::Sayso;

const ARTICLE: &str = include_str!("../data/sample/article.txt");

/// A claim of the marked sample, with the marks that its words came from, those nearest to the words first.
struct Truth {
    claim: Vec<ByteRange>,
    speakers: Vec<ByteRange>,
}

fn truths() -> Vec<Truth> {
    let sample = read_project(include_bytes!("../../projects/kremlin-call.sayso")).unwrap().project;
    let article = sample.articles.values().next().unwrap();
    let claims = article.spans.in_text_order().filter(|span| span.tag.as_str() == "claim");
    claims.map(|claim| Truth { claim: claim.pieces.clone(), speakers: speakers(article, claim) }).collect()
}

fn speakers(article: &Article, claim: &Span) -> Vec<ByteRange> {
    let mut links: Vec<_> = article.links.of_kind(claim.id, LinkKindId::SAID_BY).collect();
    links.sort_by_key(|link| link.order);
    links.into_iter().filter_map(|link| Some(article.span(link.to.span()?)?.hull())).collect()
}

/// Where the said-by links of a claim lead.
fn said_by(sayso: &Sayso, claim: SpanId) -> Vec<ByteRange> {
    let article = sayso.article();
    speakers(article, article.span(claim).unwrap())
}

/// Links the selected claim with who stands at a place; returns how many inputs that took, and the place in the list.
fn attribute(sayso: &mut Sayso, claim: SpanId, speaker: ByteRange) -> (usize, Option<usize>) {
    let before = said_by(sayso, claim).len();
    sayso.key("S");
    let list = sayso.view().choices.expect("the list of speakers is open").clone();
    let true_words = sayso.article().words(speaker).to_owned();
    let offered = list.rows.iter().filter(|row| row.when == Shown::Ranked && matches!(row.pick, Pick::Suggestion(_)));
    let names: Vec<String> = offered.map(|row| row.name.clone()).take(9).collect();
    let alike = |name: &String| name.contains(&true_words) || true_words.contains(name.as_str());
    for (place, _) in names.iter().enumerate().filter(|(_, name)| alike(name)) {
        // A digit takes a row of the list.
        sayso.type_text(&(place + 1).to_string());
        let now = said_by(sayso, claim);
        if now.len() > before && now.iter().any(|at| at.overlaps(speaker)) {
            return (2, Some(place + 1));
        }
        sayso.key("Ctrl+Z");
        sayso.key("S");
    }
    // Not offered: the words are dragged over, then they are the first of the list.
    sayso.key("Escape");
    sayso.act(Action::Article(ArticleAction::Select { anchor: speaker.start, head: speaker.end }));
    sayso.act(Action::Article(ArticleAction::ChooseSpan(Some(claim))));
    sayso.key("S");
    sayso.key("Enter");
    assert!(said_by(sayso, claim).iter().any(|at| at.overlaps(speaker)), "{}", sayso.notices());
    (3, None)
}

#[test]
fn the_attributions_of_the_sample_take_at_most_three_inputs_each() {
    let mut sayso = Sayso::with_text(ARTICLE);
    let (mut inputs, mut first_five, mut most) = (Vec::new(), 0, 0);
    for Truth { claim, speakers } in truths() {
        let (first, rest) = claim.split_first().unwrap();
        sayso.act(Action::Mark(MarkAction::Mark(TagId::new("claim"), *first)));
        let chosen = sayso.view().span().expect("the new claim is chosen").id;
        if !rest.is_empty() {
            sayso.act(Action::Mark(MarkAction::Reshape(chosen, claim.clone())));
        }
        let article = sayso.article().id;
        for speaker in speakers {
            sayso.act(Action::Article(ArticleAction::JumpTo(article, chosen)));
            let (count, place) = attribute(&mut sayso, chosen, speaker);
            eprintln!(
                "  {count} inputs, place {place:?}: {} ‹ {}",
                sayso.article().words(speaker).replace('\n', " "),
                sayso.article().words(claim[0]).chars().take(50).collect::<String>()
            );
            inputs.push(count);
            first_five += usize::from(place.is_some_and(|place| place <= 5));
            most = most.max(count);
        }
    }
    let sum: usize = inputs.iter().sum();
    eprintln!(
        "sample, from nothing: {} attributions, {sum} inputs ({:.2} each, {most} at most), true speaker among the first \
         five {first_five} times",
        inputs.len(),
        sum as f64 / inputs.len() as f64
    );
    assert!(most <= 3);
    assert!(first_five * 10 >= inputs.len() * 9, "{first_five} of {}", inputs.len());
    // What was made is what the sample says: a voice for every claim, and mostly the words that signal it.
    let article = sayso.article();
    let claims: Vec<&Span> = article.spans.iter().filter(|span| span.tag.as_str() == "claim").collect();
    let with =
        |kind: &str| claims.iter().filter(|claim| article.links.of_kind(claim.id, kind).next().is_some()).count();
    assert_eq!((claims.len(), with(LinkKindId::SAID_BY)), (16, 16));
    assert!(with(LinkKindId::CUE) >= 14, "{} claims with a cue", with(LinkKindId::CUE));
    assert!(article.links.iter().all(|link| link.to != LinkEnd::Nobody));
    sayso.act(Action::Command(Command::Show(sayso::app::Panel::Ledger)));
    assert!(sayso.shows("16 claims"));
}
