//! Characters that markup refers to by their numbers: two that are the halves of a surrogate pair are one character, as
//! programs mean that write UTF-16 units one by one (`&#xD83D;&#xDE00;` for 😀). What stands for no character becomes
//! U+FFFD, so that one such reference does not make a file unreadable.

use std::borrow::Cow;

use super::doubt::{Bad, Doubt, Place};

/// Which markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    /// XML, which allows no control characters.
    Xml,
    /// HTML, whose readers know what to do with any other number.
    Html,
}

/// Markup with every reference to a character in order, and what was replaced. Comments, CDATA and instructions hold no
/// references and stay.
pub(super) fn mended(text: &str, markup: Markup) -> (Cow<'_, str>, Vec<Doubt>) {
    let (text, characters) = match markup {
        Markup::Xml => allowed(text),
        Markup::Html => (Cow::Borrowed(text), Bad::default()),
    };
    let (mended, references) = joined(&text, markup);
    let text = mended.map_or(text, Cow::Owned);
    let doubts = [(characters, Doubt::CharactersReplaced as fn(Bad) -> Doubt), (references, Doubt::ReferencesReplaced)];
    let doubts = doubts.into_iter().filter(|(bad, _)| bad.count > 0).map(|(bad, doubt)| doubt(bad));
    (text, doubts.collect())
}

/// Whether XML allows a character, whatever it is written as (XML 1.0, production 2).
fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// A text without characters that XML does not allow.
fn allowed(text: &str) -> (Cow<'_, str>, Bad) {
    let mut bad = Bad::default();
    let is_control = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    let has = |character: &str| memchr::memmem::find(text.as_bytes(), character.as_bytes()).is_some();
    let is_fine = !text.bytes().any(is_control) && !has("\u{FFFE}") && !has("\u{FFFF}");
    if is_fine {
        return (Cow::Borrowed(text), bad);
    }
    let mut safe = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        if is_allowed(character) {
            safe.push(character);
        } else {
            bad.add(|| Place::in_text(text, at, format!("U+{:04X}", u32::from(character))));
            safe.push('\u{FFFD}');
        }
    }
    (Cow::Owned(safe), bad)
}

/// A text with its pairs joined, if anything in it had to be changed, and the references that were replaced.
fn joined(text: &str, markup: Markup) -> (Option<String>, Bad) {
    let (mut joined, mut bad) = (String::new(), Bad::default());
    // Up to where the text is copied, and up to where it is read.
    let (mut copied, mut at) = (0, 0);
    if memchr::memmem::find(text.as_bytes(), b"&#").is_none() {
        return (None, bad);
    }
    while let Some(next) = text.as_bytes().get(at..).and_then(|rest| memchr::memchr2(b'<', b'&', rest)) {
        at += next;
        let rest = text.get(at..).unwrap_or_default();
        let Some((code, length)) = reference(rest) else {
            at += passed_over(rest);
            continue;
        };
        let low = || reference(rest.get(length..)?).filter(|(code, _)| matches!(code, 0xDC00..=0xDFFF));
        let pair = Some(code).filter(|code| matches!(code, 0xD800..=0xDBFF)).and_then(|_| low());
        let (character, length) = match pair {
            Some((low, more)) => {
                let code = 0x1_0000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                (char::from_u32(code).unwrap_or('\u{FFFD}'), length + more)
            }
            None if is_fine(code, markup) => {
                at += length;
                continue;
            }
            None => {
                let what = rest.get(..length).unwrap_or_default();
                bad.add(|| Place::in_text(text, at, what.to_owned()));
                ('\u{FFFD}', length)
            }
        };
        joined.push_str(text.get(copied..at).unwrap_or_default());
        joined.push(character);
        at += length;
        copied = at;
    }
    if copied == 0 {
        return (None, bad);
    }
    joined.push_str(text.get(copied..).unwrap_or_default());
    (Some(joined), bad)
}

/// JSON in which no escape is half a surrogate pair, as where a program cut a text inside a 🙂; and what was replaced.
pub(super) fn mended_json(text: &str) -> (Cow<'_, str>, Option<Doubt>) {
    let (mut mended, mut bad) = (String::new(), Bad::default());
    let (mut copied, mut at) = (0, 0);
    while let Some(next) = text.as_bytes().get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        at += next;
        let rest = text.get(at..).unwrap_or_default();
        let low = || escape(rest.get(ESCAPE..)?).filter(|code| matches!(code, 0xDC00..=0xDFFF));
        at += match escape(rest) {
            Some(0xD800..=0xDBFF) if low().is_some() => 2 * ESCAPE,
            Some(0xD800..=0xDFFF) => {
                bad.add(|| Place::in_text(text, at, rest.get(..ESCAPE).unwrap_or_default().to_owned()));
                mended.push_str(text.get(copied..at).unwrap_or_default());
                mended.push('\u{FFFD}');
                copied = at + ESCAPE;
                ESCAPE
            }
            Some(_) => ESCAPE,
            // Whatever is escaped, a backslash among it, begins no escape.
            None => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
        };
    }
    if bad.count == 0 {
        return (Cow::Borrowed(text), None);
    }
    mended.push_str(text.get(copied..).unwrap_or_default());
    (Cow::Owned(mended), Some(Doubt::ReferencesReplaced(bad)))
}

