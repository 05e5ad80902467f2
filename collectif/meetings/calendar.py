"""A meeting as a calendar file (RFC 5545), for those who put it in their own diary."""

from __future__ import annotations

from datetime import timedelta

from ..db import now
from ..text import local
from .models import Meeting

PRODUCT = "-//Collectif pair-aidance 77//Réunions//FR"


def calendar_file(meeting: Meeting, base_url: str) -> str:
    """One event in Paris time, with its time zone; sent again, it replaces the one already in a diary."""
    # Loaded by the first notice: most processes never write one, and it weighs ten megabytes.
    from icalendar import Calendar, Event

    event = Event()
    event.add("uid", f"reunion-{meeting.public_id}@{base_url.rpartition('/')[2].partition(':')[0]}")
    event.add("dtstamp", now())
    event.add("sequence", meeting.version)
    event.add("dtstart", local(meeting.starts_at))
    event.add("dtend", local(meeting.starts_at + timedelta(minutes=meeting.minutes)))
    event.add("summary", meeting.title)
    if meeting.place:
        event.add("location", meeting.place)
    event.add("url", f"{base_url}/intranet/reunions/{meeting.public_id}")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical().decode("utf-8")
