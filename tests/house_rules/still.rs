//! What the rules still find, counted. A count only goes down: whoever mends a file lowers it, and nobody may raise it.

/// The rule, the place, and how many files there still break it.
pub const STILL: &[(&str, &str, usize)] = &[
    ("circles", "src/ui/", 13),
    ("disk", "src/ui/", 1),
    ("matches", "src/app/", 1),
    ("matches", "src/export/", 3),
    ("matches", "src/ui/", 4),
    ("words", "src/ui/", 33),
];

/// Complaints, each with its file, less the ones that are counted in [`STILL`]; and the counts that are out of date.
pub fn beyond(rule: &str, found: &[(String, String)]) -> Vec<String> {
    beyond_table(rule, found, STILL)
}

fn beyond_table(rule: &str, found: &[(String, String)], still: &[(&str, &str, usize)]) -> Vec<String> {
    let mut rest: Vec<&(String, String)> = found.iter().collect();
    let mut told = Vec::new();
    for (_, place, count) in still.iter().filter(|(name, ..)| *name == rule) {
        let (inside, outside): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(file, _)| file.starts_with(place));
        let mut files: Vec<&str> = inside.iter().map(|(file, _)| file.as_str()).collect();
        files.sort_unstable();
        files.dedup();
        if files.len() > *count {
            told.extend(inside.into_iter().map(|(_, complaint)| complaint.clone()));
        }
        if files.len() < *count {
            told.push(format!("still.rs: {rule} in {place}: {count} files are counted, {} are left", files.len()));
        }
        rest = outside;
    }
    told.extend(rest.into_iter().map(|(_, complaint)| complaint.clone()));
    // The files of one circle have the same complaint.
    told.sort();
    told.dedup();
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_holds_only_while_it_is_right() {
        let found = [("src/a/x.rs", "1"), ("src/a/x.rs", "2"), ("src/a/y.rs", "3")];
        let found = found.map(|(file, complaint)| (file.to_owned(), complaint.to_owned()));
        let told = |count, place| beyond_table("rule", &found, &[("rule", place, count), ("other", "src/", 9)]);
        assert_eq!(told(2, "src/a/"), [""; 0]);
        assert_eq!(told(1, "src/a/"), ["1", "2", "3"]);
        assert_eq!(told(3, "src/a/"), ["still.rs: rule in src/a/: 3 files are counted, 2 are left"]);
        assert_eq!(told(1, "src/a/x.rs"), ["3"]);
        assert_eq!(beyond_table("rule", &[], &[("rule", "src/a/", 1)]).len(), 1);
        assert_eq!(beyond_table("rule", &found, &[]), ["1", "2", "3"]);
    }
}
