"""The one writer of calendars: what strangers read in its files, whatever is written in them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectif.calendars import CANCEL, PUBLISH, Event, calendar_file, in_order, midnight
from collectif.text import PARIS, local
from tests.support.calendars import check_calendar, offset_at, parsed, properties

SITE = "https://pair-aidance.example:8443"
CHANGED = datetime(2027, 1, 5, 9, tzinfo=UTC)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300).filter(str.strip)
FRENCH = st.text('éèàçœ’ «»;,\\:\n"aE', min_size=1, max_size=400).filter(str.strip)
DAYS = st.dates(date(2026, 1, 1), date(2045, 12, 31))
HOURS = st.datetimes(datetime(2026, 1, 1), datetime(2045, 12, 31))


def event(**values: object) -> Event:
    given_values = {
        "uid": "reunion-abc", "title": "Plénière", "starts": datetime(2027, 3, 4, 13, tzinfo=UTC),
        "ends": datetime(2027, 3, 4, 15, tzinfo=UTC), "changed_at": CHANGED, **values,
    }  # fmt: skip
    return Event(**given_values)  # type: ignore[arg-type]


def written(*events: Event, **more: object) -> bytes:
    return calendar_file("Agenda", events, SITE, **more).encode()  # type: ignore[arg-type]


def test_what_a_diary_reads() -> None:
    file = written(
        event(place="Salle, Melun", description="Loi;\nboucle magnétique", path="/intranet/reunions/abc", sequence=3),
        event(uid="action-1", starts=date(2027, 3, 4), ends=date(2027, 3, 5), busy=False),
        event(uid="action-2", cancelled=True), event(uid="action-3", tentative=True),
    )  # fmt: skip
    one, days, gone, announced = check_calendar(file)
    assert one["UID"].value == "reunion-abc@pair-aidance.example"
    assert (one["DTSTART"].value, one["DTSTART"].parameters["TZID"]) == ("20270304T140000", "Europe/Paris")
    assert (days["DTSTART"].value, days["DTEND"].value) == ("20270304", "20270306")
    assert [each["TRANSP"].value for each in (one, days, gone)] == ["OPAQUE", "TRANSPARENT", "TRANSPARENT"]
    assert [each["STATUS"].value for each in (one, gone, announced)] == ["CONFIRMED", "CANCELLED", "TENTATIVE"]
    read = parsed(file)[0]
    assert (read.summary.value, read.location.value) == ("Plénière", "Salle, Melun")
    assert read.description.value == "Loi;\nboucle magnétique"
    assert read.url.value == f"{SITE}/intranet/reunions/abc"
    assert read.dtstart.value == datetime(2027, 3, 4, 13, tzinfo=UTC)


def test_a_calendar_that_is_followed_is_the_same_until_something_changes() -> None:
    assert written(event()) == written(event())
    assert b"X-WR-CALNAME:Agenda" in written()
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in written()
    assert check_calendar(written()) == []


@pytest.mark.parametrize("method", [PUBLISH, CANCEL])
def test_what_leaves_by_mail_says_what_to_do_with_it(method: str) -> None:
    file = written(event(), method=method, organiser="ne-pas-repondre@pair-aidance.example")
    (one,) = check_calendar(file, method=method)
    assert one["STATUS"].value == ("CANCELLED" if method == CANCEL else "CONFIRMED")
    assert b"X-WR-CALNAME" not in file


def test_a_personal_calendar_does_not_tell_whoever_looks_over_a_shoulder() -> None:
    file = written(event(title="Formation de pair-aidant", discreet="Formation", description="Vécu"), personal=True)
    (one,) = parsed(file)
    assert one.summary.value == "Formation"
    assert "description" not in one.contents


@given(title=FRENCH | WORDS, place=FRENCH | WORDS)
def test_lines_fold_between_characters_and_words_come_back_whole(title: str, place: str) -> None:
    file = written(event(title=title, place=place))
    check_calendar(file)
    (one,) = parsed(file)
    assert one.summary.value == title
    assert one.location.value == place


@given(moment=HOURS, minutes=st.integers(15, 1440))
def test_an_hour_stays_the_same_hour_whatever_the_season(moment: datetime, minutes: int) -> None:
    starts = moment.replace(second=0, microsecond=0, tzinfo=PARIS).astimezone(UTC)
    file = written(event(starts=starts, ends=starts + timedelta(minutes=minutes)))
    # Read line by line: an event of the night of October may seem to end before it begins.
    read = {one.name: one.value for one in properties(file)}
    shown = datetime.strptime(read["DTSTART"], "%Y%m%dT%H%M%S")
    assert shown == local(starts).replace(tzinfo=None)
    # Of the hour that October has twice, a file can only name the first.
    if not local(starts).fold:
        assert shown - offset_at(file, shown) == starts.replace(tzinfo=None)


@given(first=DAYS, length=st.integers(0, 30))
def test_whole_days_are_counted_as_they_are_said(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    (one,) = parsed(written(event(starts=first, ends=last)))
    assert (one.dtstart.value, one.dtend.value - timedelta(days=1)) == (first, last)
    assert event(starts=first, ends=last).whole_days


def test_events_read_in_the_order_of_a_day() -> None:
    late = event(uid="soir", starts=datetime(2027, 3, 4, 22, 30, tzinfo=UTC), ends=datetime(2027, 3, 4, 23, tzinfo=UTC))
    day = event(uid="jour", starts=date(2027, 3, 4), ends=date(2027, 3, 4))
    assert [one.uid for one in in_order([late, event(), day])] == ["jour", "reunion-abc", "soir"]
    night = event(starts=datetime(2027, 3, 4, 23, 30, tzinfo=UTC), ends=datetime(2027, 3, 5, 1, tzinfo=UTC))
    assert night.first_day == date(2027, 3, 5)
    assert midnight(date(2027, 7, 14)) == datetime(2027, 7, 13, 22, tzinfo=UTC)
