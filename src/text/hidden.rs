//! Invisible characters that change or hide what readers see: each is shown by a name.

use std::borrow::Cow;

/// The name that a hidden character is shown by; `None` for all others, among them blanks, line ends and the marks of direction that
/// right-to-left texts are full of: those order only the signs beside them.
pub fn hidden_name(character: char) -> Option<Box<str>> {
    let name = match character {
        '\u{202A}' => "LRE",
        '\u{202B}' => "RLE",
        '\u{202C}' => "PDF",
        '\u{202D}' => "LRO",
        '\u{202E}' => "RLO",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{FEFF}' => "BOM",
        '\t' | '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' => return None,
        other if other.is_control() => return Some(format!("‹{:02X}›", u32::from(other)).into()),
        _ => return None,
    };
    Some(format!("‹{name}›").into())
}

/// The text with its hidden characters shown by name, for titles, names and words in lists.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|character| hidden_name(character).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match hidden_name(character) {
            Some(name) => shown.push_str(&name),
            None => shown.push(character),
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_shown_by_name() {
        assert_eq!(visible("plain, مُحَمَّد, نشان\u{200C}دار\n"), "plain, مُحَمَّد, نشان\u{200C}دار\n");
        assert_eq!(visible("(CNN)\u{200F}"), "(CNN)\u{200F}");
        assert!(matches!(visible("plain"), Cow::Borrowed(_)));
        assert_eq!(visible("invoice\u{202E}fdp.exe\0"), "invoice‹RLO›fdp.exe‹00›");
    }
}
