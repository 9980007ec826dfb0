//! Whether the words of a claim are quoted: read from the quotation marks, in all common styles.

use super::{ByteRange, FrozenText, dialogue::spoken_in, signs::is_unspaced};

/// How the words of a claim are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteType {
    /// Wholly in quotation marks.
    Direct,
    /// In part.
    Mixed,
    /// Not at all.
    Indirect,
}

impl QuoteType {
    /// The word for it in the built-in codebook.
    pub fn word(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }
}

/// Opening marks with the closing ones that may answer them.
const PAIRS: [(char, &[char]); 20] = [
    ('“', &['”', '“']),
    ('„', &['“', '”', '„']),
    ('”', &['”', '“']),
    ('«', &['»']),
    ('»', &['«', '»']),
    ('‘', &['’', '‘']),
    ('‚', &['‘', '’']),
    ('’', &['’']),
    ('‹', &['›']),
    ('›', &['‹', '›']),
    ('「', &['」']),
    ('『', &['』']),
    ('﹁', &['﹂']),
    ('﹃', &['﹄']),
    ('״', &['״']),
    ('〝', &['〟', '〞']),
    ('‟', &['”']),
    ('＂', &['＂']),
    ('"', &['"']),
    ('\'', &['\'']),
];
/// Marks that are also apostrophes: they open only where they are closed again, not far away.
const APOSTROPHES: [char; 2] = ['\'', '’'];
/// How far an apostrophe may have its counterpart, in bytes.
const NEAR: usize = 2_000;

fn closing_of(mark: char) -> Option<&'static [char]> {
    PAIRS.iter().find(|(opening, _)| *opening == mark).map(|(_, closing)| *closing)
}

/// Whether a quotation may open with a mark between these characters.
fn may_open(mark: char, before: char, after: char) -> bool {
    // French has blanks within its marks.
    let begins = !after.is_whitespace() || matches!(mark, '«' | '‹');
    // Words are not parted by blanks in all languages.
    let is_only_opening = matches!(mark, '「' | '『' | '﹁' | '﹃' | '〝' | '„' | '‟');
    let is_year = mark == '’' && after.is_numeric();
    closing_of(mark).is_some()
        && (is_only_opening || !before.is_alphanumeric() || is_unspaced(before))
        && begins
        && !is_year
}

/// Whether a quotation may close with a mark between these characters: no apostrophe within a word, of “players’ union” or
/// of “’90s”.
fn may_close(mark: char, before: char, after: char) -> bool {
    let is_pair_only = !matches!(mark, '"' | '\'' | '’' | '“' | '„' | '‘' | '»' | '›' | '”');
    let in_a_word = before.is_alphanumeric() && after.is_alphanumeric() && !is_unspaced(before);
    // צה"ל
    let is_hebrew = |letter: char| matches!(letter, '\u{5D0}'..='\u{5EA}');
    let is_gershayim = matches!(mark, '"' | '״') && is_hebrew(before) && is_hebrew(after);
    !is_gershayim && (is_pair_only || !(before.is_whitespace() || APOSTROPHES.contains(&mark) && in_a_word))
}

