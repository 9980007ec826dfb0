//! The beginning of long words, as messages quote them.

/// Words with runs of white space as one space; of more than `most` characters the beginning, mostly of whole words.
pub fn shortened(words: &str, most: usize) -> String {
    // No more words are looked at than can be shown.
    let mut looked_at = 0;
    let is_needed = |word: &&str| {
        let is_needed = looked_at <= most + 1;
        looked_at += word.chars().count() + 1;
        is_needed
    };
    let words = words.split_whitespace().take_while(is_needed).collect::<Vec<_>>().join(" ");
    let Some((beginning, rest)) = words.char_indices().nth(most).and_then(|(end, _)| words.split_at_checked(end))
    else {
        return words;
    };
    let last_space = beginning.rfind(' ').filter(|end| end * 2 > beginning.len() && !rest.starts_with(' '));
    let cut = last_space.and_then(|end| beginning.get(..end)).unwrap_or(beginning);
    format!("{}…", cut.trim_end())
}

/// A line of more than `most` characters without its middle: what begins it and what ends it both say what it is.
pub fn shortened_in_middle(line: &str, most: usize) -> String {
    let count = line.chars().count();
    if count <= most {
        return line.to_owned();
    }
    let kept = most.saturating_sub(1);
    let start: String = line.chars().take(kept.div_ceil(2)).collect();
    let end: String = line.chars().skip(count - kept / 2).collect();
    format!("{}…{}", start.trim_end(), end.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_keeps_its_beginning_and_its_end() {
        assert_eq!(shortened_in_middle("Mark “the Kremlin” as Speaker", 29), "Mark “the Kremlin” as Speaker");
        assert_eq!(shortened_in_middle("Mark “the Kremlin” as Speaker", 19), "Mark “the…s Speaker");
        assert_eq!(shortened_in_middle("Ümläutsß", 4), "Üm…ß");
        assert_eq!(shortened_in_middle("ab", 0), "…");
    }

    #[test]
    fn long_words_are_cut_between_words_where_that_leaves_enough() {
        assert_eq!(shortened("The  mayor\nspoke", 15), "The mayor spoke");
        assert_eq!(shortened("The mayor spoke at length", 15), "The mayor spoke…");
        assert_eq!(shortened("The mayor spoke at length", 13), "The mayor…");
        assert_eq!(shortened("Ümläutsßßßßßßßßßßßß", 8), "Ümläutsß…");
        assert_eq!(shortened("A Donaudampfschifffahrtsgesellschaft", 10), "A Donaudam…");
        assert_eq!(shortened("", 5), "");
    }
}
