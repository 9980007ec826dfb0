//! What a screen reader sees: the tests find things in the window by the names that a blind analyst would hear.

use super::desktop::{Desktop, python, wait_for};

/// Something with a name.
#[derive(Clone, Debug, serde::Deserialize)]
pub(super) struct Node {
    /// Its name.
    pub name: String,
    /// Its text, for those that hold text.
    pub text: String,
    /// Whether it can be seen.
    pub showing: bool,
    /// Left, top, width, height on the screen.
    #[serde(rename = "box")]
    place: [i32; 4],
    /// The places of the first and the last character of the words asked for.
    #[serde(default)]
    words: Vec<[i32; 4]>,
}

impl Node {
    /// Its middle on the screen.
    pub(super) fn middle(&self) -> (i32, i32) {
        let [x, y, width, height] = self.place;
        (x + width / 2, y + height / 2)
    }
}

impl Desktop {
    /// Everything that the program says of its window, from the top.
    pub(super) fn nodes(&self, program: &str, words: &str) -> Vec<Node> {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/window/atspi.py");
        let output = self.command(python()).arg(script).args([program, words]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let lines = String::from_utf8(output.stdout).unwrap();
        lines.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))).collect()
    }

    /// Waits for a node that is what is looked for; of several, the last, which lies on top.
    #[track_caller]
    pub(super) fn node(&self, program: &str, what: &str, is_it: impl Fn(&Node) -> bool) -> Node {
        wait_for(what, || self.nodes(program, "").into_iter().rfind(|node| node.showing && is_it(node)))
    }

    /// Waits until words are shown; gives points inside their first and their last character.
    #[track_caller]
    pub(super) fn ends_of(&self, program: &str, words: &str) -> ((i32, i32), (i32, i32)) {
        let node = wait_for(&format!("the words {words:?}"), || {
            self.nodes(program, words).into_iter().find(|node| node.words.len() == 2 && node.words[0][3] > 0)
        });
        let [[x, y, _, height], [last_x, last_y, width, last_height]] = [node.words[0], node.words[1]];
        ((x + 1, y + height / 2), (last_x + width.max(2) - 1, last_y + last_height / 2))
    }
}
