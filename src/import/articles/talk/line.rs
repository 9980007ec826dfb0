//! A line of a caption: its words without tags, and whose voice they are in.

use std::borrow::Cow;

/// Words of a line in one voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The name in the tag `<v Name>` before them.
    pub(super) voice: Option<String>,
    pub(super) words: String,
}

/// Tags of captions; what else stands in angle brackets is text.
const TAGS: [&str; 16] =
    ["i", "b", "u", "s", "c", "v", "lang", "ruby", "rt", "font", "span", "em", "strong", "br", "p", "div"];
/// No tag is longer, in bytes.
const LONGEST_TAG: usize = 300;

/// The words of a line, voice by voice.
pub(super) fn parts(line: &str) -> Vec<Part> {
    let mut parts = vec![Part { voice: None, words: String::new() }];
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{', '&']) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        push(&mut parts, before);
        rest = if let Some((tag, after)) = tag(from) {
            if let Some(name) = voice(tag) {
                parts.push(Part { voice: Some(name), words: String::new() });
            } else if tag.starts_with("br") {
                push(&mut parts, " ");
            }
            after
        } else if let Some(after) = override_code(from) {
            after
        } else if let Some((character, after)) = entity(from) {
            push(&mut parts, character.encode_utf8(&mut [0; 4]));
            after
        } else {
            let (sign, after) = from.split_at_checked(1).unwrap_or((from, ""));
            push(&mut parts, sign);
            after
        };
    }
    push(&mut parts, rest);
    for part in &mut parts {
        part.words = part.words.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    parts.retain(|part| !part.words.is_empty() || part.voice.is_some());
    parts
}

fn push(parts: &mut [Part], words: &str) {
    if let Some(part) = parts.last_mut() {
        part.words.push_str(words);
    }
}

/// The tag that a text begins with, without its brackets, and what follows it.
fn tag(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('<')?;
    let end = inside.find(['>', '<']).filter(|end| *end <= LONGEST_TAG)?;
    let (tag, rest) = inside.split_at_checked(end)?;
    let after = rest.strip_prefix('>')?;
    let name = tag.trim_start_matches('/').split([' ', '.', '\t', '/']).next().unwrap_or_default();
    let is_time =
        !tag.is_empty() && tag.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b','));
    (is_time || TAGS.iter().any(|known| known.eq_ignore_ascii_case(name))).then_some((tag, after))
}

/// The name in `v.loud Anna Kern`.
fn voice(tag: &str) -> Option<String> {
    let (kind, name) = tag.split_once([' ', '\t'])?;
    let is_voice = kind.split('.').next() == Some("v");
    let name = decoded(name.trim()).into_owned();
    (is_voice && !name.is_empty()).then_some(name)
}

/// What follows a code like `{\an8}`, which some programs place captions with.
fn override_code(text: &str) -> Option<&str> {
    let inside = text.strip_prefix("{\\")?;
    let (code, after) = inside.split_once('}')?;
    (code.len() <= LONGEST_TAG).then_some(after)
}

/// The character that a text refers to at its beginning, and what follows.
fn entity(text: &str) -> Option<(char, &str)> {
    const NAMED: [(&str, char); 13] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{A0}'),
        ("lrm", '\u{200E}'),
        ("rlm", '\u{200F}'),
        ("hellip", '…'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
    ];
    const LONGEST_NAME: usize = 8;
    let inside = text.strip_prefix('&')?;
    let end = inside.bytes().take(LONGEST_NAME + 1).position(|byte| byte == b';')?;
    let (name, after) = inside.split_at_checked(end)?;
    let code = || {
        let digits = name.strip_prefix('#')?;
        let hexadecimal = digits.strip_prefix(['x', 'X']);
        let code = hexadecimal.map_or_else(|| digits.parse(), |digits| u32::from_str_radix(digits, 16)).ok()?;
        char::from_u32(code).filter(|character| *character != '\0')
    };
    let named = NAMED.iter().find(|(known, _)| *known == name).map(|(_, character)| *character);
    Some((named.or_else(code)?, after.strip_prefix(';')?))
}

/// A text with the characters that it refers to.
pub(crate) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let (mut decoded, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        decoded.push_str(before);
        rest = match entity(from) {
            Some((character, after)) => {
                decoded.push(character);
                after
            }
            None => {
                decoded.push('&');
                from.strip_prefix('&').unwrap_or_default()
            }
        };
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_signs_stay() {
        for (line, words) in [
            ("<i>It</i> {\\an8}rains<00:00:01.500><c.yellow> again</c>", "It rains again"),
            ("3 < 4 & 5 &gt; 4 <laughs>", "3 < 4 & 5 > 4 <laughs>"),
            ("Tom &amp; Jerry&#39;s &#x1F600; &nope; &#0;", "Tom & Jerry's 😀 &nope; &#0;"),
            ("<font color=\"#fff\">so</font><br/>it is {here}", "so it is {here}"),
            ("<", "<"),
            ("{\\an8", "{\\an8"),
        ] {
            let all: Vec<String> = parts(line).into_iter().map(|part| part.words).collect();
            assert_eq!(all, [words], "{line}");
        }
    }

    #[test]
    fn voices_are_named() {
        let voices: Vec<(Option<String>, String)> =
            parts("<v.loud Anna &amp; Ben>Yes.</v> <v Cem>No.").into_iter().map(|p| (p.voice, p.words)).collect();
        let named = |name: &str, words: &str| (Some(name.to_owned()), words.to_owned());
        assert_eq!(voices, [named("Anna & Ben", "Yes."), named("Cem", "No.")]);
    }
}
