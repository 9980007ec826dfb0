//! Texts and marks of any size, the same for the same numbers: words of several scripts, accents, emoji; spans that
//! begin and end with words, overlap, nest, and come in pieces.

use std::sync::Arc;

use sayso::{
    model::{
        Article, ArticleId, Coder, CoderId, Extra, Facts, Id, Project, ProjectId, Source, Span, SpanId, TagId, Time,
    },
    store::builtin_codebook,
    text::{ByteRange, FrozenText},
};

const WORDS: [&str; 40] = [
    "the",
    "minister",
    "said",
    "that",
    "Moscow",
    "would",
    "suspend",
    "operation",
    "in",
    "Ukraine",
    "only",
    "if",
    "Kiev",
    "a",
    "report",
    "Erdoğan",
    "İstanbul",
    "“human",
    "shield”",
    "assured",
    "of",
    "according",
    "to",
    "Kremlin",
    "press",
    "service",
    "état",
    "négociations",
    "whether",
    "it",
    "and",
    "for",
    "with",
    "Россия",
    "заявила",
    "بوتين",
    "قال",
    "🙂",
    "civilians,",
    "talks",
];

const ARABIC: [&str; 24] = [
    "قال",
    "وزير",
    "الخارجية",
    "إن",
    "المحادثات",
    "لم",
    "تفشل",
    "بعد",
    "وأضاف",
    "١٦",
    "مارس",
    "موسكو",
    "أوكرانيا",
    "تقرير",
    "Reuters",
    "رئيس",
    "المجلس",
    "على",
    "من",
    "في",
    "(الثلاثاء)",
    "70%",
    "بوتين،",
    "القوات",
];

const CHINESE: [&str; 24] = [
    "外交部",
    "发言人",
    "表示",
    "谈判",
    "尚未",
    "破裂",
    "三月",
    "十六日",
    "莫斯科",
    "乌克兰",
    "报告",
    "路透社",
    "主席",
    "会议",
    "在",
    "的",
    "和",
    "对",
    "总统",
    "普京",
    "，",
    "军队",
    "“人道”",
    "2022年",
];

/// What texts are made of.
#[derive(Clone, Copy)]
pub(crate) enum Script {
    /// Mostly Latin, with words of other scripts and emoji.
    Mixed,
    /// From right to left, with figures and Latin words.
    Arabic,
    /// Without blanks.
    Chinese,
}

impl Script {
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Mixed => &WORDS,
            Self::Arabic => &ARABIC,
            Self::Chinese => &CHINESE,
        }
    }

    /// What stands between words, and behind a sentence.
    fn signs(self) -> (&'static str, &'static str) {
        match self {
            Self::Mixed | Self::Arabic => (" ", ". "),
            Self::Chinese => ("", "。"),
        }
    }
}

/// Numbers that look random (Marsaglia, Journal of Statistical Software 8, 2003).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    fn id(&mut self) -> Id {
        let mut bits = [0; 10];
        bits.iter_mut().for_each(|byte| *byte = self.below(256) as u8);
        Id::from_bits(bits)
    }
}

/// About `bytes` of text, and where its words begin; paragraphs of two to six sentences, or one line without end.
fn text(dice: &mut Dice, bytes: usize, one_line: bool, script: Script) -> (String, Vec<usize>) {
    let (words, (blank, stop)) = (script.words(), script.signs());
    let mut text = String::with_capacity(bytes + 200);
    let mut starts = Vec::new();
    while text.len() < bytes {
        for _sentence in 0..2 + dice.below(5) {
            for word in 0..8 + dice.below(14) {
                if word > 0 {
                    text.push_str(blank);
                }
                starts.push(text.len());
                text.push_str(words[dice.below(words.len())]);
            }
            text.push_str(stop);
        }
        if !one_line {
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
        }
    }
    (text, starts)
}

/// `count` spans over whole words of a text: one in five overlaps the one before, one in seven has two pieces.
fn spans(dice: &mut Dice, (text, starts): (&str, &[usize]), count: usize, coder: CoderId) -> Vec<Span> {
    let piece = |from: usize, words: usize| {
        let start = starts[from.min(starts.len() - 1)];
        let end = starts.get(from + words).map_or(text.len(), |next| text[..*next].trim_end().len());
        ByteRange::new(start, text[start..end.max(start)].find('\n').map_or(end, |line| start + line).max(start + 1))
    };
    let tags = ["claim", "speaker", "cue", "addressee", "location"];
    let mut last = 0;
    (0..count)
        .map(|number| {
            let even = number * starts.len() / count.max(1);
            let from = if number % 5 == 4 { last } else { even + dice.below(4) };
            last = from;
            let mut pieces = vec![piece(from, 1 + dice.below(9))];
            if number % 7 == 6 {
                let second = piece(from + 12, 2);
                if second.start > pieces[0].end {
                    pieces.push(second);
                }
            }
            pieces.retain(|piece| text.get(piece.indices()).is_some());
            if pieces.is_empty() {
                pieces.push(piece(0, 1));
            }
            let tag = TagId::new(tags[dice.below(tags.len())]);
            Span::new(SpanId(dice.id()), tag, pieces, coder, Time(1_650_000_000))
        })
        .collect()
}

/// A project of articles of these sizes (bytes, spans).
pub(crate) fn project(seed: u64, sizes: impl Iterator<Item = (usize, usize)>, one_line: bool) -> Project {
    project_in(Script::Mixed, seed, sizes, one_line)
}

/// The same in a script.
pub(crate) fn project_in(
    script: Script,
    seed: u64,
    sizes: impl Iterator<Item = (usize, usize)>,
    one_line: bool,
) -> Project {
    let mut dice = Dice::new(seed);
    let coder = CoderId(dice.id());
    let mut project = Project::new(ProjectId(dice.id()), "Bench", builtin_codebook());
    project.coders.insert(coder, Coder { id: coder, name: "Bench".to_owned(), changed: None, extra: Extra::new() });
    for (number, (bytes, count)) in sizes.enumerate() {
        let (text, starts) = text(&mut dice, bytes, one_line, script);
        let facts = Facts { title: format!("Article {number}"), ..Facts::default() };
        let spans = spans(&mut dice, (&text, &starts), count, coder);
        let id = ArticleId(dice.id());
        let added = Time(1_650_000_000 + number as i64);
        let mut article = Article::new(id, FrozenText::verbatim(text), facts, Source::default(), added);
        article.spans = spans.into_iter().collect();
        project.articles.insert(id, Arc::new(article));
    }
    project
}
