//! Words from left to right as a page shows them become words in the order in which they are read.
//!
//! It undoes what the Unicode Bidirectional Algorithm (UAX #9) did to set the line: Hebrew and Arabic are turned, numbers
//! and Latin words within them stay, brackets are what they were before they were mirrored.

use unicode_bidi::{BidiClass, bidi_class};

/// What a sign of a line is for the direction of what stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Left,
    /// Hebrew …
    Right,
    /// … and Arabic, which differ in how numbers stand after them.
    Arabic,
    /// A digit of Europe …
    Number,
    /// … and of Arabic.
    ArabicNumber,
    /// Between digits: comma, colon, slash …
    Separator,
    /// … plus and minus …
    Sign,
    /// … per cent and currencies.
    Unit,
    Neutral,
}

use Kind::{Arabic, ArabicNumber, Left, Neutral, Number, Right, Separator, Sign, Unit};

impl Kind {
    fn of(text: &str) -> Self {
        const KINDS: [(BidiClass, Kind); 8] = [
            (BidiClass::L, Left),
            (BidiClass::R, Right),
            (BidiClass::AL, Arabic),
            (BidiClass::EN, Number),
            (BidiClass::AN, ArabicNumber),
            (BidiClass::CS, Separator),
            (BidiClass::ES, Sign),
            (BidiClass::ET, Unit),
        ];
        let kinds = text
            .chars()
            .map(bidi_class)
            .map(|class| KINDS.iter().find(|(known, _)| *known == class).map_or(Neutral, |(_, kind)| *kind));
        let mut first = Neutral;
        for kind in kinds {
            match kind {
                Left | Right | Arabic | Number | ArabicNumber => return kind,
                Separator | Sign | Unit if first == Neutral => first = kind,
                Separator | Sign | Unit | Neutral => {}
            }
        }
        first
    }

    fn is_right(self) -> bool {
        matches!(self, Right | Arabic)
    }
}

/// How many characters of a text are read from left to right, and how many from right to left.
pub(super) fn strong(text: &str) -> (usize, usize) {
    let count = |classes: &[BidiClass]| text.chars().filter(|c| classes.contains(&bidi_class(*c))).count();
    (count(&[BidiClass::L]), count(&[BidiClass::R, BidiClass::AL]))
}

/// How the lines of a page are to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// Whether a line begins at its right end.
    pub(super) is_rtl: bool,
    /// Whether brackets are shown mirrored, as shapes, and not as what they mean.
    pub(super) has_mirrored: bool,
    /// Whether the letters stand in reading order from left to right, though they ought not to.
    pub(super) is_unturned: bool,
}

/// The text of a line in reading order, from the signs that it shows from left to right.
pub(super) fn read(signs: &[&str], reading: Reading) -> String {
    let kinds: Vec<Kind> = signs.iter().map(|sign| Kind::of(sign)).collect();
    let has_right = kinds.iter().any(|kind| kind.is_right());
    let is_turned = has_right || reading.is_rtl && !kinds.contains(&Left);
    if reading.is_unturned || !is_turned {
        return signs.concat();
    }
    let mut order = Vec::with_capacity(signs.len());
    if reading.is_rtl {
        from_right(&kinds, signs, 0, signs.len(), &mut order);
    } else {
        let mut at = 0;
        while let Some(kind) = kinds.get(at) {
            if kind.is_right() {
                let end = right_end(&kinds, at);
                from_right(&kinds, signs, at, end, &mut order);
                at = end;
            } else {
                order.push((at, false));
                at += 1;
            }
        }
    }
    let turned = order.into_iter().filter_map(|(at, is_turned)| Some((*signs.get(at)?, is_turned)));
    turned
        .map(|(sign, is_turned)| if is_turned && reading.has_mirrored { mirrored(sign) } else { sign.to_owned() })
        .collect()
}

/// Where words from right to left end that begin at a place of a line read from left to right.
fn right_end(kinds: &[Kind], from: usize) -> usize {
    let mut end = from;
    for (at, kind) in kinds.iter().enumerate().skip(from) {
        match kind {
            Right | Arabic => end = at,
            Left => break,
            Number | ArabicNumber | Separator | Sign | Unit | Neutral => {}
        }
    }
    end + 1
}

