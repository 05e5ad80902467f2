"""The acts of the journal in French. A room that records a new act adds its line here (a test looks for it)."""

from __future__ import annotations

ACTS = {
    "account.signed_in": "connexion",
    "account.sign_in_failed": "connexion refusée",
    "account.signed_out": "déconnexion",
    "account.invited": "invitation envoyée",
    "account.invited_again": "invitation renvoyée",
    "account.opened": "compte ouvert par la personne invitée",
    "account.closed": "compte fermé",
    "account.reopened": "compte rouvert",
    "account.reset_asked": "autre mot de passe demandé",
    "account.password_reset": "mot de passe choisi par un lien",
    "account.password_changed": "mot de passe changé",
    "account.session_ended": "session terminée à distance",
    "account.sessions_ended": "autres sessions terminées",
    "mandate.given": "mandat donné",
    "mandate.ended": "fin d'un mandat",
    "journal.viewed": "journal lu",
    "journal.exported": "journal téléchargé",
    "roster.viewed": "liste de pairs lue",
    "roster.exported": "liste de pairs téléchargée",
    "roster.import_sent": "fichier de pairs envoyé",
    "roster.import_checked": "fichier de pairs vérifié",
    "roster.imported": "liste de pairs importée",
    "peer.viewed": "fiche de pair lue",
    "peer.added": "fiche de pair créée",
    "peer.changed": "fiche de pair modifiée",
    "peer.activated": "pair activé",
    "peer.paused": "pair mis en pause",
    "peer.resumed": "pair de retour de pause",
    "peer.suspended": "pair suspendu",
    "peer.ended": "fin du parcours d'un pair",
    "sponsorship.ended": "fin d'un parrainage",
    "organisation.added": "organisation ajoutée",
    "organisation.edited": "fiche d'organisation modifiée",
    "organisation.placed": "place d'une organisation dans le collectif changée",
    "organisation.alias_added": "autre nom ajouté à une organisation",
    "organisation.logo_set": "logo d'une organisation changé",
    "organisation.logo_removed": "logo d'une organisation retiré",
    "organisation.merged": "organisations réunies",
    "representative.added": "représentant ajouté",
    "representative.ended": "fin de mandat d'un représentant",
    "extension.reactivated": "extension remise en service",
    "privacy.exported": "données d'une personne remises",
    "privacy.erased": "données d'une personne effacées",
    "privacy.anonymised": "données d'une personne effacées au bout de deux ans",
    "actions.create": "action écrite",
    "actions.edit": "action modifiée",
    "actions.propose": "action proposée",
    "actions.hand_back": "action rendue à corriger",
    "actions.examine": "action instruite",
    "actions.validate": "action validée par le collectif",
    "actions.publish": "action publiée",
    "actions.republish": "action publiée de nouveau",
    "actions.withdraw": "action retirée du site",
    "actions.begin": "action commencée",
    "actions.review": "bilan d'une action",
    "actions.set_aside": "action écartée",
}
ACTORS = {"system": "le site"}
# What stands for an identifier where there is none.
THINGS = {"all": "", "unknown": "inconnu"}
KINDS = {
    "accounts": "compte",
    "mandates": "mandat",
    "sign_in_sessions": "session",
    "organisations": "organisation",
    "representatives": "représentant",
    "peers": "pair",
    "sponsorships": "parrainage",
    "actions": "action",
    "journal": "journal",
}
FAULTS = {
    "altered": "La ligne {seq} du journal a été modifiée.",
    "removed": "La ligne {seq} du journal a été supprimée.",
    "truncated": "Le journal est coupé : la ligne {seq} et les suivantes ont disparu.",
    "added": "La ligne {seq} du journal a été ajoutée par un autre moyen que l'application.",
}


def act_words(act: str) -> str:
    """The act in French, or its identifier while nobody has written its words."""
    return ACTS.get(act, act)


def kind_words(kind: str) -> str:
    return KINDS.get(kind, kind)
