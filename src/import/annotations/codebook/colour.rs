//! Colours as people write them: `#1F77B4`, `1f77b4`, `rgb(31, 119, 180)`, or a name.

use crate::model::Colour;

/// The usual names, with what they mean.
const NAMED: [(&str, &str); 34] = [
    ("red", "#D62728"),
    ("green", "#2CA02C"),
    ("blue", "#1F77B4"),
    ("yellow", "#E6C229"),
    ("orange", "#FF7F0E"),
    ("purple", "#9467BD"),
    ("violet", "#9467BD"),
    ("pink", "#E377C2"),
    ("brown", "#8C564B"),
    ("grey", "#7F7F7F"),
    ("gray", "#7F7F7F"),
    ("black", "#000000"),
    ("white", "#FFFFFF"),
    ("turquoise", "#17BECF"),
    ("cyan", "#17BECF"),
    ("teal", "#008080"),
    ("magenta", "#C71585"),
    ("rot", "#D62728"),
    ("grün", "#2CA02C"),
    ("blau", "#1F77B4"),
    ("gelb", "#E6C229"),
    ("lila", "#9467BD"),
    ("rosa", "#E377C2"),
    ("braun", "#8C564B"),
    ("grau", "#7F7F7F"),
    ("schwarz", "#000000"),
    ("rouge", "#D62728"),
    ("vert", "#2CA02C"),
    ("bleu", "#1F77B4"),
    ("jaune", "#E6C229"),
    ("rojo", "#D62728"),
    ("verde", "#2CA02C"),
    ("azul", "#1F77B4"),
    ("amarillo", "#E6C229"),
];

/// The colour that words mean.
pub(in super::super) fn colour_of(words: &str) -> Option<Colour> {
    let words = words.trim().to_lowercase();
    if let Some((_, hex)) = NAMED.iter().find(|(name, _)| *name == words) {
        return Colour::from_hex(hex);
    }
    let bare = words.trim_start_matches(['#']).trim_start_matches("0x");
    if let Some(colour) = Colour::from_hex(&format!("#{bare}")) {
        return Some(colour);
    }
    let numbers = words.trim_start_matches("rgb").trim_matches(['(', ')', ' ']);
    let parts: Vec<&str> = numbers.split([',', ';', ' ']).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [red, green, blue] => Some(Colour::Rgb(red.parse().ok()?, green.parse().ok()?, blue.parse().ok()?)),
        _other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_people_write_them() {
        let blue = Some(Colour::Rgb(0x1F, 0x77, 0xB4));
        for words in ["#1F77B4", "1f77b4", "0x1f77b4", "rgb(31, 119, 180)", "31,119,180", " Blue ", "blau"] {
            assert_eq!(colour_of(words), blue, "{words}");
        }
        assert_eq!(colour_of("#0a0"), Some(Colour::Rgb(0, 0xAA, 0)));
        for words in ["", "sky", "300,0,0", "#12"] {
            assert_eq!(colour_of(words), None, "{words}");
        }
    }
}
