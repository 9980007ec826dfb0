//! The columns of the ledger as shown: which ones, how wide, and how their cells are told.

use std::{borrow::Cow, collections::HashSet};

use egui::{FontId, Rect, Ui, pos2};

use crate::{
    analysis::{Column, Kind, LedgerColumn, Table, USUAL_COLUMNS},
    text::{day_in_words, grouped, visible},
    ui::{
        theme::{STEP, TEXT_SIZE, bold, reading},
        widgets::as_name,
    },
};

/// How many rows are measured, and how many characters of each cell.
const MEASURED: (usize, usize) = (200, 120);
/// A column is not made narrower than this, in points, unless its cells are; but the claims.
const LEAST: f32 = 64.0;
/// The claims are not made narrower than this, in points.
const LEAST_CLAIM: f32 = 170.0;
/// Room for the sign of a sorted column, in points.
const SIGN: f32 = 16.0;

/// A shown column: its place in the ledger, what it is, its name and how wide it is, in points.
pub(super) struct Shown<'l> {
    pub(super) place: usize,
    pub(super) column: LedgerColumn,
    pub(super) name: &'l str,
    pub(super) kind: Kind,
    pub(super) width: f32,
}

impl Shown<'_> {
    /// The typeface of a cell: claims are words of articles, which are in a language.
    pub(super) fn font(&self, language: &str) -> FontId {
        font(&self.column, language)
    }
}

fn font(column: &LedgerColumn, language: &str) -> FontId {
    if *column == LedgerColumn::Claim { reading(TEXT_SIZE + 1.0, language) } else { FontId::proportional(TEXT_SIZE) }
}

/// A cell as people read it, on one line: days and counts in words.
pub(super) fn told(kind: Kind, cell: &str) -> Cow<'_, str> {
    match kind {
        Kind::Date => day_in_words(cell).into(),
        Kind::Number => cell.parse().map_or(Cow::Borrowed(cell), |count: usize| grouped(count).into()),
        Kind::Text | Kind::Time => match visible(cell) {
            seen if seen.contains('\n') => seen.replace('\n', " ").into(),
            seen => seen,
        },
    }
}

/// The name of a column as a head.
pub(super) fn head(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The keys of the columns to show: those chosen, else the usual ones, with whose marks they are where there are several
/// coders.
pub(super) fn chosen_keys(chosen: &[String], has_coders: bool) -> Vec<String> {
    if !chosen.is_empty() {
        return chosen.to_vec();
    }
    let coder = has_coders.then(|| LedgerColumn::Coder.key());
    USUAL_COLUMNS.map(str::to_owned).into_iter().chain(coder).collect()
}

/// The places of the columns with these keys, in the order of the ledger, and how wide each would have to be for its cells, in
/// points.
pub(super) fn natural_widths(ui: &Ui, ledger: &Table, keys: &[String]) -> Vec<(usize, f32)> {
    let (rows, letters) = MEASURED;
    let keys: HashSet<&str> = keys.iter().map(String::as_str).collect();
    let measure = |(place, column): (usize, &Column)| {
        let of = LedgerColumn::of_key(&column.key)?;
        ui.fonts_mut(|fonts| {
            let mut width = |text: &str, font: &FontId| -> f32 {
                text.chars().take(letters).map(|letter| fonts.glyph_width(font, letter)).sum()
            };
            let heading = width(&head(&column.name), &bold(TEXT_SIZE)) + SIGN;
            // The forms of a character in several languages are equally wide.
            let font = font(&of, "");
            let cells = ledger.rows.iter().take(rows).map(|row| as_name(row.cell(place)));
            let cells = cells.map(|cell| width(&told(column.kind, &cell), &font));
            Some((place, cells.fold(heading, f32::max) + STEP * 1.5))
        })
    };
    let columns = ledger.columns.iter().enumerate().filter(|(_, column)| keys.contains(column.key.as_str()));
    columns.filter_map(measure).collect()
}

/// The columns at these places, which would have to be so wide for their cells, and how they share `room` points. Together
/// they are wider than that where they could not be read otherwise.
pub(super) fn shown<'l>(ledger: &'l Table, columns: &[(usize, f32)], room: f32) -> Vec<Shown<'l>> {
    let of = |(place, natural): &(usize, f32)| {
        let column = ledger.columns.get(*place)?;
        let of = LedgerColumn::of_key(&column.key)?;
        let least = if of == LedgerColumn::Claim { LEAST_CLAIM } else { LEAST };
        let wish = Wish { least: least.min(*natural), natural: *natural, weight: weight(&of) };
        Some((Shown { place: *place, column: of, name: &column.name, kind: column.kind, width: 0.0 }, wish))
    };
    let (mut shown, wishes): (Vec<Shown<'l>>, Vec<Wish>) = columns.iter().filter_map(of).unzip();
    for (column, width) in shown.iter_mut().zip(spread(&wishes, room)) {
        column.width = width;
    }
    shown
}

