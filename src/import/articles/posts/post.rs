//! A post, and which posts are one article.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    super::{
        authors::names_or,
        dates::{Place, settle_by_value},
        format::{Body, Threads},
    },
    rich::moved,
    words::title_of_day,
};
use crate::{
    import::title::first_line,
    model::{Facts, Run, RunKind},
    text::{ByteRange, FrozenText, shortened},
};

/// A post, in whatever network.
#[derive(Clone, Debug, Default)]
pub(super) struct Post {
    /// What others refer to it by; empty where nothing does.
    pub(super) key: String,
    /// What it replies to.
    pub(super) parent: String,
    /// Who wrote it, by name, and by what no two share.
    pub(super) author: String,
    pub(super) account: String,
    /// Where it was posted.
    pub(super) outlet: String,
    pub(super) address: String,
    pub(super) language: String,
    /// When, as it is stated, and in seconds.
    pub(super) stated: String,
    pub(super) moment: Option<i64>,
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
    /// Whether it passes on the words of somebody else.
    pub(super) is_passed_on: bool,
    /// What else is known of it, by the names of fields.
    pub(super) fields: Vec<(String, String)>,
}

impl Post {
    /// Notes a field, unless it is empty.
    pub(super) fn field(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.fields.push((name.to_owned(), value));
        }
    }

    /// The day on which it was posted, as it is stated.
    fn day(&self) -> &str {
        self.stated.get(..10).unwrap_or_default()
    }
}

/// A title has at most so many characters of a post.
const LONGEST_TITLE: usize = 100;
/// Of more authors than these, none is named as the author of an article.
const MOST_AUTHORS: usize = 3;
/// The field for how many posts an article is made of.
const POSTS: &str = "posts";
/// Fields that count, which are summed for posts that are one article.
const COUNTS: [&str; 5] = ["likes", "shares", "replies", "quotes", "reactions"];
/// The field for what a post replies to: of several posts, what the first does.
const REPLIED: &str = "in reply to";

/// The articles that posts are. A reply to oneself after more than `gap` seconds begins a new one.
pub(super) fn articles(posts: Vec<Post>, threads: Threads, gap: Option<i64>) -> Vec<Body> {
    let homes: Vec<usize> = match threads {
        Threads::Apart => (0..posts.len()).collect(),
        Threads::Together => threads_of(&posts, gap),
        Threads::Daily => days_of(&posts),
    };
    let mut groups: Vec<Vec<Post>> = Vec::new();
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    for (post, home) in posts.into_iter().zip(homes) {
        let place = *places.entry(home).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(place) {
            group.push(post);
        }
    }
    let (is_daily, mut names) = (threads == Threads::Daily, BTreeMap::new());
    groups.into_iter().filter_map(|group| article(group, is_daily, &mut names)).collect()
}

/// For each post, the first of its thread: what its author began and went on replying to.
fn threads_of(posts: &[Post], gap: Option<i64>) -> Vec<usize> {
    let keyed = posts.iter().enumerate().filter(|(_, post)| !post.key.is_empty());
    let by_key: BTreeMap<&str, usize> = keyed.map(|(at, post)| (post.key.as_str(), at)).collect();
    let parent = |post: &Post| {
        let at = *by_key.get(post.parent.as_str())?;
        let parent = posts.get(at)?;
        let apart = post.moment.zip(parent.moment).map(|(one, other)| one.abs_diff(other));
        let is_near = gap.is_none_or(|gap| apart.is_some_and(|apart| apart <= gap.unsigned_abs()));
        let is_own = parent.account == post.account && !post.is_passed_on && !parent.is_passed_on;
        (is_own && is_near).then_some(at)
    };
    let parents: Vec<Option<usize>> = posts.iter().map(parent).collect();
    let mut homes: Vec<Option<usize>> = vec![None; posts.len()];
    for start in 0..posts.len() {
        let (mut way, mut here) = (vec![start], start);
        let mut on_way = BTreeSet::from([start]);
        // Posts that reply to each other in a circle have no first one; any will do.
        let home = loop {
            if let Some(Some(home)) = homes.get(here) {
                break *home;
            }
            match parents.get(here).copied().flatten() {
                Some(next) if on_way.insert(next) => {
                    way.push(next);
                    here = next;
                }
                Some(_) | None => break here,
            }
        };
        for at in way {
            homes.get_mut(at).into_iter().for_each(|place| *place = Some(home));
        }
    }
    homes.into_iter().enumerate().map(|(at, home)| home.unwrap_or(at)).collect()
}