/// Where the quotation ends that opens at `start`, after its closing mark. Those inside it are passed over. One that is not
/// closed in its paragraph goes on in the next if that opens anew, or closes it without opening another.
fn closed_at(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let first = rest.chars().next()?;
    let mut open: Vec<char> = vec![first];
    let mut before = first;
    let mut opens_anew = true;
    let mut fresh = false;
    let mut characters = rest.char_indices().skip(1).peekable();
    while let Some((at, mark)) = characters.next() {
        let after = characters.peek().map_or(' ', |(_, next)| *next);
        if mark == '\n' {
            // The quotations inside end with their paragraph; the outer one may go on.
            open.truncate(1);
            (before, fresh) = (' ', true);
            continue;
        }
        if fresh && !mark.is_whitespace() {
            fresh = false;
            // French papers repeat the closing mark at the start of a paragraph.
            let line = rest.get(at + mark.len_utf8()..).and_then(|rest| rest.lines().next()).unwrap_or_default();
            opens_anew = mark == first || first == '«' && mark == '»' && line.contains('»');
            if opens_anew {
                before = mark;
                continue;
            }
        }
        let innermost = open.last().copied().unwrap_or(first);
        let is_french = matches!((innermost, mark), ('«', '»') | ('‹', '›'));
        let answers = closing_of(innermost).is_some_and(|closing| closing.contains(&mark));
        let closes = answers && (is_french || may_close(mark, before, after));
        let is_same = mark == innermost && closing_of(mark).is_some_and(|closing| closing == [mark]);
        let opens = may_open(mark, before, after) && !is_same;
        let prefers_opening = opens && !is_french && (before.is_whitespace() || before == '(');
        if mark == first && opens && !opens_anew && open.len() == 1 {
            // Another quotation: the one before was never closed.
            return None;
        }
        if closes && !prefers_opening && !is_apostrophe(text, start + at, mark, before, after) {
            open.pop();
            if open.is_empty() {
                return Some(start + at + mark.len_utf8());
            }
        } else if opens && !APOSTROPHES.contains(&mark) {
            open.push(mark);
        }
        before = mark;
    }
    None
}

/// Where the quotation ends that opens with `mark` at `start`; one that may be an apostrophe has to end nearby.
fn closed_near(text: &str, start: usize, mark: char) -> Option<usize> {
    // So does one that mostly closes.
    let is_doubtful = APOSTROPHES.contains(&mark) || mark == '”';
    let near = if is_doubtful { text.ceil_char_boundary((start + NEAR).min(text.len())) } else { text.len() };
    closed_at(text.get(..near)?, start)
}

/// Whether a mark after an “s” is that of “the players’ union” and not the end of a quotation.
fn is_apostrophe(text: &str, at: usize, mark: char, before: char, after: char) -> bool {
    if !APOSTROPHES.contains(&mark) || before != 's' || after != ' ' {
        return false;
    }
    let line = text.get(at + mark.len_utf8()..).unwrap_or_default().lines().next().unwrap_or_default();
    let goes_on = line.trim_start().starts_with(char::is_lowercase);
    let mut last = ' ';
    let mut rest = line.chars().peekable();
    while let Some(next) = rest.next() {
        let follows = rest.peek().copied().unwrap_or(' ');
        if next == mark && !last.is_whitespace() && !follows.is_alphanumeric() {
            return goes_on;
        }
        last = next;
    }
    false
}

/// The stretches in quotation marks, marks included, of one paragraph or piece. One that is never closed runs to the
/// end. An apostrophe within a word is no mark.
pub fn quoted_in(words: &str) -> Vec<std::ops::Range<usize>> {
    let spoken = spoken_in(words);
    if !spoken.is_empty() {
        return spoken;
    }
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    let mut before = ' ';
    let mut characters = words.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let after = characters.peek().map_or(' ', |(_, next)| *next);
        let is_past = found.last().is_none_or(|quote| at >= quote.end);
        // Nearly all are letters and blanks, and of those none opens anything.
        if character == ',' && after == ',' && is_past && !before.is_alphanumeric() {
            found.extend(between_commas(words, at));
        } else if !character.is_alphanumeric() && character != ' ' && is_past && may_open(character, before, after) {
            let closed = closed_near(words, at, character);
            // Rock ’n’ roll.
            let closed =
                closed.filter(|end| !APOSTROPHES.contains(&character) || end - at > character.len_utf8() * 2 + 1);
            let never = if APOSTROPHES.contains(&character) || character == '”' { None } else { Some(words.len()) };
            found.extend(closed.or(never).map(|end| at..end));
        }
        before = character;
    }
    found
}

