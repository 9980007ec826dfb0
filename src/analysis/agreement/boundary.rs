//! Boundary similarity of two segmentations: for texts that coders cut into segments without gaps, such as by topic.
//!
//! Not for marks that lie apart.

use std::collections::BTreeSet;

use super::value::{Outcome, Undefined};

/// What two boundaries that lie one unit apart cost, of a boundary that one coder alone has.
const NEAR_MISS: f64 = 0.5;

/// Boundary similarity of two segmentations, each given by the lengths of its segments: 1 - (boundaries of one coder alone
/// + near misses / 2) / (those + near misses + shared boundaries) (Fournier 2013, with n_t = 2: a near miss is off by one).
///
/// # Errors
/// When the lengths differ, or neither has a boundary.
pub fn boundary_similarity(one: &[u32], other: &[u32]) -> Outcome {
    let ((one, length), (other, other_length)) = (boundaries(one), boundaries(other));
    if length != other_length {
        return Err(Undefined::DifferentLengths);
    }
    if length == 0 {
        return Err(Undefined::NoText);
    }
    if one.is_empty() && other.is_empty() {
        return Err(Undefined::NothingMarked);
    }
    let shared = one.intersection(&other).count() as f64;
    let alone: Vec<u64> = one.symmetric_difference(&other).copied().collect();
    // From left to right as many pairs are found as there can be.
    let (mut near, mut last) = (0, None);
    for &place in &alone {
        match last {
            Some(before) if before + 1 == place && one.contains(&before) != one.contains(&place) => {
                near += 1;
                last = None;
            }
            _ => last = Some(place),
        }
    }
    let (missed, near) = ((alone.len() - 2 * near) as f64, f64::from(near as u32));
    Ok(1.0 - (missed + NEAR_MISS * near) / (missed + near + shared))
}

/// Where one segment ends and the next begins, and where the last ends.
fn boundaries(segments: &[u32]) -> (BTreeSet<u64>, u64) {
    let mut end = 0;
    let mut ends: BTreeSet<u64> = BTreeSet::new();
    for segment in segments {
        end += u64::from(*segment);
        ends.insert(end);
    }
    ends.remove(&end);
    ends.remove(&0);
    (ends, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_misses_count_half() {
        assert_eq!(boundary_similarity(&[2, 3, 6], &[5, 6]), Ok(0.5));
        assert_eq!(boundary_similarity(&[3, 3, 3, 2], &[3, 4, 4]), Ok(0.5));
        assert_eq!(boundary_similarity(&[5, 6], &[6, 5]), Ok(0.5));
        assert_eq!(boundary_similarity(&[3, 8], &[6, 5]), Ok(0.0));
        // Three in a row make one near miss and one that is missed.
        assert_eq!(boundary_similarity(&[3, 2, 6], &[4, 7]), Ok(0.25));
    }

    #[test]
    fn equal_coders_agree_fully_and_order_does_not_matter() {
        assert_eq!(boundary_similarity(&[2, 3, 6], &[2, 3, 6]), Ok(1.0));
        assert_eq!(boundary_similarity(&[3, 4, 4], &[3, 3, 3, 2]), boundary_similarity(&[3, 3, 3, 2], &[3, 4, 4]));
    }

    #[test]
    fn what_the_formula_leaves_open_is_said() {
        assert_eq!(boundary_similarity(&[11], &[11]), Err(Undefined::NothingMarked));
        assert_eq!(boundary_similarity(&[11], &[5, 5]), Err(Undefined::DifferentLengths));
        assert_eq!(boundary_similarity(&[], &[]), Err(Undefined::NoText));
    }
}
