"""What people felt, as numbers: never who, never when, and nothing where few answered (domain, rule 15).

Answers are read once nobody can answer any more: comparing two days would tell what came between them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..text import plural, short_date, today
from .models import ExchangeFace, ExchangeSession, ExchangeWords
from .outcomes import FEEDBACK
from .queries import in_year
from .vocabulary import FACE_WORDS

LEAST = 5
LATER = "Les avis se lisent à partir du {}, quand tout le monde a pu répondre."
TOO_FEW = f"Moins de {LEAST} personnes ont donné leur avis : il reste caché, pour qu'on ne devine pas qui a dit quoi."
Tally = dict[str, int]


@dataclass(frozen=True)
class Feedback:
    """What may be read. ``rows`` and ``words`` are empty while ``why_hidden`` says why."""

    rows: list[tuple[str, str]]
    words: list[str]
    why_hidden: str = ""


def feedback_of(session: Session, event: ExchangeSession) -> Feedback:
    """What those who came to one session felt."""
    read_on = event.starts_on + FEEDBACK + timedelta(days=1)
    if today() < read_on:
        return Feedback([], [], LATER.format(short_date(read_on)))
    tallies = _tallies(session, [event.id])
    total = sum(tallies.get(event.id, {}).values())
    if total < LEAST:
        return Feedback([], [], TOO_FEW)
    asked = select(ExchangeWords.id, ExchangeWords.text).where(ExchangeWords.session_id == event.id)
    return Feedback(rows_of(tallies[event.id]), [text for _, text in session.execute(asked.order_by(ExchangeWords.id))])


def feedback_in(session: Session, year: int, organisation_ids: Collection[int] | None) -> Feedback:
    """The same for all the sessions of a year, those of few answers put together."""
    closed = select(ExchangeSession.id).where(
        *in_year(year, organisation_ids), ExchangeSession.starts_on < today() - FEEDBACK
    )
    added = added_up(_tallies(session, closed).values())
    if not added:
        return Feedback([], [], "Pas encore assez d'avis pour les montrer.")
    return Feedback(rows_of(added), [])


def added_up(tallies: Iterable[Tally]) -> Tally:
    """The sum of what may be added without giving away a session of few answers.

    Those of few answers count only when there are several of them, and enough answers between them: else taking away
    the others, which are shown one by one, would leave one.
    """
    kept = list(tallies)
    few = [one for one in kept if 0 < sum(one.values()) < LEAST]
    shown = [one for one in kept if sum(one.values()) >= LEAST]
    if len(few) > 1 and sum(sum(one.values()) for one in few) >= LEAST:
        shown += few
    return {face: sum(one.get(face, 0) for one in shown) for face in FACE_WORDS} if shown else {}


def rows_of(tally: Tally) -> list[tuple[str, str]]:
    return [(words, plural(tally.get(face, 0), "personne")) for face, words in FACE_WORDS.items()]


def _tallies(session: Session, ids: object) -> dict[int, Tally]:
    """:param ids: what ``in_`` takes."""
    asked = select(ExchangeFace).where(ExchangeFace.session_id.in_(ids))  # type: ignore[arg-type]
    found: dict[int, Tally] = {}
    for one in session.scalars(asked):
        found.setdefault(one.session_id, {})[one.face] = one.count
    return found
