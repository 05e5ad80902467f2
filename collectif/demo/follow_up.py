"""The follow-up of the demonstration's actions: milestones, measures, a closing report, drawings instead of photos."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..actions.follow_models import (
    ActionIndicator,
    ActionMeasure,
    ActionMilestone,
    ActionPhoto,
    ActionPicture,
    ActionReport,
)
from ..actions.following import FOLLOWED_STATES
from ..actions.models import Action
from ..actions.pictures import renditions
from ..actions.workflow import PUBLIC_STATES
from ..library.storage import Storage
from ..text import PARIS
from .draw import Draw
from .library import kept

STEPS = {
    "awareness": ("Choisir la salle", "Écrire l'invitation", "Imprimer les affiches", "Préparer l'accueil"),
    "testimony": ("Trouver les témoins", "Préparer avec chacun", "Prévoir un temps de repos"),
    "professional_training": ("Fixer le programme", "Inviter les équipes", "Préparer les mises en situation",
                              "Recueillir les avis"),
    "departmental_day": ("Réserver la salle", "Trouver les interprètes en LSF", "Ouvrir les inscriptions",
                         "Monter les stands", "Envoyer les remerciements"),
    "group": ("Trouver un lieu accessible", "Prévenir les pairs", "Tenir la première rencontre"),
    "tool": ("Écrire une première version", "Faire relire par des personnes concernées", "Imprimer"),
}  # fmt: skip
FALLING = ("Délai avant une réponse", "jours", "down", "21", "7")
RISING = ("Personnes venues", "personnes", "up", "0", "60")
MEASURED = 4
LEARNED = "Les pauses longues changent tout.\n\nLes personnes sourdes ont pu suivre : deux interprètes se relayaient."
NEXT = "Une rencontre plus courte aura lieu dans le nord du département."
INVENTED = "Image inventée, pour la démonstration."
DRAWINGS = (
    ("Dessin abstrait : trois cercles bleus et orange qui se recoupent.", ("#0a4d5a", "#f4b942", "#8fd8df")),
    ("Dessin abstrait : des bandes vertes et crème, comme un champ vu de loin.", ("#14482a", "#fdf0d3", "#a9e3bd")),
    ("Dessin abstrait : un grand rond rouge au-dessus d'une ligne claire.", ("#8a1024", "#fdeaea", "#c98a94")),
)
SIZE = (1600, 1066)
CREDIT = "Atelier de la démonstration"


class FollowUps:
    """Follows the actions that the collective has validated. Pictures go to ``storage``, as those of real photos do."""

    def __init__(self, session: Session, draw: Draw, storage: Storage):
        self._session = session
        self._draw = draw
        self._storage = storage

    def make(self) -> None:
        found = select(Action).where(Action.state.in_(FOLLOWED_STATES)).order_by(Action.id)
        actions = self._session.scalars(found).all()
        for action in actions:
            self._plan(action)
        told = next(one for one in actions if one.state == "reviewed")
        begun = [one for state in ("running", "reviewed") for one in actions if one.state == state and one.starts_on]
        for rank, action in enumerate([*begun[:MEASURED], told]):
            self._measure(action, FALLING if rank % 3 == 2 else RISING)
        told.report = ActionReport(
            participants=180, peers=42, partners="La ville de Melun, deux établissements de formation",
            cost=Decimal("3250.50"), cost_public=True, learned=LEARNED, next_steps=NEXT,
        )  # fmt: skip
        self._draw_photos([told, begun[0]])
        self._session.flush()

    def _plan(self, action: Action) -> None:
        """Steps from the decision to the last day: all done once the results are told, most of those past otherwise."""
        titles = STEPS[action.kind]
        start = action.decided_on or self._draw.today
        end = max(action.ends_on or action.starts_on or start, start + timedelta(days=30))
        places = [action.proposing_organisation, *sorted(action.organisations, key=lambda one: one.slug)]
        for rank, title in enumerate(titles, start=1):
            due = start + (end - start) * rank // len(titles)
            action.milestones.append(ActionMilestone(
                public_id=self._draw.public_id(), title=title, due_on=due, position=rank,
                organisation=places[rank % len(places)], done_on=self._done(action, due),
            ))  # fmt: skip

    def _done(self, action: Action, due: date) -> date | None:
        past = due < self._draw.today
        if action.state == "reviewed" or (past and self._draw.random.random() < 0.75):
            return min(due - timedelta(days=self._draw.random.randint(0, 6)), self._draw.today)
        return None

    def _measure(self, action: Action, told: tuple[str, str, str, str, str]) -> None:
        name, unit, direction, baseline, target = told
        start = action.starts_on or self._draw.today
        last = min(max(action.ends_on or start, start + timedelta(days=90)), self._draw.today)
        indicator = ActionIndicator(
            public_id=self._draw.public_id(), name=name, unit=unit, direction=direction, baseline=Decimal(baseline),
            baseline_on=start, target=Decimal(target), target_on=max(last, start + timedelta(days=180)),
            published=action.state in PUBLIC_STATES,
        )  # fmt: skip
        indicator.measures = self._values(action, indicator, start, last)
        action.indicators.append(indicator)
        self._session.flush()
        self._correct(indicator)

    def _values(self, action: Action, indicator: ActionIndicator, start: date, last: date) -> list[ActionMeasure]:
        way = indicator.target - indicator.baseline
        shares = (Decimal("0.2"), Decimal("0.45"), Decimal("0.85"))
        days = [start + (last - start) * rank // len(shares) for rank in range(1, len(shares) + 1)]
        return [
            self._value(action, day, (indicator.baseline + way * share).quantize(Decimal(1)))
            for day, share in zip(dict.fromkeys(days), shares, strict=False)
        ]

    def _value(self, action: Action, day: date, value: Decimal, **more: Any) -> ActionMeasure:
        at = datetime.combine(min(day + timedelta(days=1), self._draw.today), time(10), PARIS)
        return ActionMeasure(
            public_id=self._draw.public_id(), on_day=day, value=value, account_id=action.proposed_by_id, at=at, **more
        )

    def _correct(self, indicator: ActionIndicator) -> None:
        """The first value was wrong, and stays to be read."""
        first = indicator.measures[0]
        assert first.value is not None
        better = self._value(indicator.action, first.on_day, first.value + 2, comment="Une feuille était oubliée.",
                             replaces_id=first.id)  # fmt: skip
        indicator.measures.append(better)

    def _draw_photos(self, actions: Sequence[Action]) -> None:
        for rank, (alt, colours) in enumerate(DRAWINGS):
            action = actions[rank % len(actions)]
            photo = ActionPhoto(
                public_id=self._draw.public_id(), position=rank + 1, alt=f"{alt} {INVENTED}", credit=CREDIT,
                agreed=True, published=True, published_at=action.published_at, added_by_id=action.proposed_by_id,
            )  # fmt: skip
            photo.pictures = [
                ActionPicture(width=one.width, height=one.height,
                              content=kept(self._storage, io.BytesIO(one.content)))
                for one in renditions(drawing(rank, colours))
            ]  # fmt: skip
            action.photos.append(photo)


def drawing(rank: int, colours: tuple[str, str, str]) -> bytes:
    """A picture of nothing: shapes in three colours, as a PNG."""
    from PIL import Image, ImageDraw

    width, height = SIZE
    picture = Image.new("RGB", SIZE, colours[1])
    pen = ImageDraw.Draw(picture)
    if rank == 0:
        for place, colour in zip((420, 800, 1180), (colours[0], colours[2], colours[0]), strict=True):
            pen.ellipse((place - 330, 200, place + 330, 860), outline=colour, width=60)
    elif rank == 1:
        for band in range(0, height, 120):
            pen.polygon([(0, band), (width, band - 90), (width, band - 30), (0, band + 60)],
                        fill=colours[0] if band % 240 else colours[2])  # fmt: skip
    else:
        pen.rectangle((0, 780, width, 820), fill=colours[2])
        pen.ellipse((560, 160, 1160, 760), fill=colours[0])
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
