//! What the panels say.
//!
//! Longer than 500 lines because it holds every string of the panels in one place, each with what it is for.

use crate::{
    analysis::{
        agreed::Measure,
        differences::{Difference, Lenience, Tally},
    },
    app::{FieldOwner, TableFormat, Version},
    model::{EntityKind, FieldKind, Link, Mention, Status, Time},
    suggest::{CheckReason, NameCount},
    text::{day_in_words, grouped, plural},
};

/// Between parts that are told side by side.
pub(super) const DOT: &str = " · ";

// What several panels say.

/// Takes an answer or a filter away.
pub(super) const CLEAR: &str = "Clear";
/// Closes a form and keeps what was typed.
pub(super) const DONE: &str = "Done";
/// Closes a form and drops what was typed.
pub(super) const CANCEL: &str = "Cancel";
/// What narrows a list.
pub(super) const FILTER: &str = "Filter";
/// A note, and the field for it.
pub(super) const NOTE: &str = "Note";
/// A name, and the field for it.
pub(super) const NAME: &str = "Name";
/// The letter of a tag or of a name.
pub(super) const LETTER: &str = "Letter";
/// What a tag or a question means.
pub(super) const DEFINITION: &str = "Definition";
/// A mark flagged to be looked at again.
pub(super) const LOOK_AGAIN: &str = "Look again";
/// Shows something in the article.
pub(super) const SHOW_IN_ARTICLE: &str = "Show in article";
/// The answer to a yes-or-no question.
pub(super) const YES: &str = "yes";
/// The answer to a yes-or-no question.
pub(super) const NO: &str = "no";
/// How a date is typed.
pub(super) const DATE_FORMAT: &str = "YYYY-MM-DD";
/// What has no name.
const UNKNOWN: &str = "?";

/// A name, or a sign for what has none.
pub(super) fn or_unknown(name: Option<&str>) -> &str {
    name.unwrap_or(UNKNOWN)
}

/// A command with the key that starts it, if there is one.
pub(super) fn with_keys(name: &str, keys: &str) -> String {
    if keys.is_empty() { name.to_owned() } else { format!("{name}  {keys}") }
}

/// Something with what it is about.
pub(super) fn about(what: &str, words: &str) -> String {
    format!("{what}: {words}")
}

// The list of articles.

/// The field that narrows the list of articles, for screen readers.
pub(super) const FILTER_ARTICLES: &str = "Filter articles";
/// Articles of any status.
pub(super) const ANY_STATUS: &str = "all";
/// Opens the list of orders.
pub(super) const SORT: &str = "Sort";

/// How articles are sorted, for screen readers.
pub(super) fn sorted_by(order: &str) -> String {
    format!("Sorted by {order}")
}

/// There is no article.
pub(super) const NO_ARTICLES: &str = "No articles yet. Drop files on this window, or add some below.";
/// Nobody whose marks are shown has marked a claim.
pub(super) const NO_CLAIMS_OF_THESE: &str = "No claims among the marks that are shown.";
/// The filter leaves none.
pub(super) const NO_MATCHING_ARTICLES: &str = "No articles match the filter.";
/// An article without a title.
pub(super) const UNTITLED: &str = "Untitled";

/// The title of the list.
pub(super) fn articles(count: usize) -> String {
    format!("Articles{DOT}{}", grouped(count))
}

/// Gives an article a status.
pub(super) fn set_status(status: Status) -> String {
    format!("Status: {}", status.label())
}

/// Asks whether to remove an article with its marks.
pub(super) fn remove_article(marks: usize) -> String {
    match marks {
        0 => "Remove article…".to_owned(),
        _ => format!("Remove article and {}…", plural(marks, "mark")),
    }
}

/// What stands below the title of an article: its status, its marks, and who else has finished it.
pub(super) fn article_status(own: Status, marks: usize, done_by: &[&str], more: usize) -> String {
    let others = done_by.iter().map(|name| format!("{name}: {}", Status::Done.label()));
    let more = (more > 0).then(|| format!("{} more: {}", grouped(more), Status::Done.label()));
    let parts = [own.label().to_owned(), plural(marks, "mark")].into_iter().chain(others).chain(more);
    let parts: Vec<String> = parts.collect();
    parts.join(DOT)
}

/// The tooltip of an article under the pointer.
pub(super) fn article_hint(title: &str, status: &str, known: &[&str]) -> String {
    let known: Vec<&str> = known.iter().copied().filter(|known| !known.is_empty()).collect();
    format!("{title}\n{status}\n{}", known.join(DOT)).trim_end().to_owned()
}

// The facts of an article.

/// The headline.
pub(super) const TITLE: &str = "Title";
/// Who published an article.
pub(super) const OUTLET: &str = "Outlet";
/// When it was published.
pub(super) const DATE: &str = "Date";
/// Who wrote it.
pub(super) const AUTHOR: &str = "Author";
/// Where it stands on the web.
pub(super) const WEB_ADDRESS: &str = "Web address";
/// How a web address begins.
pub(super) const WEB_ADDRESS_FORMAT: &str = "https://…";
/// Its language.
pub(super) const LANGUAGE: &str = "Language";
/// Nobody stated the language: its words tell it.
pub(super) fn language_detected(name: &str) -> String {
    format!("{name}, detected from the words of the article")
}

