"""Mails leave after the commit, once, and wait encrypted until then."""

from __future__ import annotations

import smtplib
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, text

from collectif.mail.models import OutgoingMail
from collectif.mail.reading import sent_mails
from collectif.mail.services import Attachment, FileTransport, Mailer, Outbox

SENDER = "site@test.example"


class Wire:
    """A transport that remembers, and may be cut."""

    quick = True

    def __init__(self):
        self.sent = []
        self.cut = None
        self.lock = threading.Lock()

    def send(self, message):
        if self.cut:
            raise self.cut
        with self.lock:
            self.sent.append(message)


@pytest.fixture
def wire():
    return Wire()


@pytest.fixture
def outbox(database, wire):
    return Outbox(database, wire, SENDER)


def write(session, recipient="nadia@test.example", subject="Objet discret"):
    mailer = Mailer(session, lambda template, **values: f"{subject}\n\nBonjour à vous.\n", lambda: None)
    mailer.send(recipient, "any")


def waiting(database):
    with database.transaction() as session:
        return session.execute(select(OutgoingMail.attempts, OutgoingMail.last_error)).all()


def test_nothing_leaves_when_the_transaction_is_undone(database, outbox, wire):
    def undone():
        with database.transaction() as session:
            write(session)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    assert outbox.deliver() == 0
    assert wire.sent == []


def test_it_leaves_once(database, outbox, wire):
    with database.transaction() as session:
        write(session)
    assert outbox.deliver() == 1
    assert outbox.deliver() == 0
    (message,) = wire.sent
    assert (message["To"], message["From"], message["Subject"]) == ("nadia@test.example", SENDER, "Objet discret")
    assert message.get_content() == "Bonjour à vous.\n"
    assert waiting(database) == []


def test_it_waits_encrypted(database):
    with database.transaction() as session:
        write(session)
    with database.transaction() as session:
        stored = str([bytes(v) if isinstance(v, memoryview) else v
                      for v in session.execute(text("SELECT * FROM outgoing_mails")).one()])  # fmt: skip
    for word in ("nadia", "discret", "Bonjour"):
        assert word not in stored


@pytest.mark.parametrize("error", [ConnectionRefusedError(), smtplib.SMTPServerDisconnected(), ValueError()])
def test_what_did_not_leave_is_tried_again_later_and_later(database, outbox, wire, error, caplog):
    with time_machine.travel("2027-01-14 08:00", tick=False) as clock:
        with database.transaction() as session:
            write(session)
        wire.cut = error
        assert outbox.deliver() == 0
        assert waiting(database) == [(1, type(error).__name__)]
        clock.shift(119)
        assert outbox.deliver() == 0
        assert waiting(database)[0].attempts == 1
        clock.shift(1)
        outbox.deliver()
        assert waiting(database)[0].attempts == 2
        wire.cut = None
        clock.shift(timedelta(minutes=4))
        assert outbox.deliver() == 1
    assert "nadia" not in caplog.text


def test_one_that_cannot_be_read_does_not_hold_the_others(database, outbox, wire):
    with database.transaction() as session:
        write(session)
        session.flush()
        session.execute(text("UPDATE outgoing_mails SET body = :junk"), {"junk": b"no key opens this"})
        write(session, "autre@test.example")
    assert outbox.deliver() == 1
    assert [message["To"] for message in wire.sent] == ["autre@test.example"]


def test_two_deliverers_never_send_twice(database, wire):
    with database.transaction() as session:
        for number in range(20):
            write(session, f"{number}@test.example")
    boxes = [Outbox(database, wire, SENDER) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        left = sum(pool.map(lambda box: box.deliver(), boxes))
    assert left == 20
    assert sorted(message["To"] for message in wire.sent) == sorted(f"{n}@test.example" for n in range(20))


def test_writers_do_not_wait_for_the_relay(database):
    arrived, answer = threading.Event(), threading.Event()

    class Slow(Wire):
        def send(self, message):
            arrived.set()
            assert answer.wait(10)

    with database.transaction() as session:
        write(session)
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(Outbox(database, Slow(), SENDER).deliver)
        assert arrived.wait(10)
        with database.transaction() as session:
            write(session)
        answer.set()
        assert sending.result() == 1


def test_a_process_that_died_on_the_way_leaves_the_mail_for_later(database, outbox, wire):
    with time_machine.travel("2027-01-14 08:00", tick=False) as clock:
        with database.transaction() as session:
            write(session)
        with database.transaction() as session:
            mail_id = session.scalars(select(OutgoingMail.id)).one()
        assert outbox._claim(mail_id)
        assert outbox.deliver() == 0
        clock.shift(timedelta(minutes=11))
        assert outbox.deliver() == 1


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_name_cannot_add_a_header(database, tmp_path):
    with database.transaction() as session:
        write(session, subject="Bonjour\r\nBcc: tous@test.example".replace("\n", " "))
    assert Outbox(database, FileTransport(tmp_path), SENDER).deliver() == 1
    (mail,) = sent_mails(tmp_path)
    assert mail.subject == "Bonjour Bcc: tous@test.example"


def test_a_file_goes_with_its_mail_encrypted_until_then(database, outbox, wire):
    with database.transaction() as session:
        mailer = Mailer(session, lambda template, **values: "Objet\n\nBonjour.\n", lambda: None)
        mailer.send_with(Attachment("reunion.ics", "calendar", "BEGIN:VCALENDAR\r\n"), "nadia@test.example", "any")
        stored = session.execute(text("select content from outgoing_attachments")).scalar_one()
        assert b"VCALENDAR" not in bytes(stored)
    assert outbox.deliver() == 1
    (file,) = wire.sent[0].iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("reunion.ics", "text/calendar")
    assert "BEGIN:VCALENDAR" in file.get_content()
    with database.transaction() as session:
        assert session.execute(text("select count(*) from outgoing_attachments")).scalar_one() == 0