/// For each post, the first of its day in its channel; words of others stand apart.
fn days_of(posts: &[Post]) -> Vec<usize> {
    let mut first: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut home = |post, at| *first.entry(post).or_insert(at);
    let posts = posts.iter().enumerate();
    posts.map(|(at, post)| if post.is_passed_on { at } else { home((post.outlet.as_str(), post.day()), at) }).collect()
}

/// Names as they are posted under, and as authors bear them.
type Names = BTreeMap<String, String>;

/// The article of posts.
fn article(mut posts: Vec<Post>, is_daily: bool, names: &mut Names) -> Option<Body> {
    posts.sort_by_key(|post| post.moment);
    let (text, structure) = joined(&posts);
    let first = posts.first()?;
    let languages: BTreeSet<&str> = posts.iter().map(|post| post.language.as_str()).collect();
    let title = if is_daily {
        title_of_day(&first.outlet, first.day())
    } else {
        shortened(&first_line(&first.text), LONGEST_TITLE)
    };
    let mut facts = Facts {
        title,
        author: authors(&posts, names),
        outlet: first.outlet.clone(),
        address: first.address.clone(),
        language: if languages.len() == 1 { first.language.clone() } else { String::new() },
        ..Facts::default()
    };
    let warnings = settle_by_value(&mut facts, Place::Post, &first.stated);
    let mut fields = fields_of(&posts);
    if posts.len() > 1 {
        fields.push((POSTS.to_owned(), posts.len().to_string()));
    }
    Some(Body { structure, warnings, fields, ..Body::new(FrozenText::verbatim(text), facts) })
}

/// The fields of posts that are one article: counts are summed, and of all else each value stands once.
fn fields_of(posts: &[Post]) -> Vec<(String, String)> {
    let mut names: Vec<&str> = Vec::new();
    let mut values: BTreeMap<&str, (u64, Vec<&str>)> = BTreeMap::new();
    let mut known = BTreeSet::new();
    for (number, post) in posts.iter().enumerate() {
        for (name, value) in post.fields.iter().filter(|(name, _)| number == 0 || name != REPLIED) {
            let (sum, all) = values.entry(name).or_insert_with(|| {
                names.push(name);
                Default::default()
            });
            match value.parse::<u64>().ok().filter(|_| COUNTS.contains(&name.as_str())) {
                Some(count) => *sum = sum.saturating_add(count),
                None if known.insert((name, value)) => all.push(value),
                None => {}
            }
        }
    }
    let field = |name: &str| {
        let (sum, all) = values.get(name)?;
        let value = if all.is_empty() { sum.to_string() } else { all.join("; ") };
        Some((name.to_owned(), value))
    };
    names.into_iter().filter_map(field).collect()
}

/// Who wrote posts, if they are few: by name where one is known, else by account.
fn authors(posts: &[Post], names: &mut Names) -> String {
    let mut found: Vec<&Post> = Vec::new();
    for post in posts.iter().filter(|post| !post.author.is_empty()) {
        if found.iter().all(|other| other.author != post.author) {
            found.push(post);
        }
        if found.len() > 2 * MOST_AUTHORS {
            return String::new();
        }
    }
    let is_handle = |post: &Post| post.author.starts_with('@');
    let is_named = |post: &Post| found.iter().any(|other| other.account == post.account && !is_handle(other));
    let mut all: Vec<String> = Vec::new();
    for post in found.iter().filter(|post| !is_handle(post) || !is_named(post)) {
        let name = || if is_handle(post) { post.author.clone() } else { names_or(&post.author, &post.language, "") };
        all.push(names.entry(post.author.clone()).or_insert_with(name).clone());
    }
    if all.len() > MOST_AUTHORS { String::new() } else { all.join(", ") }
}

/// The text of posts and its runs; who speaks stands before their words where several do.
fn joined(posts: &[Post]) -> (String, Vec<Run>) {
    let accounts: BTreeSet<&str> = posts.iter().map(|post| post.account.as_str()).collect();
    let is_talk = accounts.len() > 1;
    let (mut text, mut structure, mut turn) = (String::new(), Vec::new(), None::<(usize, &Post)>);
    for post in posts {
        if is_talk && turn.is_none_or(|(_, last)| last.account != post.account) {
            structure.extend(turn.and_then(|(start, last)| turn_of(start, text.len(), last)));
            text.push_str(if text.is_empty() { "" } else { "\n\n" });
            text.push_str(&post.author);
            text.push_str(": ");
            turn = Some((text.len(), post));
        } else if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&post.text);
        structure.extend(moved(post.runs.clone(), |at| at + start));
    }
    structure.extend(turn.and_then(|(start, last)| turn_of(start, text.len(), last)));
    structure.sort_by_key(|run| (run.at.start, Reverse(run.at.end)));
    (text, structure)
}

