"""A hundred and fifty peers over the eleven associations, with what each association keeps about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..accounts.models import Account
from ..organisations.models import Organisation
from ..peers.models import Peer, PeerFamily, Sponsorship
from ..peers.own_fields import OwnFields, write_details
from ..security.permissions import Role
from ..text import sort_key
from .accounts import DEMO_ACCOUNTS
from .draw import Draw, Name, email_of
from .people import People

STATES = {"active": 92, "preparing": 21, "paused": 18, "suspended": 5, "ended": 13}
# Where peers live: sectors by their share, then their largest communes.
SECTORS = {"melun": 8, "meaux": 7, "torcy": 7, "fontainebleau": 4, "provins": 3}
COMMUNES_A_SECTOR = 24
PEER_ACCOUNTS = 11
UNANSWERED = 0.12
# Main association, and the one that sponsors the same person beside it.
TWICE = (
    ("voirensemble", "apf77"), ("ugecamidf", "apf77"), ("apajh", "apf77"), ("unafam77", "amisatelier"),
    ("aede", "amisatelier"), ("poidatz", "apajh"), ("germenoy", "adapei77"), ("adapei77", "apajh"),
    ("villebouvet", "aede"), ("unafam77", "ugecamidf"),
)  # fmt: skip
# Sponsored by the first; the second has offered to sponsor them too and nobody has answered yet.
OFFERED = (("apajh", "voirensemble"), ("amisatelier", "unafam77"))


@dataclass(frozen=True)
class Roster:
    """What the peers of one association have in common.

    :param families: the disability families they declare, the most frequent first.
    :param employees: the share of employees among them.
    """

    size: int
    families: tuple[str, ...]
    employees: float = 0.0


ROSTERS = {
    "apf77": Roster(28, ("motor", "illness", "brain_injury", "multiple", "visual"), 0.08),
    "apajh": Roster(20, ("intellectual", "psychic", "motor", "hearing", "autism", "visual", "other"), 0.1),
    "adapei77": Roster(18, ("intellectual", "autism", "multiple"), 0.0),
    "amisatelier": Roster(17, ("psychic", "intellectual", "cognitive"), 0.2),
    "unafam77": Roster(14, ("psychic", "cognitive"), 0.0),
    "voirensemble": Roster(12, ("visual", "deafblind", "hearing"), 0.0),
    "ugecamidf": Roster(11, ("motor", "brain_injury", "illness", "psychic"), 0.75),
    "aede": Roster(10, ("intellectual", "psychic", "brain_injury"), 0.1),
    "poidatz": Roster(8, ("motor", "autism", "hearing", "intellectual"), 0.15),
    "germenoy": Roster(7, ("intellectual", "psychic"), 0.0),
    "villebouvet": Roster(5, ("psychic", "cognitive"), 0.2),
}


class Peers:
    """Makes the peers of every association.

    Those who are to be active (``active``) are written in preparation: :mod:`.activation` activates them once the other
    rooms have told how they were trained and signed the charter.

    :param communes: codes by sector, the largest first; :param own: the own fields of an association (slug).
    """

    def __init__(self, draw: Draw, organisations: dict[str, Organisation], communes: dict[str, Sequence[str]],
                 own: Callable[[str], OwnFields]):  # fmt: skip
        self._draw = draw
        self._organisations = organisations
        self._communes = communes
        self._own = own
        self._references = 100
        self.all: list[Peer] = []
        self.active: list[Peer] = []

    def make(self, people: People) -> None:
        """Everyone, then who is sponsored twice, and who signs in."""
        states = self._draw.deck(STATES)
        self._make_known(people)
        for slug, roster in ROSTERS.items():
            for _ in range(roster.size - (1 if slug == "apf77" else 0)):
                self.all.append(self._peer(slug, self._draw.name(), states.pop()))
        self._lose_sponsors()
        for slug, other in TWICE:
            self._sponsor_again(self._next_active(slug), other, "active")
        for slug, other in OFFERED:
            self._sponsor_again(self._next_active(slug), other, "proposed")
        self._open_accounts(people)

    def _make_known(self, people: People) -> None:
        """The peer of the account printed at the start."""
        demo = next(one for one in DEMO_ACCOUNTS if one.role is Role.PEER)
        given, family = demo.display_name.split(" ", 1)
        peer = self._peer("apf77", (given, family), "active")
        account = people.known_account(demo, peer.sponsorships[0].started_on)
        people.others.append(account)
        self._link(people, peer, account)
        self.all.append(peer)

    def _peer(self, slug: str, name: Name, state: str) -> Peer:
        started_on, ended_on = self._dates(state)
        starts = "preparing" if state == "active" else state
        employee = self._draw.random.random() < ROSTERS[slug].employees
        peer = Peer(
            public_id=self._draw.public_id(), given_name=name[0], family_name=name[1],
            sort_name=sort_key(name[1], name[0]), state=starts, engagement="employee" if employee else "volunteer",
            email=email_of(name) if self._draw.random.random() < 0.9 else "",
            phone=self._draw.phone() if self._draw.random.random() < 0.85 else "",
            commune_code=self._commune(), capacity=self._draw.some((1, 2, 3, 4, 5), (1, 3, 8, 2, 4 if employee else 1)),
            created_at=self._draw.instant(started_on), fictional=True,
            last_contact_on=ended_on or max(started_on, self._draw.days_ago(1, 150)),
            families=[PeerFamily(family=family) for family in self._families(ROSTERS[slug])],
        )  # fmt: skip
        self._sponsor(peer, slug, started_on, ended_on)
        if state == "active":
            self.active.append(peer)
        return peer

    def _dates(self, state: str) -> tuple[date, date | None]:
        if state == "preparing":
            return self._draw.days_ago(4, 90), None
        if state == "ended":
            return self._draw.days_ago(240, 1400), self._draw.days_ago(5, 230)
        recent = self._draw.random.random() < 0.45
        return self._draw.days_ago(60, 365) if recent else self._draw.days_ago(366, 1500), None

    def _commune(self) -> str:
        codes = self._communes[self._draw.some(list(SECTORS), list(SECTORS.values()))]
        return self._draw.some(codes, [1 / (rank + 2) for rank in range(len(codes))])

    def _families(self, roster: Roster) -> list[str]:
        weights = [1 / (rank + 1) for rank in range(len(roster.families))]
        count = self._draw.some((1, 2, 3), (14, 4, 1))
        return sorted({self._draw.some(roster.families, weights) for _ in range(count)})

    def _sponsor(self, peer: Peer, slug: str, started_on: date, ended_on: date | None = None,
                 state: str | None = None) -> None:  # fmt: skip
        sponsorship = Sponsorship(
            public_id=self._draw.public_id(), organisation=self._organisations[slug], peer_sort_name=peer.sort_name,
            peer_state=peer.state, state=state or ("ended" if ended_on else "active"), started_on=started_on,
            ended_on=ended_on, external_ref=self._reference(slug),
        )  # fmt: skip
        peer.sponsorships.append(sponsorship)
        own = self._own(slug)
        write_details(sponsorship, own, self._answers(own))

    def _reference(self, slug: str) -> str | None:
        """Only some associations number their members."""
        if slug not in ("apf77", "apajh", "unafam77"):
            return None
        self._references += self._draw.random.randint(1, 9)
        return f"77-{self._references:05d}"

    def _answers(self, own: OwnFields) -> dict[str, object]:
        """Answers to the association's own fields, some left unanswered as people do."""
        stored = {}
        for field in own.fields:
            choices = [value for value, _ in field.choices] or list(getattr(field.node, "examples", ()))
            if choices and (field.node.required or self._draw.random.random() > UNANSWERED):
                stored[field.name] = self._several(choices) if field.several else self._draw.some(choices)
        return own.deserialise(stored)

    def _several(self, choices: Sequence[str]) -> list[str]:
        return sorted({self._draw.some(choices) for _ in range(self._draw.some((1, 2, 3), (4, 4, 1)))})

    def _lose_sponsors(self) -> None:
        """Two peers whose association stopped: paused, looking for another sponsor (domain rule 2)."""
        for peer in [one for one in self.all if one.state == "paused"][:2]:
            sponsorship = peer.sponsorships[0]
            sponsorship.state = "ended"
            sponsorship.ended_on = max(sponsorship.started_on, self._draw.days_ago(10, 40))

    def _next_active(self, slug: str) -> Peer:
        organisation = self._organisations[slug]
        return next(
            peer
            for peer in self.active
            if len(peer.sponsorships) == 1 and peer.account is None
            and peer.sponsorships[0].organisation is organisation
        )  # fmt: skip

    def _sponsor_again(self, peer: Peer, slug: str, state: str) -> None:
        first = peer.sponsorships[0].started_on
        second = min(first + timedelta(days=self._draw.random.randint(20, 200)), self._draw.today - timedelta(days=3))
        self._sponsor(peer, slug, second, state=state)

    def _open_accounts(self, people: People) -> None:
        """Some peers sign in: spread over the associations, active or paused."""
        here = {id(one) for one in self.active}
        able = [one for one in self.all if id(one) in here or one.state == "paused"]
        able = [one for one in able if one.email and one.account is None]
        for peer in able[:: len(able) // PEER_ACCOUNTS][:PEER_ACCOUNTS]:
            name = (peer.given_name, peer.family_name)
            self._link(people, peer, people.new_account(name, peer.sponsorships[0].started_on))

    def _link(self, people: People, peer: Peer, account: Account) -> None:
        peer.account, peer.email = account, account.email
        for one in peer.sponsorships:
            if one.state != "proposed":
                people.give(account, Role.PEER, one.organisation.slug, one.started_on, one.ended_on)
