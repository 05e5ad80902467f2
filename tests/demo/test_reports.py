"""What reports of the demonstration tell: someone who opens them sees figures."""

from __future__ import annotations

from sqlalchemy import select

from collectif.organisations.models import Organisation
from collectif.reports.collective import Statistics
from collectif.reports.exchange_sections import CAME, readable_from
from collectif.reports.figures import Counting
from collectif.text import today


def test_attendance_of_the_last_year_that_is_read_is_told(year):
    told = today().year - (1 if readable_from(today().year - 1) <= today() else 2)
    own = year.scalar(select(Organisation.id).where(Organisation.slug == "apf77"))
    for sections in (Counting(year, own, told).figures().activities, Statistics(year).build(told).sections):
        attendance = next(part for part in sections if part.title == CAME)
        assert [bool(count.value) for _, count in attendance.figures[:2]] == [True, True]


def test_actions_of_this_year_are_told(year):
    titles = [part.title for part in Statistics(year).build(today().year).sections if part.table or part.figures]
    assert {"Actions", "Public des actions"} <= set(titles)
