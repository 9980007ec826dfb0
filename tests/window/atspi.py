#!/usr/bin/python3
"""Prints what a screen reader sees of a running program: one JSON object a line with name, text, whether it shows, box.

    atspi.py NAME [WORDS]    NAME is how the program calls itself; boxes are x, y, width, height on the screen
With WORDS, a node whose text holds them also has the boxes of their first and their last character.
Needs a session bus with the accessibility bus started. Debian: at-spi2-core gir1.2-atspi-2.0 python3-gi.
"""

import json
import sys
import warnings

import gi

warnings.simplefilter("ignore", DeprecationWarning)  # the bindings of several years are met

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402


def corners(box):
    return [box.x, box.y, box.width, box.height]


def describe(node, words):
    component = node.get_component_iface()
    text = node.get_text_iface()
    length = Atspi.Text.get_character_count(text) if text else 0
    shown = Atspi.Text.get_text(text, 0, length) if length > 0 else ""
    seen = {
        "name": node.get_name() or "",
        "text": shown,
        "showing": node.get_state_set().contains(Atspi.StateType.SHOWING),
        "box": corners(Atspi.Component.get_extents(component, Atspi.CoordType.SCREEN)) if component else [0, 0, 0, 0],
    }
    start = shown.find(words) if words else -1
    if start >= 0:
        ends = (start, start + len(words) - 1)
        boxes = [Atspi.Text.get_character_extents(text, at, Atspi.CoordType.SCREEN) for at in ends]
        seen["words"] = [corners(box) for box in boxes]
    return seen


def walk(node, words):
    # A node can go away while it is looked at: then it is as if it had never been there.
    try:
        print(json.dumps(describe(node, words), ensure_ascii=False))
        count = node.get_child_count()
    except GLib.Error:
        return
    for i in range(count):
        try:
            child = node.get_child_at_index(i)
        except GLib.Error:
            continue
        if child is not None:
            walk(child, words)


def main():
    Atspi.init()
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(i)
        if program is not None and program.get_name() == sys.argv[1]:
            walk(program, sys.argv[2] if len(sys.argv) > 2 else "")


main()
