//! What to say of agreement in the methods section of a paper: one paragraph in plain English, of nothing but what was computed.

use super::{
    super::agreement::Interval,
    measure::{Agreed, Finding, Measure, Measured, Work},
    running_text::DRAWS,
};
use crate::text::{grouped, plural};

/// What is said, in this order; counts of marks are in the table alone.
const SAID: [Measure; 18] = [
    Measure::Alpha,
    Measure::ExactF1,
    Measure::OverlapF1,
    Measure::Gamma,
    Measure::UAlpha,
    Measure::UAlphaBinary,
    Measure::CuAlpha,
    Measure::CuAlphaOfTag,
    Measure::Percent,
    Measure::CohenKappa,
    Measure::ScottPi,
    Measure::FleissKappa,
    Measure::AnswerAlpha,
    Measure::Ac1,
    Measure::FoundByBoth,
    Measure::SameSpeaker,
    Measure::SameCue,
    Measure::SameAddressee,
];

/// The paragraph. Values have three decimals, and of several pairs of coders the lowest and the highest is named.
pub fn methods(agreed: &Agreed) -> String {
    let mut sentences = vec![who(agreed)];
    if agreed.coders.len() > 1 && agreed.shared > 0 {
        sentences.extend(SAID.into_iter().filter_map(|measure| sentence(measure, agreed)));
        sentences.push(if agreed.measured.is_empty() {
            "Agreement is not defined: nobody marked anything.".to_owned()
        } else {
            format!("All values were computed with Sayso {}.", env!("CARGO_PKG_VERSION"))
        });
    }
    sentences.join(" ")
}

/// What was coded by whom.
fn who(agreed: &Agreed) -> String {
    let Agreed { coders, articles, shared, .. } = agreed;
    let marks = |work: &Work| format!("{} ({})", work.name, plural(work.marks, "mark"));
    let both =
        |work: &Work| format!("{} ({}, {})", work.name, plural(work.articles, "article"), plural(work.marks, "mark"));
    let were = if *shared == 1 { "was" } else { "were" };
    let compared = format!("{} of {} {were} coded by", grouped(*shared), plural(*articles, "article"));
    match coders.as_slice() {
        [] | [_] => "Agreement is not defined: fewer than two coders.".to_owned(),
        all if *shared == 0 => {
            let names: Vec<String> = all.iter().map(|work| work.name.clone()).collect();
            format!("Agreement is not defined: no article was coded by two of {}.", joined(&names))
        }
        [one, other] => format!("{compared} both {} and {}.", marks(one), marks(other)),
        all => {
            let each: Vec<String> = all.iter().map(both).collect();
            format!("{compared} at least two of {}: {}.", plural(all.len(), "coder"), joined(&each))
        }
    }
}

/// What is said of a measure; nothing where it was not asked.
fn sentence(measure: Measure, agreed: &Agreed) -> Option<String> {
    let of: Vec<&Measured> = agreed.measured.iter().filter(|measured| measured.finding.measure == measure).collect();
    let groups: Vec<&[&Measured]> =
        of.chunk_by(|one, next| (&one.tag, &one.field) == (&next.tag, &next.field)).collect();
    let values: Vec<String> = groups.iter().filter_map(|group| value(measure, group)).collect();
    let undefined = undefined(&groups);
    let (subject, intervals) = (subject(measure), intervals(&of));
    match (values.as_slice(), undefined.as_str()) {
        ([], "") => None,
        ([], why) => Some(format!("{subject} is not defined {why}.")),
        ([..], "") => Some(format!("{subject}{intervals} was {}.", joined(&values))),
        ([..], why) => Some(format!("{subject}{intervals} was {}; it is not defined {why}.", joined(&values))),
    }
}

