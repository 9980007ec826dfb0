//! RTF as it is written: groups, control words and signs, and the bytes of text between them.

/// A piece of RTF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'b> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\name` or `\name12`.
    Word(&'b str, Option<i32>),
    /// `\` and one other sign.
    Sign(u8),
    /// `\'e4`
    Byte(u8),
    /// Bytes of text.
    Text(&'b [u8]),
}

/// The pieces of some bytes, from first to last.
pub(super) struct Tokens<'b> {
    bytes: &'b [u8],
    at: usize,
    start: usize,
}

/// A longer control word is none.
const LONGEST: usize = 32;

impl<'b> Tokens<'b> {
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0, start: 0 }
    }

    /// Where the piece begins that was read last.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Takes as many bytes as are of a kind, at most so many.
    fn take_while(&mut self, most: usize, is: impl Fn(u8) -> bool) -> &'b [u8] {
        let rest = self.rest();
        let length = rest.iter().take(most).take_while(|byte| is(**byte)).count();
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// What follows `\`.
    fn control(&mut self) -> Option<Token<'b>> {
        let name = self.take_while(LONGEST, |byte| byte.is_ascii_alphabetic());
        if name.is_empty() {
            let sign = *self.rest().first()?;
            self.at += 1;
            return Some(if sign == b'\'' { self.byte() } else { Token::Sign(sign) });
        }
        let name = std::str::from_utf8(name).unwrap_or_default();
        let is_negative = self.rest().first() == Some(&b'-') && self.rest().get(1).is_some_and(u8::is_ascii_digit);
        self.at += usize::from(is_negative);
        let digits = self.take_while(usize::MAX, |byte| byte.is_ascii_digit());
        let number = |digits: &[u8]| std::str::from_utf8(digits).ok()?.parse().ok();
        let value = number(digits).map(|number: i32| if is_negative { -number } else { number });
        self.at += usize::from(self.rest().first() == Some(&b' '));
        // What comes with a picture may be bytes as they are.
        if name == "bin" {
            self.at += value.and_then(|length| usize::try_from(length).ok()).unwrap_or(0).min(self.rest().len());
        }
        Some(Token::Word(name, value))
    }

    /// The two digits after `\'`.
    fn byte(&mut self) -> Token<'b> {
        let digits = self.take_while(2, |byte| byte.is_ascii_hexdigit());
        let value =
            digits.iter().filter_map(|digit| char::from(*digit).to_digit(16)).fold(0, |all, one| all * 16 + one);
        Token::Byte(u8::try_from(value).unwrap_or_default())
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        // Line ends are for whoever looks at the file.
        self.take_while(usize::MAX, |byte| matches!(byte, b'\r' | b'\n' | 0));
        self.start = self.at;
        let first = *self.rest().first()?;
        let is_text = |byte| !matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0);
        if is_text(first) {
            return Some(Token::Text(self.take_while(usize::MAX, is_text)));
        }
        self.at += 1;
        match first {
            b'{' => Some(Token::Open),
            b'}' => Some(Token::Close),
            _backslash => self.control(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(rtf: &[u8]) -> Vec<Token<'_>> {
        Tokens::of(rtf).collect()
    }

    #[test]
    fn control_words_end_where_they_end() {
        use Token::{Byte, Close, Open, Sign, Text, Word};
        assert_eq!(
            tokens(b"{\\b1a\\par  b\\u-10 ?\\'e4\\~c\r\n.\\li-x}"),
            [
                Open,
                Word("b", Some(1)),
                Text(b"a"),
                Word("par", None),
                Text(b" b"),
                Word("u", Some(-10)),
                Text(b"?"),
                Byte(0xE4),
                Sign(b'~'),
                Text(b"c"),
                Text(b"."),
                Word("li", None),
                Text(b"-x"),
                Close
            ]
        );
        assert_eq!(tokens(b"\\bin3 {{{x\\bin99 ab"), [Word("bin", Some(3)), Text(b"x"), Word("bin", Some(99))]);
        assert_eq!(tokens(b"\\f99999999999 a\\"), [Word("f", None), Text(b"a")]);
        assert_eq!(tokens(b"\\'zz\\\r\n"), [Byte(0), Text(b"zz"), Sign(b'\r')]);
    }
}
