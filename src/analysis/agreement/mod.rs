//! How far coders agree. Pure measures: they know units with labels, and nothing of projects.
//!
//! | question | measure | file |
//! |---|---|---|
//! | which marks does the other coder have too? | F1 by equality or overlap, with counts | `spans_f1.rs` |
//! | how reliable is a tag in running text? | Krippendorff's alpha on characters or tokens, with an interval | `alpha_text.rs` |
//! | how far apart are marks of one label? | alpha for unitizing | `unitizing.rs` |
//! | did they find the same stretches, and give them the same labels? | the u-alpha family | `u_alpha.rs` |
//! | which marks are meant to be the same, across coders? | gamma | `gamma/` |
//! | do attributes and codes of articles agree? | per cent, kappa, pi, alpha, AC1 | `items.rs` |
//! | are texts cut at the same places? | boundary similarity | `boundary.rs` |
//!
//! A measure returns a number, or the reason why it has none ([`Undefined`]). Never show a number without the name of its measure,
//! the unit of its offsets and how much was compared. `coincidences.rs`, `sweep.rs`, `units.rs` and
//! `random.rs` are what they share.

mod alpha_text;
mod boundary;
mod coincidences;
mod gamma;
mod items;
mod random;
mod spans_f1;
mod sweep;
mod u_alpha;
mod unitizing;
mod units;
mod value;

pub use alpha_text::{Interval, TextTable, bootstrap, label_table, text_alpha, text_table};
pub use boundary::boundary_similarity;
pub use coincidences::Coincidences;
pub use gamma::{Alignment, Chance, Costs, Gamma, Sampler, best_alignment, gamma};
pub use items::{Ratings, cohen_kappa, fleiss_kappa, gwet_ac1, krippendorff_alpha, percent_agreement, scott_pi};
pub use spans_f1::{Credit, Score, Shared, exact, in_all, muc, overlapping, shared_length, touched};
pub use u_alpha::{cu_alpha, cu_alpha_by_label, u_alpha, u_alpha_binary};
pub use unitizing::{Disagreement, Unitizing, alpha_unitizing};
pub use units::{Pieces, Unit};
pub use value::{Outcome, Undefined};
