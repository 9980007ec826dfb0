//! The signs of fonts of symbols by their numbers, as far as these agree: dots and marks of lists, and the letters of Symbol.

/// The sign for a number in a font of symbols that is not known.
pub(crate) fn symbol(number: u8) -> char {
    match number {
        0x20..=0x7E => char::from(number),
        0xA7 => '▪',
        0xA8 => '◻',
        0xB7 => '•',
        0xD8 => '➢',
        0xE0 => '→',
        0xFC => '✓',
        _other => '\u{FFFD}',
    }
}

/// The letters of the font Symbol, from `A` and from `a`.
const CAPITALS: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";

/// The sign for a number in the font of this name; fonts of symbols have theirs among those for private use, too.
pub(crate) fn symbol_of(font: &str, number: u32) -> char {
    let Ok(low) = u8::try_from(number.checked_sub(0xF000).unwrap_or(number)) else {
        return char::from_u32(number).filter(|sign| !sign.is_control()).unwrap_or('\u{FFFD}');
    };
    let nth = |letters: &str, first: u8| letters.chars().nth(usize::from(low - first));
    let is_font = |name: &str| font.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let letter = match low {
        b'A'..=b'Z' if is_font("Symbol") => nth(CAPITALS, b'A'),
        b'a'..=b'z' if is_font("Symbol") => nth(SMALL, b'a'),
        b'J' if is_font("Wingdings") => Some('☺'),
        b'!'..=b'~' if is_font("Wingdings") || is_font("Webdings") => None,
        _other => Some(symbol(low)),
    };
    letter.unwrap_or('\u{FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_known_by_font_and_number() {
        assert_eq!(symbol_of("Symbol", 0xF061), 'α');
        assert_eq!(symbol_of("Symbol", 0x57), 'Ω');
        assert_eq!(symbol_of("Wingdings", 0xF04A), '☺');
        assert_eq!(symbol_of("Wingdings", 0xF0E0), '→');
        assert_eq!(symbol_of("Wingdings", 0xF041), '\u{FFFD}');
        assert_eq!(symbol_of("Arial", 0x20AC), '€');
        assert_eq!(symbol_of("", 0xD800), '\u{FFFD}');
    }
}
