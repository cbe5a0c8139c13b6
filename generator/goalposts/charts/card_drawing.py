"""Where everything stands on a card. Words keep a size that is read in a chat, long titles get more lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goalposts.charts.card_specification import HEIGHT, WIDTH, Card, CardMeter, CardShare
from goalposts.charts.meter import share_of_width
from goalposts.charts.pens import Pen, Type
from goalposts.charts.shapes import (
    BOX,
    BRAND,
    COLOURS,
    CORNER,
    INK,
    INK_2,
    PAPER,
    PEN,
    SHAPES,
    TRACK,
    Piece,
)

if TYPE_CHECKING:
    from goalposts.charts.painting import Canvas  # imports matplotlib

_LEFT, _RIGHT = 64, WIDTH - 64
_SMALL = Type("DejaVuSans", 27, INK_2)
_NAME = Type("DejaVuSerif-Bold", 29, INK)
_TITLE_SIZES = ((62, 2), (52, 3), (44, 3), (38, 4))
"""Sizes of the title and the most lines of each; the last is for whatever is longer."""
_VERDICT_SIZES = (40, 34, 29, 25)
_SHARE_SIZES = ((24, 1), (21, 2), (18, 3), (15, 4))
"""Sizes of the key of shares, and the most rows of each."""
_SHAPE = 46
_METER_Y = 506
_NUMBERS_Y = 580


def paint(card: Card, canvas: Canvas) -> None:
    """Paint the card on an empty canvas of its size."""
    canvas.rectangle((0, 0), (WIDTH, HEIGHT), PAPER)
    _head(canvas, card)
    canvas.words(_fitting(canvas, card.kicker, _SMALL, _RIGHT - _LEFT), (_LEFT, 172), _SMALL)
    lines, style = _title_lines(canvas, card.title)
    y = 172.0 + 22
    for line in lines:
        y += style.size * 1.16
        canvas.words(line, (_LEFT, y), style)
    _verdict(canvas, card)
    if card.meter:
        _meter(canvas, card.meter, COLOURS[card.status])
    elif card.shares:
        _shares(canvas, card.shares)


def _head(canvas: Canvas, card: Card) -> None:
    """Draw the mark, the site's name, the day, and the rule below them."""
    canvas.rectangle((_LEFT, 44), (6, 34), INK)
    canvas.rectangle((_LEFT + 34, 36), (6, 42), INK)
    canvas.rectangle((_LEFT + 6, 56), (18, 10), BRAND)
    begin = _RIGHT - canvas.width_of(card.as_of, _SMALL)
    canvas.words(card.as_of, (begin, 74), _SMALL)
    canvas.words(_fitting(canvas, card.site, _NAME, begin - _LEFT - 100), (_LEFT + 60, 74), _NAME)
    canvas.rectangle((_LEFT, 104), (_RIGHT - _LEFT, 4), INK)


def _title_lines(canvas: Canvas, title: str) -> tuple[list[str], Type]:
    for size, most in _TITLE_SIZES:
        style = Type("DejaVuSerif-Bold", size, INK)
        lines = _wrapped(canvas, title, style, _RIGHT - _LEFT)
        if len(lines) <= most and all(canvas.width_of(line, style) <= _RIGHT - _LEFT for line in lines):
            return lines, style
    return [_fitting(canvas, line, style, _RIGHT - _LEFT) for line in lines[: _TITLE_SIZES[-1][1]]], style


def _wrapped(canvas: Canvas, text: str, style: Type, room: float) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and canvas.width_of(joined, style) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _fitting(canvas: Canvas, text: str, style: Type, room: float) -> str:
    """Return as much of a text as fits; only what no size can hold is cut."""
    if canvas.width_of(text, style) <= room:
        return text
    while text and canvas.width_of(f"{text}…", style) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _verdict(canvas: Canvas, card: Card) -> None:
    """Draw the shape and the sentence of the status, at its foot the meter."""
    colour = COLOURS.get(card.status, INK)
    left, baseline = float(_LEFT), 458.0
    if card.status:
        draw_shape(canvas, card.status, (left, baseline - 38), _SHAPE)
        left += _SHAPE + 20
    room = _RIGHT - left
    styles = [Type("DejaVuSans-Bold", size, colour) for size in _VERDICT_SIZES]
    fitting = (style for style in styles if canvas.width_of(card.verdict, style) <= room)
    if style := next(fitting, None):
        canvas.words(card.verdict, (left, baseline), style)
        return
    first, *rest = _wrapped(canvas, card.verdict, styles[-1], room)
    canvas.words(_fitting(canvas, first, styles[-1], room), (left, baseline - 26), styles[-1])
    canvas.words(_fitting(canvas, " ".join(rest), styles[-1], room), (left, baseline + 8), styles[-1])


def draw_shape(canvas: Canvas, name: str, corner: tuple[float, float], size: float) -> None:
    """Draw the shape of a status in a box of this size."""
    for piece in SHAPES[name]:
        _draw_piece(canvas, piece, COLOURS[name], (*corner, size / BOX))


