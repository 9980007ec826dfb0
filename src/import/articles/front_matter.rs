//! The block of facts between two lines of `---` that a text may begin with (front matter, in YAML). Of YAML, what people
//! write there is read: names at the beginning of lines, with a value, a list, or lines of text.

/// The facts of a block, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    entries: Vec<(String, Vec<String>)>,
}

/// The block that a text begins with, and what follows it.
pub(super) fn front_matter(text: &str) -> Option<(FrontMatter, &str)> {
    let mut rest = text.trim_start();
    let mut block = Vec::new();
    let line = next_line(&mut rest)?;
    if line.trim_end() != "---" {
        return None;
    }
    loop {
        let line = next_line(&mut rest)?.trim_end();
        if matches!(line, "---" | "...") {
            break;
        }
        block.push(line);
    }
    let first = block.iter().find(|line| !line.is_empty() && !line.starts_with('#'));
    // Between two lines across a page may be text.
    let is_facts = first.is_none_or(|line| entry(line).is_some());
    is_facts.then(|| (FrontMatter::of(&block), rest))
}

fn next_line<'t>(rest: &mut &'t str) -> Option<&'t str> {
    if rest.is_empty() {
        return None;
    }
    let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
    *rest = after;
    Some(line)
}

impl FrontMatter {
    fn of(block: &[&str]) -> Self {
        let mut facts = Self::default();
        let mut lines = block.iter().copied().peekable();
        while let Some(line) = lines.next() {
            let Some((name, value)) = entry(line) else { continue };
            let mut below = Vec::new();
            // What belongs to a name stands further right, but for items of a list.
            let is_below = |line: &&str| line.is_empty() || line.starts_with([' ', '\t', '-', ']', '#']);
            while let Some(line) = lines.next_if(is_below) {
                below.push(line);
            }
            let values = values(value, &below).into_iter().map(|value| without_brackets(&value));
            facts.entries.push((name.to_owned(), values.filter(|value| !value.is_empty()).collect()));
        }
        facts
    }

    /// What is stated under the first of these names that states anything.
    pub(super) fn all(&self, names: &[&str]) -> &[String] {
        let stated =
            |name: &&str| self.entries.iter().find(|(known, all)| known.eq_ignore_ascii_case(name) && !all.is_empty());
        names.iter().find_map(stated).map_or(&[], |(_, all)| all)
    }

    /// The first thing that is stated there.
    pub(super) fn one(&self, names: &[&str]) -> &str {
        self.all(names).first().map_or("", String::as_str)
    }
}

/// The name at the beginning of a line, and what follows its colon.
fn entry(line: &str) -> Option<(&str, &str)> {
    if line.starts_with([' ', '\t', '-', '#', '[', '{']) {
        return None;
    }
    let (name, value) = line.split_once(':')?;
    let name = name.trim().trim_matches(['"', '\'']);
    (!name.is_empty() && !value.starts_with("//")).then_some((name, value.trim()))
}