/// A measure with what it compares and its source.
fn subject(measure: Measure) -> String {
    let (name, source) = (measure.name(), measure.source());
    match measure {
        Measure::Alpha => {
            format!("Krippendorff’s alpha ({source}) of words and punctuation marks, each tag against all else,")
        }
        Measure::ExactF1 => format!("F1 ({source}) of marks on the same words"),
        Measure::OverlapF1 => format!("F1 ({source}) of marks that share words"),
        Measure::Gamma => format!("Gamma ({source}; {}),", measure.method()),
        Measure::UAlpha | Measure::UAlphaBinary | Measure::CuAlpha | Measure::CuAlphaOfTag => {
            format!("{name} ({source}; {})", measure.method())
        }
        Measure::Percent => "The share of equal answers to marks that overlap".to_owned(),
        Measure::CohenKappa | Measure::ScottPi | Measure::FleissKappa | Measure::Ac1 => {
            format!("{name} ({source}) of these answers")
        }
        Measure::AnswerAlpha => format!("Krippendorff’s alpha ({source}) of these answers"),
        Measure::FoundByBoth => "The share of claims that both coders found".to_owned(),
        Measure::SameSpeaker | Measure::SameCue | Measure::SameAddressee => {
            format!("The share of these with the {name}")
        }
        Measure::Both | Measure::OnlyA | Measure::OnlyB => format!("The number of marks ({name})"),
    }
}

/// How intervals were made, or why there are none; nothing for measures without.
fn intervals(of: &[&Measured]) -> String {
    let all: Vec<_> = of.iter().filter_map(|measured| measured.finding.interval).collect();
    match (all.iter().find_map(|interval| interval.ok()), all.first()) {
        (Some(_), _) => {
            let draws = grouped(DRAWS);
            format!(" with intervals that hold 95% of {draws} bootstrap draws of the articles (Efron 1979),")
        }
        (None, Some(Err(why))) => format!(" without an interval ({}),", why.why()),
        (None, _) => String::new(),
    }
}

/// The value about one thing; of several pairs of coders the lowest and the highest. None where none is defined.
fn value(measure: Measure, group: &[&Measured]) -> Option<String> {
    let findings: Vec<&Finding> = group.iter().map(|measured| &measured.finding).collect();
    let mut defined: Vec<f64> = findings.iter().filter_map(|finding| finding.value.ok()).collect();
    defined.sort_by(f64::total_cmp);
    let number = |value: f64| {
        if measure == Measure::Percent { format!("{value:.1}%") } else { format!("{value:.3}") }
    };
    let (lowest, highest) = (number(*defined.first()?), number(*defined.last()?));
    let counts: Vec<usize> = findings.iter().filter(|finding| finding.value.is_ok()).map(|finding| finding.n).collect();
    let (least, most) = (counts.iter().copied().min()?, counts.iter().copied().max()?);
    let from = if least == most { String::new() } else { format!("{} to ", grouped(least)) };
    let counted = format!("{from}{}", plural(most, measure.noun()));
    let interval = findings.iter().find_map(|finding| finding.interval?.ok());
    let interval = interval.map(|Interval { low, high, .. }| format!(" [{low:.3}, {high:.3}]")).unwrap_or_default();
    let range = if lowest == highest { lowest } else { format!("from {lowest} to {highest} between pairs of coders") };
    Some(format!("{range}{interval} for {} ({counted})", group.first().map(|measured| about(measured))?))
}

/// What a value is about.
fn about(measured: &Measured) -> String {
    let tag = measured.tag.as_deref().unwrap_or("all tags together");
    measured.field.as_ref().map_or_else(|| tag.to_owned(), |field| format!("{field} of {tag}"))
}

/// What has no value, by why; empty where everything has.
fn undefined(groups: &[&[&Measured]]) -> String {
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for group in groups {
        for measured in *group {
            let Err(why) = measured.finding.value else { continue };
            let by = if group.len() > 1 { format!(" by {}", joined(&measured.coders)) } else { String::new() };
            let what = format!("{}{by}", about(measured));
            match reasons.iter_mut().find(|(reason, _)| *reason == why.why()) {
                Some((_, abouts)) => abouts.push(what),
                None => reasons.push((why.why(), vec![what])),
            }
        }
    }
    let said = reasons.iter().map(|(why, abouts)| format!("for {} ({why})", joined(abouts)));
    joined(&said.collect::<Vec<_>>())
}

/// All of several things in a row.
fn joined(things: &[String]) -> String {
    match things {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