/// A quotation that two commas open, as on a typewriter: ,,so''.
fn between_commas(words: &str, start: usize) -> Option<std::ops::Range<usize>> {
    let inside = words.get(start + 2..)?;
    if !inside.starts_with(char::is_alphanumeric) {
        return None;
    }
    let near = inside.get(..inside.floor_char_boundary(NEAR))?;
    let line = near.lines().next()?;
    let end = ["''", "”", "“", "\""].into_iter().filter_map(|mark| Some(line.find(mark)? + mark.len())).min()?;
    Some(start..start + 2 + end)
}

/// Where a quotation begins that its paragraph never closes; `None` if all are closed, or the next paragraph goes on with
/// an opening mark, as long quotations do.
pub fn open_quote(paragraph: &str, next: &str) -> Option<usize> {
    if !spoken_in(paragraph).is_empty() {
        return None;
    }
    let last = quoted_in(paragraph).pop().filter(|quote| quote.end == paragraph.len())?;
    let mark = paragraph.get(last.clone())?.chars().next()?;
    let is_closed = closed_at(paragraph, last.start).is_some();
    (!is_closed && !next.trim_start().starts_with(mark)).then_some(last.start)
}

/// A range that begins with an opening quotation mark, or right after one, to the mark that closes it, which may stand in a
/// later paragraph; `None` if it does not begin so, is never closed, or ends there already.
pub fn to_closing_quote(text: &FrozenText, range: ByteRange) -> Option<ByteRange> {
    let all = text.as_str();
    let start = range.start.index();
    let before = all.get(..start)?.chars().next_back().unwrap_or(' ');
    let mut inside = all.get(start..)?.chars();
    let (first, second) = (inside.next()?, inside.next().unwrap_or(' '));
    let (opening, mark) = if may_open(first, before, second) {
        (start, first)
    } else {
        let earlier = start - before.len_utf8().min(start);
        let ahead = all.get(..earlier)?.chars().next_back().unwrap_or(' ');
        Some((earlier, before)).filter(|_| start > 0 && may_open(before, ahead, first))?
    };
    let end = closed_near(all, opening, mark)?;
    let whole = ByteRange::new(opening, end);
    (end > range.end.index() || opening < start && end == range.end.index()).then_some(whole)
}

