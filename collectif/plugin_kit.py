"""What plugins would otherwise each write again: fields, reading of files, reports that share people out.

All of it makes what :mod:`collectif.contributions` and colander already have; a plugin may do without.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget, RadioChoiceWidget, SelectWidget, TextInputWidget

from .contributions import Figures, Report, Section
from .hookspecs import hookimpl

UNANSWERED = ("", "Non renseigné")
YES_NO = {"yes": "Oui", "no": "Non"}
MAX_TEXT = 120
COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
MONTH = re.compile(r"(\d{1,2})/(\d{4})")
PHONE_ABROAD = re.compile(r"^0033\s*\(?0?\)?\s*")

Choices = Mapping[str, str]
Reading = Callable[[str], str]
Parts = Iterable[tuple[colander.SchemaNode, str]]


def always(value: Any) -> Callable[[], Any]:
    """A hook that always answers ``value``: ``collectif_reports = always(REPORTS)``."""
    return hookimpl(lambda: value)


class Among:
    """Validator: one or several of ``choices``.

    :param refused: answers that need their own words, by what may be written in a file (in lower case).
    """

    def __init__(self, choices: Choices, refused: Mapping[str, str]):
        self._choices = choices
        self._refused = refused

    def __call__(self, node: colander.SchemaNode, value: Any) -> None:
        given = [value] if isinstance(value, str) else value
        for one in given:
            if one not in self._choices:
                words = self._refused.get(one.strip().casefold())
                raise colander.Invalid(node, words or f"Choisissez parmi : {', '.join(self._choices.values())}.")


def fields(*nodes: colander.SchemaNode) -> colander.SchemaNode:
    """A roster schema: an association's own fields, in the order they are asked."""
    return colander.SchemaNode(colander.Mapping(), *nodes)


def choice(name: str, title: str, choices: Choices, *, description: str = "", listed: bool = False,
           required: bool = False, refused: Mapping[str, str] | None = None) -> colander.SchemaNode:  # fmt: skip
    """A field answered by one of ``choices`` (value → words), or left unanswered; also a filter of the roster.

    :param listed: whether it is a column of the roster.
    :param refused: what a file may say instead, in lower case, and why it will not do.
    """
    widget = SelectWidget if len(choices) > 2 else RadioChoiceWidget
    shown = [*choices.items()] if required else [UNANSWERED, *choices.items()]
    return colander.SchemaNode(
        colander.String(), name=name, title=title, description=description, validator=Among(choices, refused or {}),
        missing=colander.required if required else colander.drop, widget=widget(values=shown), listed=listed,
        filterable=True, explained=True,
    )  # fmt: skip


def yes_no(name: str, title: str, *, description: str = "", listed: bool = False) -> colander.SchemaNode:
    """A field answered by yes or no, or left unanswered."""
    return choice(name, title, YES_NO, description=description, listed=listed)


def many(name: str, title: str, choices: Choices, *, description: str = "", listed: bool = False) -> Any:
    """A field answered by any number of ``choices``. In a file, a comma, a semicolon or a slash parts the answers."""
    return colander.SchemaNode(
        colander.Set(), name=name, title=title, description=description, validator=Among(choices, {}),
        missing=colander.drop, widget=CheckboxChoiceWidget(values=[*choices.items()]), listed=listed, filterable=True,
        explained=True,
    )  # fmt: skip


def text(name: str, title: str, *, description: str = "", listed: bool = False, longest: int = MAX_TEXT,
         validator: Callable[[Any, Any], None] | None = None, examples: Iterable[str] = ()) -> Any:  # fmt: skip
    """A field of a few words. Nothing medical is asked; say it in ``description`` where someone could think so.

    :param validator: one more, run after the length. :param examples: what the demonstration fills it with.
    """
    length = colander.Length(max=longest)
    return colander.SchemaNode(
        colander.String(), name=name, title=title, description=description, missing=colander.drop,
        validator=colander.All(length, validator) if validator else length,
        widget=TextInputWidget(autocomplete="off"), listed=listed, filterable=False, examples=tuple(examples),
    )  # fmt: skip


def answers_of(node: colander.SchemaNode) -> dict[str, str]:
    """The values of a field with a closed list, and their words."""
    return {value: words for value, words in getattr(node.widget, "values", ()) if value}


def coded(codes: Mapping[str, str], separator: str | None = None) -> Reading:
    """Reads a column of ``codes`` (in lower case → words); a cell without any code, or already in words,
    is left as it is.

    :param separator: what parts several codes of one cell.
    """

    words = frozenset(codes.values())

    def read(text: str) -> str:
        if text in words:
            return text
        parts = [part.strip() for part in (text.split(separator) if separator else [text])]
        known = any(part.casefold() in codes for part in parts)
        return ", ".join(codes.get(part.casefold(), part) for part in parts if part) if known else text

    return read


yes_no_codes = coded({"o": "Oui", "x": "Oui", "1": "Oui", "n": "Non", "0": "Non"})


def compact_date(text: str) -> str:
    """``20240315`` → ``15/03/2024``; anything else is left as it is."""
    found = COMPACT_DATE.fullmatch(text.strip())
    return "/".join(reversed(found.groups())) if found else text


def first_of_month(text: str) -> str:
    """``3/2024`` → ``01/3/2024``; anything else is left as it is."""
    return MONTH.sub(r"01/\1/\2", text) if MONTH.fullmatch(text.strip()) else text


def phone_from_abroad(text: str) -> str:
    """``0033 6 12 34 56 78`` → ``+33 6 12 34 56 78``."""
    return PHONE_ABROAD.sub("+33 ", text.strip(), count=1)


def converting(readings: Mapping[str, Reading]) -> Callable[[dict[str, str]], dict[str, str]]:
    """An import format's ``convert``: each field that has a reading goes through it, the others stay as they are."""
    return lambda row: {name: readings[name](text) if name in readings else text for name, text in row.items()}


def counted(figures: Figures, node: colander.SchemaNode, paragraph: str = "") -> Section:
    """A part of a report: the sponsored peers by one of the association's own fields, as a table and bars."""
    table = figures.count_by(node.name, node.title, answers_of(node))
    return Section(node.title, paragraph, table=table, chart=True)


def counting_report(
    name: str, title: str, description: str, parts: Iterable[tuple[colander.SchemaNode, str]]
) -> Report:
    """A report made of how many peers there are, then of one part for each field and its paragraph."""
    return Report(name, title, description, partial(_build, tuple(parts)))


def _build(parts: Parts, figures: Figures, year: int) -> Iterable[Section]:
    yield Section("Les pairs parrainés", figures=(("pairs parrainés", figures.total),))
    for node, paragraph in parts:
        yield counted(figures, node, paragraph)
