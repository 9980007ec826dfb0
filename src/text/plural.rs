//! Counts, alone and with their nouns, and several things in a row, as messages say them.

/// A count with its noun: "1 mark", "2 marks", "1,234 marks".
pub fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{} {noun}s", grouped(count)) }
}

/// A count with a comma between thousands: "1,234,567".
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Several things in a row: "brat", "brat and CoNLL", "brat, CoNLL and CSV".
pub fn listed<T: AsRef<str>>(things: &[T]) -> String {
    /// So many are named.
    const MOST: usize = 24;
    let joined = |things: &[T]| things.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    match things {
        [] => String::new(),
        [first @ .., _] if first.len() >= MOST => {
            let (named, others) = things.split_at(MOST);
            format!("{} and {} more", joined(named), grouped(others.len()))
        }
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => format!("{} and {}", joined(first), last.as_ref()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([0, 999, 1_000, 65_536, 1_000_000].map(grouped), ["0", "999", "1,000", "65,536", "1,000,000"]);
        assert_eq!(
            [0, 1, 2, 1_234].map(|count| plural(count, "mark")),
            ["0 marks", "1 mark", "2 marks", "1,234 marks"]
        );
    }

    #[test]
    fn the_last_of_several_follows_an_and() {
        assert_eq!(listed::<&str>(&[]), "");
        assert_eq!(listed(&["brat"]), "brat");
        assert_eq!(listed(&["brat", "CoNLL", "CSV"]), "brat, CoNLL and CSV");
    }
}
