"""What a plugin says of itself, and how it behaves: metadata, colour, hooks, time, what it leans on."""

from __future__ import annotations

import ast
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ..contributions import API_VERSION, MINIMUM_CONTRAST, contrast_with_white
from ..extension import METADATA
from ..extensions.conformity import conforms, declared_type, describe
from ..extensions.guard import PluginFault, Record, call
from .site import Site

# What a plugin may lean on; everything else of the application may change without a word.
OPEN_TO_PLUGINS = frozenset([
    "collectif.contributions", "collectif.own_tables", "collectif.hookspecs", "collectif.plugin_kit",
    "collectif.testing", "collectif.text",
    "collectif.fields", "collectif.extensions.pages", "collectif.security.permissions",
])  # fmt: skip
NEVER = frozenset(["sqlalchemy", "sqlite3", "psycopg", "pyramid", "socket", "urllib", "subprocess"])
# Hooks asked with the plugin's own rows are asked in the checks of personal data.
ASKED_WITHOUT_ARGUMENTS = (
    "collectif_roster_schema", "collectif_import_formats", "collectif_reports", "collectif_sponsorship_conditions",
    "collectif_matching_criteria",
)  # fmt: skip
ROWS_IN_TIME = 500
# How many times its budget a call may be given before it is said to hang: other work may slow this machine.
PATIENCE = 5


def check_metadata(site: Site) -> None:
    """It is found under its association's name, starts, and says what it should."""
    names = [one.name for one in site.found() if one.name == site.name]
    assert names == [site.name], f"trouvée {len(names)} fois sous le nom « {site.name} » (groupe collectif.plugins)"
    plugin = site.plugin
    assert plugin.state == "active", plugin.cause
    metadata = plugin.metadata
    assert metadata is not None
    assert metadata.association == site.name
    assert metadata.api_version == API_VERSION
    assert metadata.version.strip(), "elle ne dit pas sa version"
    assert metadata.name.strip(), "elle ne dit pas son nom"
    page = site.browser("admin", None).get("/intranet/admin/extensions", status=200)
    assert "en service" in page.text


def check_colour(site: Site) -> None:
    """White words can be read on its colour, which is served as it was chosen."""
    metadata = site.plugin.metadata
    assert metadata is not None, site.plugin.cause
    if metadata.accent_colour is None:
        return
    ratio = contrast_with_white(metadata.accent_colour)
    assert ratio >= MINIMUM_CONTRAST, f"contraste de {ratio:.1f} avec le blanc, il faut {MINIMUM_CONTRAST}"
    colours = site.browser().get("/associations.css", status=200).text
    assert f".accent-{site.name} {{ background: {metadata.accent_colour};" in colours


def check_hooks(site: Site) -> None:
    """Each hook answers with what its signature says, twice the same, and its parts agree with each other."""
    extensions = site.extensions
    assert METADATA in site.plugin.hooks, site.plugin.cause
    for hook in set(site.plugin.hooks) & set(ASKED_WITHOUT_ARGUMENTS):
        declared = declared_type(getattr(extensions.specifications, hook))
        for _ in range(2):
            (value,) = [
                value for source, value in extensions.ask(hook, association=site.name).parts if source == site.name
            ]
            assert conforms(value, declared), f"{hook} : {describe(declared)} attendu"
    _check_names(site)


def _check_names(site: Site) -> None:
    for hook in ("collectif_import_formats", "collectif_reports", "collectif_sponsorship_conditions"):
        names = [item.name for _, item in extensions_items(site, hook)]
        assert len(names) == len(set(names)), f"{hook} : un nom est donné deux fois : {names}"
    fields = {one.name for one in site.own.fields}
    wrong = [one.field for one in site.ask("collectif_matching_criteria") if one.field not in fields]
    assert not wrong, f"collectif_matching_criteria nomme des champs qui n'existent pas : {wrong}"


def extensions_items(site: Site, hook: str) -> list[tuple[str, Any]]:
    """What everyone answers to a hook about this association, the core included."""
    return site.extensions.ask(hook, association=site.name).items


def check_time(site: Site) -> None:
    """Each call takes less than the time the host gives; only the plugin's own work is counted, not its neighbours'."""
    site.add_peers(30)
    for asked, function in _calls(site):
        check_call(asked, function, site.extensions.budget)


def check_call(asked: str, function: Callable[[], Any], budget: float) -> None:
    """:raises AssertionError: the call works for longer than ``budget`` seconds, or does not come back."""
    spent: list[float] = []

    def timed() -> Any:
        start = time.thread_time()
        try:
            return function()
        finally:
            spent.append(time.thread_time() - start)

    try:
        call(Record(budget * PATIENCE), timed, Any, passes=(Exception,))
    except PluginFault as fault:
        raise AssertionError(f"{asked} : {fault}") from fault
    assert spent[0] < budget, f"{asked} : {spent[0]:.2f} s de calcul, {budget:g} s au plus"


def _calls(site: Site) -> Iterator[tuple[str, Callable[[], Any]]]:
    from .check_reports import built, reports_of  # the reports know how they are built

    for hook in set(site.plugin.hooks) & set(ASKED_WITHOUT_ARGUMENTS):
        yield hook, lambda hook=hook: site.extensions.ask(hook, association=site.name)  # type: ignore[misc]
    for report in reports_of(site):
        yield f"rapport {report.name}", lambda report=report: built(site, report)  # type: ignore[misc]
    for chosen in site.ask("collectif_import_formats"):
        if convert := chosen.convert:
            row = dict.fromkeys(chosen.headings, "Essai")
            yield (
                f"format {chosen.name}",
                lambda convert=convert, row=row: [  # type: ignore[misc]
                    convert(dict(row)) for _ in range(ROWS_IN_TIME)
                ],
            )


def check_imports(site: Site) -> None:
    """It leans on what is open to plugins, and never on the database, the web or another plugin."""
    file = getattr(site.plugin.module, "__file__", None)
    if file is None:
        return
    folder = Path(file).parent
    files = [path for path in folder.rglob("*.py") if not {"migrations", "tests"} & set(path.relative_to(folder).parts)]
    wrong = [f"{path.name} : {name}" for path in files for name in _imported(path) if not _allowed(name, folder.name)]
    assert not wrong, f"n'est pas ouvert aux extensions : {', '.join(sorted(wrong))}"


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or ""


def _allowed(name: str, package: str) -> bool:
    top = name.partition(".")[0]
    if top == "collectif":
        return any(name == one or name.startswith(f"{one}.") for one in OPEN_TO_PLUGINS)
    if top.startswith("collectif_"):
        return top == package
    return top not in NEVER or (top in sys.stdlib_module_names and top not in NEVER)
