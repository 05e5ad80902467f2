"""What plugins give and are given: plain data, never HTML, never a session, never a model.

Everything here is frozen and checked when it is made, so that a mistake shows where it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from .own_tables import Store

API_VERSION = 1
"""The version of the hooks and of these types; a plugin says which one it was written for."""

SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
FIELD = re.compile(r"[a-z][a-z0-9_]*")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
MINIMUM_CONTRAST = 4.5


class ContributionError(ValueError):
    """A plugin made something that is not allowed; the message is French and says what."""


@dataclass(frozen=True)
class PluginMetadata:
    """Who a plugin works for.

    :param association: slug of the one association it serves.
    :param name: its name for people. :param version: its distribution's version.
    :param api_version: the :data:`API_VERSION` it was written for.
    :param requires: names of the Python distributions it cannot do without.
    :param accent_colour: ``#rrggbb``, always a ground under white words, in both themes: 4.5:1 or more with white.
    :param logo: path of a picture inside the plugin's package (``static/logo.svg``): SVG made of shapes alone, PNG,
        JPEG or WebP. It stands for the association until the association sends its own.
    :raises ContributionError: the slug, the name or the colour will not do.
    """

    association: str
    name: str
    version: str
    api_version: int
    requires: Sequence[str] = ()
    accent_colour: str | None = None
    logo: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.association, str) or not SLUG.fullmatch(self.association):
            raise ContributionError(f"L'identifiant d'association « {self.association} » n'est pas accepté.")
        if not self.name:
            raise ContributionError("L'extension ne dit pas son nom.")
        if self.accent_colour is not None:
            check_colour(self.accent_colour)


@dataclass(frozen=True)
class ImportFormat:
    """A kind of file an association keeps its peers in.

    :param headings: for each known field, the column titles that mean it, whatever their case and accents.
    :param convert: one row (field → text) → the same row in the core's words; it must not keep or change its argument.
    """

    name: str
    label: str
    description: str
    headings: Mapping[str, tuple[str, ...]]
    convert: Callable[[dict[str, str]], dict[str, str]] | None = None

    def __post_init__(self) -> None:
        check_name(self.name)


@dataclass(frozen=True)
class Count:
    """A number of people that may be shown: ``value`` is ``None`` when it is hidden (domain rule 15).

    :param words: what is shown in every case: « 1 234 », « moins de 5 », « masqué ».
    """

    value: int | None
    words: str


@dataclass(frozen=True)
class Cell:
    """One line of a :class:`Breakdown`."""

    label: str
    count: Count


PEERS_COUNTED = "nombre de pairs"


@dataclass(frozen=True)
class Breakdown:
    """The same people, or things, shared out by one question, small numbers already hidden.

    :param heading: the question, title of the first column.
    :param exclusive: whether each person is on one line only, so that the lines add up to ``total``.
    :param withheld: no line may be shown at all; ``cells`` is then empty.
    :param counts: what its numbers are, in French.
    """

    heading: str
    cells: tuple[Cell, ...]
    total: Count
    exclusive: bool = True
    withheld: bool = False
    counts: str = PEERS_COUNTED

    def __getitem__(self, label: str) -> Count:
        """The count of one line.

        :raises KeyError: there is no such line (always, when the breakdown is withheld).
        """
        return {cell.label: cell.count for cell in self.cells}[label]


class Figures(Protocol):
    """The figures of one association for one year, counted beforehand and small numbers already hidden.

    It holds counts only: nobody's name, no way to the database, no other association.
    """

    @property
    def year(self) -> int: ...

    @property
    def is_current(self) -> bool:
        """Whether the figures are today's; those of a past year are its 31 December's."""
        ...

    @property
    def total(self) -> Count:
        """Peers sponsored on the last day counted."""
        ...

    @property
    def started(self) -> Count:
        """Sponsorships that began in the year."""
        ...

    @property
    def ended(self) -> Count:
        """Sponsorships that ended in the year."""
        ...

    @property
    def activities(self) -> Sequence[Section]:
        """The association's exchange sessions and actions of the year, as parts of a report."""
        ...

    def count_by(self, name: str, heading: str = "", labels: Mapping[str, str] | None = None) -> Breakdown:
        """Sponsored peers by ``engagement``, ``state``, ``sector``, ``family``, or by a filterable field of the plugin.

        :param heading: title of the first column; a core field has its own.
        :param labels: for a plugin's field, its values and their words, in the order wanted.
        """
        ...


