"""An association's reports and pages: whatever the number of people, and nothing of another association."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Any

from ..contributions import Report, Section
from ..extensions.pages import Added, PluginForm, PluginPage
from ..reports.figures import Counting
from ..reports.suppression import SMALL
from ..text import today
from .site import MARK, Site

CROWDS = (0, 1, 30)
FORMATS = ("csv", "xlsx", "ods", "pdf")
TOKEN = re.compile(r'name="csrf_token"[^>]*value="[^"]*"|value="[^"]*"[^>]*name="csrf_token"')


def reports_of(site: Site) -> list[Report]:
    """The plugin's own reports."""
    return site.ask("collectif_reports")


def built(site: Site, report: Report) -> list[Section]:
    """The report as the plugin builds it for this year."""
    year = today().year
    with site.session() as session:
        figures = Counting(session, site.association(session).id, year).figures()
    return list(report.build(figures, year))


def check_reports(site: Site) -> None:
    """Each report is a page and files, with nobody, one person or many; it counts and never tells who."""
    for count in CROWDS:
        site.fresh().add_peers(count, mark=MARK)
        browser = site.browser()
        for report in reports_of(site):
            sections = built(site, report)
            assert all(isinstance(section, Section) for section in sections), f"{report.name} : rend autre chose"
            assert sections, f"{report.name} : ne dit rien"
            if count == 1:
                _check_nobody_alone(report, sections)
            _check_files(site, browser, report)


def _check_nobody_alone(report: Report, sections: Sequence[Section]) -> None:
    """Of one person, nothing may be told (domain rule 15)."""
    numbers = [count.value for section in sections for _, count in section.figures]
    numbers += [cell.count.value for section in sections if section.table for cell in section.table.cells]
    told = [number for number in numbers if number in SMALL]
    assert not told, f"{report.name} : montre un petit nombre ({told[0]})"


def _check_files(site: Site, browser: Any, report: Report) -> None:
    address = site.path(f"rapports/{report.name}")
    page = browser.get(address, status=200)
    check_page(address, page.text)
    assert MARK not in page.text, f"{report.name} : montre le nom d'une personne"
    for name in FORMATS:
        browser.get(f"{address}?format={name}", status=200)


def check_pages(site: Site) -> None:
    """Each page of its own opens for whoever may open it, is whole, and is closed to everyone else."""
    site.add_peers(2)
    referent, member = site.browser(), site.browser("trainer")
    stranger, visitor = site.browser(place=site.other), site.visitor()
    for page in site.plugin.pages:
        address = site.path(f"extension/{page.name}")
        _check_opens(address, page, referent)
        for browser in (member, stranger):
            assert browser.get(address, expect_errors=True).status_int == 403, f"{address} : ouverte à tous"
        assert visitor.get(address, expect_errors=True).status_int in (303, 403), f"{address} : ouverte à tous"


def _check_opens(address: str, page: Added, browser: Any) -> None:
    answer = browser.get(address, expect_errors=True)
    # A form about one row says 404 without it.
    expected = (200, 404) if isinstance(page, PluginForm) else (200,)
    assert answer.status_int in expected, f"{address} : répond {answer.status_int}"
    if answer.status_int == 200:
        check_page(address, answer.text)
    if isinstance(page, PluginForm):
        assert browser.post(address, {}, expect_errors=True).status_int == 400, f"{address} : envoi sans jeton"


class _Reading(HTMLParser):
    """What of a page can be judged without a browser."""

    def __init__(self) -> None:
        super().__init__()
        self.count = {"h1": 0, "title": 0, "main": 0}
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in self.count:
            self.count[tag] += 1
        if tag == "script" and not given.get("src"):
            self.faults.append("un script dans la page")
        if "style" in given or any(name.startswith("on") for name in given):
            self.faults.append("un style ou un script dans une balise")
        if tag == "img" and "alt" not in given:
            self.faults.append("une image sans « alt »")


def check_page(address: str, text: str) -> None:
    """:raises AssertionError: the page has no title, not one ``h1``, or something the site's policy blocks."""
    reading = _Reading()
    reading.feed(text)
    assert reading.count["h1"] == 1, f"{address} : {reading.count['h1']} titres h1, il en faut un"
    assert reading.count["title"] >= 1, f"{address} : pas de titre de page"
    assert not reading.faults, f"{address} : {', '.join(reading.faults)}"


def check_others_unseen(site: Site) -> None:
    """Peers of another association change nothing to what this one reads, and are named nowhere in it."""
    site.add_peers(8)
    browser = site.browser()
    before = dict(_everything(site, browser))
    site.add_peers(12, slug=site.other, mark=MARK)
    for address, text in _everything(site, browser):
        assert MARK not in text, f"{address} : montre une personne d'une autre association"
        assert before.get(address) == text, f"{address} : change avec les personnes d'une autre association"


def _everything(site: Site, browser: Any) -> Iterator[tuple[str, str]]:
    """Every page and file about the association's peers, and what the plugin builds, as text."""
    reports = [f"rapports/{report.name}" for report in reports_of(site)]
    files = [f"{address}?format=csv" for address in ("pairs", *reports)]
    own = [f"extension/{page.name}" for page in site.plugin.pages if isinstance(page, PluginPage)]
    for rest in ("pairs", "rapports", *reports, *files, *own):
        yield rest, TOKEN.sub("", browser.get(site.path(rest), status=200).text)
    for report in reports_of(site):
        yield f"{report.name} (données)", repr(built(site, report))
