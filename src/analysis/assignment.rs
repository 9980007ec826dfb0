//! The cheapest way to give each row a column of its own (Kuhn 1955, Munkres 1957; by shortest paths: Jonker and
//! Volgenant 1987). Takes rows² · columns steps.

/// A column while rows are given out.
#[derive(Clone)]
struct Column {
    /// Its price, by which its costs are lowered.
    price: f64,
    /// The row that has it.
    row: Option<usize>,
    /// The column before it on the cheapest path to it.
    from: Option<usize>,
    /// How much more than the cheapest path so far the one to it costs.
    slack: f64,
    is_reached: bool,
}

/// The column of each row, where there are no more rows than columns. The sum of costs is the least possible.
pub(super) fn assign(rows: usize, columns: usize, cost: impl Fn(usize, usize) -> f64) -> Vec<Option<usize>> {
    let column = Column { price: 0.0, row: None, from: None, slack: 0.0, is_reached: false };
    let (mut row_prices, mut columns) = (vec![0.0; rows], vec![column; columns]);
    for new_row in 0..rows {
        for column in &mut columns {
            (column.from, column.slack, column.is_reached) = (None, f64::INFINITY, false);
        }
        let (mut row, mut last) = (new_row, None);
        // Goes to the nearest column not yet reached, and on from the row that has it, until one is free.
        let free = loop {
            let price = row_prices.get(row).copied().unwrap_or_default();
            for (number, column) in columns.iter_mut().enumerate().filter(|(_, column)| !column.is_reached) {
                let reduced = cost(row, number) - price - column.price;
                if reduced < column.slack {
                    (column.slack, column.from) = (reduced, last);
                }
            }
            let ahead = columns.iter().enumerate().filter(|(_, column)| !column.is_reached);
            let nearest = ahead.min_by(|(_, one), (_, other)| one.slack.total_cmp(&other.slack));
            let Some((nearest, step)) = nearest.map(|(number, column)| (number, column.slack)) else { break None };
            let mut raise = |row: usize| row_prices.get_mut(row).into_iter().for_each(|price| *price += step);
            raise(new_row);
            for column in &mut columns {
                if column.is_reached {
                    column.price -= step;
                    column.row.into_iter().for_each(&mut raise);
                } else {
                    column.slack -= step;
                }
            }
            last = Some(nearest);
            let Some(column) = columns.get_mut(nearest) else { break None };
            column.is_reached = true;
            match column.row {
                Some(taken_by) => row = taken_by,
                None => break Some(nearest),
            }
        };
        hand_back(&mut columns, free, new_row);
    }
    let mut given = vec![None; rows];
    for (number, column) in columns.iter().enumerate() {
        if let Some(slot) = column.row.and_then(|row| given.get_mut(row)) {
            *slot = Some(number);
        }
    }
    given
}

/// Along the path that ends in a free column, each column takes the row of the one before it; the first takes the new row.
fn hand_back(columns: &mut [Column], free: Option<usize>, new_row: usize) {
    let mut at = free;
    while let Some(number) = at {
        let before = columns.get(number).and_then(|column| column.from);
        let row = before.and_then(|before| columns.get(before)).map_or(Some(new_row), |column| column.row);
        if let Some(column) = columns.get_mut(number) {
            column.row = row;
        }
        at = before;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The least sum by trying everything.
    fn least(costs: &[Vec<f64>], taken: &mut Vec<bool>) -> f64 {
        let Some((first, rest)) = costs.split_first() else { return 0.0 };
        let mut best = f64::INFINITY;
        for (number, cost) in first.iter().enumerate() {
            if !std::mem::replace(&mut taken[number], true) {
                best = best.min(cost + least(rest, taken));
                taken[number] = false;
            }
        }
        best
    }

    proptest! {
        #[test]
        fn nothing_is_cheaper(costs in prop::collection::vec(prop::collection::vec(-20i32..20, 6), 0..6)) {
            let costs: Vec<Vec<f64>> = costs.iter().map(|row| row.iter().map(|cost| f64::from(*cost)).collect()).collect();
            let given = assign(costs.len(), 6, |row, column| costs[row][column]);
            let columns: std::collections::BTreeSet<_> = given.iter().flatten().collect();
            prop_assert_eq!(columns.len(), costs.len());
            let sum: f64 = given.iter().enumerate().map(|(row, column)| costs[row][column.unwrap()]).sum();
            prop_assert!((sum - least(&costs, &mut vec![false; 6])).abs() < 1e-9);
        }
    }
}
