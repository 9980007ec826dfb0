//! How a file of CSV is written: what parts its cells, and how quotation marks in them are.
//!
//! Programs write commas, semicolons, tabulators or bars; Excel may say which in a first line `sep=;`. Most double the
//! quotation marks in a cell; databases write `\"`; some write none around cells at all.

use super::{
    error::ImportError,
    headings::{is_known, plain},
};

/// What may part cells.
const SIGNS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How many rows show what parts cells.
const LOOKED_AT: usize = 60;

/// How cells are quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quoting {
    Doubled,
    Escaped,
    Never,
}

/// The cells of a row, and the number that spreadsheets show for it.
pub(super) type Row = (usize, Vec<String>);

/// What counts a row, of a table that has so many already, and may refuse it.
pub(super) type Hold<'h> = dyn FnMut(usize, &[String]) -> Result<(), ImportError> + 'h;

/// The first `most` rows of a text, empty ones left out; `held` refuses a row that would take too much memory
/// beside so many others.
pub(super) fn rows(text: &str, most: usize, held: &mut Hold<'_>) -> Result<Vec<Row>, ImportError> {
    let text = text.trim_start_matches('\u{FEFF}');
    let (sign, text) = match stated(text) {
        Some((sign, rest)) => (sign, rest),
        None => (sign_of(text), text),
    };
    let first = read(text, sign, Quoting::Doubled, most, held)?;
    let harm = harm(&first, sign);
    if harm == 0 || !text.contains('"') {
        return Ok(first);
    }
    let mut best = (harm, first);
    for quoting in [Quoting::Escaped, Quoting::Never] {
        if quoting == Quoting::Escaped && !text.contains("\\\"") {
            continue;
        }
        let Ok(other) = read(text, sign, quoting, most, held) else { continue };
        let harm = self::harm(&other, sign);
        if harm < best.0 {
            best = (harm, other);
        }
    }
    Ok(best.1)
}

/// What parts the cells by a first line such as `sep=;`, and what follows that line.
fn stated(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let line = line.trim_end_matches('\r').trim_matches('"');
    let (name, sign) = line.split_at_checked("sep=".len())?;
    let sign = *sign.as_bytes().first().filter(|_| sign.len() == 1)?;
    name.eq_ignore_ascii_case("sep=").then_some((sign, rest))
}

/// What parts the cells: the sign that makes most columns of known names, then most rows of the same length.
fn sign_of(text: &str) -> u8 {
    let rank = |sign: u8| {
        let mut reader = reader(text, sign, Quoting::Doubled);
        let rows: Vec<csv::StringRecord> = reader.records().take(LOOKED_AT).filter_map(Result::ok).collect();
        let known = rows.iter().map(|row| row.iter().filter(|cell| is_known(&plain(cell))).count()).max();
        let usual = usual_length(rows.iter().map(csv::StringRecord::len));
        let alike = rows.iter().filter(|row| row.len() == usual && usual > 1).count();
        (known.unwrap_or_default(), alike, usual)
    };
    // Of equal ones the first.
    let ranked = SIGNS.into_iter().map(|sign| (rank(sign), sign));
    ranked.reduce(|best, next| if next.0 > best.0 { next } else { best }).map_or(b',', |(_, sign)| sign)
}

fn reader(text: &str, sign: u8, quoting: Quoting) -> csv::Reader<&[u8]> {
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(sign);
    match quoting {
        Quoting::Doubled => &mut builder,
        Quoting::Escaped => builder.escape(Some(b'\\')),
        Quoting::Never => builder.quoting(false),
    };
    builder.from_reader(text.as_bytes())
}

