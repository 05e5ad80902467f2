"""What the pages of one meeting show: facts, next step, agenda, presences; to each person what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pyramid.request import Request

from ..library.queries import Shown, documents_of
from ..security.permissions import Permission
from ..text import date_and_time, plural, sort_key
from . import minutes as papers
from .attendance import quorum_of
from .decisions import number
from .linked import KIND, may_tie
from .models import AgendaItem, Meeting, MeetingParticipant
from .vocabulary import ANSWERED, ATTENDANCES, ORIGINS, SHARES
from .vote_page import VotePage
from .workflow import BEFORE, HELD, WORKFLOW

NEXT = {
    "prepared": "La coordination complète l'ordre du jour, puis convoque.",
    "convened": "Chaque organisation répond. Le jour venu, la coordination ouvre la séance.",
    "open": "La séance est ouverte : présences, votes, compte rendu.",
    "closed": "Le compte rendu sera approuvé à la prochaine réunion.",
    "cancelled": "Cette réunion est annulée : rien à faire. Ses points attendent une autre réunion.",
    "approved": "C'est fini : le compte rendu est approuvé et ne change plus.",
}
TONES = {"present": "success", "represented": "info", "excused": "neutral", "absent": "neutral", "left": "warning",
         "expected": "neutral"}  # fmt: skip


@dataclass(frozen=True)
class Point:
    """One point of the agenda as it is shown."""

    rank: int
    item: AgendaItem
    paragraphs: list[str]
    votes: list[VotePage]
    decisions: list[tuple[str, str, str]]
    origin: str

    @property
    def may_vote(self) -> bool:
        return not any(one.open for one in self.votes)


class MeetingPage:
    """One meeting, as the person who asks may see and move it."""

    def __init__(self, request: Request, meeting: Meeting):
        self._request = request
        self.meeting = meeting
        self.status = WORKFLOW.status(meeting.state)
        self.next = NEXT[meeting.state]
        self.may_prepare = bool(request.has_permission(Permission.PREPARE_MEETING))
        self.may_arrange = self.may_prepare and meeting.state in (*BEFORE, "open")
        self.may_write = self.may_prepare and meeting.state in HELD
        self.is_open = meeting.state == "open"
        self.is_held = meeting.state in (*HELD, "approved")

    @cached_property
    def quorum(self) -> str:
        """The sentence of the secretary, while the session is open."""
        return quorum_of(self.meeting).sentence if self.is_open else ""

    @property
    def documents(self) -> list[Shown]:
        """The documents tied to it that the person may see."""
        return documents_of(self._request.db, KIND, self.meeting.public_id, self._request.identity)

    @property
    def thing(self) -> str:
        """What an added document will be tied to."""
        return f"{KIND}:{self.meeting.public_id}"

    @property
    def may_tie(self) -> bool:
        return may_tie(self._request, self.meeting)

    @property
    def facts(self) -> list[tuple[str, str]]:
        meeting = self.meeting
        found = [
            ("Nature", meeting.kind.label),
            ("Date", date_and_time(meeting.starts_at)),
            ("Durée", plural(meeting.minutes, "minute")),
            ("Annulée", papers.cancellation_words(meeting)),
            ("Reportée", papers.postponement_words(meeting)),
            ("Lieu", meeting.place or "À distance"),
            ("Lieu ou lien changé", papers.relocation_words(meeting)),
            ("Comment y aller ou suivre", meeting.joining),
            ("Quorum", SHARES[meeting.quorum]),
            ("Convocation", papers.notice_words(meeting)),
            ("Séance", papers.session_words(meeting)),
            ("Compte rendu", papers.state_words(meeting) if self.is_held else ""),
        ]
        return [(term, value) for term, value in found if value]

    @cached_property
    def points(self) -> list[Point]:
        votes = papers.votes_of(self._request.db, self.meeting)
        decisions = papers.decisions_of(self._request.db, self.meeting)
        return [
            Point(
                rank, item, [line for line in (item.note.text if item.note else "").splitlines() if line.strip()],
                [VotePage(self._request, vote) for vote in votes.get(item.id, [])],
                [(number(one), one.text, self._request.route_path("decision", decision=one.public_id))
                 for one in decisions.get(item.id, [])],
                ORIGINS[item.origin] if item.origin != "added" else "",
            )
            for rank, item in enumerate(self.meeting.items, start=1)
        ]  # fmt: skip

    @property
    def length(self) -> str:
        """How long the agenda is, against how long the meeting is."""
        total = sum(item.minutes for item in self.meeting.items)
        over = " : plus que la durée prévue" if total > self.meeting.minutes else ""
        return f"{plural(len(self.meeting.items), 'point')}, {plural(total, 'minute')}{over}."

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """Each organisation: its name, what it answered or where it stands, the hours noted."""
        people = sorted(self.meeting.participants, key=lambda one: sort_key(one.organisation.name))
        return [(one.organisation.name, self._standing(one), papers.movements_words(one)) for one in people]

    @property
    def may_answer(self) -> bool:
        own = self._request.identity.organisations_for(Permission.ANSWER_MEETING) or ()
        invited = {one.organisation_id for one in self.meeting.participants}
        return self.meeting.state == "convened" and any(one in invited for one in own)

    def _standing(self, one: MeetingParticipant) -> str:
        if self.is_held:
            return papers.attendance_words(one)
        holder = f" par {one.proxy_holder.organisation.short_name}" if one.proxy_holder else ""
        return ANSWERED[one.answer] + holder


class RoomPage(MeetingPage):
    """The live page of the secretary: the quorum first, then one card an organisation."""

    @property
    def present(self) -> str:
        names = [ATTENDANCES[one.attendance] for one in self.meeting.participants]
        counts = [(label, names.count(label)) for label in ATTENDANCES.values()]
        return ", ".join(f"{label.lower()} : {count}" for label, count in counts if count)

    @property
    def cards(self) -> list[tuple[MeetingParticipant, str, str, str, list[tuple[str, str]]]]:
        """Participant, where it stands, tone, hours, and who may represent it."""
        people = sorted(self.meeting.participants, key=lambda one: sort_key(one.organisation.name))
        return [
            (one, papers.attendance_words(one), TONES[one.attendance], papers.movements_words(one), self._holders(one))
            for one in people
        ]

    def _holders(self, one: MeetingParticipant) -> list[tuple[str, str]]:
        others = [other for other in self.meeting.participants if other.attendance == "present" and other is not one]
        return sorted((other.organisation.slug, other.organisation.short_name) for other in others)
