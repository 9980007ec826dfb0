//! Articles from tables, one a row, as archives of news export them.

use super::{
    format::{Body, Format, Input, decoded_together},
    words::Warning,
};
use crate::{
    import::{
        error::ImportError,
        sheet::{Table, cell, table},
        title::first_line,
    },
    model::Facts,
    text::FrozenText,
};

/// Articles as rows of a table.
pub(super) const FORMAT: Format = Format {
    name: "table",
    extensions: &["csv", "tsv", "xlsx"],
    cannot_hold: "columns other than text, title, outlet, author, date, address, language and note",
    reader: "",
    read: articles,
};

fn articles(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    const TEXT: [&str; 7] = ["text", "body", "full text", "fulltext", "article text", "content", "story"];
    let Table { sheets, encoding, doubts } = table(input.bytes, input.encoding)?;
    let Some((sheet, text)) = sheets.iter().find_map(|sheet| Some((sheet, sheet.column(&TEXT)?))) else {
        return Err(ImportError::NoTextColumn);
    };
    let column = |names: &[&str]| sheet.column(names);
    let (title, outlet) = (
        column(&["title", "headline", "heading"]),
        column(&["outlet", "publication", "newspaper", "source", "publisher", "media"]),
    );
    let (author, published) = (
        column(&["author", "byline", "authors"]),
        column(&["published", "date", "publication date", "published at", "day"]),
    );
    let (address, language, note) =
        (column(&["address", "url", "link"]), column(&["language", "lang"]), column(&["note", "notes"]));
    let bodies = sheet.rows.iter().map(|(_, row)| {
        let (text, steps) = FrozenText::import(cell(row, Some(text)));
        let value = |column| cell(row, column).trim().to_owned();
        let named = Some(value(title)).filter(|title| !title.is_empty());
        let facts = Facts {
            title: named.unwrap_or_else(|| first_line(text.as_str())),
            outlet: value(outlet),
            author: value(author),
            published: value(published),
            address: value(address),
            language: value(language),
            note: value(note),
            ..Facts::default()
        };
        let steps = steps.into_iter().map(|step| step.name().to_owned()).collect();
        Body { steps, ..Body::new(text, facts) }
    });
    let (bodies, empty): (Vec<Body>, Vec<Body>) = bodies.partition(|body| !body.text.as_str().trim().is_empty());
    let mut bodies = decoded_together(bodies, encoding, &doubts);
    if let Some(first) = bodies.first_mut().filter(|_| !empty.is_empty()) {
        first.warnings.push(Warning::RowsWithoutText(empty.len()));
    }
    Ok(bodies)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_row_is_an_article_whatever_parts_the_cells() {
        for table in [
            "Headline;Body;Date\r\n\"A; b\";\"First.\r\nSecond – 🙂\";2022-03-06\r\n;;\r\n",
            "\u{FEFF}headline,body,date\n\"A; b\",\"First.\nSecond – 🙂\",2022-03-06\n",
        ] {
            let read = crate::import::articles("a.csv", table.as_bytes(), None).unwrap();
            assert_eq!(read.len(), 1);
            assert_eq!(read[0].text.as_str(), "First.\nSecond – 🙂");
            assert_eq!((read[0].facts.title.as_str(), read[0].facts.published.as_str()), ("A; b", "2022-03-06"));
        }
        let other = crate::import::articles("a.csv", b"a,b\n1,2\n", None).unwrap_err().to_string();
        assert!(other.contains("neither a text column"), "{other}");
    }
}
