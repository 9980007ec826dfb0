//! Articles from JSON, one a record: a list of objects wherever it stands, as the services of news answer with it, objects
//! one after the other or one a line, or one object that is an article.
//!
//! The text is gone through three times and never held as values: which of its lists have articles, what these are called
//! that they hold, and which values these are. What names say is read as the columns of tables are.

mod documents;
mod grid;
mod marks;
mod names;
mod numbers;
mod survey;
mod walk;

use self::{documents::Documents, grid::Grids, survey::Survey};
use super::{
    format::{Body, Format, Input},
    records::{self, Records},
    unit::Unit,
    words::Warning,
};
use crate::import::{
    error::ImportError,
    markup,
    sheet::{Held, Table},
};

/// Articles as records of JSON.
pub(super) const FORMAT: Format = Format {
    name: "json-articles",
    extensions: &["json", "jsonl", "ndjson"],
    cannot_hold: "values beside the list of articles",
    reader: "",
    read: articles,
};

fn articles(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let (records, has_marks) = rows(input)?;
    let mut bodies = records::articles(records, input.mapping, &input.watch.part(1, 2))?;
    bodies.iter_mut().for_each(|body| body.may_be_marks |= has_marks);
    Ok(bodies)
}

/// The records of a file, before they are articles.
pub(super) fn records(input: &Input<'_>) -> Result<Records, ImportError> {
    Ok(rows(input)?.0)
}

/// The records of a file, and whether marks are among their values, as of annotations that no format knows.
fn rows(input: &Input<'_>) -> Result<(Records, bool), ImportError> {
    let decoded = markup::json(input.bytes, input.encoding)?;
    let (text, no_numbers) = numbers::readable(decoded.text.trim_start_matches('\u{FEFF}'));
    let documents = Documents::of(&text)?;
    let mut survey = Survey::default();
    documents.each(&mut |_, document| {
        survey.begin();
        walk::walk(document, &mut |event| survey.hear(event))
    });
    let has_marks = survey.has_marks();
    let Some(places) = survey.places() else {
        return Err(ImportError::UnknownAnnotations(FORMAT.extensions.first().copied().unwrap_or_default().to_owned()));
    };
    let mut grids = Grids::of(places, Held::of(text.len(), input.watch.part(0, 2)));
    let bad = documents.each(&mut |number, document| {
        grids.begin(number);
        walk::walk(document, &mut |event| grids.hear(event))
    });
    let (sheets, mut warnings) = grids.finish()?;
    warnings.extend(bad);
    warnings.extend((no_numbers > 0).then_some(Warning::NotNumbers(no_numbers)));
    let table = Table { sheets, encoding: decoded.encoding, doubts: decoded.doubts };
    Ok((Records { table, warnings, unit: Unit::Record }, has_marks))
}