/// The signs from `from` to `to` in reading order from right to left, and whether each stands turned.
fn from_right(kinds: &[Kind], signs: &[&str], from: usize, to: usize, order: &mut Vec<(usize, bool)>) {
    let turned: Vec<usize> = (from..to).rev().collect();
    let kind = |at: usize| turned.get(at).and_then(|at| kinds.get(*at)).copied();
    let runs =
        Runs { kind: &kind, sign: &|at: usize| turned.get(at).and_then(|at| signs.get(*at)).copied().unwrap_or("") };
    let mut last = (0..turned.len()).filter_map(kind).find(|kind| kind.is_right()).unwrap_or(Right);
    let mut at = 0;
    while let Some(here) = kind(at) {
        if here.is_right() {
            last = here;
        }
        let end = runs.end(at, last);
        match end {
            Some(end) => order.extend(turned.iter().skip(at).take(end + 1 - at).rev().map(|at| (*at, false))),
            None => order.extend(turned.get(at).map(|at| (*at, true))),
        }
        at = end.unwrap_or(at) + 1;
    }
}

/// How many signs after a number the words that it may belong to begin at most.
const FAR: usize = 100;

/// Words and numbers from left to right within a line from right to left; places count from the right.
struct Runs<'r> {
    kind: &'r dyn Fn(usize) -> Option<Kind>,
    sign: &'r dyn Fn(usize) -> &'r str,
}

impl Runs<'_> {
    /// The last place of a run that begins here, `None` when none does. `last` is the letter before it.
    fn end(&self, at: usize, last: Kind) -> Option<usize> {
        match (self.kind)(at)? {
            Left => Some(self.words_end(at, last)),
            Number => Some(self.number_or_words_end(at, self.number_end(at, last), last)),
            ArabicNumber => Some(self.number_end(at, last)),
            // 5 % and € 5 are one in Hebrew.
            Unit if last == Right && (self.kind)(at + 1) == Some(Number) => {
                Some(self.number_or_words_end(at, self.number_end(at + 1, last), last))
            }
            Right | Arabic | Separator | Sign | Unit | Neutral => None,
        }
    }

    /// Where a number ends, or the Latin words that it belongs to: numbers after such words go with them.
    fn number_or_words_end(&self, at: usize, end: usize, last: Kind) -> usize {
        let is_between =
            |place: &usize| matches!((self.kind)(*place), Some(Number | Neutral | Separator | Sign | Unit));
        let next = (at..at + FAR).find(|place| !is_between(place)).unwrap_or(end);
        let is_one = (self.kind)(next) == Some(Left) && (next == end + 1 || self.is_word(next));
        if is_one { self.words_end(next, last) } else { end }
    }

    /// Whether the Latin word that begins here is more than a unit of measure, so that a number belongs to it.
    fn is_word(&self, at: usize) -> bool {
        let letters = (at..).take_while(|place| (self.kind)(*place) == Some(Left));
        letters.map(|place| (self.sign)(place).chars().count()).sum::<usize>() > 3
    }

    fn words_end(&self, at: usize, last: Kind) -> usize {
        let mut end = at;
        for place in at + 1.. {
            match (self.kind)(place) {
                Some(Left) => end = place,
                Some(Number | Separator | Sign | Unit | Neutral) => {}
                Some(Right | Arabic | ArabicNumber) | None => break,
            }
        }
        match (self.kind)(end + 1) {
            Some(Number) => self.number_end(end + 1, last),
            _other => end,
        }
    }

    fn number_end(&self, at: usize, last: Kind) -> usize {
        let mut end = at;
        while let Some(next) = (self.kind)(end + 1) {
            let after = (self.kind)(end + 2);
            let is_digit = |kind: Option<Kind>| matches!(kind, Some(Number | ArabicNumber));
            match next {
                Number | ArabicNumber => end += 1,
                Separator if is_digit(after) => end += 2,
                Sign if is_digit(after) && last == Right => end += 2,
                Unit if last == Right => end += 1,
                Left | Right | Arabic | Separator | Sign | Unit | Neutral => break,
            }
        }
        end
    }
}

const BRACKETS: [(char, char); 6] = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»'), ('‹', '›')];

fn mirrored(sign: &str) -> String {
    let mirror = |c| {
        let pair = BRACKETS.iter().find(|(open, close)| *open == c || *close == c);
        pair.map_or(c, |(open, close)| if *open == c { *close } else { *open })
    };
    sign.chars().map(mirror).collect()
}

/// How well the brackets of a text open and close, in pairs; below zero when they stand the wrong way round.
pub(super) fn bracket_pairs(text: &str) -> i64 {
    let (mut open, mut pairs) = (Vec::new(), 0);
    for c in text.chars() {
        match BRACKETS.iter().find(|(one, other)| *one == c || *other == c) {
            Some((one, other)) if *one == c => open.push(*other),
            Some(_pair) if open.last() == Some(&c) => {
                open.pop();
                pairs += 1;
            }
            Some(_pair) => pairs -= 1,
            None => {}
        }
    }
    pairs
}

