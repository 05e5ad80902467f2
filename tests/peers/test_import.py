"""Importing a file: every problem is said, and then it is all or nothing."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
import time_machine
from sqlalchemy import func, select
from webtest import Upload

from collectif.organisations.models import Organisation
from collectif.peers.models import ImportMapping, Peer, PendingImport, Sponsorship

IMPORT = "/intranet/associations/apf77/pairs/import"
ROSTER = "/intranet/associations/apf77/pairs"
PLAIN = """Nom;Prénom;E-mail;Téléphone;Commune;Engagement;Familles de handicap;Depuis
Émond;Alix;alix@ex.fr;0612345678;Meaux;bénévole;motrice, visuelle;15/03/2024
Zola;Claude;;;Melun;salarié;;
"""


@pytest.fixture
def referent(people):
    return people.browser("structure_referent")


def send(browser, content, filename="pairs.csv"):
    page = browser.get(IMPORT)
    form = page.forms[next(key for key in page.forms if key != 0 and "upload" in page.forms[key].fields)]
    form["upload"] = Upload(filename, content if isinstance(content, bytes) else content.encode())
    answer = form.submit("submit", expect_errors=True)
    answer.request.environ["wsgi.input"].close()  # a server does it; a test's environment outlives its request
    return answer


def check(browser, content, filename="pairs.csv", **columns):
    """Send a file, keep the guessed columns unless told otherwise, and open the dry run."""
    page = send(browser, content, filename).follow()
    form = form_of(page, "column_0")
    for place, name in columns.items():
        form[place] = name
    return form.submit("submit").follow()


def form_of(page, field):
    return next(form for form in page.forms.values() if field in form.fields)


def confirm(page, **values):
    ready = [form for form in page.forms.values() if form.action.endswith("/confirmer")]
    assert ready, page.html.select_one("main").get_text(" ", strip=True)[:2000]
    form = ready[0]
    for name, value in values.items():
        form[name] = value
    return form.submit()


def problems(page):
    return [row.get_text(" | ", strip=True) for row in page.html.select("tbody tr")]


def people_of(database, slug="apf77"):
    with database.transaction() as session:
        return session.execute(
            select(Peer.family_name, Peer.given_name, Peer.email, Peer.phone, Peer.commune_code, Peer.state)
            .join(Sponsorship, Sponsorship.peer_id == Peer.id)
            .join(Organisation, Organisation.id == Sponsorship.organisation_id)
            .where(Organisation.slug == slug)
            .order_by(Peer.sort_name)
        ).all()


def test_a_file_is_tried_then_imported(referent, database, journal_acts):
    page = check(referent, PLAIN)
    assert "Pairs à ajouter : 2" in page.text
    assert people_of(database) == []
    done = confirm(page).follow()
    assert "2\u00a0pairs ajoutés" in done.text
    assert people_of(database) == [
        ("Émond", "Alix", "alix@ex.fr", "06 12 34 56 78", "77284", "preparing"),
        ("Zola", "Claude", "", "", "77288", "preparing"),
    ]
    assert journal_acts()[-2:] == ["roster.imported", "roster.viewed"]


def test_the_same_file_again_changes_nothing(referent, database):
    confirm(check(referent, PLAIN))
    before = people_of(database)
    page = check(referent, PLAIN)
    assert "Votre liste est déjà à jour" in page.text
    assert "Fiches inchangées : 2" in page.text
    assert people_of(database) == before


def test_changes_are_shown_before_they_are_made(referent, database):
    confirm(check(referent, PLAIN))
    page = check(referent, PLAIN.replace("0612345678", "0698765432"))
    assert "Téléphone : 06 12 34 56 78 → 06 98 76 54 32" in page.text
    confirm(page)
    assert people_of(database)[0].phone == "06 98 76 54 32"


def test_an_empty_cell_changes_nothing(referent, database):
    confirm(check(referent, PLAIN))
    assert "déjà à jour" in check(referent, PLAIN.replace("0612345678", "").replace("Melun", "")).text


BAD_LINES = """Nom;Prénom;E-mail;Téléphone;Commune;Engagement;Familles;Depuis
;Alix;;;;;;
Un;Alix;pas-une-adresse;;;;;
Deux;Alix;;12;;;;
Trois;Alix;;;Marseille;;;
Quatre;Alix;;;;chef;;
Cinq;Alix;;;;;gourmandise;
Six;Alix;;;;;;31/02/2024
Sept;Alix;sept@ex.fr;;;;;
Sept;Alix;sept@ex.fr;;;;;
Hu1t;Alix;;;;;;
Neuf;Alix;;;;;;01/01/2999
"""


def test_each_problem_is_said_with_its_line_its_column_and_what_to_do(referent, database):
    page = check(referent, BAD_LINES)
    said = problems(page)
    for line, column, words in (
        (2, "Nom", "Écrivez le nom de famille"), (3, "E-mail", "adresse e-mail complète"),
        (4, "Téléphone", "dix chiffres"), (5, "Commune", "Marseille"),
        (6, "Engagement", "bénévole"), (7, "Familles", "physique ou motrice"),
        (8, "Depuis", "14/01/2027"), (10, "Toute la ligne", "la ligne 9"), (11, "Nom", "sans chiffre"),
        (12, "Depuis", "pas encore arrivée"),
    ):  # fmt: skip
        assert any(row.startswith(f"{line} | {column}") and words in row for row in said), (line, said)
    assert len(said) == 10
    assert "confirmer" not in page.text
    assert people_of(database) == []


def test_a_forced_confirmation_of_a_bad_file_imports_nothing(referent, database):
    page = check(referent, BAD_LINES)
    token = form_of(page, "csrf_token")["csrf_token"].value
    path = page.request.path.replace("verification", "confirmer")
    answer = referent.post(path, {"csrf_token": token}, status=303)
    assert answer.location.endswith("verification")
    assert people_of(database) == []


def test_people_of_another_association_are_neither_found_nor_changed(referent, rosters, database):
    rosters.add("unafam77", family_name="Secret", email="alix@ex.fr", commune_code="77284")
    before = people_of(database, "unafam77")
    page = check(referent, PLAIN)
    assert "Pairs à ajouter : 2" in page.text
    assert "Secret" not in page.text
    confirm(page)
    assert people_of(database, "unafam77") == before
    assert len(people_of(database)) == 2


@pytest.mark.parametrize(
    ("existing", "line", "words"),
    [
        (
            [{"email": "a@ex.fr"}, {"email": "a@ex.fr", "given_name": "Lou"}],
            "Autre;Nom;a@ex.fr;;",
            "Plusieurs personnes",
        ),
        ([{"commune_code": "77284"}], "Martin;Alix;;Melun;", "une autre commune"),
        ([{"email": "a@ex.fr"}], "Martin;Alix;b@ex.fr;;", "une autre adresse"),
        ([{"external_ref": "7"}, {"external_ref": "7", "given_name": "Lou"}], "Martin;Alix;;;7", "Plusieurs personnes"),
    ],
)
def test_what_could_be_two_people_is_a_problem_not_a_guess(referent, rosters, existing, line, words):
    for values in existing:
        rosters.add(**values)
    page = check(referent, f"Nom;Prénom;E-mail;Commune;Référence\n{line}\n")
    assert words in page.text
    assert "Ligne" in page.text


def test_a_reference_decides_before_anything_else(referent, rosters, database):
    rosters.add(external_ref="7", email="ancienne@ex.fr")
    page = check(referent, "Référence;Nom;Prénom;E-mail\n7;Martin-Duval;Alix;nouvelle@ex.fr\n")
    assert "Fiches à modifier : 1" in page.text
    confirm(page)
    assert people_of(database)[0][:3] == ("Martin-Duval", "Alix", "nouvelle@ex.fr")


APF = """N° adhérent;Nom usuel;Prénom usuel;Mél;Tél. portable;Ville;Date d'adhésion;Groupe local;Aide technique;TPMR
A12;Émond;Alix;alix@ex.fr;0033612345678;Meaux;20240315;Sud;FE;O
"""


def test_the_associations_own_format_is_recognised_and_converted(referent, rosters, database):
    confirm(check(referent, APF))
    with database.transaction() as session:
        public_id = session.scalar(select(Peer.public_id))
        sponsorship = session.scalars(select(Sponsorship)).one()
        assert sponsorship.external_ref == "A12"
        assert sponsorship.started_on.isoformat() == "2024-03-15"
        assert sponsorship.details == {"antenna": "sud", "mobility_aid": "power_wheelchair", "adapted_transport": "yes"}
    assert rosters.peer(public_id)["phone"] == "06 12 34 56 78"
    assert ("antenna", "sud") in rosters.peer(public_id)["sponsorships"][0]["facets"]
    assert "Émond" in referent.get(ROSTER + "?propre_antenna=sud").text
    assert "déjà à jour" in check(referent, APF).text


def test_what_the_plugin_no_longer_asks_is_kept(referent, rosters, database):
    public_id = rosters.add(
        external_ref="A12", details={"antenna": "nord", "long_gone": "kept"}, facets={"antenna": "nord"}
    )
    confirm(check(referent, "Référence;Antenne\nA12;Sud\n"))
    kept = rosters.peer(public_id)["sponsorships"][0]
    assert kept["details"] == {"antenna": "sud", "long_gone": "kept"}
    assert kept["facets"] == [("antenna", "sud")]


def test_everyone_arrives_in_preparation_whatever_the_file_says(referent, database):
    page = check(referent, "Nom;Prénom;État\nUn;Alix;actif\nDeux;Alix;en pause\nTrois;Alix;en préparation\n")
    assert "donne un état à 2\xa0personnes" in page.text
    assert "parrainage attesté" in page.text
    form = form_of(page, "csrf_token")
    assert "with_states" not in form.fields
    confirm(page)
    assert {row.family_name: row.state for row in people_of(database)} == dict.fromkeys(
        ("Un", "Deux", "Trois"), "preparing"
    )


def test_asking_for_the_states_of_the_file_changes_nothing(referent, database):
    page = check(referent, "Nom;Prénom;État\nUn;Alix;actif\n")
    form = next(form for form in page.forms.values() if form.action.endswith("/confirmer"))
    referent.post(form.action, {"csrf_token": form["csrf_token"].value, "with_states": "true"})
    assert [row.state for row in people_of(database)] == ["preparing"]


def test_a_file_without_states_says_nothing_of_them(referent):
    assert "donne un état" not in check(referent, "Nom;Prénom\nUn;Alix\n").text


def test_the_pairing_of_columns_is_remembered(referent, database):
    content = "Truc;Machin\nÉmond;Alix\n"
    check(referent, content, column_0="family_name", column_1="given_name")
    with database.transaction() as session:
        assert session.scalars(select(ImportMapping)).one().columns == {"Truc": "family_name", "Machin": "given_name"}
    page = send(referent, content).follow()
    assert form_of(page, "column_0")["column_0"].value == "family_name"


def test_a_field_cannot_be_given_to_two_columns(referent):
    page = send(referent, "Nom;Autre;Prénom\nA;B;C\n").follow()
    form = form_of(page, "column_0")
    form["column_1"] = "family_name"
    answer = form.submit("submit", status=422)
    assert "choisi pour deux colonnes" in answer.text


def bomb():
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", b"0" * 200_000_000)
    return target.getvalue()


BAD_FILES = {
    "empty": ("vide.csv", b""),
    "spaces": ("vide.csv", b"  \n \n"),
    "no line": ("titres.csv", "Nom;Prénom\n".encode()),
    "picture": ("photo.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 500),
    "word": ("lettre.csv", b"PK\x03\x04" + b"\x00" * 100),
    "pdf": ("liste.pdf", b"%PDF-1.7 " + b"x" * 300),
    "broken encoding": ("liste.csv", b"Nom;Pr\x81nom\n\xff\xfe\x00;\x81\n"),
    "100 000 lines": ("longue.csv", "Nom;Prénom\n".encode() + b"A;B\n" * 100_000),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_gets_a_clear_error_and_changes_nothing(referent, database, name):
    answer = send(referent, BAD_FILES[name][1], BAD_FILES[name][0])
    assert answer.status_int == 422
    assert answer.html.select_one(".error-summary a")
    with database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(PendingImport)) == 0
    assert people_of(database) == []


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_zip_bomb_and_50_megabytes_are_refused(referent, database):
    assert send(referent, bomb(), "bombe.xlsx").status_int == 422
    heavy = send(referent, b"Nom;Prenom\n" + b"A" * 52_000_000, "lourd.csv")
    assert heavy.status_int == 413
    assert "trop lourd" in heavy.text
    assert people_of(database) == []


def test_a_waiting_file_is_sealed_and_only_its_senders(people, referent, database):
    page = send(referent, PLAIN).follow()
    with database.transaction() as session:
        content = session.scalars(select(PendingImport.content)).one()
    assert "Émond".encode() not in bytes(content)
    path = page.request.path
    same_association = people.browser("structure_referent")
    other = people.browser("structure_referent", "unafam77")
    token = form_of(page, "csrf_token")["csrf_token"].value
    for step in ("colonnes", "verification"):
        same_association.get(path.replace("colonnes", step), status=404)
        other.get(path.replace("colonnes", step), status=403)
        other.get(path.replace("colonnes", step).replace("apf77", "unafam77"), status=404)
    for browser in (same_association, other):
        own = form_of(browser.get("/intranet"), "csrf_token")["csrf_token"].value
        for step in ("confirmer", "abandon"):
            answer = browser.post(path.replace("colonnes", step), {"csrf_token": own}, expect_errors=True)
            assert answer.status_int in (403, 404)
    assert token
    referent.get(path, status=200)


def test_a_waiting_file_is_gone_after_an_hour(people):
    with time_machine.travel("2027-01-14 10:00:00Z", tick=False) as clock:
        referent = people.browser("structure_referent")
        path = send(referent, PLAIN).follow().request.path
        clock.shift(61 * 60)
        answer = referent.get(path, status=404)
        assert "gardé une heure" in answer.text


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("path", [IMPORT, IMPORT + "/x/colonnes", IMPORT + "/x/verification"])
@pytest.mark.parametrize(("role", "place"), [
    ("structure_referent", "unafam77"), ("coordinator", "mdph77"), ("collective_member", "apf77"), ("peer", "apf77"),
])  # fmt: skip
def test_nobody_else_imports(people, path, role, place):
    people.browser(role, place).get(path, status=403)


def test_what_we_export_we_can_import_back(referent, rosters):
    rosters.add(external_ref="A1", email="a@ex.fr", phone="06 12 34 56 78", commune_code="77284",
                families=("motor", "autism"), details={"antenna": "sud", "own_vehicle": "yes"})  # fmt: skip
    for name in ("csv", "xlsx", "ods"):
        exported = referent.get(f"{ROSTER}?format={name}").body
        page = check(referent, exported, f"export.{name}")
        assert "déjà à jour" in page.text, re.sub(r"\s+", " ", page.html.select_one("main").get_text())


def big(lines):
    rows = (
        f"R{n};Martin{chr(97 + n % 26)}{chr(97 + n // 26 % 26)};Alix;p{n}@ex.fr;06{n:08d};Meaux;Sud"
        for n in range(lines)
    )
    return "Référence;Nom;Prénom;E-mail;Téléphone;Commune;Antenne\n" + "\n".join(rows)


def test_ten_thousand_lines_take_few_statements(referent, database, count_queries):
    content = big(10_000)
    page = check(referent, content)
    with count_queries() as sent:
        confirm(page)
    assert len(people_of(database)) == 10_000
    assert len(sent) < 150
    assert "Fiches inchangées : 10\u202f000" in check(referent, content).text
