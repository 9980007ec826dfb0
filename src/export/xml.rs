//! Text in XML.

use std::fmt::Write;

/// Characters that part lines or columns.
pub(super) const BREAKS: [char; 5] = ['\t', '\n', '\r', '\u{0B}', '\u{0C}'];

/// Text as XML holds it, in an attribute too: line ends by their numbers; characters that it cannot hold are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                let _in_memory = write!(safe, "&#{};", u32::from(character));
            }
            other if is_held(other) => safe.push(other),
            _ => {}
        }
    }
    safe
}

/// Whether XML can hold a character.
pub(super) fn is_held(character: char) -> bool {
    !matches!(character, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// How many characters of a text XML cannot hold.
pub(super) fn unheld(text: &str) -> usize {
    text.chars().filter(|character| !is_held(*character)).count()
}

/// Words on one line, of characters that XML can hold.
pub(super) fn bare(text: &str) -> String {
    text.replace(BREAKS, " ").chars().filter(|character| is_held(*character)).collect()
}

/// The same on one line.
pub(super) fn on_one_line(text: &str) -> String {
    escaped(&text.replace(BREAKS, " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_holds_what_it_can() {
        assert_eq!(escaped("a\0<b> & \"c\"\u{FFFF}🙂]]>"), "a&lt;b&gt; &amp; &quot;c&quot;🙂]]&gt;");
        assert_eq!(escaped("two\nlines\u{B}"), "two&#10;lines");
        assert_eq!(on_one_line("two\nlines\u{B}"), "two lines ");
    }
}
