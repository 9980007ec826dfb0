//! What is said about marks: the labels of steps, the lists of choices, and why something cannot be done.

use crate::{
    app::{
        command::Command,
        desk::{
            notice::Notice,
            words::{quoted, shorten},
        },
    },
    text::{language_name, plural},
};

pub(super) use crate::app::desk::words::name_is_empty;

// Marking.

pub(super) fn mark_as(words: &str, tag: &str) -> String {
    format!("Mark {} as {tag}", quoted(words))
}

pub(super) fn retag_as(words: &str, tag: &str) -> String {
    format!("Retag {} as {tag}", quoted(words))
}

pub(super) fn mark_with_new_tag(words: &str, tag: &str) -> String {
    format!("Mark {} with the new tag “{tag}”", quoted(words))
}

pub(super) fn retag_with_new_tag(words: &str, tag: &str) -> String {
    format!("Retag {} with the new tag “{tag}”", quoted(words))
}

pub(super) fn marked_already(tag: &str) -> Notice {
    Notice::note(format!("These words are already marked as {tag}. That mark is now selected."))
}

pub(super) fn marked_already_so(tag: &str) -> Notice {
    Notice::note(format!("These words are already marked as {tag} by themselves. Remove the piece instead."))
}

pub(super) fn rest_marked_already(tag: &str) -> Notice {
    Notice::note(format!("The remaining words are already marked as {tag}. Delete that mark first."))
}

pub(super) fn unite(words: &str) -> String {
    format!("Merge the marks on {}", quoted(words))
}

pub(super) fn were_united(count: usize) -> Notice {
    let marks = plural(count, "duplicate mark");
    Notice::fine(format!("{marks} merged. Notes, answers and links were kept."))
}

pub(super) fn mark_gone() -> Notice {
    Notice::note("These marks are no longer duplicates.")
}

pub(super) fn add_piece(piece: &str, words: &str) -> String {
    format!("Add {} to the mark on {}", quoted(piece), quoted(words))
}

pub(super) fn split_piece(words: &str) -> String {
    format!("Split off the piece {}", quoted(words))
}

pub(super) fn resize(words: &str) -> String {
    format!("Resize {}", quoted(words))
}

pub(super) fn delete(words: &str) -> String {
    format!("Delete the mark on {}", quoted(words))
}

pub(super) fn change_note(words: &str) -> String {
    format!("Change the note on {}", quoted(words))
}

pub(super) fn set_flag(words: &str, on: bool) -> String {
    let words = quoted(words);
    if on { format!("Flag {words} for another look") } else { format!("Clear the flag on {words}") }
}

pub(super) fn dismiss(words: &str, on: bool) -> String {
    let words = quoted(words);
    if on { format!("Dismiss {words} from the checklist") } else { format!("Restore {words} to the checklist") }
}

pub(super) fn nothing_to_tag() -> Notice {
    Notice::note("Select some words first, or a mark.")
}

pub(super) fn no_link_here() -> Notice {
    Notice::note("No link at the cursor.")
}

pub(super) fn nothing_selected() -> Notice {
    Notice::note("Select some words first.")
}

pub(super) fn no_mark_for_piece() -> Notice {
    Notice::note("Select a mark first. Ctrl+drag then adds a piece to it.")
}

pub(super) fn no_closing_quote() -> Notice {
    Notice::note("These words don't begin a quotation that ends farther on.")
}

pub(super) fn quotation_goes_on() -> Notice {
    Notice::note("The quotation goes on after these words.").with_offer(Command::CloseQuote)
}

pub(super) fn edge_stays() -> Notice {
    Notice::note("A mark needs at least one word.")
}

pub(super) fn unnamed_source() -> &'static str {
    "unnamed source"
}

/// Words as they are quoted: “…” – speaker, outlet, date.
pub(super) fn quotation(words: &str, from: &[String]) -> String {
    let words = words.trim_matches(['“', '”', '"', '«', '»', '„']);
    if from.is_empty() { format!("“{words}”") } else { format!("“{words}” – {}", from.join(", ")) }
}

/// Several names as one subject.
pub(super) fn and(names: &[String]) -> String {
    names.join(" and ")
}

