"""A meeting from its notice to its approved minutes, through the pages."""

from __future__ import annotations

import icalendar
from sqlalchemy import select
from webtest import Upload
from webtest.forms import File

from collectif.actions.models import Action
from collectif.mail.models import OutgoingMail
from collectif.mail.reading import sent_mails
from collectif.meetings.models import Meeting, MinutesRevision
from collectif.meetings.vote_models import Decision
from tests.actions.conftest import Actions

from .conftest import form_of


def text_of(page):
    return " ".join(page.lxml.xpath("string(//main)").split())


def test_a_whole_meeting(room, database, app):
    action = Actions(database).make("examined", title="Journée des pairs", organisation="apf77")
    meeting = room.prepare()
    room.add_item(meeting, "Valider la journée", action)
    room.send(room.coordinator, f"{meeting}/convoquer", {})
    room.send(room.members["unafam77"], f"{meeting}/reponse", {"answer": "present"})
    room.send(room.members["apajh"], f"{meeting}/reponse", {"answer": "represented", "holder": "unafam77"})
    room.send(room.members["aede"], f"{meeting}/reponse", {"answer": "absent"})
    room.send(room.coordinator, f"{meeting}/ouvrir")
    point = room.points(meeting)["Valider la journée"]

    for slug in ("apf77", "caf77"):
        room.note(meeting, slug, "present")
    assert "Le quorum n'est pas atteint" in text_of(room.coordinator.get(f"{meeting}/presences"))
    assert "On ne peut pas voter" in text_of(room.vote_on(point, status=422))
    room.note(meeting, "unafam77", "present")
    assert "4 organisations sur 5" in text_of(room.coordinator.get(f"{meeting}/presences"))

    vote = room.vote_on(point)
    assert "représentée par UNAFAM 77" in text_of(room.coordinator.get(vote))
    room.hands(vote, apf77="for", unafam77="for", caf77="abstain", apajh="against")
    assert "Adopté : 2 pour, 1 contre" in text_of(room.members["aede"].get(vote))

    page = room.coordinator.get(f"/intranet/actions/{action}")
    assert "Validée" in text_of(page)
    assert "Décision" in text_of(page)
    room.send(room.coordinator, f"{point}/notes", {"text": "On a parlé de la salle.\nElle convient."})
    room.send(room.coordinator, f"{meeting}/clore")
    assert "Elle convient" in text_of(room.members["aede"].get(f"{meeting}/compte-rendu"))
    assert room.members["aede"].get(f"{meeting}/compte-rendu.pdf").body.startswith(b"%PDF")

    later = room.start(days=60)
    approval = next(address for title, address in room.points(later).items() if title.startswith("Approuver"))
    room.send(room.coordinator, f"{approval}/approuver")
    assert room.coordinator.get(f"{point}/notes", status=422)
    room.send(room.coordinator, f"{meeting}/correction", {"text": "La salle est au premier étage."})
    assert "premier étage" in text_of(room.members["aede"].get(f"{meeting}/compte-rendu"))

    thread = text_of(room.members["aede"].get(f"/intranet/actions/{action}/decisions"))
    for words in ("À l'ordre du jour", "Vote", "Décision", "Action", "Journée des pairs"):
        assert words in thread
    with database.transaction() as session:
        stored = session.scalars(select(Meeting).filter_by(public_id=meeting.rpartition("/")[2])).one()
        assert stored.state == "approved"
        decision = session.scalars(select(Decision)).one()
        validated = session.scalars(select(Action).filter_by(public_id=action)).one()
        assert validated.state == "validated"
        assert validated.validated_by_id is None
        assert f"{decision.year}-{decision.number:02d}" in validated.decision_reference
        assert len(session.scalars(select(MinutesRevision)).all()) == 1


def test_notice_carries_a_calendar_file(room, database, app):
    room.send(room.coordinator, f"{room.prepare()}/convoquer", {})
    folder = app.registry["mail_transport"].folder
    mails = sent_mails(folder)
    assert mails
    assert "Le café des pairs" in mails[0].body
    content = next(folder.glob("*.eml")).read_bytes()
    assert b"text/calendar" in content
    with database.transaction() as session:
        assert session.scalars(select(OutgoingMail)).all() == []


def test_calendar_page(room):
    meeting = room.prepare()
    room.coordinator.get(f"{meeting}/reunion.ics", status=404)
    room.send(room.coordinator, f"{meeting}/convoquer", {})
    file = room.members["aede"].get(f"{meeting}/reunion.ics")
    event = icalendar.Calendar.from_ical(file.body).walk("VEVENT")[0]
    assert str(event["SUMMARY"]) == "Comité de janvier"
    assert b"VTIMEZONE" in file.body
    assert all(len(line) <= 75 for line in file.body.split(b"\r\n"))
    assert str(event["DTSTART"].dt.tzinfo) == "Europe/Paris"


def test_a_late_notice_says_why(room):
    meeting = room.prepare(days=3)
    answer = room.send(room.coordinator, f"{meeting}/convoquer", {}, status=422)
    assert "délai de convocation" in text_of(answer)
    room.send(room.coordinator, f"{meeting}/convoquer", {"late_reason": "La salle vient de se libérer."})
    assert "La salle vient de se libérer" in text_of(room.members["aede"].get(meeting))


def test_without_an_agenda_no_notice(room):
    meeting = room.prepare()
    room.send(room.coordinator, f"{room.points(meeting)['Le café des pairs']}/retirer")
    answer = room.send(room.coordinator, f"{meeting}/convoquer", {}, status=422)
    assert "ordre du jour est vide" in text_of(answer)


def test_the_number_of_queries_does_not_grow(room, count_queries):
    meeting = room.start()
    decided = room.points(meeting)["Le café des pairs"]
    room.hands(room.vote_on(decided), apf77="for", unafam77="for")

    def asked():
        counts = []
        for page in ("", "/presences", "/compte-rendu"):
            with count_queries() as sent:
                room.coordinator.get(f"{meeting}{page}")
            counts.append(len(sent))
        return counts

    before = asked()
    for number in range(3):
        room.add_item(meeting, f"Point {number}")
        point = room.points(meeting)[f"Point {number}"]
        room.hands(room.vote_on(point), apf77="for", unafam77="for")
    room.note(meeting, "aede", "present")
    assert asked() == before


def test_a_document_is_tied_to_a_meeting(room):
    meeting = room.prepare(places=("apf77", "caf77"))
    member = room.members["apf77"]
    link = next(one for one in member.get(meeting).lxml.xpath("//main//a/@href") if "?pour=meetings:" in one)
    page = member.get(link)
    form = page.forms[form_of(page)]
    form["title"] = "Devis du car"
    upload = next(name for name, fields in form.fields.items() if isinstance(fields[0], File))
    form[upload] = Upload("devis.txt", b"Deux devis.\n", "text/plain")
    form["audience"] = "collective"
    form.submit("submit", status=303)
    assert "Devis du car" in text_of(room.members["caf77"].get(meeting))
    assert "?pour=meetings:" not in room.members["aede"].get(meeting).text
    room.members["aede"].get(link, status=404)
