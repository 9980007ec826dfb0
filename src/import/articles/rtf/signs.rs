//! Control words and signs of RTF that stand for characters.

/// The character that a control word stands for.
pub(super) fn of_word(name: &str) -> Option<&'static str> {
    Some(match name {
        "tab" => "\t",
        "line" | "lbr" => "\n",
        "emdash" => "—",
        "endash" => "–",
        "bullet" => "•",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "emspace" => "\u{2003}",
        "enspace" => "\u{2002}",
        "qmspace" => "\u{2005}",
        "zwj" => "\u{200D}",
        "zwnj" => "\u{200C}",
        "zwbo" => "\u{200B}",
        "zwnbo" => "\u{2060}",
        "ltrmark" => "\u{200E}",
        "rtlmark" => "\u{200F}",
        _other => return None,
    })
}

/// The character that a control sign stands for.
pub(super) fn of_sign(sign: u8) -> Option<&'static str> {
    Some(match sign {
        b'\\' => "\\",
        b'{' => "{",
        b'}' => "}",
        b'~' => "\u{A0}",
        b'_' => "\u{2011}",
        b'\t' => "\t",
        _other => return None,
    })
}
