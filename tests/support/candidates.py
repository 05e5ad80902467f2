"""Applications of the small world: one in each state for those who answer, some known by their link only."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from collectif.applications.links import ApplicationLinks
from collectif.applications.models import Application, ApplicationMessage, ApplicationStep
from collectif.applications.workflow import WORKFLOW, turn_of
from collectif.organisations.models import Organisation
from collectif.text import sort_key

from .secrets import SECRETS

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
ANSWERS: dict[str, Any] = {
    "phone": "06 39 98 00 00", "commune_code": "77288", "families": "motor,psychic", "engagement": "volunteer",
    "lived_experience": "Je vis avec une douleur qui va et vient.", "own_path": "J'ai appris à demander de l'aide.",
    "peer_experience": "J'anime un café.", "motivation": "Rendre ce que j'ai reçu.", "availability": "Le mardi.",
    "modes": "phone,presence", "sectors": "melun", "mobility": "En bus.", "adjustments": "Gros caractères.",
    "placed": True,
}  # fmt: skip


def application(session: Session, organisation: Organisation | None, state: str, **values: Any) -> Application:
    """One application in ``state``, its answers given, with a message and a step once it is sent."""
    refusal = {"refusal_code": "no_room"} if state == "refused" else {}
    told = {
        **ANSWERS,
        **refusal,
        "given_name": "Andréa",
        "family_name": "Candidat",
        "last_action_at": datetime.now(UTC),
        **values,
    }
    sent = None if state == "draft" else AT
    made = Application(
        state=state, organisation=organisation, submitted_at=sent, informed_at=sent, **told,
    )  # fmt: skip
    made.sort_name = sort_key(made.family_name, made.given_name)
    if sent:
        made.steps = [ApplicationStep(name="submit", at=AT, actor="candidate")]
        made.messages = [ApplicationMessage(author="candidate", at=AT, words="Bonjour.")]
    session.add(made)
    session.flush()
    made.turn = turn_of(state, made.organisation_id)
    session.flush()
    return made


def link(session: Session, made: Application) -> str:
    """The token of a link to this application."""
    return ApplicationLinks(session, SECRETS["collectif.secret"]).issue(made)


def world_values(session: Session, organisation: Organisation) -> dict[str, dict[str, str]]:
    """Applications for the addresses of the world: route → values."""
    files = {
        state: application(session, organisation, state, family_name="Hyacinthe", email="hyacinthe@monde.example")
        for state in WORKFLOW.states
        if state != "draft"
    }
    typed_in = application(session, organisation, "submitted", family_name="Hyacinthe Papier", typed_in=True)
    known = {
        state: link(session, application(session, organisation, state)) for state in ("draft", "submitted", "refused")
    }
    values = {f"candidacy_{name}": {"token": known["submitted"]} for name in ("follow", "withdraw", "copy")}
    values |= {f"candidacy_{name}": {"token": known["draft"], "step": "vecu"} for name in ("step", "review")}
    values["candidacy_again"] = {"token": known["refused"]}
    values |= {
        f"application_{move.name}": {"public_id": files[move.sources[0]].public_id}
        for move in WORKFLOW.transitions.values()
        if move.sources[0] != "draft"
    }
    values |= {f"application_{name}": {"public_id": files["submitted"].public_id} for name in ("file", "print")}
    return values | {"application_edit": {"public_id": typed_in.public_id}}
