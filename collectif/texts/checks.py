"""What a text must be before it is kept, and what to look at again before it is published.

Errors stop; notices only tell. Both say where and what to do, in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..text import sort_key
from . import glossary
from .markup import Heading, Items, Node, is_safe, lines_of, links_of, parse, plain_words, words_of
from .pages import Block, Layout, Page
from .words import LANGUAGES, PLAIN, STANDARD, Words

LONGEST_SENTENCE = 20
MEAN_SENTENCE = 12
END_OF_SENTENCE = re.compile(r"[.?!…:;]+(?=\s|$)|\n")
EMPTY_WORDS = frozenset({
    "cliquez ici", "cliquer ici", "clic ici", "clique ici", "ici", "la", "lien", "ce lien", "le lien",
    "suivre ce lien", "lire la suite", "la suite", "suite", "en savoir plus", "savoir plus", "plus d'infos",
    "plus d'informations", "plus", "voir", "voir plus", "lire", "lire plus", "page", "cette page", "telecharger",
    "details", "info", "infos",
})  # fmt: skip
BROKEN_LINK = re.compile(r"\]\s*\(|\[[^\[\]\n]+\]")
HTML = re.compile(r"</?[a-zA-Z][^>\n]*>")


@dataclass(frozen=True)
class Notice:
    """Something to look at again. :param block: and ``language``: where."""

    block: str
    language: str
    words: str


def problems(block: Block, text: str) -> list[str]:
    """What stops this text of ``block`` from being kept, in the order of reading."""
    nodes = parse(text)
    if not nodes:
        return [] if block.optional else ["Écrivez un texte : ce bloc ne peut pas être vide."]
    return [*_headings(block, nodes), *_counted(block, nodes), *_links(nodes), *_leftovers(nodes)]


def title_problems(title: str) -> list[str]:
    """What stops a title from being kept."""
    if title.lstrip().startswith("#"):
        return ["Écrivez seulement les mots du titre, sans « # » : sa place dans la page ne change pas."]
    return ["Un titre ne contient pas de lien : mettez-le dans le texte."] if "](" in title else []


def _headings(block: Block, nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        if not isinstance(node, Heading) or node.level in block.headings:
            continue
        words = words_of(node.line)
        if not block.headings:
            yield f"« {words} » : pas d'intertitre dans ce bloc. Enlevez les « # » au début de la ligne."
        elif node.level == 1:
            yield f"« {words} » : la page a déjà son titre. Écrivez « ### » pour un intertitre."
        else:
            yield f"« {words} » : écrivez « ### » pour un intertitre, ici « {'#' * node.level} » sauterait un niveau."


def _counted(block: Block, nodes: Sequence[Node]) -> Iterator[str]:
    """None of the charter's items may be lost."""
    if block.layout is not Layout.COUNTED:
        return
    headings = sum(isinstance(node, Heading) for node in nodes)
    found = headings or sum(len(node.lines) for node in nodes if isinstance(node, Items) and node.ordered)
    if found != block.count:
        yield (
            f"Ce bloc compte {block.count} éléments, il y en a {found} ici. Commencez chacun par « ### », ou par son "
            "numéro (« 1. »)."
        )


def _links(nodes: Sequence[Node]) -> Iterator[str]:
    for link in links_of(nodes):
        if not is_safe(link.target):
            yield (
                f"« {link.target} » : cette adresse n'est pas acceptée. Écrivez https://…, mailto:…, tel:…, une "
                "adresse de ce site comme /aide, ou écrire: suivi d'un sujet."
            )
        elif is_empty(link.words):
            yield (
                f"« {link.words} » ne dit pas où mène le lien. Mettez le lien sur les mots qui le disent, par exemple "
                "« la liste des associations »."
            )


def is_empty(words: str) -> bool:
    """Whether a link's words say nothing of where it leads, read alone as screen readers list them."""
    said = sort_key(words).strip(" .…!:>»«")
    return said in EMPTY_WORDS or said.startswith(("http://", "https://", "www."))


def _leftovers(nodes: Sequence[Node]) -> Iterator[str]:
    """A link that was begun and is not one."""
    for line in lines_of(nodes):
        for run in line:
            if not run.mark and BROKEN_LINK.search(run.words):
                yield f"« {run.words.strip()[:60]} » : ce lien n'est pas complet. Écrivez [les mots](/adresse)."


def notices(page: Page, words: Mapping[str, Words]) -> list[Notice]:
    """What to look at again in a whole page."""
    return [
        Notice(block.name, language, said)
        for block in page.blocks
        for language in (STANDARD, PLAIN)
        for said in _notices("\n".join(words[block.name].of(language)), language)
    ]


def _notices(text: str, language: str) -> Iterator[str]:
    read = plain_words(text)
    for acronym in glossary.unknown(read):
        yield f"« {acronym} » n'est pas dans le glossaire : écrivez ce que ces lettres veulent dire."
    if found := HTML.search(read):
        yield f"« {found[0]} » s'affichera tel quel : ce texte ne s'écrit pas en HTML."
    if language == PLAIN:
        yield from _simple(read)


def _simple(read: str) -> Iterator[str]:
    """Sentences of a text in plain language are short."""
    lengths = {sentence: len(sentence.split()) for sentence in sentences(read)}
    for sentence, length in lengths.items():
        if length > LONGEST_SENTENCE:
            yield f"Phrase longue ({length} mots) : « {' '.join(sentence.split()[:8])}… ». Coupez-la en deux."
    if lengths and sum(lengths.values()) > MEAN_SENTENCE * len(lengths):
        yield "Les phrases sont longues pour du langage simple : visez dix mots."


def sentences(read: str) -> list[str]:
    return [part.strip() for part in END_OF_SENTENCE.split(read) if re.search(r"\w", part)]


def addresses(words: Iterable[Words]) -> Iterator[str]:
    """Every address of this site that these texts lead to."""
    for one in words:
        for text in (one.standard, one.plain):
            yield from (link.target for link in links_of(parse(text)) if link.target.startswith("/"))


def where(notice: Notice, titles: Mapping[str, str]) -> str:
    """« Le collectif, langage simple »."""
    return f"{titles[notice.block]}, {LANGUAGES[notice.language]}"
