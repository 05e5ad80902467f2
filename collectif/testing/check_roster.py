"""An association's own fields, and the files they come in."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from typing import Any

import colander
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ..contributions import FIELD, ImportFormat
from ..peers.import_fields import ImportField
from ..peers.import_plan import ADDED, SAME
from ..peers.imports import Imports
from ..peers.own_fields import OwnField
from ..tabular.reading import read_table
from .site import Site
from .values import accepts, answers, read, sample_texts

quietly = settings(
    deadline=None, max_examples=60, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
# The width of the columns that filters use (table sponsorship_facets).
MOST_NAME, MOST_VALUE = 60, 120
ENDLESS = "é" * 100_000
MEDICAL = re.compile(r"diagnosti|traitement|médicament|pathologie|ordonnance|posologie", re.IGNORECASE)
# One line of a file, in the core's words.
LINE = {
    "external_ref": "A-12", "family_name": "Fictif", "given_name": "Alix", "email": "alix@test.example",
    "phone": "06 12 34 56 78", "commune": "Melun", "engagement": "bénévole", "families": "Visuelle",
    "capacity": "2", "started_on": "15/03/2024", "state": "en pause",
}  # fmt: skip


def check_schema(site: Site) -> None:
    """Each field is well made; whatever it accepts is stored, read again and shown the same."""
    names = [one.name for one in site.own.fields]
    assert len(names) == len(set(names)), f"deux champs ont le même nom : {names}"
    for one in site.own.fields:
        check_field(one)
        _check_round_trip(site, one)
    _check_whole(site)


def check_field(one: OwnField) -> None:
    """:raises AssertionError: the field's name, words, bounds or choices will not do."""
    assert FIELD.fullmatch(one.name), f"« {one.name} » : minuscules, chiffres et « _ »"
    assert len(one.name) <= MOST_NAME, f"« {one.name} » est trop long"
    assert one.name not in LINE, f"« {one.name} » est le nom d'un champ commun"
    assert one.label.strip(), f"« {one.name} » n'a pas de titre"
    assert not MEDICAL.search(f"{one.name} {one.label}"), f"« {one.label} » : rien de médical n'est gardé"
    assert not accepts(one, ENDLESS), f"« {one.name} » accepte un texte sans fin : donnez-lui un validateur de longueur"
    if getattr(one.node, "filterable", False):
        assert one.choices, f"« {one.name} » est un filtre sans liste de réponses (« values » de son widget)"
    for value, label in one.choices:
        given = [value] if isinstance(one.node.typ, colander.Set) else value
        assert accepts(one, given), f"« {one.name} » propose « {value} » et le refuse"
        assert label.strip(), f"« {one.name} » : « {value} » n'a pas de mots"
        assert len(value) <= MOST_VALUE, f"« {one.name} » : « {value} » est trop long"


def _check_round_trip(site: Site, one: OwnField) -> None:
    own = site.own

    @quietly
    @given(answers(one))
    def goes_round(answer: Any) -> None:
        value = read(one, answer)
        stored = own.serialise({one.name: value})
        assert json.loads(json.dumps(stored)) == stored, f"« {one.name} » : {answer!r} ne se garde pas"
        assert own.deserialise(stored).get(one.name) == value, f"« {one.name} » : {answer!r} revient autrement"
        words = one.words(stored)
        assert isinstance(words, str)
        assert words, f"« {one.name} » : {answer!r} ne se lit pas"
        assert set(one.facets(stored)) <= {value for value, _ in one.choices}

    goes_round()


def _check_whole(site: Site) -> None:
    """Nothing answered is nothing stored; what another version stored is kept."""
    own = site.own
    assert own.serialise({}) == {}
    assert own.merged({"gone_field": "x"}, {}) == {"gone_field": "x"}


def check_import(site: Site) -> None:
    """Each format reads a file with its own titles; the file can be sent twice; odd cells are problems, not errors."""
    for chosen in _formats(site):
        site.fresh()
        check_format(site, chosen)
        if chosen.convert:
            _check_convert(chosen)


def _formats(site: Site) -> list[ImportFormat]:
    with site.session() as session:
        return Imports(session, site.extensions, site.association(session), site.own).formats


def check_format(site: Site, chosen: ImportFormat) -> None:
    """:raises AssertionError: a file of this format is not read as it should."""
    with site.session() as session:
        imports = Imports(session, site.extensions, site.association(session), site.own)
        content = _file(chosen, imports.fields, {one.name: sample_texts(one) for one in site.own.fields})
        table = read_table(content, "essai.csv")
        name, columns = imports.suggest(table.headers, chosen.name)
        known = dict(zip(table.headers, (one.name for one in imports.fields), strict=True))
        assert columns == known, f"format « {name} » : des titres de colonnes sont pris pour d'autres"
        if chosen.headings:
            assert imports.suggest(table.headers)[0] == chosen.name, f"« {name} » : fichier pris pour un autre format"
        plan = imports.plan(table, name, columns)
        assert not plan.problems, f"format « {name} » : {plan.problems[0].column}, {plan.problems[0].remedy}"
        assert {line.kind for line in plan.lines} == {ADDED}
        missing = {one.name for one in imports.fields if one.own for line in plan.lines if one.name not in line.own}
        assert not missing, f"format « {name} » : {missing} ne sont pas lus"
        imports.run(table, name, columns)
        again = imports.plan(table, name, columns)
        assert {line.kind for line in again.lines} == {SAME}, (
            f"format « {name} » : le même fichier change quelque chose"
        )


def _file(chosen: ImportFormat, fields: list[ImportField], own: Mapping[str, list[str]]) -> bytes:
    """A file with the format's own titles where it has some, and a line for each answer of the longest list."""
    strangers = set(chosen.headings) - {one.name for one in fields}
    assert not strangers, f"format « {chosen.name} » : {strangers} ne sont pas des champs"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    titles = [chosen.headings.get(one.name, (one.label,))[0] for one in fields]
    twice = {title for title in titles if titles.count(title) > 1}
    assert not twice, f"format « {chosen.name} » : {twice} est le titre de deux champs"
    writer.writerow(titles)
    for number in range(max(map(len, own.values()), default=1)):
        line = {name: texts[number % len(texts)] for name, texts in own.items()} | LINE
        line |= {"external_ref": f"A-{number}", "email": f"alix{number}@test.example"}
        writer.writerow([line[one.name] for one in fields])
    return out.getvalue().encode()


def _check_convert(chosen: ImportFormat) -> None:
    convert = chosen.convert
    assert convert
    names = st.sampled_from(sorted({*LINE, *chosen.headings}))

    @quietly
    @given(st.dictionaries(names, st.text(max_size=30)))
    def survives(row: dict[str, str]) -> None:
        before = dict(row)
        after = convert(row)
        assert row == before, f"format « {chosen.name} » : la ligne donnée est changée"
        assert isinstance(after, Mapping), f"format « {chosen.name} » : une ligne rend une ligne"
        assert all(isinstance(text, str) for text in after.values()), (
            f"format « {chosen.name} » : rend autre chose que du texte"
        )

    survives()
