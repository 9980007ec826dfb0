//! What a file of UIMA holds, in whatever format: texts, and feature structures that say something of them.

use std::collections::BTreeMap;

use crate::import::join::words::Note;

/// A file's texts and feature structures.
#[derive(Debug, Default)]
pub(super) struct Cas {
    /// Texts by the id of their subject of analysis.
    pub(super) texts: BTreeMap<String, String>,
    /// Feature structures by id.
    pub(super) structures: BTreeMap<String, Structure>,
    /// What could not be read, each with its place.
    pub(super) problems: Vec<Note>,
}

/// A feature structure.
#[derive(Debug, Default)]
pub(super) struct Structure {
    /// Its type, with the name of its package.
    pub(super) kind: String,
    /// The text that it is about, if it is about one.
    pub(super) text: String,
    /// Where it is: begin and end.
    pub(super) at: Option<(u32, u32)>,
    /// What is said of it, in the file's order.
    pub(super) features: Vec<(String, Feature)>,
}

/// What a feature says.
#[derive(Clone, Debug)]
pub(super) enum Feature {
    /// A text, number or truth value.
    Words(String),
    /// Other feature structures, by id.
    Others(Vec<String>),
}

impl Feature {
    /// About how many bytes it takes, with what becomes of it.
    pub(super) fn size(&self) -> usize {
        const EACH: usize = 64;
        match self {
            Self::Words(words) => EACH + words.len(),
            Self::Others(ids) => ids.iter().map(|id| EACH + id.len()).sum(),
        }
    }
}

impl Structure {
    /// The type without its package.
    pub(super) fn short_kind(&self) -> &str {
        self.kind.rsplit('.').next().unwrap_or_default()
    }

    pub(super) fn words(&self, feature: &str) -> &str {
        self.features
            .iter()
            .find_map(|(name, value)| match value {
                Feature::Words(words) if name == feature => Some(words.as_str()),
                Feature::Words(_) | Feature::Others(_) => None,
            })
            .unwrap_or_default()
    }

    pub(super) fn others(&self, feature: &str) -> &[String] {
        self.features
            .iter()
            .find_map(|(name, value)| match value {
                Feature::Others(ids) if name == feature => Some(ids.as_slice()),
                Feature::Words(_) | Feature::Others(_) => None,
            })
            .unwrap_or_default()
    }

    pub(super) fn other(&self, feature: &str) -> Option<&String> {
        self.others(feature).first()
    }

    /// Cuts of the text that every pipeline makes, what it says of words one by one, and of the document as a whole.
    pub(super) fn is_layout(&self) -> bool {
        let is_whole = matches!(self.short_kind(), "DocumentAnnotation" | "DocumentMetaData" | "Sofa");
        self.is_cut() || self.is_of_words() || is_whole
    }

    pub(super) fn is_cut(&self) -> bool {
        matches!(self.short_kind(), "Token" | "Sentence" | "Paragraph")
    }

    pub(super) fn is_of_words(&self) -> bool {
        matches!(self.short_kind(), "Lemma" | "Stem" | "MorphologicalFeatures" | "POS")
            || self.kind.contains(".lexmorph.type.pos.")
    }

    /// The ends of a relation: from its governor to its dependent.
    pub(super) fn ends(&self) -> Option<(&String, &String)> {
        self.other("Governor").zip(self.other("Dependent"))
    }
}
