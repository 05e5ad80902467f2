"""The pages of the room, as people use them."""

import pytest
from sqlalchemy import select
from webtest import Upload

from collectif.journal.models import JournalEntry
from collectif.organisations.models import Organisation, Representative
from collectif.organisations.queries import find_organisation
from collectif.text import today

from .test_images import SVG, png

ALL = "/intranet/organisations"


@pytest.fixture
def coordination(people):
    return people.browser("coordinator", "mdph77")


def fresh(database, slug="apf77"):
    with database.transaction() as session:
        organisation = find_organisation(session, slug)
        session.expunge_all()
        return organisation


def fill_new(page, name, short_name):
    form = page.forms["deform"]
    form["name"], form["short_name"], form["kind"] = name, short_name, "association"
    return form


def test_the_list(people, coordination):
    people.account("structure_referent", "apf77")
    page = coordination.get(ALL)
    assert "17\u00a0organisations" in page
    assert "Ajouter une organisation" in page
    assert "6\u00a0organisations" in coordination.get(ALL, {"type": "institution"})
    assert "Aucune organisation ne correspond" in coordination.get(ALL, {"charte": "oui"})
    assert "17\u00a0organisations" in coordination.get(ALL, {"pole": "oui"})
    assert coordination.get(ALL, {"nom": "unafam"}).text.count('<th scope="row"') == 1


def test_the_list_counts_referents_in_force(people, coordination):
    people.account("structure_referent", "apf77")
    people.account("structure_referent", "apf77")
    lines = coordination.get(ALL, {"format": "csv"}).text.splitlines()
    counts = {line.split(" ")[0].split(";")[0]: line.rpartition(";")[2] for line in lines}
    assert (counts["APF"], counts["UNAFAM"]) == ("2", "0")


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_exports(coordination, kind):
    answer = coordination.get(ALL, {"format": kind, "type": "institution"})
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_list_asks_as_many_questions_whatever_its_length(people, coordination, database, count_queries):
    coordination.get(ALL)
    with count_queries() as few:
        coordination.get(ALL, {"type": "institution"})
    with database.transaction() as session:
        session.add_all(
            Organisation(slug=f"autre-{n}", kind="institution", name=f"Autre {n}", short_name="A", sort_name=f"a {n}")
            for n in range(40)
        )
    with count_queries() as many:
        coordination.get(ALL, {"type": "institution"})
    assert len(many) == len(few) <= 3


def test_a_page_asks_as_many_questions_whatever_its_length(people, coordination, database, count_queries):
    coordination.get(f"{ALL}/apf77")
    with count_queries() as few:
        coordination.get(f"{ALL}/apf77")
    for number in range(6):
        people.account("structure_referent", "apf77", email=f"r{number}@test.example")
    with database.transaction() as session:
        organisation = find_organisation(session, "apf77")
        session.add_all(
            Representative(organisation=organisation, full_name=f"P {n}", seat="substitute", starts_on=today())
            for n in range(6)
        )
    with count_queries() as many:
        page = coordination.get(f"{ALL}/apf77")
    assert len(many) == len(few)
    assert page.text.count("Remplacer<") == 6


def test_adding_one(coordination, database):
    page = fill_new(coordination.get(f"{ALL}/ajouter"), "Handi Brie", "Handi Brie").submit("submit")
    assert page.location.endswith(f"{ALL}/handi-brie")
    assert "Handi Brie" in page.follow()
    assert not fresh(database, "handi-brie").hub_member


def test_an_empty_form_says_what_is_missing(coordination):
    page = coordination.get(f"{ALL}/ajouter").forms["deform"].submit("submit", status=422)
    assert page.text.count("elle est obligatoire") >= 3


def test_a_look_alike_asks_kindly_then_goes_on(coordination, database):
    page = fill_new(coordination.get(f"{ALL}/ajouter"), "Amis de germenoy", "Germenoy").submit("submit")
    assert "Est-ce la même organisation ?" in page
    assert "corriger" not in page
    assert "noter « Amis de germenoy » comme autre nom" in page
    assert page.forms["deform"]["short_name"].value == "Germenoy"
    done = page.forms["deform"].submit("submit", status=303)
    assert done.location.endswith(f"{ALL}/germenoy-2")


