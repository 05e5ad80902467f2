"""Values of spreadsheets as words: the same text a person would type in a CSV file.

Dates are ISO 8601 (2027-01-14, 2027-01-14 14:30), whole numbers have no « .0 », decimals a comma, fractions shown as
percentages their sign, and booleans are « oui » and « non ».
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

NEW_LINES = re.compile(r"\r\n?")
# Not text, or turns the writing round.
FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
NOT_TEXT = re.compile(f"[{FORBIDDEN}]")
UNCLEAN = re.compile(f"[\r{FORBIDDEN}]")
DURATION = re.compile(r"P(?:\d+D)?T(?:(\d{1,6})H)?(?:(\d{1,4})M)?(?:(\d{1,4})(?:[.,]\d+)?S)?")
EXACT = Decimal(10) ** 15

# Day 0 of each of Excel's two calendars; the first one believes that 29 February 1900 existed.
EPOCH_1900, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
LAST_SERIAL = 2_958_466


def clean(text: str) -> str:
    """``text`` with one kind of new line and without the characters that are not text."""
    return NOT_TEXT.sub("", NEW_LINES.sub("\n", text)) if UNCLEAN.search(text) else text


def boolean(value: str) -> str:
    return "oui" if value.strip().casefold() in ("1", "true") else "non"


def number(value: str) -> str:
    """``12.0`` → ``12``, ``3.50`` → ``3,5``; anything else is given back as it is."""
    decimal = _decimal(value)
    return clean(value) if decimal is None else _written(decimal)


def percentage(value: str) -> str:
    """``0.25`` → ``25 %``."""
    decimal = _decimal(value)
    return clean(value) if decimal is None else f"{_written(decimal * 100)} %"


def _decimal(value: str) -> Decimal | None:
    """A number of a spreadsheet, rounded to the 15 digits it really has; ``None`` when it is none."""
    try:
        decimal = Decimal(value.strip())
        return decimal if decimal.is_finite() and abs(decimal.adjusted()) < 300 else None
    except InvalidOperation:
        return None


def _written(decimal: Decimal) -> str:
    if decimal == decimal.to_integral_value() and abs(decimal) < EXACT:
        return str(int(decimal))
    return f"{float(decimal):.15g}".replace(".", ",")


def moment(value: datetime) -> str:
    """An instant, its time left out at midnight and its seconds when there are none."""
    if (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    return value.isoformat(" ", "seconds" if value.second else "minutes")


def serial(value: str, date_1904: bool) -> str:
    """Excel's day number as a date, a date and time, or (below one day) a time."""
    decimal = _decimal(value)
    if decimal is None or not 0 <= decimal < LAST_SERIAL - (1462 if date_1904 else 0):
        return number(value)
    seconds = round(float(decimal % 1) * 86_400)
    if decimal < 1:
        return _clock(seconds // 3600, seconds // 60 % 60, seconds % 60)
    days = int(decimal) + (0 if date_1904 or decimal >= 60 else 1)
    return moment((EPOCH_1904 if date_1904 else EPOCH_1900) + timedelta(days=days, seconds=seconds))


def elapsed(value: str) -> str:
    """A length of time that Excel counts in days: ``1.1`` → ``26:24``."""
    decimal = _decimal(value)
    if decimal is None or not 0 <= decimal < LAST_SERIAL:
        return number(value)
    seconds = round(float(decimal) * 86_400)
    return _clock(seconds // 3600, seconds // 60 % 60, seconds % 60)


def iso_date(value: str) -> str:
    """A date as OpenDocument writes it, tidied."""
    try:
        return moment(datetime.fromisoformat(value.strip()).replace(microsecond=0, tzinfo=None))
    except ValueError:
        return clean(value)


def duration(value: str) -> str:
    """``PT14H30M00S`` → ``14:30``."""
    found = DURATION.fullmatch(value.strip())
    return _clock(*(int(part or 0) for part in found.groups())) if found else clean(value)


def _clock(hours: int, minutes: int, seconds: int) -> str:
    return f"{hours:02d}:{minutes:02d}" + (f":{seconds:02d}" if seconds else "")
