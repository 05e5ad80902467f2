"""Who gets through, for every route and method of the application: the one table that a new route must join.

It is written from what the collective expects of each role (domain, §3), never from the application's own rights.
Objects are APF 77's: « other » personas hold the same role in another association.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.support.world import PERSONAS

Who = frozenset[str]

PUBLIC: Who = frozenset(PERSONAS)
SIGNED_IN = PUBLIC - {"visitor"}
WITH_A_MANDATE = SIGNED_IN - {"former_referent"}
COORDINATION: Who = frozenset({"coordinator"})
OWN_REFERENT: Who = frozenset({"referent"})
REFERENTS: Who = frozenset({"referent", "other_referent"})
MEMBERS: Who = frozenset({"member", "other_member"})
COLLECTIVE = REFERENTS | MEMBERS | COORDINATION
PEERS: Who = frozenset({"peer", "other_peer"})
THE_PEER: Who = frozenset({"peer"})
OWN_AUTHORS: Who = frozenset({"referent", "member"})
FOLLOWERS = OWN_AUTHORS | COORDINATION
ADMIN: Who = frozenset({"admin"})
AUDITOR: Who = frozenset({"auditor"})
NOBODY: Who = frozenset()


@dataclass(frozen=True)
class Row:
    """``methods`` of ``route`` are for ``who``; the others are refused.

    :param absent: signed in, and answered 404: there is nothing of theirs there.
    :param query: the query string, without « ? »; a view that answers only with a parameter has its own row.
    :param form: what a POST sends, when an empty body would ask nothing.
    :param answer: what those who get through are answered to a GET.
    :param elsewhere: sent to the page of their own things.
    :param csrf: a POST without its token is refused.
    """

    methods: str
    route: str
    who: Who
    absent: Who = NOBODY
    query: str = ""
    form: Mapping[str, str] = field(default_factory=dict)
    answer: int = 200
    elsewhere: Who = NOBODY
    csrf: bool = True

    def __str__(self) -> str:
        return f"{self.route}?{self.query}" if self.query else self.route


SITE = (
    Row("GET", "__static/", PUBLIC),
    Row("GET", "home", PUBLIC),
    Row("GET", "peer_support", PUBLIC),
    Row("GET", "become_peer", PUBLIC),
    Row("GET", "resource_hub", PUBLIC),
    Row("GET", "accessibility", PUBLIC),
    Row("GET", "personal_data", PUBLIC),
    Row("GET", "legal_notice", PUBLIC),
    Row("GET", "site_map", PUBLIC),
    Row("GET", "help", PUBLIC),
    Row("GET", "search", PUBLIC),
    Row("GET", "search", PUBLIC, query="mots=caf%C3%A9"),
    Row("GET", "search_description", PUBLIC),
    Row("GET", "intranet_search", WITH_A_MANDATE),
    Row("GET", "intranet_search", WITH_A_MANDATE, query="mots=caf%C3%A9"),
    Row("GET", "intranet_search", WITH_A_MANDATE, query="mots=aussi"),
    Row("GET", "robots", PUBLIC),
    Row("GET", "sitemap_xml", PUBLIC),
    Row("GET", "open_data", PUBLIC),
    Row("GET", "health", PUBLIC),
    Row("GET", "extension_colours", PUBLIC),
    Row("GET", "extension_logo", PUBLIC),
    Row("GET", "logo", PUBLIC),
    Row("POST", "preferences", PUBLIC, csrf=False),
)

ACTIONS = (
    Row("GET", "actions", PUBLIC),
    Row("GET", "action", PUBLIC),
    Row("GET", "actions_atom", PUBLIC),
    Row("GET", "actions_csv", PUBLIC),
    Row("GET", "actions_csv_metadata", PUBLIC),
    Row("GET", "actions_fragment", PUBLIC),
    Row("GET", "intranet_actions", COLLECTIVE | PEERS),
    Row("GET", "intranet_actions", COLLECTIVE | PEERS, query="format=csv"),
    Row("GET POST", "intranet_action_new", COLLECTIVE),
    Row("GET", "intranet_action", COLLECTIVE),
    Row("GET POST", "intranet_action_edit", OWN_AUTHORS),
    Row("GET POST", "intranet_action_propose", OWN_AUTHORS),
    Row("GET POST", "intranet_action_examine", COORDINATION),
    Row("GET POST", "intranet_action_hand_back", COORDINATION),
    Row("GET POST", "intranet_action_set_aside", COORDINATION),
    Row("GET POST", "intranet_action_validate", COORDINATION),
    Row("GET POST", "intranet_action_publish", COORDINATION),
    Row("GET POST", "intranet_action_begin", COORDINATION),
    Row("GET POST", "intranet_action_review", COORDINATION),
    Row("GET POST", "intranet_action_withdraw", COORDINATION),
    Row("GET POST", "intranet_action_republish", COORDINATION),
    Row("GET", "action_follow", COLLECTIVE),
    Row("GET POST", "milestone_add", FOLLOWERS),
    Row("GET POST", "milestone_edit", FOLLOWERS),
    Row("GET POST", "milestone_remove", FOLLOWERS),
    Row("POST", "milestone_up", FOLLOWERS),
    Row("POST", "milestone_down", FOLLOWERS),
    Row("GET POST", "milestone_done", FOLLOWERS),
    Row("POST", "milestone_reopen", FOLLOWERS),
    Row("GET POST", "indicator_add", FOLLOWERS),
    Row("GET POST", "indicator_edit", FOLLOWERS),
    Row("GET POST", "indicator_remove", FOLLOWERS),
    Row("POST", "indicator_publish", COORDINATION),
    Row("POST", "indicator_withdraw", COORDINATION),
    Row("GET POST", "measure_add", FOLLOWERS),
    Row("GET POST", "measure_correct", FOLLOWERS),
    Row("GET POST", "report_write", FOLLOWERS),
    Row("GET", "report_pdf", COLLECTIVE),
    Row("GET", "public_report_pdf", PUBLIC),
    Row("GET", "action_photos", COLLECTIVE),
    Row("GET POST", "photo_add", FOLLOWERS),
    Row("GET POST", "photo_edit", FOLLOWERS),
    Row("GET POST", "photo_remove", FOLLOWERS),
    Row("POST", "photo_before", FOLLOWERS),
    Row("POST", "photo_after", FOLLOWERS),
    Row("POST", "photo_publish", COORDINATION),
    Row("POST", "photo_withdraw", COORDINATION),
    Row("GET", "photo_file", COLLECTIVE),
    Row("GET", "action_photo", PUBLIC),
    Row("GET", "actions_by_axis", COLLECTIVE | PEERS),
    Row("GET", "actions_by_sector", COLLECTIVE | PEERS),
    Row("GET", "actions_calendar", COLLECTIVE | PEERS),
    Row("GET", "actions_late", COLLECTIVE),
    Row("GET", "actions_late", COLLECTIVE, query="format=csv"),
)

API = (
    Row("GET", "api_home", PUBLIC),
    Row("GET", "api_description", PUBLIC),
    Row("GET", "api_actions", PUBLIC),
    Row("GET", "api_action", PUBLIC),
    Row("GET", "api_events", PUBLIC),
    Row("GET", "api_organisations", PUBLIC),
    Row("GET", "api_organisation", PUBLIC),
    Row("GET", "api_documents", PUBLIC),
    Row("GET", "api_document", PUBLIC),
    Row("GET", "api_axes", PUBLIC),
    Row("GET", "api_kinds", PUBLIC),
    Row("GET", "api_states", PUBLIC),
    Row("GET", "api_sectors", PUBLIC),
)

ACCOUNTS = (
    Row("GET POST", "sign_in", PUBLIC, elsewhere=SIGNED_IN),
    Row("POST", "sign_out", PUBLIC),
    Row("GET POST", "forgotten_password", PUBLIC),
    Row("GET POST", "choose_password", PUBLIC),
    Row("GET POST", "accept_invitation", PUBLIC),
    Row("GET", "my_account", SIGNED_IN),
    Row("GET POST", "my_password", SIGNED_IN),
    Row("POST", "my_session_end", OWN_REFERENT, absent=SIGNED_IN - OWN_REFERENT),
    Row("POST", "my_sessions_end", SIGNED_IN),
    Row("GET", "roles", SIGNED_IN),
    Row("GET", "accounts", ADMIN),
    Row("GET POST", "account_invite", ADMIN),
    Row("GET", "account", ADMIN),
    Row("GET POST", "account_edit", ADMIN),
    Row("POST", "account_invite_again", ADMIN),
    Row("GET POST", "account_close", ADMIN),
    Row("POST", "account_reopen", ADMIN),
    Row("GET POST", "mandate_give", ADMIN),
    Row("GET POST", "mandate_end", ADMIN),
)

ORGANISATIONS = (
    Row("GET", "organisations", COLLECTIVE),
    Row("GET", "organisations", COLLECTIVE, query="format=csv"),
    Row("GET", "organisation", COLLECTIVE),
    Row("GET POST", "organisation_add", COORDINATION),
    Row("GET POST", "organisation_edit", OWN_REFERENT | COORDINATION),
    Row("POST", "organisation_alias_add", COORDINATION),
    Row("GET POST", "organisation_place", COORDINATION),
    Row("GET POST", "organisation_logo", OWN_REFERENT | COORDINATION),
    Row("POST", "organisation_logo_remove", OWN_REFERENT | COORDINATION),
    Row("GET", "organisation_merge_choose", COORDINATION),
    Row("GET POST", "organisation_merge", COORDINATION),
    Row("GET POST", "representative_add", OWN_REFERENT | COORDINATION),
    Row("GET POST", "representative_end", OWN_REFERENT | COORDINATION),
    Row("GET POST", "representative_replace", OWN_REFERENT | COORDINATION),
)

KEEPERS = OWN_REFERENT
READERS = OWN_REFERENT | COORDINATION

PEERS_ROOM = (
    Row("GET", "rosters", WITH_A_MANDATE, elsewhere=REFERENTS),
    Row("GET", "roster", READERS),
    Row("GET", "roster", READERS, query="format=csv"),
    Row("GET POST", "peer_add", KEEPERS),
    Row("GET POST", "roster_import", KEEPERS),
    Row("GET POST", "import_columns", KEEPERS),
    Row("GET", "import_check", KEEPERS),
    Row("POST", "import_run", KEEPERS),
    Row("POST", "import_drop", KEEPERS),
    Row("GET", "my_file", NOBODY, absent=WITH_A_MANDATE - PEERS, elsewhere=PEERS),
    Row("GET", "peer", READERS | THE_PEER),
    Row("GET POST", "peer_edit", KEEPERS),
    Row("POST", "peer_move", KEEPERS | THE_PEER, form={"move": "pause"}),
    Row("GET POST", "sponsorship_end", KEEPERS),
    Row("GET", "activations", COORDINATION),
    Row("GET POST", "peer_invite", READERS),
    Row("GET POST", "peer_interim", COORDINATION),
    Row("GET POST", "sponsorship_ask", THE_PEER | COORDINATION),
    Row("GET POST", "sponsorship_attest", KEEPERS),
    Row("GET", "sponsorships", REFERENTS | COORDINATION),
    Row("GET", "sponsorships", REFERENTS | COORDINATION, query="format=csv"),
    Row("GET", "sponsorships", COORDINATION, query="vue=recherches"),
    Row("GET", "sponsorship", READERS),
    Row("GET POST", "sponsorship_accept", KEEPERS),
    Row("POST", "sponsorship_decline", KEEPERS),
    Row("POST", "sponsorship_withdraw", COORDINATION),
)

PATH_ROOM = (
    Row("POST", "peer_activate", COORDINATION),
    Row("GET POST", "peer_suspend", COORDINATION),
    Row("POST", "peer_lift", COORDINATION),
    Row("GET POST", "peer_end", COORDINATION),
    Row("GET POST", "peer_leave", THE_PEER),
    Row("GET POST", "peer_card", READERS | THE_PEER),
    Row("GET", "peer_card_pdf", READERS | THE_PEER),
    Row("POST", "peer_card_revoke", READERS | THE_PEER),
    Row("GET", "passport", READERS | THE_PEER),
    Row("GET", "passport", READERS | THE_PEER, query="format=pdf"),
    Row("GET", "passport", READERS | THE_PEER, query="format=json"),
    Row("GET", "verify", PUBLIC),
)

CHARTER = (
    Row("GET", "charter", PUBLIC),
    Row("GET", "charter_atom", PUBLIC),
    Row("GET", "charter_blank", PUBLIC),
    Row("GET", "charter_blank", PUBLIC, query="texte=simple"),
    Row("GET", "charter_verifier", PUBLIC),
    Row("GET", "charter_home", COORDINATION | REFERENTS | PEERS),
    Row("GET", "charter_version", COORDINATION | REFERENTS | PEERS),
    Row("GET POST", "charter_sign", THE_PEER, elsewhere=PEERS - THE_PEER),
    Row("GET", "charter_peers", REFERENTS | COORDINATION),
    Row("GET", "charter_peers", REFERENTS | COORDINATION, query="format=csv"),
    Row("GET POST", "charter_witness", READERS),
    Row("GET POST", "charter_waiting", COORDINATION),
    Row("GET", "charter_signature", READERS | THE_PEER),
    Row("GET", "charter_receipt_pdf", READERS | THE_PEER),
    Row("GET", "charter_receipt_json", READERS | THE_PEER),
    Row("GET POST", "charter_revoke", COORDINATION),
    Row("POST", "charter_draft_start", COORDINATION),
    Row("GET POST", "charter_draft", COORDINATION),
    Row("GET", "charter_draft_preview", COORDINATION),
    Row("GET POST", "charter_draft_publish", COORDINATION),
    Row("GET POST", "charter_draft_drop", COORDINATION),
)

CANDIDACY = (
    Row("GET POST", "candidacy_start", PUBLIC),
    Row("GET", "candidacy_form", PUBLIC),
    Row("GET POST", "candidacy_lost", PUBLIC),
    Row("GET POST", "candidacy_follow", PUBLIC),
    Row("GET POST", "candidacy_step", PUBLIC),
    Row("GET POST", "candidacy_review", PUBLIC),
    Row("GET POST", "candidacy_withdraw", PUBLIC),
    Row("POST", "candidacy_again", PUBLIC),
    Row("GET", "candidacy_copy", PUBLIC),
    Row("GET", "applications", REFERENTS | COORDINATION),
    Row("GET", "applications", REFERENTS | COORDINATION, query="format=csv"),
    Row("GET POST", "application_enter", REFERENTS | COORDINATION),
    Row("GET POST", "application_file", READERS),
    Row("GET", "application_print", READERS),
    Row("GET POST", "application_edit", READERS),
    Row("GET POST", "application_admit", READERS),
    Row("GET POST", "application_sponsor", OWN_REFERENT),
    Row("GET POST", "application_ask_complement", READERS),
    Row("GET POST", "application_route", COORDINATION),
    Row("GET POST", "application_refuse", READERS),
    Row("GET POST", "application_withdraw", READERS),
)

TRAINER: Who = frozenset({"trainer"})
TRAINING_READERS = PEERS | REFERENTS | COORDINATION | TRAINER

TRAININGS = (
    Row("GET", "trainings", TRAINING_READERS),
    Row("GET", "trainings", TRAINING_READERS, query="format=csv"),
    Row("GET", "trainings_past", TRAINING_READERS),
    Row("GET", "training", TRAINING_READERS),
    Row("GET POST", "training_new", COORDINATION),
    Row("GET POST", "training_edit", COORDINATION),
    Row("POST", "training_open", COORDINATION),
    Row("POST", "training_hold", COORDINATION),
    Row("GET POST", "training_cancel", COORDINATION),
    Row("GET POST", "training_attendance", COORDINATION | TRAINER),
    Row("GET POST", "training_results", COORDINATION),
    Row("POST", "training_join", PEERS),
    Row("POST", "training_accept", THE_PEER, absent=PEERS - THE_PEER),
    Row("GET POST", "training_leave", THE_PEER, absent=PEERS - THE_PEER),
    Row("GET POST", "training_enrol", REFERENTS | COORDINATION),
    Row("POST", "training_seat_accept", READERS),
    Row("GET POST", "training_seat_leave", READERS),
    Row("GET POST", "training_validate", COORDINATION),
    Row("GET", "training_certificate", READERS | THE_PEER),
    Row("GET POST", "training_certificate_revoke", COORDINATION),
    Row("GET POST", "training_offer", PUBLIC),
)

# « Turquoise » is a session of APF 77 for its own peers: for the others it does not exist.
EXCHANGE_READERS = PEERS | REFERENTS | COORDINATION | TRAINER
OTHER_EXCHANGE: Who = frozenset({"other_referent"})

EXCHANGES = (
    Row("GET", "exchanges", EXCHANGE_READERS),
    Row("GET", "exchanges", EXCHANGE_READERS, query="format=csv"),
    Row("GET", "exchanges_past", EXCHANGE_READERS),
    Row("GET", "exchanges_figures", REFERENTS | COORDINATION),
    Row("GET", "exchange", EXCHANGE_READERS - OTHER_EXCHANGE, absent=SIGNED_IN - (EXCHANGE_READERS - OTHER_EXCHANGE)),
    Row("GET POST", "exchange_new", REFERENTS | COORDINATION),
    Row("GET POST", "exchange_edit", READERS),
    Row("POST", "exchange_open", READERS),
    Row("GET POST", "exchange_cancel", READERS),
    Row("GET POST", "exchange_attendance", READERS | TRAINER),
    Row("GET POST", "exchange_account", READERS),
    Row("GET POST", "exchange_feedback", THE_PEER, absent=PEERS - THE_PEER),
    Row("POST", "exchange_first_name", THE_PEER, absent=PEERS - THE_PEER),
    Row("POST", "exchange_join", PEERS),
    Row("POST", "exchange_accept", THE_PEER, absent=PEERS - THE_PEER),
    Row("GET POST", "exchange_leave", THE_PEER, absent=PEERS - THE_PEER),
    Row("GET POST", "exchange_enrol", REFERENTS | COORDINATION),
    Row("POST", "exchange_seat_accept", READERS),
    Row("GET POST", "exchange_seat_leave", READERS),
    Row("GET POST", "exchange_offer", PUBLIC),
)

OTHERS = (
    Row("GET", "dashboard", SIGNED_IN),
    Row("GET", "reports_home", COLLECTIVE, elsewhere=REFERENTS | MEMBERS),
    Row("GET", "statistics", COLLECTIVE),
    Row("GET", "statistics", COLLECTIVE, query="format=csv"),
    Row("GET", "reports", READERS),
    Row("GET", "report", READERS),
    Row("GET", "report", READERS, query="format=csv"),
    Row("GET", "extension.apf77.reperes", READERS),
    Row("GET", "extensions", ADMIN),
    Row("POST", "extension_reactivate", ADMIN),
    Row("GET", "mails", ADMIN),
    Row("GET", "mail", ADMIN),
    Row("GET", "journal", AUDITOR),
    Row("GET POST", "journal_verify", AUDITOR),
)

LIBRARY_READERS = COLLECTIVE | PEERS | {"trainer"}
# The document of the world is APF 77's own: for the library's other readers it does not exist.
OWN_LIBRARY = OWN_AUTHORS | PEERS
OTHER_LIBRARY = LIBRARY_READERS - OWN_LIBRARY

LIBRARY = (
    Row("GET", "intranet_documents", LIBRARY_READERS),
    Row("GET", "intranet_documents", LIBRARY_READERS, query="format=csv"),
    Row("GET POST", "intranet_document_add", COLLECTIVE),
    Row("GET", "intranet_document", OWN_LIBRARY, absent=OTHER_LIBRARY),
    Row("GET", "intranet_document_file", OWN_LIBRARY, absent=OTHER_LIBRARY),
    Row("GET", "intranet_document_version", OWN_LIBRARY, absent=OTHER_LIBRARY),
    Row("GET POST", "intranet_document_replace", OWN_AUTHORS, absent=OTHER_LIBRARY),
    Row("GET POST", "intranet_document_edit", OWN_AUTHORS, absent=OTHER_LIBRARY),
    Row("GET POST", "intranet_document_remove", OWN_AUTHORS, absent=OTHER_LIBRARY),
    Row("POST", "intranet_document_restore", OWN_AUTHORS, absent=OTHER_LIBRARY),
    Row("POST", "intranet_document_untie", OWN_AUTHORS, absent=OTHER_LIBRARY),
    Row("GET", "intranet_folders", COORDINATION),
    Row("GET POST", "intranet_folder_add", COORDINATION),
    Row("GET POST", "intranet_folder_edit", COORDINATION),
    Row("POST", "intranet_folder_delete", COORDINATION),
    Row("GET", "documents", PUBLIC),
    Row("GET", "document", PUBLIC),
    Row("GET", "document_file", PUBLIC),
)

MEETINGS = (
    Row("GET", "meetings", COLLECTIVE),
    Row("GET", "meetings", COLLECTIVE, query="format=csv"),
    Row("GET POST", "meeting_new", COORDINATION),
    Row("GET", "meeting_kinds", COLLECTIVE),
    Row("GET POST", "meeting_kind_edit", COORDINATION),
    Row("GET", "agenda_proposals", COLLECTIVE),
    Row("GET POST", "agenda_propose", COLLECTIVE),
    Row("GET POST", "proposal_place", COORDINATION),
    Row("GET POST", "proposal_decline", COORDINATION),
    Row("GET", "votes", COLLECTIVE),
    Row("GET POST", "vote_online", COORDINATION),
    Row("GET", "vote", COLLECTIVE),
    Row("GET POST", "vote_cast", OWN_AUTHORS | COORDINATION),
    Row("GET POST", "vote_hands", COORDINATION),
    Row("POST", "vote_close", COORDINATION),
    Row("POST", "vote_abandon", COORDINATION),
    Row("GET", "decisions", COLLECTIVE),
    Row("GET", "decision", COLLECTIVE),
    Row("GET POST", "task_add", COORDINATION),
    Row("GET POST", "task_end", OWN_AUTHORS | COORDINATION),
    Row("GET", "meeting", COLLECTIVE),
    Row("GET POST", "meeting_edit", COORDINATION),
    Row("GET", "meeting_calendar", COLLECTIVE),
    Row("GET POST", "meeting_convene", COORDINATION),
    Row("GET POST", "meeting_answer", OWN_AUTHORS | COORDINATION),
    Row("GET POST", "meeting_postpone", COORDINATION),
    Row("GET POST", "meeting_relocate", COORDINATION),
    Row("GET POST", "meeting_cancel", COORDINATION),
    Row("POST", "meeting_open", COORDINATION),
    Row("POST", "meeting_close", COORDINATION),
    Row("GET", "meeting_attendance", COORDINATION),
    Row("POST", "meeting_presence", COORDINATION),
    Row("GET POST", "meeting_peers", COORDINATION),
    Row("GET", "meeting_minutes", COLLECTIVE),
    Row("GET", "meeting_minutes_pdf", COLLECTIVE),
    Row("GET POST", "meeting_erratum", COORDINATION),
    Row("GET POST", "item_new", COORDINATION),
    Row("GET POST", "item_edit", COORDINATION),
    Row("POST", "item_up", COORDINATION),
    Row("POST", "item_down", COORDINATION),
    Row("POST", "item_remove", COORDINATION),
    Row("POST", "item_approve", COORDINATION),
    Row("GET POST", "item_note", COORDINATION),
    Row("GET", "item_history", COLLECTIVE),
    Row("GET POST", "item_vote", COORDINATION),
    Row("GET POST", "item_decide", COORDINATION),
    Row("GET", "action_thread", COLLECTIVE),
)

AGENDA = (
    Row("GET", "agenda", PUBLIC),
    Row("GET", "agenda_ics", PUBLIC),
    Row("GET", "personal_calendar", PUBLIC),
    Row("GET", "intranet_agenda", LIBRARY_READERS),
    Row("GET POST", "my_calendar", LIBRARY_READERS),
    Row("POST", "my_calendar_end", LIBRARY_READERS),
)

NEWS_ROOM = (
    Row("GET", "news_list", LIBRARY_READERS),
    Row("POST", "news_all_seen", LIBRARY_READERS),
    Row("GET POST", "news_digest", LIBRARY_READERS),
    Row("GET POST", "news_add", REFERENTS | COORDINATION),
    Row("GET", "news_item", OWN_LIBRARY, absent=OTHER_LIBRARY),
    Row("GET POST", "news_edit", OWN_REFERENT, absent=OTHER_LIBRARY),
    Row("GET POST", "news_withdraw", OWN_REFERENT, absent=OTHER_LIBRARY),
)

TEXTS = (
    Row("GET", "texts", COORDINATION),
    Row("GET", "text", COORDINATION),
    Row("GET POST", "text_block", COORDINATION),
    Row("GET", "text_preview", COORDINATION),
    Row("GET POST", "text_publish", COORDINATION),
    Row("GET POST", "text_drop", COORDINATION),
    Row("POST", "text_revisited", COORDINATION),
    Row("GET", "text_version", COORDINATION),
    Row("POST", "text_return", COORDINATION),
    Row("GET POST", "text_approve", COORDINATION),
    Row("GET POST", "text_approval_withdraw", COORDINATION),
    Row("GET POST", "text_reader_erase", COORDINATION),
)

TABLE = (
    *SITE,
    *TEXTS,
    *MEETINGS,
    *LIBRARY,
    *AGENDA,
    *NEWS_ROOM,
    *ACTIONS,
    *API,
    *ACCOUNTS,
    *ORGANISATIONS,
    *PEERS_ROOM,
    *PATH_ROOM,
    *CHARTER,
    *CANDIDACY,
    *TRAININGS,
    *EXCHANGES,
    *OTHERS,
)

# A word of one private object → who may read it, on whatever page.
PRIVATE_WORDS: dict[str, Who] = {
    "zephyrelle": READERS | THE_PEER,
    "quartz": OWN_REFERENT | THE_PEER,
    "postulante": READERS,
    "chercheuse": COORDINATION,
    "topaze": OWN_REFERENT,
    "hyacinthe": READERS,
    "améthyste": COLLECTIVE,
    "citrine": OWN_LIBRARY,
    "opale": OWN_LIBRARY,
    "jaspe": COORDINATION,
    "serpentine": COORDINATION,
    # A trainer of APF 77, whom its referents may ask to lead an exchange session.
    "obsidienne": ADMIN | COORDINATION | OWN_REFERENT,
    "ambre": ADMIN,
    "turquoise": READERS | PEERS | TRAINER,
}