def test_a_look_alike_that_is_the_same_becomes_another_name(coordination, database):
    page = fill_new(coordination.get(f"{ALL}/ajouter"), "Germenois les amis", "Germenois").submit("submit")
    same = next(form for form in page.forms.values() if form.action.endswith("/germenoy/autres-noms"))
    page = same.submit().follow()
    assert "Germenois les amis" in page
    with database.transaction() as session:
        assert session.query(Organisation).count() == 17


def test_answering_for_one_look_alike_does_not_answer_for_another(coordination):
    form = fill_new(coordination.get(f"{ALL}/ajouter"), "Amis de germenoy", "G")
    form["distinct_from"] = "aede,caf77"
    assert "Est-ce la même organisation ?" in form.submit("submit")


def test_editing(people, database):
    browser = people.browser("structure_referent", "apf77")
    form = browser.get(f"{ALL}/apf77/modifier").forms["deform"]
    form["phone"], form["aliases"] = "01 60 00 00 00", "APF\nAPF\n  APF   de Melun \n\n"
    assert "01 60 00 00 00" in form.submit("submit").follow()
    with database.transaction() as session:
        assert {alias.name for alias in find_organisation(session, "apf77").aliases} == {"APF", "APF de Melun"}


@pytest.mark.parametrize("address", ["javascript:alert(1)", "exemple.fr", "https://", 'https://a"onclick="x'])
def test_a_site_is_a_web_address(people, address):
    form = people.browser("structure_referent", "apf77").get(f"{ALL}/apf77/modifier").forms["deform"]
    form["website"] = address
    assert "adresse de site complète" in form.submit("submit", status=422)


def test_renaming_like_another_offers_to_join_them(coordination):
    form = coordination.get(f"{ALL}/villebouvet/modifier").forms["deform"]
    form["name"] = "Les amis de Germenoy"
    page = form.submit("submit")
    assert f"{ALL}/villebouvet/reunir/germenoy" in page
    page.forms["deform"].submit("submit", status=303)


def test_two_people_edit_the_same_organisation(people, coordination, database):
    referent = people.browser("structure_referent", "apf77")
    mine = coordination.get(f"{ALL}/apf77/modifier").forms["deform"]
    theirs = referent.get(f"{ALL}/apf77/modifier").forms["deform"]
    theirs["phone"] = "01 11 11 11 11"
    theirs.submit("submit", status=303)
    mine["address"] = "1 rue de l'Essai"
    page = mine.submit("submit", status=422)
    assert "Une autre personne a modifié cette fiche" in page
    assert "Téléphone : « 01 11 11 11 11 »" in page
    assert page.forms["deform"]["address"].value == "1 rue de l'Essai"
    assert fresh(database).address == ""
    page.forms["deform"].submit("submit", status=303)
    assert (fresh(database).address, fresh(database).phone) == ("1 rue de l'Essai", "")


def test_a_name_added_meanwhile_is_seen_too(people, coordination):
    referent = people.browser("structure_referent", "apf77")
    mine = coordination.get(f"{ALL}/apf77/modifier").forms["deform"]
    theirs = referent.get(f"{ALL}/apf77/modifier").forms["deform"]
    theirs["aliases"] = theirs["aliases"].value + "\nEncore un nom"
    theirs.submit("submit", status=303)
    assert "Encore un nom" in mine.submit("submit", status=422)


def test_a_forged_version_is_not_believed(people):
    form = people.browser("structure_referent", "apf77").get(f"{ALL}/apf77/modifier").forms["deform"]
    form["version"] = "n'importe"
    form.submit("submit", status=422)


def test_leaving_the_pole(coordination, database):
    form = coordination.get(f"{ALL}/caf77/pole").forms["deform"]
    form["hub_member"] = "non"
    page = form.submit("submit").follow()
    assert "plus membre depuis le" in page
    assert fresh(database, "caf77").hub_left_on == today()
    assert not coordination.get("/pole-ressource").lxml.xpath("//*[@id='caf77']")


