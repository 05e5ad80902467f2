"""What one association keeps about a peer stays with it when another one sponsors the same peer; traces name nobody."""

from __future__ import annotations

import json
import logging
import sys
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from collectif.accounts.models import Account
from collectif.logs import JsonFormatter
from collectif.organisations.models import Organisation
from collectif.peers.models import Peer, Sponsorship, SponsorshipFacet

from .bodies import controls_of
from .conftest import Target

SECRET = "QUARTZ"
OWN_WORDS = ("quartz", "antenne", "nord")


@pytest.fixture
def shared(target: Target) -> Target:
    """APF 77's peer is sponsored by UNAFAM 77 too."""
    with target.database.transaction() as session:
        peer = session.scalars(select(Peer).where(Peer.family_name == "Zephyrelle")).one()
        other = session.scalars(select(Organisation).where(Organisation.slug == "unafam77")).one()
        peer.sponsorships[0].facets.append(SponsorshipFacet(name="antenna", value="nord"))
        session.add(Sponsorship(
            peer=peer, organisation=other, peer_sort_name=peer.sort_name, peer_state=peer.state,
            started_on=date(2025, 1, 1), details={},
        ))  # fmt: skip
    return target


def details(target: Target, slug: str) -> dict[str, Any]:
    with target.database.transaction() as session:
        found = select(Sponsorship.details).join(Organisation).join(Peer, Peer.id == Sponsorship.peer_id)
        return session.scalars(found.where(Organisation.slug == slug, Peer.family_name == "Zephyrelle")).one()


def said(page: Any) -> str:
    """What the page's main part says, or the whole file."""
    text = page.text.casefold()
    return text.partition("<main")[2] or text


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("persona", ["other_referent", "coordinator"])
def test_own_fields_are_not_read_by_others(shared: Target, persona: str) -> None:
    browser, peer = shared.browser(persona), shared.path("peer")
    roster = "/intranet/associations/unafam77/pairs"
    pages = [peer, roster, f"{roster}?format=csv", "/intranet/associations/unafam77/rapports/annuel?format=csv"]
    if persona == "other_referent":
        pages.append(f"{peer}/modifier")
    for path in pages:
        page = said(browser.get(path))
        assert not [word for word in OWN_WORDS if word in page], path


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_own_fields_are_not_found_by_others(shared: Target) -> None:
    """A filter that is not theirs keeps every line: what it would keep says nothing."""
    for persona, slug in (("other_referent", "unafam77"), ("coordinator", "unafam77"), ("coordinator", "apf77")):
        browser, roster = shared.browser(persona), f"/intranet/associations/{slug}/pairs?format=csv"
        whole = browser.get(roster).text
        for question in ("propre_antenna=nord", "propre_antenna=sud", "tri=propre_antenna", "reference=QUARTZ"):
            assert browser.get(f"{roster}&{question}").text == whole


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_own_fields_are_not_written_by_others(shared: Target) -> None:
    before, path = details(shared, "apf77"), f"{shared.path('peer')}/modifier"
    page = shared.browser("other_referent").get(path)
    form = next(one for one in page.forms.values() if "family_name" in one.fields)
    fields = [(name, value) for name, value in form.submit_fields() if name != "csrf_token"]
    forged = [("__start__", "own:mapping"), ("antenna", "sud"), ("__end__", "own:mapping"), ("organisation_id", "1"),
              ("state", "ended"), ("account_id", "1"), ("public_id", "x"), ("fictional", "true")]  # fmt: skip
    assert shared.post("other_referent", path, [*fields, *forged]).status_int == 303
    assert (details(shared, "apf77"), details(shared, "unafam77")) == (before, {})
    with shared.database.transaction() as session:
        peer = session.scalars(select(Peer).where(Peer.family_name == "Zephyrelle")).one()
        assert (peer.state, peer.account.display_name, peer.fictional) == ("active", "Personne peer", False)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_an_import_does_not_find_people_of_other_associations(target: Target) -> None:
    """The same address and name as APF 77's peer: someone new, as anybody would be."""
    forms = target.browser("other_referent").get("/intranet/associations/unafam77/pairs/import").forms
    form = next(one for one in forms.values() if "upload" in one.fields)
    form["upload"] = (
        "liste.csv",
        "Nom;Prénom;E-mail;Commune\nZephyrelle;Zoé;zephyrelle@monde.example;Melun\n".encode(),
    )
    columns = form.submit("submit").follow()
    page = next(one for one in columns.forms.values() if "column_0" in one.fields).submit("submit").follow()
    assert "Pairs à ajouter" in page.text
    assert "Fiches à modifier" not in page.text
    assert not [word for word in OWN_WORDS if word in said(page)]


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_an_organisation_is_not_chosen_by_the_form(target: Target) -> None:
    """Nothing in the forms of a peer or of an action lets someone write for another organisation."""
    for persona, path in (("referent", target.path("peer_add")), ("member", target.path("intranet_action_new"))):
        names = {name for name, _, _ in controls_of(target.browser(persona).get(path).text)}
        assert not names & {"organisation", "organisation_id", "proposing_organisation", "state", "account_id"}


def test_a_trace_quotes_nobody(target: Target) -> None:
    """The database quotes in its messages the values it refuses."""
    row = {"email": "referent@monde.example", "display_name": "Rosa", "sort_name": "rosa", "public_id": "aaaaaaaaaaaa"}
    try:
        with target.database.transaction() as session:
            session.execute(insert(Account).values(**row, version=1, fictional=False))
    except IntegrityError:
        record = logging.LogRecord("collectif", logging.ERROR, __file__, 1, "unexpected error", None, sys.exc_info())
    line = JsonFormatter().format(record)
    assert "IntegrityError" in line
    assert "test_leaks.py" in line
    assert "monde.example" not in line
    assert "Rosa" not in line
    assert json.loads(line)["trace"]