/// How a language is typed.
pub(super) const LANGUAGE_FORMAT: &str = "en";
/// A fact is not known, for screen readers.
pub(super) const NOT_SET: &str = "not set";
/// Says that a doubtful date is right.
pub(super) const CONFIRM_DATE: &str = "Date is right";
/// What the offer under an empty field is.
pub(super) const USE_LAST_HELP: &str = "Typed last in this project. Nothing in this article's file says so.";
/// The article shown has been replaced.
pub(super) const IS_EARLIER_VERSION: &str = "Earlier version";
/// Shows the version that replaces the one shown.
pub(super) const SHOW_LATER_VERSION: &str = "Show later version";
/// Shows the version that the one shown replaces.
pub(super) const SHOW_EARLIER_VERSION: &str = "Show earlier version";

/// A fact that is not known.
pub(super) fn not_set(name: &str) -> String {
    format!("{name} {NOT_SET}")
}

/// The file that an article came from.
pub(super) fn imported_from(name: &str) -> String {
    format!("imported from {name}")
}

/// A date, with whether it is doubtful.
pub(super) fn date(date: &str, is_doubtful: bool) -> String {
    if is_doubtful { format!("{date} (uncertain)") } else { date.to_owned() }
}

/// How a file states a date: the day in words, the file's own words and their place.
pub(super) fn date_stated(published: &str, stated: &str, source: &str, is_doubtful: bool) -> String {
    let day = day_in_words(published);
    match (day.as_str(), is_doubtful) {
        ("", _) => format!("Stated as “{stated}” ({source}), which could not be read as a date"),
        (day, false) => format!("{day}, stated as “{stated}” ({source})"),
        (day, true) => format!("{day}, stated as “{stated}” ({source}), which could be another day"),
    }
}

/// Offers what was typed last.
pub(super) fn use_last(last: &str) -> String {
    format!("Use “{last}”")
}

/// Where an article came from, and what was done to its text before it was frozen.
pub(super) fn origin(name: &str, encoding: &str, steps: &[String]) -> String {
    let name = (!name.is_empty()).then(|| format!("From {name}"));
    let encoding = (!encoding.is_empty()).then(|| format!("Encoding: {encoding}"));
    let lines: Vec<String> = [name, encoding].into_iter().flatten().chain(steps.iter().cloned()).collect();
    lines.join("\n")
}

// The checklist.

/// Only what is in the shown article.
pub(super) const THIS_ARTICLE: &str = "This article";
/// What is in any article.
pub(super) const ALL_ARTICLES: &str = "All articles";
/// The list is empty.
pub(super) const NOTHING_TO_CHECK: &str = "Nothing to check here.";
/// Takes an item off the list for good.
pub(super) const DISMISS: &str = "Dismiss";

/// Merges a mark with those that coincide with it.
pub(super) const MERGE_MARKS: &str = "Merge marks";

/// Why something is on the checklist.
pub(super) fn check_reason(reason: &CheckReason) -> String {
    match reason {
        CheckReason::NoClaim => "Reported speech, no claim marked".to_owned(),
        CheckReason::OpenQuote => "Unclosed quotation".to_owned(),
        CheckReason::NoLink(kind) => no_link(kind),
        CheckReason::TooDeep => "Claims nested too deeply".to_owned(),
        CheckReason::LookAgain => LOOK_AGAIN.to_owned(),
        CheckReason::Double => "Marked twice by the same coder".to_owned(),
    }
}

/// A link that the rules of the codebook expect is missing.
pub(super) fn no_link(kind: &str) -> String {
    format!("No “{}” yet", kind.to_lowercase())
}

/// A reason with how often it is on the list.
pub(super) fn check_count(reason: &CheckReason, count: usize) -> String {
    format!("{} {}", check_reason(reason), grouped(count))
}

/// A reason with the article that it is in.
pub(super) fn check_place(reason: &CheckReason, title: &str) -> String {
    format!("{}{DOT}{title}", check_reason(reason))
}

// The codebook and the form of a tag.