/// The values of a name by what follows it on its line, and the lines below.
fn values(value: &str, below: &[&str]) -> Vec<String> {
    let is_block = value.starts_with(['|', '>'])
        && value
            .split(" #")
            .next()
            .unwrap_or_default()
            .trim_end()
            .bytes()
            .skip(1)
            .all(|byte| b"+-0123456789".contains(&byte));
    if is_block {
        return vec![below.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")];
    }
    let value = without_comment(value);
    if value.is_empty() {
        return items(below);
    }
    let is_whole = !value.starts_with(['"', '\'', '[', '{']) || scalar(value).1 || is_closed(value);
    let more = below.iter().map(|line| without_comment(line.trim())).filter(|line| !line.is_empty());
    let more =
        more.take_while(|line| !is_whole || !line.contains(": ") && !line.ends_with(':') && !line.starts_with("- "));
    let whole = std::iter::once(value).chain(more).collect::<Vec<_>>().join(" ");
    of_value(if is_whole && value.starts_with(['"', '\'', '[', '{']) { value } else { &whole })
}

/// The values in one that is a list in brackets, or is not.
fn of_value(value: &str) -> Vec<String> {
    let is_link =
        value.starts_with("[[") && !value.starts_with("[[[") && value.find("]]") == value.len().checked_sub(2);
    match value.strip_prefix('[').and_then(|inside| inside.strip_suffix(']')).filter(|_| !is_link) {
        Some(inside) => parts(inside).into_iter().map(|part| scalar(part.trim()).0).collect(),
        // What has names of its own is not read.
        None if value.starts_with('{') && is_closed(value) => Vec::new(),
        None => vec![scalar(value).0],
    }
}

fn is_closed(value: &str) -> bool {
    value.starts_with('[') && value.ends_with(']') || value.starts_with('{') && value.ends_with('}')
}

/// The items of a list below a name; of what has names itself, what stands under `name`.
fn items(below: &[&str]) -> Vec<String> {
    let mut items = Vec::new();
    let mut depth = None;
    for line in below {
        let words = line.trim_start();
        let indent = line.len() - words.len();
        let words = without_comment(words);
        if words.is_empty() {
            continue;
        }
        let item = words.strip_prefix("- ").map(str::trim_start);
        let is_first = depth.is_none();
        let depth = *depth.get_or_insert(indent);
        let words = item.unwrap_or(words);
        let named = words.split_once(": ").filter(|_| !words.starts_with(['"', '\'', '[']));
        match named {
            Some(("name", name)) => items.push(scalar(name.trim()).0),
            Some(_) => {}
            None if !words.ends_with(':') && (item.is_some() && indent == depth || is_first) => {
                items.extend(of_value(words));
            }
            // A long item goes on.
            None => {
                if let Some(last) = items.last_mut().filter(|_| item.is_none()) {
                    last.push(' ');
                    last.push_str(words);
                }
            }
        }
    }
    items
}

/// The parts of a list in brackets, between commas that stand in no quotes or brackets.
fn parts(inside: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut quote) = (Vec::new(), 0, 0_usize, None);
    for (at, character) in inside.char_indices() {
        let is_start = inside.get(start..at).is_some_and(|before| before.trim().is_empty());
        match (quote, character) {
            (Some(open), _) => quote = Some(open).filter(|open| *open != character),
            (None, '"' | '\'') if is_start => quote = Some(character),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                parts.extend(inside.get(start..at));
                start = at + 1;
            }
            (None, _) => {}
        }
    }
    parts.extend(inside.get(start..));
    parts
}

/// A value without the quotes around it, and whether it has such; nothing for what stands for it.
fn scalar(value: &str) -> (String, bool) {
    let quoted = value.chars().next().filter(|first| matches!(first, '"' | '\''));
    let Some(quote) = quoted else {
        let is_nothing = matches!(value, "~" | "null" | "Null" | "NULL");
        return (if is_nothing { String::new() } else { value.to_owned() }, false);
    };
    let (mut text, mut rest) = (String::with_capacity(value.len()), value.chars());
    rest.next();
    while let Some(character) = rest.next() {
        let ahead = rest.clone().next();
        match character {
            '\\' if quote == '"' => text.push(match rest.next() {
                Some('n' | 't' | 'r') => ' ',
                Some(escaped) => escaped,
                None => '\\',
            }),
            '\'' if quote == '\'' && ahead == Some('\'') => {
                rest.next();
                text.push('\'');
            }
            // Quotes that end before the value does are a part of it.
            end if end == quote => {
                return if ahead.is_none() { (text, true) } else { (value.to_owned(), false) };
            }
            other => text.push(other),
        }
    }
    (value.to_owned(), false)
}

