"""French words: dates, numbers, plurals and the keys that sort and compare names."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

KILO = 1024
PARIS = ZoneInfo("Europe/Paris")
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
THIN_SPACE = "\u202f"
# Controls (line ends and tabs excepted), halves of characters, and what turns the writing round (« txt.exe »).
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# The longest key kept: one sign may become eighteen letters, and columns have a width.
LONGEST_KEY = 200
LIGATURES = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "’": "'"})


def unaccent(text: str) -> str:
    """``text`` without its accents and ligatures."""
    decomposed = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def sort_key(*parts: str) -> str:
    """A key that sorts and compares names as French readers do: no case, no accent, one space, a bounded length."""
    key = " ".join(" ".join(unaccent(part).casefold().split()) for part in parts if part)
    return key[:LONGEST_KEY].rstrip()


def printable(text: str) -> str:
    """``text`` without the characters that show nothing, or show the rest in another order."""
    return UNPRINTABLE.sub("", text)


def slugify(text: str, maximum: int = 80) -> str:
    """ASCII words joined by hyphens, for addresses and file names; never empty."""
    slug = re.sub(r"[^a-z0-9]+", "-", unaccent(text).casefold()).strip("-")[:maximum].strip("-")
    return slug or "sans-titre"


def local(moment: datetime) -> datetime:
    """An instant in the time of Seine-et-Marne."""
    return moment.astimezone(PARIS)


def today() -> date:
    """Today's date in Seine-et-Marne."""
    return datetime.now(PARIS).date()


def short_date(day: date) -> str:
    """``14 janvier 2027`` (``1er janvier 2027`` on the first)."""
    if isinstance(day, datetime):
        day = local(day).date()
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """``jeudi 14 janvier 2027``."""
    if isinstance(day, datetime):
        day = local(day).date()
    return f"{DAYS[day.weekday()]} {short_date(day)}"


def clock(hour: time) -> str:
    """``14 h`` (``14 h 05`` when there are minutes)."""
    minutes = f" {hour.minute:02d}" if hour.minute else ""
    return f"{hour.hour}\u00a0h{minutes}"


def date_and_time(moment: datetime) -> str:
    """``jeudi 14 janvier 2027 à 14 h`` (``14 h 05`` when there are minutes)."""
    return f"{long_date(moment)} à {hour(moment)}"


def hour(moment: datetime) -> str:
    """``14 h``, ``14 h 05`` in Seine-et-Marne."""
    return clock(local(moment).time())


def number(value: int | float, decimals: int = 0) -> str:
    """``1 234`` or, with decimals, ``1 234,5``."""
    return f"{value:,.{decimals}f}".replace(",", THIN_SPACE).replace(".", ",")


def plural(count: int, singular: str, many: str | None = None) -> str:
    """``1 pair``, ``3 pairs``; zero and one are singular in French."""
    word = singular if abs(count) < 2 else (many or singular + "s")
    return f"{number(count)}\u00a0{word}"


def size_words(size: int) -> str:
    """``1,2 Mo``, ``340 ko``, ``12 octets``: as people say it."""
    if size < KILO:
        return plural(size, "octet")
    if size < KILO * KILO:
        return f"{number(round(size / KILO))}\u00a0ko"
    megabytes = size / KILO / KILO
    return f"{number(megabytes, 0 if megabytes >= 10 else 1)}\u00a0Mo"


def capitalised(words: str) -> str:
    """``words`` with a capital first letter, the rest untouched."""
    return words[:1].upper() + words[1:]