/// Whether the words of a page, letter by letter from left to right, are in reading order as they stand: then whoever
/// made the page did not turn them. Told by endings that stand nowhere else, and by the Arabic article.
pub(super) fn is_unturned<'s>(words: impl Iterator<Item = &'s str>) -> bool {
    let (mut turned, mut unturned) = (0, 0);
    for word in words {
        let letters = || word.chars().filter(|c| matches!(bidi_class(*c), BidiClass::R | BidiClass::AL));
        if letters().nth(2).is_none() {
            continue;
        }
        let is_end = |c: Option<char>| matches!(c, Some('ة' | 'ى' | 'ם' | 'ן' | 'ף' | 'ץ' | 'ך'));
        let last_two: Vec<char> = letters().rev().take(2).collect();
        turned += usize::from(is_end(letters().next())) + usize::from(last_two == ['ا', 'ل']);
        unturned += usize::from(is_end(letters().next_back()));
        unturned += usize::from(letters().take(2).eq(['ا', 'ل']));
    }
    unturned > 2 && unturned > turned * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the algorithm of Unicode shows, read back.
    fn shown(text: &str, is_rtl: bool) -> String {
        let level = if is_rtl { unicode_bidi::Level::rtl() } else { unicode_bidi::Level::ltr() };
        let bidi = unicode_bidi::BidiInfo::new(text, Some(level));
        let paragraph = &bidi.paragraphs[0];
        let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
        let run = |run: std::ops::Range<usize>| {
            let is_rtl = levels[run.start].is_rtl();
            let signs = text.get(run).unwrap().chars();
            if is_rtl { mirrored(&signs.rev().collect::<String>()) } else { signs.collect() }
        };
        runs.into_iter().map(run).collect()
    }

    #[test]
    fn what_is_shown_is_read_in_the_order_of_its_writing() {
        for (text, is_rtl) in [
            ("أعلنت الأمم المتحدة (اليوم) أن 3.5 مليون", true),
            ("في 12/05/2024 قال «سلام» لقناة BBC News العربية", true),
            ("بلغت النسبة 45% و١٢٫٥٪ في 2024-05-01", true),
            ("לפי דו\"ח של OECD (2023), 5.2% מהתושבים", true),
            ("שיחה עם iPhone 15 ו-COVID-19 ב-2024-05-01.", true),
            ("מרחק של 100 km מתל אביב", true),
            ("خرید ۲۰۲۴ از تهران", true),
            ("He said שלום לך (2 times) and left.", false),
            ("The word العربية means Arabic, 3 times.", false),
            ("Only Latin (1)", false),
            ("אבג [1] דהו", true),
            ("רשת 3G חדשה", true),
            ("قال جو بايدن (81 عاما) إن NATO لن تتدخل", true),
            ("هاتف: 0123-456-789، بريد: info@example.com", true),
            ("الموسم 2023/2024 من دوري La Liga", true),
            ("נתמך על ידי 16 GB ו-5% יותר", true),
            ("בין השנים 1990-1995, כ-15% מהאוכלוסייה", true),
            ("הטלפון 03-1234567 והדוא\"ל info@example.co.il", true),
            ("מחיר: €5.50 (כולל מע\"מ) או $6", true),
            ("אמר: \"Hello, world!\" ויצא", true),
            ("גרסה 2.0.1 של Firefox", true),
            ("(א) סעיף ראשון; (ב) סעיף שני", true),
            ("نتيجة المباراة 3-1 لصالح Real Madrid", true),
            ("درجة الحرارة -5 مئوية والسعر 80$", true),
            ("2024", true),
        ] {
            let shown = shown(text, is_rtl);
            let signs: Vec<String> = shown.chars().map(|c| c.to_string()).collect();
            let signs: Vec<&str> = signs.iter().map(String::as_str).collect();
            let reading = Reading { is_rtl, has_mirrored: true, is_unturned: false };
            assert_eq!(read(&signs, reading), text, "shown as {shown}");
        }
    }

    #[test]
    fn a_cluster_keeps_its_own_order_and_brackets_that_are_meant_stay() {
        let reading = Reading { is_rtl: true, ..Reading::default() };
        assert_eq!(read(&[")", "م", "لا", "س", "("], reading), "(سلام)");
        assert_eq!((bracket_pairs("(a) [b]"), bracket_pairs(")a(")), (2, -1));
    }

    #[test]
    fn words_that_were_never_turned_are_told_by_their_ends() {
        let written = ["العربية", "المدينة", "القاهرة"];
        assert!(is_unturned(written.into_iter()));
        let turned: Vec<String> = written.iter().map(|word| word.chars().rev().collect()).collect();
        assert!(!is_unturned(turned.iter().map(String::as_str)));
        assert!(is_unturned(["ירושלים", "אנשים", "לומדים"].into_iter()));
    }
}
