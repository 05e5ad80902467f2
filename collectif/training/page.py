"""What the page of one session shows to whoever asks: a peer, a referent, a trainer, the coordination."""

from __future__ import annotations

from pyramid.request import Request
from sqlalchemy.orm import selectinload

from ..enrolling.page import SeatPage
from ..library.tied import Tied, tied_to
from ..security.permissions import Permission
from ..text import capitalised, plural, today
from . import words
from .linked import KIND, may_tie
from .models import TrainingEnrolment, TrainingSession
from .room import ROOM
from .vocabulary import half_day_words
from .workflow import HELD, OPEN, PLANNED


class SessionPage(SeatPage):
    """A fixed number of questions, whatever the number of people."""

    room = ROOM
    plan = Permission.PLAN_TRAINING
    lead = Permission.KEEP_ATTENDANCE
    load = (selectinload(TrainingEnrolment.attendances),)

    def __init__(self, request: Request, training: TrainingSession):
        super().__init__(request, training)
        self.training = training
        self.facts = words.facts(training)
        self.modules = words.modules(training.half_days)

    @property
    def tied(self) -> Tied:
        """The documents tied to it that the person may see."""
        return tied_to(self._request, KIND, self.training.public_id, may_add=may_tie(self._request))

    def attended(self, one: TrainingEnrolment) -> str:
        """How many half-days someone followed, once something is noted."""
        if not one.attendances:
            return ""
        followed = sum(noted.present for noted in one.attendances)
        return f"{plural(followed, 'demi-journée suivie', 'demi-journées suivies')} sur {len(self.training.half_days)}."

    def own_attendance(self, own: TrainingEnrolment) -> list[tuple[str, str]]:
        """Half-day by half-day."""
        noted = {one.half_day_id: one.present for one in own.attendances}
        return [
            (capitalised(half_day_words(one.day, one.part)), "Présence" if noted[one.id] else "Absence")
            for one in self.training.half_days if one.id in noted
        ]  # fmt: skip

    @property
    def next_words(self) -> str:
        """What the coordination does next."""
        if not self.plans:
            return ""
        if self.training.state == PLANNED:
            return "Personne ne peut encore s'inscrire. Relisez la session, puis ouvrez les inscriptions."
        if self.training.state == OPEN and self.training.ends_on <= today():
            return "La session est finie. Déclarez-la tenue : vous pourrez ensuite enregistrer les résultats."
        return ""

    @property
    def next_steps(self) -> list[tuple[str, str, str]]:
        """What this person may do with the session: words, address, method."""
        return [(label, self.address(route), method) for label, route, method, may in self._steps() if may]

    def _steps(self) -> list[tuple[str, str, str, bool]]:
        state, ended = self.training.state, self.training.ends_on <= today()
        begun = self.training.has_begun
        return [
            ("Ouvrir les inscriptions", "training_open", "post", self.plans and state == PLANNED),
            ("Déclarer la session tenue", "training_hold", "post", self.plans and state == OPEN and ended),
            ("Noter les présences", "training_attendance", "get", self.leads and begun),
            ("Voir les résultats", "training_results", "get", self.plans and state == HELD),
            ("Modifier", "training_edit", "get", self.plans and state in (PLANNED, OPEN)),
            ("Annuler la session", "training_cancel", "get",
             self.plans and (state == PLANNED or (state == OPEN and not begun))),
        ]  # fmt: skip
