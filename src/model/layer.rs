//! Whose marks are meant: those of everybody, or those of one coder.

use super::{CoderId, Span};

/// A choice among the marks of an article, by who made them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layer {
    /// The marks of all coders.
    #[default]
    All,
    /// The marks of one coder.
    Coder(CoderId),
}

impl Layer {
    /// Whether a mark belongs to this layer.
    pub fn shows(self, span: &Span) -> bool {
        match self {
            Self::All => true,
            Self::Coder(coder) => span.by == coder,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Id, SpanId, TagId, Time},
        text::ByteRange,
    };

    fn by(coder: CoderId) -> Span {
        Span::new(SpanId(Id::FIRST), TagId::new("claim"), vec![ByteRange::new(0, 1)], coder, Time(0))
    }

    #[test]
    fn a_coders_layer_holds_that_coders_marks_alone() {
        let (ada, ben) = (CoderId(Id::FIRST), CoderId(Id::LAST));
        assert!(Layer::Coder(ada).shows(&by(ada)));
        assert!(!Layer::Coder(ada).shows(&by(ben)));
    }

    #[test]
    fn the_layer_of_all_holds_every_mark() {
        assert!(Layer::All.shows(&by(CoderId(Id::FIRST))) && Layer::All.shows(&by(CoderId(Id::LAST))));
        assert_eq!(Layer::default(), Layer::All);
    }

    /// Who changed a mark later does not own it.
    #[test]
    fn a_mark_stays_in_the_layer_of_its_maker() {
        let (ada, ben) = (CoderId(Id::FIRST), CoderId(Id::LAST));
        let mut span = by(ada);
        span.changed = Some((Time(1), ben));
        assert!(Layer::Coder(ada).shows(&span) && !Layer::Coder(ben).shows(&span));
    }
}
