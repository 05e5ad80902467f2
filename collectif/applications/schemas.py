"""Forms of the room, made from the table of questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import colander
from deform import widget
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..editing import FIELD as VERSION
from ..editing import version_node
from ..fields import at_most, tidy
from ..organisations.models import Organisation
from ..peers.families import FAMILIES
from ..peers.life import ENGAGEMENTS
from ..peers.schemas import Cleaned
from ..peers.values import MAX_EMAIL, clean_email
from ..territory.queries import sector_choices
from ..territory.schemas import CommuneNode
from .questions import STEPS, Question, open_questions
from .vocabulary import MODES, REFUSALS, UNKNOWN

LONGEST_MESSAGE = 2000
CONCERNED, RELATIVE = "concerned", "relative"
AGREEMENT = "J'ai lu l'information sur mes données, et j'accepte qu'elles servent à examiner ma candidature"
AGREED_ON_PAPER = "La personne a lu l'information sur ses données et coché son accord, à la fin du formulaire"
DOES_NOT_KNOW = "Je ne sais pas : la coordination MDPH 77 cherche avec moi"
Choice = tuple[str, str]


def association_choices(session: Session) -> list[Choice]:
    """The associations of the collective that may be asked to sponsor (slug, name), by name."""
    found = select(Organisation.slug, Organisation.name).where(
        Organisation.kind == "association", Organisation.hub_member
    )
    return [(slug, name) for slug, name in session.execute(found.order_by(Organisation.sort_name))]


class Choices:
    """The answers proposed for each question that has some; those of the database are asked for once."""

    def __init__(self, session: Session, associations: Sequence[Choice] | None = None):
        self._session = session
        self._associations = associations
        self._known: dict[str, list[Choice]] = {
            "families": list(FAMILIES.items()),
            "engagement": list(ENGAGEMENTS.items()),
            "modes": list(MODES.items()),
        }

    def of(self, name: str) -> list[Choice]:
        if name not in self._known:
            self._known[name] = self._ask(name)
        return self._known[name]

    def words(self, name: str, value: str) -> str:
        return dict(self.of(name)).get(value, value)

    def _ask(self, name: str) -> list[Choice]:
        if name == "sectors":
            return sector_choices(self._session)
        if self._associations is not None:
            return list(self._associations)
        return [*association_choices(self._session), (UNKNOWN, DOES_NOT_KNOW)]


def node(question: Question, choices: Choices, *, lenient: bool = False, mine: bool = True) -> colander.SchemaNode:
    """The form field of a question.

    :param lenient: an answer may be missing: the person goes back and will return.
    :param mine: whoever types is the person concerned: browsers may propose their own name and address.
    """
    required = question.required and not lenient
    return NODES[question.kind](question, choices, required, question.autocomplete if mine else "off")


def _line(question: Question, choices: Choices, required: bool, autocomplete: str) -> colander.SchemaNode:
    shown = widget.TextInputWidget(
        autocomplete=autocomplete, input_type=question.input_type, maxlength=question.longest
    )  # fmt: skip
    assert question.clean
    return colander.SchemaNode(Cleaned(question.clean), widget=shown, **_common(question, required, ""))


def _words(question: Question, choices: Choices, required: bool, autocomplete: str) -> colander.SchemaNode:
    shown = widget.TextAreaWidget(rows=max(3, question.lines), maxlength=question.longest)
    return colander.SchemaNode(colander.String(), preparer=tidy, widget=shown, **_common(question, required, ""))


def _one(question: Question, choices: Choices, required: bool, autocomplete: str) -> colander.SchemaNode:
    proposed = choices.of(question.name)
    kept = {**_common(question, required, ""), "validator": colander.OneOf([value for value, _ in proposed])}
    if len(proposed) == 1:
        kept["default"] = proposed[0][0]
    return colander.SchemaNode(colander.String(), widget=widget.RadioChoiceWidget(values=proposed), **kept)


def _many(question: Question, choices: Choices, required: bool, autocomplete: str) -> colander.SchemaNode:
    proposed = choices.of(question.name)
    kept = {**_common(question, required, frozenset()), "validator": colander.ContainsOnly([v for v, _ in proposed])}
    return colander.SchemaNode(colander.Set(), widget=widget.CheckboxChoiceWidget(values=proposed), **kept)


def _commune(question: Question, choices: Choices, required: bool, autocomplete: str) -> colander.SchemaNode:
    return CommuneNode(name=question.name, title=question.label, description=question.hint, missing=None)


NODES = {"line": _line, "words": _words, "one": _one, "many": _many, "commune": _commune}


def _common(question: Question, required: bool, empty: Any) -> dict[str, Any]:
    kept = {"name": question.name, "title": question.label, "validator": at_most(question.longest)}
    if question.hint:
        kept["description"] = question.hint
    return kept if required else {**kept, "missing": empty}


def step_schema(questions: Sequence[Question], choices: Choices, *, lenient: bool = False) -> colander.SchemaNode:
    """One step of the wizard."""
    nodes = [node(question, choices, lenient=lenient) for question in questions]
    return colander.SchemaNode(colander.Mapping(), *nodes)


def paper_schema(choices: Choices, *, version: bool = False) -> colander.SchemaNode:
    """The whole application on one page, typed in for someone. ``version``: it exists already, with its association."""
    groups = [
        colander.SchemaNode(
            colander.Mapping(),
            *(node(question, choices, mine=False) for question in open_questions(step, placed=version)),
            name=step.slug, title=step.title,
        )
        for step in STEPS
    ]  # fmt: skip
    if version:
        return colander.SchemaNode(colander.Mapping(), *groups, version_field())
    return colander.SchemaNode(colander.Mapping(), StartSchema(name="start", title="Pour commencer"), *groups,
                               informed_node(AGREED_ON_PAPER))  # fmt: skip


def flatten(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of the page typed in, by question."""
    return {name: value for step in STEPS for name, value in answers[step.slug].items()}


