//! Noun phrases of English news prose, found without a grammar: from where they may begin to the word that cannot belong
//! to them. A name goes with its title, and without what is told of it after a comma.

use super::{
    cues::form_class,
    grammar::List,
    names::is_title,
    times::time_at,
    tokens::{Token, is_preposition},
};

/// Tokens of a phrase: the first, and the one after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub first: usize,
    pub end: usize,
    /// Whether its bounds are plain.
    pub is_sure: bool,
}

/// The longest phrase, in words.
const LONGEST: usize = 16;
/// How many phrases before a phrase are looked at: beyond that words are a list and no sentence.
const DEEPEST: usize = 3;

pub(super) fn is_determiner(token: &Token<'_>) -> bool {
    token.is_in(List::Determiners) || token.is_possessive()
}

pub(super) fn is_pronoun(token: &Token<'_>) -> bool {
    token.is_in(List::Pronouns) && token.text != "US" && token.text != "IT"
}

/// Whether a preposition stands at a place that is no part of a name, as in “Doctors Without Borders”.
fn leads(tokens: &[Token<'_>], at: usize) -> bool {
    let is_first = before(tokens, at).is_none_or(|last| !last.is_word || last.ends_sentence);
    tokens.get(at).is_some_and(|token| is_preposition(token) && (is_first || !token.is_capital()))
}

/// Whether a word helps the verb after it, or stands beside one.
pub(super) fn is_beside_verb(token: &Token<'_>) -> bool {
    is_helping(token) || token.is_in(List::Beside) || is_adverb(token)
}

pub(super) fn is_helping(token: &Token<'_>) -> bool {
    token.is_in(List::Helping) && !(token.is_capital() && token.is_of(&["may", "will"])) || token.lower.ends_with("n't")
}

pub(super) fn is_adverb(token: &Token<'_>) -> bool {
    token.is_word
        && token.lower.len() > 4
        && token.lower.ends_with("ly")
        && !token.is_in(List::NoAdverbs)
        && token.text.starts_with(char::is_lowercase)
}

/// Whether the word at a place is a verb: it helps one, it reports, or it has the form of the past.
pub(super) fn is_verb(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    if token.text.starts_with(char::is_uppercase) {
        return false;
    }
    is_helping(token) || token.is_in(List::Irregular) || is_reporting(tokens, at) || is_past(tokens, at)
}

/// Whether a word of grammar and no name, also with a capital at the start of a sentence.
pub(super) fn is_function(token: &Token<'_>) -> bool {
    let is_caps = token.text.len() > 1 && token.text.chars().all(char::is_uppercase);
    !is_caps
        && (token.is_in(List::Parting)
            || token.is_in(List::Helping)
            || token.is_in(List::Beside)
            || is_pronoun(token)
            || token.is_of(&["and", "or", "there", "here", "yes", "according", "asked"]))
}

/// Whether a word is part of the name of a body, as “Ministry”.
pub(super) fn is_body(token: &Token<'_>) -> bool {
    token.is_in(List::Bodies)
}

fn is_past(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let describes = before(tokens, at).is_none_or(|last| is_determiner(last) || is_preposition(last));
    token.lower.len() > 3 && token.lower.ends_with("ed") && !token.lower.contains('-') && !describes
}

/// Whether the word at a place reports speech or thought, and is no noun there.
pub(super) fn is_reporting(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    if token.is_name() || form_class(&token.lower).is_none() {
        return false;
    }
    let Some(last) = before(tokens, at) else { return true };
    let leads_to_that = tokens.get(at + 1).is_some_and(|next| next.is_of(&["that", "whether", ":"]));
    let after_noun = last.is_word && !is_determiner(last) && !is_preposition(last);
    if token.is_in(List::AlsoNouns) && !(leads_to_that && after_noun && token.lower.ends_with('s')) {
        let is_plural = last.lower.ends_with('s') && !last.is_possessive() && !is_determiner(last);
        // “Telegram post” is no sentence, “Ukraine posts” may be one.
        let agrees = token.lower.ends_with('s') || last.lower.ends_with('s');
        let named = last.is_name() && !is_determiner(last) && agrees;
        let leads = is_pronoun(last) || last.is_of(&["who", "which"]) || named;
        let beside = is_helping(last) || last.is_in(List::Beside) || is_adverb(last) || !last.is_word;
        let of = tokens.get(at + 1).is_some_and(|next| next.is_of(&["of", "by", "from", "against", "said", "says"]));
        return !of && (leads || beside || is_plural || last.is("to"));
    }
    // “The accused man”, “a reported case”.
    !(is_determiner(last) && token.lower.ends_with("ed"))
}

fn before<'a, 't>(tokens: &'a [Token<'t>], at: usize) -> Option<&'a Token<'t>> {
    tokens.get(at.checked_sub(1)?)
}