@dataclass(frozen=True)
class Section:
    """One part of a report.

    :param figures: label and count of the key figures. :param chart: whether ``table`` is also drawn as bars.
    :raises ContributionError: a part is not of its type, a number given instead of a :class:`Count` for instance.
    """

    title: str
    paragraph: str = ""
    figures: Sequence[tuple[str, Count]] = ()
    table: Breakdown | None = None
    chart: bool = False

    def __post_init__(self) -> None:
        words = isinstance(self.title, str) and isinstance(self.paragraph, str)
        counts = all(isinstance(label, str) and isinstance(count, Count) for label, count in self.figures)
        if not (words and counts and isinstance(self.table, Breakdown | None)):
            raise ContributionError("Une partie de rapport est faite de textes, de Count et d'un Breakdown.")


@dataclass(frozen=True)
class Report:
    """A yearly report.

    :param name: its address, a slug that no other report of the association has.
    :param build: figures and year → sections. It runs apart, within the time a plugin has.
    """

    name: str
    title: str
    description: str
    build: Callable[[Figures, int], Iterable[Section]] = field(repr=False)

    def __post_init__(self) -> None:
        check_name(self.name)


@dataclass(frozen=True)
class SponsorshipCondition:
    """A statement the referent attests, besides those common to all, before the association sponsors someone.

    :param name: a slug; it is what is stored. :param statement: what is attested, as a whole sentence.
    :param description: a word of help under it.
    """

    name: str
    statement: str
    description: str = ""

    def __post_init__(self) -> None:
        check_name(self.name)
        check_words(self.statement, self.name)


@dataclass(frozen=True)
class MatchingCriterion:
    """A field of the association's roster that counts when a peer is suggested to someone.

    :param field: its name in the plugin's roster schema. :param label: what it is about, in a few words.
    :param reason: a plain sentence: why it counts. Matching only suggests, and says why (domain rule 5).
    """

    field: str
    label: str
    reason: str

    def __post_init__(self) -> None:
        if not isinstance(self.field, str) or not FIELD.fullmatch(self.field):
            raise ContributionError(f"« {self.field} » n'est pas le nom d'un champ : minuscules, chiffres et « _ ».")
        check_words(self.label, self.field)
        check_words(self.reason, self.field)


@dataclass(frozen=True)
class PageRequest:
    """What a plugin's own page is told: its association (slug) and the address's parameters.

    :param store: the plugin's own tables, when it has some and the page is for those who see the roster.
    """

    association: str
    parameters: Mapping[str, str]
    store: Store = field(default=None, repr=False)  # type: ignore[assignment]


def check_name(name: Any) -> None:
    """:raises ContributionError: ``name`` is not a slug."""
    if not isinstance(name, str) or not SLUG.fullmatch(name):
        raise ContributionError(f"Le nom « {name} » n'est pas accepté : minuscules, chiffres et traits d'union.")


def check_words(words: Any, name: str) -> None:
    """:raises ContributionError: ``words``, which people read, are missing; ``name`` says of what."""
    if not isinstance(words, str) or not words.strip():
        raise ContributionError(
            f"« {name} » n'a pas tous ses mots : ce que les personnes lisent ne peut pas être vide."
        )


def check_colour(colour: str) -> None:
    """:raises ContributionError: not ``#rrggbb``, or white words on it would be hard to read."""
    if not isinstance(colour, str) or not COLOUR.fullmatch(colour):
        raise ContributionError(f"La couleur « {colour} » n'est pas acceptée : écrivez-la comme #0a4d5a.")
    ratio = contrast_with_white(colour)
    if ratio < MINIMUM_CONTRAST:
        raise ContributionError(
            f"La couleur {colour} est trop claire : du texte blanc dessus a un contraste de {ratio:.1f}, "
            f"il faut au moins {MINIMUM_CONTRAST}.".replace(".", ",", 1)
        )


def contrast_with_white(colour: str) -> float:
    """Contrast ratio of ``#rrggbb`` and white (WCAG 2.2, relative luminance)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
