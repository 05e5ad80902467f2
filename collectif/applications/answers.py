"""Between an application's row and what its questions are answered: reading, writing, saying in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import DomainError
from ..organisations.models import Organisation
from ..text import sort_key
from .models import Application
from .questions import QUESTIONS, STEPS, Question, Step
from .schemas import Choices
from .vocabulary import UNKNOWN

SEPARATOR = ","
NOT_SAID = "(pas de réponse)"
Facts = list[tuple[str, str]]
NEEDS_AN_ADDRESS = "Donnez une adresse e-mail ou un numéro de téléphone : sans cela, personne ne pourra vous répondre."


def read(application: Application) -> dict[str, Any]:
    """Every answer, as the forms show it."""
    return {question.name: _value(application, question) for question in QUESTIONS.values()}


def _value(application: Application, question: Question) -> Any:
    if question.name == "organisation":
        return _organisation_answer(application)
    value = getattr(application, question.name)
    if question.kind == "many":
        return {one for one in value.split(SEPARATOR) if one}
    return value


def _organisation_answer(application: Application) -> str:
    if application.organisation is not None:
        return application.organisation.slug
    return UNKNOWN if application.placed else ""


def write(session: Session, application: Application, answers: Mapping[str, Any]) -> None:
    """Put these answers in the row; questions that are not among them keep theirs."""
    for name, value in answers.items():
        if name == "organisation":
            _place(session, application, value)
        elif QUESTIONS[name].kind == "many":
            setattr(application, name, SEPARATOR.join(sorted(value)))
        else:
            setattr(application, name, value)
    application.sort_name = sort_key(application.family_name, application.given_name)


def _place(session: Session, application: Application, slug: str) -> None:
    application.placed = bool(slug)
    found = select(Organisation).where(Organisation.slug == slug)
    application.organisation = None if slug in ("", UNKNOWN) else session.scalars(found).one()


def check_address(answers: Mapping[str, Any]) -> None:
    """:raises DomainError: nothing says how to reach the person."""
    if not answers.get("email") and not answers.get("phone"):
        raise DomainError(NEEDS_AN_ADDRESS, "email")


def missing(application: Application) -> list[tuple[Step, str]]:
    """What must still be answered before sending: the step and the question."""
    answers = read(application)
    lacking = [
        (step, question.label)
        for step in STEPS
        for question in step.questions
        if question.required and not answers[question.name]
    ]
    if not answers["email"] and not answers["phone"]:
        lacking.append((STEPS[1], "Adresse e-mail ou téléphone"))
    return lacking


def told(application: Application, choices: Choices) -> list[tuple[Step, Facts]]:
    """Everything declared, step by step, question and answer in words."""
    answers = read(application)
    return [
        (step, [(one.label, words(application, one, answers[one.name], choices)) for one in step.questions])
        for step in STEPS
    ]


def words(application: Application, question: Question, value: Any, choices: Choices) -> str:
    """An answer as people read it."""
    if question.kind == "commune":
        return application.commune.name if application.commune else NOT_SAID
    if not value:
        return NOT_SAID
    if question.name == "organisation" and application.organisation:
        return application.organisation.name
    if question.kind == "many":
        return ", ".join(label for name, label in choices.of(question.name) if name in value)
    return choices.words(question.name, value) if question.kind == "one" else str(value)


def copy(source: Application, target: Application) -> None:
    """Give ``target`` what ``source`` declared, so that nothing has to be written twice."""
    for question in QUESTIONS.values():
        if question.name != "organisation":
            setattr(target, question.name, getattr(source, question.name))
    target.sort_name = source.sort_name
