"""Writing, comparing and publishing versions; reminders; the day after the last day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from pyramid.request import Request
from pyramid.scripting import prepare

from collectif.charter.canonical import fingerprint, text_of
from collectif.charter.differences import differences, pieces
from collectif.charter.models import CharterVersion
from collectif.charter.queries import charter_gate, coverage, current_version
from collectif.charter.reminders import Deadlines
from collectif.peers.models import Peer

from .conftest import publish_draft, start_draft

ONCE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
KEPT = ("csrf_token", "version", "title", "preamble", "plain_preamble")
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


class Text:
    """A version's words, without a database."""

    def __init__(self, *items: tuple[str, str], title: str = "Charte", preamble: str = "Avant."):
        self.number, self.title, self.preamble, self.plain_preamble = 1, title, preamble, "Avant."
        self.items = [{"name": name, "standard": words, "plain": f"{words} (simple)"} for name, words in items]


BEFORE = Text(("a", "se former"), ("b", "être discret"), ("c", "travailler en équipe"))


def kinds(after: Text) -> list[tuple[str, int]]:
    return [(change.kind, change.place) for change in differences(BEFORE, after).items]


def test_the_founding_text_has_the_twelve_items(db):
    version = current_version(db)
    assert len(version.items) == 12
    assert version.items[0]["standard"].startswith("avoir suivi la formation obligatoire")
    assert version.items[11]["standard"].startswith("préserver sa santé")
    assert all(item["plain"] and item["name"] for item in version.items)
    assert version.text_hash == fingerprint(text_of(version))


def test_items_that_came_went_changed_or_moved_are_told():
    a, b, c = ("a", "se former"), ("b", "être discret"), ("c", "travailler en équipe")
    assert kinds(BEFORE) == [("same", 1), ("same", 2), ("same", 3)]
    assert not differences(BEFORE, BEFORE).any
    assert kinds(Text(a, c)) == [("same", 1), ("same", 2), ("removed", 2)]
    assert kinds(Text(("x", "se reposer"), a, b, c)) == [("added", 1), ("same", 2), ("same", 3), ("same", 4)]
    assert kinds(Text(c, a, b)) == [("moved", 1), ("same", 2), ("same", 3)]
    assert kinds(Text(("a", "se former toujours"), b, c))[0] == ("reworded", 1)
    assert differences(BEFORE, Text(title="Autre")).heading
    assert differences(BEFORE, Text(preamble="Après.")).preamble


@pytest.mark.parametrize(("before", "after"), [
    ("", "tout est neuf"), ("tout s'en va", ""), ("un deux trois", "un quatre trois"), ("a  b\n\nc", "a b c"), ("", ""),
    ("le même", "le même"),
])  # fmt: skip
def test_marked_words_give_both_texts_back(before, after):
    found = pieces(before, after)
    assert "".join(one.words for one in found if one.kind != "removed").split() == after.split()
    assert "".join(one.words for one in found if one.kind != "added").split() == before.split()


@ONCE
def test_the_coordination_writes_looks_and_publishes(house):
    browser = house.people.browser("coordinator", "mdph77")
    peer = house.peer(state="active")
    start_draft(browser)
    start_again = browser.get("/intranet/charte")
    assert "brouillon/commencer" not in start_again
    form = browser.get("/intranet/charte/brouillon").forms["deform"]
    standard = form.fields["standard"]
    assert len(standard) == 12
    form.fields["place"][11].value = "1"
    standard[0].value = "avoir suivi la formation obligatoire et continue"
    form.fields["plain"][0].value = "Je me forme tout le temps."
    form["change_note"] = "La formation continue."
    preview = form.submit("submit", status=303).follow()
    assert "La formation continue." in preview
    assert "<ins>" in preview
    assert "[ajouté :]" in preview
    assert "Déplacé" in preview
    assert "10" in preview.text.partition("engagements ne changent")[0][-12:]
    done = publish_draft(browser)
    assert done.status_int == 303
    page = done.follow()
    assert "1 personne" in page.text.replace("\u00a0", " ")
    assert [subject for _, subject, _ in house.mails()] == ["Une nouvelle version à lire et à signer"]
    with house.session() as session:
        old, new = session.query(CharterVersion).order_by(CharterVersion.number)
        assert (old.state, old.accepted, new.state, new.accepted) == ("superseded", True, "current", True)
        assert new.items[0]["name"] == "sante"
        assert new.text_hash == fingerprint(text_of(new)) != old.text_hash
    mine = house.browser_of(peer).get("/intranet/charte")
    assert "La charte a changé" in mine
    assert house.state(peer) == "active"
    assert "charter.published" in house.acts()


