//! Counts with their nouns, as messages say them.

/// A count with its noun: "1 mark", "2 marks".
pub fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
