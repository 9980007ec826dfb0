"""Compares extractors on the set that make.py made, and prints two tables in Markdown.

    compare.py SET SAYSO PDF-COMPARE

SAYSO is the program itself, PDF-COMPARE the one that is built from src/ beside this.
"""

import collections, json, pathlib, re, subprocess, sys, tempfile

from rapidfuzz.distance import Levenshtein

from texts import TEXTS, UNSPACED

SET, SAYSO, OTHERS = sys.argv[1:4]


def output(*command):
    try:
        done = subprocess.run([str(part) for part in command], capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def python(code):
    return lambda path: output(sys.executable, "-c", code, path)


def sayso(path):
    """The text of the article that Sayso makes of a file, by way of a format that holds it as it is."""
    with tempfile.TemporaryDirectory() as folder:
        project, lines = pathlib.Path(folder, "a.sayso"), pathlib.Path(folder, "a.jsonl")
        output(SAYSO, "import", path, "-o", project)
        output(SAYSO, "export", project, "--format", "doccano", "-o", lines)
        return json.loads(lines.read_text(encoding="utf-8"))["text"] if lines.exists() else None


EXTRACTORS = {"Sayso": sayso}
for name in output(OTHERS).split():
    EXTRACTORS[name] = lambda path, name=name: output(OTHERS, name, path)
EXTRACTORS["(pdftotext)"] = lambda path: output("pdftotext", path, "-")
EXTRACTORS["(pypdf)"] = python("import sys, pypdf; print('\\n'.join(page.extract_text() for page in pypdf.PdfReader(sys.argv[1]).pages))")
EXTRACTORS["(pdfminer)"] = python("import sys, pdfminer.high_level as high; print(high.extract_text(sys.argv[1]))")


def plain(text, language):
    text = text.replace("\f", "\n").replace("\0", "�")
    return re.sub(r"\s+", "" if language in UNSPACED else " ", text).strip()


def errors(path, name):
    """The character error rate of each extractor, 1 where it fails."""
    language, truth = TEXTS[name]
    truth = plain(truth, language)
    for extractor, extract in EXTRACTORS.items():
        text = extract(path)
        yield extractor, 1.0 if text is None else min(1.0, Levenshtein.distance(truth, plain(text, language)) / len(truth))


def main():
    by_text = collections.defaultdict(lambda: collections.defaultdict(list))
    worst = []
    for path in sorted(pathlib.Path(SET).glob("*.pdf")):
        name, writer = path.stem.split(".")
        for extractor, rate in errors(path, name):
            by_text[name][extractor].append(rate)
            if extractor == "Sayso" and rate > 0.005:
                worst.append((rate, path.stem))
    print("|", " | ".join(["text", "files", *EXTRACTORS]), "|")
    print("|---" * (len(EXTRACTORS) + 2) + "|")
    total = collections.defaultdict(list)
    for name in TEXTS:
        rates = by_text[name]
        cells = []
        for extractor in EXTRACTORS:
            total[extractor] += rates[extractor]
            cells.append(f"{100 * sum(rates[extractor]) / len(rates[extractor]):.1f}")
        print("|", " | ".join([name, str(len(rates["Sayso"])), *cells]), "|")
    cells = [f"**{100 * sum(total[extractor]) / len(total[extractor]):.1f}**" for extractor in EXTRACTORS]
    print("|", " | ".join(["all", str(len(total["Sayso"])), *cells]), "|")
    print()
    print("|", " | ".join(["file", *EXTRACTORS]), "|")
    print("|---" * (len(EXTRACTORS) + 1) + "|")
    for path in sorted(pathlib.Path(SET, "odd").glob("*.pdf")):
        cells = ["yes" if rate < 0.05 else "in part" if rate < 0.5 else "no" for _, rate in errors(path, "latin")]
        print("|", " | ".join([path.stem, *cells]), "|")
    for rate, stem in sorted(worst, reverse=True):
        print(f"{100 * rate:.1f} % {stem}", file=sys.stderr)


main()
