"""Who may do what: every permission of the product, and each role as a set of them.

A role is held *for an organisation* and with dates (a mandate). Each role says what it grants in three circles:
``everywhere``, ``own_organisation`` (the object belongs to the mandate's organisation) and ``own_file`` (the
object is about the person). Nothing is granted that is not written here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """Roles of the collective; ``label`` is what people read."""

    PEER = "peer"
    STRUCTURE_REFERENT = "structure_referent"
    COORDINATOR = "coordinator"
    COLLECTIVE_MEMBER = "collective_member"
    TRAINER = "trainer"
    ADMIN = "admin"
    AUDITOR = "auditor"

    @property
    def label(self) -> str:
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.PEER: "pair-aidant",
    Role.STRUCTURE_REFERENT: "référent de structure",
    Role.COORDINATOR: "coordination MDPH 77",
    Role.COLLECTIVE_MEMBER: "membre du collectif",
    Role.TRAINER: "formateur",
    Role.ADMIN: "administrateur technique",
    Role.AUDITOR: "délégué à la protection des données",
}


class Permission(StrEnum):
    """One permission an act; ``label`` completes « peut … »."""

    USE_INTRANET = "use_intranet"
    VIEW_ORGANISATIONS = "view_organisations"
    EDIT_ORGANISATION = "edit_organisation"
    MERGE_ORGANISATIONS = "merge_organisations"
    VIEW_ROSTER = "view_roster"
    EXPORT_ROSTER = "export_roster"
    EDIT_ROSTER = "edit_roster"
    IMPORT_ROSTER = "import_roster"
    VIEW_PEER = "view_peer"
    EDIT_PEER = "edit_peer"
    PAUSE_PEER = "pause_peer"
    ACTIVATE_PEER = "activate_peer"
    SUSPEND_PEER = "suspend_peer"
    END_PEER = "end_peer"
    LEAVE_PEERS = "leave_peers"
    KEEP_CARD = "keep_card"
    INVITE_PEER = "invite_peer"
    ASK_SPONSOR = "ask_sponsor"
    VIEW_APPLICATIONS = "view_applications"
    HANDLE_APPLICATION = "handle_application"
    ENTER_APPLICATION = "enter_application"
    VIEW_TRAININGS = "view_trainings"
    PLAN_TRAINING = "plan_training"
    KEEP_ATTENDANCE = "keep_attendance"
    VALIDATE_TRAINING = "validate_training"
    ENROL_PEER = "enrol_peer"
    ENROL_SELF = "enrol_self"
    VIEW_EXCHANGES = "view_exchanges"
    PLAN_EXCHANGE = "plan_exchange"
    KEEP_EXCHANGE = "keep_exchange"
    VIEW_CHARTER = "view_charter"
    EDIT_CHARTER = "edit_charter"
    SIGN_CHARTER = "sign_charter"
    WITNESS_SIGNATURE = "witness_signature"
    COUNTERSIGN_CHARTER = "countersign_charter"
    VIEW_REPORTS = "view_reports"
    VIEW_STATISTICS = "view_statistics"
    VIEW_ACTIONS = "view_actions"
    VIEW_ACTION_FILES = "view_action_files"
    PROPOSE_ACTION = "propose_action"
    EDIT_ACTION = "edit_action"
    EXAMINE_ACTION = "examine_action"
    VALIDATE_ACTION = "validate_action"
    PUBLISH_ACTION = "publish_action"
    FOLLOW_ACTION = "follow_action"
    VIEW_MEETINGS = "view_meetings"
    PREPARE_MEETING = "prepare_meeting"
    PROPOSE_AGENDA = "propose_agenda"
    ANSWER_MEETING = "answer_meeting"
    VOTE = "vote"
    FOLLOW_UP = "follow_up"
    VIEW_AGENDA = "view_agenda"
    VIEW_NEWS = "view_news"
    WRITE_NEWS = "write_news"
    VIEW_LIBRARY = "view_library"
    ADD_DOCUMENT = "add_document"
    MANAGE_LIBRARY = "manage_library"
    EDIT_SITE_TEXTS = "edit_site_texts"
    MANAGE_ACCOUNTS = "manage_accounts"
    VIEW_EXTENSIONS = "view_extensions"
    VIEW_MAIL = "view_mail"
    VIEW_JOURNAL = "view_journal"

    @property
    def label(self) -> str:
        return PERMISSION_LABELS[self]


PERMISSION_LABELS = {
    Permission.USE_INTRANET: "ouvrir l'intranet",
    Permission.VIEW_ORGANISATIONS: "voir les organisations",
    Permission.EDIT_ORGANISATION: "modifier la fiche d'une organisation et ses représentants",
    Permission.MERGE_ORGANISATIONS: "ajouter ou réunir des organisations",
    Permission.VIEW_ROSTER: "voir la liste des pairs",
    Permission.EXPORT_ROSTER: "télécharger la liste des pairs",
    Permission.EDIT_ROSTER: "modifier la liste des pairs",
    Permission.IMPORT_ROSTER: "importer une liste de pairs",
    Permission.VIEW_PEER: "voir la fiche d'un pair",
    Permission.EDIT_PEER: "modifier la fiche d'un pair",
    Permission.PAUSE_PEER: "mettre un pair en pause et le faire reprendre",
    Permission.ACTIVATE_PEER: "activer un pair quand les trois conditions sont réunies",
    Permission.SUSPEND_PEER: "suspendre un pair et lever la suspension",
    Permission.END_PEER: "mettre fin au parcours d'un pair",
    Permission.LEAVE_PEERS: "mettre fin à son propre parcours de pair",
    Permission.KEEP_CARD: "imprimer, renouveler ou annuler la carte d'un pair",
    Permission.INVITE_PEER: "inviter un pair à ouvrir son espace",
    Permission.ASK_SPONSOR: "demander un parrainage à une association",
    Permission.VIEW_APPLICATIONS: "voir les candidatures",
    Permission.HANDLE_APPLICATION: "répondre à une candidature",
    Permission.ENTER_APPLICATION: "saisir une candidature reçue sur papier",
    Permission.VIEW_TRAININGS: "voir les formations",
    Permission.PLAN_TRAINING: "organiser les formations",
    Permission.KEEP_ATTENDANCE: "noter les présences à une formation",
    Permission.VALIDATE_TRAINING: "valider la formation d'un pair",
    Permission.ENROL_PEER: "inscrire un pair à une formation ou à une rencontre",
    Permission.ENROL_SELF: "s'inscrire à une formation ou à une rencontre",
    Permission.VIEW_EXCHANGES: "voir les rencontres entre pairs",
    Permission.PLAN_EXCHANGE: "organiser les rencontres entre pairs",
    Permission.KEEP_EXCHANGE: "noter les présences et les thèmes d'une rencontre entre pairs",
    Permission.VIEW_CHARTER: "lire la charte et son histoire",
    Permission.EDIT_CHARTER: "écrire et publier une version de la charte",
    Permission.SIGN_CHARTER: "signer la charte",
    Permission.WITNESS_SIGNATURE: "attester une signature sur papier",
    Permission.COUNTERSIGN_CHARTER: "contresigner la charte pour la MDPH 77",
    Permission.VIEW_REPORTS: "voir les rapports de l'association",
    Permission.VIEW_STATISTICS: "voir les chiffres du collectif",
    Permission.VIEW_ACTIONS: "voir les actions publiées",
    Permission.VIEW_ACTION_FILES: "suivre les actions en préparation",
    Permission.PROPOSE_ACTION: "proposer une action",
    Permission.EDIT_ACTION: "modifier une action proposée par l'organisation",
    Permission.EXAMINE_ACTION: "instruire une action",
    Permission.VALIDATE_ACTION: "enregistrer la validation du collectif",
    Permission.PUBLISH_ACTION: "publier ou retirer une action",
    Permission.FOLLOW_ACTION: "tenir les étapes, les mesures, les photos et le bilan d'une action validée",
    Permission.VIEW_MEETINGS: "voir les réunions du collectif",
    Permission.PREPARE_MEETING: "préparer, tenir et rédiger les réunions du collectif",
    Permission.PROPOSE_AGENDA: "proposer un point à l'ordre du jour",
    Permission.ANSWER_MEETING: "répondre à une convocation pour l'organisation",
    Permission.VOTE: "voter pour l'organisation",
    Permission.FOLLOW_UP: "dire où en est la suite d'une décision",
    Permission.VIEW_AGENDA: "ouvrir l'agenda et suivre son calendrier",
    Permission.VIEW_NEWS: "lire les nouvelles",
    Permission.WRITE_NEWS: "écrire une nouvelle",
    Permission.VIEW_LIBRARY: "ouvrir les documents partagés",
    Permission.ADD_DOCUMENT: "ajouter un document",
    Permission.MANAGE_LIBRARY: "ranger et retirer les documents",
    Permission.EDIT_SITE_TEXTS: "écrire et publier les textes du site",
    Permission.MANAGE_ACCOUNTS: "gérer les comptes et les mandats",
    Permission.VIEW_EXTENSIONS: "voir les extensions des associations",
    Permission.VIEW_MAIL: "voir les courriers de développement",
    Permission.VIEW_JOURNAL: "lire le journal",
}

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


@dataclass(frozen=True)
class _Sets:
    """Cumulative sets the roles are made of."""

    signed_in: frozenset[Permission] = field(default=frozenset({P.USE_INTRANET}))
    collective: frozenset[Permission] = field(
        default=frozenset(
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
    )
    speak: frozenset[Permission] = field(
        default=frozenset(
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
    )
    see_peers: frozenset[Permission] = field(default=frozenset({P.VIEW_ROSTER, P.VIEW_PEER, P.VIEW_REPORTS}))
    keep_peers: frozenset[Permission] = field(
        default=frozenset(
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
    )
    welcome_peers: frozenset[Permission] = field(
        default=frozenset({P.VIEW_APPLICATIONS, P.HANDLE_APPLICATION, P.ENTER_APPLICATION, P.WITNESS_SIGNATURE})
    )
    path: frozenset[Permission] = field(default=frozenset({P.VIEW_TRAININGS, P.VIEW_EXCHANGES, P.VIEW_CHARTER}))


SETS = _Sets()

ROLE_GRANTS: dict[Role, Grants] = {
    Role.PEER: Grants(
        everywhere=SETS.signed_in | SETS.path | {P.VIEW_ACTIONS, P.VIEW_AGENDA, P.VIEW_NEWS, P.VIEW_LIBRARY},
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
        everywhere=SETS.collective,
        own_organisation=SETS.speak,
    ),
    Role.STRUCTURE_REFERENT: Grants(
        everywhere=SETS.collective | SETS.path,
        own_organisation=SETS.see_peers
        | SETS.keep_peers
        | SETS.welcome_peers
        | SETS.speak
        | {P.EDIT_ORGANISATION, P.WRITE_NEWS, P.PLAN_EXCHANGE, P.KEEP_EXCHANGE},
        own_file=frozenset({P.KEEP_EXCHANGE}),
    ),
    Role.COORDINATOR: Grants(
        everywhere=SETS.collective
        | SETS.see_peers
        | SETS.welcome_peers
        | SETS.path
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
        own_organisation=SETS.speak,
    ),
    Role.TRAINER: Grants(
        everywhere=SETS.signed_in | {P.VIEW_TRAININGS, P.VIEW_EXCHANGES, P.VIEW_AGENDA, P.VIEW_NEWS, P.VIEW_LIBRARY},
        own_file=frozenset({P.KEEP_ATTENDANCE, P.KEEP_EXCHANGE}),
    ),
    Role.ADMIN: Grants(everywhere=SETS.signed_in | {P.MANAGE_ACCOUNTS, P.VIEW_EXTENSIONS, P.VIEW_MAIL}),
    Role.AUDITOR: Grants(everywhere=SETS.signed_in | {P.VIEW_JOURNAL}),
}
