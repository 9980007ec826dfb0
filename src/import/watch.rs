//! Who waits while a file is read: is told how far that is, and may stop it.

use std::ops::Range;

use super::error::ImportError;

/// Told which share is read, from 0 to 1; says whether to go on.
type Told<'w> = dyn Fn(f32) -> bool + 'w;

/// Somebody who waits, or nobody.
#[derive(Clone, Default)]
pub struct Watch<'w> {
    told: Option<&'w Told<'w>>,
    /// The part of the whole work that is watched.
    part: Range<f32>,
}

impl<'w> Watch<'w> {
    /// Somebody who is told, many times in a second, which share of a file is read, from 0 to 1, and says whether to go on.
    pub fn by(told: &'w Told<'w>) -> Self {
        Self { told: Some(told), part: 0.0..1.0 }
    }

    /// For a work that is this part of the whole, of so many equal ones.
    pub fn part(&self, number: usize, of: usize) -> Self {
        let size = (self.part.end - self.part.start) / of.max(1) as f32;
        let start = self.part.start + size * number as f32;
        Self { told: self.told, part: start..start + size }
    }

    /// Tells how much of how much is done, in whatever unit.
    ///
    /// # Errors
    /// When it is to stop.
    pub fn at(&self, done: usize, all: usize) -> Result<(), ImportError> {
        let share = done.min(all) as f32 / all.max(1) as f32;
        match self.told {
            Some(told) if !told(self.part.start + (self.part.end - self.part.start) * share) => {
                Err(ImportError::Stopped)
            }
            _goes_on => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn parts_of_the_work_follow_each_other_and_either_can_be_stopped() {
        let heard = RefCell::new(Vec::new());
        let told = |share: f32| {
            heard.borrow_mut().push(share);
            share < 0.7
        };
        let watch = Watch::by(&told);
        assert_eq!(watch.part(0, 2).at(1, 2), Ok(()));
        assert_eq!(watch.part(1, 2).part(0, 2).at(9, 0), Ok(()));
        assert_eq!(watch.part(1, 2).at(1, 2), Err(ImportError::Stopped));
        assert_eq!(*heard.borrow(), [0.25, 0.5, 0.75]);
        assert_eq!(Watch::default().at(1, 1), Ok(()));
    }
}
