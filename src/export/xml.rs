//! Text in XML.

use crate::model::{Facts, FieldValue, Fields, Project};

/// Characters that part lines or columns.
pub(super) const BREAKS: [char; 5] = ['\t', '\n', '\r', '\u{0B}', '\u{0C}'];

/// Text as XML holds it, in an attribute too: line ends by their numbers; characters that it cannot hold are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut copied = 0;
    // What lies between those that are written otherwise is copied in one stretch.
    for (at, found) in text.match_indices(is_otherwise) {
        safe.push_str(text.get(copied..at).unwrap_or_default());
        match found {
            "&" => safe.push_str("&amp;"),
            "<" => safe.push_str("&lt;"),
            ">" => safe.push_str("&gt;"),
            "\"" => safe.push_str("&quot;"),
            "\t" => safe.push_str("&#9;"),
            "\n" => safe.push_str("&#10;"),
            "\r" => safe.push_str("&#13;"),
            _not_held => {}
        }
        copied = at + found.len();
    }
    safe.push_str(text.get(copied..).unwrap_or_default());
    safe
}

/// Whether a character does not stand in XML as it is.
fn is_otherwise(character: char) -> bool {
    matches!(character, '&' | '<' | '>' | '"' | '\t' | '\n' | '\r') || !is_held(character)
}

/// Whether XML can hold a character.
pub(super) fn is_held(character: char) -> bool {
    !matches!(character, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// How many characters of a text XML cannot hold, without those that stand for something that it can.
pub(super) fn unheld(text: &str, replaced: &[char]) -> usize {
    text.chars().filter(|character| !is_held(*character) && !replaced.contains(character)).count()
}

/// What people have written into a project, and the names in it; not the texts of articles.
pub(super) fn said(project: &Project) -> impl Iterator<Item = &str> {
    let of_articles = project.listed_articles().into_iter().flat_map(move |article| {
        let Facts { title, outlet, author, published, address, language, note, .. } = &article.facts;
        let facts = [title, outlet, author, published, address, language, note].map(String::as_str);
        let spans = article.spans.iter().flat_map(move |span| words_in(&span.fields).chain([&*span.note]));
        let links = article.links.iter().flat_map(move |link| words_in(&link.fields).chain([&*link.note]));
        facts.into_iter().chain(words_in(&article.facts.fields)).chain(spans).chain(links)
    });
    let of_tags = project.codebook.tags.iter().flat_map(|tag| {
        let examples = tag.examples.yes.iter().chain(&tag.examples.no).map(String::as_str);
        [&*tag.name, &*tag.definition].into_iter().chain(examples)
    });
    let names = project.coders.values().map(|coder| &*coder.name);
    let names = names.chain(project.entities.values().map(|entity| &*entity.name));
    [&*project.title, &*project.note].into_iter().chain(names).chain(of_tags).chain(of_articles)
}

fn words_in(fields: &Fields) -> impl Iterator<Item = &str> {
    fields.values().filter_map(|value| match value {
        FieldValue::Choice(words) | FieldValue::Text(words) | FieldValue::Date(words) => Some(words.as_str()),
        FieldValue::Number(_) | FieldValue::YesNo(_) | FieldValue::Entity(_) => None,
    })
}

/// Words on one line, of characters that XML can hold.
pub(super) fn bare(text: &str) -> String {
    text.replace(BREAKS, " ").chars().filter(|character| is_held(*character)).collect()
}

/// The same on one line.
pub(super) fn on_one_line(text: &str) -> String {
    if text.contains(BREAKS) { escaped(&text.replace(BREAKS, " ")) } else { escaped(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_holds_what_it_can() {
        assert_eq!(escaped("a\0<b> & \"c\"\u{FFFF}🙂]]>"), "a&lt;b&gt; &amp; &quot;c&quot;🙂]]&gt;");
        assert_eq!(escaped("two\nlines\u{B}"), "two&#10;lines");
        assert_eq!(escaped("\t\r\u{FFFE}a"), "&#9;&#13;a");
        assert_eq!(on_one_line("two\nlines\u{B}"), "two lines ");
    }
}
