"""A meeting that was announced and changes: postponed, cancelled, recalled before its day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
import time_machine as machine
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from collectif import migrate
from collectif.db import make_engine, now
from collectif.journal.models import JournalEntry
from collectif.meetings.models import Meeting, MeetingParticipant
from collectif.text import local
from tests.support.calendars import check_calendar
from tests.support.chores import run
from tests.support.pdf_text import pdf_text

from .test_flow import text_of

CHORE = "Rappels de réunion envoyés"


@pytest.fixture
def letters(app: Any) -> Any:
    """The mails sent since the last time one looked, with their bodies and calendar files."""
    folder = app.registry["mail_transport"].folder
    seen: set[Any] = set()

    def new() -> list[Any]:
        found = sorted(set(folder.glob("*.eml")) - seen)
        seen.update(found)
        return [message_from_bytes(one.read_bytes(), policy=policy.default) for one in found]

    return new


def body_of(letter: Any) -> str:
    return " ".join(letter.get_body(("plain",)).get_content().split())


def calendar_of(letter: Any) -> tuple[str, Any]:
    """The method in the type, and the only event of the file."""
    (part,) = letter.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    method = part["Content-Type"].params["method"]
    (event,) = check_calendar(part.get_content().replace("\r\n", "\n").replace("\n", "\r\n").encode(), method=method)
    return method, event


def new_date(days: int) -> dict[str, str]:
    day = local(now() + timedelta(days=days))
    return {"date": day.strftime("%Y-%m-%d"), "time": "10:30", "reason": "La salle est en travaux."}


def stored(database: Any, meeting: str) -> Any:
    with database.transaction() as session:
        found = session.scalars(select(Meeting).filter_by(public_id=meeting.rpartition("/")[2])).one()
        assert found.participants is not None
        session.expunge_all()
        return found


@pytest.fixture
def convened(room: Any, letters: Any) -> str:
    meeting = room.prepare()
    room.send(room.coordinator, f"{meeting}/convoquer", {})
    room.send(room.members["unafam77"], f"{meeting}/reponse", {"answer": "present"})
    room.send(room.members["apajh"], f"{meeting}/reponse", {"answer": "represented", "holder": "unafam77"})
    return meeting


def test_a_postponed_meeting_asks_everyone_again(room: Any, convened: str, letters: Any, database: Any) -> None:
    (first, *others) = letters()
    _, before = calendar_of(first)
    room.send(room.coordinator, f"{convened}/reporter", new_date(45))
    told = letters()
    assert {one["To"] for one in told} == {one["To"] for one in (first, *others)}
    assert "La salle est en travaux." in body_of(told[0])
    assert "répondez à nouveau" in body_of(told[0])
    method, after = calendar_of(told[0])
    assert method == "PUBLISH"
    assert after["UID"].value == before["UID"].value
    assert int(after["SEQUENCE"].value) > int(before["SEQUENCE"].value)
    assert after["DTSTART"].value.endswith("T103000")
    found = stored(database, convened)
    assert {(one.answer, one.proxy_holder_id) for one in found.participants} == {("", None)}
    page = text_of(room.members["aede"].get(convened))
    assert "D'abord prévue" in page
    assert "La salle est en travaux." in page
    assert "Comité de janvier" in text_of(room.members["unafam77"].get("/intranet"))


def test_an_answer_is_about_the_date_that_was_read(room: Any, convened: str, database: Any) -> None:
    """Someone answers from a page opened before the meeting was postponed: asked again, not counted for another day."""
    page = room.members["aede"].get(f"{convened}/reponse")
    form = next(one for one in page.forms.values() if "answer" in one.fields)
    form["answer"] = "present"
    room.send(room.coordinator, f"{convened}/reporter", new_date(45))
    told = form.submit("submit", status=422)
    assert "vient d'être reportée" in text_of(told)
    assert {one.answer for one in stored(database, convened).participants} == {""}
    form = next(one for one in told.forms.values() if "answer" in one.fields)
    form.submit("submit", status=303)
    assert "present" in {one.answer for one in stored(database, convened).participants}


def test_the_notice_period_is_checked_and_kept_again(room: Any, convened: str, database: Any) -> None:
    late = room.send(room.coordinator, f"{convened}/reporter", new_date(4), status=422)
    assert "délai de convocation" in text_of(late)
    reason = "La salle se libère plus tôt."
    room.send(room.coordinator, f"{convened}/reporter", {**new_date(4), "late_reason": reason})
    assert stored(database, convened).late_reason == reason
    room.send(room.coordinator, f"{convened}/reporter", new_date(60))
    found = stored(database, convened)
    assert (found.late_reason, found.state) == ("", "convened")
    room.send(room.coordinator, f"{convened}/ouvrir")
    assert text_of(room.members["aede"].get(f"{convened}/compte-rendu")).count("D'abord prévue") == 2


def test_a_date_that_is_past_or_the_same_is_refused(room: Any, convened: str, database: Any) -> None:
    assert "passée" in text_of(room.send(room.coordinator, f"{convened}/reporter", new_date(-3), status=422))
    start = local(stored(database, convened).starts_at)
    same = {"date": f"{start:%Y-%m-%d}", "time": f"{start:%H:%M}", "reason": "Une erreur."}
    assert "déjà prévus" in text_of(room.send(room.coordinator, f"{convened}/reporter", same, status=422))


def test_another_place_is_told_without_asking_anything_again(room: Any, letters: Any, database: Any) -> None:
    convened = room.prepare(days=2)
    room.send(room.coordinator, f"{convened}/convoquer", {"late_reason": "La salle vient de se libérer."})
    room.send(room.members["unafam77"], f"{convened}/reponse", {"answer": "present"})
    room.send(room.members["apajh"], f"{convened}/reponse", {"answer": "represented", "holder": "unafam77"})
    (first, *others), before = letters(), stored(database, convened)
    _, planned = calendar_of(first)
    with machine.travel(now() + timedelta(minutes=5)):
        room.send(
            room.coordinator, f"{convened}/lieu", {"place": "Salle du conseil", "joining": "https://visio.example/b"}
        )
        told = letters()
    assert {one["To"] for one in told} == {one["To"] for one in (first, *others)}
    words = body_of(told[0])
    assert "Salle du conseil" in words
    assert "https://visio.example/b" in words
    assert "Pourquoi" not in words
    method, after = calendar_of(told[0])
    assert method == "PUBLISH"
    assert [after[name].value for name in ("UID", "DTSTART", "DTEND")] == [
        planned[name].value for name in ("UID", "DTSTART", "DTEND")
    ]
    assert int(after["SEQUENCE"].value) > int(planned["SEQUENCE"].value)
    assert after["DTSTAMP"].value > planned["DTSTAMP"].value
    assert after["LOCATION"].value == "Salle du conseil"
    found = stored(database, convened)
    same = ("state", "starts_at", "convened_at", "late_reason")
    assert [getattr(found, name) for name in same] == [getattr(before, name) for name in same]
    assert {one.answer for one in found.participants} == {"present", "represented", ""}
    assert "Prévue d'abord à « Salle des fêtes »" in text_of(room.members["aede"].get(convened))
    with database.transaction() as session:
        act = session.scalars(select(JournalEntry).order_by(JournalEntry.seq.desc())).first()
        assert (act.act, act.object_id) == ("meetings.relocate", found.public_id)


def test_the_minutes_say_where_the_meeting_was_to_be(room: Any, convened: str) -> None:
    reason = "La salle est inondée."
    room.send(room.coordinator, f"{convened}/lieu", {"place": "", "joining": "Lien A", "reason": reason})
    room.send(room.coordinator, f"{convened}/lieu", {"place": "", "joining": "Lien B"})
    room.send(room.coordinator, f"{convened}/lieu", {"place": "Maison des pairs", "joining": "Lien B"})
    room.send(room.coordinator, f"{convened}/ouvrir")
    page = text_of(room.members["aede"].get(f"{convened}/compte-rendu"))
    assert "Prévue d'abord à « Salle des fêtes »" in page
    assert reason in page
    assert "Lien ou accès changé" in page
    assert "Prévue d'abord à distance" in page
    assert "Lien A" not in page
    pdf = pdf_text(room.coordinator.get(f"{convened}/compte-rendu.pdf").body)
    assert reason in " ".join(pdf.split())


def test_a_place_that_stays_or_comes_too_late_is_refused(room: Any, convened: str, letters: Any) -> None:
    letters()
    same = room.send(room.coordinator, f"{convened}/lieu", {}, status=422)
    assert "déjà annoncés" in text_of(same)
    page = room.coordinator.get(f"{convened}/lieu")
    form = next(one for one in page.forms.values() if "joining" in one.fields)
    form["place"] = "Ailleurs"
    for act in ("ouvrir", "clore"):
        room.send(room.coordinator, f"{convened}/{act}")
        form.submit("submit", status="4*")
        assert "Changer le lieu" not in room.coordinator.get(convened)
    assert letters() == []
    early = room.prepare()
    body = {"csrf_token": room.coordinator.csrf, "place": "Ailleurs", "submit": "submit"}
    room.coordinator.post(f"{early}/lieu", body, status="4*")


def test_the_second_of_two_people_is_told(room: Any, convened: str, letters: Any, database: Any) -> None:
    letters()
    page = room.coordinator.get(f"{convened}/lieu")
    form = next(one for one in page.forms.values() if "joining" in one.fields)
    form["place"] = "Salle B"
    room.send(room.coordinator, f"{convened}/lieu", {"place": "Salle A"})
    letters()
    refused = form.submit("submit", status=422)
    assert "Lieu : « Salle A »" in text_of(refused)
    assert letters() == []
    assert stored(database, convened).place == "Salle A"
    again = next(one for one in refused.forms.values() if "joining" in one.fields)
    assert again["place"].value == "Salle B"
    again.submit("submit", status=303)
    assert len(letters()) == 5
    assert stored(database, convened).place == "Salle B"


def test_a_cancelled_meeting_leaves_diaries_and_gives_its_points_back(
    room: Any, convened: str, letters: Any, database: Any
) -> None:
    _, before = calendar_of(letters()[0])
    proposal = {"title": "Un livret en gros caractères", "minutes": "15"}
    room.send(room.members["aede"], "/intranet/reunions/propositions/nouvelle", proposal)
    page = room.coordinator.get("/intranet/reunions/propositions")
    place = next(href for href in page.lxml.xpath("//main//a/@href") if href.endswith("/inscrire"))
    room.send(room.coordinator, place, {"meeting": convened.rpartition("/")[2]})
    room.send(room.coordinator, f"{convened}/annuler", {"reason": "Trop peu de réponses."})
    told = letters()
    assert len(told) == 5
    assert "Trop peu de réponses." in body_of(told[0])
    method, after = calendar_of(told[0])
    assert (method, after["STATUS"].value) == ("CANCEL", "CANCELLED")
    assert after["UID"].value == before["UID"].value
    assert int(after["SEQUENCE"].value) > int(before["SEQUENCE"].value)

    proposals = text_of(room.coordinator.get("/intranet/reunions/propositions"))
    assert "Un livret en gros caractères" in proposals
    assert "Le café des pairs" in proposals
    page = text_of(room.members["aede"].get(convened))
    assert "Annulée" in page
    assert "Trop peu de réponses." in page
    refused = room.members["unafam77"].get(f"{convened}/reponse")
    form = next(one for rank, one in refused.forms.items() if "answer" in one.fields)
    form["answer"] = "absent"
    assert "annulée" in text_of(form.submit("submit", status=422))
    for address in ("ouvrir", "annuler", "reporter"):
        values = new_date(50) if address == "reporter" else {"reason": "Encore."}
        body = {"csrf_token": room.coordinator.csrf, **values, "minutes": "90", "submit": "submit"}
        room.coordinator.post(f"{convened}/{address}", body, status="4*")
    assert "Comité de janvier" not in text_of(room.members["unafam77"].get("/intranet"))
    assert letters() == []


def test_what_an_earlier_meeting_left_open_comes_back_after_a_cancelled_one(room: Any) -> None:
    held = room.start(days=20)
    room.add_item(held, "Jamais abordé")
    room.send(room.coordinator, f"{held}/clore")
    lost = room.prepare(days=40)
    assert "Jamais abordé" in room.points(lost)
    room.send(room.coordinator, f"{lost}/annuler", {"reason": "Grève des trains."})
    later = room.prepare(days=60)
    assert "Jamais abordé" in room.points(later)
    assert any(title.startswith("Approuver") for title in room.points(later))


def test_nobody_is_told_of_a_meeting_that_was_not_announced(room: Any, letters: Any) -> None:
    meeting = room.prepare()
    room.send(room.coordinator, f"{meeting}/annuler", {"reason": "Une erreur."})
    assert letters() == []
    room.coordinator.get(f"{meeting}/reunion.ics", status=404)


def test_a_meeting_opened_and_cancelled_at_once_is_one_or_the_other(room: Any, convened: str, database: Any) -> None:
    browser = room.coordinator

    def send(act: str) -> int:
        body = {"csrf_token": browser.csrf, "reason": "Grève des trains.", "submit": "submit"}
        return browser.twin().post(f"{convened}/{act}", body, expect_errors=True).status_int

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, ["ouvrir", "annuler"] * 2))
    assert answers.count(303) == 1
    found = stored(database, convened)
    assert (found.opened_at is None) == (found.state == "cancelled")


def test_a_meeting_is_recalled_a_week_and_a_day_before(room: Any, convened: str, letters: Any, app: Any) -> None:
    room.send(room.members["aede"], f"{convened}/reponse", {"answer": "absent"})
    letters()
    sent = {}
    for days in (21, 22, 23, 24, 28, 29, 30, 31):
        with machine.travel(now() + timedelta(days=days)):
            sent[days] = told(app)
            assert told(app) == 0
    assert sent == {21: 0, 22: 0, 23: 4, 24: 0, 28: 0, 29: 4, 30: 0, 31: 0}
    mails = letters()
    assert len(mails) == 8
    words = [body_of(one) for one in mails[:4]]
    assert sum("n'a pas encore répondu" in one for one in words) == 2
    assert sum("a répondu qu'elle vient" in one for one in words) == 1
    assert sum("se fait représenter par UNAFAM 77" in one for one in words) == 1


def told(app: Any) -> int:
    done = run(app, CHORE)[CHORE]
    assert done is not None
    return done


def test_a_notice_that_leaves_late_is_not_recalled_at_once(room: Any, app: Any) -> None:
    meeting = room.prepare(days=5)
    room.send(room.coordinator, f"{meeting}/convoquer", {"late_reason": "La salle vient de se libérer."})
    assert told(app) == 0
    with machine.travel(now() + timedelta(days=4)):
        assert told(app) == 5
    room.send(room.coordinator, f"{meeting}/reporter", new_date(40))
    with machine.travel(now() + timedelta(days=34)):
        assert told(app) == 5


def test_a_cancelled_meeting_is_never_recalled(room: Any, convened: str, app: Any) -> None:
    room.send(room.coordinator, f"{convened}/annuler", {"reason": "Grève des trains."})
    with machine.travel(now() + timedelta(days=29)):
        assert told(app) == 0


def test_a_cancelled_meeting_says_why_in_the_database_too(room: Any, database: Any) -> None:
    room.prepare()
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.execute(text("update meetings set state = 'cancelled'"))


def test_meetings_live_through_the_migration(room: Any, convened: str, database: Any) -> None:
    """Constraints are changed under rows that exist, back and forth; triggers and what hangs on meetings stay."""
    room.send(room.coordinator, f"{convened}/annuler", {"reason": "Grève des trains."})
    engine = make_engine(database.engine.url)
    migrate.downgrade(engine, "0008")
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.exec_driver_sql("update meetings set state = 'cancelled'")
    migrate.upgrade(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "update meetings set state = 'cancelled', cancelled_at = created_at, cancellation_reason = 'Grève'"
        )
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.exec_driver_sql("update meetings set state = 'lost'")
    engine.dispose()
    with database.transaction() as session:
        assert len(session.scalars(select(MeetingParticipant)).all()) == 5