/// Begins a new tag.
pub(super) const NEW_TAG: &str = "New tag…";
/// The field for the name of a new tag.
pub(super) const NEW_TAG_NAME: &str = "Name of the new tag";
/// Opens the form of a tag.
pub(super) const EDIT_TAG: &str = "Edit tag…";
/// Moves a tag up among its neighbours.
pub(super) const MOVE_UP: &str = "Move up";
/// Moves a tag down among its neighbours.
pub(super) const MOVE_DOWN: &str = "Move down";
/// Puts a tag below another, which is chosen next.
pub(super) const MOVE_UNDER: &str = "Move under…";
/// Puts a tag below no other.
pub(super) const TOP_LEVEL: &str = "Move to top level";
/// The field that narrows the tags, for screen readers.
pub(super) const FILTER_TAGS: &str = "Filter codebook";
/// The filter leaves no tag.
pub(super) const NO_MATCHING_TAGS: &str = "No tags match the filter.";
/// Hides the tags below others.
pub(super) const COLLAPSE_ALL: &str = "Collapse all";
/// Shows the tags below others.
pub(super) const EXPAND_ALL: &str = "Expand all";
/// Gives some marks of a tag to a new one.
pub(super) const SPLIT_TAG: &str = "Split tag…";
/// Stops marking every selection with a tag.
pub(super) const STOP_PAINTING: &str = "Stop marking every selection";
/// Closes the form of a tag.
pub(super) const CLOSE_FORM: &str = "Close form";
/// The key that tags.
pub(super) const KEY: &str = "Key";
/// A colour that is not of the palette.
pub(super) const CUSTOM_COLOUR: &str = "Custom colour";
/// What is a case of a tag.
pub(super) const EXAMPLES: &str = "Examples (one per line)";
/// What looks like a case of a tag and is none.
pub(super) const COUNTEREXAMPLES: &str = "Counterexamples (one per line)";

/// Marks every selection with a tag from now on.
pub(super) fn paint(tag: &str) -> String {
    format!("Mark every selection as {tag}")
}

/// Gives all marks of a tag to another one.
pub(super) fn merge_tag(marks: usize) -> String {
    match marks {
        0 => "Merge into…".to_owned(),
        _ => format!("Merge {} into…", plural(marks, "mark")),
    }
}

/// The button for all that can be done with something.
pub(super) fn more_of(name: &str) -> String {
    format!("More for {name}")
}

/// Hides the tags below one.
pub(super) fn collapse(tag: &str) -> String {
    format!("Collapse {tag}")
}

/// Shows the tags below one.
pub(super) fn expand(tag: &str) -> String {
    format!("Expand {tag}")
}

/// Asks whether to delete a tag with its marks.
pub(super) fn delete_tag(marks: usize) -> String {
    match marks {
        0 => "Delete tag…".to_owned(),
        _ => format!("Delete tag and {}…", plural(marks, "mark")),
    }
}

/// The title of the form of a tag.
pub(super) fn edit_tag(name: &str) -> String {
    format!("Edit “{name}”")
}

/// A colour of the palette by its number, from 1.
pub(super) fn colour(number: u8) -> String {
    format!("Colour {number}")
}

// The questions of a tag.

/// The questions that a tag asks of its marks.
pub(super) const QUESTIONS: &str = "Questions";
/// A question, for screen readers.
pub(super) const QUESTION: &str = "Question";
/// The field for a new question: its name for screen readers, and how the question is made.
pub(super) fn new_question(owner: &FieldOwner) -> (&'static str, &'static str) {
    match owner {
        FieldOwner::Tag(_) => ("New question", "New question, then press Enter"),
        FieldOwner::Articles => ("New article field", "New field, then press Enter"),
    }
}

/// The answers that a question offers.
pub(super) const CHOICES: &str = "Answers";
/// How several answers are typed.
pub(super) const CHOICES_HINT: &str = "Separate answers with commas";

/// Removes a question from a tag.
pub(super) fn remove_question(name: &str) -> String {
    format!("Remove question “{name}”")
}

/// What kind of answer a question has.
pub(super) fn answer_type(question: &str) -> String {
    format!("Answer type of “{question}”")
}

/// A kind of answer.
pub(super) fn field_kind(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Choice(_) => "choice",
        FieldKind::Text => "text",
        FieldKind::Number => "number",
        FieldKind::YesNo => "yes or no",
        FieldKind::Date => "date",
        FieldKind::Entity => "name",
    }
}

// The inspector.

/// The title of the inspector.
pub(super) const INSPECTOR: &str = "Inspector";
/// There is no article yet.
pub(super) const ADD_AN_ARTICLE: &str = "Add an article to begin.";
/// There is no mark yet.
pub(super) const MARK_SOMETHING: &str = "Select words in the article, then choose a tag.";
/// No mark is chosen.
pub(super) const SELECT_A_MARK: &str = "Select a mark to see its details.";
/// What the field for a note says while it is empty.
pub(super) const ADD_A_NOTE: &str = "Add a note…";
/// The pieces of a mark.
pub(super) const PIECES: &str = "Pieces";
/// Removes a piece of a mark.
pub(super) const REMOVE: &str = "Remove";
/// Marks over the same words.
pub(super) const OVERLAPPING_MARKS: &str = "Overlapping marks";
/// Deletes the selected mark.
pub(super) const DELETE_MARK: &str = "Delete mark";

/// What stands beside the tag of a mark: how it is quoted, its pieces where it has several, and who made it where several
/// coders are at work.
pub(super) fn mark_head(quote: &str, pieces: usize, by: Option<&str>) -> String {
    let quote = (!quote.is_empty()).then(|| format!("{quote} quotation"));
    let pieces = (pieces > 1).then(|| plural(pieces, "piece"));
    let by = by.map(|name| format!("by {name}"));
    let parts: Vec<String> = [quote, pieces, by].into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("· {}", parts.join(DOT)) }
}