def grouped(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers by question, as the page that corrects them shows them."""
    return {
        step.slug: {one.name: answers[one.name] for one in open_questions(step, placed=True)} for step in STEPS
    }  # fmt: skip


def informed_node(title: str) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Boolean(), name="informed", title=title, widget=widget.CheckboxWidget(mention="(obligatoire)"),
        validator=colander.Function(bool, msg="Lisez l'information sur les données, puis cochez cette case."),
    )  # fmt: skip


def version_field() -> colander.SchemaNode:
    """The hidden field of :mod:`collectif.editing`, for schemas made at run time."""
    found = version_node()
    found.name = VERSION
    return found


class StartSchema(colander.MappingSchema):
    """What decides whether there is an application at all; neither answer is kept when there is none."""

    who = colander.SchemaNode(
        colander.String(), title="Qui êtes-vous ?", validator=colander.OneOf([CONCERNED, RELATIVE]),
        widget=widget.RadioChoiceWidget(values=[
            (CONCERNED, "La personne concernée : je vis, ou j'ai vécu, le handicap ou la maladie"),
            (RELATIVE, "Un proche : parent, conjoint, enfant, ami d'une personne concernée"),
        ]),
    )  # fmt: skip
    adult = colander.SchemaNode(
        colander.String(), title="Avez-vous 18 ans ou plus ?", validator=colander.OneOf(["yes", "no"]),
        widget=widget.RadioChoiceWidget(values=[("yes", "Oui"), ("no", "Non")], inline=True),
    )  # fmt: skip


class SendSchema(colander.MappingSchema):
    """The last page before sending."""

    informed = informed_node(AGREEMENT)


class MessageSchema(colander.MappingSchema):
    """One message of the thread."""

    words = colander.SchemaNode(
        colander.String(), title="Votre message", preparer=tidy, validator=at_most(LONGEST_MESSAGE),
        description="N'écrivez aucune information médicale.",
        widget=widget.TextAreaWidget(rows=4, maxlength=LONGEST_MESSAGE),
    )  # fmt: skip


class LostLinkSchema(colander.MappingSchema):
    email = colander.SchemaNode(
        Cleaned(clean_email), title="Adresse e-mail", description="Celle que vous avez donnée dans votre candidature.",
        validator=at_most(MAX_EMAIL), widget=widget.TextInputWidget(input_type="email", autocomplete="email"),
    )  # fmt: skip


class MoveSchema(colander.MappingSchema):
    """What every move of the intranet carries: the version that was read."""

    version = version_node()


def _explained(title: str, hint: str, **kw: Any) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(), title=title, description=hint, preparer=tidy, validator=at_most(LONGEST_MESSAGE),
        widget=widget.TextAreaWidget(rows=5, maxlength=LONGEST_MESSAGE), **kw,
    )  # fmt: skip


class ComplementSchema(MoveSchema):
    words = _explained(
        "Ce qui manque", "La personne lit ces mots sur sa page de suivi. Dites simplement ce que vous attendez d'elle."
    )


class RefusalSchema(MoveSchema):
    """Refusing: a reason of the closed list, which is counted, and words, which the candidate reads."""

    code = colander.SchemaNode(
        colander.String(), title="Raison", validator=colander.OneOf(list(REFUSALS)),
        widget=widget.RadioChoiceWidget(values=[(code, one.label) for code, one in REFUSALS.items()]),
    )  # fmt: skip
    words = _explained("Vos mots pour cette personne", "Elle les lit sur sa page de suivi, après les nôtres.")


class WithdrawalSchema(MoveSchema):
    words = _explained("Comment vous l'avez su", "Par exemple : la personne a téléphoné le 3 mars.")


def routing_schema(associations: Sequence[Choice]) -> colander.SchemaNode:
    """Which association examines the application, among those of the collective."""
    return colander.SchemaNode(
        colander.Mapping(), version_field(),
        colander.SchemaNode(
            colander.String(), name="organisation", title="Association",
            validator=colander.OneOf([slug for slug, _ in associations]),
            widget=widget.RadioChoiceWidget(values=list(associations)),
        ),
    )  # fmt: skip
