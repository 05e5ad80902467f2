"""Meetings of the collective: notice, attendance, votes, minutes, decisions and what follows from them."""

from pyramid.config import Configurator
from pyramid.request import Request

from ..actions.decisions import CollectiveDecisions
from ..mail.services import Mailer
from ..security.permissions import Permission
from . import calendar
from .agenda import Agenda
from .attendance import Attendance
from .changes import Changes
from .decisions import Decisions
from .linked import KIND, linked_meeting
from .minutes import Minutes
from .notices import Notices
from .reminders import remind
from .resources import (
    ActionThreadContext,
    DecisionContext,
    ItemContext,
    KindContext,
    MeetingContext,
    PresenceContext,
    ProposeContext,
    ProposedContext,
    TaskContext,
    VoteContext,
)
from .services import Meetings
from .voting import Votes

ALL = "/intranet/reunions"
ONE = f"{ALL}/{{meeting}}"
POINT = f"{ONE}/points/{{item}}"
VOTE = f"{ALL}/votes/{{vote}}"
# Fixed words come before « {meeting} »: no meeting is called « nouvelle ».
ROUTES = (
    ("meetings", ALL, None),
    ("meeting_new", f"{ALL}/nouvelle", None),
    ("meeting_kinds", f"{ALL}/regles", None),
    ("meeting_kind_edit", f"{ALL}/regles/{{kind}}", KindContext),
    ("agenda_proposals", f"{ALL}/propositions", None),
    ("agenda_propose", f"{ALL}/propositions/nouvelle", ProposeContext),
    ("proposal_place", f"{ALL}/propositions/{{proposal}}/inscrire", ProposedContext),
    ("proposal_decline", f"{ALL}/propositions/{{proposal}}/ecarter", ProposedContext),
    ("votes", f"{ALL}/votes", None),
    ("vote_online", f"{ALL}/votes/nouveau", None),
    ("vote", VOTE, VoteContext),
    ("vote_cast", f"{VOTE}/voter", VoteContext),
    ("vote_hands", f"{VOTE}/mains-levees", VoteContext),
    ("vote_close", f"{VOTE}/terminer", VoteContext),
    ("vote_abandon", f"{VOTE}/abandonner", VoteContext),
    ("decisions", f"{ALL}/decisions", None),
    ("decision", f"{ALL}/decisions/{{decision}}", DecisionContext),
    ("task_add", f"{ALL}/decisions/{{decision}}/suites", DecisionContext),
    ("task_end", f"{ALL}/suites/{{task}}", TaskContext),
    ("meeting", ONE, MeetingContext),
    ("meeting_edit", f"{ONE}/modifier", MeetingContext),
    ("meeting_calendar", f"{ONE}/reunion.ics", MeetingContext),
    ("meeting_convene", f"{ONE}/convoquer", MeetingContext),
    ("meeting_postpone", f"{ONE}/reporter", MeetingContext),
    ("meeting_relocate", f"{ONE}/lieu", MeetingContext),
    ("meeting_cancel", f"{ONE}/annuler", MeetingContext),
    ("meeting_answer", f"{ONE}/reponse", MeetingContext),
    ("meeting_open", f"{ONE}/ouvrir", MeetingContext),
    ("meeting_close", f"{ONE}/clore", MeetingContext),
    ("meeting_attendance", f"{ONE}/presences", MeetingContext),
    ("meeting_presence", f"{ONE}/presences/{{slug}}", PresenceContext),
    ("meeting_peers", f"{ONE}/pairs", MeetingContext),
    ("meeting_minutes", f"{ONE}/compte-rendu", MeetingContext),
    ("meeting_minutes_pdf", f"{ONE}/compte-rendu.pdf", MeetingContext),
    ("meeting_erratum", f"{ONE}/correction", MeetingContext),
    ("item_new", f"{ONE}/points", MeetingContext),
    ("item_edit", f"{POINT}/modifier", ItemContext),
    ("item_up", f"{POINT}/monter", ItemContext),
    ("item_down", f"{POINT}/descendre", ItemContext),
    ("item_remove", f"{POINT}/retirer", ItemContext),
    ("item_approve", f"{POINT}/approuver", ItemContext),
    ("item_note", f"{POINT}/notes", ItemContext),
    ("item_history", f"{POINT}/notes/historique", ItemContext),
    ("item_vote", f"{POINT}/vote", ItemContext),
    ("item_decide", f"{POINT}/decision", ItemContext),
    ("action_thread", "/intranet/actions/{public_id}/decisions", ActionThreadContext),
)


def includeme(config: Configurator) -> None:
    """Routes, services and chores of the room."""
    for name, pattern, factory in ROUTES:
        config.add_route(name, pattern, factory=factory)
    config.add_service(Notices, _notices)
    config.add_service(Meetings, lambda request: Meetings(request.db, request.journal, request.service(Notices)))
    config.add_service(Changes, lambda request: Changes(request.db, request.journal, request.service(Notices)))
    config.add_service(Agenda, lambda request: Agenda(request.db, request.journal))
    config.add_service(Attendance, lambda request: Attendance(request.db, request.journal))
    config.add_service(Minutes, lambda request: Minutes(request.db, request.journal, request.identity.account_id))
    config.add_service(Decisions, _decisions)
    config.add_service(Votes, _votes)
    config.add_navigation("Réunions", "meetings", Permission.VIEW_MEETINGS, order=58)
    config.add_linkable(KIND, linked_meeting)
    config.add_calendar_source(calendar.SOURCE)
    config.add_chore("Votes en ligne arrivés à leur date, dépouillés", close_due_votes)
    config.add_chore("Rappels de réunion envoyés", remind)
    for module in (".views", ".change_views", ".agenda_views", ".room_views", ".vote_views", ".decision_views"):
        config.scan(module)


def close_due_votes(request: Request) -> int:
    """Chore: count the online votes whose deadline has passed."""
    return request.service(Votes).close_due()


def _notices(request: Request) -> Notices:
    settings = request.registry.settings["collectif.settings"]
    return Notices(request.db, request.service(Mailer), settings.base_url, settings.mail_sender)


def _decisions(request: Request) -> Decisions:
    actions = CollectiveDecisions(request.db, request.journal)
    return Decisions(request.db, request.journal, actions, request.service(Notices))


def _votes(request: Request) -> Votes:
    return Votes(request.db, request.journal, request.service(Decisions), request.service(Notices))
