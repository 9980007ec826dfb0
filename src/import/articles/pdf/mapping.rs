//! What a font says itself that its codes stand for (ToUnicode), read as far as it can be: one bad entry spoils no other.

use std::collections::BTreeMap;

/// The most entries that are kept.
const MOST: usize = 200_000;

/// A mapping of codes to texts.
#[derive(Debug, Default)]
pub(super) struct Mapping {
    /// By the first code of a range: its last code, and what the first one stands for.
    ranges: BTreeMap<u32, (u32, String)>,
}

impl Mapping {
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut mapping = Self::default();
        let mut rest = bytes;
        while let Some((kind, after)) = next_section(rest) {
            let end = memchr::memmem::find(after, b"endbf").unwrap_or(after.len());
            let (entries, after) = after.split_at(end);
            mapping.add(kind, &tokens(entries));
            rest = after;
        }
        mapping
    }

    fn add(&mut self, kind: Section, tokens: &[Token]) {
        let mut tokens = tokens.iter();
        while let (Some(Token::Text(first)), true) = (tokens.next(), self.ranges.len() < MOST) {
            let first = code(first);
            let last = match kind {
                Section::Signs => Some(first),
                Section::Ranges => {
                    tokens.next().map(|token| if let Token::Text(last) = token { code(last) } else { first })
                }
            };
            match (last, tokens.next()) {
                (Some(last), Some(Token::Text(text))) => {
                    self.ranges.insert(first, (last, decoded(text)));
                }
                (Some(_last), Some(Token::Open)) => {
                    let texts = tokens
                        .by_ref()
                        .map_while(|token| if let Token::Text(text) = token { Some(text) } else { None });
                    let texts = (first..=u32::MAX).zip(texts).take(MOST);
                    self.ranges.extend(texts.map(|(code, text)| (code, (code, decoded(text)))));
                }
                (_, Some(Token::Text(_) | Token::Open | Token::Close) | None) => {}
            }
        }
    }

    /// What a code stands for, which may be nothing; `None` when the mapping does not say.
    pub(super) fn text(&self, code: u32) -> Option<String> {
        let (first, (last, text)) = self.ranges.range(..=code).next_back()?;
        if code > *last {
            return None;
        }
        let mut text = text.clone();
        if code > *first {
            let end = text.pop()?;
            text.push(char::from_u32(u32::from(end).checked_add(code - first)?)?);
        }
        Some(text)
    }
}

#[derive(Clone, Copy)]
enum Section {
    Signs,
    Ranges,
}

/// The kind of the next section, and what follows its name.
fn next_section(bytes: &[u8]) -> Option<(Section, &[u8])> {
    let after = bytes.get(memchr::memmem::find(bytes, b"beginbf")? + b"beginbf".len()..)?;
    let kind = if after.starts_with(b"range") { Section::Ranges } else { Section::Signs };
    Some((kind, after))
}

/// A string of bytes, or a bracket.
enum Token {
    Text(Vec<u8>),
    Open,
    Close,
}

fn tokens(bytes: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut bytes = bytes.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'<' => {
                let digits = bytes.by_ref().take_while(|byte| **byte != b'>');
                let digits = digits.filter_map(|byte| char::from(*byte).to_digit(16)).map(|digit| digit as u8);
                let digits: Vec<u8> = digits.collect();
                let pair = |pair: &[u8]| pair.iter().fold(0, |byte, digit| byte << 4 | digit);
                tokens.push(Token::Text(digits.chunks(2).map(pair).collect()));
            }
            b'[' => tokens.push(Token::Open),
            b']' => tokens.push(Token::Close),
            _other => {}
        }
    }
    tokens
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte))
}

/// A text in UTF-16; a single byte is one of its characters.
fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [byte] => char::from(*byte).to_string(),
        bytes => {
            let units =
                bytes.chunks_exact(2).map(|pair| pair.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte)));
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_whatever_stands_beside_them() {
        let mapping = Mapping::parse(
            b"begincmap 4 beginbfchar <01> <> <02> <0915094D0930>\n<03><41> <04> <D83DDE00> endbfchar\n\
              2 beginbfrange <10> <12> <0061> <20> <22> [<0078> <> <0079>] endbfrange\n1 beginbfchar <0030> <006",
        );
        let text = |code| mapping.text(code);
        assert_eq!([text(1), text(2), text(3), text(4)].map(Option::unwrap), ["", "क्र", "A", "😀"]);
        assert_eq!(
            [text(0x10), text(0x12), text(0x20), text(0x21), text(0x22)].map(Option::unwrap),
            ["a", "c", "x", "", "y"]
        );
        assert_eq!((text(0), text(0x13), text(0x23)), (None, None, None));
    }
}
