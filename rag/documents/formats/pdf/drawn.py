"""Straight lines and pictures that are drawn on a page (PDFium)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from rag.documents.formats.pdf.sheet import Rule

Box = tuple[float, float, float, float]

_MAX_OBJECTS = 200_000
_MAX_SEGMENTS = 1000
_MAX_DEPTH = 5
# A filled rectangle as thin as this is a line, in points.
_THIN = 3.0
_SHORTEST = 4.0
_SLANT = 1.0


def drawn_on(page: pdfium.PdfPage, box: Box) -> tuple[list[Rule], float]:
    """The straight lines on a page, in the file's coordinates, and the share of the page in
    ``box`` that pictures cover, 0..1."""
    rules: list[Rule] = []
    area = 0.0
    for n, item in enumerate(page.get_objects(max_depth=_MAX_DEPTH)):
        if n == _MAX_OBJECTS:
            break
        if item.type == raw.FPDF_PAGEOBJ_PATH:
            rules += _rules(item)
        elif item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            across = min(right, box[2]) - max(left, box[0])
            area += max(0.0, across) * max(0.0, min(top, box[3]) - max(bottom, box[1]))
    whole = max((box[2] - box[0]) * (box[3] - box[1]), 1.0)
    return rules, min(area / whole, 1.0)


def _rules(item: pdfium.PdfObject) -> Iterator[Rule]:
    fills, strokes = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item.raw, ctypes.byref(fills), ctypes.byref(strokes))
    left, bottom, right, top = item.get_bounds()
    if fills.value and min(right - left, top - bottom) <= _THIN:
        if max(right - left, top - bottom) >= _SHORTEST:
            yield Rule(left, bottom, right, top)
    elif strokes.value:
        yield from _stroked(item)


def _stroked(item: pdfium.PdfObject) -> Iterator[Rule]:
    """The level and upright lines among the segments of a path."""
    matrix = item.get_matrix()
    n_segments = min(raw.FPDFPath_CountSegments(item.raw), _MAX_SEGMENTS)
    start = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(n_segments):
        segment = raw.FPDFPath_GetPathSegment(item.raw, i)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _straight(last, point)
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _straight(point, start)
            point = start
        last = point


def _straight(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Rule]:
    (ax, ay), (bx, by) = a, b
    across, up = abs(ax - bx), abs(ay - by)
    if min(across, up) <= _SLANT and max(across, up) >= _SHORTEST:
        yield Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
