//! Languages of the press: what is the same spelling.

mod folding;
mod quotations;
mod sentences;
mod words;

/// The lines of a table of `tests/data/languages`, without comments, by columns.
fn table(name: &str) -> Vec<Vec<String>> {
    let path = std::path::Path::new("tests/data/languages").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}
