//! Counts, alone and with their nouns, as messages say them.

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
}
