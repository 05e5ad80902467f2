"""The questions of an application, once for all (domain §6, « Candidature »; rule 3; at most three questions a step).

The wizard's steps, the page typed in from paper, the form to print and the file are made from this table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..peers.values import MAX_EMAIL, MAX_NAME, MAX_PHONE, clean_email, clean_name, clean_phone

LONGEST_WORDS = 3000
NO_MEDICAL = "N'écrivez ni diagnostic, ni traitement, et ne joignez aucun document médical."


@dataclass(frozen=True)
class Question:
    """One question.

    :param kind: ``line`` (a few words), ``words`` (free), ``one`` or ``many`` (among choices), ``commune``.
    :param longest: characters, for what is typed. :param lines: room on paper, in lines.
    :param clean: puts a line in its stored form, as on peers' files. :param autocomplete: HTML token.
    """

    name: str
    label: str
    kind: str
    hint: str = ""
    required: bool = False
    longest: int = LONGEST_WORDS
    lines: int = 1
    clean: Callable[[str], str] | None = None
    autocomplete: str = "off"
    input_type: str = "text"


@dataclass(frozen=True)
class Step:
    """A page of the wizard: its address, its name among the steps, its heading, its questions."""

    slug: str
    label: str
    title: str
    lead: str
    questions: tuple[Question, ...]


STEPS = (
    Step(
        "vous", "Vous", "Qui êtes-vous ?", "",
        (
            Question("given_name", "Prénom", "line", required=True, longest=MAX_NAME, clean=clean_name,
                     autocomplete="given-name"),
            Question("family_name", "Nom", "line", required=True, longest=MAX_NAME, clean=clean_name,
                     autocomplete="family-name"),
            Question("commune_code", "Commune", "commune",
                     "Le nom de votre commune, si vous habitez en Seine-et-Marne. Sinon, laissez vide."),
        ),
    ),
    Step(
        "joindre", "Contact", "Comment vous joindre ?",
        "Donnez au moins l'un des deux. Avec une adresse e-mail, vous recevez aussi le lien de votre candidature.",
        (
            Question("email", "Adresse e-mail", "line", "Par exemple : prenom.nom@exemple.fr.", longest=MAX_EMAIL,
                     clean=clean_email, autocomplete="email", input_type="email"),
            Question("phone", "Téléphone", "line", "Par exemple : 06 12 34 56 78.", longest=MAX_PHONE,
                     clean=clean_phone, autocomplete="tel", input_type="tel"),
        ),
    ),
    Step(
        "vecu", "Vécu", "Votre expérience",
        f"Parlez avec vos mots, aussi brièvement que vous voulez. {NO_MEDICAL}",
        (
            Question("families", "De quel handicap avez-vous l'expérience ?", "many",
                     "C'est ce que vous vivez ou avez vécu, pas un diagnostic. Plusieurs réponses sont possibles."),
            Question("lived_experience", "Qu'est-ce que vous vivez, ou avez vécu ?", "words",
                     f"Ce que vous avez envie de partager de votre expérience. {NO_MEDICAL}", required=True, lines=7),
            Question("own_path", "Sur quoi, dans votre parcours, pouvez-vous vous appuyer ?", "words",
                     "Ce qui vous a aidé, ce que vous avez appris, le chemin que vous avez fait.", required=True,
                     lines=7),
        ),
    ),
    Step(
        "accompagner", "Accompagner", "Accompagner des pairs", "",
        (
            Question("peer_experience", "Avez-vous déjà soutenu d'autres personnes concernées ? Racontez.", "words",
                     "Dans une association, un groupe, un service, ou autour de vous. Sans citer de nom.",
                     required=True, lines=7),
            Question("motivation", "Qu'est-ce qui vous donne envie ?", "words", lines=5),
            Question("engagement", "Vous voulez être pair-aidant…", "one",
                     "Bénévole : sans salaire. Salarié : payé par une association ou une autre structure.",
                     required=True),
        ),
    ),
    Step(
        "disponibilites", "Disponibilités", "Quand, où et comment ?",
        "Rien de définitif : vous pourrez changer d'avis.",
        (
            Question("availability", "Quand êtes-vous disponible ?", "words",
                     "Par exemple : le mardi après-midi, deux heures par semaine.", longest=1000, lines=2),
            Question("modes", "Comment pouvez-vous accompagner ?", "many", "Plusieurs réponses sont possibles."),
            Question("sectors", "Dans quels secteurs de Seine-et-Marne ?", "many",
                     "Plusieurs réponses sont possibles."),
        ),
    ),
    Step(
        "besoins", "Besoins", "Vos besoins et l'association", "",
        (
            Question("mobility", "Comment vous déplacez-vous ?", "words",
                     "Par exemple : en voiture, en transport adapté, avec quelqu'un, peu.", longest=1000, lines=2),
            Question("adjustments", "De quoi avez-vous besoin pour que ce soit possible ?", "words",
                     "Par exemple : gros caractères, langue des signes, langage simple, pauses, accès en fauteuil.",
                     longest=1000, lines=3),
            Question("organisation", "Quelle association peut vous parrainer ?", "one",
                     "Une association qui vous connaît, ou celle qui vous paraît la plus proche de vous.",
                     required=True),
        ),
    ),
)  # fmt: skip
QUESTIONS = {question.name: question for step in STEPS for question in step.questions}


def open_questions(step: Step, *, placed: bool) -> list[Question]:
    """The questions of a step that may still be answered. ``placed``: the application was sent to an association, which
    only the coordination changes."""
    return [one for one in step.questions if not (placed and one.name == "organisation")]


def step_at(slug: str) -> Step | None:
    return next((step for step in STEPS if step.slug == slug), None)