/// Who made a mark and when, and who changed it last.
pub(super) fn made(by: &str, at: &str, changed: Option<(&str, &str)>) -> String {
    let made = format!("Marked by {by} on {at}");
    match changed {
        None => made,
        Some((changed_by, changed_at)) => format!("{made}{DOT}changed by {changed_by} on {changed_at}"),
    }
}

// The name and the fields of a mark.

/// The name that a mark mentions.
pub(super) const MENTIONS: &str = "Mentions";
/// How a mark mentions its name, for screen readers.
pub(super) const HOW_MENTIONED: &str = "How it is mentioned";

/// How a mark mentions its name.
pub(super) fn mention(mention: Mention) -> &'static str {
    match mention {
        Mention::Name => "by name",
        Mention::Pronoun => "by pronoun",
        Mention::Description => "by description",
    }
}

/// The claim that the selected one repeats.
pub(super) fn same_claim(claim: &str, keys: &str) -> String {
    with_keys(&format!("Says the same as “{claim}”"), keys)
}

// The links of a mark.

/// The voices that a claim came through.
pub(super) const REPORTED_THROUGH: &str = "Reported through";
/// The article as the first of them.
pub(super) const ARTICLE: &str = "Article";
/// Somebody who exists but is not named.
pub(super) const UNNAMED_SOURCE: &str = "Unnamed source";
/// Nobody said it, and that is known.
const NO_SOURCE: &str = "No source";
/// There is no other end, and that is known.
const NONE: &str = "None";
/// What dragging a voice does.
pub(super) const DRAG_VOICE: &str = "Drag onto another voice to reorder";
/// Moves a voice nearer to the words.
pub(super) const CLOSER_TO_WORDS: &str = "Move closer to the words";
/// Moves a voice away from the words.
pub(super) const FARTHER_FROM_WORDS: &str = "Move farther from the words (relayed them)";
/// Removes a link.
pub(super) const REMOVE_LINK: &str = "Remove link";
/// The claims that lead to the selected mark.
pub(super) const LINKED_FROM: &str = "Linked from";

/// What stands for an end of a link that is nobody.
pub(super) fn nobody(is_voice: bool) -> &'static str {
    if is_voice { NO_SOURCE } else { NONE }
}

/// The words of a mark, with whom or what they mention.
pub(super) fn mention_of(words: &str, name: &str) -> String {
    format!("{words} ({name})")
}

/// Shows a long note in a field, to be changed.
pub(super) const EDIT_WHOLE_NOTE: &str = "Edit whole note";
/// The line that narrows a list of links, for screen readers.
pub(super) const FILTER_LINKS: &str = "Filter links";
/// The line that narrows the list of marks that overlap another, for screen readers.
pub(super) const FILTER_MARKS: &str = "Filter marks";
/// The line that narrows the list of the pieces of a mark, for screen readers.
pub(super) const FILTER_PIECES: &str = "Filter pieces";

/// The voices of a claim from the article to the one that is nearest to the words; of very many the nearest.
pub(super) fn chain(voices: impl Iterator<Item = String>, is_cut: bool) -> String {
    let farther = is_cut.then(|| "…".to_owned());
    let steps: Vec<String> = std::iter::once(ARTICLE.to_owned()).chain(farther).chain(voices).collect();
    steps.join(" › ")
}

/// Several who spoke together.
pub(super) fn together(names: &[String]) -> String {
    names.join(" and ")
}

/// The grip of a voice, for screen readers.
pub(super) fn drag(voice: &str) -> String {
    format!("Drag {voice}")
}

/// How far a voice is from the words; empty for the one that said them.
pub(super) fn relayed(link: &Link) -> String {
    match link.order {
        0 => String::new(),
        1 => "relayed".to_owned(),
        order => format!("relayed ({order})"),
    }
}

// The register of names.

/// The field above the names while it is empty.
pub(super) const FILTER_OR_NEW_NAME: &str = "Filter, or type a new name";
/// The same, for screen readers.
pub(super) const FILTER_NAMES: &str = "Filter names";
/// Adds what was typed as a name.
pub(super) const ADD: &str = "Add";
/// Names that may be one.
pub(super) const POSSIBLE_DUPLICATES: &str = "Possible duplicates";
/// Makes one name of two.
pub(super) const MERGE: &str = "Merge";
/// Leaves two names as they are.
pub(super) const KEEP_SEPARATE: &str = "Keep separate";
/// What becomes of two names that are kept separate.
pub(super) const KEEP_SEPARATE_HINT: &str = "Don't suggest again";
/// What a name is.
pub(super) const KIND: &str = "Kind";
/// Other names of the same.
pub(super) const ALIASES: &str = "Also known as (one per line)";
/// The role of somebody.
pub(super) const ROLE: &str = "Role";
/// The side that somebody is on.
pub(super) const SIDE: &str = "Side";
/// The country of somebody.
pub(super) const COUNTRY: &str = "Country";
/// The Wikidata item of somebody.
pub(super) const WIKIDATA: &str = "Wikidata ID";
/// Lists all mentions of a name.
pub(super) const SHOW_MENTIONS: &str = "Show mentions";
/// What else can be done with a name.
pub(super) const MORE: &str = "More…";
/// Gives the selected mark a name.
pub(super) const ASSIGN_CHOSEN: &str = "Assign to the selected mark";
/// Makes one name of two, the other of which is chosen next.
pub(super) const MERGE_INTO: &str = "Merge into";
/// Makes a name of its own of another name of the same.
pub(super) const SPLIT_OFF: &str = "Split off";
/// Deletes a name.
pub(super) const DELETE_NAME: &str = "Delete name";
/// What becomes of the mentions and links of a deleted name.
pub(super) const DELETE_NAME_HINT: &str = "Mentions stay, without a name. Links to the name are removed.";
/// Gives mentions without a name the name that is proposed.
pub(super) const ASSIGN: &str = "Assign";
/// Makes a new name of mentions without one.
pub(super) const NEW_NAME: &str = "New name";
/// What a new name would be.
pub(super) const NEW_NAME_HINT: &str = "Add as a new name";
/// What dragging mentions does.
pub(super) const DRAG_MENTION: &str = "Drag onto a name to assign it";