def test_signing_the_charter_in_the_future_is_refused(coordination):
    form = coordination.get(f"{ALL}/caf77/pole").forms["deform"]
    for name, value in (("day", "1"), ("month", "1"), ("year", "2199")):
        form.set(name, value, index=1)
    assert "dans le futur" in form.submit("submit", status=422)


def test_merging(people, coordination, database):
    people.account("structure_referent", "villebouvet", display_name="Ada Fictive")
    page = coordination.get(f"{ALL}/villebouvet/reunir").click("AEDE")
    assert "1\u00a0mandat" in page
    assert "ne peut pas être défait" in page
    done = next(form for form in page.forms.values() if form.action.endswith("/reunir/aede")).submit().follow()
    assert "Ada Fictive" in done
    assert coordination.get(f"{ALL}/villebouvet", status=301).location.endswith(f"{ALL}/aede")
    assert coordination.get(f"{ALL}/villebouvet/modifier", status=301).location.endswith(f"{ALL}/aede/modifier")


def test_an_association_with_an_extension_stays(coordination):
    assert "a une extension" in coordination.get(f"{ALL}/apf77/reunir/aede", status=422)


def test_merging_with_itself(coordination):
    assert "même fiche" in coordination.get(f"{ALL}/aede/reunir/aede", status=422)
    coordination.get(f"{ALL}/aede/reunir/nulle-part", status=404)


def send_logo(browser, content, name="logo.png", **kw):
    form = browser.get(f"{ALL}/apf77/logo").forms["deform"]
    form["upload"] = Upload(name, content)
    return form.submit("submit", **kw)


def test_a_logo_is_shown_to_everyone(people, testapp, database):
    browser = people.browser("structure_referent", "apf77")
    page = send_logo(browser, png()).follow()
    (image,) = page.lxml.xpath("//img[@class='logo']")
    assert image.get("alt") == fresh(database).name
    answer = testapp.get(image.get("src"))
    assert (answer.content_type, answer.body) == ("image/png", png())
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (SVG, "logo.svg", "n'est pas une image"),
        (SVG, "logo.png", "n'est pas une image"),
        (png() + b"\0" * 300_000, "logo.png", "trop lourd"),
        (png(50_000, 50_000, pixels=b""), "logo.png", "trop grande"),
        (b"", "logo.png", "n'est pas une image"),
    ],
    ids=["svg", "svg called png", "heavy", "bomb", "empty"],
)
def test_a_file_that_is_no_logo_changes_nothing(people, database, content, name, words):
    page = send_logo(people.browser("structure_referent", "apf77"), content, name, status=422)
    assert words in page
    assert fresh(database).logo == ""


def test_no_file_at_all(people):
    form = people.browser("structure_referent", "apf77").get(f"{ALL}/apf77/logo").forms["deform"]
    assert "elle est obligatoire" in form.submit("submit", status=422)


def test_a_logo_is_taken_away(people, testapp, database):
    browser = people.browser("structure_referent", "apf77")
    send_logo(browser, png())
    address = fresh(database).logo
    page = browser.get(f"{ALL}/apf77/logo")
    next(form for form in page.forms.values() if form.action.endswith("/retirer")).submit()
    testapp.get(address, status=404)
    assert fresh(database).logo == ""


def test_unknown_logos(testapp):
    for name in ("x.png", "x.svg", "x", ".png"):
        testapp.get(f"/logos/{name}", status=404)


def test_what_changes_is_journalled_by_identifier(people, database):
    form = people.browser("structure_referent", "apf77").get(f"{ALL}/apf77/modifier").forms["deform"]
    form["phone"] = "01 60 00 00 00"
    form.submit("submit")
    with database.transaction() as session:
        entry = session.scalars(select(JournalEntry)).one()
        assert (entry.act, entry.organisation, entry.details) == ("organisation.edited", "apf77", {})
