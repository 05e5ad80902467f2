"""Days that come back: arithmetic played with, then said one by one."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectif.errors import DomainError
from collectif.exchanges.models import ExchangeSession
from collectif.exchanges.recurrence import MOST, easter, holidays, occurrences, rank, rhythm_words
from collectif.text import local

DAYS = st.dates(date(2020, 1, 1), date(2100, 12, 31))
RHYTHMS = st.sampled_from(["week", "fortnight", "month"])


@given(DAYS, RHYTHMS, st.integers(1, MOST), st.booleans())
def test_as_many_as_asked_on_the_same_weekday_in_order(first, rhythm, times, skip):
    found = occurrences(first, rhythm, times=times, skip_holidays=skip)
    assert found[0] == first
    assert len(found) == times
    assert {day.weekday() for day in found} == {first.weekday()}
    assert all(before < after for before, after in pairwise(found))
    if skip:
        assert not [day for day in found[1:] if day in holidays(day.year)]


@given(DAYS, st.sampled_from([("week", 7), ("fortnight", 14)]), st.integers(1, MOST))
def test_weeks_are_evenly_apart(first, rhythm, times):
    found = occurrences(first, rhythm[0], times=times)
    assert {(after - before).days for before, after in pairwise(found)} <= {rhythm[1]}


@given(DAYS, st.integers(1, MOST))
def test_months_keep_the_rank_and_the_fifth_is_the_last(first, times):
    for turn, day in enumerate(occurrences(first, "month", times=times)):
        assert (day.year * 12 + day.month) - (first.year * 12 + first.month) == turn, "one a month, none forgotten"
        is_last = (day + timedelta(days=7)).month != day.month
        assert rank(day) == rank(first) or (rank(first) == 5 and is_last)


@given(DAYS, RHYTHMS, st.integers(0, 200), st.booleans())
def test_until_a_date_it_included_and_never_more_than_the_most(first, rhythm, days, skip):
    until = first + timedelta(days=days)
    if rhythm == "week" and not skip and days >= 7 * MOST:
        with pytest.raises(DomainError, match="plus de 24"):
            occurrences(first, rhythm, until=until)
        return
    until = min(until, first + timedelta(days=7 * MOST - 1))
    found = occurrences(first, rhythm, until=until, skip_holidays=skip)
    assert found[-1] <= until
    assert len(found) <= MOST
    longer = occurrences(first, rhythm, times=min(MOST, len(found) + 1), skip_holidays=skip)
    assert longer[: len(found)] == found
    assert len(longer) == len(found) or longer[-1] > until, "the one after is after"


@given(DAYS, RHYTHMS, st.times(time(6), time(22)))
def test_the_hour_in_seine_et_marne_is_the_same_in_summer_and_in_winter(first, rhythm, hour):
    hour = hour.replace(second=0, microsecond=0)
    for day in occurrences(first, rhythm, times=MOST):
        event = ExchangeSession(starts_on=day, begins=hour, ends=time(23))
        assert local(event.begins_at).time() == hour
        assert local(event.begins_at).date() == day


def test_the_clock_changes_and_the_session_does_not():
    summer, winter = occurrences(date(2026, 10, 20), "week", times=2)
    starts = [ExchangeSession(starts_on=day, begins=time(14), ends=time(16)).begins_at for day in (summer, winter)]
    assert [start.utcoffset() for start in starts] == [timedelta(hours=2), timedelta(hours=1)]


@pytest.mark.parametrize("day", [date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25)])
def test_easter(day):
    assert easter(day.year) == day


@given(st.integers(1900, 2199))
def test_eleven_holidays_and_easter_is_a_sunday_of_spring(year):
    sunday = easter(year)
    assert sunday.weekday() == 6
    assert date(year, 3, 22) <= sunday <= date(year, 4, 25)
    assert 9 <= len(holidays(year)) <= 11, "some years two fall on the same day"


def test_a_holiday_is_jumped_over_and_does_not_count():
    first = date(2027, 4, 24)
    assert occurrences(first, "week", times=3, skip_holidays=True) == [first, date(2027, 5, 15), date(2027, 5, 22)]


def test_what_is_asked_must_end():
    with pytest.raises(DomainError):
        occurrences(date(2027, 1, 5), "week")


@pytest.mark.parametrize(("day", "rhythm", "words"), [
    (date(2027, 1, 12), "month", "le 2e mardi de chaque mois"),
    (date(2027, 1, 29), "month", "le dernier vendredi de chaque mois"),
    (date(2027, 1, 12), "week", "chaque mardi"),
    (date(2027, 1, 12), "fortnight", "un mardi sur deux"),
])  # fmt: skip
def test_in_words(day, rhythm, words):
    assert rhythm_words(day, rhythm) == words
