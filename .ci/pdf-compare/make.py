"""Makes the set of PDFs: each text of texts.py by each writer that can set it, and files that are odd in other ways.

    make.py OUT

OUT/TEXT.WRITER.pdf beside OUT/TEXT.txt, and OUT/odd/NAME.pdf, all of which hold the text “latin”.
"""

import html, json, pathlib, re, shutil, subprocess, sys, tempfile

from texts import FILES, FONTS, RTL, TEXTS

OUT = pathlib.Path(sys.argv[1])
WORK = pathlib.Path(tempfile.mkdtemp())
TRUETYPE = pathlib.Path("/usr/share/fonts/truetype/noto")
# Those of Noto have no digits and brackets beside their script, and some writers take one font.
TEX_FONTS = {"ar": "DejaVu Sans", "he": "DejaVu Sans"}
LATIN_TEX = {"latin", "hyphens", "columns", "spaced"}


def run(*command, **options):
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180, **options)


def page(name, more=""):
    language, text = TEXTS[name]
    title, *paragraphs = text.split("\n")
    style = f"font: 12pt '{FONTS[language]}', 'Noto Serif'; width: 110mm; text-align: justify;"
    if name == "hyphens":
        style += "hyphens: auto; width: 60mm;"
    if name == "columns":
        style += "columns: 2; width: 170mm; column-gap: 8mm;"
    if name == "spaced":
        style += "letter-spacing: 0.25em; text-align: left;"
    direction = "rtl" if language in RTL else "ltr"
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    return (f"<!doctype html><html lang={language} dir={direction}><meta charset=utf-8><style>h1 {{ font: bold 18pt '{FONTS[language]}'; {more}"
            f"{'column-span: all; ' if name == 'columns' else ''}}} body {{ {style} }}</style><body><h1>{html.escape(title)}</h1>{body}")


def chromium(name, to, *options):
    source = WORK / f"{name}.html"
    source.write_text(page(name), encoding="utf-8")
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", *options, f"--print-to-pdf={to}", source)


def docx(name):
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    language, text = TEXTS[name]
    document = Document()
    section = document.sections[0]
    section.right_margin = Cm(6)
    if name == "columns":
        section.right_margin = section.left_margin
        columns = section._sectPr.xpath("./w:cols")[0]
        columns.set(qn("w:num"), "2")
    for place, line in enumerate(text.split("\n")):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if place and language not in RTL else None
        run_ = paragraph.add_run(line)
        run_.font.size = Pt(12 if place else 18)
        properties = run_._element.get_or_add_rPr()
        fonts = OxmlElement("w:rFonts")
        for slot in ("ascii", "hAnsi", "cs", "eastAsia"):
            latin = slot in ("ascii", "hAnsi") and language not in ("zh-Hans", "zh-Hant", "ja", "ko")
            fonts.set(qn(f"w:{slot}"), "Noto Serif" if latin else FONTS[language])
        properties.insert(0, fonts)
        if name == "spaced":
            spacing = OxmlElement("w:spacing")
            spacing.set(qn("w:val"), "60")
            properties.append(spacing)
        if language in RTL:
            paragraph._element.get_or_add_pPr().append(OxmlElement("w:bidi"))
            properties.append(OxmlElement("w:rtl"))
        size = OxmlElement("w:szCs")
        size.set(qn("w:val"), str(24 if place else 36))
        properties.append(size)
    document.save(WORK / f"{name}.docx")
    return WORK / f"{name}.docx"


def libreoffice(names, tagged):
    """All texts at once, because the program takes long to start."""
    options = json.dumps({"UseTaggedPDF": {"type": "boolean", "value": str(tagged).lower()}})
    folder = WORK / "office"
    run("soffice", f"-env:UserInstallation=file://{WORK}/profile", "--headless", "--convert-to", f"pdf:writer_pdf_Export:{options}",
        "--outdir", folder, *map(docx, names))
    for name in names:
        shutil.move(folder / f"{name}.pdf", OUT / f"{name}.libreoffice{'-tagged' if tagged else ''}.pdf")