// Linking.

/// What a new link says, as a message.
pub(super) fn linked(kind: &str, name: &str) -> String {
    format!("{kind}: {}", shorten(name))
}

pub(super) fn link(words: &str, kind: &str, name: &str) -> String {
    format!("Link {} to {} ({})", quoted(words), quoted(name), kind.to_lowercase())
}

pub(super) fn no_such_link(tag: &str) -> Notice {
    Notice::note(format!("A {tag} can't have this link. Select a claim first."))
}

pub(super) fn no_link_between(from: &str, to: &str) -> Notice {
    Notice::note(format!("This codebook has no link from {from} to {to}."))
}

pub(super) fn linked_already() -> Notice {
    Notice::note("These two are already linked.")
}

pub(super) fn link_gone() -> Notice {
    Notice::note("That link is no longer there.")
}

pub(super) fn kind_gone() -> Notice {
    Notice::note("The codebook no longer has this kind of link.")
}

pub(super) fn other_voices() -> Notice {
    Notice::note("Only voices of the same claim can change places.")
}

pub(super) fn remove_link(words: &str, kind: &str, name: &str) -> String {
    format!("Unlink {} from {} ({})", quoted(words), quoted(name), kind.to_lowercase())
}

pub(super) fn reorder_voices(words: &str) -> String {
    format!("Reorder the voices of {}", quoted(words))
}

pub(super) fn takes_cue(words: &str) -> String {
    format!("Also marks the cue “{words}” (Shift+Enter: without it)")
}

pub(super) fn not_sure() -> &'static str {
    "None of these is certain: choose one with a digit or ↓, or type words of the article."
}

/// No speakers are suggested for an article in this language, a code; empty where it is not known.
pub(super) fn no_speakers_suggested(language: &str) -> String {
    match language_name(language) {
        "" => "The language of this article is not known: state it in its facts to have speakers suggested.".to_owned(),
        name => format!("No speakers are suggested for articles in {name}."),
    }
}

/// Why words found by typing are offered: what they would be marked as.
pub(super) fn mark_and_link(tag: &str) -> String {
    format!("mark as {tag}")
}

pub(super) fn instead(title: &str) -> String {
    format!("{title} (replace)")
}

pub(super) fn unlink(name: &str) -> String {
    format!("Remove {}", quoted(name))
}

pub(super) fn linked_now() -> &'static str {
    "linked now"
}

pub(super) fn not_mentioned_here() -> &'static str {
    "not mentioned here"
}

pub(super) fn unnamed_speaker() -> &'static str {
    "Unnamed source"
}

pub(super) fn unnamed_addressee() -> &'static str {
    "Somebody unnamed"
}

pub(super) fn no_source() -> &'static str {
    "No source"
}

pub(super) fn no_addressee() -> &'static str {
    "No addressee"
}

pub(super) fn not_named() -> &'static str {
    "Not named"
}

pub(super) fn none() -> &'static str {
    "None"
}

/// Some words with the name of whom they mention.
pub(super) fn known_as(words: &str, name: &str) -> String {
    format!("{words} = {name}")
}

pub(super) fn beside_cue(words: &str) -> String {
    format!("beside “{words}”")
}

pub(super) fn not_marked_yet(why: &str) -> String {
    format!("{why}, not marked yet")
}

pub(super) fn no_list() -> Notice {
    Notice::note("The list of choices is no longer open.")
}

// Naming.

pub(super) fn who_is(words: &str) -> String {
    format!("{} is", quoted(words))
}

pub(super) fn new_name() -> &'static str {
    "New name"
}

pub(super) fn new_name_of(name: &str) -> String {
    format!("New name {}", quoted(name))
}

pub(super) fn mentions_nobody() -> &'static str {
    "Mentions nobody"
}

pub(super) fn press_letter() -> &'static str {
    "Press the letter of a name."
}

pub(super) fn in_this_article() -> &'static str {
    "in this article"
}

pub(super) fn no_name_for_claim() -> Notice {
    Notice::note("Claims can't be given a name. Select a speaker or place, or press G to group claims.")
}

pub(super) fn no_mentions() -> Notice {
    Notice::note("These mentions are no longer there.")
}

