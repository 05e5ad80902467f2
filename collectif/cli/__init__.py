"""The command ``collectif``: one file a group of commands."""

from __future__ import annotations

import click

from . import account, charter, chores, database, demo, imports, journal, mail, plugin, privacy, search, serve


@click.group()
def main() -> None:
    """Collectif : intranet et site public d'un collectif de pair-aidance."""


main.add_command(serve.serve)
main.add_command(account.account)
main.add_command(charter.charter)
main.add_command(chores.chores)
main.add_command(database.migrate)
main.add_command(database.revision)
main.add_command(demo.demo)
main.add_command(journal.journal)
main.add_command(mail.mail)
main.add_command(privacy.privacy)
main.add_command(search.search)
main.add_command(plugin.plugin)
main.add_command(imports.import_)
