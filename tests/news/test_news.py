"""News, as people write and read them."""

from __future__ import annotations

from datetime import datetime

import pytest
import time_machine
from sqlalchemy import select

from collectif.journal.models import JournalEntry
from collectif.mail.models import OutgoingMail
from collectif.news.models import NewsItem, NewsSeen
from collectif.news.words import paragraphs
from collectif.text import PARIS

ALL = "/intranet/nouvelles"
NEW = "nouveau</span>"
# A Thursday.
NOON = datetime(2026, 6, 4, 12, tzinfo=PARIS)


@pytest.fixture
def coordination(people):
    return people.browser("coordinator", "mdph77")


@pytest.fixture
def referent(people):
    return people.browser("structure_referent", "apf77")


def write(browser, title="Le café de juin", body="Nous buvons un café.", status=303, day=None, until=None, **fields):
    form = browser.get(f"{ALL}/ecrire").forms["deform"]
    form["title"], form["body"] = title, body
    for name, value in fields.items():
        form[name] = value
    for place, date in enumerate((day, until)):
        for name, value in zip(("day", "month", "year"), date or (), strict=False):
            form.set(name, str(value), index=place)
    return form.submit("submit", status=status)


def public_id(answer):
    return answer.location.rpartition("/")[2]


def acts(database):
    with database.transaction() as session:
        return list(session.scalars(select(JournalEntry.act).order_by(JournalEntry.seq)))


def test_a_news_item_is_new_until_it_is_opened(people, coordination, database):
    answer = write(coordination)
    assert "La nouvelle est publiée" in answer.follow()
    reader = people.browser("collective_member", "unafam77")
    page = reader.get(ALL)
    assert "1\u00a0nouvelle que vous n’avez pas lue" in page
    assert NEW in page
    assert "Nous buvons un café." in page.click("Le café de juin")
    page = reader.get(ALL)
    assert "Vous avez tout lu" in page
    assert NEW not in page
    assert acts(database) == ["news.written"]


def test_reading_twice_is_noted_once(people, coordination, database):
    item = public_id(write(coordination))
    reader = people.browser("peer")
    for _ in range(2):
        reader.get(f"{ALL}/{item}")
    with database.transaction() as session:
        assert len(session.scalars(select(NewsSeen)).all()) == 1


def test_everything_is_taken_for_read_at_once(people, coordination):
    for number in range(3):
        write(coordination, f"Nouvelle {number}")
    reader = people.browser("collective_member", "apf77")
    reader.get(f"{ALL}/{public_id(write(coordination, 'Lue'))}")
    form = next(form for form in reader.get(ALL).forms.values() if form.action.endswith("/tout-lu"))
    page = form.submit().follow()
    assert "Vous avez tout lu" in page


def test_an_organisation_writes_to_its_own_people(people, referent):
    item = public_id(write(referent))
    assert "Le café de juin" in people.browser("peer", "apf77").get(ALL)
    for other in (people.browser("structure_referent", "unafam77"), people.browser("coordinator", "mdph77")):
        assert "Le café de juin" not in other.get(ALL)
        assert "Le café de juin" not in other.get(ALL, {"format": "csv"})
        other.get(f"{ALL}/{item}", status=404)


def test_only_the_coordination_writes_to_the_collective(people, referent):
    token = referent.get(f"{ALL}/ecrire").forms["deform"]["csrf_token"].value
    forged = {"csrf_token": token, "title": "T", "body": "B", "audience": "collectif"}
    referent.post(f"{ALL}/ecrire", forged, status=422)
    people.browser("collective_member").get(f"{ALL}/ecrire", status=403)
    people.browser("peer").get(f"{ALL}/ecrire", status=403)


def test_an_organisation_does_not_write_to_another(people, referent, database):
    token = referent.get(f"{ALL}/ecrire").forms["deform"]["csrf_token"].value
    forged = {"csrf_token": token, "title": "T", "body": "B", "audience": "unafam77"}
    referent.post(f"{ALL}/ecrire", forged, status=422)
    with database.transaction() as session:
        assert session.scalars(select(NewsItem)).all() == []


def test_a_scheduled_item_is_read_from_its_day_on(people, database):
    with time_machine.travel(NOON, tick=False) as clock:
        coordination, reader = people.browser("coordinator", "mdph77"), people.browser("peer")
        answer = write(coordination, day=(5, 6, 2026))
        assert "paraîtra vendredi 5 juin 2026 à 7\u00a0h" in answer.follow()
        item = public_id(answer)
        reader.get(f"{ALL}/{item}", status=404)
        assert "Le café de juin" not in reader.get(ALL)
        assert "Le café de juin" not in coordination.get(ALL)
        assert "Le café de juin" in coordination.get(ALL, {"etat": "programmees"})
        assert "Le café de juin" not in reader.get(ALL, {"etat": "programmees"})
        clock.move_to(datetime(2026, 6, 5, 7, 1, tzinfo=PARIS))
        assert "Le café de juin" in people.browser("peer").get(ALL)


def test_a_scheduled_item_may_change_its_day(people):
    with time_machine.travel(NOON, tick=False):
        coordination = people.browser("coordinator", "mdph77")
        item = public_id(write(coordination, day=(12, 6, 2026)))
        form = coordination.get(f"{ALL}/{item}/modifier").forms["deform"]
        form.set("day", "20", index=0)
        assert "samedi 20 juin 2026" in form.submit("submit").follow()


def test_a_published_item_keeps_its_day(coordination):
    item = public_id(write(coordination))
    assert "Publier le" not in coordination.get(f"{ALL}/{item}/modifier")


