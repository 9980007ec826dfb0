//! Where words end, in the languages of the press.

use sayso::text::{FrozenText, tokens_in};

use super::table;

#[test]
fn words_are_cut_as_readers_cut_them() {
    let (mut right, mut all) = (0, 0);
    for line in table("words.tsv") {
        let text = FrozenText::verbatim(line[1].replace('|', ""));
        let expected: Vec<&str> = line[1].split('|').filter(|piece| !piece.trim().is_empty()).collect();
        let found: Vec<&str> =
            tokens_in(&text, text.range(), &line[0]).into_iter().map(|word| text.get(word).unwrap()).collect();
        all += 1;
        if found == expected {
            right += 1;
        } else {
            eprintln!("{}\n    {}\n    {}", line[0], expected.join("|"), found.join("|"));
        }
    }
    eprintln!("words: {right} of {all}");
    assert!(right as f64 >= 0.95 * all as f64, "{right} of {all}");
}
