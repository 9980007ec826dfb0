//! Letters as people write them, of the forms that fonts hold: ligatures, joined forms of Arabic, radicals of Chinese.
//!
//! A font names its shapes by characters that Unicode has only for such shapes; then no search finds the words. These are
//! mapped back, in the blocks of such shapes only: superscripts, fractions and full-width letters are the author's own.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Radicals that Unicode gives no mapping for, from the block at U+2E80 …
const RADICALS: &str = "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈\
                        ⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳";
/// … and the characters that they are forms of (EquivalentUnifiedIdeograph of Unicode).
const IDEOGRAPHS: &str = "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠\
                          贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// A text with shapes mapped back to letters, and without characters that nobody sees.
pub(super) fn written(text: &str) -> Cow<'_, str> {
    if text == "\u{AD}" {
        // Printed for itself it is seen, and so a hyphen.
        return Cow::Borrowed("-");
    }
    if text.chars().all(|c| !is_shape(c) && !is_unseen(c)) {
        return Cow::Borrowed(text);
    }
    let mut letters = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => letters.push(' '),
            unseen if is_unseen(unseen) => {}
            // A blank carries marks that stand alone, as in U+FE70.
            shape if is_shape(shape) => letters.extend(unshaped(shape).nfkc().filter(|c| *c != ' ')),
            letter => letters.push(letter),
        }
    }
    Cow::Owned(letters)
}

/// A line with the vowels of Thai and Lao as they are typed: fonts draw them in two parts, the second behind the tone.
pub(super) fn composed(line: String) -> String {
    if !line.contains(['\u{E4D}', '\u{ECD}']) {
        return line;
    }
    let mut signs: Vec<char> = Vec::with_capacity(line.len());
    for c in line.chars() {
        let (ring, vowel) = match c {
            '\u{E32}' => ('\u{E4D}', '\u{E33}'),
            '\u{EB2}' => ('\u{ECD}', '\u{EB3}'),
            _other => ('\0', '\0'),
        };
        let before = signs.iter().rposition(|sign| !matches!(sign, '\u{E48}'..='\u{E4B}' | '\u{EC8}'..='\u{ECB}'));
        match before.filter(|at| signs.get(*at) == Some(&ring)) {
            Some(at) => {
                signs.remove(at);
                signs.push(vowel);
            }
            None => signs.push(c),
        }
    }
    signs.into_iter().collect()
}

/// Whether Unicode has a character only as the shape of others.
fn is_shape(c: char) -> bool {
    // Signs that people type as such: a blessing of five words is one sign.
    let is_typed = matches!(c, '\u{FDFA}'..='\u{FDFF}');
    let is_shape = matches!(c, '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{2E80}'..='\u{2FDF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}');
    is_shape && !is_typed
}

fn unshaped(c: char) -> std::iter::Once<char> {
    let ideograph = RADICALS.chars().position(|radical| radical == c).and_then(|at| IDEOGRAPHS.chars().nth(at));
    std::iter::once(ideograph.unwrap_or(c))
}

/// Control characters, byte order marks, marks of direction that a page has used up, and what is no character.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFF0}'..='\u{FFFB}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// The mark above or below a letter that a sign of its own stands for where it is printed over the letter, as TeX does.
pub(super) fn accent(sign: char) -> Option<char> {
    Some(match sign {
        '`' | 'ˋ' => '\u{300}',
        '´' | 'ˊ' => '\u{301}',
        'ˆ' | '^' => '\u{302}',
        '˜' | '~' => '\u{303}',
        '¯' | 'ˉ' => '\u{304}',
        '˘' => '\u{306}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '˚' => '\u{30A}',
        '˝' => '\u{30B}',
        'ˇ' => '\u{30C}',
        '¸' => '\u{327}',
        '˛' => '\u{328}',
        _other => return None,
    })
}

/// Whether a character belongs to a script that is written without blanks between words.
pub(super) fn is_unspaced(c: char) -> bool {
    is_wide(c) || matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// Whether a character is one of Chinese or Japanese, or of their punctuation.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{303F}' | '\u{3040}'..='\u{30FF}' | '\u{3100}'..='\u{312F}' | '\u{31A0}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a character is one of Korean.
pub(super) fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7AF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_become_letters_and_what_people_type_stays() {
        for (shapes, letters) in [
            ("oﬃce ﬂow ﬅ", "office flow st"),
            ("ﺳﻼﻡ", "سلام"),
            ("ﷲ", "الله"),
            ("שׁ שׂ ﬠ", "שׁ שׂ ע"),
            ("⼈⺠⽇⻋ 樂", "人民日车 樂"),
            ("ﱞ", "\u{64C}\u{651}"),
            ("E = mc² ½ ﷺ ＡＢＣ ㎏ ①", "E = mc² ½ ﷺ ＡＢＣ ㎏ ①"),
            ("\u{AD}", "-"),
            ("Do\u{AD}nau", "Donau"),
            ("a\0b\u{1}c\u{FEFF}d\te", "abcd e"),
            ("می\u{200C}خواهم", "می\u{200C}خواهم"),
        ] {
            assert_eq!(written(shapes), letters);
        }
        assert_eq!(composed("น\u{E4D}\u{E49}\u{E32} ประจ\u{E4D}\u{E32}".to_owned()), "น้ำ ประจำ");
        assert_eq!(RADICALS.chars().count(), IDEOGRAPHS.chars().count());
        assert_eq!(written(RADICALS), IDEOGRAPHS);
    }
}
