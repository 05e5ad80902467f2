"""Every form says how long its texts and how far its dates may be, as its columns are: PostgreSQL refuses what SQLite
would take.

The forms are those the pages show: each is opened by someone who may, and its schema is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import colander
import pytest
from sqlalchemy import String, Text

from collectif import forms
from collectif.accounts.models import Account
from collectif.actions.follow_models import (
    ActionIndicator,
    ActionMeasure,
    ActionMilestone,
    ActionPhoto,
    ActionReport,
)
from collectif.actions.models import Action, ActionStep
from collectif.applications.models import Application
from collectif.charter.models import CharterSignature, CharterVersion
from collectif.exchanges.models import ExchangeSession
from collectif.library.models import Document, DocumentVersion, Folder
from collectif.meetings.models import (
    AgendaItem,
    Meeting,
    MeetingPostponement,
    MeetingRelocation,
    MinutesErratum,
    MinutesNote,
)
from collectif.meetings.vote_models import Decision, DecisionTask, Vote
from collectif.news.models import NewsItem
from collectif.organisations.models import Organisation, OrganisationAlias, Representative
from collectif.peers.models import Peer, Sponsorship
from collectif.peers.path_models import SponsorshipTerms
from collectif.plugin_kit import Among
from collectif.text import LONGEST_KEY
from collectif.texts.models import SiteText, SiteTextBlock
from collectif.training.models import TrainingCertificate, TrainingEnrolment, TrainingHalfDay, TrainingSession
from tests.support.world import PERSONAS

from .routes import TABLE, Row
from .surface import READING, WRITING

FORMS = [row for row in TABLE if {READING, WRITING} <= set(row.methods.split())]
MOST = 10_000
ENCRYPTED = ("lived_experience", "own_path", "peer_experience", "motivation", "availability", "mobility", "adjustments")
# Where what is typed goes; ``None``: it is compared or hashed, never stored as it is, or stored without a width.
COLUMNS: dict[str, dict[str, Any]] = {
    "account_invite": {"display_name": Account.display_name, "email": Account.email},
    "account_edit": {"display_name": Account.display_name, "email": Account.email},
    "organisation_add organisation_edit": {
        "name": Organisation.name, "short_name": Organisation.short_name, "description": Organisation.description,
        "website": Organisation.website, "email": Organisation.email, "phone": Organisation.phone,
        "address": Organisation.address, "distinct_from": None,
    },
    # Compared with the meeting's day, and with the organisations that the person speaks for: kept nowhere.
    "meeting_answer": {"planned_at": None},
    "vote_cast": {"organisation": None},
    "representative_add representative_replace": {
        "full_name": Representative.full_name, "duty": Representative.duty,
    },
    "peer_add peer_edit": {
        "family_name": Peer.family_name, "given_name": Peer.given_name, "email": Peer.email, "phone": Peer.phone,
        "external_ref": Sponsorship.external_ref, "versions": None, "meeting_place": None,
    },
    "sponsorship_attest sponsorship_accept": {"explanation": SponsorshipTerms.explanation},
    "peer_suspend peer_end": {"words": None},
    "intranet_action_new intranet_action_edit": {
        "title": Action.title, "summary": Action.summary, "plain_summary": Action.plain_summary,
        "description": Action.description, "audience": Action.audience,
    },
    "intranet_document_add intranet_document_edit": {
        "title": Document.title, "description": Document.description, "folder": None, "tags": None,
    },
    "intranet_document_replace": {"note": DocumentVersion.note},
    "intranet_document_remove": {"reason": Document.removal_reason},
    "intranet_folder_add intranet_folder_edit": {"name": Folder.name, "parent": None},
    "news_add news_edit": {"title": NewsItem.title, "body": NewsItem.body},
    "news_withdraw": {"reason": NewsItem.withdrawal_reason},
    "intranet_action_hand_back intranet_action_set_aside": {"comment": ActionStep.comment},
    "intranet_action_validate": {"decision_reference": Action.decision_reference},
    "intranet_action_review report_write": {
        "results": Action.results, "report_partners": ActionReport.partners, "report_learned": ActionReport.learned,
        "report_next_steps": ActionReport.next_steps,
    },
    "photo_add photo_edit": {"alt": ActionPhoto.alt, "credit": ActionPhoto.credit},
    "milestone_add milestone_edit": {"title": ActionMilestone.title},
    "indicator_add indicator_edit": {"name": ActionIndicator.name, "unit": ActionIndicator.unit},
    "measure_add measure_correct": {"comment": ActionMeasure.comment},
    "intranet_action_withdraw": {"withdrawal_reason": Action.withdrawal_reason},
    "meeting_new meeting_edit": {"title": Meeting.title, "place": Meeting.place, "joining": Meeting.joining},
    "meeting_convene": {"late_reason": Meeting.late_reason},
    "meeting_postpone": {
        "place": Meeting.place, "joining": Meeting.joining, "late_reason": Meeting.late_reason,
        "reason": MeetingPostponement.reason,
    },
    "meeting_relocate": {
        "place": Meeting.place, "joining": Meeting.joining, "reason": MeetingRelocation.reason,
    },
    "meeting_cancel": {"reason": Meeting.cancellation_reason},
    "meeting_erratum": {"text": MinutesErratum.text},
    "agenda_propose item_new item_edit": {"title": AgendaItem.title, "description": AgendaItem.description},
    "proposal_decline": {"reason": AgendaItem.declined_reason},
    "item_note": {"text": MinutesNote.text},
    "item_vote vote_online": {"question": Vote.question},
    "item_decide": {"text": Decision.text},
    "task_add": {"title": DecisionTask.title},
    "task_end": {"words": DecisionTask.words},
    "training_new training_edit": {
        "title": TrainingSession.title, "description": TrainingSession.description, "hours": TrainingSession.hours,
        "place_name": TrainingSession.place_name, "place_address": TrainingSession.place_address,
        "joining": TrainingSession.joining, "module": TrainingHalfDay.module,
    },
    "exchange_new exchange_edit": {
        "title": ExchangeSession.title, "description": ExchangeSession.description,
        "place_name": ExchangeSession.place_name, "place_address": ExchangeSession.place_address,
        "joining": ExchangeSession.joining, "facilitator_words": ExchangeSession.facilitator_words,
    },
    "exchange_cancel": {"reason": ExchangeSession.cancellation_reason},
    "exchange_account": {"summary": ExchangeSession.summary},
    "exchange_feedback": {"words": None},
    "training_cancel": {"reason": TrainingSession.cancellation_reason},
    "training_validate": {"reason": TrainingEnrolment.validation_reason},
    "training_certificate_revoke": {"reason": TrainingCertificate.revocation_reason},
    "text_block": {
        "title": SiteTextBlock.title, "standard": SiteTextBlock.standard, "plain_title": SiteTextBlock.plain_title,
        "plain": SiteTextBlock.plain, "number": None,
    },
    "text_publish": {"note": SiteText.note, "read": None},
    "text_approve": {"reader_name": None, "read": None},
    "charter_sign": {"text": None},
    "charter_revoke": {"reason": CharterSignature.revocation_reason},
    "charter_draft": {
        "title": CharterVersion.title, "preamble": CharterVersion.preamble,
        "plain_preamble": CharterVersion.plain_preamble, "change_note": CharterVersion.change_note,
        "standard": None, "plain": None, "name": None,
    },
    "application_enter application_edit candidacy_step": {
        "given_name": Application.given_name, "family_name": Application.family_name, "email": Application.email,
        "phone": Application.phone, **dict.fromkeys(ENCRYPTED),
    },
    "application_sponsor": {"explanation": None},
    "candidacy_follow application_file application_ask_complement application_refuse application_withdraw": {
        "words": None,
    },
}  # fmt: skip
ELSEWHERE = {"password", "current", "version", "email"}


def leaves(node: colander.SchemaNode) -> Iterator[colander.SchemaNode]:
    if node.children:
        for child in node.children:
            yield from leaves(child)
    else:
        yield node


def validators(validator: Any) -> Iterator[Any]:
    if isinstance(validator, colander.All):
        for one in validator.validators:
            yield from validators(one)
    elif validator is not None:
        yield validator


def longest(node: colander.SchemaNode) -> int | None:
    """The characters a text may have; ``None`` when nothing says so."""
    lengths = [one.max for one in validators(node.validator) if isinstance(one, colander.Length)]
    return min((most for most in lengths if most is not None), default=None)


def is_chosen(node: colander.SchemaNode) -> bool:
    closed = (colander.OneOf, colander.ContainsOnly, Among)
    return any(isinstance(one, closed) for one in validators(node.validator))


def has_bounds(node: colander.SchemaNode) -> bool:
    return any(isinstance(one, colander.Range) and one.min and one.max for one in validators(node.validator))


def column_of(route: str, name: str) -> Any:
    """:raises KeyError: a text that the table does not speak of."""
    for routes, columns in COLUMNS.items():
        if route in routes.split() and name in columns:
            return columns[name]
    if name in ELSEWHERE:
        return None
    raise KeyError(f"{route}: say in COLUMNS where « {name} » is stored")


def fault(route: str, node: colander.SchemaNode) -> str | None:
    if isinstance(node.typ, (colander.Date, colander.DateTime)):
        return None if has_bounds(node) else f"{route}: {node.name} takes any year"
    if not isinstance(node.typ, colander.String) or is_chosen(node):
        return None
    most, column = longest(node), column_of(route, node.name)
    if most is None or most > MOST:
        return f"{route}: {node.name} has no length"
    width = column.type.length if column is not None and isinstance(column.type, String) else None
    return f"{route}: {node.name} takes {most} characters, its column {width}" if width and most > width else None


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("row", FORMS, ids=str)
def test_every_field_is_bounded(row: Row, standing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[colander.SchemaNode] = []
    monkeypatch.setattr(forms.Form, "render", lambda form, **kw: shown.append(form.schema) or "")
    persona = next(one for one in reversed(PERSONAS) if one in row.who)
    standing.ask(persona, READING, standing.path(row))
    nodes = [leaf for schema in shown for leaf in leaves(schema)]
    faults = list(filter(None, (fault(row.route, node) for node in nodes)))
    assert not faults, "\n".join(faults)


def test_every_key_that_sorts_has_room() -> None:
    keys = [Account.sort_name, Organisation.sort_name, OrganisationAlias.sort_name, Peer.sort_name, Action.sort_title,
            Sponsorship.peer_sort_name]  # fmt: skip
    assert all(isinstance(key.type, Text) or key.type.length >= LONGEST_KEY for key in keys)
