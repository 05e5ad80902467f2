"""A small world about the charter: someone who signs, their association, the coordination."""

from __future__ import annotations

import importlib.util
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import webtest
from sqlalchemy import select
from sqlalchemy.orm import Session

from collectif.accounts.models import Account
from collectif.accounts.passwords import hash_password
from collectif.charter.chain import Chain
from collectif.charter.keys import SigningKeys
from collectif.charter.models import CharterSignature, CharterVersion
from collectif.charter.queries import current_version
from collectif.journal.models import JournalEntry
from collectif.mail.reading import sent_mails
from collectif.organisations.models import Organisation
from collectif.peers.models import Peer, Sponsorship
from collectif.text import sort_key, today
from tests.support.gates import become
from tests.support.secrets import SECRETS

PASSWORD = "quatre lampes bleues dansent"
DIGEST = hash_password(PASSWORD)
VERIFIER = Path(__file__).parents[2] / "docs" / "verify_charter.py"


class House:
    """Makes people and does with their browsers what they would do."""

    def __init__(self, people: Any, database: Any, app: Any, mails: Path):
        self.people, self.database, self.app, self._mails = people, database, app, mails
        self._made = 0

    def peer(self, organisation: str = "apf77", state: str = "preparing", *, account: bool = True) -> str:
        """A peer of this association, with an account unless said otherwise. :returns: the public id of their file."""
        self._made += 1
        person = self.people.account("peer", organisation, password_hash=DIGEST) if account else None
        with self.database.transaction() as session:
            peer = add_peer(session, organisation, f"Signataire{self._made}", person)
            if state != "preparing":
                become(session, peer, state)
            return peer.public_id

    def browser_of(self, peer: str) -> webtest.TestApp:
        """A browser signed in as this peer."""
        with self.database.transaction() as session:
            account = session.scalars(select(Account.public_id).join(Peer).where(Peer.public_id == peer)).one()
        return self.people.sign_in(account)

    def sign(self, peer: str, password: str = PASSWORD, texte: str = "reference", but: str = "") -> Any:
        """Tick every box (but one) and send. :returns: the answer as it is."""
        form = self.browser_of(peer).get(f"/intranet/charte/signer?texte={texte}").forms["deform"]
        for name in [name for name in form.fields if name and name.startswith("item_") and name != but]:
            form[name] = True
        form["password"] = password
        return form.submit(status="*")

    def signed(self, peer: str, **values: Any) -> str:
        """The public id of a signature made on the site."""
        answer = self.sign(peer, **values)
        assert answer.status_int == 303, answer.text
        return self.signatures(peer)[-1].public_id

    def signatures(self, peer: str) -> list[CharterSignature]:
        with self.database.transaction() as session:
            mine = select(CharterSignature).join(CharterSignature.peer).where(Peer.public_id == peer)
            found = list(session.scalars(mine.order_by(CharterSignature.id)))
            session.expunge_all()
            return found

    def state(self, peer: str) -> str:
        with self.database.transaction() as session:
            return session.scalars(select(Peer.state).where(Peer.public_id == peer)).one()

    def countersign(self, *signatures: str) -> Any:
        """By the coordination, from the list."""
        page = self.people.browser("coordinator", "mdph77").get("/intranet/charte/a-contresigner")
        form = page.forms["countersign"]
        sent = [("csrf_token", form["csrf_token"].value), *(("signature", one) for one in signatures)]
        return page.test_app.post("/intranet/charte/a-contresigner", sent, status=303)

    def publish(self, days: int = 60, title: str = "Charte renouvelée") -> None:
        """A new version, written and published by the coordination, to be signed within so many days."""
        browser = self.people.browser("coordinator", "mdph77")
        start_draft(browser)
        form = browser.get("/intranet/charte/brouillon").forms["deform"]
        form["title"] = title
        form.submit(status=303)
        assert publish_draft(browser, days).status_int == 303

    def mails(self) -> list[tuple[str, str, str]]:
        """Recipient, subject, body of each mail that left, the first first."""
        return [(mail.recipient, mail.subject, mail.body) for mail in reversed(sent_mails(self._mails))]

    def acts(self) -> list[str]:
        with self.database.transaction() as session:
            return list(session.scalars(select(JournalEntry.act).order_by(JournalEntry.seq)))

    @contextmanager
    def session(self) -> Any:
        with self.database.transaction() as session:
            yield session


def start_draft(browser: webtest.TestApp) -> None:
    home = browser.get("/intranet/charte")
    form = next(one for one in home.forms.values() if one.action.endswith("/brouillon/commencer"))
    form.submit(status=303)


def publish_draft(browser: webtest.TestApp, days: int = 60) -> Any:
    """Send the form of publication, the last day being in so many days. :returns: the answer as it is."""
    form = browser.get("/intranet/charte/brouillon/publier").forms["deform"]
    last = today() + timedelta(days=days)
    form["day"], form["month"], form["year"] = str(last.day), str(last.month), str(last.year)
    form["checked"] = True
    return form.submit(status="*")


def add_peer(session: Session, organisation: str, family_name: str, account: str | None = None) -> Peer:
    """Someone in preparation, sponsored by this association."""
    key = sort_key(family_name, "Zoé")
    place = session.scalars(select(Organisation).where(Organisation.slug == organisation)).one()
    found = session.scalars(select(Account).where(Account.public_id == account)).one() if account else None
    peer = Peer(given_name="Zoé", family_name=family_name, sort_name=key, commune_code="77288", account=found)
    peer.sponsorships = [Sponsorship(
        peer=peer, organisation=place, peer_sort_name=key, peer_state="preparing", started_on=today()
    )]  # fmt: skip
    session.add(peer)
    session.flush()
    return peer


@pytest.fixture
def house(people, database, app, tmp_path):
    return House(people, database, app, tmp_path / "mail")


@pytest.fixture(scope="session")
def keys() -> SigningKeys:
    """Those of the applications under test."""
    return SigningKeys(SECRETS["collectif.charter_key"])


@pytest.fixture(scope="session")
def verifier() -> ModuleType:
    """docs/verify_charter.py, as a module."""
    spec = importlib.util.spec_from_file_location("verify_charter", VERIFIER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sign_directly(session: Session, keys: SigningKeys, peer: Peer, name: str = "Zoé Zephyrelle") -> CharterSignature:
    """A signature and its evidence, without the web."""
    version: CharterVersion = current_version(session)
    signature = CharterSignature(peer_id=peer.id, version=version)
    session.add(signature)
    session.flush()
    record = {"account": "", "kind": "in_person", "name": name, "signed_on": signature.signed_on.isoformat(),
              "variant": "standard", "witness": None}  # fmt: skip
    entry = Chain(session, keys).append("signature", signature, version, record, signature.recorded_at)
    signature.signed_seq = entry.seq
    session.flush()
    return signature