/// How wide all columns are together, in points.
pub(super) fn whole_width(shown: &[Shown<'_>]) -> f32 {
    shown.iter().map(|column| column.width).sum::<f32>() + STEP * 2.0
}

/// How wide a column is at least, for all its cells, and beside the others.
struct Wish {
    least: f32,
    natural: f32,
    weight: f32,
}

/// Gives each column as much as its weight and its cells want, and shares what is left among all.
fn spread(wishes: &[Wish], room: f32) -> Vec<f32> {
    let given = |share: f32| wishes.iter().map(move |wish| (wish.weight * share).clamp(wish.least, wish.natural));
    let natural: f32 = wishes.iter().map(|wish| wish.natural).sum();
    if natural <= room {
        let weights: f32 = wishes.iter().map(|wish| wish.weight).sum();
        let spare = (room - natural) / weights.max(0.1);
        return wishes.iter().map(|wish| wish.natural + wish.weight * spare).collect();
    }
    let (mut low, mut high) = (0.0, room * 10.0);
    for _ in 0..32 {
        let middle = f32::midpoint(low, high);
        if given(middle).sum::<f32>() > room { high = middle } else { low = middle }
    }
    given(low).collect()
}

/// How wide a column is beside the others.
fn weight(column: &LedgerColumn) -> f32 {
    match column {
        LedgerColumn::Claim => 3.4,
        LedgerColumn::Chain | LedgerColumn::SameClaim | LedgerColumn::Note => 2.0,
        LedgerColumn::Speaker | LedgerColumn::Article => 1.4,
        LedgerColumn::Quoted | LedgerColumn::Depth | LedgerColumn::LookAgain => 0.6,
        LedgerColumn::Cue | LedgerColumn::Published | LedgerColumn::Coder => 0.8,
        LedgerColumn::Field(field) if field.as_str() == "restated" => 2.0,
        LedgerColumn::End(_)
        | LedgerColumn::Field(_)
        | LedgerColumn::ArticleField(_)
        | LedgerColumn::FirstVoice
        | LedgerColumn::LastVoice
        | LedgerColumn::Outlet => 1.0,
    }
}

/// The rectangles of the cells of a row.
pub(super) fn cells_of<'s, 'l>(rect: Rect, shown: &'s [Shown<'l>]) -> impl Iterator<Item = (&'s Shown<'l>, Rect)> {
    let mut left = rect.min.x + STEP;
    shown.iter().map(move |column| {
        let right = left + column.width;
        let cell = Rect::from_min_max(pos2(left, rect.min.y), pos2((right - STEP).max(left), rect.max.y));
        left = right;
        (column, cell)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(room: f32) -> Vec<i32> {
        let wish = |least, natural, weight| Wish { least, natural, weight };
        let wishes = [wish(60.0, 100.0, 1.0), wish(170.0, 900.0, 3.0), wish(40.0, 40.0, 1.0)];
        spread(&wishes, room).into_iter().map(|width| width.round() as i32).collect()
    }

    #[test]
    fn columns_take_what_their_cells_need_and_the_claims_what_is_left() {
        assert_eq!(widths(640.0), [100, 500, 40]);
        assert_eq!(widths(1_140.0), [120, 960, 60], "what nobody needs is shared");
    }

    #[test]
    fn in_a_small_window_columns_stay_readable() {
        assert_eq!(widths(300.0), [65, 195, 40]);
        assert_eq!(widths(100.0), [60, 170, 40]);
    }

    #[test]
    fn cells_are_told_as_people_read_them() {
        assert_eq!(told(Kind::Date, "2022-03-06"), "6 March 2022");
        assert_eq!(told(Kind::Number, "12345"), "12,345");
        assert_eq!(told(Kind::Number, "0.5"), "0.5");
        assert_eq!(told(Kind::Text, "a\nb"), "a b");
        assert_eq!([head("told to"), head("")], ["Told to", ""]);
    }
}