/// How the words of these pieces are given.
pub fn quote_type(text: &FrozenText, pieces: &[ByteRange]) -> QuoteType {
    let (mut quoted, mut plain) = (false, false);
    for piece in pieces {
        let words = text.get(*piece).unwrap_or_default();
        let has_letters =
            |range: std::ops::Range<usize>| words.get(range).is_some_and(|words| words.contains(char::is_alphanumeric));
        let mut outside = 0;
        for quote in quoted_in(words) {
            plain = plain || has_letters(outside..quote.start);
            outside = quote.end;
            quoted = quoted || has_letters(quote);
        }
        plain = plain || has_letters(outside..words.len());
    }
    match (quoted, plain) {
        (false, _) => QuoteType::Indirect,
        (true, false) => QuoteType::Direct,
        (true, true) => QuoteType::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: QuoteType) {
        let text = FrozenText::verbatim(words);
        assert_eq!(quote_type(&text, &[text.range()]), expected, "{words}");
    }

    #[test]
    fn all_common_styles_are_read() {
        for quote in ["“It rains.”", "\"It rains.\"", "‘It’s raining’", "«Il pleut»", "„Es regnet“", "»Es regnet«"]
        {
            check(quote, QuoteType::Direct);
        }
        check("that it “never rains”", QuoteType::Mixed);
        check("that it never rains", QuoteType::Indirect);
        check("that Ukraine’s army and Russia's don't fight", QuoteType::Indirect);
        check("“It rains, and it goes on", QuoteType::Direct);
    }

    #[test]
    fn quotations_that_are_never_closed_are_found() {
        assert_eq!(open_quote("He said: “It rains.", ""), Some(9));
        assert_eq!(open_quote("“It rains.", "“It pours.”"), None, "it goes on");
        assert_eq!(open_quote("He said: “It rains.”", ""), None);
        assert_eq!(open_quote("It's Russia's.", ""), None);
        assert_eq!(open_quote("— Я ухожу, — сказал он. — Прощай.", ""), None);
        assert_eq!(open_quote("“One” and \"two", ""), Some(14));
    }

    #[track_caller]
    fn closes(marked: &str, expected: &str) {
        // The bar ends what is selected, from the first mark on.
        let bar = marked.find('|').unwrap();
        let words = marked.replacen('|', "", 1);
        let start = words.find(|c| closing_of(c).is_some() && c != '’').unwrap();
        let text = FrozenText::verbatim(words);
        let found = to_closing_quote(&text, ByteRange::new(start, bar));
        assert_eq!(found.map_or("", |range| text.get(range).unwrap()), expected, "{marked}");
    }

    #[test]
    fn a_quotation_is_followed_to_its_closing_mark() {
        closes("He said “it| rains.” Then", "“it rains.”");
        closes("He said \"it| rains,\" and \"left\".", "\"it rains,\"");
        closes("“She said| ‘no’ and “never” to it,” he said. “More.”", "“She said ‘no’ and “never” to it,”");
        closes("‘It’s the players’| union,’ he said.", "‘It’s the players’ union,’");
        closes("'It's| raining,' he said.", "'It's raining,'");
        closes("«Il| a dit “non” hier», dit-elle.", "«Il a dit “non” hier»");
        closes("„Wir| bleiben“, sagte er. „Ja.“", "„Wir bleiben“");
        closes("»Wir| ‚bleiben‘«, sagte er.", "»Wir ‚bleiben‘«");
        closes("„Nie| wiem”, powiedział.", "„Nie wiem”");
        closes("”Jag| vet inte”, sa hon.", "”Jag vet inte”");
        closes("彼は「雨|『大雨』が降る」と言った。", "「雨『大雨』が降る」");
        closes("He said “it| never ends.", "");
        closes("“Closed.”| Then “more.”", "");
    }

    #[test]
    fn a_quotation_over_several_paragraphs_opens_anew_in_each() {
        closes(
            "“One| goes.\n\n“Two goes.\n\n“Three ends,” he said. “Four.”",
            "“One goes.\n\n“Two goes.\n\n“Three ends,”",
        );
        closes("\"One| goes.\n\n\"Two ends,\" he said.", "\"One goes.\n\n\"Two ends,\"");
        closes("« Un| reste.\n» Deux finit », dit-il.", "« Un reste.\n» Deux finit »");
        closes("“A line|\nand its end,” he said.", "“A line\nand its end,”");
        closes("“Never| closed.\nHe said “I know” again.", "");
    }

    #[test]
    fn words_after_an_opening_mark_are_extended_over_it() {
        let text = FrozenText::verbatim("He said “it rains.” Then");
        let whole = ByteRange::new(8, 25 - 2);
        assert_eq!(to_closing_quote(&text, ByteRange::new(11, 13)), Some(whole));
        assert_eq!(to_closing_quote(&text, ByteRange::new(3, 7)), None);
    }

    #[test]
    fn an_apostrophe_is_not_closed_by_one_far_away() {
        let text = FrozenText::verbatim(format!("In the ’90s it rained. {}He said’ it.", "It rained. ".repeat(300)));
        assert_eq!(to_closing_quote(&text, ByteRange::new(10, 20)), None);
    }

    #[test]
    fn pieces_count_together() {
        let text = FrozenText::verbatim("“We stay,” she said, “until it ends.”");
        let pieces = [ByteRange::new(0, 14), ByteRange::new(26, text.len())];
        assert_eq!(quote_type(&text, &pieces), QuoteType::Direct);
    }
}
