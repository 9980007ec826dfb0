//! Articles from tables, one a row, as archives of news export them. What a column says that no fact of an article is for
//! becomes a field of articles.

use super::{
    format::{Body, Format, Input},
    records::{self, Records},
    unit::Unit,
};
use crate::import::{error::ImportError, sheet::table};

/// Articles as rows of a table.
pub(super) const FORMAT: Format =
    Format { name: "table", extensions: &["csv", "tsv", "xlsx"], cannot_hold: "", reader: "", read: articles };

fn articles(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    records::articles(rows(input)?, input.mapping, &input.watch.part(1, 2))
}

/// The rows of a table, before they are articles.
pub(super) fn rows(input: &Input<'_>) -> Result<Records, ImportError> {
    Ok(Records {
        table: table(input.bytes, input.encoding, input.watch.part(0, 2))?,
        warnings: Vec::new(),
        unit: Unit::Row,
    })
}

#[cfg(test)]
mod tests {
    use crate::import::Imported;

    fn read(table: &str) -> Vec<Imported> {
        crate::import::articles("a.csv", table.as_bytes(), None).unwrap()
    }

    #[test]
    fn a_row_is_an_article_whatever_parts_the_cells() {
        for table in [
            "Headline;Body;Date\r\n\"A; b\";\"First.\r\nSecond – 🙂\";2022-03-06\r\n;;\r\n",
            "\u{FEFF}headline,body,date\n\"A; b\",\"First.\nSecond – 🙂\",2022-03-06\n",
            "sep=|\nheadline|body|date\nA; b|\"First.\nSecond – 🙂\"|2022-03-06\n",
        ] {
            let read = read(table);
            assert_eq!(read.len(), 1);
            assert_eq!(read[0].text.as_str(), "First.\nSecond – 🙂");
            assert_eq!((read[0].facts.title.as_str(), read[0].facts.published.as_str()), ("A; b", "2022-03-06"));
        }
        let other = crate::import::articles("a.csv", b"a,b\n1,2\n", None).unwrap_err().to_string();
        assert!(other.contains("neither a text column") && other.contains("a, b"), "{other}");
    }

    fn field<'a>(article: &'a Imported, name: &str) -> Option<&'a str> {
        article.fields.iter().find(|(heading, _)| heading == name).map(|(_, value)| value.as_str())
    }

    #[test]
    fn columns_of_archives_are_facts_and_all_others_are_fields() {
        let table = "source.id,source.name,author,title,description,url,urlToImage,publishedAt,content\n\
                     bbc,BBC News,Ann,One,Short,https://a.b/1,https://a.b/1.jpg,2022-03-06T10:00:00Z,It rains. [+23 chars]\n\
                     bbc,BBC News,,Two,Short too,https://a.b/2,,2022-03-07T00:00:00Z,It snows.\n";
        let read = read(table);
        let facts = &read[0].facts;
        assert_eq!((facts.outlet.as_str(), facts.published.as_str()), ("BBC News", "2022-03-06"));
        assert_eq!((facts.author.as_str(), facts.address.as_str()), ("Ann", "https://a.b/1"));
        let names: Vec<&str> = read[0].fields.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["description", "source.id", "urlToImage"]);
        assert_eq!(read[1].fields.len(), 2, "an empty cell is no value");
        assert_eq!(read[0].warnings, ["1 text ends where its source cut it off."]);
    }

    #[test]
    fn a_text_with_several_labels_is_one_article_and_answers_of_two_people_are_two() {
        let labels = read("text,label\nIt rains.,weather\nIt rains.,news\nIt snows.,weather\n");
        assert_eq!(labels.len(), 2);
        assert_eq!(field(&labels[0], "label"), Some("weather; news"));
        assert_eq!(labels[0].warnings, ["1 row repeats the text and details of another and was joined with it."]);
        assert_eq!(read("text,label,person\nYes.,a,Ann\nYes.,b,Bert\n").len(), 2);
        assert_eq!(read("text,label\nYes.,a\nYes.,a\n").len(), 2, "nothing says that they are one");
    }
}
