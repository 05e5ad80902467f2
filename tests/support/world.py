"""One small world for the tests that look at every page: a person in each situation, an object for each address.

Every object belongs to APF 77; each private one carries a word found nowhere else, so that a page that shows it to
someone who may not see it gives itself away.
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from collectif.accounts.links import INVITATION, RESET, SingleUseLinks
from collectif.accounts.models import Account, Mandate
from collectif.accounts.passwords import hash_password
from collectif.accounts.sessions import SignInSessions
from collectif.actions.models import Action, ActionStep
from collectif.actions.workflow import WORKFLOW
from collectif.agenda.models import PersonalCalendar
from collectif.crypto import keyring
from collectif.extension import Extensions, Options
from collectif.founding import load_founding_data
from collectif.library.models import Document, DocumentVersion, Folder, StoredContent
from collectif.library.sealing import Sealed, seal
from collectif.library.storage import FolderStorage
from collectif.news.models import NewsItem
from collectif.organisations.models import Organisation, Representative
from collectif.peers.models import Peer, PeerFamily, PendingImport, Sponsorship
from collectif.peers.path_models import PeerCard, SponsorSearch, SponsorshipRequest
from collectif.security.permissions import Role
from collectif.testing.people import Browser
from collectif.text import sort_key, today
from collectif.tokens import Tokens, token_hash

from .candidates import world_values
from .charters import charter_of
from .cookies import signed_cookie
from .databases import Templates, build_template
from .exchanges import exchanges_of
from .follow_up import follow_up_of, write_picture
from .gates import become
from .meetings import meetings_of
from .secrets import SECRETS
from .texts_world import texts_of
from .trainings_world import trainings_of

OWN, OTHER = "apf77", "unafam77"
CSRF = Browser.csrf
PASSWORD = "quatre lampes bleues dansent"
EMAIL = "referent@monde.example"
MAIL = "20260105T080000000000-ab12"
ROSTER_FILE = "Nom;Prénom;E-mail\nTopaze;Alix;alix@topaze.example\n;Sans nom;\n"

# Persona → (role, organisation); nobody is signed in as the visitor.
PERSONAS: dict[str, tuple[Role, str | None] | None] = {
    "visitor": None,
    "peer": (Role.PEER, OWN),
    "other_peer": (Role.PEER, OWN),
    "referent": (Role.STRUCTURE_REFERENT, OWN),
    "other_referent": (Role.STRUCTURE_REFERENT, OTHER),
    "former_referent": (Role.STRUCTURE_REFERENT, OWN),
    "member": (Role.COLLECTIVE_MEMBER, OWN),
    "other_member": (Role.COLLECTIVE_MEMBER, OTHER),
    "coordinator": (Role.COORDINATOR, "mdph77"),
    "trainer": (Role.TRAINER, "mdph77"),
    "admin": (Role.ADMIN, None),
    "auditor": (Role.AUDITOR, None),
}
# A 1 × 1 PNG.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc33"
    "0000000049454e44ae426082"
)


DOCUMENT_TEXT = b"Un texte sans importance.\n"
_DIGEST = hashlib.sha256(DOCUMENT_TEXT).hexdigest()
DOCUMENT = Sealed(f"{_DIGEST}.0123456789abcdef", _DIGEST, len(DOCUMENT_TEXT), "5a" * 32)
PARAMETER = re.compile(r"\{(\w+)\}|\*(\w+)")


@dataclass
class World:
    """What the database holds: cookies by persona, and values for the parameters of addresses.

    ``values[""]`` serves every route, ``values[route]`` one route only.
    """

    cookies: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)

    def path(self, route: str, pattern: str) -> str:
        """The address of ``route`` for the object of this world.

        :raises KeyError: this world has nothing for a parameter of the pattern: add it in :func:`fill`.
        """
        values = {**self.values[""], **self.values.get(route, {})}
        return PARAMETER.sub(lambda found: values[found[1] or found[2]], pattern)

    def path_with(self, route: str, pattern: str, value: str) -> str:
        """The same, with ``value`` for the last parameter."""
        before, _, after = pattern.rpartition("{")
        return self.path(route, before) + value + self.path(route, after.partition("}")[2])


class Builder:
    """Writes the world in a founded database."""

    def __init__(self, session: Session, world: World):
        self._session = session
        self._world = world
        self._accounts: dict[str, Account] = {}

    def build(self) -> None:
        self._people()
        self._account_of_someone()
        self._peers()
        self._pending_import()
        self._actions()
        self._organisation()
        self._world.values.update(charter_of(self._session, self._accounts))
        self._world.values.update(meetings_of(self._session, self._accounts, self._world.values))
        self._candidates()
        self._world.values.update(follow_up_of(self._session, self._accounts))
        self._documents()
        self._world.values.update(trainings_of(self._session, self._accounts))
        self._world.values.update(exchanges_of(self._session, self._accounts))
        self._news()
        self._calendar()
        self._world.values.update(texts_of(self._session, self._accounts["coordinator"]))

    def _set(self, route: str = "", **values: str) -> None:
        self._world.values.setdefault(route, {}).update(values)

    def _place(self, slug: str | None) -> Organisation | None:
        return self._session.scalars(select(Organisation).where(Organisation.slug == slug)).one() if slug else None

    def _account(self, name: str, email: str, role: Role, place: str | None, ends_on: date | None = None) -> Account:
        account = Account(email=email, display_name=name, sort_name=sort_key(name))
        start = today() - timedelta(days=400)
        account.mandates.append(Mandate(role=role, organisation=self._place(place), starts_on=start, ends_on=ends_on))
        self._session.add(account)
        self._session.flush()
        return account

    def _people(self) -> None:
        sessions = SignInSessions(self._session)
        for persona, held in PERSONAS.items():
            if held is None:
                self._world.cookies[persona] = signed_cookie("", _csrft_=CSRF)
                continue
            ended = today() - timedelta(days=1) if persona.startswith("former_") else None
            account = self._account(f"Personne {persona}", f"{persona}@monde.example", *held, ended)
            self._accounts[persona] = account
            self._world.cookies[persona] = signed_cookie(sessions.open(account, "Test"), _csrft_=CSRF)
        self._accounts["referent"].password_hash = hash_password(PASSWORD)
        sessions.open(self._accounts["referent"], "Autre appareil")
        self._session.flush()
        self._set(session=self._accounts["referent"].sessions[-1].public_id)

    def _account_of_someone(self) -> None:
        """Not one of the personas: what is done to it shuts none of them out."""
        account = self._account("Odile Obsidienne", "obsidienne@monde.example", Role.TRAINER, OWN)
        invited = self._account("Inès Invitée", "invitee@monde.example", Role.TRAINER, OWN)
        forgetful = self._account("Omar Oublieux", "oublieux@monde.example", Role.TRAINER, OWN)
        forgetful.password_hash = hash_password(PASSWORD)
        self._set(account=account.public_id, mandate=account.mandates[0].public_id)
        closed = self._account("Clément Clos", "clos@monde.example", Role.TRAINER, OWN)
        closed.closed_at = datetime.now(UTC)
        self._set("account_reopen", account=closed.public_id)
        links = SingleUseLinks(self._session, SECRETS["collectif.secret"])
        self._set("accept_invitation", token=links.issue(invited, INVITATION))
        self._set("choose_password", token=links.issue(forgetful, RESET))

    def _peers(self) -> None:
        peer = self._peer("Zephyrelle", "Zoé", self._accounts["peer"])
        self._peer("Collègue", "Camille", self._accounts["other_peer"])
        self._set(public_id=peer.public_id)
        self._card(peer)
        self._asking("Postulante")
        self._searching("Chercheuse")

    def _card(self, peer: Peer) -> None:
        token = Tokens(SECRETS["collectif.secret"], "card").new()
        self._session.add(PeerCard(peer_id=peer.id, token=token, token_hash=token_hash(token)))
        self._set("verify", token=token)

    def _asking(self, family_name: str) -> None:
        """Someone has asked the association to sponsor them."""
        peer = self._person(family_name)
        asked = Sponsorship(
            peer_id=peer.id, organisation=self._place(OWN), peer_sort_name=peer.sort_name, peer_state=peer.state,
            state="proposed", started_on=today(),
        )  # fmt: skip
        self._session.add(asked)
        self._session.flush()
        self._session.add(SponsorshipRequest(sponsorship_id=asked.id, peer_id=peer.id, origin="coordination"))
        self._set(sponsorship=asked.public_id)

    def _searching(self, family_name: str) -> None:
        """Nobody sponsors this one any more."""
        peer = self._person(family_name)
        self._session.add(SponsorSearch(peer_id=peer.id, deadline=today() + timedelta(days=30)))
        self._set("peer_interim", public_id=peer.public_id)

    def _person(self, family_name: str) -> Peer:
        peer = Peer(family_name=family_name, given_name="Noé", sort_name=sort_key(family_name, "Noé"))
        self._session.add(peer)
        self._session.flush()
        return peer

    def _peer(self, family_name: str, given_name: str, account: Account) -> Peer:
        key = sort_key(family_name, given_name)
        peer = Peer(
            family_name=family_name, given_name=given_name, sort_name=key, account=account,
            email=f"{family_name.lower()}@monde.example", phone="06 12 34 56 78", commune_code="77288",
        )  # fmt: skip
        peer.families = [PeerFamily(family="motor")]
        peer.sponsorships = [Sponsorship(
            peer=peer, organisation=self._place(OWN), peer_sort_name=key, peer_state="preparing",
            started_on=date(2024, 3, 15), external_ref=f"A-{family_name[:3]}",
            details={"antenna": "nord", "meeting_place": "Salle Quartz"},
        )]  # fmt: skip
        self._session.add(peer)
        become(self._session, peer, "active")
        return peer

    def _pending_import(self) -> None:
        organisation = self._place(OWN)
        assert organisation
        pending = PendingImport(
            organisation_id=organisation.id, account_id=self._accounts["referent"].id, filename="topaze.csv",
            content=keyring.seal_bytes(ROSTER_FILE.encode()), format_name="tableau",
            columns={"Nom": "family_name", "Prénom": "given_name", "E-mail": "email"},
        )  # fmt: skip
        self._session.add(pending)
        self._session.flush()
        self._set(import_id=pending.public_id)

    def _actions(self) -> None:
        made = {state: self._action(state) for state in WORKFLOW.states}
        for name, transition in WORKFLOW.transitions.items():
            self._set(f"intranet_action_{name}", public_id=made[transition.sources[0]].public_id)
        for route in ("intranet_action", "intranet_action_edit"):
            self._set(route, public_id=made["idea"].public_id)
        for route in ("action", "api_action"):
            self._set(route, slug=made["published"].slug or "")

    def _action(self, state: str) -> Action:
        title = f"Action {state}" if state in ("published", "running", "reviewed") else f"Améthyste {state}"
        at = datetime(2026, 1, 5, 9, tzinfo=UTC)
        referent, coordinator = self._accounts["referent"].id, self._accounts["coordinator"].id
        action = Action(
            title=title, sort_title=sort_key(title), state=state, kind="group", audience="Tout le monde",
            summary="Un café.", description="Chacun vient.", plain_summary="On boit un café.",
            starts_on=date(2027, 3, 4), commune_code="77288", results="Douze personnes sont venues.",
            proposing_organisation=self._place(OWN), proposed_by_id=referent, withdrawal_reason="La salle a fermé.",
            slug=f"action-{state}", decided_on=date(2026, 1, 3), validated_by_id=coordinator, published_at=at,
        )  # fmt: skip
        if state in ("idea", "proposed", "returned", "examined", "set_aside", "validated"):
            action.slug, action.published_at, action.withdrawal_reason = None, None, ""
        if state in ("idea", "proposed", "returned", "examined", "set_aside"):
            action.decided_on, action.validated_by_id = None, None
        action.steps = [ActionStep(name="create", account_id=referent, comment="Premier jet")]
        self._session.add(action)
        self._session.flush()
        return action

    def _candidates(self) -> None:
        organisation = self._place(OWN)
        assert organisation
        for route, values in world_values(self._session, organisation).items():
            self._set(route, **values)

    def _calendar(self) -> None:
        """Of someone who signs in nowhere else: renewing one's own address does not end this one."""
        account = self._account("Carole Calendrier", "calendrier@monde.example", Role.TRAINER, OWN)
        token = Tokens(SECRETS["collectif.secret"], "calendar").new()
        self._session.add(PersonalCalendar(account_id=account.id, token_hash=token_hash(token)))
        self._set("personal_calendar", token=token)

    def _documents(self) -> None:
        folder = Folder(name="Comptes rendus", sort_name="comptes rendus")
        content = StoredContent(sha256=DOCUMENT.sha256, name=DOCUMENT.name, size=DOCUMENT.size, key=DOCUMENT.key)
        self._session.add_all([folder, content])
        own = self._document("Citrine", "organisation", content)
        removed = self._document("Citrine retirée", "organisation", content)
        removed.removed_at, removed.removal_reason = datetime(2026, 1, 6, 9, tzinfo=UTC), "Une erreur."
        public = self._document("Plaquette", "public", content)
        self._session.flush()
        self._set(folder=folder.public_id, number="1")
        for route in ("", "_file", "_version", "_replace", "_edit", "_remove", "_untie"):
            self._set(f"intranet_document{route}", public_id=own.public_id)
        self._set("intranet_document_restore", public_id=removed.public_id)
        for route in ("document", "document_file", "api_document"):
            self._set(route, public_id=public.public_id)

    def _news(self) -> None:
        item = NewsItem(
            title="Opale", sort_title="opale", body="Un café, jeudi.", publish_at=datetime(2026, 1, 5, 9, tzinfo=UTC),
            organisation=self._place(OWN), created_by=self._accounts["referent"],
        )  # fmt: skip
        self._session.add(item)
        self._session.flush()
        for route in ("news_item", "news_edit", "news_withdraw"):
            self._set(route, public_id=item.public_id)

    def _document(self, title: str, audience: str, content: StoredContent) -> Document:
        at = datetime(2026, 1, 5, 9, tzinfo=UTC)
        document = Document(
            title=title, sort_title=sort_key(title), audience=audience, organisation=self._place(OWN),
            created_by=self._accounts["referent"], published_at=at if audience == "public" else None,
        )  # fmt: skip
        document.versions = [DocumentVersion(
            number=1, content=content, filename="citrine.txt", kind="txt", size=DOCUMENT.size, note="Citrine aussi.",
            author=self._accounts["referent"],
        )]  # fmt: skip
        self._session.add(document)
        return document

    def _organisation(self) -> None:
        organisation = self._place(OWN)
        assert organisation
        organisation.logo, organisation.logo_image = "/logos/apf77-0000.png", PIXEL
        seat = Representative(full_name="Rosa Representante", seat="titular", starts_on=date(2024, 1, 1))
        organisation.representatives.append(seat)
        self._session.flush()
        self._set(
            slug=OWN, representative=seat.public_id, report="annuel", mail=MAIL, name=OWN, subpath="css/collectif.css",
        )  # fmt: skip
        self._set("logo", name="apf77-0000.png")
        brought = Extensions(Options(active=(OWN,))).logo_of(OWN)
        self._set("extension_logo", name=brought.rpartition("/")[2])
        # An association that has an extension stays; these two have none.
        self._set("organisation_merge", slug="poidatz", target="aede")


def build_world(templates: Templates, name: str) -> World:
    """Make the database template ``name``. :returns: what is in it."""
    world = World()

    def fill(session: Session) -> None:
        load_founding_data(session)
        Builder(session, world).build()

    build_template(templates, name, fill)
    return world


def write_document(folder: Path) -> None:
    """The one content that every document of the world has."""
    FolderStorage(folder).put(DOCUMENT.name, seal(io.BytesIO(DOCUMENT_TEXT), DOCUMENT.sha256, DOCUMENT.key))
    write_picture(folder)


def write_mail(folder: Path) -> None:
    """The one mail that development kept."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ("From: a@monde.example", "To: b@monde.example", "Subject: Ambre", "Content-Type: text/plain", "", "Ambre.")
    (folder / f"{MAIL}.eml").write_text("\n".join(lines))