def tex(name, to, engine):
    language, text = TEXTS[name]
    special = {"%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_"}
    escaped = "".join(special.get(c, c) for c in text)
    if engine == "pdflatex":
        for one, other in (("“", "``"), ("”", "''"), ("„", ",,"), ("–", "--"), ("ß", r"\ss{}")):
            escaped = escaped.replace(one, other)
    title, *paragraphs = escaped.split("\n")
    if language in RTL:
        paragraphs = [rf"\noindent\beginR {paragraph}\endR" for paragraph in paragraphs]
        title = rf"\beginR {title}\endR"
    script = {"ar": "Arabic", "he": "Hebrew", "hi": "Devanagari", "th": "Thai"}.get(language)
    fonts = ""
    if engine != "pdflatex":
        more = [f"Script={script}"] if script else []
        more += ["Renderer=HarfBuzz"] if engine == "lualatex" and script else []
        more += ["LetterSpace=25"] if name == "spaced" else []
        fonts = rf"\usepackage{{fontspec}}\setmainfont{{{TEX_FONTS.get(language, FONTS[language])}}}[{','.join(more)}]"
    breaks = {"zh-Hans": "zh", "zh-Hant": "zh", "ja": "ja", "ko": "ko", "th": "th"}.get(language)
    breaks = rf'\XeTeXlinebreaklocale "{breaks}"\XeTeXlinebreakskip=0pt plus 1pt ' if breaks and engine == "xelatex" else ""
    setup = r"\TeXXeTstate=1 " if language in RTL else ""
    sides = r"\twocolumn" if name == "columns" else ""
    width = "60mm" if name == "hyphens" else "110mm"
    page_ = "" if name == "columns" else rf"\setlength\textwidth{{{width}}}\setlength\hsize{{{width}}}"
    german = r"\usepackage[ngerman]{babel}" if name == "hyphens" and pathlib.Path("/usr/share/texlive/texmf-dist/tex/generic/babel-german").exists() else ""
    source = WORK / f"{name}.{engine}.tex"
    source.write_text(rf"\documentclass{{article}}\pagestyle{{empty}}{fonts}{german}{page_}{setup}{breaks}\begin{{document}}{sides}{{\Large {title}\par}}"
                      + "\n\n".join(["\n", *paragraphs]) + r"\end{document}", encoding="utf-8")
    run(engine, "-interaction=batchmode", source.name, cwd=WORK)
    shutil.move(WORK / f"{name}.{engine}.pdf", to)


def groff(name, to):
    title, *paragraphs = TEXTS[name][1].split("\n")
    source = ".nr LL 11c\n.ps 16\n" + title + "\n.br\n.ps 11\n" + "".join(f".sp\n{paragraph}\n" for paragraph in paragraphs)
    with open(to, "wb") as file:
        subprocess.run(["groff", "-k", "-Tpdf"], input=source.encode(), stdout=file, check=True)


def pango(name, to):
    language, text = TEXTS[name]
    source = WORK / f"{name}.txt"
    source.write_text(text.replace("\n", "\n\n"), encoding="utf-8")
    run("pango-view", "--no-display", f"--font={FONTS[language]} 12", "--width=320", "--justify", f"--language={language}", f"--output={to}", source)


def weasyprint(name, to):
    import weasyprint

    weasyprint.HTML(string=page(name)).write_pdf(to)


def visual(text, language):
    if language not in RTL:
        return text
    from arabic_reshaper import ArabicReshaper
    from bidi.algorithm import get_display

    # Noto Sans Arabic has the forms of letters, not those of words.
    return get_display(ArabicReshaper({"support_ligatures": False}).reshape(text), base_dir="R")


def lines_of(text, width, measure):
    line = ""
    for word in text.split(" "):
        if line and measure(f"{line} {word}") > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


def reportlab(name, to):
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    language, text = TEXTS[name]
    font = {"zh-Hans": "STSong-Light", "zh-Hant": "MSung-Light", "ja": "HeiseiMin-W3", "ko": "HYSMyeongJo-Medium"}.get(language)
    if font:
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    else:
        font = f"text-{language}"
        path = TRUETYPE.parent / "dejavu/DejaVuSans.ttf" if language in RTL else TRUETYPE / FILES[language]
        pdfmetrics.registerFont(TTFont(font, path))
    canvas = Canvas(str(to), pagesize=A4)
    y = 780
    measure = lambda line: pdfmetrics.stringWidth(line, font, 12)
    for paragraph in text.split("\n"):
        for line in lines_of(paragraph, 300, measure):
            # Scripts without blanks are cut by width.
            while line:
                cut = len(line)
                while measure(line[:cut]) > 330:
                    cut -= 1
                part, line = line[:cut], line[cut:]
                canvas.setFont(font, 12)
                (canvas.drawRightString if language in RTL else canvas.drawString)(400 if language in RTL else 70, y, visual(part, language))
                y -= 18
        y -= 14
    canvas.save()


