"""Applications on paper: the form to fill in by hand, and an application as it was declared. Accessible A4 (PDF/UA)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sqlalchemy.orm import Session

from ..documents import Document
from ..documents.paper import Blank, Block, Facts, Heading, Items, Paragraph, Small, Ticks, paper_pdf
from ..text import date_and_time, short_date, today
from .answers import told
from .models import Application
from .questions import NO_MEDICAL, STEPS, Question, Step
from .schemas import AGREEMENT, Choices, StartSchema
from .vocabulary import INFORMATION
from .workflow import WORKFLOW

OWNER = "Collectif pair-aidance 77"
FORM_TITLE = "Devenir pair-aidant : candidature"
TITLE = "Candidature"


def blank_form(session: Session, address: str) -> Document:
    """The form to print. :param address: where the same questions are asked on the site."""
    choices = Choices(session)
    blocks = [*_opening(address), *_questions(choices), *_closing()]
    return paper_pdf(FORM_TITLE, OWNER, blocks, name="candidature-formulaire")


def _opening(address: str) -> Iterator[Block]:
    yield Paragraph(
        "Remplissez ce formulaire, ou faites-vous aider. Remettez-le à l'association de votre choix, ou à la "
        "coordination de la Maison départementale des personnes handicapées de Seine-et-Marne (MDPH 77)."
    )
    yield Paragraph(f"Vous pouvez aussi répondre sur le site : {address}")
    yield Paragraph(NO_MEDICAL)
    yield Heading("Pour commencer")
    for field in StartSchema().children:
        yield Ticks(field.title, [words for _, words in field.widget.values])
    yield Small(
        "Un proche ? Votre soutien a sa place dans l'aide aux aidants, pas ici. Il faut avoir 18 ans ou plus : sinon, "
        "n'envoyez pas ce formulaire."
    )


def _questions(choices: Choices) -> Iterator[Block]:
    for step in STEPS:
        yield Heading(step.title)
        if step.lead and step.slug != "joindre":
            yield Paragraph(step.lead)
        for question in step.questions:
            yield _asked(question, choices)


def _asked(question: Question, choices: Choices) -> Block:
    label = f"{question.label}{' (obligatoire)' if question.required else ''}"
    if question.kind in ("one", "many"):
        return Ticks(label, [words for _, words in choices.of(question.name)])
    return Blank(label, question.lines)


def _closing() -> Iterator[Block]:
    yield Heading("Vos données")
    yield Items([f"{title} : {words}" for title, words in INFORMATION])
    yield Ticks("Votre accord", [f"{AGREEMENT} (obligatoire)"])
    yield Blank("Date et signature", 2)


def filled_form(session: Session, application: Application) -> Document:
    """What the candidate declared, and where the application stands today."""
    blocks: list[Block] = [Facts(_standing(application))]
    for step, facts in told(application, Choices(session)):
        blocks += [Heading(step.title), *_answered(step, facts)]
    blocks.append(Small("Document réservé à la personne qui candidate et à celles qui examinent sa candidature."))
    return paper_pdf(TITLE, OWNER, blocks, on=today(), name="candidature")


def _answered(step: Step, facts: Sequence[tuple[str, str]]) -> Iterator[Block]:
    """Short answers side by side, those in one's own words across the page."""
    told = zip(step.questions, facts, strict=True)
    for long, group in groupby(told, lambda pair: pair[0].kind == "words"):
        answers = [fact for _, fact in group]
        if not long:
            yield Facts(answers)
        for label, answer in answers if long else ():
            yield Heading(label, 2)
            yield from (Paragraph(line) for line in answer.splitlines() if line.strip())


def _standing(application: Application) -> list[tuple[str, str]]:
    facts = [("État", WORKFLOW.status(application.state).label), ("Imprimée le", short_date(today()))]
    if application.submitted_at:
        facts.append(("Reçue", date_and_time(application.submitted_at)))
    if application.typed_in:
        facts.append(("Origine", typed_in_words(application)))
    return facts


def typed_in_words(application: Application) -> str:
    """``Saisie par Camille Fictif depuis un formulaire papier``."""
    who = application.typed_in_by.display_name if application.typed_in_by else "une personne du collectif"
    return f"Saisie par {who}, depuis un formulaire papier"
