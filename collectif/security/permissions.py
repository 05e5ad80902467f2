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
    VIEW_REPORTS = "view_reports"
    VIEW_ACTIONS = "view_actions"
    VIEW_ACTION_FILES = "view_action_files"
    PROPOSE_ACTION = "propose_action"
    EDIT_ACTION = "edit_action"
    EXAMINE_ACTION = "examine_action"
    VALIDATE_ACTION = "validate_action"
    PUBLISH_ACTION = "publish_action"
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
    Permission.VIEW_REPORTS: "voir les rapports de l'association",
    Permission.VIEW_ACTIONS: "voir les actions publiées",
    Permission.VIEW_ACTION_FILES: "suivre les actions en préparation",
    Permission.PROPOSE_ACTION: "proposer une action",
    Permission.EDIT_ACTION: "modifier une action proposée par l'organisation",
    Permission.EXAMINE_ACTION: "instruire une action",
    Permission.VALIDATE_ACTION: "enregistrer la validation du collectif",
    Permission.PUBLISH_ACTION: "publier ou retirer une action",
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
        default=frozenset({P.USE_INTRANET, P.VIEW_ORGANISATIONS, P.VIEW_ACTIONS, P.VIEW_ACTION_FILES})
    )
    see_peers: frozenset[Permission] = field(default=frozenset({P.VIEW_ROSTER, P.VIEW_PEER, P.VIEW_REPORTS}))
    keep_peers: frozenset[Permission] = field(
        default=frozenset({P.EXPORT_ROSTER, P.EDIT_ROSTER, P.IMPORT_ROSTER, P.EDIT_PEER, P.PAUSE_PEER})
    )


SETS = _Sets()

ROLE_GRANTS: dict[Role, Grants] = {
    Role.PEER: Grants(
        everywhere=SETS.signed_in | {P.VIEW_ACTIONS},
        own_file=frozenset({P.VIEW_PEER, P.PAUSE_PEER}),
    ),
    Role.COLLECTIVE_MEMBER: Grants(
        everywhere=SETS.collective,
        own_organisation=frozenset({P.PROPOSE_ACTION, P.EDIT_ACTION}),
    ),
    Role.STRUCTURE_REFERENT: Grants(
        everywhere=SETS.collective,
        own_organisation=SETS.see_peers | SETS.keep_peers | {P.EDIT_ORGANISATION, P.PROPOSE_ACTION, P.EDIT_ACTION},
    ),
    Role.COORDINATOR: Grants(
        everywhere=SETS.collective
        | SETS.see_peers
        | {
            P.EDIT_ORGANISATION,
            P.MERGE_ORGANISATIONS,
            P.EXPORT_ROSTER,
            P.EXAMINE_ACTION,
            P.VALIDATE_ACTION,
            P.PUBLISH_ACTION,
        },
        own_organisation=frozenset({P.PROPOSE_ACTION, P.EDIT_ACTION}),
    ),
    Role.TRAINER: Grants(everywhere=SETS.signed_in),
    Role.ADMIN: Grants(everywhere=SETS.signed_in | {P.MANAGE_ACCOUNTS, P.VIEW_EXTENSIONS, P.VIEW_MAIL}),
    Role.AUDITOR: Grants(everywhere=SETS.signed_in | {P.VIEW_JOURNAL}),
}