def test_pinned_until_a_day(people):
    with time_machine.travel(NOON, tick=False) as clock:
        write(people.browser("coordinator", "mdph77"), until=(6, 6, 2026))
        assert "À la une" in people.browser("peer").get(ALL)
        clock.move_to(datetime(2026, 6, 7, 9, tzinfo=PARIS))
        page = people.browser("peer").get(ALL)
        assert "À la une" not in page
        assert "Le café de juin" in page


def test_pinned_in_the_past_makes_no_sense(coordination):
    assert "Donnez une date qui vient après" in write(coordination, until=(1, 1, 2024), status=422)


def test_editing_keeps_what_it_said_for_those_who_write(people, coordination, database):
    item = public_id(write(coordination))
    form = coordination.get(f"{ALL}/{item}/modifier").forms["deform"]
    form["body"] = "Nous buvons un thé."
    page = form.submit("submit").follow()
    assert "Ce qu’elle disait avant" in page
    assert "Nous buvons un café." in page
    seen = people.browser("peer").get(f"{ALL}/{item}")
    assert "Modifiée" in seen
    assert "café." not in seen.lxml.xpath("string(//main)")
    assert acts(database) == ["news.written", "news.edited"]


def test_two_people_edit_the_same_item(people, coordination):
    item = public_id(write(coordination))
    mine = coordination.get(f"{ALL}/{item}/modifier").forms["deform"]
    theirs = people.browser("coordinator", "mdph77").get(f"{ALL}/{item}/modifier").forms["deform"]
    theirs["title"] = "Le leur"
    theirs.submit("submit", status=303)
    mine["title"] = "Le mien"
    assert "Une autre personne a modifié" in mine.submit("submit", status=422)


def test_withdrawing_says_when_and_why_and_nothing_more(people, coordination, database):
    item = public_id(write(coordination))
    form = coordination.get(f"{ALL}/{item}/retirer").forms["deform"]
    form["reason"] = "La salle est fermée."
    form.submit("submit", status=303)
    reader = people.browser("peer")
    page = reader.get(f"{ALL}/{item}")
    assert "La salle est fermée." in page
    assert "Nous buvons" not in page
    assert "Le café de juin" not in reader.get(ALL)
    assert "Le café de juin" in coordination.get(ALL, {"etat": "retirees"})
    assert "ne se modifie plus" in coordination.post(
        f"{ALL}/{item}/retirer", {"reason": "Encore", "csrf_token": form["csrf_token"].value}, status=422
    )
    assert acts(database) == ["news.written", "news.withdrawn"]


def test_another_association_changes_nothing(people, referent):
    item = public_id(write(referent))
    for other in (people.browser("structure_referent", "unafam77"), people.browser("coordinator", "mdph77")):
        other.get(f"{ALL}/{item}/modifier", status=404)
        other.get(f"{ALL}/{item}/retirer", status=404)
    people.browser("collective_member", "apf77").get(f"{ALL}/{item}/modifier", status=403)


def test_the_list_asks_as_many_questions_whatever_its_length(coordination, count_queries):
    write(coordination, until=(1, 1, 2099))
    coordination.get(ALL)
    with count_queries() as few:
        coordination.get(ALL)
    for number in range(5):
        write(coordination, f"Autre {number}", until=(1, 1, 2099))
    with count_queries() as many:
        page = coordination.get(ALL)
    assert len(many) == len(few)
    assert page.text.count("card-title") == 5


def test_the_newest_comes_first_and_titles_are_searched(people):
    with time_machine.travel(NOON, tick=False) as clock:
        write(people.browser("coordinator", "mdph77"), "Été à Meaux")
        clock.shift(3600)
        write(people.browser("coordinator", "mdph77"), "Hiver")
        reader = people.browser("peer")
        titles = reader.get(ALL).lxml.xpath("//tbody//th//a/text()")
        assert titles == ["Hiver", "Été à Meaux"]
        assert reader.get(ALL, {"titre": "ETE a"}).lxml.xpath("//tbody//th//a/text()") == ["Été à Meaux"]
        assert "0\u00a0nouvelle" in reader.get(ALL, {"titre": "100%"})


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("Un.\n\nDeux.", ["Un.", "Deux."]),
        ("Voir https://exemple.fr/a?b=1&c=2.", ['Voir <a href="https://exemple.fr/a?b=1&amp;c=2">'
                                                 "https://exemple.fr/a?b=1&amp;c=2</a>."]),
        ("<script>x</script>", ["&lt;script&gt;x&lt;/script&gt;"]),
        ('https://ab"onclick="x', ['<a href="https://ab">https://ab</a>&#34;onclick=&#34;x']),
        ("javascript:alert(1)", ["javascript:alert(1)"]),
        ("\r\n \r\n", []),
    ],
)  # fmt: skip
def test_plain_text_becomes_paragraphs_with_links(body, shown):
    assert [str(part) for part in paragraphs(body)] == shown


def test_a_thousand_addresses_are_read_quickly():
    assert paragraphs("https://" + "a." * 3_000)[0].count("<a") == 1


def test_choosing_how_often(people, database):
    reader = people.browser("peer")
    form = reader.get(f"{ALL}/courriel").forms["deform"]
    assert form["frequency"].value == "weekly"
    form["frequency"] = "never"
    assert "Votre choix est enregistré" in form.submit("submit").follow()
    assert reader.get(f"{ALL}/courriel").forms["deform"]["frequency"].value == "never"
    with database.transaction() as session:
        assert session.scalars(select(OutgoingMail)).all() == []
