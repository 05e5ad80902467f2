"""Signing on the site and on paper, countersigning, revoking."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from collectif.accounts.models import Account, Mandate
from collectif.charter.models import CharterEntry, CharterProof
from collectif.charter.queries import charter_gate
from collectif.organisations.models import Organisation
from collectif.peers.models import Peer
from collectif.text import today

from .conftest import PASSWORD

ONCE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def gate(house, peer: str):
    with house.session() as session:
        return charter_gate(session, session.query(Peer).filter_by(public_id=peer).one().id)


def paper(browser, peer: str, day, status: int = 303):
    form = browser.get(f"/intranet/charte/pairs/{peer}/papier").forms["deform"]
    form["day"], form["month"], form["year"] = str(day.day), str(day.month), str(day.year)
    form["seen"] = True
    return form.submit(status=status)


def test_a_peer_reads_ticks_and_signs(house):
    peer = house.peer()
    before = gate(house, peer)
    assert (before.holds, before.words) == (False, "La charte n'est pas encore signée.")
    house.signed(peer, texte="simple")
    (signature,) = house.signatures(peer)
    assert (signature.state, signature.kind, signature.variant) == ("signed", "in_person", "plain")
    with house.session() as session:
        entry, proof = session.query(CharterEntry).one(), session.query(CharterProof).one()
        record = json.loads(proof.record)
        assert record["name"] == "Zoé Signataire1"
        assert record["variant"] == "plain"
        assert record["reference"] == signature.public_id
        assert len(record["salt"]) == 32
        assert "Zoé" not in json.dumps({c.name: str(getattr(entry, c.name)) for c in CharterEntry.__table__.c})
    assert "charter.signed" in house.acts()
    waiting = gate(house, peer)
    assert not waiting.holds
    assert waiting.who_next == "la coordination MDPH 77"


@ONCE
@pytest.mark.parametrize("values", [{"but": "item_7"}, {"password": "autre chose"}, {"password": ""}])
def test_what_is_missing_is_said_and_nothing_is_signed(house, values):
    peer = house.peer()
    answer = house.sign(peer, **values)
    assert answer.status_int == 422
    assert "Il y a quelque chose à corriger" in answer
    assert house.signatures(peer) == []
    # What was ticked is still ticked.
    assert answer.forms["deform"]["item_1"].checked


@ONCE
def test_wrong_passwords_are_counted(house):
    peer = house.peer()
    answers = [house.sign(peer, password="essai").status_int for _ in range(11)]
    assert answers[:10] == [422] * 10
    assert answers[10] == 429
    assert house.sign(peer, password=PASSWORD).status_int == 429


@ONCE
def test_a_text_that_changed_meanwhile_is_not_signed(house):
    peer = house.peer()
    browser = house.browser_of(peer)
    form = browser.get("/intranet/charte/signer").forms["deform"]
    for name in [name for name in form.fields if name and name.startswith("item_")]:
        form[name] = True
    form["password"] = PASSWORD
    house.publish()
    answer = form.submit(status=422)
    assert "La charte vient de changer" in answer
    assert "Charte renouvelée" in browser.get("/charte")
    assert house.signatures(peer) == []


@ONCE
def test_signing_twice_leads_back(house):
    peer = house.peer()
    house.signed(peer)
    assert house.browser_of(peer).get("/intranet/charte/signer", status=303).location.endswith("/intranet/charte")


def test_mdph_countersigns_several_at_once(house):
    first, second, third = house.peer(), house.peer(), house.peer()
    signatures = [house.signed(one) for one in (first, second, third)]
    answer = house.countersign(*signatures[:2]).follow()
    assert "2 signatures" in answer.text.replace("\u00a0", " ")
    assert gate(house, first).holds
    assert gate(house, second).holds
    assert not gate(house, third).holds
    assert sum(subject == "Votre reçu est prêt" for _, subject, _ in house.mails()) == 2
    page = house.people.browser("coordinator", "mdph77").get("/intranet/charte/a-contresigner")
    form = page.forms["countersign"]
    form.submit("all").follow()
    assert gate(house, third).holds


@ONCE
def test_countersigning_nothing_or_what_is_done_is_said(house):
    peer = house.peer()
    signature = house.signed(peer)
    other = house.signed(house.peer())
    assert "Vous n’avez choisi" in house.countersign().follow().text.replace("'", "’")
    house.countersign(signature)
    assert "Rien à contresigner" in house.countersign(signature).follow()
    with house.session() as session:
        assert session.query(CharterEntry).filter_by(act="countersignature").count() == 1
    assert other


@ONCE
def test_nobody_countersigns_their_own_signature(house):
    peer = house.peer()
    signature = house.signed(peer)
    give_mandate(house, peer, "coordinator", "mdph77")
    browser = house.browser_of(peer)
    form = browser.get("/intranet/charte/a-contresigner").forms["countersign"]
    answer = browser.post(
        "/intranet/charte/a-contresigner",
        {"csrf_token": form["csrf_token"].value, "signature": signature}, status=403,
    )  # fmt: skip
    assert "votre propre signature" in answer
    assert house.signatures(peer)[0].countersigned_at is None


def give_mandate(house, peer: str, role: str, organisation: str) -> None:
    with house.session() as session:
        account = session.query(Account).join(Peer).filter(Peer.public_id == peer).one()
        place = session.query(Organisation).filter_by(slug=organisation).one()
        account.mandates.append(Mandate(role=role, organisation=place, starts_on=today()))


def test_a_referent_attests_a_signature_on_paper(house):
    peer = house.peer(account=False)
    referent = house.people.browser("structure_referent", "apf77", display_name="Rita Référente")
    day = today() - timedelta(days=9)
    page = paper(referent, peer, day).follow()
    assert "signée sur papier" in page
    assert "Rita Référente" in page
    (signature,) = house.signatures(peer)
    assert (signature.kind, signature.signed_on) == ("paper", day)
    with house.session() as session:
        witness = json.loads(session.query(CharterProof).one().record)["witness"]
    assert "APF" in witness["organisation"]
    assert "Rita" not in json.dumps(witness)


@ONCE
def test_a_paper_is_not_of_tomorrow_nor_one_s_own(house):
    peer = house.peer()
    referent = house.people.browser("structure_referent", "apf77")
    answer = paper(referent, peer, today() + timedelta(days=1), status=422)
    assert "pas encore passée" in answer
    give_mandate(house, peer, "structure_referent", "apf77")
    assert "votre propre signature" in paper(house.browser_of(peer), peer, today(), status=422)
    assert house.signatures(peer) == []


@ONCE
def test_a_paper_is_not_older_than_its_version(house):
    peer = house.peer()
    house.publish()
    referent = house.people.browser("structure_referent", "apf77")
    assert "est publiée depuis le" in paper(referent, peer, today() - timedelta(days=1), status=422)
    paper(referent, peer, today())


@ONCE
def test_the_coordination_attests_for_mdph(house):
    peer = house.peer()
    page = paper(house.people.browser("coordinator", "mdph77"), peer, today()).follow()
    assert "MDPH" in page.text.partition("Attestée par")[2]


def revoke(house, signature: str, reason: str = "Signée par erreur"):
    browser = house.people.browser("coordinator", "mdph77")
    form = browser.get(f"/intranet/charte/signatures/{signature}/revoquer").forms["deform"]
    form["reason"] = reason
    return form.submit(status=303)


def test_a_revoked_signature_no_longer_counts_and_its_active_peer_is_paused(house):
    peer = house.peer(state="active")
    signature = house.signatures(peer)[0].public_id
    page = revoke(house, signature).follow()
    assert "Signée par erreur" in page
    assert house.state(peer) == "paused"
    assert house.signatures(peer)[0].state == "revoked"
    assert not gate(house, peer).holds
    assert "révoquée" in gate(house, peer).words
    assert "peer.paused" in house.acts()
    assert "charter.revoked" in house.acts()
    house.signed(peer)
    assert [one.state for one in house.signatures(peer)] == ["revoked", "signed"]


@ONCE
def test_a_signature_is_revoked_once(house):
    peer = house.peer()
    signature = house.signed(peer)
    revoke(house, signature)
    browser = house.people.browser("coordinator", "mdph77")
    form = browser.get(f"/intranet/charte/signatures/{signature}/revoquer").forms["deform"]
    form["reason"] = "Encore"
    assert "Ce n&#39;est plus possible" in form.submit(status=422).text.replace("'", "&#39;")
