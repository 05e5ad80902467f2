"""Reading iCalendar files as strangers do: a strict checker of RFC 5545 of our own, and an independent parser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import vobject
from dateutil import rrule

LINE = re.compile(
    r"(?P<name>[A-Za-z0-9-]+)(?P<parameters>(?:;[A-Za-z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*))*):(?P<value>.*)", re.S
)
INSTANT = re.compile(r"\d{8}T\d{6}Z")
LOCAL = re.compile(r"\d{8}T\d{6}")
DAY = re.compile(r"\d{8}")
ESCAPES = re.compile(r"\\(?![;,nN])")
TEXTS = {"SUMMARY", "LOCATION", "DESCRIPTION", "NAME", "X-WR-CALNAME"}


@dataclass
class Property:
    name: str
    parameters: dict[str, str]
    value: str


Block = list[Property]


def properties(content: bytes) -> Block:
    """The unfolded lines. :raises AssertionError: an end of line or a length that the RFC refuses (3.1)."""
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    lines = content.split(b"\r\n")[:-1]
    assert max(map(len, lines)) <= 75, "a line is longer than 75 octets"
    for line in lines:
        line.decode("utf-8")  # no character is cut in two
    found = []
    for line in content.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n"):
        match = LINE.fullmatch(line)
        assert match, f"not a content line: {line!r}"
        pairs = [pair.split("=", 1) for pair in match["parameters"].split(";")[1:]]
        found.append(Property(match["name"].upper(), {name.upper(): value for name, value in pairs}, match["value"]))
    return found


def check_calendar(content: bytes, *, method: str | None = None) -> list[dict[str, Property]]:
    """The events of a file that follows RFC 5545 to the letter, by property. :raises AssertionError: it does not."""
    lines = properties(content)
    assert (lines[0].name, lines[0].value) == ("BEGIN", "VCALENDAR")
    assert (lines[-1].name, lines[-1].value) == ("END", "VCALENDAR")
    blocks = _blocks(lines)
    head = {one.name: one.value for one in blocks["VCALENDAR"][0]}
    assert head["VERSION"] == "2.0"
    assert head["PRODID"]
    assert head.get("METHOD") == method
    zones = {one.value for block in blocks.get("VTIMEZONE", []) for one in block if one.name == "TZID"}
    events = [_event(block, zones, method) for block in blocks.get("VEVENT", [])]
    keys = [one["UID"].value for one in events]
    assert len(keys) == len(set(keys)), "a UID is there twice"
    used = {one["DTSTART"].parameters.get("TZID") for one in events} - {None}
    assert used == zones, "a zone is missing, or described for nothing"
    return events


def _blocks(lines: Block) -> dict[str, list[Block]]:
    """Properties of each component, by kind; every BEGIN has its END."""
    found: dict[str, list[Block]] = {}
    open_blocks: list[tuple[str, Block]] = []
    for one in lines:
        if one.name == "BEGIN":
            block: Block = []
            found.setdefault(one.value, []).append(block)
            open_blocks.append((one.value, block))
        elif one.name == "END":
            kind, _ = open_blocks.pop()
            assert kind == one.value
        else:
            open_blocks[-1][1].append(one)
    assert not open_blocks
    return found


def _event(block: Block, zones: set[str], method: str | None) -> dict[str, Property]:
    names = [one.name for one in block]
    assert all(names.count(name) <= 1 for name in names)
    event = {one.name: one for one in block}
    assert set(event) >= {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS"}
    assert all(INSTANT.fullmatch(event[name].value) for name in ("DTSTAMP", "LAST-MODIFIED"))
    assert event["STATUS"].value in ("CONFIRMED", "TENTATIVE", "CANCELLED")
    assert (event["STATUS"].value == "CANCELLED") >= (method == "CANCEL")
    assert int(event["SEQUENCE"].value) >= 0
    if method:
        assert event["ORGANIZER"].value.startswith("mailto:")
    for name in TEXTS & set(event):
        bare = event[name].value.replace(r"\\", "")
        assert not ESCAPES.search(bare)
        assert not re.search(r"(?<!\\)[;,]", bare)
    _check_bounds(event["DTSTART"], event["DTEND"], zones)
    return event


def _check_bounds(start: Property, end: Property, zones: set[str]) -> None:
    assert start.parameters == end.parameters
    if start.parameters.get("VALUE") == "DATE":
        assert DAY.fullmatch(start.value)
        assert start.value < end.value, "the end of whole days is excluded"
    else:
        assert LOCAL.fullmatch(start.value)
        assert start.parameters["TZID"] in zones
        assert start.value < end.value


def offset_at(content: bytes, moment: datetime) -> timedelta:
    """What the file's own zone says of a local hour, reckoned from its rules only."""
    blocks = _blocks(properties(content))
    latest: tuple[datetime, timedelta] | None = None
    for block in (*blocks["DAYLIGHT"], *blocks["STANDARD"]):
        one = {p.name: p.value for p in block}
        start = datetime.strptime(one["DTSTART"], "%Y%m%dT%H%M%S")
        onset = rrule.rrulestr(one["RRULE"], dtstart=start).before(moment, inc=True)
        if onset and (latest is None or onset > latest[0]):
            sign, hours, minutes = one["TZOFFSETTO"][0], int(one["TZOFFSETTO"][1:3]), int(one["TZOFFSETTO"][3:5])
            latest = onset, timedelta(hours=hours, minutes=minutes) * (-1 if sign == "-" else 1)
    assert latest
    return latest[1]


def parsed(content: bytes) -> list[Any]:
    """The events as an independent parser reads them."""
    calendar = vobject.readOne(content.decode("utf-8"))
    return list(calendar.contents.get("vevent", []))
