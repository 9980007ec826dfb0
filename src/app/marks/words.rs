//! What is said about marks: the labels of steps, the lists of choices, and why something cannot be done.

use crate::{
    app::desk::{
        notice::Notice,
        words::{quoted, shorten},
    },
    text::plural,
};

// Marking.

pub fn mark_as(words: &str, tag: &str) -> String {
    format!("Mark {} as {tag}", quoted(words))
}

pub fn retag_as(words: &str, tag: &str) -> String {
    format!("Retag {} as {tag}", quoted(words))
}

pub fn mark_with_new_tag(tag: &str) -> String {
    format!("Mark with the new tag “{tag}”")
}

pub fn retag_with_new_tag(tag: &str) -> String {
    format!("Retag with the new tag “{tag}”")
}

pub fn add_piece(words: &str) -> String {
    format!("Add the piece {}", quoted(words))
}

pub fn resize(words: &str) -> String {
    format!("Resize {}", quoted(words))
}

pub fn delete(words: &str) -> String {
    format!("Delete the mark on {}", quoted(words))
}

pub fn change_note() -> &'static str {
    "Change a note"
}

pub fn set_flag(on: bool) -> &'static str {
    if on { "Flag for another look" } else { "Clear the flag" }
}

pub fn dismiss(on: bool) -> &'static str {
    if on { "Dismiss a checklist item" } else { "Restore a checklist item" }
}

pub fn nothing_to_tag() -> Notice {
    Notice::note("Select some words first, or a mark.")
}

pub fn nothing_selected() -> Notice {
    Notice::note("Select some words first.")
}

pub fn no_mark_for_piece() -> Notice {
    Notice::note("Select a mark first. Ctrl+drag then adds a piece to it.")
}

pub fn edge_stays() -> Notice {
    Notice::note("A mark needs at least one word.")
}

pub fn unnamed_source() -> &'static str {
    "unnamed source"
}

/// Words as they are quoted: “…” – speaker, outlet, date.
pub fn quotation(words: &str, from: &[String]) -> String {
    let words = words.trim_matches(['“', '”', '"', '«', '»', '„']);
    if from.is_empty() { format!("“{words}”") } else { format!("“{words}” – {}", from.join(", ")) }
}

/// Several names as one subject.
pub fn and(names: &[String]) -> String {
    names.join(" and ")
}

// Linking.

pub fn linked(kind: &str, name: &str) -> String {
    format!("{kind}: {}", shorten(name))
}

pub fn no_such_link(tag: &str) -> Notice {
    Notice::note(format!("A {tag} can't have this link. Select a claim first."))
}

pub fn no_link_between(from: &str, to: &str) -> Notice {
    Notice::note(format!("This codebook has no link from {from} to {to}."))
}

pub fn linked_already() -> Notice {
    Notice::note("These two are already linked.")
}

pub fn link_gone() -> Notice {
    Notice::note("That link is no longer there.")
}

pub fn kind_gone() -> Notice {
    Notice::note("The codebook no longer has this kind of link.")
}

pub fn other_voices() -> Notice {
    Notice::note("Only voices of the same claim can change places.")
}

pub fn remove_link() -> &'static str {
    "Remove a link"
}

pub fn reorder_voices() -> &'static str {
    "Reorder voices"
}

pub fn takes_cue(words: &str) -> String {
    format!("Also marks the cue “{words}” (Shift+Enter: without it)")
}

pub fn instead(title: &str) -> String {
    format!("{title} (replace)")
}

pub fn unlink(name: &str) -> String {
    format!("Remove {}", quoted(name))
}

pub fn linked_now() -> &'static str {
    "linked now"
}

pub fn not_mentioned_here() -> &'static str {
    "not mentioned here"
}

pub fn unnamed_speaker() -> &'static str {
    "Unnamed source"
}

pub fn unnamed_addressee() -> &'static str {
    "Somebody unnamed"
}

pub fn no_source() -> &'static str {
    "No source"
}

pub fn no_addressee() -> &'static str {
    "No addressee"
}

pub fn not_named() -> &'static str {
    "Not named"
}

pub fn none() -> &'static str {
    "None"
}

/// Some words with the name of whom they mention.
pub fn known_as(words: &str, name: &str) -> String {
    format!("{words} = {name}")
}

pub fn beside_cue(words: &str) -> String {
    format!("beside “{words}”")
}

pub fn not_marked_yet(why: &str) -> String {
    format!("{why}, not marked yet")
}

