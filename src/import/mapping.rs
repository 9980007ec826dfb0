//! Which column of a table, or which name in JSON, says what of an article: as it is guessed, or as somebody chose.
//!
//! Reading always goes by a [`Mapping`]; a guess is one as well. In settings it is kept as text, a line a column.

use std::fmt;

/// What a column says of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Its text, or a part of that; several are joined in the order of the columns.
    Text,
    /// What comes before the text.
    Lead,
    /// Its title.
    Title,
    /// Who published it.
    Outlet,
    /// Who wrote it.
    Author,
    /// When it was published.
    Published,
    /// Its web address.
    Address,
    /// Its language.
    Language,
    /// A remark on it.
    Note,
    /// The value of the field of articles of this name.
    Field(String),
    /// Nothing that is read.
    Nothing,
}

impl Role {
    /// All that are no fields.
    pub const ALL: [Self; 10] = [
        Self::Text,
        Self::Lead,
        Self::Title,
        Self::Outlet,
        Self::Author,
        Self::Published,
        Self::Address,
        Self::Language,
        Self::Note,
        Self::Nothing,
    ];

    /// Its word in settings.
    fn word(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Lead => "lead",
            Self::Title => "title",
            Self::Outlet => "outlet",
            Self::Author => "author",
            Self::Published => "published",
            Self::Address => "address",
            Self::Language => "language",
            Self::Note => "note",
            Self::Field(_) => "field",
            Self::Nothing => "nothing",
        }
    }
}

/// What the columns of a table say, by their headings. Of several columns of one fact, the first that is filled counts, in
/// the order of the mapping; what the others say becomes fields of their headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    columns: Vec<(String, Role)>,
}

impl Mapping {
    /// The columns in the order in which they count.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &Role)> {
        self.columns.iter().map(|(heading, role)| (heading.as_str(), role))
    }

    /// What the column of this heading says: one that is not mapped is a field of its name.
    pub fn role(&self, heading: &str) -> Role {
        let known = self.columns.iter().find(|(other, _)| other == heading);
        known.map_or_else(|| Role::Field(heading.to_owned()), |(_, role)| role.clone())
    }

    /// Chooses what a column says; it counts before all others of the same role.
    pub fn set(&mut self, heading: &str, role: Role) {
        self.columns.retain(|(other, _)| other != heading);
        self.columns.insert(0, (heading.to_owned(), role));
    }

    /// Adds a column that counts after the others; one that is mapped already stays as it is.
    pub(super) fn add(&mut self, heading: &str, role: Role) {
        if self.columns.iter().all(|(other, _)| other != heading) {
            self.columns.push((heading.to_owned(), role));
        }
    }

    /// Reads what [`Mapping`] writes as text; `None` if a line is not understood.
    pub fn parse(text: &str) -> Option<Self> {
        let columns = text.lines().map(|line| {
            let (heading, role) = line.split_once('\t')?;
            let role = match role.split_once(' ') {
                Some(("field", name)) => Role::Field(restored(name)?),
                Some(_) => return None,
                None => Role::ALL.into_iter().find(|known| known.word() == role)?,
            };
            Some((restored(heading)?, role))
        });
        Some(Self { columns: columns.collect::<Option<_>>()? })
    }
}

/// A line a column: its heading, a tabulator, what it says. Tabulators and line ends in names are escaped.
impl fmt::Display for Mapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (heading, role) in &self.columns {
            write!(f, "{}\t{}", escaped(heading), role.word())?;
            if let Role::Field(name) = role {
                write!(f, " {}", escaped(name))?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

fn escaped(name: &str) -> String {
    name.replace('\\', r"\\").replace('\t', r"\t").replace('\n', r"\n").replace('\r', r"\r")
}

fn restored(name: &str) -> Option<String> {
    let (mut restored, mut characters) = (String::with_capacity(name.len()), name.chars());
    while let Some(character) = characters.next() {
        restored.push(match character {
            '\\' => match characters.next()? {
                '\\' => '\\',
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                _ => return None,
            },
            other => other,
        });
    }
    Some(restored)
}

/// A column as it is shown to somebody who chooses what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading; in JSON the path of names that leads to its values.
    pub heading: String,
    /// Some of its values, shortened.
    pub samples: Vec<String>,
}

/// The columns of a file, and what they are taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapped {
    /// The columns in the order of the file.
    pub columns: Vec<Column>,
    /// What the reader makes of them by itself; where no column has texts, none is [`Role::Text`].
    pub guess: Mapping,
    /// The same for files of the same columns, so that what was chosen for one can be kept for the next.
    pub key: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_kept_as_text() {
        let mut mapping = Mapping::default();
        for role in Role::ALL {
            mapping.add(&format!("my {}", role.word()), role);
        }
        mapping.add("odd\theading\\n", Role::Field("two\nlines \\".to_owned()));
        mapping.add("plain", Role::Field(String::new()));
        let text = mapping.to_string();
        assert_eq!(text.lines().count(), 12);
        assert!(text.starts_with("my text\ttext\nmy lead\tlead\n"), "{text}");
        assert_eq!(Mapping::parse(&text), Some(mapping));
        assert_eq!(Mapping::parse(""), Some(Mapping::default()));
        for bad in ["heading", "heading\tno role", "heading\tTEXT", "a\\x\ttext", "a\\\ttext", "heading\tfield"] {
            assert_eq!(Mapping::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_is_chosen_counts_first() {
        let mut mapping = Mapping::default();
        mapping.add("a", Role::Title);
        mapping.add("b", Role::Text);
        mapping.add("b", Role::Nothing);
        mapping.set("c", Role::Title);
        mapping.set("a", Role::Nothing);
        let columns: Vec<(&str, &Role)> = mapping.columns().collect();
        assert_eq!(columns, [("a", &Role::Nothing), ("c", &Role::Title), ("b", &Role::Text)]);
        assert_eq!(mapping.role("d"), Role::Field("d".to_owned()));
    }
}
