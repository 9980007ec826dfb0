//! The beginning of long words, as messages quote them.

/// Words with runs of white space as one space; of more than `most` characters the beginning, mostly of whole words.
pub fn shortened(words: &str, most: usize) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((beginning, rest)) = words.char_indices().nth(most).and_then(|(end, _)| words.split_at_checked(end))
    else {
        return words;
    };
    let last_space = beginning.rfind(' ').filter(|end| end * 2 > beginning.len() && !rest.starts_with(' '));
    let cut = last_space.and_then(|end| beginning.get(..end)).unwrap_or(beginning);
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

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
