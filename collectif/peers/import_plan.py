"""What an import would do: each line's problems, and what it adds or changes. Nothing is written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..tabular.model import Row
from .import_fields import ImportField
from .import_match import Ambiguous, People, Person

# Beyond this the rest of the file is not read: it is not the file that was meant.
MOST_PROBLEMS = 2_000
REQUIRED = {"family_name": "Écrivez le nom de famille.", "given_name": "Écrivez le prénom."}
WHOLE_LINE = "Toute la ligne"
ADDED, CHANGED, SAME = "added", "changed", "same"

Cells = dict[str, str]
Convert = Callable[[Cells], Cells]
Guarded = Callable[[Callable[[], Any]], Any]
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to put right in the file: line as a spreadsheet numbers it, column, what was found, what to do."""

    line: int
    column: str
    found: str
    remedy: str


@dataclass(slots=True)
class Line:
    """One line that can be imported; ``changes`` are (field, before, after) in words."""

    number: int
    kind: str
    person: Person
    values: dict[str, Any]
    own: dict[str, Any]
    changes: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass
class Plan:
    """The outcome of a dry run. Nothing can be imported while there are problems."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    stopped_at: int | None = None

    @property
    def counts(self) -> Counter[str]:
        return Counter(line.kind for line in self.lines)

    def of(self, kind: str) -> list[Line]:
        return [line for line in self.lines if line.kind == kind]

    @property
    def can_run(self) -> bool:
        return not self.problems and any(line.kind != SAME for line in self.lines)


class Planner:
    """Reads the lines of one file against one roster.

    :param columns: place of a column in the file, its title, and the field it is paired with.
    :param convert: the format's own reading of a line.
    :param guarded: runs what comes from a plugin.
    """

    def __init__(self, people: People, columns: Sequence[tuple[int, str, ImportField]],
                 convert: Convert | None = None, guarded: Guarded = lambda function: function()):  # fmt: skip
        self._people = people
        self._columns = columns
        self._convert = convert
        self._guarded = guarded
        self._titles = {field.name: title for _, title, field in columns}
        self._read: dict[tuple[str, str], Any] = {}
        self._claimed: dict[int, int] = {}

    def plan(self, rows: Sequence[Row], progress: Progress = lambda done: None) -> Plan:
        """The plan of the whole file."""
        plan = Plan()
        cells = self._converted([self._cells(row) for row in rows])
        self._read_own(cells)
        for row, line in zip(rows, cells, strict=True):
            if any(text.strip() for text in line.values()):
                self._plan_line(plan, row, line)
            progress(1)
            if len(plan.problems) >= MOST_PROBLEMS:
                plan.stopped_at = row.number
                break
        return plan

    def _cells(self, row: Row) -> Cells:
        return {field.name: row.cells[place] for place, _, field in self._columns}

    def _converted(self, cells: list[Cells]) -> list[Cells]:
        convert = self._convert
        return cells if convert is None else self._guarded(lambda: [convert(dict(line)) for line in cells])

    def _read_own(self, cells: list[Cells]) -> None:
        """Read every value of the association's own fields in one go: it is the plugin's code that reads them."""
        columns = [field for _, _, field in self._columns if field.own]
        texts = {(one.name, line[one.name].strip()): one for one in columns for line in cells if one.name in line}
        if texts:
            self._read.update(self._guarded(lambda: {key: _result(one, key[1]) for key, one in texts.items()}))

    def _plan_line(self, plan: Plan, row: Row, cells: Cells) -> None:
        number = row.number
        values: dict[str, Any] = {}
        own: dict[str, Any] = {}
        problems = list(self._read_line(row, cells, values, own))
        if not problems:
            try:
                plan.lines.append(self._decide(number, values, own))
                return
            except Ambiguous as ambiguous:
                problems = [Problem(number, WHOLE_LINE, _name_of(values), str(ambiguous))]
            except MissingValue as missing:
                problems = [Problem(number, self._titles.get(missing.name, "—"), "rien", str(missing))]
        plan.problems += problems

    def _read_line(self, row: Row, cells: Cells, values: dict[str, Any], own: dict[str, Any]) -> Iterator[Problem]:
        for place, title, one in self._columns:
            text = cells.get(one.name, "").strip()
            if not text:
                continue
            result = self._value(one, text)
            if isinstance(result, ValueError):
                yield Problem(row.number, title, row.cells[place].strip()[:80], str(result))
            elif result or result == 0:
                (own if one.own else values)[one.name] = result

    def _value(self, one: ImportField, text: str) -> Any:
        """The value of a cell, or what is wrong with it. The same text is read once."""
        key = (one.name, text)
        if key not in self._read:
            self._read[key] = _result(one, text)
        return self._read[key]

    def _decide(self, number: int, values: dict[str, Any], own: dict[str, Any]) -> Line:
        person = self._people.find(values)
        if person is None:
            return self._addition(number, values, own)
        earlier = person.line or self._claimed.setdefault(person.peer_id or 0, number)
        if earlier != number:
            raise Ambiguous(
                f"Cette ligne semble désigner la même personne que la ligne {earlier}. Gardez une seule des deux, ou "
                "donnez à chacune sa référence."
            )
        changes = list(self._changes(person, values, own))
        return Line(number, CHANGED if changes else SAME, person, values, own, changes)

    def _addition(self, number: int, values: dict[str, Any], own: dict[str, Any]) -> Line:
        for name, remedy in REQUIRED.items():
            if not values.get(name):
                raise MissingValue(name, remedy)
        person = Person(values, line=number)
        self._people.add(person)
        return Line(number, ADDED, person, values, own)

    def _changes(
        self, person: Person, values: Mapping[str, Any], own: Mapping[str, Any]
    ) -> Iterator[tuple[str, str, str]]:
        for _, _, one in self._columns:
            after, before = (own, person.details) if one.own else (values, person.values)
            if one.name == "state" or one.name not in after or after[one.name] == before.get(one.name):
                continue
            stored = before.get(one.name)
            yield one.label, one.words(stored) if stored else "rien", one.words(after[one.name])


class MissingValue(ValueError):
    """A new person lacks a value; ``name`` is the field."""

    def __init__(self, name: str, remedy: str):
        super().__init__(remedy)
        self.name = name


def _result(one: ImportField, text: str) -> Any:
    try:
        return one.read(text)
    except ValueError as problem:
        return problem


def _name_of(values: Mapping[str, Any]) -> str:
    return " ".join(str(values[name]) for name in ("given_name", "family_name") if values.get(name))


def columns_of(
    headers: Iterable[str], chosen: Mapping[str, str], fields: Iterable[ImportField]
) -> list[tuple[int, str, ImportField]]:
    """The columns that are imported, with their place and field."""
    known = {field.name: field for field in fields}
    return [(place, title, known[chosen[title]]) for place, title in enumerate(headers) if chosen.get(title) in known]
