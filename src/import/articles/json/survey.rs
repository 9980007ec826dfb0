//! Which lists of a file of JSON have articles, or whether each of its objects is one.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    marks::Marks,
    names::{Sign, is_type},
    walk::JsonEvent,
};

/// The most lists that are told apart.
const MOST_LISTS: usize = 100;
/// How many paths are kept with what they show.
const MOST_KNOWN: usize = 2_000;
/// The longest name of which anything is made, in bytes.
pub(super) const LONGEST_NAME: usize = 300;

/// Where the records of a file stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Places {
    /// Each object of the file is one.
    Whole,
    /// They are the objects of these lists, by their paths.
    Lists(BTreeSet<String>),
}

/// What records of one place hold.
#[derive(Clone, Debug, Default)]
struct Tally {
    records: usize,
    /// How many have a text.
    texts: usize,
    /// How many have a title or an address.
    named: usize,
    /// How much shows in all that they are articles.
    signs: usize,
}

impl Tally {
    fn add(&mut self, signs: &BTreeSet<u8>) {
        self.records += 1;
        self.signs += signs.len();
        self.texts += usize::from(signs.contains(&(Sign::Text as u8)));
        self.named += usize::from([Sign::Title, Sign::Address].iter().any(|sign| signs.contains(&(*sign as u8))));
    }

    /// Whether one of its records shows as much as one of the others does.
    fn is_as_good(&self, other: &Self) -> bool {
        other.signs == 0 || self.signs > 0 && self.signs * other.records >= other.signs * self.records
    }
}

/// What was opened and not closed yet.
enum Open {
    /// An object, with the length of the path that leads to it.
    Map(usize),
    List(usize),
}

/// What was heard of a file so far.
#[derive(Default)]
pub(super) struct Survey {
    open: Vec<Open>,
    path: String,
    /// What the object of a list shows that is open, and where it and its path begin.
    record: Option<(usize, usize, BTreeSet<u8>)>,
    /// What the outermost object shows, and whether it holds anything itself.
    whole: BTreeSet<u8>,
    is_whole: bool,
    wholes: Tally,
    lists: BTreeMap<String, Tally>,
    /// What paths show, so that each is looked up once.
    known: BTreeMap<String, Option<Sign>>,
    marks: Marks,
}

impl Survey {
    /// Another value of the file begins.
    pub(super) fn begin(&mut self) {
        self.marks.begin();
        self.open.clear();
        self.path.clear();
        self.record = None;
        self.whole.clear();
        self.is_whole = false;
    }

    /// Takes what comes next; always goes on.
    pub(super) fn hear(&mut self, event: JsonEvent<'_>) -> bool {
        self.marks.hear(event);
        match event {
            JsonEvent::Map => {
                let is_listed = matches!(self.open.last(), Some(Open::List(_)));
                if is_listed && self.open.len() == self.maps() + 1 && self.record.is_none() {
                    self.record = Some((self.open.len(), self.path.len(), BTreeSet::new()));
                }
                self.open.push(Open::Map(self.path.len()));
            }
            JsonEvent::Key(key) => {
                if let Some(Open::Map(length)) = self.open.last() {
                    self.path.truncate(*length);
                }
                self.name(key);
            }
            JsonEvent::List => self.open.push(Open::List(self.path.len())),
            JsonEvent::EndMap | JsonEvent::EndList => self.close(),
            JsonEvent::Text(text) => self.value(!text.trim().is_empty()),
            JsonEvent::Value(value) => self.value(!value.is_empty()),
        }
        true
    }

    fn name(&mut self, key: &str) {
        if is_type(&self.path, key) {
            return;
        }
        if !self.path.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(key.get(..key.floor_char_boundary(LONGEST_NAME)).unwrap_or(key));
    }

    /// How many objects are open that lie in no list.
    fn maps(&self) -> usize {
        self.open.iter().take_while(|open| matches!(open, Open::Map(_))).count()
    }

    fn close(&mut self) {
        if let Some(Open::Map(length) | Open::List(length)) = self.open.pop() {
            self.path.truncate(length);
        }
        if self.record.as_ref().is_some_and(|(depth, ..)| *depth == self.open.len())
            && let Some((_, length, signs)) = self.record.take()
        {
            let list = self.path.get(..length).unwrap_or_default();
            let is_known = self.lists.contains_key(list);
            if is_known || self.lists.len() < MOST_LISTS {
                self.lists.entry(list.to_owned()).or_default().add(&signs);
            }
        }
        if self.open.is_empty() && std::mem::take(&mut self.is_whole) {
            self.wholes.add(&self.whole);
        }
    }

    fn value(&mut self, is_filled: bool) {
        let (depth, length) = self.record.as_ref().map_or((0, 0), |(depth, length, _)| (*depth, *length));
        let inside = self.open.get(depth..).unwrap_or_default();
        // An object in a list of the record says nothing of the record itself.
        let is_own = inside
            .iter()
            .rev()
            .skip_while(|open| matches!(open, Open::List(_)))
            .all(|open| matches!(open, Open::Map(_)));
        if !is_filled || !is_own || inside.is_empty() {
            return;
        }
        self.is_whole |= self.record.is_none() && matches!(inside.first(), Some(Open::Map(_)));
        let name = self.path.get(length..).unwrap_or_default().trim_start_matches('.');
        let sign = self.known.get(name).copied().unwrap_or_else(|| {
            let sign = Sign::of(name);
            if self.known.len() < MOST_KNOWN {
                self.known.insert(name.to_owned(), sign);
            }
            sign
        });
        let Some(sign) = sign else { return };
        let signs = self.record.as_mut().map_or(&mut self.whole, |(_, _, signs)| signs);
        signs.insert(sign as u8);
    }

    /// Whether marks are among the values.
    pub(super) fn has_marks(&self) -> bool {
        self.marks.are_there
    }

    /// Where the articles are; `None` where no object is.
    pub(super) fn places(self) -> Option<Places> {
        // Texts without titles beside articles that have some are comments on these.
        let has_named = self.lists.values().any(|tally| tally.texts > 0 && tally.named > 0);
        let is_of_articles = |tally: &Tally| tally.texts > 0 && (tally.named > 0 || !has_named);
        let with_texts: BTreeSet<String> =
            self.lists.iter().filter(|(_, tally)| is_of_articles(tally)).map(|(list, _)| list.clone()).collect();
        let best = self.lists.iter().fold(None, |best: Option<(&String, &Tally)>, next| match best {
            Some(best) if (best.1.signs, best.1.records) >= (next.1.signs, next.1.records) => Some(best),
            Some(_) | None => Some(next),
        });
        match best {
            // A text of the whole is of an article, whatever it lists.
            Some(_) if self.wholes.texts > 0 => Some(Places::Whole),
            Some(_) if !with_texts.is_empty() => Some(Places::Lists(with_texts)),
            Some((list, tally)) if tally.is_as_good(&self.wholes) => Some(Places::Lists([list.clone()].into())),
            Some(_) => Some(Places::Whole),
            None => (self.wholes.records > 0).then_some(Places::Whole),
        }
    }
}
