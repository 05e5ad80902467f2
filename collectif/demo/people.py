"""The members of the collective: eighty people over seventeen organisations, who sits for whom, and who was there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ..accounts.models import Account, Mandate
from ..organisations.models import Organisation, Representative
from ..security.permissions import Role
from ..text import sort_key
from .accounts import DEMO_ACCOUNTS, DemoAccount
from .draw import Draw, Name, at, email_of
from .words import DUTIES

MEMBER, REFERENT, COORDINATOR = Role.COLLECTIVE_MEMBER, Role.STRUCTURE_REFERENT, Role.COORDINATOR
MEMBER_ROLES = (MEMBER, REFERENT, COORDINATOR)
# How many people each organisation has in the collective, and how many of them are referents: eighty in all.
PLACES = {
    "apf77": (7, 2), "apajh": (6, 2), "adapei77": (6, 2), "amisatelier": (6, 2), "unafam77": (5, 2), "germenoy": (4, 1),
    "villebouvet": (3, 1), "voirensemble": (4, 1), "ugecamidf": (4, 1), "poidatz": (4, 1), "aede": (4, 1),
    "mdph77": (8, 1), "autonomie77": (6, 1), "croixrouge": (4, 1), "dsden77": (3, 1), "caf77": (3, 1),
    "dtars77": (3, 1),
}  # fmt: skip
COORDINATORS = 3
# Whose mandate ends soon (the last person of these organisations), and in how many days.
ENDING_SOON = {"apf77": 19, "adapei77": 11, "croixrouge": 27, "mdph77": 24}
FORMER = ("germenoy", "ugecamidf", "autonomie77", "apajh", "caf77")
INVITED = ("poidatz", "dsden77", "voirensemble")


@dataclass(frozen=True)
class Person:
    """Someone of the collective: account, organisation and main role."""

    account: Account
    organisation: Organisation
    role: Role
    since: date


class People:
    """Makes accounts, mandates and representatives. ``members`` are those of today, in order."""

    def __init__(self, draw: Draw, organisations: Mapping[str, Organisation], digest: str):
        self._draw = draw
        self._organisations = organisations
        self._digest = digest
        self.members: list[Person] = []
        self.others: list[Account] = []
        self.representatives: list[Representative] = []
        self._titulars_before: dict[str, Name] = {}

    @property
    def accounts(self) -> list[Account]:
        return [*(person.account for person in self.members), *self.others]

    def of(self, slug: str, *roles: Role) -> list[Person]:
        """Today's members of one organisation, those with one of ``roles`` only when some are given."""
        return [one for one in self.members if one.organisation.slug == slug and (not roles or one.role in roles)]

    def make(self) -> None:
        """Everyone but the peers."""
        for slug, (size, referents) in PLACES.items():
            self._make_place(slug, size, referents)
        self._make_others()
        self._vary()
        for slug in PLACES:
            self._seat(slug)

    def _make_place(self, slug: str, size: int, referents: int) -> None:
        coordinators = COORDINATORS if slug == "mdph77" else 0
        roles = [COORDINATOR] * coordinators + [REFERENT] * referents
        roles += [MEMBER] * (size - len(roles))
        known = [one for one in DEMO_ACCOUNTS if one.organisation == slug and one.role in MEMBER_ROLES]
        for role in roles:
            one = next((demo for demo in known if demo.role is role), None)
            if one is not None:
                known.remove(one)
            self.members.append(self._member(slug, role, one))

    def _member(self, slug: str, role: Role, demo: DemoAccount | None) -> Person:
        """Coordinators, referents and the accounts of roles have been there long enough for the whole year's acts."""
        long = demo is not None or role is not MEMBER
        since = self._draw.days_ago(600, 1500) if long else self._draw.days_ago(120, 1500)
        account = self.known_account(demo, since) if demo else self._account(since)
        self.give(account, role, slug, since)
        return Person(account, self._organisations[slug], role, since)

    def known_account(self, demo: DemoAccount, since: date) -> Account:
        """One of the accounts printed at the start."""
        return self._new(demo.display_name, demo.email, since)

    def _account(self, since: date) -> Account:
        name = self._draw.name()
        return self._new(" ".join(name), email_of(name), since)

    def _new(self, display_name: str, email: str, since: date) -> Account:
        return Account(
            public_id=self._draw.public_id(), email=email, display_name=display_name, sort_name=sort_key(display_name),
            password_hash=self._digest, created_at=self._draw.instant(since), fictional=True,
            last_sign_in_at=self._draw.instant(self._draw.days_ago(1, 60)),
        )  # fmt: skip

    def new_account(self, name: Name, since: date) -> Account:
        """An account for someone who has another part in the year (a peer)."""
        account = self._new(" ".join(name), email_of(name), since)
        self.others.append(account)
        return account

    def give(
        self, account: Account, role: Role, slug: str | None, starts_on: date, ends_on: date | None = None
    ) -> None:
        """A mandate, as :class:`~collectif.accounts.mandates.Mandates` would give it, on any day."""
        organisation = self._organisations[slug] if slug else None
        account.mandates.append(
            Mandate(public_id=self._draw.public_id(), role=role, organisation=organisation,
                    starts_on=starts_on, ends_on=ends_on)
        )  # fmt: skip

    def _make_others(self) -> None:
        """Trainer and technical roles, those who left, and those who are about to arrive."""
        for demo in DEMO_ACCOUNTS:
            if demo.role not in (*MEMBER_ROLES, Role.PEER):
                account = self.known_account(demo, self._draw.days_ago(400, 900))
                self.give(account, demo.role, demo.organisation, account.created_at.date())
                self.others.append(account)
        for rank, slug in enumerate(FORMER):
            self._leave(slug, closed=rank % 2 == 0)
        newcomer = self._account(self._draw.today)
        newcomer.password_hash = newcomer.last_sign_in_at = None
        self.give(newcomer, MEMBER, "aede", self._draw.today + timedelta(days=10))
        self.others.append(newcomer)

    def _leave(self, slug: str, *, closed: bool) -> None:
        since, until = self._draw.days_ago(900, 1600), self._draw.days_ago(40, 300)
        name = self._draw.name()
        account = self.new_account(name, since)
        account.last_sign_in_at = self._draw.instant(until)
        account.closed_at = at(until + timedelta(days=5), 10) if closed else None
        self.give(account, MEMBER, slug, since, until)
        self._titulars_before[slug] = name

    def _vary(self) -> None:
        """Several roles for some, an earlier mandate for others, ends that come soon, invitations not yet answered."""
        for slug, days in ENDING_SOON.items():
            mandate = self.of(slug, MEMBER)[-1].account.mandates[0]
            mandate.ends_on = self._draw.today + timedelta(days=days)
        for slug in INVITED:
            account = self.of(slug, MEMBER)[-1].account
            account.password_hash = account.last_sign_in_at = None
        for slug, role in (("mdph77", COORDINATOR), ("apajh", REFERENT), ("amisatelier", REFERENT)):
            self._also(self.of(slug, role)[-1], Role.TRAINER, "mdph77")
        for slug, other in (("croixrouge", "apf77"), ("autonomie77", "mdph77"), ("apajh", "voirensemble")):
            self._also(self.of(slug, MEMBER)[0], MEMBER, other)
        for slug in ("adapei77", "germenoy", "poidatz", "villebouvet"):
            self._also(self.of(slug, REFERENT)[-1], MEMBER, slug)
        for person in [one for one in self.members if one.role is REFERENT][1::3]:
            before = person.since - timedelta(days=1)
            self.give(person.account, MEMBER, person.organisation.slug, before - timedelta(days=500), before)

    def _also(self, person: Person, role: Role, slug: str) -> None:
        self.give(person.account, role, slug, max(person.since, self._draw.days_ago(60, 500)))

    def _seat(self, slug: str) -> None:
        """A titular, one or two substitutes, and the titular before them when someone left."""
        people, titular = self.of(slug), self.of(slug)[0]
        since = max(titular.since, self._draw.days_ago(30, 700))
        self._represent(slug, "titular", since, person=titular)
        for person in people[2:4]:
            self._represent(slug, "substitute", max(person.since, since), person=person)
        if name := self._titulars_before.get(slug):
            self._represent(slug, "titular", since - timedelta(days=700), name=name, until=since - timedelta(days=1))

    def _represent(self, slug: str, seat: str, since: date, *, person: Person | None = None, name: Name = ("", ""),
                   until: date | None = None) -> None:  # fmt: skip
        organisation = self._organisations[slug]
        self.representatives.append(
            Representative(
                public_id=self._draw.public_id(), organisation=organisation, seat=seat, starts_on=since, ends_on=until,
                account=person.account if person else None,
                full_name=person.account.display_name if person else " ".join(name),
                duty=self._draw.some(DUTIES[organisation.kind]),
            )
        )  # fmt: skip
