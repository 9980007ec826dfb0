//! Counts with their nouns: a placeholder before a plural reads “1 marks” where there is one, so `plural` puts them together.

use std::collections::BTreeSet;

use super::source::SourceFile;

/// Where the count is two or more, or the noun goes with another number.
const SEVERAL: [&str; 14] = [
    "mentions its name",
    "{} articles are called {this}",
    "{} articles are named {this}.",
    "{} articles are called “{name}”",
    "{} marks are the same as those by",
    "{} links to folders",
    "{} matches",
    "up to {depth} levels",
    "{count} times; merge them in the checklist",
    "occurs {} times; the first was used.",
    "Only the first {} of {} pages were read.",
    "{} of {} paragraphs selected",
    "did not answer within {} seconds",
    "{0} files can hold annotations",
];

/// The nouns that are counted somewhere with `plural`, in the plural, and a few that are not.
pub(super) fn nouns(sources: &[SourceFile]) -> BTreeSet<String> {
    let mut nouns: BTreeSet<String> = ["levels", "times", "seconds", "matches", "pages"].map(str::to_owned).into();
    for file in sources {
        for (at, string) in file.strings() {
            let before = file.text[..at].trim_end();
            let call = before.rfind("plural(").map(|from| &before[from..]);
            let is_counted = call.is_some_and(|call| call.ends_with(',') && !call.contains(';') && !call.contains('"'));
            let noun = string.trim_matches('"');
            if is_counted && noun.chars().all(|c| c.is_ascii_lowercase()) {
                nouns.insert(format!("{noun}s"));
            }
        }
    }
    nouns
}

/// Strings that put a count before a noun themselves.
pub(super) fn spelled_out(file: &SourceFile, nouns: &BTreeSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    for (at, string) in
        file.strings().into_iter().filter(|(_, string)| !SEVERAL.iter().any(|known| string.contains(known)))
    {
        for (end, _) in string.match_indices("} ") {
            let word: String = string[end + 2..].chars().take_while(char::is_ascii_alphabetic).collect();
            if nouns.contains(&word) {
                found.push(format!("{}:{}: a count before “{word}” (use `plural`)", file.path, file.line(at)));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(code: &str) -> usize {
        let file = SourceFile::new("src/x.rs", code);
        spelled_out(&file, &nouns(std::slice::from_ref(&file))).len()
    }

    #[test]
    fn counts_before_plurals_are_found() {
        let counted = "fn f(n: usize) { plural(n, \"tag\"); plural(\n    n, \"mark\",\n); }\n";
        assert_eq!(
            found(&format!("{counted}fn g(n: usize) {{ format!(\"{{n}} tags new\"); format!(\"{{}} marks\", n); }}")),
            2
        );
        assert_eq!(found(&format!("{counted}fn g(n: usize) {{ format!(\"{{n}} new, {{tags}} {{n}} words\"); }}")), 0);
    }
}
