"""A new plugin from the skeleton beside this file: a package that installs, and whose tests pass at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from string import Template

from ..contributions import ContributionError, check_name
from .discovery import discover

SKELETON = files("collectif.extensions") / "skeleton"
# The width of an organisation's identifier.
LONGEST = 40
SUFFIX = ".txt"


class CannotMake(Exception):
    """The plugin cannot be made; the message says why, in French."""


def make_plugin(slug: str, name: str, folder: Path) -> Path:
    """Write the plugin of the association ``slug``, called ``name`` by people, in a new folder inside ``folder``.

    :returns: that folder.
    :raises CannotMake: the name will not do, is taken, or the folder is there already.
    """
    _check(slug, name)
    words = words_of(slug, name)
    target = folder / words["package"]
    if target.exists():
        raise CannotMake(f"Le dossier « {target} » existe déjà. Choisissez un autre endroit avec --folder.")
    for path, text in _filled(words):
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return target


def words_of(slug: str, name: str) -> dict[str, str]:
    """What stands for what in the skeleton."""
    return {
        "slug": slug,
        "name": name,
        "package": f"collectif_{slug.replace('-', '_')}",
        "distribution": f"collectif-{slug}",
    }


def _check(slug: str, name: str) -> None:
    """:raises CannotMake: the name of the plugin, or of its association, will not do."""
    try:
        check_name(slug)
    except ContributionError as error:
        raise CannotMake(str(error)) from error
    if len(slug) > LONGEST:
        raise CannotMake(f"Le nom « {slug} » est trop long : {LONGEST} caractères au plus.")
    if slug in {found.name for found in discover()}:
        raise CannotMake(f"Une extension « {slug} » est déjà installée ici.")
    if not name.isprintable() or set(name) & set('"\\'):
        raise CannotMake("Le nom de l'association ne peut avoir ni guillemet droit ni barre.")


def _filled(words: Mapping[str, str]) -> Iterator[tuple[PurePosixPath, str]]:
    """Path and content of each file of the new plugin."""
    for path, file in _walk(SKELETON, PurePosixPath()):
        parts = [words["package"] if part == "package" else part for part in path.parts]
        yield PurePosixPath(*parts).with_suffix(""), Template(file.read_text("utf-8")).substitute(words)


def _walk(folder: Traversable, path: PurePosixPath) -> Iterator[tuple[PurePosixPath, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, path / entry.name)
        elif entry.name.endswith(SUFFIX):
            yield path / entry.name, entry
