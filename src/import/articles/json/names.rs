//! What the paths of names in JSON mean, by the names that tables use: `source.name`, `content.rendered`, `article.title`.

use crate::import::headings::{ADDRESS, ARTICLE, AUTHOR, PUBLISHED, SUMMARY, TEXT, TITLE, is_known, plain};

/// Objects that hold what is said of an article, and say nothing themselves.
const AROUND: [&str; 17] = [
    "article",
    "data",
    "fields",
    "attributes",
    "properties",
    "metadata",
    "meta",
    "item",
    "doc",
    "document",
    "story",
    "news",
    "post",
    "node",
    "object",
    "payload",
    "record",
];
/// Names of the one value that an object is there for.
const INSIDE: [&str; 12] =
    ["rendered", "value", "text", "t", "main", "original", "plain", "html", "content", "name", "title", "raw"];

/// Names of the one value of an object by which MongoDB says of what type it is: `{"$date": "2018-03-01T00:00:00Z"}`.
const TYPES: [&str; 7] = ["$date", "$oid", "$numberLong", "$numberInt", "$numberDouble", "$numberDecimal", "$uuid"];

/// Whether a name says nothing but of what type the value at a `path` is.
pub(super) fn is_type(path: &str, name: &str) -> bool {
    !path.is_empty() && TYPES.contains(&name)
}

/// The name that a path is compared as: that of a table's column, if it means one, else all of it.
pub(super) fn compared(path: &str) -> String {
    // So Elasticsearch wraps what was put into it; without the line it would be the source of an article.
    let path = path.strip_prefix("_source.").unwrap_or(path);
    let whole = plain(path);
    if is_known(&whole) {
        return whole;
    }
    let parts: Vec<String> = path.split('.').map(plain).collect();
    let is_listed = path.contains("[]");
    let mut rest = parts.as_slice();
    while let [first, after @ ..] = rest {
        if after.is_empty() || !AROUND.contains(&first.as_str()) {
            break;
        }
        rest = after;
        let name = rest.concat();
        if is_known(&name) && !is_listed {
            return name;
        }
    }
    while let [before @ .., last] = rest {
        if before.is_empty() || !INSIDE.contains(&last.as_str()) {
            break;
        }
        rest = before;
        let name = rest.concat();
        // Of what is listed only authors are of the article, and no captions.
        if is_known(&name) && (!is_listed || AUTHOR.contains(&name.as_str())) {
            return name;
        }
    }
    whole
}

/// What a value shows that its record is an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Text,
    Summary,
    Title,
    Address,
    Published,
}

impl Sign {
    /// That of a path, if it is any.
    pub(super) fn of(path: &str) -> Option<Self> {
        let name = compared(path);
        let signs = [
            (TEXT, Self::Text),
            (ARTICLE, Self::Text),
            (SUMMARY, Self::Summary),
            (TITLE, Self::Title),
            (ADDRESS, Self::Address),
            (PUBLISHED, Self::Published),
        ];
        signs.into_iter().find(|(names, _)| names.contains(&name.as_str())).map(|(_, sign)| sign)
    }
}

/// Whether several values of a path are the paragraphs of a text.
pub(super) fn is_of_paragraphs(path: &str) -> bool {
    matches!(Sign::of(path), Some(Sign::Text | Sign::Summary)) || compared(path) == "paragraphs"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_mean_what_columns_of_tables_do() {
        for (path, name) in [
            ("source.name", "sourcename"),
            ("source.title", "sourcetitle"),
            ("authors[].name", "authorsname"),
            ("author.name", "authorname"),
            ("publisher.name", "publisher"),
            ("content.rendered", "content"),
            ("title.rendered", "title"),
            ("_source.title", "title"),
            ("_source.body", "body"),
            ("fields.bodyText", "bodytext"),
            ("data.article.title", "articletitle"),
            ("data.post.title", "title"),
            ("headline.main", "headline"),
            ("byline.original", "byline"),
            ("publishedAt", "publishedat"),
            ("author.url", "authorurl"),
            ("image.url", "imageurl"),
            ("images[].title", "imagestitle"),
            ("comments[].text", "commentstext"),
            ("", ""),
        ] {
            assert_eq!(compared(path), name, "{path}");
        }
        assert_eq!(Sign::of("article.text"), Some(Sign::Text));
        assert_eq!(Sign::of("author.url"), None);
    }
}
