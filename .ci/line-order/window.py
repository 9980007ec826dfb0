"""Reads the lines of the text in Sayso's window through the accessibility bus, and writes them as JSON.

    window.py TEXT [PICTURE]    TEXT holds the paragraphs of the article; each is one line. PICTURE keeps the first screen

A line has its text, its direction, and the left edge of each of its characters, in pixels.
"""

import json, pathlib, subprocess, sys, time, warnings

import gi

warnings.simplefilter("ignore", DeprecationWarning)  # the bindings of several years are met

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 30.0
SCREEN = Atspi.CoordType.SCREEN


def nodes(node):
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from nodes(child)


def article():
    """The node that holds the visible lines, and its text."""
    desktop = Atspi.get_desktop(0)
    programs = (desktop.get_child_at_index(i) for i in range(desktop.get_child_count()))
    for program in programs:
        if program is None or program.get_name() != "sayso":
            continue
        for node in nodes(program):
            text = node.get_text_iface() if node.get_name() == "Lines" else None
            if text:
                return text, Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))
    return None, ""


def settled(former):
    """The visible lines when they stand still; those of before if nothing moves."""
    asked, last = time.monotonic(), None
    while time.monotonic() - asked < (PATIENCE if former is None else 2.0):
        time.sleep(0.15)
        try:
            node, shown = article()
            if shown and shown == last and shown != former:
                return node, shown
            last = shown
        except GLib.Error:
            last = None  # a node went away while it was looked at
    if former is None:
        sys.exit("no lines can be read")
    return node, former


def measured(node, text, start):
    """A line whose text begins at `start` of what the node holds."""
    boxes = [Atspi.Text.get_character_extents(node, start + at, SCREEN) for at in range(len(text))]
    # The line break belongs to the run, and a whole run is as wide as the column.
    column = Atspi.Text.get_range_extents(node, start, start + len(text) + 1, SCREEN)
    left = min(box.x for box in boxes) - column.x
    right = column.x + column.width - max(box.x + box.width for box in boxes)
    # Lines are short, so the side on which they stand tells which way they run.
    direction = "ltr" if left <= right else "rtl"
    rows = len({box.y for box in boxes})
    return {"text": text, "direction": direction, "lefts": [box.x for box in boxes], "rows": rows}


def main():
    wanted = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()[1:]
    picture = sys.argv[2] if len(sys.argv) > 2 else ""
    Atspi.init()
    found = {}
    node, shown = settled(None)
    window = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Sayso"], capture_output=True, text=True).stdout.split()
    if picture:
        subprocess.run(["import", "-window", "root", picture], check=True)
    while True:
        start = 0
        for line in shown.split("\n"):
            if line and line not in found:
                found[line] = measured(node, line, start)
            start += len(line) + 1
        if all(line in found for line in wanted):
            break
        subprocess.run(["xdotool", "windowfocus", window[0], "key", "Next"], check=True)
        before = shown
        node, shown = settled(before)
        if shown == before:
            break
    print(json.dumps([found.get(line, {"text": line, "direction": "auto", "lefts": [], "rows": 0}) for line in wanted], ensure_ascii=False))


main()
