"""Calendars: what happens when, told by every room in the same words, and one writer of iCalendar files (RFC 5545).

A room that has dates declares a source; the agenda of the site, personal calendars and the first page read them all:

>>> config.add_calendar_source(Source("actions", "Actions du collectif", seen=seen_actions, public=public_actions))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from pyramid.config import Configurator
from pyramid.registry import Registry
from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Session

from .db import now
from .security.identity import Identity
from .text import PARIS, local

PRODUCT = "-//Collectif pair-aidance 77//Agenda//FR"
PUBLISH, CANCEL = "PUBLISH", "CANCEL"
# More than any window of any source holds; a list that reaches it shows that it stops there.
MOST = 500
# How often the programs that follow a calendar ask for it again.
ASKED_AGAIN = timedelta(hours=6)
# The rule in force since 1996, as a repetition: what the library makes is a list of dates that ends in 2037.
PARIS_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True)
class Event:
    """One thing that happens.

    :param uid: its own for ever, such as ``reunion-4x9…``: an event sent again replaces the one a diary has.
    :param starts: an instant, or a whole day; :param ends: an instant, or the last whole day (included).
    :param kind: what it is, in a word or two; :param source: name of the :class:`Source` it comes from.
    :param path: its page, within the site; :param sector: slug of the sector it takes place in.
    :param plain: ``description`` in plain language; :param discreet: the title that a personal calendar shows, when
        the usual one would tell whoever looks over a shoulder something about its owner.
    :param sequence: grows with each change; :param changed_at: the last one.
    :param tentative: announced, not decided yet; :param own: it concerns the person who asks.
    :param busy: it takes the whole time of whoever goes; :param deadline: nobody goes anywhere, it is a last day.
    """

    uid: str
    title: str
    starts: datetime | date
    ends: datetime | date
    kind: str = ""
    source: str = ""
    place: str = ""
    description: str = ""
    plain: str = ""
    path: str = ""
    sector: str = ""
    discreet: str = ""
    sequence: int = 0
    changed_at: datetime | None = None
    cancelled: bool = False
    tentative: bool = False
    own: bool = False
    busy: bool = True
    deadline: bool = False
    fictional: bool = False

    @property
    def first_day(self) -> date:
        return day_of(self.starts)

    @property
    def last_day(self) -> date:
        return day_of(self.ends)

    @property
    def whole_days(self) -> bool:
        return not isinstance(self.starts, datetime)

    @property
    def order(self) -> tuple[date, time, str]:
        """By day, whole days first, then by hour."""
        hour = local(self.starts).time() if isinstance(self.starts, datetime) else time.min
        return self.first_day, hour, self.title


@dataclass(frozen=True)
class Source:
    """The dates of one room.

    :param name: a word for addresses; :param label: what people read above its events.
    :param kinds: the kinds of its events when they are a closed list, to choose among.
    :param seen: session, person, first and last day → the events of these days that this person may see; those that
        concern them are ``own``.
    :param public: the same for anyone, no name of a person in it; ``None``: none is public.
    :param due: as ``seen``, the last days of what this person has to do: they are ``deadline``.
    """

    name: str
    label: str
    seen: Callable[[Session, Identity, date, date], Iterable[Event]]
    public: Callable[[Session, date, date], Iterable[Event]] | None = None
    kinds: tuple[str, ...] = ()
    due: Callable[[Session, Identity, date, date], Iterable[Event]] | None = None


def add_calendar_source(config: Configurator, source: Source) -> None:
    """Configurator directive: declare the dates of a room."""
    config.registry["calendar_sources"].append(source)


def sources(registry: Registry) -> list[Source]:
    """Every source, in the order of the rooms."""
    found: list[Source] = registry["calendar_sources"]
    return found


def public_events(registry: Registry, session: Session, first: date, last: date) -> list[Event]:
    """What anyone may know of these days, in order: one query for each source."""
    told = [source.public(session, first, last) for source in sources(registry) if source.public]
    return in_order(event for events in told for event in events)


def events_of(registry: Registry, session: Session, identity: Identity, first: date, last: date) -> list[Event]:
    """What this person may know of these days, in order."""
    told = [source.due(session, identity, first, last) for source in sources(registry) if source.due]
    return in_order([*happening(registry, session, identity, first, last), *(one for events in told for one in events)])


def happening(registry: Registry, session: Session, identity: Identity, first: date, last: date) -> list[Event]:
    """The same, without the last days of what there is to do."""
    told = [source.seen(session, identity, first, last) for source in sources(registry)]
    return in_order(event for events in told for event in events)


def in_order(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: event.order)


def day_of(moment: datetime | date) -> date:
    """The day of a date, or of an instant in Seine-et-Marne."""
    return local(moment).date() if isinstance(moment, datetime) else moment


def midnight(day: date) -> datetime:
    """When a day begins in Seine-et-Marne."""
    return datetime.combine(day, time.min, PARIS)


def within(starts: Any, ends: Any, first: date, last: date) -> ColumnElement[bool]:
    """Condition on columns of whole days: the event touches these days. No last day: it is the first."""
    return and_(starts <= last, starts.is_not(None), (ends >= first) | (ends.is_(None) & (starts >= first)))


def begins_within(starts: Any, first: date, last: date) -> ColumnElement[bool]:
    """Condition on a column of instants: the event begins on one of these days."""
    return and_(starts >= midnight(first), starts < midnight(last + timedelta(days=1)))


def calendar_file(
    name: str, events: Iterable[Event], base_url: str, *, method: str = "", organiser: str = "", personal: bool = False
) -> str:
    """An iCalendar file: Paris time with its zone, lines folded, the last day of whole days excluded as the RFC asks.

    :param name: what diaries call it; :param method: :data:`PUBLISH` or :data:`CANCEL` for what leaves by mail, none
        for a calendar that people follow, which then is the same as long as nothing changes.
    :param organiser: e-mail address that a method requires (RFC 5546); :param personal: titles are the discreet ones.
    """
    # Loaded by the first calendar: most processes never write one, and it weighs ten megabytes.
    from icalendar import Calendar, Timezone

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    else:
        _describe(calendar, name)
    components = [_component(event, base_url.rstrip("/"), method, organiser, personal) for event in events]
    if any(isinstance(one["dtstart"].dt, datetime) for one in components):
        calendar.add_component(Timezone.from_ical(PARIS_ZONE))
    for one in components:
        calendar.add_component(one)
    return calendar.to_ical().decode("utf-8")


def _describe(calendar: Any, name: str) -> None:
    """What the programs that follow a calendar read: its name, and when to come back (RFC 7986, and its elders)."""
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/Paris")
    calendar.add("refresh-interval", ASKED_AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", f"PT{ASKED_AGAIN // timedelta(hours=1)}H")


def _component(event: Event, base_url: str, method: str, organiser: str, personal: bool) -> Any:
    from icalendar import Event as Component
    from icalendar import vCalAddress

    changed = event.changed_at or now()
    one = Component()
    one.add("uid", f"{event.uid}@{urlsplit(base_url).hostname or 'localhost'}")
    # Without a method it is the date of the last change, with one that of the file (RFC 5545, 3.8.7.2).
    one.add("dtstamp", now() if method else changed)
    one.add("last-modified", changed)
    one.add("sequence", event.sequence)
    for name, moment in _bounds(event):
        one.add(name, moment)
    for name, value in _words(event, personal):
        if value:
            one.add(name, value)
    if event.path:
        one.add("url", base_url + event.path)
    one.add("status", _status(event, method))
    one.add("transp", "OPAQUE" if event.busy and not (event.deadline or event.cancelled) else "TRANSPARENT")
    if organiser:
        one.add("organizer", vCalAddress(f"mailto:{organiser}"))
    return one


def _bounds(event: Event) -> list[tuple[str, datetime | date]]:
    if isinstance(event.starts, datetime) and isinstance(event.ends, datetime):
        return [("dtstart", local(event.starts)), ("dtend", local(event.ends))]
    return [("dtstart", event.first_day), ("dtend", event.last_day + timedelta(days=1))]


def _words(event: Event, personal: bool) -> list[tuple[str, str]]:
    if personal and event.discreet:
        return [("summary", event.discreet), ("location", event.place)]
    return [("summary", event.title), ("location", event.place), ("description", event.description)]


def _status(event: Event, method: str) -> str:
    if event.cancelled or method == CANCEL:
        return "CANCELLED"
    return "TENTATIVE" if event.tentative else "CONFIRMED"


def includeme(config: Configurator) -> None:
    config.registry["calendar_sources"] = []
    config.add_directive("add_calendar_source", add_calendar_source)
