//! Words that belong to the place where the program was made, and have no meaning for those who read it.

/// The words of a workplace in a text file, with their lines. They are put together here so that this file has none.
pub(super) fn of_the_workplace(path: &str, text: &str) -> Vec<String> {
    let mut words = vec![
        ["../sha", "red"].concat(),
        ["/tmp", "/wt/"].concat(),
        ["session ", "prompt"].concat(),
        ["system ", "prompt"].concat(),
    ];
    words.extend(
        ["DESIGN", "STYLE", "TARGETS", "DOMAIN", "EGUI", "FORMATS", "RELIABILITY"].map(|page| page.to_owned() + ".md"),
    );
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let mut complain = |word: &str| found.push(format!("{path}:{}: {word}", number + 1));
        for word in words.iter().filter(|word| line.contains(word.as_str())) {
            complain(word);
        }
        if has_absolute_path(line) {
            complain("a path of one computer");
        }
        // Articles and files of other programs may speak of the issues of a newspaper.
        if !path.starts_with("tests/data/") && has_issue_number(line) {
            complain("the number of an issue");
        }
    }
    found
}

/// Whether a line holds a path into the folder of the workplace.
fn has_absolute_path(line: &str) -> bool {
    let folder = ["/wo", "rk/"].concat();
    let before = |at: usize| line[..at].chars().next_back();
    line.match_indices(&folder).any(|(at, _)| !before(at).is_some_and(|c| c.is_alphanumeric() || "-_.~}/".contains(c)))
}

/// Whether a line says "issue" and a number.
fn has_issue_number(line: &str) -> bool {
    let lower = line.to_lowercase();
    let word = ["iss", "ue"].concat();
    lower.match_indices(&word).any(|(at, _)| {
        let rest = lower[at + word.len()..].trim_start_matches('s');
        let number = rest.trim_start_matches([' ', '#']);
        number.len() < rest.len() && number.starts_with(|c: char| c.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn found(parts: &[&str]) -> usize {
        of_the_workplace("src/x.rs", &parts.concat()).len()
    }

    #[test]
    fn words_of_the_workplace_are_found() {
        assert_eq!(found(&["see ../sha", "red/notes\n\nthe session ", "prompt"]), 2);
        assert_eq!(found(&["as DESIGN", ".md says"]), 1);
        assert_eq!(found(&["in /wo", "rk/main and \"/wo", "rk/x\""]), 1);
        assert_eq!(found(&["/tmp", "/wt/base"]), 1);
        assert_eq!(found(&["for iss", "ue 2; Iss", "ue #17\niss", "ues 3 and 4"]), 2);
    }

    #[test]
    fn other_words_are_fine() {
        assert_eq!(found(&["net", "work/x, https://example.org/wo", "rk/x, an iss", "ue of 1999, iss", "ue two"]), 0);
        assert!(of_the_workplace("tests/data/a.txt", &["iss", "ue 5"].concat()).is_empty());
    }
}