fn read(text: &str, sign: u8, quoting: Quoting, most: usize, held: &mut Hold<'_>) -> Result<Vec<Row>, ImportError> {
    let mut reader = reader(text, sign, quoting);
    let (mut rows, mut row) = (Vec::new(), csv::StringRecord::new());
    // Spreadsheets count empty rows, and line ends in cells do not make rows.
    let (mut read, mut ends, mut inside) = (0, 0, 0);
    let line_ends = |text: &str| memchr::memchr_iter(b'\n', text.as_bytes()).count();
    loop {
        let is_enough = rows.len() >= most;
        if is_enough || !reader.read_record(&mut row).map_err(|error| ImportError::NotTable(error.to_string()))? {
            return Ok(rows);
        }
        let end = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        let lines = text.get(read..end).unwrap_or_default();
        let content = lines.trim_start_matches(['\r', '\n']);
        ends += line_ends(lines) - line_ends(content);
        let number = 1 + ends - inside;
        ends += line_ends(content);
        inside += row.iter().map(line_ends).sum::<usize>();
        read = end;
        let cells: Vec<String> = row.iter().map(str::to_owned).collect();
        held(rows.len(), &cells)?;
        rows.push((number, cells));
    }
}

/// How many rows are not as long as most, or hold other rows: what is left when quotation marks are misunderstood.
fn harm(rows: &[Row], sign: u8) -> usize {
    let usual = usual_length(rows.iter().map(|(_, row)| row.len()));
    let sign = char::from(sign);
    let is_row = |line: &str| usual > 1 && line.matches(sign).count() + 1 >= usual.max(3);
    let holds_rows = |cell: &String| cell.contains('\n') && cell.split('\n').filter(|line| is_row(line)).count() > 1;
    rows.iter().filter(|(_, row)| row.len() != usual || row.iter().any(holds_rows)).count()
}

/// The length that most rows have; of several, the greatest.
fn usual_length(lengths: impl Iterator<Item = usize>) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    lengths.for_each(|length| *counts.entry(length).or_insert(0_usize) += 1);
    counts.into_iter().max_by_key(|(length, count)| (*count, *length)).map_or(0, |(length, _)| length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(usize, Vec<String>)> {
        rows(text, usize::MAX, &mut |_, _| Ok(())).unwrap()
    }

    #[test]
    fn the_sign_between_cells_is_stated_or_detected() {
        for text in [
            "title;text\nA, B, C;D\n",
            "\u{FEFF}sep=;\r\ntitle;text\r\nA, B, C;D\r\n",
            "\"sep=;\"\ntitle;text\nA, B, C;D\n",
            "SEP=\t\ntitle\ttext\nA, B, C\tD\n",
            "title|text\nA, B, C|D\n",
            "title\ttext\n\"A, B, C\"\tD\n",
            "title,text\n\"A, B, C\",D\n",
        ] {
            let rows = read(text);
            assert_eq!(rows.last().unwrap().1, ["A, B, C", "D"], "{text}");
            assert_eq!(rows.len(), 2, "{text}");
        }
        let with_report = read("News, 3 of 3, all languages\n\n\"title\";\"text\"\nA;B\nC;D\n");
        assert_eq!(with_report.last().unwrap(), &(5, vec!["C".to_owned(), "D".to_owned()]));
    }

    #[test]
    fn rows_are_numbered_as_spreadsheets_number_them() {
        let rows = read("title,text\nA,\"one\ntwo\"\n\nB,three\r\nC,four\n");
        assert_eq!(rows.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 2, 4, 5]);
    }

    #[test]
    fn quotation_marks_of_other_programs_swallow_no_rows() {
        let escaped = read("id,title,text\n1,\"He said \\\"no\\\", twice\",so\n2,B,C\n");
        assert_eq!(escaped[1].1, ["1", "He said \"no\", twice", "so"]);
        let never = read("id\ttitle\ttext\n1\t\"Never again\tso\n2\tB\tC\n3\tD\tE\n4\t\"F\tG\n");
        assert_eq!(never.len(), 5, "{never:?}");
        assert_eq!(never[1].1, ["1", "\"Never again", "so"]);
        let usual = read("id,title,text\n1,\"He said \"\"no\"\", twice\",\"two\nlines\"\n");
        assert_eq!(usual[1].1, ["1", "He said \"no\", twice", "two\nlines"]);
    }
}
