//! What holds in a group of RTF, and ends with it: where its text goes, and how its words and paragraphs are set.

/// Where text goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Destination {
    /// Into the text that is open: the article, a footnote, or a comment.
    #[default]
    Text,
    /// Nowhere.
    Nowhere,
    /// Nowhere, though a text may lie in it: a shape that is drawn.
    Shape,
    /// Into the list of fonts.
    Fonts,
    /// Into the list of styles.
    Styles,
    /// Into a fact.
    Fact(Fact),
    /// Into the instruction of a field.
    Instruction,
    /// Into what is known of the next comment.
    Comment(Part),
}

/// A fact that the document states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    Title,
    Author,
}

/// A part of what is known of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Initials,
    Author,
    Time,
    /// The name of a comment where its words begin.
    Start,
    /// The same where they end.
    End,
    /// The same in the comment itself.
    Name,
}

/// What holds in a group.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Group {
    pub(super) destination: Destination,
    /// Where the text around went, before a group of which one variant is read.
    pub(super) around: Destination,
    /// How many characters after one of Unicode stand for it in other programs.
    pub(super) fallback: usize,
    /// The font, if one was chosen.
    pub(super) font: Option<i32>,
    pub(super) words: Words,
    pub(super) paragraph: Paragraph,
    /// Whether a text of its own ends with it.
    pub(super) ends_text: bool,
    /// Whether a field ends with it.
    pub(super) ends_field: bool,
}

/// How words are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) is_bold: bool,
    pub(super) is_italic: bool,
    pub(super) is_hidden: bool,
    /// Whether a tracked change deleted them.
    pub(super) is_deleted: bool,
    /// Whether a tracked change inserted them.
    pub(super) is_inserted: bool,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) style: i32,
    /// The level of a heading, 0 at the top.
    pub(super) outline: Option<i32>,
    pub(super) is_listed: bool,
    pub(super) begins_page: bool,
    pub(super) is_in_table: bool,
}

impl Group {
    /// Takes in a property of words or paragraphs; returns whether it was one.
    pub(super) fn set(&mut self, name: &str, value: Option<i32>) -> bool {
        let is_on = value != Some(0);
        match name {
            "b" => self.words.is_bold = is_on,
            "i" => self.words.is_italic = is_on,
            "v" => self.words.is_hidden = is_on,
            "deleted" | "mvf" => self.words.is_deleted = is_on,
            "revised" | "mvt" => self.words.is_inserted = is_on,
            "plain" => (self.words, self.font) = (Words::default(), None),
            "pard" => self.paragraph = Paragraph::default(),
            "s" => self.paragraph.style = value.unwrap_or_default(),
            "outlinelevel" => self.paragraph.outline = value,
            "ls" => self.paragraph.is_listed = is_on,
            "pagebb" => self.paragraph.begins_page = is_on,
            "intbl" => self.paragraph.is_in_table = is_on,
            "f" => self.font = value,
            "uc" => self.fallback = value.and_then(|count| usize::try_from(count).ok()).unwrap_or(1).min(255),
            _other => return false,
        }
        true
    }

    /// The group inside this one, as it begins.
    pub(super) fn inner(&self) -> Self {
        Self { ends_text: false, ends_field: false, around: self.destination, ..*self }
    }
}

/// Whether what a word begins is no text of the article, though no `\*` says so.
pub(super) fn is_furniture(name: &str) -> bool {
    matches!(
        name,
        "colortbl"
            | "filetbl"
            | "revtbl"
            | "info"
            | "pict"
            | "nonshppict"
            | "nonesttables"
            | "shprslt"
            | "header"
            | "headerl"
            | "headerr"
            | "headerf"
            | "footer"
            | "footerl"
            | "footerr"
            | "footerf"
            | "ftnsep"
            | "ftnsepc"
            | "ftncn"
            | "aftnsep"
            | "aftnsepc"
            | "aftncn"
            | "pntxta"
            | "pntxtb"
            | "xe"
            | "rxe"
            | "tc"
            | "tcn"
            | "txe"
            | "template"
            | "mmath"
            | "mmathPict"
            | "objdata"
    )
}
