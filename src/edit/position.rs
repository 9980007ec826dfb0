//! Where a record goes in a list that people order: beside a neighbour, because places counted from the beginning
//! mean something else as soon as somebody else has added a record.

/// Where a record goes in an ordered list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position<I> {
    /// Before all others.
    First,
    /// Right after the record with this id; at the end where the list has no such record.
    After(I),
    /// After all others.
    Last,
}

impl<I: Clone + PartialEq> Position<I> {
    /// The position that puts a record at `index` of `list`, counted from 0 in the list without that record; what lies
    /// beyond the end means the end.
    pub fn at<T>(list: &[T], index: usize, id_of: fn(&T) -> I) -> Self {
        match index.min(list.len()).checked_sub(1).and_then(|before| list.get(before)) {
            Some(before) => Self::After(id_of(before)),
            None => Self::First,
        }
    }

    /// Puts a record there.
    pub(super) fn insert<T>(&self, list: &mut Vec<T>, record: T, id_of: fn(&T) -> I) {
        let index = match self {
            Self::First => 0,
            Self::After(id) => list.iter().position(|other| id_of(other) == *id).map_or(list.len(), |at| at + 1),
            Self::Last => list.len(),
        };
        list.insert(index, record);
    }

    /// Moves the record with this id there and returns where it was; `None` when the list has no such record. After
    /// itself means that it stays.
    pub(super) fn move_record<T>(&self, list: &mut Vec<T>, id: &I, id_of: fn(&T) -> I) -> Option<Self> {
        let from = list.iter().position(|record| id_of(record) == *id)?;
        let former = Self::at(list, from, id_of);
        if *self != Self::After(id.clone()) {
            let record = list.remove(from);
            self.insert(list, record, id_of);
        }
        Some(former)
    }

    /// Puts a record there in place of the one with this id, or moves it there; without one, removes it. Returns what
    /// was there and where.
    pub(super) fn set<T>(list: &mut Vec<T>, id: &I, new: Option<(Self, T)>, id_of: fn(&T) -> I) -> Option<(Self, T)> {
        let Some((position, record)) = new else { return Self::remove(list, id, id_of) };
        match list.iter_mut().find(|there| id_of(there) == *id) {
            Some(there) => {
                let former = std::mem::replace(there, record);
                position.move_record(list, id, id_of).map(|position| (position, former))
            }
            None => {
                position.insert(list, record, id_of);
                None
            }
        }
    }

    /// Removes the record with this id; returns it and where it was.
    pub(super) fn remove<T>(list: &mut Vec<T>, id: &I, id_of: fn(&T) -> I) -> Option<(Self, T)> {
        let from = list.iter().position(|record| id_of(record) == *id)?;
        let former = Self::at(list, from, id_of);
        Some((former, list.remove(from)))
    }

    /// The moves that bring records into the order of `wanted`, which holds the same ids.
    pub(super) fn moves(mut order: Vec<I>, wanted: &[I]) -> Vec<(I, Self)> {
        let mut moves = Vec::new();
        for (index, id) in wanted.iter().enumerate() {
            if order.get(index).is_some_and(|there| there != id) {
                moves.push((id.clone(), Self::at(wanted, index, I::clone)));
                order.retain(|there| there != id);
                order.insert(index.min(order.len()), id.clone());
            }
        }
        moves
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(position: &Position<char>, id: char) -> (String, Option<Position<char>>) {
        let mut list: Vec<char> = "abcd".chars().collect();
        let former = position.move_record(&mut list, &id, char::clone);
        (list.into_iter().collect(), former)
    }

    #[test]
    fn a_record_moves_beside_its_neighbour_and_back() {
        assert_eq!(moved(&Position::First, 'c'), ("cabd".to_owned(), Some(Position::After('b'))));
        assert_eq!(moved(&Position::After('c'), 'a'), ("bcad".to_owned(), Some(Position::First)));
        assert_eq!(moved(&Position::Last, 'a'), ("bcda".to_owned(), Some(Position::First)));
        assert_eq!(moved(&Position::After('c'), 'd'), ("abcd".to_owned(), Some(Position::After('c'))));
        assert_eq!(moved(&Position::First, 'x'), ("abcd".to_owned(), None));
    }

    #[test]
    fn after_a_missing_neighbour_means_the_end_and_after_itself_means_to_stay() {
        assert_eq!(moved(&Position::After('x'), 'b').0, "acdb");
        assert_eq!(moved(&Position::After('b'), 'b'), ("abcd".to_owned(), Some(Position::After('a'))));
        let mut list = vec!['a', 'b'];
        Position::After('x').insert(&mut list, 'c', char::clone);
        assert_eq!(list, ['a', 'b', 'c']);
    }

    #[test]
    fn an_index_beyond_the_end_is_the_end() {
        assert_eq!(Position::at(&['a', 'b'], 0, char::clone), Position::First);
        assert_eq!(Position::at(&['a', 'b'], 1, char::clone), Position::After('a'));
        assert_eq!(Position::at(&['a', 'b'], usize::MAX, char::clone), Position::After('b'));
        assert_eq!(Position::at(&[], 3, char::clone), Position::First);
    }

    #[test]
    fn moves_bring_a_list_into_any_order() {
        for wanted in ["abcd", "dcba", "bacd", "cdab"] {
            let wanted: Vec<char> = wanted.chars().collect();
            let mut list = vec!['a', 'b', 'c', 'd'];
            for (id, to) in Position::moves(list.clone(), &wanted) {
                to.move_record(&mut list, &id, char::clone).unwrap();
            }
            assert_eq!(list, wanted);
        }
    }
}
