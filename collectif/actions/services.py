"""Rules of the room: who may write, move and publish an action, and what each step leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..db import now
from ..errors import DomainError, NotAllowed
from ..journal import Recorder
from ..organisations.models import Organisation
from ..security.identity import Identity
from ..security.permissions import Permission
from ..text import long_date, slugify, sort_key, today
from ..workflow import Transition
from .closing import write_report
from .models import Action, ActionStep
from .vocabulary import FIELDS, NEEDED
from .workflow import EDITABLE_STATES, WORKFLOW

TEXTS = ("title", "kind", "axis", "summary", "plain_summary", "description", "audience", "commune_code",
         "starts_on", "ends_on")  # fmt: skip
AUTHORING = ("create", "edit", "propose")
OWN_WORDS = "Vous avez écrit ou proposé cette action : une autre personne enregistre la validation du collectif."
OWN_ACTION = "Votre organisation propose cette action : elle ne la valide pas seule. Mettez-la au vote du collectif."
NOT_YOURS = "Cette action est celle d'une autre organisation : vous pouvez la lire, pas la modifier."
NO_LONGER_EDITABLE = "Le collectif a tranché : cette action ne se modifie plus."
EDITED_MEANWHILE = (
    "Une autre personne a modifié cette action pendant que vous l'aviez sous les yeux. Rien de ce que vous avez écrit "
    "n'est perdu : relisez, puis envoyez à nouveau pour confirmer."
)


class EditedMeanwhile(DomainError):
    """The action is no longer the one that was read; what was typed must be confirmed on top of the new version."""

    def __init__(self) -> None:
        super().__init__(EDITED_MEANWHILE)


class ActionService:
    """Writes and moves actions in the name of ``identity``. Never commits."""

    def __init__(self, session: Session, journal: Recorder, identity: Identity):
        self._session = session
        self._journal = journal
        self._identity = identity
        self._effects: dict[str, Callable[[Action, Mapping[str, Any]], None]] = {
            "propose": self._propose,
            "validate": self._record_decision,
            "publish": self._give_address,
            "review": self._tell_results,
            "withdraw": self._say_why,
        }

    def create(self, data: Mapping[str, Any]) -> Action:
        """Keep an idea for one of the person's own organisations.

        :param data: what :class:`~collectif.actions.schemas.NewActionSchema` gives.
        :raises NotAllowed: the person holds no mandate to propose for that organisation.
        """
        action = Action(proposing_organisation=self._acting_organisation(data.get("organisation")))
        action.proposed_by_id = self._identity.account_id
        self._write(action, data)
        self._session.add(action)
        self._keep(action, "create")
        self._record("actions.create", action)
        return action

    def edit(self, action: Action, data: Mapping[str, Any]) -> None:
        """Change what an action says, until the collective has decided.

        :raises NotAllowed: another organisation's action, or a decided one.
        :raises EditedMeanwhile: ``data["version"]`` is not the present one.
        """
        self.check_editable(action)
        self._same_version(action, data)
        changed = self._write(action, data)
        if changed:
            action.updated_at = now()
            self._keep(action, "edit", ", ".join(FIELDS[name] for name in changed))
            self._record("actions.edit", action)

    def act(self, action: Action, name: str, data: Mapping[str, Any]) -> Transition:
        """Make one move of the workflow.

        :param data: what the move's form gives (see :mod:`~collectif.actions.moves`).
        :raises NotAllowed: not this person's move; :raises DomainError: not possible now, or something is missing.
        """
        self.check(action, name)
        self._same_version(action, data)
        self._record(WORKFLOW.transitions[name].journal_tag, action)
        if name in self._effects:
            self._effects[name](action, data)
        move = WORKFLOW.move(action, name)
        self._keep(action, name, data.get("comment", ""))
        return move

    def check(self, action: Action, name: str) -> None:
        """Whether this person may make this move now.

        :raises NotAllowed: they may not; :raises DomainError: nobody may, from the present state.
        """
        move = WORKFLOW.transitions[name]
        if not self._holds(move.permission, action):
            raise NotAllowed(NOT_YOURS)
        if action.state not in move.sources:
            raise DomainError("Ce n'est plus possible : l'action a changé d'état. Rouvrez sa page.")
        if name == "validate" and self._identity.account_id in authors(action):
            raise NotAllowed(OWN_WORDS)
        if name == "validate" and self._speaks_for(action.proposing_organisation_id):
            raise NotAllowed(OWN_ACTION)

    def check_editable(self, action: Action) -> None:
        """:raises NotAllowed: this person may not edit this action, or nobody may any more."""
        if not self._holds(Permission.EDIT_ACTION, action):
            raise NotAllowed(NOT_YOURS)
        if action.state not in EDITABLE_STATES:
            raise NotAllowed(NO_LONGER_EDITABLE)

    def _holds(self, permission: Permission, action: Action) -> bool:
        places = self._identity.organisations_for(permission)
        return places is None or action.proposing_organisation_id in places

    def _speaks_for(self, organisation_id: int) -> bool:
        """Whether this person would note a decision in the name of the organisation that proposes (rule 13)."""
        return organisation_id in self._identity.own_organisations(Permission.VALIDATE_ACTION)

    def _acting_organisation(self, slug: str | None) -> Organisation:
        own = self._identity.organisations_for(Permission.PROPOSE_ACTION) or frozenset()
        statement = select(Organisation).where(Organisation.id.in_(own))
        found = self._session.scalars(statement.where(Organisation.slug == slug) if slug else statement).all()
        if len(found) != 1:
            raise NotAllowed("Vous ne pouvez pas proposer d'action pour cette organisation.")
        return found[0]

    def _write(self, action: Action, data: Mapping[str, Any]) -> list[str]:
        """Put ``data`` in ``action``. :returns: the names of what changed."""
        self._check_dates(data)
        changed = [name for name in TEXTS if getattr(action, name) != data[name]]
        for name in changed:
            setattr(action, name, data[name])
        action.sort_title = sort_key(action.title)
        return changed + self._write_partners(action, data["partners"])

    def _write_partners(self, action: Action, slugs: Iterable[str]) -> list[str]:
        wanted = select(Organisation).where(
            Organisation.slug.in_(slugs), Organisation.id != action.proposing_organisation.id
        )
        partners = self._session.scalars(wanted).all()
        if {row.id for row in partners} == {row.id for row in action.organisations}:
            return []
        action.organisations = list(partners)
        return ["partners"]

    def _check_dates(self, data: Mapping[str, Any]) -> None:
        starts_on, ends_on = data["starts_on"], data["ends_on"]
        if ends_on and not starts_on:
            raise DomainError("Donnez aussi le premier jour.", "starts_on")
        if ends_on and ends_on < starts_on:
            raise DomainError(f"Le dernier jour vient après le premier : {long_date(starts_on)}.", "ends_on")

    def _same_version(self, action: Action, data: Mapping[str, Any]) -> None:
        if data["version"] != action.version:
            raise EditedMeanwhile

    def _propose(self, action: Action, data: Mapping[str, Any]) -> None:
        lacking = missing(action)
        if lacking:
            raise DomainError("Il manque " + ", ".join(lacking) + ". Modifiez l'action, puis proposez-la.")
        action.proposed_by_id = self._identity.account_id

    def _record_decision(self, action: Action, data: Mapping[str, Any]) -> None:
        if data["decided_on"] > today():
            raise DomainError("Cette date n'est pas encore passée. Donnez le jour de la décision.", "decided_on")
        action.validated_by_id = self._identity.account_id
        action.decided_on = data["decided_on"]
        action.decision_reference = data["decision_reference"]

    def _give_address(self, action: Action, data: Mapping[str, Any]) -> None:
        """The first publication gives the public address, for ever."""
        action.published_at = now()
        action.slug = free_slug(self._session, action)

    def _tell_results(self, action: Action, data: Mapping[str, Any]) -> None:
        write_report(action, data)

    def _say_why(self, action: Action, data: Mapping[str, Any]) -> None:
        action.withdrawal_reason = data["withdrawal_reason"]

    def _keep(self, action: Action, name: str, comment: str = "") -> None:
        action.steps.append(ActionStep(name=name, at=now(), account_id=self._identity.account_id, comment=comment))
        self._session.flush()

    def _record(self, act: str, action: Action) -> None:
        """Acts wait here for one another, at the journal: two publications cannot find the same address free."""
        self._journal.record(act, action, organisation=action.proposing_organisation.slug)


def authors(action: Action) -> set[int | None]:
    """Everyone whose words the action carries: whoever proposes cannot validate (rule 13)."""
    return {action.proposed_by_id} | {step.account_id for step in action.steps if step.name in AUTHORING}


def missing(action: Action) -> list[str]:
    """What the action must still say before it can be proposed."""
    return [FIELDS[name] for name in NEEDED if not getattr(action, name)]


RESERVED_SLUGS = {"fragment"}
"""Words that are addresses of their own under ``/actions/``."""


def free_slug(session: Session, action: Action) -> str:
    """A public address nobody has: the title's words, then the year, then the action's own identifier."""
    title = slugify(action.title)
    candidates = [title, f"{title}-{action.starts_on.year}"] if action.starts_on else [title]
    taken = RESERVED_SLUGS | set(session.scalars(select(Action.slug).where(Action.slug.in_(candidates))))
    return next((slug for slug in candidates if slug not in taken), f"{title}-{action.public_id}")
