"""Meetings of the fictional year: two held, one convened, one being prepared, a vote online, decisions to follow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..actions.models import Action
from ..actions.workflow import PUBLIC_STATES
from ..meetings.attendance import quorum_of
from ..meetings.majority import outcome
from ..meetings.models import (
    AgendaItem,
    AttendanceMovement,
    Meeting,
    MeetingKind,
    MeetingParticipant,
    MeetingPostponement,
    MinutesErratum,
    MinutesNote,
    MinutesRevision,
)
from ..meetings.services import copy_rules
from ..meetings.vote_models import Decision, DecisionTask, Vote, VoteElector
from ..meetings.voting import counted
from ..organisations.models import Organisation
from .draw import Draw, at
from .people import COORDINATOR, MEMBER, People

ABSENT = ("dsden77", "poidatz", "dtars77")
TOLD = {
    "Accueil et nouvelles": "Chacun dit ce qui a bougé dans son organisation.\nLa prochaine formation affiche complet.",
    "Le car pour la journée départementale": "Deux devis sont arrivés. Celui qui prend quatre fauteuils est retenu.",
    "Le calendrier des rencontres": "Les pairs préfèrent le samedi matin. On alterne Melun et Meaux.",
}
PLANNED = (
    ("Bilan des rencontres entre pairs", 20), ("Préparer la journée départementale", 30),
    ("Les délais de réponse aux demandes", 25), ("Questions diverses", 10),
)  # fmt: skip


class MeetingsOfTheYear:
    """Writes them straight into the tables, each with the dates of its state."""

    def __init__(self, session: Session, draw: Draw, people: People, organisations: Mapping[str, Organisation]):
        self._session = session
        self._draw = draw
        self._hub = [one for one in organisations.values() if one.hub_member]
        self._places = organisations
        self._people = people
        self._secretary = people.of("mdph77", COORDINATOR)[0].account
        self._kinds = {one.name: one for one in session.scalars(select(MeetingKind))}

    def make(self) -> None:
        """The whole year."""
        action = self._session.scalars(
            select(Action).where(Action.state.in_(PUBLIC_STATES)).order_by(Action.decided_on.desc()).limit(1)
        ).one()
        assert action.decided_on
        first = self._held(action.decided_on - timedelta(days=91), "Réunion plénière d'ouverture")
        last = self._held(action.decided_on, "Réunion plénière du collectif", action)
        self._approve(first, last)
        self._convened()
        self._prepared()
        self._online()
        self._propose()
        self._cancelled()
        self._session.flush()

    def _meeting(self, kind: str, day: date, title: str, state: str) -> Meeting:
        start = at(day, 14)
        held = state in ("closed", "approved")
        meeting = Meeting(
            public_id=self._draw.public_id(), kind=self._kinds[kind], title=title, starts_at=start, minutes=120,
            place="Salle du conseil, Melun", joining="Boucle magnétique et LSF. Accès sans marche.", fictional=True,
            state=state, created_at=start - timedelta(days=40),
            convened_at=None if state == "prepared" else start - timedelta(days=21),
            opened_at=start + timedelta(minutes=5) if held else None,
            closed_at=start + timedelta(minutes=125) if held else None, peers_present=4 if held else 0,
        )  # fmt: skip
        copy_rules(meeting.kind, meeting)
        meeting.participants = [MeetingParticipant(organisation=one) for one in self._hub]
        self._session.add(meeting)
        return meeting

    def _held(self, day: date, title: str, action: Action | None = None) -> Meeting:
        meeting = self._meeting("plenary", day, title, "closed")
        for one in meeting.participants:
            one.attendance = "excused" if one.organisation.slug in ABSENT else "present"
            one.movements = [AttendanceMovement(attendance=one.attendance, at=meeting.opened_at)]
        for rank, (name, text) in enumerate(TOLD.items(), start=1):
            self._told(self._item(meeting, name, 20, rank), text, meeting)
        self._session.flush()
        if action is not None:
            item = self._item(meeting, f"Valider l'action « {action.title} »"[:200], 20, 4, action_id=action.id)
            self._told(item, "L'action est présentée par l'organisation qui la propose.", meeting)
            self._session.flush()
            self._decide(self._voted(meeting, item, action), meeting)
        return meeting

    def _item(self, meeting: Meeting | None, title: str, minutes: int, rank: int, **values: object) -> AgendaItem:
        item = AgendaItem(
            public_id=self._draw.public_id(), meeting=meeting, title=title, minutes=minutes, position=rank,
            note=MinutesNote(), **values,
        )  # fmt: skip
        self._session.add(item)
        return item

    def _told(self, item: AgendaItem, text: str, meeting: Meeting) -> None:
        assert item.note
        item.note.text = text
        item.note.revisions = [
            MinutesRevision(number=1, text=text, at=meeting.closed_at, account_id=self._secretary.id)
        ]

    def _voted(self, meeting: Meeting, item: AgendaItem, action: Action) -> Vote:
        vote = Vote(
            public_id=self._draw.public_id(), kind=meeting.kind, item=item, question=item.title[:400], method="hands",
            secret=False, majority="simple", opened_at=meeting.opened_at, quorum_words=quorum_of(meeting).sentence,
            fictional=True,
        )  # fmt: skip
        here = [one.organisation for one in meeting.participants if one.attendance == "present"]
        choices = ["abstain", "for", "for", "against", *["for"] * len(here)]
        vote.electors = [
            VoteElector(organisation=place, secret=False, voted=True, choice=choice)
            for place, choice in zip(here, choices, strict=False)
        ]
        count = counted(vote)
        result = outcome(vote.majority, count)
        vote.in_favour, vote.against, vote.abstentions = count.in_favour, count.against, count.abstentions
        vote.adopted, vote.result_words = result.adopted, result.words
        vote.state, vote.closed_at = "closed", meeting.closed_at
        vote.action_id, vote.action_version = action.id, action.version
        self._session.add(vote)
        self._session.flush()
        return vote

    def _decide(self, vote: Vote, meeting: Meeting) -> None:
        day = meeting.starts_at.date()
        decision = Decision(
            public_id=self._draw.public_id(), year=day.year, number=1, text=vote.question, taken_on=day,
            meeting=meeting, item=vote.item, vote=vote, action_id=vote.action_id, fictional=True,
        )  # fmt: skip
        members = [self._people.of(slug, MEMBER)[0] for slug in ("apf77", "unafam77")]
        titles = ("Réserver la salle et la boucle magnétique", "Écrire aux établissements du secteur")
        decision.tasks = [
            DecisionTask(public_id=self._draw.public_id(), title=title, account=who.account,
                         organisation_id=who.organisation.id, due_on=self._draw.today + timedelta(days=days))
            for title, who, days in zip(titles, members, (12, -3), strict=True)
        ]  # fmt: skip
        self._session.add(decision)

    def _approve(self, first: Meeting, last: Meeting) -> None:
        self._item(last, f"Approuver le compte rendu : {first.title}", 5, 0, origin="approval", approves=first)
        self._session.flush()
        moment: datetime = last.opened_at or last.starts_at
        first.state, first.approved_at, first.approved_in_id = "approved", moment, last.id
        words = "La salle de la prochaine réunion est au rez-de-chaussée."
        self._session.add(MinutesErratum(meeting_id=first.id, text=words, at=moment, account_id=self._secretary.id))
        self._session.flush()

    def _convened(self) -> None:
        meeting = self._meeting("plenary", self._draw.today + timedelta(days=19), "Réunion plénière", "convened")
        meeting.convened_at = at(self._draw.today - timedelta(days=3), 10)
        meeting.postponements = [MeetingPostponement(
            planned_at=at(self._draw.today + timedelta(days=12), 14), at=meeting.convened_at,
            reason="La salle du conseil est en travaux cette semaine-là.",
        )]  # fmt: skip
        for rank, (title, minutes) in enumerate(PLANNED, start=1):
            self._item(meeting, title, minutes, rank)
        self._session.flush()
        by_slug = {one.organisation.slug: one for one in meeting.participants}
        for slug in ("apajh", "unafam77", "caf77", "mdph77"):
            by_slug[slug].answer, by_slug[slug].answered_at = "present", at(self._draw.today, 9)
        away = by_slug["dsden77"]
        away.answer, away.answered_at, away.proxy_holder = "represented", at(self._draw.today, 9), by_slug["caf77"]

    def _prepared(self) -> None:
        day = self._draw.today + timedelta(days=40)
        meeting = self._meeting("working_group", day, "Groupe de travail : les mots simples", "prepared")
        meeting.participants = meeting.participants[:6]
        self._item(meeting, "Relire la charte en langage simple", 40, 1)

    def _online(self) -> None:
        vote = Vote(
            public_id=self._draw.public_id(), kind=self._kinds["plenary"], method="hands", secret=False,
            question="Tenir la prochaine journée départementale à Provins ?", majority="simple", fictional=True,
            opened_at=at(self._draw.today - timedelta(days=2), 11),
            deadline=at(self._draw.today + timedelta(days=9), 18),
        )  # fmt: skip
        copy_rules(vote.kind, vote)
        early = ("apajh", "caf77", "unafam77")
        vote.electors = [
            VoteElector(organisation=one, secret=False, voted=one.slug in early,
                        choice="for" if one.slug in early else None)
            for one in self._hub
        ]  # fmt: skip
        self._session.add(vote)

    def _cancelled(self) -> None:
        meeting = self._meeting("steering", self._draw.today - timedelta(days=16), "Comité de pilotage", "cancelled")
        meeting.cancelled_at = at(self._draw.today - timedelta(days=18), 17)
        meeting.cancellation_reason = "Grève des trains : trop peu d'organisations pouvaient venir."

    def _propose(self) -> None:
        item = self._item(None, "Un livret d'accueil en gros caractères", 15, 0, origin="proposed")
        item.organisation = self._places["voirensemble"]
        item.description = "Voir ensemble a un modèle. Le collectif peut-il l'imprimer ?"
