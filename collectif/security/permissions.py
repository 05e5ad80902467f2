"""Every role and every permission of the product, and the words for them; :mod:`.grants` says who may do what."""

from __future__ import annotations

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