/// The title of the register.
pub(super) fn names(count: usize) -> String {
    format!("Names{DOT}{}", grouped(count))
}

/// The title of the mentions without a name.
pub(super) fn loose_mentions(count: usize) -> String {
    format!("Mentions without a name{DOT}{}", grouped(count))
}

/// Not all mentions are listed.
pub(super) fn more_mentions(count: usize) -> String {
    format!("{} more", grouped(count))
}

/// A name, or the words of a mention, and the name that it may be.
pub(super) fn may_be(words: &str, name: &str) -> String {
    format!("{words} = {name}")
}

/// The words of mentions, with how often they occur.
pub(super) fn mention_words(words: &str, count: usize) -> String {
    if count > 1 { format!("{words} × {}", grouped(count)) } else { words.to_owned() }
}

/// What a name is.
pub(super) fn entity_kind(kind: &EntityKind) -> &str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
        EntityKind::Claim => "claim",
        EntityKind::Other(name) => name,
    }
}

/// How often a name is mentioned, in how many claims it speaks, and what is known about it.
pub(super) fn name_facts(count: NameCount, known: &[&str]) -> String {
    let mut parts = vec![format!("{} by name", plural(count.by_name, "mention"))];
    if count.otherwise > 0 {
        parts.push(format!("{} otherwise", grouped(count.otherwise)));
    }
    if count.claims > 0 {
        parts.push(format!("source of {}", plural(count.claims, "claim")));
    }
    parts.extend(known.iter().filter(|known| !known.is_empty()).map(|known| (*known).to_owned()));
    parts.join(DOT)
}

// The search over all articles, and in one.

/// The field of the search while it is empty.
pub(super) const SEARCH_HINT: &str = "Words, or tag:claim speaker:…";
/// The same, for screen readers.
pub(super) const SEARCH_ALL: &str = "Search all articles";
/// Marks everything that was found.
pub(super) const MARK_ALL_AS: &str = "Mark all as";
/// What can be searched for.
pub(super) const SEARCH_HELP: &str = "Press Enter to step through the results. A phrase ignores case, accents and variant spellings; \"…\" matches \
    exactly; Kiev | Kyiv finds either; /…/ is a regular expression.\nNarrow a search with tag:claim  speaker:Putin  \
    name:Erdogan  stance:against  coder:Ada  note:…  flag:yes  outlet:…  title:…  published:2022-03; values of several \
    words go in quotation marks.";
/// The field of the search in one article.
pub(super) const FIND_IN_ARTICLE: &str = "Find in article";
/// Tells upper case from lower case: what is shown.
pub(super) const MATCH_CASE_SIGN: &str = "Aa";
/// Finds only what is typed to the letter, without other spellings.
pub(super) const MATCH_CASE: &str = "Exactly as typed";
/// Goes to the match before.
pub(super) const FIND_PREVIOUS: &str = "Find previous";
/// Goes to the next match.
pub(super) const FIND_NEXT: &str = "Find next";
/// Closes the search in an article.
pub(super) const CLOSE_SEARCH: &str = "Close search";
/// Nothing was found.
const NO_MATCHES: &str = "No matches";

/// How many places the search over all articles found; no more than `most` are listed.
pub(super) fn results(count: usize, most: usize) -> String {
    if count >= most { format!("First {}", plural(count, "result")) } else { plural(count, "result") }
}

/// Which match in the article is shown, counted from 0, of how many.
pub(super) fn match_place(current: usize, count: usize) -> String {
    if count == 0 { NO_MATCHES.to_owned() } else { format!("{} of {}", grouped(current + 1), grouped(count)) }
}

// The ledger.

/// No claim is marked.
pub(super) const NO_CLAIMS: &str = "No claims yet.";
/// The filter leaves none.
pub(super) const NO_MATCHING_CLAIMS: &str = "No claims match the filter.";
/// The field that narrows the ledger, for screen readers.
pub(super) const FILTER_LEDGER: &str = "Filter the ledger";
/// Chooses the columns.
pub(super) const COLUMNS: &str = "Columns";
/// Shows the columns that are shown at first.
pub(super) const RESET_COLUMNS: &str = "Reset to default";
/// Groups the rows.
pub(super) const GROUP_BY: &str = "Group by";
/// Does not group them.
pub(super) const NO_GROUPING: &str = "No grouping";
/// Writes the ledger to a file.
pub(super) const EXPORT: &str = "Export…";
/// A claim whose speaker is not marked.
pub(super) const NO_SPEAKER: &str = "No speaker";
/// A group whose claims have nothing in its column.
pub(super) const EMPTY_GROUP: &str = "–";

