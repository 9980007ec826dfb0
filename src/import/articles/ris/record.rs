//! The lines of RIS as records: a tag of two characters, a hyphen, a value, which may go on in the lines below.

use std::borrow::Cow;

/// A record: its tags with their values, in the order of the file.
pub(super) struct Record<'t>(Vec<(&'t str, Cow<'t, str>)>);

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It stands in no record.
    OutsideRecords,
    /// A record that begins there has no end.
    NoEnd,
}

/// What is wrong, in the order of lines.
#[derive(Default)]
pub(super) struct Troubles {
    /// The first lines that something is wrong with.
    pub(super) first: Vec<(usize, Trouble)>,
    /// How many more there are.
    pub(super) more: usize,
}

/// How many bad lines are told one by one; the rest are counted.
const TOLD: usize = 20;

impl Troubles {
    fn push(&mut self, line: usize, trouble: Trouble) {
        if self.first.len() < TOLD {
            self.first.push((line, trouble));
        } else {
            self.more += 1;
        }
    }
}

impl Record<'_> {
    /// All tags with their values.
    pub(super) fn values(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(tag, value)| (*tag, value.as_ref()))
    }

    /// The values of these tags, in the order of the tags.
    pub(super) fn all<'s>(&'s self, tags: &'s [&str]) -> impl Iterator<Item = (&'s str, &'s str)> {
        tags.iter().flat_map(|tag| self.values().filter(move |(other, _)| other == tag))
    }

    /// The first of these tags that says anything; empty if none does.
    pub(super) fn first(&self, tags: &[&str]) -> String {
        let mut all = tags.iter().flat_map(|tag| self.values().filter(move |(other, _)| other == tag));
        all.find(|(_, value)| !value.trim().is_empty()).map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    }
}

/// The records of a text, and the lines that are none of them.
pub(super) fn records(text: &str) -> (Vec<Record<'_>>, Troubles) {
    let (mut records, mut troubles) = (Vec::new(), Troubles::default());
    // The record that is open, with the line that it begins in.
    let mut open: Option<(usize, Record<'_>)> = None;
    // Some programs write one blank where the format has two; elsewhere such a line is a sentence.
    let is_narrow =
        text.lines().any(|line| matches!(tagged(line, true), Some(("TY", _))) && tagged(line, false).is_none());
    for (number, line) in (1..).zip(text.split('\n').map(|line| line.trim_end_matches('\r'))) {
        match (tagged(line, is_narrow), &mut open) {
            (Some(("ER", _)), open) => match open.take() {
                Some((_, record)) => records.push(record),
                None => troubles.push(number, Trouble::OutsideRecords),
            },
            (Some(("TY", kind)), _) => {
                if let Some((start, record)) = open.replace((number, Record(vec![("TY", Cow::Borrowed(kind))]))) {
                    troubles.push(start, Trouble::NoEnd);
                    records.push(record);
                }
            }
            (Some((tag, value)), Some((_, record))) => record.0.push((tag, Cow::Borrowed(value))),
            (None, Some((_, Record(values)))) => {
                if let Some((_, value)) = values.last_mut() {
                    let value = value.to_mut();
                    value.push('\n');
                    value.push_str(line);
                }
            }
            (None, None) if line.trim().is_empty() => {}
            (Some(_) | None, None) => troubles.push(number, Trouble::OutsideRecords),
        }
    }
    if let Some((start, record)) = open {
        troubles.push(start, Trouble::NoEnd);
        records.push(record);
    }
    (records, troubles)
}

/// All tags of the format, which only count where one blank stands before the hyphen: “US - China relations” has none.
const TAGS: &str = "TY A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DO DP ED EP ER ET FD FT H1 H2 \
                    ID IS J1 J2 JA JF JO K1 KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NO NV OL OP PB PP PY RD RI RN RP RT SE SF \
                    SL SN SP ST SV T1 T2 T3 TA TI TT TX U1 U2 U3 U4 U5 UR VL VO Y1 Y2 YR";

/// `TI  - Rain`: two capitals, or a capital and a digit, and a hyphen after two blanks; after one, if the file is `narrow`.
fn tagged(line: &str, is_narrow: bool) -> Option<(&str, &str)> {
    let line = line.trim_start_matches('\u{FEFF}');
    let (tag, rest) = line.split_at_checked(2)?;
    let is_tag = tag.starts_with(|c: char| c.is_ascii_uppercase())
        && tag.ends_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    let value = rest.trim_start_matches([' ', '\t', '\u{A0}']);
    let blanks = rest.chars().take_while(|c| c.is_whitespace()).count();
    let is_one = blanks == 1 && !rest.starts_with('\t');
    let value = value.strip_prefix('-').filter(|_| is_tag && blanks > 0)?;
    let is_apart = value.is_empty() || value.starts_with([' ', '\t', '\u{A0}']);
    let is_known = TAGS.split_whitespace().any(|known| known == tag) && (tag != "LA" || may_be_languages(value));
    (is_apart && (!is_one || is_narrow && is_known)).then(|| (tag, value.trim()))
}

/// Whether words may name languages, each in one word.
fn may_be_languages(words: &str) -> bool {
    words.split([';', ',', '/']).all(|part| part.split_whitespace().count() <= 1 && !part.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_tags_or_go_on_with_the_last_one() {
        for (line, expected) in [
            ("LA - eng", Some(("LA", "eng"))),
            ("LA - Police said nothing.", None),
            ("US - China relations", None),
            ("TI  - Rain – again", Some(("TI", "Rain – again"))),
            ("T1 - Rain", Some(("T1", "Rain"))),
            ("ER  -", Some(("ER", ""))),
            ("\u{FEFF}TY  - NEWS", Some(("TY", "NEWS"))),
            ("TV-sets", None),
            ("UN  -backed", None),
            ("It - rains", None),
            ("é  - x", None),
            ("", None),
        ] {
            assert_eq!(tagged(line, true), expected, "{line}");
        }
    }

    #[test]
    fn one_blank_before_the_hyphen_counts_where_a_file_has_it_everywhere() {
        let text = "TY  - NEWS\nAB  - Talks resumed.\nUS - China relations\nED - Police said\nER  - \n";
        let (read, _) = records(text);
        assert_eq!(read[0].first(&["AB"]), "Talks resumed.\nUS - China relations\nED - Police said");
        let (read, _) = records("TY - NEWS\nAB - Talks.\nUS - China\nED - Lund\nER - \n");
        assert_eq!(read[0].first(&["AB"]), "Talks.\nUS - China");
        assert_eq!(read[0].first(&["ED"]), "Lund");
    }

    #[test]
    fn records_without_an_end_are_read_and_told() {
        let text = "stray\nTY  - NEWS\r\nAB  - One\r\n\r\ntwo\r\nTY  - NEWS\nER  - \nTI  - lost\nER  - \nTY  - X";
        let (records, troubles) = records(text);
        assert_eq!(records.len(), 3);
        assert_eq!(records[0].first(&["AB"]), "One\n\ntwo");
        let expected = [
            (1, Trouble::OutsideRecords),
            (2, Trouble::NoEnd),
            (8, Trouble::OutsideRecords),
            (9, Trouble::OutsideRecords),
            (10, Trouble::NoEnd),
        ];
        assert_eq!(troubles.first, expected);
    }
}