pub fn no_list() -> Notice {
    Notice::note("The list of choices is no longer open.")
}

// Naming.

pub fn who_is(words: &str) -> String {
    format!("{} is", quoted(words))
}

pub fn new_name() -> &'static str {
    "New name"
}

pub fn new_name_of(name: &str) -> String {
    format!("New name {}", quoted(name))
}

pub fn mentions_nobody() -> &'static str {
    "Mentions nobody"
}

pub fn press_letter() -> &'static str {
    "Press the letter of a name."
}

pub fn in_this_article() -> &'static str {
    "in this article"
}

pub fn no_name_for_claim() -> Notice {
    Notice::note("Claims can't be given a name. Select a speaker or place, or press G to group claims.")
}

pub fn no_mentions() -> Notice {
    Notice::note("These mentions are no longer there.")
}

pub fn name_gone() -> Notice {
    Notice::note("That name is no longer in the project.")
}

pub fn name_is_empty() -> Notice {
    Notice::note("Type a name first.")
}

pub fn unlike_names() -> Notice {
    Notice::note("A name and a group of claims can't be merged.")
}

pub fn clear_name() -> &'static str {
    "Clear the name"
}

pub fn name_mentions(count: usize, name: &str) -> String {
    match count {
        1 => format!("Name {}", quoted(name)),
        count => format!("Name {} {}", plural(count, "mention"), quoted(name)),
    }
}

pub fn change_name(name: &str) -> String {
    format!("Change the name {}", quoted(name))
}

pub fn add_name(name: &str) -> String {
    format!("Add the name {}", quoted(name))
}

pub fn delete_name(name: &str) -> String {
    format!("Delete the name {}", quoted(name))
}

pub fn set_mention() -> &'static str {
    "Change the kind of mention"
}

pub fn merge_names(from: &str, into: &str) -> String {
    format!("Merge {} into {}", quoted(from), quoted(into))
}

pub fn merged(label: &str) -> Notice {
    Notice::fine(format!("{label}. Undo separates them."))
}

pub fn split_off(part: &str, from: &str) -> String {
    format!("Split {} off from {}", quoted(part), quoted(from))
}

pub fn was_split_off(part: &str, mentions: usize) -> Notice {
    Notice::fine(format!("{} is now a separate name with {}.", quoted(part), plural(mentions, "mention")))
}

// Grouping claims.

pub fn says_the_same_as() -> &'static str {
    "Says the same as"
}

pub fn alike(percent: f64, one_speaker: bool, title: &str) -> String {
    let title = shorten(title);
    if one_speaker {
        format!("{percent:.0}% of the words, same speaker; {title}")
    } else {
        format!("{percent:.0}% of the words; {title}")
    }
}

pub fn group_of_claims() -> &'static str {
    "group of claims"
}

pub fn leave_group() -> &'static str {
    "Leave the group"
}

pub fn no_similar_claim() -> &'static str {
    "No claim shares enough words with this one."
}

pub fn only_claims() -> Notice {
    Notice::note("Only claims can be grouped. Select a claim first.")
}

pub fn claim_gone() -> Notice {
    Notice::note("That claim is no longer there.")
}

pub fn group_claims() -> &'static str {
    "Group claims that say the same"
}

pub fn leave_group_of_claims() -> &'static str {
    "Leave a group of claims"
}

// Answering.

pub fn no_questions(tag: &str) -> Notice {
    Notice::note(format!("The tag “{tag}” has no questions. Add some in the codebook."))
}

pub fn question_gone() -> Notice {
    Notice::note("The codebook no longer asks this.")
}

pub fn answer() -> &'static str {
    "Answer"
}

pub fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

pub fn current_answer() -> &'static str {
    "current answer"
}

pub fn clear_answer(value: &str) -> String {
    format!("Clear {}", quoted(value))
}

pub fn answered(field: &str, value: &str) -> String {
    format!("{field}: {}", shorten(value))
}

pub fn cleared(field: &str) -> String {
    format!("Clear {field}")
}

// Marking all.

pub fn no_list_of_occurrences() -> Notice {
    Notice::note("The list of occurrences is no longer open.")
}

pub fn nothing_ticked() -> Notice {
    Notice::note("Tick at least one occurrence.")
}

pub fn mark_occurrences(count: usize, words: &str, tag: &str) -> String {
    format!("Mark {} of {} as {tag}", plural(count, "occurrence"), quoted(words))
}

pub fn marked_occurrences(label: &str) -> Notice {
    Notice::fine(format!("{label}. Undo removes them."))
}
