"""What each person sees, the public page and feed, receipts, and two people at the same time."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
import time_machine
from lxml import etree

from collectif.charter.audit import Audit
from collectif.charter.models import CharterEntry, CharterHead

from .conftest import PASSWORD

ONCE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
ATOM = {"a": "http://www.w3.org/2005/Atom"}
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@ONCE
def test_anyone_reads_the_charter_in_both_languages(house, testapp):
    page = testapp.get("/charte")
    assert "avoir suivi la formation obligatoire" in page
    assert "J&#39;ai suivi la formation" not in page.text.replace("'", "&#39;")
    assert page.text.partition("charter-items")[2].partition("</ol>")[0].count("<li>") == 12
    plain = testapp.post("/preferences", {"language": "plain", "return_to": "/charte"}).follow()
    assert "Je prends toujours soin de mon corps" in plain
    assert "Version en langage simple" in plain


@ONCE
@pytest.mark.parametrize("query", ["texte=simple", ""])
def test_the_blank_charter_is_an_accessible_a4(testapp, query):
    answer = testapp.get(f"/charte.pdf?{query}")
    assert answer.content_type == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.body)) as file:
        assert file.open_metadata()["pdfuaid:part"] == "1"
        assert round(float(file.pages[0].MediaBox[3])) == 842


@ONCE
def test_the_program_that_verifies_is_given(testapp, verifier):
    answer = testapp.get("/charte/verify_charter.py")
    assert "verify_charter.py" in answer.headers["Content-Disposition"]
    assert b"def ed25519" in answer.body


def feed(browser) -> etree._Element:
    answer = browser.get("/charte.atom")
    assert answer.content_type == "application/atom+xml"
    return etree.fromstring(answer.body)


def heads(tree) -> list[str]:
    return [
        entry.findtext("a:summary", namespaces=ATOM) for entry in tree.findall("a:entry", ATOM)
        if "/cle/" not in entry.findtext("a:id", namespaces=ATOM)
    ]  # fmt: skip


def test_the_feed_gives_one_fingerprint_a_day_and_nothing_more(house, testapp, keys):
    with time_machine.travel(NOON, tick=False) as clock:
        assert heads(feed(testapp)) == []
        house.countersign(*(house.signed(house.peer()) for _ in range(2)))
        assert heads(feed(testapp)) == []
        clock.move_to(NOON + timedelta(days=1))
        house.signed(house.peer())
        (first,) = heads(feed(testapp))
        clock.move_to(NOON + timedelta(days=5))
        second, again = heads(feed(testapp))
        assert again == first
        text = testapp.get("/charte.atom").text
    with house.session() as session:
        digests = [row.digest for row in session.query(CharterEntry).order_by(CharterEntry.seq)]
        assert (first, second) == (digests[3], digests[4])
        assert session.get(CharterHead, 1).last_digest == second
    assert keys.public in text
    assert not any(word in text for word in ("Signataire", "Zoé", *digests[:3]))


@ONCE
def test_the_feed_is_asked_again_cheaply(testapp):
    etag = testapp.get("/charte.atom").headers["ETag"]
    assert testapp.get("/charte.atom", headers={"If-None-Match": etag}, status=304)


def test_the_signer_keeps_a_receipt_that_verifies(house, verifier, keys):
    peer = house.peer()
    house.countersign(house.signed(peer, texte="simple"))
    browser = house.browser_of(peer)
    page = browser.get("/intranet/charte")
    json_link = f"/intranet/charte/signatures/{house.signatures(peer)[0].public_id}/recu.json"
    assert json_link in page
    answer = browser.get(json_link)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="recu-charte-')
    receipt = verifier.verify(answer.body, public_key=keys.public)
    assert receipt["signature"]["record"]["name"] == "Zoé Signataire1"
    assert receipt["signature"]["record"]["variant"] == "plain"
    assert receipt["countersignature"]["record"]["organisation"] == "MDPH 77"
    with pikepdf.open(io.BytesIO(browser.get(json_link.replace(".json", ".pdf")).body)) as file:
        assert file.open_metadata()["dc:title"] == "Reçu de signature de la charte"
        assert file.open_metadata()["pdfuaid:part"] == "1"
    assert "charter.receipt_read" in house.acts()


@ONCE
def test_a_revoked_receipt_says_so(house, verifier):
    peer = house.peer()
    signature = house.signed(peer)
    browser = house.people.browser("coordinator", "mdph77")
    form = browser.get(f"/intranet/charte/signatures/{signature}/revoquer").forms["deform"]
    form["reason"] = "Signée par erreur"
    form.submit()
    receipt = house.browser_of(peer).get(f"/intranet/charte/signatures/{signature}/recu.json").body
    assert any(line.startswith("RÉVOQUÉE le") for line in verifier.told(verifier.verify(receipt)))
    assert b"par erreur" not in receipt


@ONCE
def test_a_signature_without_evidence_has_no_receipt(house):
    peer = house.peer(state="active")
    (signature,) = house.signatures(peer)
    browser = house.browser_of(peer)
    assert "n’a pas de reçu" in browser.get(f"/intranet/charte/signatures/{signature.public_id}")
    browser.get(f"/intranet/charte/signatures/{signature.public_id}/recu.json", status=422)


@ONCE
def test_a_referent_sees_their_own_peers_only(house):
    mine, theirs = house.peer("apf77"), house.peer("unafam77")
    signature = house.signed(theirs)
    referent = house.people.browser("structure_referent", "apf77")
    home = referent.get("/intranet/charte")
    assert "Préparer une nouvelle version" not in home
    listed = referent.get("/intranet/charte/pairs")
    assert "Signataire1" in listed
    assert "Signataire2" not in listed
    assert "Signataire2" not in referent.get("/intranet/charte/pairs?format=csv").text
    for path in (f"signatures/{signature}", f"signatures/{signature}/recu.json", f"pairs/{theirs}/papier"):
        referent.get(f"/intranet/charte/{path}", status=403)
    referent.get(f"/intranet/charte/pairs/{mine}/papier")
    assert "Signataire2" in house.people.browser("coordinator", "mdph77").get("/intranet/charte/pairs")


@ONCE
def test_a_peer_sees_nobody_else(house):
    peer, other = house.peer(), house.peer()
    signature = house.signed(other)
    browser = house.browser_of(peer)
    for path in ("pairs", "a-contresigner", "brouillon", f"signatures/{signature}"):
        browser.get(f"/intranet/charte/{path}", status=403)
    assert "Signataire2" not in browser.get("/intranet/charte")


@ONCE
@pytest.mark.parametrize(("state", "expected"), [("to_sign", "Un"), ("waiting", "Deux"), ("done", "Trois")])
def test_the_list_is_filtered_by_state(house, state, expected):
    house.peer()
    waiting, done = house.peer(), house.peer()
    house.signed(waiting)
    house.countersign(house.signed(done))
    number = {"Un": 1, "Deux": 2, "Trois": 3}[expected]
    page = house.people.browser("coordinator", "mdph77").get(f"/intranet/charte/pairs?charte={state}")
    assert f"Signataire{number}" in page
    assert page.text.count("Signataire") == page.text.count(f"Signataire{number}")


@ONCE
def test_the_list_tells_who_must_sign_again(house):
    peer = house.peer(state="active")
    house.publish()
    page = house.people.browser("structure_referent", "apf77").get("/intranet/charte/pairs?charte=again")
    assert "à signer de nouveau" in page
    assert peer


@ONCE
def test_the_number_of_questions_does_not_grow_with_the_list(house, count_queries):
    coordinator = house.people.browser("coordinator", "mdph77")

    def asked(path: str) -> int:
        with count_queries() as sent:
            coordinator.get(path)
        return len(sent)

    for _ in range(2):
        house.signed(house.peer())
    few = {path: asked(path) for path in ("/intranet/charte/pairs", "/intranet/charte/a-contresigner")}
    for _ in range(4):
        house.signed(house.peer())
    assert {path: asked(path) for path in few} == few


MALFORMED = (
    b"", b"__start__=items:mapping", b"__start__=x:sequence&__end__=y:mapping", b"item_1=true&item_1=false",
    b"__start__=items:mapping&__end__=items:mapping&password=", b"password=a&password=b&text=%ff", b"%00=%00",
    b"__sequence__=add", b"__sequence__=remove items.99", b"__sequence__=add items", b"day=x&month=13&year=99999",
    b"reason=" + b"x" * 5000, b"version=9&items=x",
)  # fmt: skip


@ONCE
@pytest.mark.parametrize("path", ["signer", "a-contresigner", "brouillon", "brouillon/publier", "papier", "revoquer"])
def test_malformed_bodies_are_answered(house, path):
    peer = house.peer()
    browser = house.browser_of(peer)
    if path != "signer":
        browser = house.people.browser("coordinator", "mdph77")
        home = browser.get("/intranet/charte")
        next(one for one in home.forms.values() if one.action.endswith("/commencer")).submit()
        signature = house.signed(house.peer())
        path = {"papier": f"pairs/{peer}/papier", "revoquer": f"signatures/{signature}/revoquer"}.get(path, path)
    token = browser.get("/intranet/charte/signer" if path == "signer" else "/intranet/charte").forms
    csrf = next(form["csrf_token"].value for form in token.values() if "csrf_token" in form.fields).encode()
    for body in MALFORMED:
        answer = browser.post(f"/intranet/charte/{path}", b"csrf_token=" + csrf + b"&" + body, status="*",
                              content_type="application/x-www-form-urlencoded")  # fmt: skip
        assert answer.status_int in (200, 303, 400, 403, 422), (body, answer.status_int)
    assert house.signatures(peer) == []


def test_two_who_sign_at_once_keep_one_chain(house, keys):
    """Eight people send at the same instant; the chain holds eight entries and is whole."""
    peers = [house.peer() for _ in range(8)]
    forms = [ready(house.browser_of(peer)) for peer in peers]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda form: form.submit(status="*").status_int, forms))
    assert answers == [303] * 8
    with house.session() as session:
        assert Audit(session, keys).run() is None
        assert session.get(CharterHead, 1).last_seq == 8


def test_the_same_person_sends_twice_at_once(house):
    peer = house.peer()
    forms = [ready(house.browser_of(peer)) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(lambda form: form.submit(status="*").status_int, forms))
    assert answers[0] == 303
    assert answers[1] in (303, 422)
    assert len(house.signatures(peer)) == 1


def test_two_who_countersign_the_same_at_once(house):
    signatures = [house.signed(house.peer()) for _ in range(3)]
    pages = [house.people.browser("coordinator", "mdph77").get("/intranet/charte/a-contresigner") for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda page: page.forms["countersign"].submit("all", status="*").status_int, pages))
    assert answers == [303, 303]
    with house.session() as session:
        assert session.query(CharterEntry).filter_by(act="countersignature").count() == len(signatures)


def ready(browser):
    form = browser.get("/intranet/charte/signer").forms["deform"]
    for name in [name for name in form.fields if name and name.startswith("item_")]:
        form[name] = True
    form["password"] = PASSWORD
    return form