pub(super) fn name_gone() -> Notice {
    Notice::note("That name is no longer in the project.")
}

pub(super) fn unlike_names() -> Notice {
    Notice::note("A name and a group of claims can't be merged.")
}

pub(super) fn clear_name(words: &str) -> String {
    format!("Clear the name of {}", quoted(words))
}

pub(super) fn name_mention(words: &str, name: &str) -> String {
    format!("Name {} as {}", quoted(words), quoted(name))
}

pub(super) fn name_mentions(count: usize, name: &str) -> String {
    format!("Name {} as {}", plural(count, "mention"), quoted(name))
}

pub(super) fn change_name(name: &str) -> String {
    format!("Change the name {}", quoted(name))
}

pub(super) fn add_name(name: &str) -> String {
    format!("Add the name {}", quoted(name))
}

pub(super) fn delete_name(name: &str) -> String {
    format!("Delete the name {}", quoted(name))
}

pub(super) fn set_mention(words: &str) -> String {
    format!("Change how {} mentions its name", quoted(words))
}

pub(super) fn merge_names(from: &str, into: &str) -> String {
    format!("Merge {} into {}", quoted(from), quoted(into))
}

pub(super) fn merged(label: &str) -> Notice {
    Notice::fine(format!("{label}. Undo separates them."))
}

pub(super) fn split_off(part: &str, from: &str) -> String {
    format!("Split {} off from {}", quoted(part), quoted(from))
}

pub(super) fn was_split_off(part: &str, mentions: usize) -> Notice {
    Notice::fine(format!("{} is now a separate name with {}.", quoted(part), plural(mentions, "mention")))
}

// Grouping claims.

pub(super) fn says_the_same_as() -> &'static str {
    "Says the same as"
}

pub(super) fn alike(percent: f64, one_speaker: bool, title: &str) -> String {
    let title = shorten(title);
    if one_speaker {
        format!("{percent:.0}% of the words, same speaker; {title}")
    } else {
        format!("{percent:.0}% of the words; {title}")
    }
}

pub(super) fn group_of_claims() -> &'static str {
    "group of claims"
}

pub(super) fn leave_group() -> &'static str {
    "Leave the group"
}

pub(super) fn no_similar_claim() -> &'static str {
    "No claim shares enough words with this one."
}

pub(super) fn only_claims() -> Notice {
    Notice::note("Only claims can be grouped. Select a claim first.")
}

pub(super) fn claim_gone() -> Notice {
    Notice::note("That claim is no longer there.")
}

pub(super) fn group_claim(words: &str) -> String {
    format!("Group {} with claims that say the same", quoted(words))
}

pub(super) fn leave_group_of_claims(words: &str) -> String {
    format!("Take {} out of its group", quoted(words))
}

// Answering.

pub(super) fn no_questions(tag: &str) -> Notice {
    Notice::note(format!("The tag “{tag}” has no questions. Add some in the codebook."))
}

pub(super) fn question_gone() -> Notice {
    Notice::note("The codebook no longer asks this.")
}

pub(super) fn answer() -> &'static str {
    "Answer"
}

pub(super) fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

pub(super) fn current_answer() -> &'static str {
    "current answer"
}

pub(super) fn clear_answer(value: &str) -> String {
    format!("Clear {}", quoted(value))
}

pub(super) fn answered(words: &str, field: &str, value: &str) -> String {
    format!("Set “{field}” of {} to {}", quoted(words), quoted(value))
}

pub(super) fn cleared(words: &str, field: &str) -> String {
    format!("Clear “{field}” of {}", quoted(words))
}

// Marking all.

pub(super) fn no_list_of_occurrences() -> Notice {
    Notice::note("The list of occurrences is no longer open.")
}

pub(super) fn nothing_ticked() -> Notice {
    Notice::note("Tick at least one occurrence.")
}

pub(super) fn mark_occurrences(count: usize, words: &str, tag: &str) -> String {
    format!("Mark {} of {} as {tag}", plural(count, "occurrence"), quoted(words))
}

pub(super) fn marked_occurrences(label: &str) -> Notice {
    Notice::fine(format!("{label}. Undo removes them."))
}
