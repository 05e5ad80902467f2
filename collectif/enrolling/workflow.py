"""The life of an event and of a place in it (domain, §4), as every room that has places tells them.

« Complète » and « inscriptions closes » are what an open event looks like once its places are all taken or its last
day to enrol is over: nobody moves it there, and a place that is freed brings it back.
"""

from __future__ import annotations

from datetime import date

from ..seats import ACTS
from ..security.permissions import Permission as P
from ..text import today
from ..workflow import Status, Transition, Workflow

PLANNED, OPEN, HELD, CANCELLED = "planned", "open", "held", "cancelled"
FULL = Status("full", "Complète", "warning", "stop")
CLOSED = Status("closed", "Inscriptions closes", "neutral", "stop")


def event_life(name: str, one: str, tag: str, plan: P, hold: P | None = None) -> Workflow:
    """The life of an event.

    :param one: what people call it; :param tag: how the journal names the room.
    :param plan: permission of whoever organises; :param hold: of whoever says that it took place.
    """
    return Workflow(
        name,
        PLANNED,
        (
            Status(PLANNED, "Prévue", "neutral", "clock"),
            Status(OPEN, "Ouverte", "success", "check"),
            Status(HELD, "Tenue", "info", "check", final=True),
            Status(CANCELLED, "Annulée", "error", "stop", final=True),
        ),
        (
            Transition("open", "Ouvrir les inscriptions", (PLANNED,), OPEN, plan, f"{tag}.opened"),
            Transition("hold", "Déclarer tenue", (OPEN,), HELD, hold or plan, f"{tag}.held"),
            Transition("cancel", f"Annuler la {one}", (PLANNED, OPEN), CANCELLED, plan, f"{tag}.cancelled"),
        ),
    )


def shown_states(life: Workflow) -> dict[str, Status]:
    """An event's states as people read them."""
    return {**life.states, FULL.name: FULL, CLOSED.name: CLOSED}


def shown_state(states: dict[str, Status], state: str, free: int, enrol_until: date) -> Status:
    """An event's state as people read it.

    :param free: places that nobody holds and nobody is offered.
    """
    if state != OPEN:
        return states[state]
    if enrol_until < today():
        return CLOSED
    return FULL if free <= 0 else states[OPEN]


def seat_life(
    name: str, one: str, tag: str, plan: P, states: tuple[Status, ...], moves: tuple[Transition, ...]
) -> Workflow:
    """The life of one person's place. What the site does by itself is written under ``plan``.

    :param states: those that follow a place that was held; :param moves: what leads there.
    """

    def act(move: str, label: str, permission: P, done: str) -> Transition:
        sources, target = ACTS[move]
        return Transition(move, label, sources, target, permission, f"{tag}.{done}")

    return Workflow(
        name,
        "waiting",
        (
            Status("waiting", "En attente", "info", "clock"),
            Status("offered", "Place proposée", "warning", "send"),
            Status("held", "Place confirmée", "success", "check"),
            Status("left", "Place laissée", "neutral", "cross", final=True),
            Status("lapsed", "Sans suite", "neutral", "cross", final=True),
            Status("cancelled", f"{one.capitalize()} annulée", "error", "stop", final=True),
            *states,
        ),
        (
            act("take", "Obtenir une place libre", P.ENROL_SELF, "enrolled"),
            act("offer", "Proposer la place qui se libère", plan, "offered"),
            act("accept", "Prendre la place", P.ENROL_SELF, "accepted"),
            act("leave", "Laisser la place", P.ENROL_SELF, "left"),
            act("lapse", "Laisser passer le délai", plan, "lapsed"),
            act("cancel", f"Annuler avec la {one}", plan, "cancelled"),
            *moves,
        ),
    )