/// Whether a word cannot belong to a phrase that has begun.
fn stops(tokens: &[Token<'_>], at: usize, taken: bool) -> bool {
    let Some(token) = tokens.get(at) else { return true };
    let ends_in_ing = taken
        && token.lower.ends_with("ing")
        && !token.is_name()
        && before(tokens, at).is_some_and(|last| last.is_name() && !last.is_possessive());
    token.is_in(List::Parting) && token.text != "WHO"
        || is_pronoun(token)
        || is_adverb(token)
        || ends_in_ing
        || taken && token.is_in(List::Beside)
        || is_verb(tokens, at)
        || !token.is_possessive() && time_at(tokens, at).is_some()
}

/// The phrase that begins at a place, and ends before `to`; with what belongs to its noun by “for”, “from” or “at” if
/// `wide`.
pub(super) fn phrase_at(tokens: &[Token<'_>], first: usize, to: usize, wide: bool) -> Option<Phrase> {
    if tokens.get(first).filter(|_| first < to).is_some_and(is_pronoun) {
        return Some(Phrase { first, end: first + 1, is_sure: true });
    }
    let to = to.min(first + LONGEST).min(tokens.len());
    let mut at = first;
    let mut has_noun = false;
    while at < to {
        let Some(token) = tokens.get(at) else { break };
        let leads_on = |list: &[&str]| token.is_of(list) && has_noun && begins_phrase(tokens, at + 1, to);
        let pp = ["for", "from", "at"];
        let of_office = leads_on(&["to", "for"]) && before(tokens, at).is_some_and(|last| is_title(&last.lower));
        let is_inner = leads_on(&["of"])
            || of_office
            || wide && leads_on(&pp) && before(tokens, at).is_some_and(|noun| !noun.is_name())
            || leads_on(&["and", "&"]) && goes_on_after_and(tokens, first, at);
        if is_inner {
            (at, has_noun) = (at + 1, false);
            continue;
        }
        if !token.is_word {
            match inner_sign(tokens, at, to) {
                Some(next) if at > first || token.is_quote() => at = next,
                _ => break,
            }
            continue;
        }
        let opens_another = has_noun && token.is_in(List::Determiners);
        if opens_another || leads(tokens, at) || token.is_of(&["and", "or"]) || stops(tokens, at, at > first) {
            break;
        }
        has_noun |= !is_determiner(token) || token.is_possessive() && token.is_name();
        at += 1;
    }
    finish(tokens, first, at)
}

/// Whether a noun phrase may begin at a place.
fn begins_phrase(tokens: &[Token<'_>], at: usize, to: usize) -> bool {
    let Some(token) = tokens.get(at).filter(|_| at < to) else { return false };
    token.is_word && !is_preposition(token) && (is_determiner(token) || !stops(tokens, at, false))
}

/// Whether “and” joins one more speaker, or one more office of the same, rather than a new clause.
fn goes_on_after_and(tokens: &[Token<'_>], first: usize, at: usize) -> bool {
    let (Some(last), Some(next)) = (before(tokens, at), tokens.get(at + 1)) else { return false };
    let both_named = last.is_name() && next.is_name();
    let both_nouns = !last.is_name() && !next.is_name() && !is_determiner(next);
    let with_both = tokens.get(first).is_some_and(|token| token.is("both"));
    both_named || with_both || both_nouns || is_determiner(next) && tokens.get(first).is_some_and(is_determiner)
}

/// The place after a sign that a phrase may have inside: a short quotation, brackets, a dash between names.
fn inner_sign(tokens: &[Token<'_>], at: usize, to: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    let close = |closes: &dyn Fn(&Token<'_>) -> bool| {
        let rest = tokens.get(at + 1..to.min(at + 6))?;
        rest.iter().position(closes).filter(|count| *count > 0).map(|count| at + 2 + count)
    };
    match token.text {
        "(" => close(&|next| next.is(")")),
        "[" => close(&|next| next.is("]")),
        _ if token.is_quote() => close(&|next: &Token<'_>| next.is_quote()),
        "-" | "/" | "&" => {
            let named = |at: usize| tokens.get(at).is_some_and(Token::is_name);
            (named(at.checked_sub(1)?) && named(at + 1)).then_some(at + 1)
        }
        _ => None,
    }
}

/// The phrase that ends before `end` and begins at `from` or later.
pub(super) fn phrase_before(tokens: &[Token<'_>], from: usize, end: usize) -> Option<Phrase> {
    nested_before(tokens, from, end, DEEPEST)
}

/// The same, with at most `depth` phrases looked at before it.
fn nested_before(tokens: &[Token<'_>], from: usize, end: usize, depth: usize) -> Option<Phrase> {
    let deeper = |at: usize| nested_before(tokens, from, at, depth.checked_sub(1)?);
    let end = without_time(tokens, from, end);
    let last = end.checked_sub(1).filter(|last| *last >= from)?;
    if tokens.get(last).is_some_and(is_pronoun) {
        return Some(Phrase { first: last, end, is_sure: true });
    }
    let mut first = end;
    while first > from.max(end.saturating_sub(LONGEST * 2)) {
        let at = first - 1;
        let Some(token) = tokens.get(at) else { break };
        if !token.is_word {
            match opening_sign(tokens, from, at) {
                Some(open) => first = open,
                None => break,
            }
            continue;
        }
        if token.is_of(&["and", "or"]) {
            let joined = deeper(at).filter(|left| joins(tokens, *left, at, from));
            match joined {
                Some(left) => first = left.first,
                None => break,
            }
            break;
        }
        let in_time = time_at(tokens, at).is_some() && !token.is_possessive() && first < end;
        // “The man on Friday said” keeps its noun; “on Friday Putin said” begins after the day.
        let after_preposition = before(tokens, at).is_some_and(is_preposition) && at > from + 1;
        // “A study documenting it has revealed”: what is told of the noun stands between.
        let of_noun = token.lower.ends_with("ing")
            && at > from
            && before(tokens, at)
                .is_some_and(|last| last.is_word && !last.is_name() && !is_beside_verb(last) && !is_preposition(last));
        if of_noun && !token.is_name() && first < end && is_reporting(tokens, at) {
            return deeper(at);
        }
        // “Economists polled by Reuters expect”: so does this.
        let led = tokens.get(at + 1).is_some_and(|next| is_preposition(next) && !next.is("to"))
            && at > from
            && first < end
            && !is_helping(token);
        if led
            && is_past(tokens, at)
            && let Some(noun) = deeper(at).filter(|noun| {
                noun.first == from || before(tokens, noun.first).is_some_and(|last| !last.is_word || last.is("that"))
            })
        {
            return Some(noun);
        }
        if stops(tokens, at, false) && !(in_time && after_preposition) {
            break;
        }
        first = at;
    }
    let (first, is_sure) = without_lead_in(tokens, first, end)?;
    let first = after_indefinite(tokens, first, end);
    finish(tokens, first, end).map(|phrase| Phrase { is_sure: is_sure && phrase.is_sure, ..phrase })
}

/// “… a claim Tehran calls”: a name that follows “a” and a noun is another subject.
fn after_indefinite(tokens: &[Token<'_>], first: usize, end: usize) -> usize {
    let indefinite = tokens.get(first).is_some_and(|token| token.is_of(&["a", "an"]));
    let named = |at: usize| tokens.get(at).is_some_and(|token| token.is_name() && !token.is_possessive());
    if !indefinite || !named(end.saturating_sub(1)) {
        return first;
    }
    let name = (first + 1..end).rev().take_while(|at| named(*at)).last().unwrap_or(first);
    let noun = name.checked_sub(1).and_then(|noun| tokens.get(noun));
    let is_other = noun
        .is_some_and(|noun| noun.is_word && !is_determiner(noun) && !is_preposition(noun) && !is_title(&noun.lower));
    if is_other { name } else { first }
}

/// The end of a phrase without the time after it: “the ministry on Friday said”.
fn without_time(tokens: &[Token<'_>], from: usize, end: usize) -> usize {
    let start = end.saturating_sub(6).max(from);
    let Some(time) = (start..end).find(|at| time_at(tokens, *at) == Some(end)) else { return end };
    let led = time > from && tokens.get(time - 1).is_some_and(is_preposition);
    if led { time - 1 } else { time }
}

/// Whether what stands before “and” is one more speaker: a clause must begin with it.
fn joins(tokens: &[Token<'_>], left: Phrase, and: usize, from: usize) -> bool {
    let begins = left.first == from || before(tokens, left.first).is_some_and(|last| last.is(",") || is_adverb(last));
    let next = tokens.get(and + 1);
    let alike = tokens.get(left.first).zip(next).is_some_and(|(one, other)| {
        let office = is_determiner(one) && !other.is_name() && !is_determiner(other);
        office || one.is("both") || is_determiner(one) == is_determiner(other) || one.is_name() && other.is_name()
    });
    begins && alike && next.is_some_and(|next| !is_pronoun(next))
}

/// The place of the sign that opens what the one at a place closes.
fn opening_sign(tokens: &[Token<'_>], from: usize, at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    let open = |opens: &dyn Fn(&Token<'_>) -> bool| {
        let start = from.max(at.saturating_sub(6));
        let rest = tokens.get(start..at)?;
        rest.iter().rposition(opens).map(|place| start + place)
    };
    match token.text {
        ")" => open(&|last| last.is("(")),
        "]" => open(&|last| last.is("[")),
        _ if token.is_quote() && before(tokens, at).is_some_and(|last| last.is_word) => {
            open(&|last: &Token<'_>| last.is_quote())
        }
        "-" | "/" | "&" => {
            let named = |at: usize| tokens.get(at).is_some_and(Token::is_name);
            (at > from && named(at - 1) && named(at + 1)).then_some(at)
        }
        _ => None,
    }
}

/// Where the subject begins in words that may begin with something else: “In the call Putin”, “On Friday the ministry”.
fn without_lead_in(tokens: &[Token<'_>], first: usize, end: usize) -> Option<(usize, bool)> {
    let mut first = first;
    while first < end
        && tokens
            .get(first)
            .is_some_and(|token| token.is_of(&["and", "or", "&"]) || !token.is_word && !token.is_quote())
    {
        first += 1;
    }
    let token = tokens.get(first).filter(|_| first < end)?;
    if !is_preposition(token) {
        return Some((first, true));
    }
    if let Some(after) = time_at(tokens, first + 1) {
        return (after < end).then_some((after, true));
    }
    let begins = |at: &usize| {
        let (Some(last), Some(token)) = (before(tokens, *at), tokens.get(*at)) else { return false };
        if is_preposition(last) || is_determiner(last) || last.is("and") {
            return false;
        }
        let is_new = token.is_in(List::Determiners) || is_title(&token.lower) && last.is_name();
        let named = token.is_name() && !last.is_name() && !is_title(&last.lower);
        let common = !token.is_name() && last.is_name() && !is_preposition(token) && !is_title(&token.lower);
        is_new || named || common
    };
    let place = (first + 2..end).find(begins);
    // Two names side by side: the last is the likelier subject.
    place.map(|place| (place, true)).or_else(|| (first + 2 < end).then_some((end - 1, false)))
}

/// Takes off what is no part of a phrase at its ends; none is left of bare articles, times and numbers.
fn finish(tokens: &[Token<'_>], first: usize, end: usize) -> Option<Phrase> {
    let mut end = end;
    let loose = |token: &Token<'_>| {
        is_preposition(token) || token.is_of(&["and", "or", "&", "the", "a", "an"]) || !token.is_word && !closes(token)
    };
    while end > first && tokens.get(end - 1).is_some_and(loose) {
        end -= 1;
    }
    // “the agency (KCNA)”
    let bracket = (first + 1..end).rfind(|at| tokens.get(*at).is_some_and(|token| token.is("(")));
    let closed = end > first && tokens.get(end - 1).is_some_and(|token| token.is(")"));
    let end = bracket.filter(|_| closed).unwrap_or(end);
    let end = without_rest(tokens, first, end);
    let words = tokens.get(first..end).unwrap_or_default();
    let is_noun = |token: &Token<'_>| {
        token.is_word
            && (!token.is_number() || token.text.contains(char::is_alphabetic))
            && (!token.is_in(List::Determiners)
                || token.is_of(&["many", "some", "several", "others", "both", "all", "few", "most"]))
            && !is_preposition(token)
    };
    words.iter().any(is_noun).then_some(Phrase { first, end, is_sure: true })
}

fn closes(token: &Token<'_>) -> bool {
    token.is_quote() || matches!(token.text, ")" | "]")
}

/// The end of a phrase without what is told of a person after the name, or far from its noun.
fn without_rest(tokens: &[Token<'_>], first: usize, end: usize) -> usize {
    let inner = |at: &usize| leads(tokens, *at);
    let mut places = (first + 1..end).filter(inner);
    let Some(at) = places.next() else { return end };
    let words = tokens.get(first..at).unwrap_or_default();
    let is_body = words.iter().any(is_body);
    let is_office = words.last().is_some_and(|word| is_title(&word.lower));
    let is_named = words.iter().all(Token::is_capital) && !is_office;
    let is_person = is_named && words.len() >= 2 && !is_body;
    // “Hamas in a statement”.
    let is_aside = is_named && tokens.get(at).is_some_and(|word| !word.is_of(&["of", "for"]));
    let later_name =
        tokens.get(end - 1).is_some_and(Token::is_name) && words.last().is_some_and(|word| !word.is_name());
    if is_person || is_aside {
        return at;
    }
    if end - first > LONGEST && !later_name {
        return places.find(|at| tokens.get(*at).is_some_and(|word| !word.is("of"))).unwrap_or(end);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{suggest::tokens::tokens, text::FrozenText};

    #[test]
    fn a_list_of_phrases_is_not_followed_without_end() {
        for words in ["Economists Polled by Reuters ", "sources based in London ", "Ana and Ben and "] {
            let text = FrozenText::verbatim(format!("{}said no.", words.repeat(2_000)));
            let tokens = tokens(&text, text.range());
            let verb = tokens.iter().position(|token| token.is("said")).unwrap();
            phrase_before(&tokens, 0, verb);
        }
    }
}
