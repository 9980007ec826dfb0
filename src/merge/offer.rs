//! Two records that mean the same under two ids.

use crate::model::{ArticleId, CoderId, EntityId, SpanId, TagId};

/// Two records that may be one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Offer {
    /// Articles of equal texts.
    Articles {
        /// The one that goes.
        from: ArticleId,
        /// The one that stays.
        into: ArticleId,
    },
    /// Tags of one name.
    Tags {
        /// The one that goes.
        from: TagId,
        /// The one that stays.
        into: TagId,
    },
    /// Coders of one name.
    Coders {
        /// The one that goes.
        from: CoderId,
        /// The one that stays.
        into: CoderId,
    },
    /// Names of one kind and spelling.
    Names {
        /// The one that goes.
        from: EntityId,
        /// The one that stays.
        into: EntityId,
    },
    /// Marks of one coder with one tag on the same words.
    Marks {
        /// Their article.
        article: ArticleId,
        /// The one that goes.
        from: SpanId,
        /// The one that stays, the older.
        into: SpanId,
    },
}
