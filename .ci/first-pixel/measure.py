"""Turns the wheel over a window and looks for the first changed pixel; then counts what the idle window costs.

measure.py NAME TITLE PID: prints one line. Speaks to the X server directly, so that nothing of its own takes long.
"""

import ctypes as c
import os
import statistics
import subprocess
import sys
import time

TURNS = 40
PATIENCE = 2.0
IDLE_SECONDS = 20.0

x11, xtest = c.CDLL("libX11.so.6"), c.CDLL("libXtst.so.6")


class Image(c.Structure):
    """The beginning of an XImage."""

    _fields_ = [
        ("width", c.c_int), ("height", c.c_int), ("xoffset", c.c_int), ("format", c.c_int), ("data", c.c_void_p),
        ("byte_order", c.c_int), ("bitmap_unit", c.c_int), ("bitmap_bit_order", c.c_int), ("bitmap_pad", c.c_int),
        ("depth", c.c_int), ("bytes_per_line", c.c_int),
    ]


x11.XOpenDisplay.restype = c.c_void_p
x11.XDefaultRootWindow.argtypes = [c.c_void_p]
x11.XDefaultRootWindow.restype = c.c_ulong
x11.XGetImage.argtypes = [c.c_void_p, c.c_ulong, c.c_int, c.c_int, c.c_uint, c.c_uint, c.c_ulong, c.c_int]
x11.XGetImage.restype = c.POINTER(Image)
x11.XDestroyImage.argtypes = [c.POINTER(Image)]
x11.XFlush.argtypes = [c.c_void_p]
xtest.XTestFakeButtonEvent.argtypes = [c.c_void_p, c.c_uint, c.c_int, c.c_ulong]
xtest.XTestFakeMotionEvent.argtypes = [c.c_void_p, c.c_int, c.c_int, c.c_int, c.c_ulong]

display = x11.XOpenDisplay(None)
root = x11.XDefaultRootWindow(display)


def strip():
    """A strip of the screen that many lines of the text cross."""
    image = x11.XGetImage(display, root, 600, 300, 60, 200, 0xFFFFFFFF, 2)
    pixels = c.string_at(image.contents.data, image.contents.bytes_per_line * image.contents.height)
    x11.XDestroyImage(image)
    return pixels


def settle():
    """Waits until nothing has moved for a while."""
    last, since = strip(), time.monotonic()
    while time.monotonic() - since < 0.4:
        time.sleep(0.03)
        now = strip()
        if now != last:
            last, since = now, time.monotonic()
    return last


def turn(button):
    """Milliseconds from a turn of the wheel to the first changed pixel."""
    before = settle()
    start = time.perf_counter()
    xtest.XTestFakeButtonEvent(display, button, 1, 0)
    xtest.XTestFakeButtonEvent(display, button, 0, 0)
    x11.XFlush(display)
    while strip() == before:
        if time.perf_counter() - start > PATIENCE:
            sys.exit(f"{name}: nothing moved")
    return (time.perf_counter() - start) * 1000


def processor_seconds(program):
    """What a program and its children have taken so far."""
    children = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = open(f"/proc/{entry}/stat").read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append((int(entry), int(fields[11]) + int(fields[12])))
    everything = {pid: ticks for family in children.values() for pid, ticks in family}
    waiting, total = [program], 0
    while waiting:
        pid = waiting.pop()
        total += everything.get(pid, 0)
        waiting += [child for child, _ in children.get(pid, [])]
    return total / os.sysconf("SC_CLK_TCK")


name, title, program = sys.argv[1], sys.argv[2], int(sys.argv[3])
for _ in range(300):
    if subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title], capture_output=True).stdout:
        break
    time.sleep(0.1)
else:
    sys.exit(f"{name}: no window")
time.sleep(3)
subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title, "windowfocus"], capture_output=True)
xtest.XTestFakeMotionEvent(display, -1, 640, 400, 0)
x11.XFlush(display)
time.sleep(2)
turn(5)
times = sorted(turn(5 if step % 10 < 7 else 4) for step in range(TURNS))
settle()
time.sleep(3)
before = processor_seconds(program)
time.sleep(IDLE_SECONDS)
idle = (processor_seconds(program) - before) / IDLE_SECONDS * 100
print(f"{name:18} first pixel {statistics.median(times):6.1f} ms  (90 of 100: {times[int(len(times) * 0.9)]:.1f})  idle {idle:.2f} % of a core")