/// How many claims the filter leaves of all.
pub(super) fn claims(shown: usize, all: usize) -> String {
    if shown == all { plural(all, "claim") } else { format!("{} of {}", grouped(shown), plural(all, "claim")) }
}

/// What the rows are grouped by.
pub(super) fn grouped_by(column: &str) -> String {
    format!("Grouped by {column}")
}

/// Sorts by a column, for screen readers.
pub(super) fn sort_by(column: &str) -> String {
    format!("Sort by {column}")
}

/// Changes a cell, for screen readers.
pub(super) fn change(column: &str) -> String {
    format!("Change {column}")
}

/// A group, for screen readers.
pub(super) fn group(name: &str, count: usize) -> String {
    format!("{name}, {}", plural(count, "claim"))
}

// The notes.

/// What the outline says of an article without headings and pages.
pub(super) const NO_OUTLINE: &str = "This article has no headings.";

/// A page of the file, by its number.
pub(super) fn page(number: &str) -> String {
    format!("Page {number}")
}

/// What the panel of notes says while no mark has one; `keys` write one.
pub(super) fn no_notes(keys: &str) -> String {
    match keys {
        "" => "No notes yet. Select a mark and write one on it.".to_owned(),
        keys => format!("No notes yet. Select a mark and press {keys} to write one."),
    }
}

// Comparing coders.

/// What is shown where only one coder has marks.
pub(super) const ONE_CODER: &str =
    "Only one coder has worked on this project. Merge a colleague's copy to compare (File › Merge copies…).";
/// What is shown where the person at work sees only their own marks.
pub(super) const COMPARED_WHEN_DONE: &str = "Blind coding hides what others marked in an article until you set its status to \
    done. Coders are compared in the articles that you have done.";
/// What is shown where nothing is left to decide.
pub(super) const NO_DIFFERENCES: &str = "No differences to decide";
/// The column that says how marks differ.
pub(super) const DIFFERENCE: &str = "Difference";
/// The column of the marked words.
pub(super) const WORDS_COLUMN: &str = "Words";
/// The column that says what was decided.
pub(super) const DECISION: &str = "Decision";
/// What a coder has who marked nothing there.
pub(super) const NO_MARK: &str = "no mark";
/// What a mark has that leads nowhere.
pub(super) const NO_LINKS: &str = "no links";
/// What a mark has that answers nothing.
pub(super) const NO_ANSWERS: &str = "no answers";
/// A decision for a mark that is not compared now.
pub(super) const TAKEN: &str = "One mark";
/// A decision for all marks.
pub(super) const ALL_HOLD: &str = "All";
/// A decision against all marks.
pub(super) const NONE_HOLDS: &str = "None";
/// A decision for a mark that was changed.
pub(super) const EDITED: &str = "Edited";
/// Nothing is decided.
pub(super) const OPEN: &str = "Open";
/// A decision about marks that were changed later.
pub(super) const CHANGED_SINCE: &str = "Changed since";
/// Lists decided differences, too.
pub(super) const SHOW_DECIDED: &str = "Show decided";
/// Lists marks of every tag.
pub(super) const ALL_TAGS: &str = "All tags";
/// Does not count signs at the ends.
pub(super) const IGNORE_SIGNS: &str = "Spaces and punctuation at the ends";
/// Does not count articles at the start.
pub(super) const IGNORE_LEADING: &str = "“That” and articles at the start";
/// Does not count so many words at the ends.
pub(super) const IGNORE_WORDS: &str = "Ends this many words apart:";
/// Takes all marks.
pub(super) const KEEP_ALL: &str = "B  All";
/// What that does.
pub(super) const KEEP_ALL_HELP: &str = "All of these marks hold";
/// Takes no mark.
pub(super) const KEEP_NONE: &str = "0  None";
/// What that does.
pub(super) const KEEP_NONE_HELP: &str = "None of these marks holds";
/// Takes a copy, to be changed.
pub(super) const EDIT_COPY: &str = "E  Edit a copy";
/// What that does.
pub(super) const EDIT_COPY_HELP: &str = "Put a copy of the selected mark into the consensus, and change it there";
/// Opens a decision again.
pub(super) const REOPEN: &str = "Reopen";
/// What that does.
pub(super) const REOPEN_HELP: &str = "Take the decision back (Backspace)";
/// The reason for a decision.
pub(super) const WHY: &str = "Reason (R)";
/// Where the reason for a decision goes that is not made yet.
pub(super) const DECISION_REASON_HELP: &str =
    "Why the next decision is made; kept with it. Enter leads back to the list";
