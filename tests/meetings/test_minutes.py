"""Minutes: several people write at once and nothing is lost; once approved nothing changes; what is open comes back."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from collectif.accounts.models import Account
from collectif.meetings.models import MinutesRevision
from collectif.meetings.vote_models import DecisionTask
from collectif.text import today

from .conftest import form_of
from .test_flow import text_of

REFUSED = (IntegrityError, OperationalError, ProgrammingError)


def test_two_people_write_the_same_point(room, people, database):
    point = room.points(room.start())["Le café des pairs"]
    first, second = room.coordinator, people.browser("coordinator", "mdph77")
    opened = [browser.get(f"{point}/notes") for browser in (first, second)]
    forms = [page.forms[form_of(page)] for page in opened]
    forms[0]["text"], forms[1]["text"] = "La salle est trouvée.", "Le budget est voté."
    forms[0].submit("submit", status=303)
    told = forms[1].submit("submit", status=422)
    assert "La salle est trouvée." in told.text
    again = told.forms[form_of(told)]
    assert again["text"].value == "Le budget est voté."
    again["text"] = "La salle est trouvée.\nLe budget est voté."
    again.submit("submit", status=303)
    kept = text_of(first.get(f"{point}/notes/historique"))
    assert "Version 1" in kept
    assert "Version 2" in kept
    with database.transaction() as session:
        assert len(session.scalars(select(MinutesRevision)).all()) == 2


def test_two_points_do_not_disturb_each_other(room, people):
    meeting = room.start()
    room.add_item(meeting, "Le budget")
    points = room.points(meeting)
    pages = [room.coordinator.get(f"{points[title]}/notes") for title in ("Le café des pairs", "Le budget")]
    for page, words in zip(pages, ("Un.", "Deux."), strict=True):
        form = page.forms[form_of(page)]
        form["text"] = words
        form.submit("submit", status=303)
    told = text_of(room.coordinator.get(f"{meeting}/compte-rendu"))
    assert "Un." in told
    assert "Deux." in told


@pytest.fixture
def approved(room):
    meeting = room.start()
    point = room.points(meeting)["Le café des pairs"]
    room.send(room.coordinator, f"{point}/notes", {"text": "Chacun apporte une tasse."})
    room.send(room.coordinator, f"{meeting}/clore")
    later = room.start(days=60)
    approval = next(place for title, place in room.points(later).items() if title.startswith("Approuver"))
    room.send(room.coordinator, f"{approval}/approuver")
    return meeting, point


@pytest.mark.parametrize(
    "change",
    ["update minutes_notes set text = 'Non'", "delete from minutes_notes", "update minutes_revisions set text = 'Non'",
     "update meetings set state = 'open'", "update meetings set title = 'Autre' where state = 'approved'"],
)  # fmt: skip
def test_the_database_keeps_approved_minutes(approved, database, change):
    with pytest.raises(REFUSED), database.transaction() as session:
        session.execute(text(change))


def test_a_correction_comes_after(room, approved, database):
    meeting, point = approved
    room.coordinator.get(f"{point}/notes", status=422)
    room.send(room.coordinator, f"{meeting}/correction", {"text": "Une tasse ou un verre."})
    page = text_of(room.members["aede"].get(f"{meeting}/compte-rendu"))
    assert "Une tasse ou un verre." in page
    assert "Chacun apporte une tasse." in page
    for change in ("update minutes_errata set text = 'Non'", "delete from minutes_errata"):
        with pytest.raises(REFUSED), database.transaction() as session:
            session.execute(text(change))


def test_the_minutes_on_paper(room, approved):
    meeting, _ = approved
    file = pikepdf.open(BytesIO(room.members["aede"].get(f"{meeting}/compte-rendu.pdf").body))
    assert file.Root.MarkInfo.Marked
    assert str(file.Root.Lang).startswith("fr")


def test_what_is_left_open_comes_back(room, people, database):
    referent = people.account("structure_referent", "aede", display_name="Ambre Aidante")
    meeting = room.start()
    room.add_item(meeting, "Jamais abordé")
    point = room.points(meeting)["Le café des pairs"]
    decision = room.send(room.coordinator, f"{point}/decision", {"text": "On ouvre un café."}).location
    due = today() + timedelta(days=12)
    task = {"title": "Trouver la salle", "account": referent, "year": f"{due.year}", "month": f"{due.month}",
            "day": f"{due.day}"}  # fmt: skip
    room.send(room.coordinator, f"{decision}/suites", task)
    room.send(room.coordinator, f"{meeting}/clore")

    later = room.points(room.prepare(days=50))
    assert "Suites à donner : On ouvre un café." in later
    assert "Jamais abordé" in later
    assert any(title.startswith("Approuver le compte rendu") for title in later)

    browser = people.sign_in(referent)
    home = browser.get("/intranet")
    assert "Trouver la salle" in home.text
    with database.transaction() as session:
        stored = session.scalars(select(DecisionTask)).one()
        assert stored.account_id == session.scalars(select(Account.id).filter_by(public_id=referent)).one()
        address = f"/intranet/reunions/suites/{stored.public_id}"
    room.members["apf77"].get(address, status=403)
    room.send(browser, address, {"state": "done", "words": "Salle des fêtes."})
    assert "Trouver la salle" not in browser.get("/intranet").text
    assert "Suites à donner : On ouvre un café." not in room.points(room.prepare(days=70))


def test_proposals_reach_an_agenda_or_an_answer(room):
    for title in ("Un car pour tous", "Un logo"):
        room.send(room.members["aede"], "/intranet/reunions/propositions/nouvelle", {"title": title})
    meeting = room.prepare()
    page = room.coordinator.get("/intranet/reunions/propositions")
    places = {link.split("/")[-2]: link for link in page.lxml.xpath("//a/@href") if link.endswith("inscrire")}
    first, second = list(places.values())
    room.send(room.coordinator, first, {"meeting": meeting.rpartition("/")[2], "minutes": "25"})
    room.send(room.coordinator, second.replace("inscrire", "ecarter"), {"reason": "Plus tard."})
    assert "Un car pour tous" in room.points(meeting)
    left = text_of(room.coordinator.get("/intranet/reunions/propositions"))
    assert "Aucune proposition" in left


def test_people_are_counted_without_names(room):
    meeting = room.start()
    room.send(room.coordinator, f"{meeting}/pairs", {"peers": "4"})
    assert "Pairs présents : 4" in text_of(room.members["aede"].get(f"{meeting}/compte-rendu"))


def test_rules_of_a_kind_do_not_change_a_meeting_already_convened(room):
    meeting = room.prepare()
    room.send(room.coordinator, f"{meeting}/convoquer", {})
    kinds = room.coordinator.get("/intranet/reunions/regles")
    address = [link for link in kinds.lxml.xpath("//main//a/@href") if "/regles/" in link][1]
    room.send(room.coordinator, address, {"quorum": "two_thirds", "notice_days": "30"})
    assert "Plus de la moitié" in text_of(room.coordinator.get(meeting))
    assert "30 jours" in text_of(room.coordinator.get("/intranet/reunions/regles")).replace("\xa0", " ")