/// A value without the comment that follows it.
fn without_comment(value: &str) -> &str {
    if value.starts_with('#') {
        return "";
    }
    let mut quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
    let mut before = None;
    for (at, character) in value.char_indices().skip(usize::from(quote.is_some())) {
        if quote == Some(character) && before != Some('\\') {
            quote = None;
        } else if quote.is_none() && character == '#' && before.is_some_and(char::is_whitespace) {
            return value.get(..at).unwrap_or_default().trim_end();
        }
        before = Some(character);
    }
    value.trim_end()
}

/// The words of a link between notes: `[[people/Anna Kern|Anna]]`.
fn without_brackets(value: &str) -> String {
    let inside = value.trim().strip_prefix("[[").and_then(|inside| inside.strip_suffix("]]"));
    let Some(inside) = inside.filter(|inside| !inside.contains("]]")) else { return value.trim().to_owned() };
    let shown = inside.split_once('|').map(|(_, shown)| shown);
    shown.or_else(|| inside.rsplit('/').next()).unwrap_or(inside).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(block: &str, name: &str) -> Vec<String> {
        let text = format!("---\n{block}\n---\nText");
        let (facts, rest) = front_matter(&text).unwrap_or_else(|| panic!("{block}"));
        assert_eq!(rest, "Text");
        facts.all(&[name]).to_vec()
    }

    #[test]
    fn values_are_read_as_yaml_has_them() {
        for (block, expected) in [
            ("a: Anna Kern # staff", &["Anna Kern"][..]),
            ("a: C# and 1#b #tags", &["C# and 1#b"]),
            ("a: \"Mayor says \\\"no\\\" # 1\" # x", &["Mayor says \"no\" # 1"]),
            ("a: 'It''s over'", &["It's over"]),
            ("a: \"He said 'no'\"", &["He said 'no'"]),
            ("a: \"No\" is his word", &["\"No\" is his word"]),
            ("a: \"No", &["\"No"]),
            ("a: '90s bridge", &["'90s bridge"]),
            ("a: >-\n  The bridge\n  is closed\n\n  now\nb: x", &["The bridge is closed now"]),
            ("a: |\n  One\n  Two", &["One Two"]),
            ("a: The bridge\n  is closed\nb: x", &["The bridge is closed"]),
            ("a: \"The bridge\n  is closed\"\nb: x", &["The bridge is closed"]),
            ("a:\n  - \"[[Anna Kern]]\"\n  - \"[[people/Ben Ito|Ben]]\"\nb: x", &["Anna Kern", "Ben"]),
            ("a:\n- Anna # x\n- 'Ben'", &["Anna", "Ben"]),
            ("a: [\"Kern, Anna\", Ben]", &["Kern, Anna", "Ben"]),
            ("a: [\n  Anna,\n  Ben\n]\nb: x", &["Anna", "Ben"]),
            ("a: [[Anna Kern]]", &["Anna Kern"]),
            ("a: [[[Anna]], [[Ben]]]", &["Anna", "Ben"]),
            ("a:\n  - name: Anna\n    url: https://a.org\n  - name: Ben", &["Anna", "Ben"]),
            ("a: {name: Anna}", &[]),
            ("a: ~\nb: x", &[]),
            ("b:\n  a: nested\na: own", &["own"]),
            ("a: https://a.org/b:c", &["https://a.org/b:c"]),
            ("# a: no\n\na: yes", &["yes"]),
            ("", &[]),
        ] {
            assert_eq!(all(block, "A"), expected, "{block}");
        }
    }

    #[test]
    fn other_texts_begin_with_none() {
        for text in
            ["", "---", "---\n", "a: b\n---\n", "---\na: b\n", "---\n\nIt rained.\n\n---\n", "----\na: b\n---\n"]
        {
            assert_eq!(front_matter(text), None, "{text}");
        }
        assert!(
            front_matter("\n---  \na: b\n...").is_some_and(|(facts, rest)| facts.one(&["a"]) == "b" && rest.is_empty())
        );
    }
}