fn turn_of(start: usize, end: usize, post: &Post) -> Option<Run> {
    (end > start).then(|| Run { at: ByteRange::new(start, end), kind: RunKind::Turn(post.author.clone()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(key: &str, parent: &str, account: &str, moment: i64) -> Post {
        let own = |words: &str| words.to_owned();
        Post {
            key: own(key),
            parent: own(parent),
            account: own(account),
            author: account.to_uppercase(),
            outlet: own("C"),
            stated: format!("2023-01-0{}", moment / 100 + 1),
            moment: Some(moment),
            text: format!("Post {key}"),
            ..Post::default()
        }
    }

    fn texts(posts: &[Post], threads: Threads, gap: Option<i64>) -> Vec<String> {
        articles(posts.to_vec(), threads, gap).iter().map(|body| body.text.as_str().to_owned()).collect()
    }

    #[test]
    fn replies_to_oneself_are_one_article_by_choice() {
        // The newest first, as archives have them.
        let posts = [
            post("4", "1", "b", 150),
            post("3", "2", "a", 120),
            post("2", "1", "a", 110),
            post("9", "", "a", 90),
            post("1", "0", "a", 10),
        ];
        let together = ["Post 4", "Post 1\n\nPost 2\n\nPost 3", "Post 9"];
        assert_eq!(texts(&posts, Threads::Together, None), together);
        assert_eq!(texts(&posts, Threads::Together, Some(50)), ["Post 4", "Post 2\n\nPost 3", "Post 9", "Post 1"]);
        assert_eq!(texts(&posts, Threads::Apart, None).len(), 5);
        let daily = ["A: Post 2\n\nPost 3\n\nB: Post 4", "Post 1\n\nPost 9"];
        assert_eq!(texts(&posts, Threads::Daily, None), daily);
        let day = &articles(posts.to_vec(), Threads::Daily, None)[0];
        let turns = day.structure.iter().map(|run| (day.text.get(run.at).unwrap(), run.kind.clone()));
        let turn = |name: &str| RunKind::Turn(name.to_owned());
        assert_eq!(turns.collect::<Vec<_>>(), [("Post 2\n\nPost 3", turn("A")), ("Post 4", turn("B"))]);
        assert_eq!(day.facts.title, "C, 2023-01-02");
    }

    #[test]
    fn posts_that_reply_in_a_circle_or_to_themselves_are_read_once() {
        let posts = [post("1", "2", "a", 1), post("2", "1", "a", 2), post("3", "3", "a", 3), post("", "", "a", 4)];
        assert_eq!(texts(&posts, Threads::Together, None), ["Post 1\n\nPost 2", "Post 3", "Post "]);
    }

    #[test]
    fn words_of_others_stand_apart() {
        let mut posts =
            vec![post("1", "", "a", 1), post("2", "1", "a", 2), post("3", "2", "a", 3), post("4", "1", "a", 4)];
        posts[1].is_passed_on = true;
        assert_eq!(texts(&posts, Threads::Together, None), ["Post 1\n\nPost 4", "Post 2", "Post 3"]);
        assert_eq!(texts(&posts, Threads::Daily, None), ["Post 1\n\nPost 3\n\nPost 4", "Post 2"]);
    }

    #[test]
    fn fields_are_of_all_posts_of_an_article() {
        let mut posts = vec![post("1", "", "a", 1), post("2", "1", "a", 2), post("3", "2", "a", 3)];
        for (at, name, value) in [
            (0, "in reply to", "@b"),
            (0, "likes", "3"),
            (0, "link", "https://a.org"),
            (1, "likes", "4"),
            (1, "link", "https://b.org"),
            (1, "quoted post", "https://c.org"),
            (2, "in reply to", "@a"),
            (2, "link", "https://a.org"),
        ] {
            posts[at].field(name, value);
        }
        let fields = articles(posts, Threads::Together, None).remove(0).fields;
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let expected = [
            ("in reply to", "@b"),
            ("likes", "7"),
            ("link", "https://a.org; https://b.org"),
            ("quoted post", "https://c.org"),
            ("posts", "3"),
        ];
        assert_eq!(fields, expected);
    }
}