@ONCE
def test_items_are_added_and_removed(house):
    browser = house.people.browser("coordinator", "mdph77")
    start_draft(browser)
    page = browser.get("/intranet/charte/brouillon")
    form = page.forms["deform"]
    sent = [pair for pair in form.submit_fields() if pair[0] != "submit"]
    longer = browser.post("/intranet/charte/brouillon", [*sent, ("__sequence__", "add items")])
    assert len(longer.forms["deform"].fields["standard"]) == 13
    form = longer.forms["deform"]
    form.fields["standard"][12].value, form.fields["plain"][12].value = "se reposer", "Je me repose."
    form.submit("submit", status=303)
    form = browser.get("/intranet/charte/brouillon").forms["deform"]
    sent = [pair for pair in form.submit_fields() if pair[0] != "submit"]
    shorter = browser.post("/intranet/charte/brouillon", [*sent, ("__sequence__", "remove items.0")])
    shorter.forms["deform"].submit("submit", status=303)
    with house.session() as session:
        draft = session.query(CharterVersion).filter_by(state="draft").one()
        names = [item["name"] for item in draft.items]
        assert names[0] == "adaptation"
        assert draft.items[-1]["standard"] == "se reposer"
        assert len(set(names)) == 12
    assert "Retiré" in browser.get("/intranet/charte/brouillon/apercu")


@ONCE
def test_an_empty_draft_or_the_same_text_or_a_close_day_is_refused(house):
    browser = house.people.browser("coordinator", "mdph77")
    start_draft(browser)
    assert "dit la même chose" in publish_draft(browser).text
    form = browser.get("/intranet/charte/brouillon").forms["deform"]
    sent = [pair for pair in form.submit_fields() if pair[0] in KEPT]
    answer = browser.post("/intranet/charte/brouillon", sent, status=422)
    assert "Gardez au moins un engagement" in answer
    form["title"] = "Autre titre"
    form.submit("submit", status=303)
    for days in (-3, 0, 6):
        assert "au moins une semaine" in publish_draft(browser, days).text
    assert publish_draft(browser, 7).status_int == 303


@ONCE
def test_two_who_write_at_the_same_time_are_told(house):
    first, second = house.people.browser("coordinator", "mdph77"), house.people.browser("coordinator", "mdph77")
    start_draft(first)
    mine, theirs = (one.get("/intranet/charte/brouillon").forms["deform"] for one in (first, second))
    mine["title"] = "Le mien"
    theirs["title"] = "Le sien"
    mine.submit("submit", status=303)
    told = theirs.submit("submit", status=422)
    assert "pendant que vous écriviez" in told
    again = told.forms["deform"]
    assert again["title"].value == "Le sien"
    again.submit("submit", status=303)
    with house.session() as session:
        assert session.query(CharterVersion).filter_by(state="draft").one().title == "Le sien"


@ONCE
def test_a_draft_is_dropped(house):
    browser = house.people.browser("coordinator", "mdph77")
    start_draft(browser)
    page = browser.get("/intranet/charte/brouillon/supprimer")
    form = next(one for one in page.forms.values() if one.action.endswith("/supprimer"))
    form.submit(status=303)
    browser.get("/intranet/charte/brouillon", status=404)
    assert house.people.browser("coordinator", "mdph77").get("/intranet/charte/versions/2", status=404)


def chores(house, act: str) -> int:
    """As ``collectif chores`` does."""
    request = Request.blank("/", base_url="http://localhost", method="POST")
    with prepare(registry=house.app.registry, request=request) as env, env["request"].tm:
        return getattr(env["request"].service(Deadlines), act)()


