//! Licence expressions (SPDX): `MIT OR (Apache-2.0 WITH LLVM-exception AND Zlib)`. A slash, as old crates write it,
//! means OR.

use std::{iter::Peekable, str::SplitWhitespace};

/// Why an expression cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadExpression {
    /// It ends too early, as the empty one does.
    #[error("a licence is expected at the end")]
    Ends,
    /// Something stands where it does not belong.
    #[error("{0:?} is not expected")]
    Unexpected(String),
}

/// Whether the licences of `allowed` are enough for what `expression` asks.
pub(crate) fn satisfied(expression: &str, allowed: &[String]) -> Result<bool, BadExpression> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut reader = Reader { words: spaced.split_whitespace().peekable(), allowed };
    let holds = reader.either()?;
    reader.words.next().map_or(Ok(holds), |rest| Err(BadExpression::Unexpected(rest.to_owned())))
}

/// Reads an expression from left to right.
struct Reader<'e> {
    words: Peekable<SplitWhitespace<'e>>,
    allowed: &'e [String],
}

impl<'e> Reader<'e> {
    /// `both OR both …`
    fn either(&mut self) -> Result<bool, BadExpression> {
        let mut holds = self.both()?;
        while self.words.next_if_eq(&"OR").is_some() {
            holds |= self.both()?;
        }
        Ok(holds)
    }

    /// `licence AND licence …`; binds tighter than OR.
    fn both(&mut self) -> Result<bool, BadExpression> {
        let mut holds = self.licence()?;
        while self.words.next_if_eq(&"AND").is_some() {
            holds &= self.licence()?;
        }
        Ok(holds)
    }

    /// A name, a name WITH an exception, or an expression in parentheses.
    fn licence(&mut self) -> Result<bool, BadExpression> {
        match self.next()? {
            "(" => {
                let holds = self.either()?;
                match self.next()? {
                    ")" => Ok(holds),
                    other => Err(BadExpression::Unexpected(other.to_owned())),
                }
            }
            word @ (")" | "OR" | "AND" | "WITH") => Err(BadExpression::Unexpected(word.to_owned())),
            name if self.words.next_if_eq(&"WITH").is_some() => {
                let exception = self.next()?;
                Ok(self.allows(&format!("{name} WITH {exception}")))
            }
            name => Ok(self.allows(name)),
        }
    }

    fn next(&mut self) -> Result<&'e str, BadExpression> {
        self.words.next().ok_or(BadExpression::Ends)
    }

    fn allows(&self, licence: &str) -> bool {
        self.allowed.iter().any(|allowed| allowed == licence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn holds(expression: &str) -> bool {
        let allowed = ["MIT", "Zlib", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
        satisfied(expression, &allowed).unwrap()
    }

    #[test]
    fn one_of_several_is_enough_and_all_of_several_are_needed() {
        assert!(holds("MIT") && holds("MIT OR GPL-3.0") && holds("GPL-3.0 OR MIT") && holds("MIT AND Zlib"));
        assert!(!holds("GPL-3.0") && !holds("MIT AND GPL-3.0") && !holds("GPL-2.0 OR GPL-3.0"));
    }

    #[test]
    fn and_binds_tighter_than_or() {
        assert!(holds("MIT OR GPL-2.0 AND GPL-3.0"));
        assert!(holds("GPL-2.0 AND GPL-3.0 OR MIT"));
        assert!(!holds("(MIT OR GPL-2.0) AND GPL-3.0"));
        assert!(holds("((MIT) AND (GPL-2.0 OR Zlib))"));
    }

    #[test]
    fn a_slash_means_or() {
        assert!(holds("MIT/GPL-3.0") && holds("GPL-3.0 / MIT") && !holds("GPL-2.0/GPL-3.0"));
    }

    #[test]
    fn an_exception_is_part_of_the_name() {
        assert!(holds("Apache-2.0 WITH LLVM-exception") && holds("Apache-2.0 WITH LLVM-exception OR GPL-3.0"));
        assert!(!holds("Apache-2.0") && !holds("MIT WITH LLVM-exception"));
    }

    #[test]
    fn broken_ones_are_refused() {
        for (bad, word) in
            [("MIT Zlib", "Zlib"), ("OR MIT", "OR"), ("MIT)", ")"), ("()", ")"), ("MIT AND OR Zlib", "OR")]
        {
            assert_eq!(satisfied(bad, &[]), Err(BadExpression::Unexpected(word.to_owned())), "{bad}");
        }
        for bad in ["", "MIT OR", "(MIT", "MIT WITH"] {
            assert_eq!(satisfied(bad, &[]), Err(BadExpression::Ends), "{bad}");
        }
    }
}