def _draw_piece(canvas: Canvas, piece: Piece, colour: str, place: tuple[float, float, float]) -> None:
    left, top, scale = place
    points = [(left + x * scale, top + y * scale) for x, y in piece.points]
    first, second = piece.dashes or (0.0, 0.0)
    dashes = (first * scale, second * scale) if piece.dashes else None
    match piece.kind:
        case "disc":
            canvas.disc(points[0], piece.radius * scale, colour)
        case "area":
            canvas.area(points, Pen(colour, CORNER * scale))
        case "ring":
            canvas.ring(points[0], piece.radius * scale, Pen(colour, PEN * scale, dashes))
        case "pen" | "cut":
            canvas.line(points, Pen(colour if piece.kind == "pen" else PAPER, PEN * scale))


def _meter(canvas: Canvas, meter: CardMeter, colour: str) -> None:
    start, target = _x(0.0), _x(1.0)
    canvas.rectangle((start, _METER_Y - 2), (target - start, 4), TRACK)
    if meter.progress is not None:
        _bar(canvas, meter, meter.progress, colour)
    canvas.rectangle((start - 2, _METER_Y - 20), (5, 40), INK)
    canvas.rectangle((target - 2, _METER_Y - 26), (5, 46), INK)
    if meter.progress is not None and meter.expected is not None:
        x = _x(meter.expected)
        marker = [(x - 11, _METER_Y - 27), (x + 11, _METER_Y - 27), (x + 2, _METER_Y - 14)]
        marker += [(x + 2, _METER_Y + 21), (x - 2, _METER_Y + 21), (x - 2, _METER_Y - 14)]
        canvas.area(marker, Pen(PAPER, 4))
        canvas.area(marker, Pen(INK, 0))
    bold = Type("DejaVuSans-Bold", 27, INK)
    end = canvas.words(meter.done, (_LEFT, _NUMBERS_Y), bold)
    canvas.words(meter.rest, (end, _NUMBERS_Y), _SMALL)


def _bar(canvas: Canvas, meter: CardMeter, progress: float, colour: str) -> None:
    start, end = _x(0.0), _x(progress)
    left, width = min(start, end), abs(end - start)
    if not meter.is_old:
        canvas.rectangle((left, _METER_Y - 14), (width, 28), colour)
        missing = _x(meter.expected) - max(start, end) if meter.expected is not None else 0.0
        if missing > 1:
            corners = _corners(max(start, end), missing, 10)
            canvas.line([*corners, corners[0]], Pen(colour, 2.5, (5, 6)))
    elif width > 1:
        canvas.area(_corners(left, width, 13), Pen(colour, 3))
        canvas.area(_corners(left + 1, width - 2, 12), Pen(PAPER, 0))


def _corners(left: float, width: float, half: float) -> list[tuple[float, float]]:
    right, top, bottom = left + width, _METER_Y - half, _METER_Y + half
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _x(progress: float) -> float:
    """Return where a fraction stands: the start post at the left edge of the words, as on a phone."""
    first, last = share_of_width(0.0), share_of_width(1.0)
    along = (share_of_width(progress) - first) / (last - first)
    return max(_LEFT + along * (_RIGHT - 60 - _LEFT), 18)


def _shares(canvas: Canvas, shares: tuple[CardShare, ...]) -> None:
    """Draw one bar of all goals, and under it each status with its shape, its number and its word."""
    total, room = sum(share.count for share in shares), _RIGHT - _LEFT
    left = float(_LEFT)
    for share in shares:
        width = room * share.count / total
        canvas.rectangle((left, _METER_Y - 16), (max(width - 2, 1), 32), COLOURS[share.status])
        left += width
    for size, most in _SHARE_SIZES:
        rows = _share_rows(canvas, shares, size)
        if len(rows) <= most:
            break
    top = _NUMBERS_Y - 0.75 * size * (len(rows) - 1)
    for number, row in enumerate(rows):
        baseline = top + number * 1.6 * size
        for left, share in row:
            draw_shape(canvas, share.status, (left, baseline - 0.9 * size), size)
            style = Type("DejaVuSans-Bold", size, COLOURS[share.status])
            canvas.words(_words(share), (left + 1.5 * size, baseline), style)


def _share_rows(
    canvas: Canvas, shares: tuple[CardShare, ...], size: float
) -> list[list[tuple[float, CardShare]]]:
    """Return the shares in rows, each with its left edge."""
    rows: list[list[tuple[float, CardShare]]] = [[]]
    left = float(_LEFT)
    for share in shares:
        width = 1.5 * size + canvas.width_of(_words(share), Type("DejaVuSans-Bold", size, INK))
        if rows[-1] and left + width > _RIGHT:
            rows.append([])
            left = float(_LEFT)
        rows[-1].append((left, share))
        left += width + 1.4 * size
    return rows


def _words(share: CardShare) -> str:
    return f"{share.count} {share.word}"
