"""The agenda to read: what is on it for whom, and the months and filters of its address."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectif.agenda.window import LENGTH, Month, Window, bounds
from collectif.text import today


def titles(page: Any) -> list[str]:
    return [" ".join(found.text_content().split()) for found in page.lxml.xpath("//main//ul[@class='cards']//h3")]


def test_the_public_reads_what_it_may_come_to(testapp: Any, action: Any, meeting: Any, training: Any) -> None:
    action("Café", days=2, kind="testimony")
    action("Groupe", days=-40, length=200)
    for state in ("idea", "validated", "withdrawn"):
        action(state, state=state)
    meeting("Plénière")
    training("Écoute")
    page = testapp.get("/agenda")
    assert titles(page) == ["Café", "Groupe"]
    assert "Déjà commencé" in page
    assert page.lxml.xpath("//h2")[0].text_content().lower().split()[1] == str((today() + timedelta(days=2)).year)
    assert "2\u00a0dates d'aujourd'hui à" in page
    assert titles(testapp.get("/agenda", {"nature": "temoignage"})) == ["Café"]
    assert titles(testapp.get("/agenda", {"secteur": "melun"})) == ["Café", "Groupe"]
    empty = testapp.get("/agenda", {"secteur": "provins"})
    assert titles(empty) == []
    assert "Effacer les filtres" in empty


def test_what_an_address_does_not_mean_is_ignored(testapp: Any, action: Any) -> None:
    action("Café", days=2)
    for asked in ("mois=2027-13", "mois=1815-06", "mois=x", "nature=rien", "secteur=mars", "mois=2019-01&mois=z"):
        assert titles(testapp.get(f"/agenda?{asked}")) == ["Café"]


def test_one_goes_from_month_to_month(testapp: Any, action: Any) -> None:
    action("Passée", days=-100)
    action("Lointaine", days=400)
    page = testapp.get("/agenda")
    later = today() + timedelta(days=400)
    assert titles(page) == []
    assert titles(page.click(f"Aller en .*{later.year}")) == ["Lointaine"]
    for _ in range(3):
        page = page.click("Plus tôt")
        if titles(page):
            break
    assert titles(page) == ["Passée"]
    assert titles(page.click("À partir d'aujourd'hui")) == []


@given(day=st.dates(date(2018, 1, 1), date(2028, 12, 31)))
def test_no_day_falls_between_two_pages(day: date) -> None:
    window = Window.read({"mois": Month.of(day).address})
    assert window.first <= day <= window.last
    after = window.after
    if after and after < bounds()[1]:
        assert Window.read({"mois": after.address}).first == window.last + timedelta(days=1)
    if window.before:
        assert Window.read({"mois": window.before.address}).last == window.first - timedelta(days=1)
    assert Month.of(day).plus(LENGTH).plus(-LENGTH) == Month.of(day)


def test_what_is_over_this_month_is_on_the_page_before() -> None:
    window = Window.read({})
    before = window.before
    assert before
    assert Window.read({"mois": before.address}).last >= window.first


def test_each_person_reads_what_they_may(people: Any, action: Any, meeting: Any, training: Any) -> None:
    action("Publique", days=2)
    action("Décidée", days=3, state="validated")
    meeting("Plénière", days=4)
    meeting("Atelier", days=5, state="prepared")
    meeting("Ailleurs", days=6, places=("unafam77", "caf77"))
    peer = people.account("peer")
    training("Écoute", days=(7, 8, 15), account=peer)
    member = people.browser("collective_member", "apf77").get("/intranet/agenda")
    assert titles(member) == ["Publique", "Décidée", "Plénière", "Atelier", "Ailleurs"]
    assert "À confirmer" in member
    mine = people.browser("collective_member", "apf77").get("/intranet/agenda", {"moi": "oui"})
    assert titles(mine) == ["Publique", "Décidée", "Plénière"]
    own = people.sign_in(peer).get("/intranet/agenda")
    assert titles(own) == ["Publique", "Écoute", "Écoute"]
    assert titles(people.sign_in(peer).get("/intranet/agenda", {"moi": "oui"})) == ["Publique", "Écoute", "Écoute"]
    assert titles(people.sign_in(peer).get("/intranet/agenda", {"nature": "actions"})) == ["Publique"]
    assert "/intranet/agenda" in people.sign_in(peer).get("/intranet").text
    people.browser("auditor", None).get("/intranet/agenda", status=403)


@pytest.mark.parametrize("address", ["/agenda", "/intranet/agenda"])
def test_a_page_asks_as_much_of_the_database_whatever_it_shows(
    address: str, people: Any, action: Any, meeting: Any, training: Any, count_queries: Any
) -> None:
    browser = people.browser("coordinator", "mdph77")
    training("Zéro", days=(3, 5))

    def asked() -> int:
        with count_queries() as sent:
            browser.get(address)
        return len(sent)

    action("Un")
    first = asked()
    for rank in range(4):
        action(f"Action {rank}")
        meeting(f"Réunion {rank}")
        training(f"Formation {rank}", days=(9, 12))
    assert asked() == first


def test_the_plain_version_says_it_simply(testapp: Any) -> None:
    testapp.post("/preferences", {"language": "plain", "return_to": "/agenda"})
    page = testapp.get("/agenda")
    assert "Version en langage simple" in page
    assert "Tout le monde peut venir." in page
