//! The instructions of fields in documents of Word, of which links matter here.

/// The address in an instruction such as `HYPERLINK "https://example.org/" \t "_blank"`; `None` for other fields, and for
/// links within the document.
pub(crate) fn address_in(instruction: &str) -> Option<String> {
    let mut words = words(instruction).into_iter();
    words.next().filter(|(name, _)| name.eq_ignore_ascii_case("HYPERLINK"))?;
    while let Some((word, is_quoted)) = words.next() {
        match word.as_str() {
            // A place in the document, the frame that the page opens in, the words that are shown over the link.
            "\\l" | "\\t" | "\\o" | "\\s" if !is_quoted => drop(words.next()),
            "\\n" | "\\m" | "\\h" if !is_quoted => {}
            "" => {}
            _address => return Some(with_place(word, words.as_slice())),
        }
    }
    None
}

/// The address with the place in it that may follow.
fn with_place(address: String, rest: &[(String, bool)]) -> String {
    let at = rest.iter().position(|(word, is_quoted)| word == "\\l" && !is_quoted);
    match at.and_then(|at| rest.get(at + 1)).filter(|_| !address.contains('#')) {
        Some((place, _)) if !place.is_empty() => format!("{address}#{place}"),
        _none => address,
    }
}

/// The words of an instruction, those in quotes whole; in quotes `\` keeps the sign that follows it.
fn words(instruction: &str) -> Vec<(String, bool)> {
    let mut words = Vec::new();
    let mut rest = instruction.chars();
    while let Some(first) = rest.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut word = String::new();
        let is_quoted = matches!(first, '"' | '“' | '”');
        if !is_quoted {
            word.push(first);
        }
        while let Some(next) = rest.next() {
            match next {
                '"' | '“' | '”' if is_quoted => break,
                '\\' if is_quoted => word.extend(rest.next()),
                next if !is_quoted && next.is_whitespace() => break,
                next => word.push(next),
            }
        }
        words.push((word, is_quoted));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_says_where_it_leads() {
        let address = |instruction| address_in(instruction).unwrap_or_default();
        assert_eq!(address(" HYPERLINK \"https://a.org/b\" \\t \"_blank\" "), "https://a.org/b");
        assert_eq!(address("HYPERLINK https://a.org/b \\o \"Go there\""), "https://a.org/b");
        assert_eq!(address("hyperlink \\o \"Tip\" \"https://a.org/\" \\l \"part\""), "https://a.org/#part");
        assert_eq!(address("HYPERLINK \\l \"_Toc1\""), "");
        assert_eq!(address("HYPERLINK \"C:\\\\files\\\\a.doc\""), "C:\\files\\a.doc");
        assert_eq!(address("PAGEREF \"https://a.org/\""), "");
        assert_eq!(address("HYPERLINK"), "");
        assert_eq!(address("HYPERLINK \"https://a.org/"), "https://a.org/");
    }
}
