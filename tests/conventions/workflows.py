"""Every life of the product, in one table, and the page that draws them (``docs/workflows.md``).

A new :class:`~collectif.workflow.Workflow` joins :data:`LIVES`; ``python -m tests.conventions.workflows`` then writes
the page again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from collectif.actions.workflow import WORKFLOW as ACTION_LIFE
from collectif.applications.workflow import WORKFLOW as APPLICATION_LIFE
from collectif.charter.workflow import SIGNATURE_LIFE, VERSION_LIFE
from collectif.exchanges.workflow import SEAT_LIFE as EXCHANGE_SEAT_LIFE
from collectif.exchanges.workflow import SESSION_LIFE as EXCHANGE_LIFE
from collectif.meetings.workflow import WORKFLOW as MEETING_LIFE
from collectif.peers.life import PEER_LIFE, SPONSORSHIP_LIFE
from collectif.texts.workflow import TEXT_LIFE
from collectif.training.workflow import ENROLMENT_LIFE, SESSION_LIFE
from collectif.workflow import Workflow

PAGE = Path(__file__).parents[2] / "docs" / "workflows.md"
INTRODUCTION = """# Vie des objets

Chaque objet qui change d'état suit une table écrite dans sa fonctionnalité (`workflow.py`, `life.py` pour les pairs).
Les dessins et les tables de cette page en viennent : un test refuse qu'ils s'en écartent. Il vérifie aussi que chaque
état s'atteint, que chacun mène à une fin ou à un état où l'on peut rester, et que chaque passage demande une permission
qu'un rôle détient et laisse une trace au journal.
"""


@dataclass(frozen=True)
class Life:
    """One life: its title, what a reader must know, and the states where an object may rightly stay."""

    title: str
    words: str
    workflow: Workflow
    resting: tuple[str, ...] = ()


LIVES = (
    Life(
        "Candidature",
        "Une personne demande à devenir pair-aidant. La candidature parrainée attend les deux autres conditions ; elle "
        "est acceptée quand le pair est activé.",
        APPLICATION_LIFE,
    ),
    Life(
        "Parrainage",
        "Une association est demandée, répond, atteste, puis parraine tant qu'elle et la personne le veulent. Un seul "
        "parrainage ouvert à la fois entre une association et une personne.",
        SPONSORSHIP_LIFE,
        ("active",),
    ),
    Life(
        "Pair",
        "Personne n'est actif sans les trois conditions : parrainage attesté, formation validée, charte contresignée. "
        "Le service le vérifie, et la base de données aussi. La levée d'une suspension mène à la pause : on reprend "
        "soi-même, par les mêmes conditions.",
        PEER_LIFE,
        ("active",),
    ),
    Life("Session de formation", "Complète et inscriptions closes se déduisent des places et des dates.", SESSION_LIFE),
    Life(
        "Inscription à une formation",
        "Une place qui se libère est proposée dans l'ordre de la liste d'attente, pour un temps.",
        ENROLMENT_LIFE,
    ),
    Life(
        "Rencontre entre pairs",
        "Elle est tenue dès qu'on note les présences. Complète et inscriptions closes se déduisent.",
        EXCHANGE_LIFE,
    ),
    Life(
        "Inscription à une rencontre",
        "Les mêmes places que les formations. Une présence notée par erreur se corrige.",
        EXCHANGE_SEAT_LIFE,
        ("present", "absent"),
    ),
    Life(
        "Signature de la charte",
        "Signer ne suffit pas : la condition tient quand la MDPH 77 a contresigné, et tant que la version compte.",
        SIGNATURE_LIFE,
        ("signed",),
    ),
    Life("Version de la charte", "Une version publiée ne change plus jamais.", VERSION_LIFE, ("current",)),
    Life(
        "Texte d'une page du site",
        "Le texte fondateur est livré avec le site. Revenir à une version passée, c'est en écrire une nouvelle.",
        TEXT_LIFE,
        ("current",),
    ),
    Life(
        "Réunion du collectif",
        "De la préparation au compte rendu approuvé. Reportée, elle reste convoquée : une nouvelle convocation part. "
        "Annulée, ses points redeviennent des propositions.",
        MEETING_LIFE,
    ),
    Life(
        "Action",
        "Une action est visible du public dans trois états : publiée, en cours, bilan publié. Son adresse publique est "
        "fixée à la première publication et ne change plus. Retirée, elle répond « 410 » avec la raison du retrait. "
        "Qui a écrit ou proposé une action ne peut pas enregistrer la validation du collectif.",
        ACTION_LIFE,
        ("published", "running", "reviewed"),
    ),
)


def reachable(workflow: Workflow, start: str) -> set[str]:
    """The states that some sequence of moves leads to, ``start`` included."""
    found, waiting = {start}, [start]
    while waiting:
        state = waiting.pop()
        for move in workflow.allowed_from(state):
            if move.target not in found:
                found.add(move.target)
                waiting.append(move.target)
    return found


def page() -> str:
    """The whole page, in Markdown."""
    return "\n".join([INTRODUCTION, *("\n".join(_section(life)) for life in LIVES)])


def _section(life: Life) -> Iterator[str]:
    workflow = life.workflow
    yield f"## {life.title}\n\n{life.words}\n"
    yield f"```mermaid\n{workflow.mermaid()}```\n"
    yield "| État | Ce que l'on lit |\n|---|---|"
    yield from (f"| `{state.name}` | {state.label} |" for state in workflow.states.values())
    yield "\n| Passage | De | Vers | Qui : le rôle qui peut… | Au journal |\n|---|---|---|---|---|"
    for move in workflow.transitions.values():
        sources = ", ".join(f"`{source}`" for source in move.sources)
        yield f"| {move.label} | {sources} | `{move.target}` | {move.permission.label} | `{move.journal_tag}` |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
