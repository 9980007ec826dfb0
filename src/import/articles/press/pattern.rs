//! The articles of a file that somebody's own pattern splits.

use super::{
    super::{
        format::Body,
        words::{Step, Warning},
    },
    bodies::{made, runs_in},
    cuts::Cuts,
    found::{Found, Role},
    lines::{Lines, MOST_LINES},
    words::Doubt,
};
use crate::import::error::ImportError;

/// The articles of a file. What stands before the first is one as well.
///
/// # Errors
/// When no line fits.
pub(super) fn split(cuts: &Cuts, file: &Body) -> Result<Vec<Body>, ImportError> {
    let lines = Lines::of_export(file.text.as_str()).ok_or(ImportError::TooManyLines(MOST_LINES))?;
    let places = cuts.lines(&lines);
    if places.is_empty() {
        return Err(ImportError::PatternWithoutMatch(cuts.pattern().to_owned()));
    }
    let mut warnings: Vec<Warning> = file.warnings.clone();
    let (mut bodies, mut runs) = (Vec::new(), file.structure.as_slice());
    for (found, is_before) in found(&lines, &places) {
        let mut body = made(file, runs_in(&mut runs, &lines, &found), &lines, &found).body;
        cuts.pattern().clone_into(&mut body.split);
        body.steps.insert(file.steps.len(), Step::SplitBy(cuts.pattern().to_owned()).to_string());
        if is_before {
            let last = lines.full(found.lines.clone()).next_back().unwrap_or_default() + 1;
            body.warnings.push(Warning::Press(Doubt::BeforeFirst { last }));
        }
        warnings.append(&mut body.warnings);
        body.warnings = std::mem::take(&mut warnings);
        bodies.push(body);
    }
    Ok(bodies)
}

/// The articles that begin at these lines, each with whether it stands before the first.
fn found(lines: &Lines<'_>, cuts: &[usize]) -> Vec<(Found, bool)> {
    let mut all: Vec<(Found, bool)> = Vec::new();
    let first = cuts.first().copied().unwrap_or_default();
    if lines.first(0..first).is_some() {
        all.push((titled(lines, Found::new(0..first), 0), true));
    }
    // Lines that fit and follow each other are the beginning of one article.
    let mut start = first;
    let ends = cuts.iter().skip(1).copied().chain([lines.len()]);
    for (cut, end) in cuts.iter().copied().zip(ends) {
        let has_words = lines.first(cut + 1..end).is_some();
        if has_words {
            let mut article = Found::new(start..end);
            article.set_all(lines, start..cut + 1, Role::Removed);
            all.push((titled(lines, article, cut + 1), false));
            start = end;
        }
    }
    match all.last_mut() {
        Some((last, _)) if start < lines.len() => {
            last.extend(lines.len());
            last.set_all(lines, start..lines.len(), Role::Removed);
        }
        Some(_) => {}
        // Nothing but such lines: they stay what they are.
        None => all.push((titled(lines, Found::new(0..lines.len()), 0), false)),
    }
    all
}

/// With the first line from here on as its title.
fn titled(lines: &Lines<'_>, mut found: Found, from: usize) -> Found {
    lines.first(from..found.lines.end).into_iter().for_each(|line| found.set(line, Role::Title(0)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FrozenText;

    fn split(pattern: &str, text: &str) -> Vec<(String, Vec<String>)> {
        let file = Body::new(FrozenText::verbatim(text), Default::default());
        let bodies = super::split(&Cuts::new(pattern).unwrap(), &file).unwrap();
        bodies.into_iter().map(|body| (body.text.as_str().to_owned(), body.steps)).collect()
    }

    fn texts(pattern: &str, text: &str) -> Vec<String> {
        split(pattern, text).into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn articles_begin_after_their_lines() {
        let text = "Preface\n\n== 1 ==\nOne\n\nFirst text.\n== 2 ==\n== 3 ==\nThree\nThird text.\n== 4 ==";
        assert_eq!(texts("== # ==", text), ["Preface", "One\n\nFirst text.", "Three\n\nThird text."]);
        let steps: Vec<String> = split("== # ==", text).pop().unwrap().1;
        assert_eq!(steps.iter().filter(|step| step.starts_with("removed")).count(), 3, "{steps:?}");
        assert_eq!(texts("== # ==", "== 1 =="), ["== 1 =="]);
    }

    #[test]
    fn a_pattern_that_fits_nothing_says_so() {
        let file = Body::new(FrozenText::verbatim("Words"), Default::default());
        assert!(super::split(&Cuts::new("None").unwrap(), &file).err().unwrap().to_string().contains("None"));
    }
}
