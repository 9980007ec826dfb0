//! Places of a file that are told by their numbers: the first few, and how many more there are.

use crate::text::grouped;

/// Lines or records of a file, counted from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Counted {
    first: Vec<usize>,
    /// How many there are.
    pub(super) count: usize,
}

/// How many are told one by one.
const TOLD: usize = 5;

impl Counted {
    /// Counts one more.
    pub(super) fn add(&mut self, number: usize) {
        self.count += 1;
        if self.first.len() < TOLD {
            self.first.push(number);
        }
    }

    /// In words, by what each of them is: “lines 3, 5”.
    pub(super) fn told(&self, unit: &str) -> String {
        let numbers: Vec<String> = self.first.iter().map(|number| grouped(*number)).collect();
        let numbers = numbers.join(", ");
        let ending = if self.count == 1 { "" } else { "s" };
        match self.count.saturating_sub(self.first.len()) {
            0 => format!("{unit}{ending} {numbers}"),
            more => format!("{unit}{ending} {numbers} and {} more", grouped(more)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_few_are_told() {
        let told = |count: usize| {
            let mut counted = Counted::default();
            (0..count).for_each(|number| counted.add(999 + number));
            counted.told("line")
        };
        assert_eq!(told(1), "line 999");
        assert_eq!(told(2), "lines 999, 1,000");
        assert_eq!(told(7), "lines 999, 1,000, 1,001, 1,002, 1,003 and 2 more");
    }
}
