"""Cuts a text into paragraphs that fit on one line, and makes the page that shows them in a browser.

    pages.py cut TEXT           prints the paragraphs, under a heading
    pages.py page JSON NAME     prints the page of the lines that window.py wrote, each in the direction that it has there
"""

import html, json, pathlib, re, sys, unicodedata

# In letters of usual width; those of Chinese, Japanese and Korean count twice, marks on a letter not.
LONGEST = 45
LEADING_VOWELS = "เแโใไ"
# The languages of texts that are not named by them; a browser chooses typefaces by language.
LANGUAGES = {"urq": "ur", "zhq": "zh", "zht": "zh-Hant", "zhv": "zh"}
# Joins what it stands between.
JOINER = "\u200d"

# Where each letter is: the offset of its first character, its left and its right edge; and which way the browser would run
# the line of itself.
SCRIPT = """
const letters = new Intl.Segmenter("und", { granularity: "grapheme" });
const told = [...document.querySelectorAll("p")].map(paragraph => {
  const given = paragraph.dir;
  paragraph.dir = "auto";
  const auto = getComputedStyle(paragraph).direction;
  paragraph.dir = given;
  const text = paragraph.textContent, node = paragraph.firstChild, range = document.createRange();
  let offset = 0;
  const boxes = [...letters.segment(text)].map(({ segment, index }) => {
    range.setStart(node, index);
    range.setEnd(node, index + segment.length);
    const box = range.getBoundingClientRect();
    const letter = [offset, box.left, box.right];
    offset += [...segment].length;
    return letter;
  });
  return { text, auto, boxes };
});
const result = document.createElement("script");
result.type = "application/json";
result.textContent = JSON.stringify(told).replaceAll("<", "\\\\u003c");
document.body.append(result);
"""
STYLE = "body{margin:2em 6em;font:17px/1.6 serif}p{margin:0 0 .45em;white-space:pre;tab-size:4}"


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else unicodedata.category(c) not in ("Mn", "Me") for c in text)


def is_letter_start(text, at):
    """Whether a letter may be cut off here."""
    before, after = text[at - 1], text[at]
    stands_on = unicodedata.category(after)[0] == "M" or after == JOINER or unicodedata.category(after) == "Cf"
    return not stands_on and before != JOINER and before not in LEADING_VOWELS and unicodedata.combining(before) != 9


def parts(word):
    """A word in parts that fit: scripts without blanks."""
    start = 0
    for at in range(1, len(word)):
        if width(word[start : at + 1]) > LONGEST and is_letter_start(word, at):
            yield word[start:at]
            start = at
    yield word[start:]


def pieces(paragraph):
    piece = ""
    for word in (part for word in re.split(" +", paragraph.strip()) for part in parts(word)):
        if piece and width(f"{piece} {word}") > LONGEST:
            yield piece
            piece = word
        else:
            piece = f"{piece} {word}".strip(" ")
    if piece:
        yield piece


def main():
    if sys.argv[1] == "cut":
        path = pathlib.Path(sys.argv[2])
        paragraphs = path.read_text(encoding="utf-8").splitlines()
        # The same words are in the same order every time; once is enough.
        lines = dict.fromkeys(piece for paragraph in paragraphs for piece in pieces(paragraph))
        print("\n".join([path.stem, *lines]))
        return
    lines = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
    name = sys.argv[3]
    language = name if re.fullmatch("[a-z]{2}", name) else LANGUAGES.get(name, "und")
    shown = "\n".join(f"<p dir={line['direction']}>{html.escape(line['text'])}</p>" for line in lines)
    print(f"<!doctype html><html lang={language}><meta charset=utf-8><style>{STYLE}</style><body>\n{shown}\n<script>{SCRIPT}</script>")


main()
