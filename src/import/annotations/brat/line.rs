//! Lines of an `.ann` file, and what is written in their fields.

/// A line of the file, cut at tabulators.
#[derive(Clone, Copy)]
pub(super) struct Line<'l> {
    pub(super) number: usize,
    pub(super) id: &'l str,
    pub(super) what: &'l str,
    pub(super) rest: &'l str,
    pub(super) whole: &'l str,
}

/// What lines of brat's kinds begin with.
const KINDS: [char; 8] = ['T', 'E', 'R', '*', 'A', 'M', 'N', '#'];

impl<'l> Line<'l> {
    /// The lines of a file, without empty ones.
    pub(super) fn all(text: &'l str) -> Vec<Self> {
        text.lines().enumerate().filter_map(|(at, line)| Self::cut(at + 1, line)).collect()
    }

    fn cut(number: usize, whole: &'l str) -> Option<Self> {
        let mut parts = whole.splitn(3, '\t');
        let (id, what) = (parts.next()?.trim(), parts.next().unwrap_or_default().trim_end());
        let rest = parts.next().unwrap_or_default();
        (!whole.trim().is_empty()).then_some(Self { number, id, what, rest, whole })
    }

    /// Whether brat knows such lines. One that begins with `#` and has no id is a remark of whoever wrote the file.
    pub(super) fn is_known(&self) -> bool {
        let is_remark = self.id.starts_with('#') && (self.id.contains(char::is_whitespace) || self.what.is_empty());
        self.id.starts_with(KINDS) && !is_remark
    }
}

/// A text without the escapes that Sayso writes: `\n`, `\\`, and `\u{…}` for what else would end a line or field.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let point = after.strip_prefix("u{").and_then(|after| after.split_once('}'));
        let point =
            point.and_then(|(digits, after)| Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, after)));
        let (sign, after) = match (after.chars().next(), point) {
            (Some('n'), _) => ('\n', after.get(1..).unwrap_or_default()),
            (Some('\\'), _) => ('\\', after.get(1..).unwrap_or_default()),
            (_, Some(point)) => point,
            (_, None) => ('\\', after),
        };
        out.push(sign);
        rest = after;
    }
    out + rest
}

/// The words of fragments in the order of the text, for brat has them in the order of the fragments, with a blank between
/// two (before version 1.3: with nothing). Words of other lengths than their fragments stay as they are.
pub(super) fn in_text_order(words: &str, at: &[(u32, u32)]) -> String {
    if at.is_sorted() {
        return words.to_owned();
    }
    let widths: [fn(char) -> usize; 3] = [|_| 1, char::len_utf16, char::len_utf8];
    let cut = widths.into_iter().find_map(|width| cut_by_lengths(words, at, width));
    let Some(mut cut) = cut else { return words.to_owned() };
    cut.sort_unstable_by_key(|(place, _)| *place);
    cut.into_iter().map(|(_, part)| part).collect::<Vec<_>>().join(" ")
}

/// The words of each fragment, if the fragments are as long as all the words; `width` is how much a character counts.
fn cut_by_lengths<'w>(
    words: &'w str,
    at: &[(u32, u32)],
    width: fn(char) -> usize,
) -> Option<Vec<((u32, u32), &'w str)>> {
    let mut rest = words;
    let mut cut = Vec::with_capacity(at.len());
    for (start, end) in at {
        if !cut.is_empty() {
            rest = rest.strip_prefix(' ').unwrap_or(rest);
        }
        let length = end.checked_sub(*start)? as usize;
        let mut counted = 0;
        let bytes = rest.char_indices().find_map(|(byte, c)| {
            let is_end = counted >= length;
            counted += width(c);
            is_end.then_some(byte)
        });
        let (part, after) = rest.split_at_checked(bytes.unwrap_or(rest.len()))?;
        (part.chars().map(width).sum::<usize>() == length).then_some(())?;
        cut.push(((*start, *end), part));
        rest = after;
    }
    rest.is_empty().then_some(cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_follow_their_fragments_into_the_order_of_the_text() {
        assert_eq!(in_text_order("said Anna", &[(10, 14), (0, 4)]), "Anna said");
        assert_eq!(in_text_order("c b a", &[(9, 10), (5, 6), (0, 1)]), "a b c");
        assert_eq!(in_text_order("saidAnna", &[(10, 14), (0, 4)]), "Anna said", "before 1.3");
        assert_eq!(in_text_order("said A🙂", &[(10, 14), (0, 3)]), "A🙂 said", "in UTF-16");
        assert_eq!(in_text_order("Anna said", &[(0, 4), (10, 14)]), "Anna said");
        assert_eq!(in_text_order("too short", &[(10, 14), (0, 9)]), "too short");
        assert_eq!(in_text_order("", &[(10, 14), (0, 9)]), "");
    }

    #[test]
    fn escapes_are_undone_and_backslashes_of_others_stay() {
        assert_eq!(unescaped(r"a\nb\\n\u{2028}\u{9}c"), "a\nb\\n\u{2028}\tc");
        assert_eq!(unescaped(r"C:\temp \u{zz} \"), r"C:\temp \u{zz} \");
    }

    #[test]
    fn remarks_are_no_notes() {
        let known = |line: &str| Line::all(line).first().is_some_and(Line::is_known);
        assert!(known("#1\tAnnotatorNotes T1\tso") && known("*\tEquiv T1 T2") && known("T1\tA 0 1\ta"));
        assert!(!known("# checked twice") && !known("#todo") && !known("X1\tsomething else"));
    }
}