def gate(house, peer: str):
    with house.session() as session:
        return charter_gate(session, session.query(Peer).filter_by(public_id=peer).one().id)


def test_reminders_leave_once_at_thirty_and_seven_days(house):
    with time_machine.travel(NOON, tick=False) as clock:
        late, quick = house.peer(state="active"), house.peer(state="active")
        house.publish(days=60)
        house.signed(quick)
        assert chores(house, "remind") == 0
        sent = {}
        for day in (1, 29, 30, 31, 52, 53, 54, 60, 61, 63):
            clock.move_to(NOON + timedelta(days=day))
            sent[day] = chores(house, "remind") + chores(house, "remind")
        assert {day: count for day, count in sent.items() if count} == {30: 1, 53: 1}
        reminders = [to for to, subject, _ in house.mails() if subject.startswith("Rappel")]
        assert len(reminders) == 2
        assert len(set(reminders)) == 1
        assert late


def test_a_reminder_that_was_missed_leaves_later_but_not_two_at_once(house):
    with time_machine.travel(NOON, tick=False) as clock:
        house.peer(state="active")
        house.publish(days=20)
        clock.move_to(NOON + timedelta(days=5))
        assert chores(house, "remind") == 0
        clock.move_to(NOON + timedelta(days=16))
        assert chores(house, "remind") == 1
        assert chores(house, "remind") == 0


def test_after_the_last_day_only_those_who_signed_go_on(house):
    with time_machine.travel(NOON, tick=False) as clock:
        signed, unsigned, waits = house.peer(state="active"), house.peer(state="active"), house.peer(state="active")
        house.publish(days=30)
        house.countersign(house.signed(signed))
        house.signed(waits)
        assert gate(house, unsigned).holds
        assert "La version 2 est à signer" in gate(house, unsigned).words
        clock.move_to(NOON + timedelta(days=30))
        assert chores(house, "close") == 0
        clock.move_to(NOON + timedelta(days=31))
        assert not gate(house, unsigned).holds
        assert chores(house, "close") == 1
        assert [house.state(one) for one in (signed, unsigned, waits)] == ["active", "paused", "active"]
        assert accepted(house) == [True, True]
        assert gate(house, waits).holds
        house.countersign(house.signatures(waits)[-1].public_id)
        assert chores(house, "close") == 0
        assert accepted(house) == [False, True]
        assert [one.state for one in house.signatures(waits)] == ["replaced", "signed"]
        assert gate(house, unsigned).words == "La version 2 de la charte est à signer."
        assert any(subject == "Vous êtes en pause" for _, subject, _ in house.mails())
        assert chores(house, "close") == 0


def accepted(house) -> list[bool]:
    with house.session() as session:
        return [one.accepted for one in session.query(CharterVersion).order_by(CharterVersion.number)]


@ONCE
def test_what_waits_on_each_is_told(house):
    peer = house.peer()
    with house.session() as session:
        assert coverage(session, None).missing == 1
        assert coverage(session, frozenset()).expected == 0
    dashboard = house.browser_of(peer).get("/intranet")
    assert "Charte à signer" in dashboard
    house.signed(peer)
    assert "Charte à signer" not in house.browser_of(peer).get("/intranet")
    assert "1 signature attend la MDPH" in house.people.browser("coordinator", "mdph77").get("/intranet").text.replace(
        "\u00a0", " "
    )
    assert "Charte à contresigner" not in house.people.browser("structure_referent", "apf77").get("/intranet")


@ONCE
def test_a_referent_is_told_whom_the_new_version_waits_for(house):
    house.peer(state="active", account=False)
    house.peer("unafam77", state="active", account=False)
    referent = house.people.browser("structure_referent", "apf77")
    assert "Charte à faire signer" not in referent.get("/intranet")
    house.publish()
    home = referent.get("/intranet").text.replace("\u00a0", " ").replace("&#39;", "'")
    assert "Charte à faire signer" in home
    assert "1 pair actif n'a pas signé la version 2" in home
    assert "Charte à faire signer" not in house.people.browser("coordinator", "mdph77").get("/intranet")