def fpdf2(name, to):
    from fpdf import FPDF

    language, text = TEXTS[name]
    pdf = FPDF()
    pdf.add_page()
    pdf.add_font("text", fname=str(TRUETYPE / FILES[language]))
    pdf.add_font("latin", fname=str(TRUETYPE / "NotoSans-Regular.ttf"))
    pdf.set_font("text", size=12)
    pdf.set_fallback_fonts(["latin"])
    pdf.set_text_shaping(True)
    for paragraph in text.split("\n"):
        pdf.multi_cell(110, 8, paragraph, align="R" if language in RTL else "J", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(4)
    pdf.output(str(to))


WRITERS = {
    "chromium-tagged": lambda name, to: chromium(name, to),
    "chromium": lambda name, to: chromium(name, to, "--disable-pdf-tagging"),
    "xelatex": lambda name, to: tex(name, to, "xelatex"),
    "pdflatex": lambda name, to: tex(name, to, "pdflatex"),
    "groff": groff,
    "cairo": pango,
    "weasyprint": weasyprint,
    "reportlab": reportlab,
    "fpdf2": fpdf2,
    "lualatex": lambda name, to: tex(name, to, "lualatex"),
}


def sets(writer, name):
    """Whether a writer can set a text as it is written, without packages that are hard to get."""
    language = TEXTS[name][0]
    if writer in ("pdflatex", "groff"):
        return name in LATIN_TEX and (writer, name) not in {("groff", "columns"), ("groff", "spaced"), ("pdflatex", "spaced"), ("groff", "hyphens")}
    if writer == "lualatex":
        return language not in RTL and language not in ("zh-Hans", "zh-Hant", "ja", "ko", "th")
    if writer == "xelatex":
        return not name.startswith("mixed")
    if writer in ("reportlab", "fpdf2"):
        known = language in FILES or writer == "reportlab" and language.startswith(("zh", "ja", "ko"))
        return known and name not in ("spaced", "columns", "hyphens") and not (writer == "reportlab" and (language in ("hi", "th") or name.startswith("mixed")))
    return not (writer == "cairo" and name in ("spaced", "columns", "hyphens"))


def odd():
    folder = OUT / "odd"
    folder.mkdir(exist_ok=True)
    plain = folder / "plain.pdf"
    shutil.copy(OUT / "latin.libreoffice.pdf", plain)
    readable = folder / "readable.pdf"
    run("qpdf", "--qdf", "--object-streams=disable", plain, readable)
    for name, options in {
        "encrypted-rc4-40": ["--allow-weak-crypto", "--encrypt", "", "owner", "40", "--"],
        "encrypted-rc4-128": ["--allow-weak-crypto", "--encrypt", "", "owner", "128", "--use-aes=n", "--"],
        "encrypted-aes-128": ["--allow-weak-crypto", "--encrypt", "", "owner", "128", "--use-aes=y", "--"],
        "encrypted-aes-256": ["--encrypt", "", "owner", "256", "--"],
        "encrypted-object-streams": ["--object-streams=generate", "--encrypt", "", "owner", "256", "--"],
        "object-streams": ["--object-streams=generate"],
        "linearised": ["--linearize"],
        "linearised-object-streams": ["--linearize", "--object-streams=generate"],
    }.items():
        run("qpdf", *options, plain, folder / f"{name}.pdf")
    data, streams = plain.read_bytes(), (folder / "object-streams.pdf").read_bytes()
    lines = readable.read_bytes()
    start = data.rindex(b"startxref")
    write = lambda name, content: (folder / f"{name}.pdf").write_bytes(content)
    write("xref-offset-wrong", data[:start] + b"startxref\n17\n%%EOF\n")
    write("xref-entries-wrong", re.sub(rb"(\d{10}) 00000 n", lambda m: b"%010d 00000 n" % (int(m[1]) + 7), data))
    write("xref-missing", data[: data.rindex(b"xref", 0, start)])
    write("xref-stream-damaged", streams[: streams.rindex(b"startxref")] + b"startxref\n9\n%%EOF\n")
    write("endobj-missing", lines.replace(b"endobj\n", b"", 3))
    write("endstream-missing", lines.replace(b"endstream", b"", 1))
    write("length-wrong", re.sub(rb"/Length \d+\b(?! 0 R)", b"/Length 5", lines))
    write("bytes-before-the-head", b"\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" + data)
    write("bytes-after-the-end", data + b"\n<!-- served in 0.1 s -->\n" * 60)
    write("line-ends-changed", lines.replace(b"\n", b"\r\n") if lines.isascii() else data.replace(b"%%EOF\n", b"%%EOF\r\n"))
    import pikepdf

    with pikepdf.open(plain) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/ToUnicode" in item:
                del item["/ToUnicode"]
        pdf.save(folder / "no-text-mapping.pdf")
    # A later version of an object at the end of the file, with a table that names it alone.
    number, start_old = 900, int(re.search(rb"startxref\s+(\d+)", data)[1])
    added = b"\n%d 0 obj\n<</Producer(later)>>\nendobj\n" % number
    place = len(data) + 1
    root = re.search(rb"/Root \d+ 0 R", data)[0]
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Prev %d/Info %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        number, place, number + 1, start_old, number, root, len(data) + len(added))
    write("incremental", data + added + table)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for name, (_, text) in TEXTS.items():
        (OUT / f"{name}.txt").write_text(text, encoding="utf-8")
    for tagged in (True, False):
        libreoffice(list(TEXTS), tagged)
    for writer, write in WRITERS.items():
        for name in TEXTS:
            to = OUT / f"{name}.{writer}.pdf"
            if sets(writer, name) and not to.exists():
                try:
                    write(name, to.absolute())
                except Exception as error:  # One file less is no reason to stop.
                    print(f"{name} by {writer}: {error}"[:300], file=sys.stderr)
    odd()


main()
