"""What an association attests when it becomes someone's sponsor: the form and its answer (domain §6, Parrainage)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import colander
from deform import widget
from pyramid.request import Request
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Account, Mandate
from ..accounts.queries import in_force
from ..contributions import SponsorshipCondition
from ..errors import DomainError
from ..extension import UNAVAILABLE, Extensions
from ..fields import at_most, likely_day
from ..security.permissions import Role
from ..text import today
from .commitments import COMMITMENTS
from .schemas import not_after_today

LONGEST_EXPLANATION = 600
SPONSORS = (Role.STRUCTURE_REFERENT, Role.COLLECTIVE_MEMBER)
YES_NO = (("oui", "Oui"), ("non", "Non"))
NO_SPONSORSHIP = "Avec « non », l'association ne peut pas parrainer cette personne aujourd'hui."
EXPLAIN = "Il manque un engagement : écrivez comment vous ferez sans lui."
EVERY_CONDITION = "Votre association demande de les attester toutes. Sinon, elle ne peut pas parrainer."
SAME_PERSON = "Choisissez une autre personne pour remplacer, ou laissez vide."


class Place(Protocol):
    """An association: :class:`collectif.organisations.models.Organisation` or a row of it."""

    id: Any
    slug: Any
    short_name: Any


@dataclass(frozen=True)
class Attestation:
    """What was answered. ``referent_id`` and ``substitute_id`` are accounts; ``conditions`` the names attested."""

    met_on: date
    attests_experience: bool
    attests_path: bool
    commitments: frozenset[str]
    employer: bool
    referent_id: int | None
    substitute_id: int | None = None
    conditions: frozenset[str] = frozenset()
    explanation: str = ""


class Conditions:
    """The conditions an association adds, asked of its plugin."""

    def __init__(self, extensions: Extensions):
        self._extensions = extensions

    def of(self, slug: str) -> Sequence[SponsorshipCondition]:
        """Nothing for an association that says nothing.

        :raises DomainError: its plugin is out of order; attesting waits, so that no condition is forgotten.
        """
        answer = self._extensions.ask("collectif_sponsorship_conditions", association=slug)
        if answer.unavailable:
            raise DomainError(f"{UNAVAILABLE} : un parrainage ne peut pas être attesté. Réessayez plus tard.")
        return [condition for _, condition in answer.items]


def people_of(session: Session, organisation_id: int) -> Sequence[Any]:
    """``(id, public_id, display_name)`` of who may follow a peer in this association, by name."""
    statement = (
        select(Account.id, Account.public_id, Account.display_name, Account.sort_name)
        .join(Mandate, Mandate.account_id == Account.id)
        .where(Mandate.organisation_id == organisation_id, Mandate.role.in_(SPONSORS), in_force(today()))
        .where(Account.closed_at.is_(None))
        .order_by(Account.sort_name, Account.id)
        .distinct()
    )
    return [row[:3] for row in session.execute(statement)]


def attestation_schema(organisation: Place) -> colander.SchemaNode:
    """The form of a sponsorship by this association; it must be bound to the request (``create_form`` does).

    Its answers become an :class:`Attestation` with :func:`read_attestation`.
    """
    schema = colander.SchemaNode(
        colander.Mapping(),
        colander.SchemaNode(
            colander.Date(), name="met_on", title="Rencontre avec la personne, le", widget=widget.DatePartsWidget(),
            validator=colander.All(likely_day, not_after_today),
        ),
        _yes("attests_path", "La personne est, ou a été, en situation de handicap, et peut s'appuyer sur son parcours"),
        _yes("attests_experience", "Elle a une expérience d'accompagnement de pairs"),
        colander.SchemaNode(
            colander.Set(), name="commitments", title=f"Ce que {organisation.short_name} s'engage à faire",
            validator=colander.ContainsOnly(list(COMMITMENTS)), missing=frozenset(),
            widget=widget.CheckboxChoiceWidget(
                values=list(COMMITMENTS.items()), mention="(tous, ou une explication dessous)"
            ),
        ),
        colander.SchemaNode(
            colander.String(), name="explanation", title="Si un engagement manque, comment ferez-vous ?", missing="",
            validator=at_most(LONGEST_EXPLANATION), widget=widget.TextAreaWidget(rows=3),
        ),
        _person("referent", "Qui suit cette personne dans l'association", organisation),
        _person("substitute", "Qui remplace en cas d'absence", organisation, missing=""),
        colander.SchemaNode(
            colander.Boolean(), name="employer", title="L'association est aussi l'employeur de cette personne",
            missing=False, widget=widget.CheckboxWidget(),
        ),
        validator=_check_whole, after_bind=lambda node, kw: _add_conditions(node, kw["request"], organisation),
    )  # fmt: skip
    return schema


def _yes(name: str, title: str) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(), name=name, title=title, widget=widget.RadioChoiceWidget(values=YES_NO, inline=True),
        validator=colander.All(colander.OneOf(["oui", "non"]), _must_be_yes),
    )  # fmt: skip


def _must_be_yes(node: colander.SchemaNode, value: str) -> None:
    if value != "oui":
        raise colander.Invalid(node, NO_SPONSORSHIP)


def _person(name: str, title: str, organisation: Place, **kw: Any) -> colander.SchemaNode:
    def choices(request: Request) -> list[tuple[str, str]]:
        return [(public_id, shown) for _, public_id, shown in people_of(request.db, organisation.id)]

    return colander.SchemaNode(
        colander.String(), name=name, title=title,
        widget=colander.deferred(
            lambda node, kw: widget.SelectWidget(values=[("", "Choisissez"), *choices(kw["request"])])
        ),
        validator=colander.deferred(
            lambda node, kw: colander.OneOf([value for value, _ in choices(kw["request"])])
        ), **kw,
    )  # fmt: skip


def _add_conditions(schema: colander.SchemaNode, request: Request, organisation: Place) -> None:
    conditions = Conditions(request.extensions).of(organisation.slug)
    if not conditions:
        return
    values = [(one.name, f"{one.statement} {one.description}".strip()) for one in conditions]
    node = colander.SchemaNode(
        colander.Set(), name="conditions", title=f"Ce que {organisation.short_name} demande en plus",
        missing=frozenset(), widget=widget.CheckboxChoiceWidget(values=values, mention="(toutes sont nécessaires)"),
        validator=colander.ContainsOnly([name for name, _ in values]), insert_before="commitments",
    )  # fmt: skip
    node.every = frozenset(name for name, _ in values)
    schema.add_before("commitments", node)


def _check_whole(schema: colander.SchemaNode, answers: Mapping[str, Any]) -> None:
    problem = colander.Invalid(schema)
    if set(answers["commitments"]) != set(COMMITMENTS) and not answers["explanation"].strip():
        problem["explanation"] = EXPLAIN
    if answers["substitute"] and answers["substitute"] == answers["referent"]:
        problem["substitute"] = SAME_PERSON
    if "conditions" in schema and set(answers["conditions"]) != schema["conditions"].every:
        problem["conditions"] = EVERY_CONDITION
    if problem.children:
        raise problem


def read_attestation(session: Session, organisation_id: int, answers: Mapping[str, Any]) -> Attestation:
    """What the answers of :func:`attestation_schema` say."""
    ids = {public_id: account_id for account_id, public_id, _ in people_of(session, organisation_id)}
    return Attestation(
        met_on=answers["met_on"], attests_experience=answers["attests_experience"] == "oui",
        attests_path=answers["attests_path"] == "oui", commitments=frozenset(answers["commitments"]),
        employer=answers["employer"], referent_id=ids.get(answers["referent"]),
        substitute_id=ids.get(answers["substitute"]), conditions=frozenset(answers.get("conditions", ())),
        explanation=answers["explanation"].strip(),
    )  # fmt: skip