/// What a class of differences does that is pressed.
pub(super) const ONLY_CLASS_HELP: &str = "List only these differences, or all again";
/// What "apply to all similar" does.
pub(super) const SIMILAR_HELP: &str =
    "List only differences of the same kind, with the same tags; the next decision holds for all of them (S)";
/// What taking equal marks does.
pub(super) const TAKE_SAME_HELP: &str = "Put marks that all coders have into the consensus";

/// How marks differ.
pub(super) fn difference(class: Option<Difference>) -> &'static str {
    match class {
        Some(Difference::Missing) => "Missing",
        Some(Difference::Tag) => "Tag",
        Some(Difference::Extent) => "Extent",
        Some(Difference::Links) => "Links",
        Some(Difference::Answers) => "Answers",
        None => "Same",
    }
}

pub(super) fn difference_count(class: Difference, count: usize) -> String {
    format!("{} {}", difference(Some(class)), grouped(count))
}

/// How far the comparison is.
pub(super) fn tally(tally: Tally) -> String {
    let Tally { same, same_decided, decided, open } = tally;
    let same = format!("{} the same, {} of them in the consensus", grouped(same), grouped(same_decided));
    [format!("{} open", grouped(open)), format!("{} decided", grouped(decided)), same].join(DOT)
}

pub(super) fn take_same(count: usize) -> String {
    format!("Add {} to the consensus", grouped(count))
}

pub(super) fn coders_compared(compared: usize, all: usize) -> String {
    let all_coders = plural(all, "coder");
    if compared == all { format!("All {all_coders}") } else { format!("{} of {all_coders}", grouped(compared)) }
}

/// What is not counted as a difference.
pub(super) fn lenience(lenience: Lenience) -> String {
    let is_on = [lenience.signs, lenience.leading, lenience.words > 0];
    let on = is_on.into_iter().filter(|on| *on).count();
    if on == 0 { "Ignore…".to_owned() } else { format!("Ignore… ({on})") }
}

pub(super) fn take(number: usize, name: &str) -> String {
    format!("{number}  {name}")
}

pub(super) fn take_help(name: &str) -> String {
    format!("What {name} has holds")
}

pub(super) fn similar(count: usize) -> String {
    format!("Apply to all similar ({})", grouped(count))
}

pub(super) fn decided_by(name: &str, made: Time) -> String {
    format!("Decided by {name}, {}", day_in_words(&made.to_string()))
}

/// A row, as it is read aloud.
pub(super) fn compared(how: &str, said: &str, told: &[String], decided: &str) -> String {
    [&[how.to_owned(), format!("“{said}”")][..], told, &[decided.to_owned()]].concat().join(", ")
}

pub(super) fn compared_hint(title: &str, said: &str, told: &[String]) -> String {
    [&[title.to_owned(), format!("“{said}”")][..], told].concat().join("\n")
}

// What merges left undecided.

pub(super) const NOTHING_UNDECIDED: &str = "Everything is decided.";
pub(super) const NOTHING_UNDECIDED_HERE: &str = "Nothing is undecided in this article.";
/// What is in place stays.
pub(super) const KEEP_OURS: &str = "1  Keep";
/// What that does.
pub(super) const KEEP_OURS_HELP: &str = "What the project has now holds";
/// The other version holds.
pub(super) const TAKE_THEIRS: &str = "2  Take the other";
/// What that does.
pub(super) const TAKE_THEIRS_HELP: &str = "The other version holds instead";
/// Both hold.
pub(super) const KEEP_BOTH: &str = "3  Keep both";
/// What that does.
pub(super) const KEEP_BOTH_HELP: &str = "Both notes hold, one after the other";
/// What "apply to all similar" does.
pub(super) const SIMILAR_CONFLICTS_HELP: &str =
    "List only conflicts about the same field; the next decision holds for all of them (S)";
/// Where the reason goes.
pub(super) const REASON_HELP: &str = "Why the next decision is made; kept in the change history";
pub(super) const CONFLICT: &str = "Undecided";
pub(super) const NOW_COLUMN: &str = "Now";
pub(super) const OTHER_COLUMN: &str = "Other version";
pub(super) const BEFORE: &str = "Before";

/// A version, and whose it is.
pub(super) fn version(version: &Version) -> String {
    let Version { told, by } = version;
    by.as_ref().map_or_else(|| told.clone(), |by| format!("{told} ({by})"))
}

/// A row, as it is read aloud.
pub(super) fn conflict([about, now, other]: &[String; 3]) -> String {
    format!("{about}, now: {now}, other version: {other}")
}

pub(super) fn conflict_hint(title: Option<&str>, [about, now, other]: &[String; 3]) -> String {
    let title = title.map(|title| format!("{title}\n")).unwrap_or_default();
    format!("{title}{about}\nNow: {now}\nOther version: {other}")
}

// Sharing articles among coders.

/// Lists only articles assigned to the person at work.
pub(super) const MINE: &str = "mine";
/// What that does.
pub(super) const MINE_HELP: &str = "Only articles that are assigned to you";
/// Who is to mark an article.
pub(super) const ASSIGNED_TO: &str = "Assigned to";

/// The number of a coder, by place: the key that takes their mark.
pub(super) fn number(place: usize) -> String {
    (place + 1).to_string()
}