/// The length of an escape of JSON, as `\uD83D`.
const ESCAPE: usize = 6;

/// The number that an escape of JSON at the beginning of a text names.
fn escape(text: &str) -> Option<u32> {
    let digits =
        text.strip_prefix("\\u")?.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u32::from_str_radix(digits, 16).ok()
}

/// Whether a reference to this number may stay.
fn is_fine(code: u32, markup: Markup) -> bool {
    match markup {
        Markup::Xml => char::from_u32(code).is_some_and(is_allowed),
        Markup::Html => !matches!(code, 0xD800..=0xDFFF),
    }
}

/// The number that a reference at the beginning of a text names, and its length; a number past all characters is one too.
fn reference(text: &str) -> Option<(u32, usize)> {
    let number = text.strip_prefix("&#")?;
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let length = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
    let (digits, rest) = digits.split_at_checked(length).filter(|(digits, _)| !digits.is_empty())?;
    let rest = rest.strip_prefix(';')?;
    // Nothing but a number that is too large is wrong with it.
    Some((u32::from_str_radix(digits, radix).unwrap_or(u32::MAX), text.len() - rest.len()))
}

/// How much of what begins here holds no references: all of a comment, CDATA or an instruction, else a character.
fn passed_over(text: &str) -> usize {
    let kinds = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
    let Some((start, end)) = kinds.into_iter().find(|(start, _)| text.starts_with(start)) else { return 1 };
    let inside = text.get(start.len()..).unwrap_or_default();
    memchr::memmem::find(inside.as_bytes(), end.as_bytes()).map_or(text.len(), |at| start.len() + at + end.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn xml(text: &str) -> (String, Vec<String>) {
        let (text, doubts) = mended(text, Markup::Xml);
        (text.into_owned(), doubts.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn two_halves_are_one_character() {
        for text in ["&#xd83d;&#xde00;", "&#55357;&#56832;", "&#xD83D;&#56832;", "&#x0d83d;&#xDE00;"] {
            assert_eq!(
                xml(&format!("<a b=\"{text}\">é {text}{text}</a>")),
                ("<a b=\"😀\">é 😀😀</a>".to_owned(), vec![])
            );
        }
        let untouched = "<a>&#x1F600; &#228;&amp;#xd83d; &#9;&#xD; &lt; & &# &#x; &#xZ; &#12</a>";
        assert!(matches!(mended(untouched, Markup::Xml), (Cow::Borrowed(_), doubts) if doubts.is_empty()));
    }

    #[test]
    fn comments_cdata_and_instructions_stay() {
        let inside = "&#xd83d;&#xde00;&#xd83d;&#0;";
        let text =
            format!("<a><!-- {inside} --><![CDATA[<!-- {inside}]]><?p {inside}?>&#xd83d;&#xde00;</a><!--{inside}");
        let (read, told) = xml(&text);
        assert_eq!((read, told), (text.replacen("?>&#xd83d;&#xde00;</a>", "?>😀</a>", 1), vec![]));
    }

    #[test]
    fn what_stands_for_no_character_is_told_with_its_place() {
        let (read, told) =
            xml("<a>\n&#xde00;&#xd83d; &#xd83d;x&#xd83d;&#xd83d;&#xde00;\n&#0;&#x1;&#xFFFE;&#99999999999;</a>");
        assert_eq!(read, "<a>\n��\u{20}�x�😀\n����</a>");
        assert_eq!(told.len(), 1);
        assert!(
            told[0].starts_with("8 invalid character references") && told[0].contains("line 2, column 1 (&#xde00;);"),
            "{told:?}"
        );
        let (read, told) = xml("<a>\u{1}b\u{FFFF}\u{B}</a>");
        assert_eq!(read, "<a>�b��</a>");
        assert!(
            told[0].starts_with("3 characters not allowed in XML") && told[0].contains("column 4 (U+0001)"),
            "{told:?}"
        );
    }

    #[test]
    fn half_an_escape_of_json_is_told() {
        let (read, doubt) = mended_json(r#"{"a": "\\ud83d \ud83d\ude00 \ud83d", "b": "\ude00\n"}"#);
        assert_eq!(read, format!(r#"{{"a": "\\ud83d \ud83d\ude00 {0}", "b": "{0}\n"}}"#, '\u{FFFD}'));
        assert!(doubt.unwrap().to_string().starts_with("2 invalid character references were replaced"));
        assert!(matches!(mended_json(r#""\u00e9 \ud83d\ude00""#), (Cow::Borrowed(_), None)));
    }

    #[test]
    fn html_knows_other_numbers_itself() {
        let (read, doubts) = mended("&#128;&#0;&#x1;&#xD83D;&#xDE00;&#xD83D;", Markup::Html);
        assert_eq!((read.as_ref(), doubts.len()), ("&#128;&#0;&#x1;😀�", 1));
    }
}
