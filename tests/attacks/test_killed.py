"""A process killed in the middle: nothing half done, no mail lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select, text

from collectif.db import now
from collectif.mail.models import OutgoingMail
from collectif.mail.services import CLAIM
from collectif.peers.models import Peer, Sponsorship
from tests.support.apps import test_settings

from .conftest import Target

PEOPLE = 4_000
# Imports the file, says when it has begun to write, and then takes its time.
IMPORTER = """
import sys, time
from collectif import make_config
from collectif.peers import import_write
from collectif.peers.import_views import own_fields
from collectif.peers.imports import Imports
from collectif.peers.resources import Association
settings = dict(pair.split("=", 1) for pair in sys.argv[2:])
config = make_config({}, **settings)
config.make_wsgi_app()
registry = config.registry
def slowly(done):
    print("writing", flush=True)
    time.sleep(60)
with registry["database"].transaction() as session:
    association = Association(int(sys.argv[1]), "apf77", "APF77")
    imports = Imports(session, registry["extensions"], association, own_fields(registry, "apf77"))
    pending = imports.receive(1, "liste.csv", open(0, "rb").read())
    table = imports.table(pending)
    plan = imports.run(table, pending.format_name, pending.columns, progress=slowly)
    print("done", plan.problems[:2], flush=True)
"""
# Hands the mails over and dies with the first one in its hands.
POSTMAN = """
import os, signal, sys
from collectif import make_config
settings = dict(pair.split("=", 1) for pair in sys.argv[1:])
config = make_config({}, **settings)
config.make_wsgi_app()
outbox = config.registry["outbox"]
class Hands:
    quick = True
    def send(self, message):
        os.kill(os.getpid(), signal.SIGKILL)
outbox._transport = Hands()
outbox.deliver()
"""


def process(target: Target, script: str, *arguments: str) -> subprocess.Popen[bytes]:
    settings = [f"{name}={value}" for name, value in test_settings(target.url, target.folder).items()]
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", script, *arguments, *settings], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, env=os.environ,
    )  # fmt: skip


def letters(number: int) -> str:
    return "".join(chr(97 + number // 26**place % 26) for place in range(3))


def people(target: Target) -> tuple[int, int]:
    with target.database.transaction() as session:
        return tuple(session.scalar(select(func.count()).select_from(kind)) for kind in (Peer, Sponsorship))


def test_an_import_that_is_killed_has_done_nothing(target: Target) -> None:
    before = people(target)
    with target.database.transaction() as session:
        organisation = session.scalar(text("select id from organisations where slug = 'apf77'"))
    rows = "".join(f"Nom;Ana{letters(n)};k{n}@t.example\n" for n in range(PEOPLE))
    importer = process(target, IMPORTER, str(organisation))
    assert importer.stdin
    assert importer.stdout
    importer.stdin.write(f"Nom;Prénom;E-mail\n{rows}".encode())
    importer.stdin.close()
    told = importer.stdout.readline()
    importer.send_signal(signal.SIGKILL)
    importer.stdout.close()
    assert (told, importer.wait(timeout=10)) == (b"writing\n", -signal.SIGKILL)
    began = time.monotonic()
    assert people(target) == before
    assert target.post("referent", target.path("peer_move"), {"move": "pause"}).status_int == 303
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_mail_that_was_in_the_hands_of_the_dead_leaves_later_and_once(target: Target) -> None:
    with target.database.transaction() as session:
        session.add(OutgoingMail(recipient="a@monde.example", subject="Bonjour", body="Bonjour.\n"))
    postman: Any = process(target, POSTMAN)
    postman.communicate(timeout=60)
    assert postman.returncode == -signal.SIGKILL
    outbox, kept = target.app.registry["outbox"], len(list((target.folder / "mail").glob("*.eml")))
    assert outbox.deliver() == 0
    with time_machine.travel(now() + CLAIM + timedelta(seconds=1)):
        assert outbox.deliver() == 1
        assert outbox.deliver() == 0
    assert len(list((target.folder / "mail").glob("*.eml"))) == kept + 1