// How far coders agree.

/// Lists every measure.
pub(super) const ALL_MEASURES: &str = "All measures";
/// Copies what a paper says of the agreement.
pub(super) const COPY_PARAGRAPH: &str = "Copy paragraph";
/// What that does.
pub(super) const COPY_PARAGRAPH_HELP: &str = "Copy a paragraph for the methods section of a paper";
/// Copies the table.
pub(super) const COPY_TABLE: &str = "Copy table";
/// What that does.
pub(super) const COPY_TABLE_HELP: &str = "Copy all rows, to be pasted into a spreadsheet";

/// What a format of tables is called.
pub(super) fn table_format(format: TableFormat) -> &'static str {
    match format {
        TableFormat::Xlsx => "Workbook (XLSX)",
        TableFormat::Csv => "CSV",
        TableFormat::Json => "JSON",
    }
}

/// Two coders, as a row names them.
pub(super) fn pair(one: &str, other: &str) -> String {
    format!("{one}, {other}")
}

/// A measure by the name that programs know; `alone` is the coder whose marks it counts, where it is one of two.
pub(super) fn measure(name: &str, alone: Option<&str>) -> String {
    let one_of_two = [Measure::OnlyA, Measure::OnlyB].map(Measure::name).contains(&name);
    let symbols = [Measure::UAlpha, Measure::UAlphaBinary, Measure::CuAlpha, Measure::CuAlphaOfTag];
    if one_of_two {
        return format!("Only {}", alone.unwrap_or("one coder"));
    }
    if name == Measure::Both.name() {
        return "Both coders".to_owned();
    }
    if symbols.map(Measure::name).contains(&name) {
        return format!("Krippendorff’s {name}");
    }
    let mut letters = name.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

pub(super) fn measures(count: usize) -> String {
    plural(count, "value")
}

/// The head of a column, by its key.
pub(super) fn agreement_head(key: &str) -> &'static str {
    match key {
        "measure" => "Measure",
        "tag" => "Tag",
        "field" => "Field",
        "value" => "Value",
        "from" => "95 % interval",
        "n" => "n",
        _coders => "Coders",
    }
}

pub(super) fn interval(from: &str, to: &str) -> String {
    format!("{from} – {to}")
}

/// What of a row had no room, how its value was made, and how many places pull it down.
pub(super) fn measured(untold: &[String], method: &str, source: &str, places: usize) -> String {
    let click = match places {
        0 => String::new(),
        count => format!("Click to go through {}.", plural(count, "place")),
    };
    let parts = untold.iter().map(String::as_str).chain([method, source, &click]);
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A number with what it counts.
pub(super) fn amount(number: &str, unit: &str) -> String {
    format!("{number} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_as_people_say_them() {
        assert_eq!(remove_article(0), "Remove article…");
        assert_eq!(remove_article(1), "Remove article and 1 mark…");
        assert_eq!(delete_tag(1_200), "Delete tag and 1,200 marks…");
        assert_eq!(article_status(Status::InWork, 2, &["Ben"], 0), "in progress · 2 marks · Ben: done");
        assert_eq!(article_status(Status::New, 1, &["Ben"], 4_999), "new · 1 mark · Ben: done · 4,999 more: done");
        assert_eq!(results(1, 10_000), "1 result");
        assert_eq!(results(10_000, 10_000), "First 10,000 results");
        assert_eq!([match_place(0, 0), match_place(1, 1_400)], ["No matches", "2 of 1,400"]);
        assert_eq!([claims(2, 2), claims(1, 1_000)], ["2 claims", "1 of 1,000 claims"]);
    }

    #[test]
    fn a_name_tells_its_mentions_and_what_is_known() {
        let count = NameCount { by_name: 1, otherwise: 2, claims: 3 };
        assert_eq!(
            name_facts(count, &["", "President"]),
            "1 mention by name · 2 otherwise · source of 3 claims · President"
        );
        assert_eq!(name_facts(NameCount::default(), &[]), "0 mentions by name");
    }

    #[test]
    fn measures_begin_alike_and_name_the_coder_they_are_about() {
        assert_eq!([measure("exact F1", None), measure("gamma", None)], ["Exact F1", "Gamma"]);
        assert_eq!(measure("|u-alpha", None), "Krippendorff’s |u-alpha");
        assert_eq!([measure("only B", Some("Ana")), measure("only A", None)], ["Only Ana", "Only one coder"]);
    }

    #[test]
    fn what_is_not_known_leaves_no_gap() {
        assert_eq!(origin("", "UTF-8", &["Folded".to_owned()]), "Encoding: UTF-8\nFolded");
        assert_eq!(article_hint("Title", "new · 0 marks", &["", ""]), "Title\nnew · 0 marks");
        assert_eq!([mark_head("", 1, None), mark_head("direct", 2, None)], ["", "· direct quotation · 2 pieces"]);
        assert_eq!(mark_head("", 1, Some("Ben")), "· by Ben");
        assert_eq!(made("Ada", "6 March 2022", None), "Marked by Ada on 6 March 2022");
    }
}
