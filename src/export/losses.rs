//! What a writer leaves out.

/// What a writer leaves out, counted as it goes.
#[derive(Default)]
pub(super) struct Losses(Vec<(&'static str, usize)>);

impl Losses {
    /// So many more of these.
    pub(super) fn add(&mut self, what: &'static str, count: usize) {
        match self.0.iter_mut().find(|(known, _)| *known == what) {
            Some((_, counted)) => *counted += count,
            None => self.0.push((what, count)),
        }
    }

    /// Those of which there are any, as a person reads them.
    pub(super) fn told(self) -> Vec<String> {
        self.0.into_iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{what}: {count}")).collect()
    }
}
