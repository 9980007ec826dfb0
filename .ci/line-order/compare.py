"""Compares the lines that window.py and a browser read, and prints how many of each text have their letters in the same order.

    compare.py FOLDER NAME…     FOLDER holds NAME.json of window.py, and NAME.dom, the page with the browser's answer
"""

import json, pathlib, re, sys

# Places in the window are whole pixels.
NEAR = 2
ANSWER = re.compile(r'<script type="application/json">(.*?)</script>', re.DOTALL)


def words(text, offsets):
    """The letters at these offsets, in words as they stand side by side."""
    word = {}
    for number, match in enumerate(re.finditer(r"\S+", text)):
        word.update(dict.fromkeys(range(match.start(), match.end()), number))
    told, last = [], None
    ends = dict(zip(sorted(offsets), sorted(offsets)[1:] + [len(text)]))
    for offset in offsets:
        told.append(("" if word[offset] == last or last is None else " ") + text[offset : ends[offset]].strip())
        last = word[offset]
    return "".join(told)


def as_in_the_window(order, lefts):
    """The browser's order, changed only where the window surely has another."""
    order = list(order)
    for place in range(1, len(order)):
        while place > 0 and lefts[order[place]] < lefts[order[place - 1]] - NEAR:
            order[place - 1], order[place] = order[place], order[place - 1]
            place -= 1
    return order


def difference(line, browser):
    """What to say of a line whose letters are not in the same order."""
    text = line["text"]
    if browser["text"] != text:
        return f"the browser has other words: {browser['text']}"
    if line["rows"] != 1:
        return "not found in the window" if line["rows"] == 0 else f"stands on {line['rows']} lines"
    visible = [(left, offset) for offset, left, right in browser["boxes"] if right - left > 0.5 and not text[offset].isspace()]
    theirs = [offset for _, offset in sorted(visible)]
    ours = as_in_the_window(theirs, line["lefts"])
    if ours == theirs:
        return None
    # Each letter with its place in the text, for terminals that order right-to-left words themselves.
    first, last = [[at for at, (one, other) in enumerate(zip(ours, theirs)) if one != other][end] for end in (0, -1)]
    part = lambda order: " ".join(f"{text[offset]}({offset})" for offset in order[first : last + 1])
    return f"Sayso:   {words(text, ours)}\n    browser: {words(text, theirs)}\n    from letter {first}: {part(ours)} | {part(theirs)}"


def main():
    folder, names = pathlib.Path(sys.argv[1]), sys.argv[2:]
    told, turned, equal_lines, all_lines = [], [], 0, 0
    for name in names:
        lines = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        answer = ANSWER.search((folder / f"{name}.dom").read_text(encoding="utf-8"))
        if not answer:
            sys.exit(f"{name}: the browser gave no answer")
        answers = json.loads(answer[1])
        differences = [(line["text"], difference(line, browser)) for line, browser in zip(lines, answers, strict=True)]
        told += [(name, text, what) for text, what in differences if what]
        turned += [(name, line) for line, browser in zip(lines, answers) if line["direction"] != browser["auto"]]
        equal = sum(what is None for _, what in differences)
        equal_lines, all_lines = equal_lines + equal, all_lines + len(lines)
        print(f"{name:12} {equal:3} / {len(lines)}")
    print(f"{'all':12} {equal_lines:3} / {all_lines}")
    print(f"\n{len(turned)} of them run another way than their first letter, as the browser was told:")
    for name, line in turned:
        print(f"    {name} {line['direction']}: {line['text']}")
    for name, text, what in told:
        print(f"\n{name}: {text}\n    {what}")
    sys.exit(bool(told))


main()
