//! What a layout finds in a file: which lines are an article, and what each of them is to it. What is made of that loses
//! nothing, for every line has exactly one role.

use std::ops::Range;

use super::lines::Lines;

/// What a database says of an article beside its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Known {
    Title,
    Outlet,
    Author,
    /// When it was published.
    Date,
    /// When it was added to the database.
    Loaded,
    Language,
    Address,
    Section,
    Page,
    /// How many words it has.
    Words,
    Edition,
    /// What the database knows it by.
    Id,
    /// Section and page in one.
    SectionAndPage,
    Kind,
    Subject,
    Company,
    Person,
    Place,
    Industry,
    Dateline,
    Graphic,
    Summary,
    Copyright,
    Other,
}

/// What a line is to its article. The number is the byte of its words from which on it is that; a label stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Title(usize),
    Text(usize),
    Value(Known, usize),
    /// No part of the article; recorded with it.
    Removed,
    /// A header of a page.
    PageHeader,
    /// A sign of the database that says nothing by itself, as a heading over the text.
    Sign,
}

/// An article that a layout finds in a file.
pub(super) struct Found {
    /// Its lines, all of them.
    pub(super) lines: Range<usize>,
    roles: Vec<Role>,
    /// Its number in the file, and how many the file says there are.
    pub(super) number: Option<usize>,
    pub(super) of: Option<usize>,
    /// Whether no layout knows it.
    pub(super) is_outside: bool,
    /// Whether its database puts the family name first.
    pub(super) is_family_first: bool,
}

impl Found {
    /// An article of these lines, all of which are text so far.
    pub(super) fn new(lines: Range<usize>) -> Self {
        let roles = vec![Role::Text(0); lines.len()];
        Self { lines, roles, number: None, of: None, is_outside: false, is_family_first: false }
    }

    pub(super) fn role(&self, line: usize) -> Role {
        let number = line.checked_sub(self.lines.start);
        number.and_then(|number| self.roles.get(number).copied()).unwrap_or(Role::Text(0))
    }

    pub(super) fn set(&mut self, line: usize, role: Role) {
        let number = line.checked_sub(self.lines.start);
        if let Some(own) = number.and_then(|number| self.roles.get_mut(number)) {
            *own = role;
        }
    }

    /// Sets the role of all lines of a range with anything in them.
    pub(super) fn set_all(&mut self, lines: &Lines<'_>, range: Range<usize>, role: Role) {
        for line in lines.full(range) {
            self.set(line, role);
        }
    }

    /// Takes further lines in, up to this one; they are text so far.
    pub(super) fn extend(&mut self, end: usize) {
        self.lines.end = self.lines.end.max(end);
        self.roles.resize(self.lines.len(), Role::Text(0));
    }
}
