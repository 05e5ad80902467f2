"""The register of personal data: for every table, whose data it holds, why, how long, and what erasing means.

A table that is missing here fails the suite; so does a column that looks nominative in a table declared without
personal data. Retention follows CNIL 2021-028 and 2023-095 (two years after the last contact) and the CNIL's advice
on journals (twelve months).
"""

from __future__ import annotations

from datetime import timedelta

from ..db import Base
from .treatments import NoPersonalData, Treatment

metadata = Base.metadata
ERASED = "Personne effacée"
TWO_YEARS = "deux ans après le dernier contact"
ACCOUNT_ERASED = {
    "display_name": ERASED,
    "sort_name": "personne effacee",
    "password_hash": None,
}
PEER_ERASED = {
    "given_name": "",
    "family_name": ERASED,
    "sort_name": "personne effacee",
    "email": "",
    "phone": "",
    "commune_code": None,
    "account_id": None,
}
APPLICATION_ERASED = {
    "given_name": "",
    "family_name": ERASED,
    "sort_name": "personne effacee",
    "email": "",
    "phone": "",
    "commune_code": None,
    **dict.fromkeys(
        ("families", "lived_experience", "own_path", "peer_experience", "motivation", "availability", "mobility",
         "adjustments", "modes", "sectors", "refusal_words"), "",
    ),
}  # fmt: skip
REGISTER: dict[str, Treatment | tuple[Treatment, ...] | NoPersonalData] = {
    "accounts": Treatment(
        "Se connecter à l'intranet", "account", "id", TWO_YEARS, hidden=("id", "password_hash"), erase=ACCOUNT_ERASED
    ),
    "mandates": Treatment(
        "Savoir qui agit pour quelle organisation", "account", "account_id", TWO_YEARS, hidden=("id", "account_id"),
        erase={}, keep="Une fonction sans nom reste utile à l'histoire du collectif.",
    ),
    "sign_in_sessions": Treatment(
        "Rester connecté, voir ses connexions", "account", "account_id", "un mois", hidden=("id", "token_hash"),
        lives=("created_at", timedelta(days=31)),
    ),
    "single_use_links": Treatment(
        "Inviter, changer un mot de passe perdu", "account", "account_id", "un mois", hidden=("id", "token_hash"),
        lives=("expires_at", timedelta(days=31)),
    ),
    "personal_calendars": Treatment(
        "Suivre son calendrier depuis son agenda", "account", "account_id", "la vie de l'adresse, au plus le mandat",
        hidden=("account_id", "token_hash"),
    ),
    "representatives": Treatment(
        "Savoir qui siège au collectif", "representative", "id", TWO_YEARS, hidden=("id", "account_id"),
        erase={"full_name": ERASED, "duty": "", "account_id": None},
    ),
    "peers": Treatment(
        "Animer le réseau des pair-aidants", "peer", "id", TWO_YEARS, hidden=("id", "account_id"), erase=PEER_ERASED
    ),
    "peer_families": Treatment("Mettre en relation des personnes au vécu proche", "peer", "peer_id", TWO_YEARS),
    "sponsorships": Treatment(
        "Tenir la liste des pairs d'une association", "peer", "peer_id", TWO_YEARS, hidden=("id", "peer_id"),
        erase={"details": {}, "external_ref": None},
    ),
    "sponsorship_terms": Treatment(
        "Savoir ce que l'association a attesté et promis", "peer", "peer_id", TWO_YEARS,
        hidden=("peer_id", "sponsorship_id", "referent_id", "substitute_id", "attested_by_id"),
    ),
    "sponsorship_requests": Treatment(
        "Suivre les demandes de parrainage", "peer", "peer_id", TWO_YEARS,
        hidden=("peer_id", "sponsorship_id", "asked_by_id"),
    ),
    "sponsor_searches": Treatment(
        "Ne laisser personne sans parrain", "peer", "peer_id", TWO_YEARS,
        hidden=("peer_id", "left_organisation_id", "interim_referent_id"),
    ),
    "peer_pauses": Treatment("Respecter les pauses", "peer", "peer_id", TWO_YEARS, hidden=("peer_id",)),
    "peer_steps": Treatment(
        "Suivre le parcours d'un pair", "peer", "peer_id", TWO_YEARS, hidden=("id", "peer_id", "account_id"),
        erase={"words": ""},
    ),
    "peer_cards": Treatment(
        "Montrer que l'on est pair-aidant en activité", "peer", "peer_id", TWO_YEARS,
        hidden=("id", "peer_id", "token", "token_hash"),
    ),
    "action_steps": Treatment(
        "Suivre la vie d'une action", "account", "account_id", "la vie de l'action", hidden=("id", "account_id"),
        erase={"account_id": None},
    ),
    "applications": Treatment(
        "Examiner une candidature et y répondre", "candidate", "id", TWO_YEARS,
        hidden=("id", "typed_in_by_id", "previous_id", "peer_id", "organisation_id"), erase=APPLICATION_ERASED,
    ),
    "application_links": Treatment(
        "Suivre sa candidature sans compte", "candidate", "application_id", "six mois",
        hidden=("id", "application_id", "token_hash"), lives=("expires_at", timedelta(days=1)),
    ),
    "application_messages": Treatment(
        "Échanger sur une candidature", "candidate", "application_id", TWO_YEARS,
        hidden=("id", "application_id", "author_id"),
    ),
    "application_steps": Treatment(
        "Suivre la vie d'une candidature", "candidate", "application_id", TWO_YEARS,
        hidden=("id", "application_id", "by_id"), erase={"words": ""},
    ),
    "actions": Treatment(
        "Savoir qui a proposé une action", "account", "proposed_by_id", "la vie de l'action",
        hidden=("id", "proposed_by_id", "validated_by_id"), erase={}, keep="Le compte effacé ne porte plus de nom.",
    ),
    "action_measures": Treatment(
        "Savoir qui a noté une mesure", "account", "account_id", "la vie de l'action",
        hidden=("id", "indicator_id", "replaces_id", "account_id"), erase={"account_id": None},
    ),
    "action_photos": (
        Treatment(
            "Illustrer une action, avec l'accord des personnes photographiées", "account", "added_by_id",
            "la vie de l'action, ou dès qu'une personne photographiée demande le retrait",
            hidden=("id", "action_id", "added_by_id", "credit"), erase={"added_by_id": None},
        ),
        Treatment(
            "Dire qui a pris une photo", "author", "id",
            "la vie de l'action, ou dès que l'auteur demande à ne plus être nommé",
            hidden=("id", "action_id", "added_by_id"), erase={"credit": "Auteur non nommé"},
            keep="La photo reste, sans le nom de son auteur.",
        ),
    ),
    "training_trainers": Treatment(
        "Savoir qui anime une formation", "account", "account_id", "la vie de la session", hidden=("account_id",),
        erase={}, keep="Le compte effacé ne porte plus de nom.",
    ),
    "training_enrolments": Treatment(
        "Inscrire les pairs aux formations", "peer", "peer_id", TWO_YEARS,
        hidden=("id", "peer_id", "enrolled_by_id", "offer_hash"), erase={"validation_reason": "", "offer_hash": None},
    ),
    "training_attendances": Treatment(
        "Savoir qui a suivi la formation", "peer", "peer_id", TWO_YEARS, hidden=("peer_id", "noted_by_id"),
        erase={}, keep="Le pair effacé ne porte plus de nom ; les chiffres restent.",
    ),
    "training_certificates": Treatment(
        "Attester la formation obligatoire", "peer", "peer_id", TWO_YEARS, hidden=("id", "peer_id"),
        erase={"revocation_reason": ""},
    ),
    "exchange_seats": Treatment(
        "Inscrire les pairs aux rencontres", "peer", "peer_id", TWO_YEARS,
        hidden=("id", "peer_id", "enrolled_by_id", "offer_hash"), erase={"offer_hash": None, "shows_first_name": False},
    ),
    "exchange_sessions": Treatment(
        "Savoir qui anime une rencontre", "account", "facilitator_id", "la vie de la rencontre",
        hidden=("id", "organisation_id", "facilitator_id", "series_id"), erase={"facilitator_words": ""},
    ),
    "pending_imports": Treatment(
        "Vérifier un fichier avant de l'importer", "account", "account_id", "une heure", hidden=("id", "content"),
        lives=("created_at", timedelta(hours=1)),
    ),
    "journal_entries": Treatment(
        "Savoir qui a fait ou lu quoi", "account", "actor", "douze mois", hidden=("previous", "digest"),
        erase={}, keep="Le journal ne contient que des identifiants ; il s'efface seul après douze mois.",
    ),
    "charter_signatures": Treatment(
        "Savoir qui a signé la charte", "peer", "peer_id", TWO_YEARS,
        hidden=("id", "peer_id", "version_id", "witness_id", "countersigned_by_id"), erase={"revocation_reason": ""},
        keep="La signature reste comptée ; le pair effacé ne porte plus de nom.",
    ),
    "charter_proofs": Treatment(
        "Prouver une signature de la charte", "peer", "peer_id", TWO_YEARS, hidden=("signature_id", "peer_id"),
    ),
    "charter_reminders": Treatment(
        "Rappeler la charte une seule fois", "peer", "peer_id", TWO_YEARS, hidden=("version_id", "peer_id"),
    ),
    "library_documents": Treatment(
        "Savoir qui a déposé un document", "account", "created_by_id", "la vie du document",
        hidden=("id", "organisation_id", "folder_id", "created_by_id"), erase={},
        keep="Le compte effacé ne porte plus de nom.",
    ),
    "library_versions": Treatment(
        "Savoir qui a ajouté une version d'un document", "account", "author_id", "la vie du document",
        hidden=("id", "document_id", "content_id", "author_id"), erase={},
        keep="Le compte effacé ne porte plus de nom.",
    ),
    "news_items": Treatment(
        "Savoir qui a écrit une nouvelle", "account", "created_by_id", "la vie de la nouvelle",
        hidden=("id", "organisation_id", "created_by_id"), erase={}, keep="Le compte effacé ne porte plus de nom.",
    ),
    "news_edits": Treatment(
        "Savoir qui a modifié une nouvelle", "account", "account_id", "la vie de la nouvelle",
        hidden=("id", "item_id", "account_id"), erase={"account_id": None},
    ),
    "news_seen": Treatment(
        "Montrer ce que l'on n'a pas encore lu", "account", "account_id", "la vie du compte",
        hidden=("account_id", "item_id"),
    ),
    "news_digests": Treatment(
        "Envoyer le résumé des nouvelles au rythme choisi", "account", "account_id", "la vie du compte",
        hidden=("account_id",),
    ),
    "minutes_revisions": Treatment(
        "Savoir qui a écrit le compte rendu d'une réunion", "account", "account_id", "la vie du compte rendu",
        hidden=("id", "note_id", "account_id"), erase={"account_id": None},
    ),
    "minutes_errata": Treatment(
        "Savoir qui a corrigé un compte rendu", "account", "account_id", "la vie du compte rendu",
        hidden=("id", "meeting_id", "account_id"), erase={"account_id": None},
    ),
    "decision_tasks": Treatment(
        "Savoir qui donne suite à une décision", "account", "account_id", "la vie de la décision",
        hidden=("id", "decision_id", "account_id", "organisation_id"), erase={"account_id": None},
    ),
    "site_texts": Treatment(
        "Savoir qui a écrit un texte du site", "account", "created_by_id", "la vie du texte",
        hidden=("id", "created_by_id", "published_by_id"), erase={}, keep="Le compte effacé ne porte plus de nom.",
    ),
    "site_text_approvals": Treatment(
        "Dire qui a approuvé un texte en langage simple", "reader", "id",
        "tant que ce texte est publié, puis deux ans ; effacé dès que la personne le demande",
        hidden=("id", "recorded_by_id"), erase={"reader_name": None, "named": False},
        keep="L'approbation reste, sans le nom.",
    ),
    "site_text_blocks": NoPersonalData("Textes publics, ou qui vont l'être."),
    "meeting_kinds": NoPersonalData("Des règles."),
    "public_revision": NoPersonalData("Une marque tirée au hasard."),
    "meetings": NoPersonalData("Des lieux et des dates."),
    "meeting_postponements": NoPersonalData("Des dates et leurs raisons."),
    "meeting_relocations": NoPersonalData("Des lieux et leurs raisons."),
    "meeting_participants": NoPersonalData("Des organisations, jamais des personnes."),
    "attendance_movements": NoPersonalData("Des organisations, jamais des personnes."),
    "agenda_items": NoPersonalData("Ce dont le collectif parle."),
    "minutes_notes": NoPersonalData("Texte des comptes rendus, sans nom de personne."),
    "meeting_votes": NoPersonalData("Des questions et des nombres."),
    "vote_electors": NoPersonalData("Des organisations, jamais des personnes."),
    "vote_tallies": NoPersonalData("Des nombres."),
    "meeting_decisions": NoPersonalData("Ce que le collectif a décidé."),
    "returned_decisions": NoPersonalData("Liens entre décisions et ordres du jour."),
    "outgoing_attachments": NoPersonalData("Chiffrées, effacées avec leur courrier."),
    "retention_warnings": NoPersonalData("Un identifiant, trente jours."),
    "outgoing_mails": NoPersonalData(
        "Chiffré, effacé dès l'envoi, ou après trente jours sans pouvoir partir.", allowed=("recipient",)
    ),
    "throttle_hits": NoPersonalData("Empreintes à clé de quelques minutes."),
    "organisations": NoPersonalData("Coordonnées d'organisations.", allowed=("email", "phone", "address")),
    "organisation_aliases": NoPersonalData("Noms d'organisations."),
    "action_milestones": NoPersonalData("Des étapes et des organisations, jamais des personnes."),
    "action_indicators": NoPersonalData("Ce que l'on mesure."),
    "action_reports": NoPersonalData("Des nombres et un texte sans nom de personne."),
    "action_pictures": NoPersonalData("Tailles des photos, sans rien de ce qui venait avec le fichier."),
    "action_organisations": NoPersonalData("Liens entre actions et organisations."),
    "sponsorship_facets": NoPersonalData("Copie d'index de sponsorships.details, effacée avec lui."),
    "import_mappings": NoPersonalData("Titres de colonnes."),
    "exchange_series": NoPersonalData("Un rythme."),
    "exchange_accesses": NoPersonalData("Ce qui rend une rencontre accessible."),
    "exchange_themes": NoPersonalData("Ce dont on a parlé, dans une liste fermée."),
    "exchange_faces": NoPersonalData("Des nombres."),
    "exchange_words": NoPersonalData("Des mots que rien ne relie à personne, chiffrés, et effacés après deux ans."),
    "training_sessions": NoPersonalData("Des lieux et des dates."),
    "training_half_days": NoPersonalData("Des dates."),
    "training_accesses": NoPersonalData("Ce qui rend une session accessible."),
    "training_notices": NoPersonalData("Des rappels déjà partis, effacés avec l'attestation."),
    "charter_versions": NoPersonalData("Texte public."),
    "charter_entries": NoPersonalData("Empreintes salées : sans la preuve effacée, elles ne désignent personne."),
    "charter_head": NoPersonalData("Une empreinte."),
    "library_folders": NoPersonalData("Noms de dossiers."),
    "library_contents": NoPersonalData("Empreintes et clés chiffrées."),
    "library_tags": NoPersonalData("Étiquettes de documents."),
    "search_entries": NoPersonalData("Copie de textes d'autres tables, pour les retrouver ; elle les suit."),
    "library_links": NoPersonalData("Liens entre documents et objets du site."),
    "communes": NoPersonalData("Données publiques."),
    "sectors": NoPersonalData("Données publiques."),
    "journal_head": NoPersonalData("Une empreinte."),
}  # fmt: skip


def undeclared() -> list[str]:
    """Tables, and nominative columns, that the register does not account for."""
    missing = [name for name in metadata.tables if name not in REGISTER]
    return missing + [
        f"{name}.{column}"
        for name, entry in REGISTER.items()
        if isinstance(entry, NoPersonalData) and name in metadata.tables
        for column in entry.doubtful(metadata.tables[name])
    ]


def treatments() -> list[tuple[str, Treatment]]:
    """Tables, and what is done with their personal data: more than one treatment when they name several people."""
    declared = [(name, entry) for name, entry in REGISTER.items() if not isinstance(entry, NoPersonalData)]
    return [(name, one) for name, entry in declared for one in (entry if isinstance(entry, tuple) else (entry,))]
