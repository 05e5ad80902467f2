"""Who may do what: each role as a set of permissions.

A role is held *for an organisation* and with dates (a mandate). Each role says what it grants in three circles:
``everywhere``, ``own_organisation`` (the object belongs to the mandate's organisation) and ``own_file`` (the
object is about the person). Nothing is granted that is not written here.
"""

from __future__ import annotations

from dataclasses import dataclass

from .permissions import Permission, Role

P = Permission


@dataclass(frozen=True)
class Grants:
    """What one role gives, in three circles."""

    everywhere: frozenset[Permission] = frozenset()
    own_organisation: frozenset[Permission] = frozenset()
    own_file: frozenset[Permission] = frozenset()

    @property
    def all(self) -> frozenset[Permission]:
        return self.everywhere | self.own_organisation | self.own_file


# What roles are made of.
SIGNED_IN = frozenset({P.USE_INTRANET})
COLLECTIVE = frozenset(
    {
        P.USE_INTRANET,
        P.VIEW_ORGANISATIONS,
        P.VIEW_ACTIONS,
        P.VIEW_ACTION_FILES,
        P.VIEW_STATISTICS,
        P.VIEW_MEETINGS,
        P.VIEW_AGENDA,
        P.VIEW_NEWS,
        P.VIEW_LIBRARY,
    }
)
SPEAK = frozenset(
    {
        P.PROPOSE_ACTION,
        P.EDIT_ACTION,
        P.FOLLOW_ACTION,
        P.PROPOSE_AGENDA,
        P.ANSWER_MEETING,
        P.VOTE,
        P.FOLLOW_UP,
        P.ADD_DOCUMENT,
    }
)
SEE_PEERS = frozenset({P.VIEW_ROSTER, P.VIEW_PEER, P.VIEW_REPORTS})
KEEP_PEERS = frozenset(
    {
        P.EXPORT_ROSTER,
        P.EDIT_ROSTER,
        P.IMPORT_ROSTER,
        P.EDIT_PEER,
        P.PAUSE_PEER,
        P.INVITE_PEER,
        P.ENROL_PEER,
        P.KEEP_CARD,
    }
)
WELCOME_PEERS = frozenset({P.VIEW_APPLICATIONS, P.HANDLE_APPLICATION, P.ENTER_APPLICATION, P.WITNESS_SIGNATURE})
PATH = frozenset({P.VIEW_TRAININGS, P.VIEW_EXCHANGES, P.VIEW_CHARTER})

ROLE_GRANTS: dict[Role, Grants] = {
    Role.PEER: Grants(
        everywhere=SIGNED_IN | PATH | {P.VIEW_ACTIONS, P.VIEW_AGENDA, P.VIEW_NEWS, P.VIEW_LIBRARY},
        own_file=frozenset(
            {
                P.VIEW_PEER,
                P.PAUSE_PEER,
                P.LEAVE_PEERS,
                P.KEEP_CARD,
                P.ASK_SPONSOR,
                P.ENROL_SELF,
                P.SIGN_CHARTER,
                P.KEEP_EXCHANGE,
            }
        ),
    ),
    Role.COLLECTIVE_MEMBER: Grants(
        everywhere=COLLECTIVE,
        own_organisation=SPEAK,
    ),
    Role.STRUCTURE_REFERENT: Grants(
        everywhere=COLLECTIVE | PATH,
        own_organisation=SEE_PEERS
        | KEEP_PEERS
        | WELCOME_PEERS
        | SPEAK
        | {P.EDIT_ORGANISATION, P.WRITE_NEWS, P.PLAN_EXCHANGE, P.KEEP_EXCHANGE},
        own_file=frozenset({P.KEEP_EXCHANGE}),
    ),
    Role.COORDINATOR: Grants(
        everywhere=COLLECTIVE
        | SEE_PEERS
        | WELCOME_PEERS
        | PATH
        | {
            P.EDIT_ORGANISATION,
            P.MERGE_ORGANISATIONS,
            P.EXPORT_ROSTER,
            P.ACTIVATE_PEER,
            P.SUSPEND_PEER,
            P.END_PEER,
            P.INVITE_PEER,
            P.KEEP_CARD,
            P.ASK_SPONSOR,
            P.PLAN_TRAINING,
            P.KEEP_ATTENDANCE,
            P.VALIDATE_TRAINING,
            P.ENROL_PEER,
            P.PLAN_EXCHANGE,
            P.KEEP_EXCHANGE,
            P.EDIT_CHARTER,
            P.COUNTERSIGN_CHARTER,
            P.EXAMINE_ACTION,
            P.VALIDATE_ACTION,
            P.PUBLISH_ACTION,
            P.FOLLOW_ACTION,
            P.PREPARE_MEETING,
            P.FOLLOW_UP,
            P.WRITE_NEWS,
            P.ADD_DOCUMENT,
            P.MANAGE_LIBRARY,
            P.EDIT_SITE_TEXTS,
        },
        own_organisation=SPEAK,
    ),
    Role.TRAINER: Grants(
        everywhere=SIGNED_IN | {P.VIEW_TRAININGS, P.VIEW_EXCHANGES, P.VIEW_AGENDA, P.VIEW_NEWS, P.VIEW_LIBRARY},
        own_file=frozenset({P.KEEP_ATTENDANCE, P.KEEP_EXCHANGE}),
    ),
    Role.ADMIN: Grants(everywhere=SIGNED_IN | {P.MANAGE_ACCOUNTS, P.VIEW_EXTENSIONS, P.VIEW_MAIL}),
    Role.AUDITOR: Grants(everywhere=SIGNED_IN | {P.VIEW_JOURNAL}),
}
