"""The coordination writes a text, looks at it, publishes it, comes back on it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import webtest
from sqlalchemy import delete, select

from collectif.search.models import SearchEntry
from collectif.site.pages import PAGES as PUBLIC
from collectif.texts import queries
from collectif.texts.models import SiteTextBlock
from collectif.texts.pages import BY_ROUTE
from tests.site import test_pages as site_checks
from tests.site.reading import main_of

from .conftest import ROOM

ONCE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
EVERYTHING = """
Un début **important**, *nuancé*, avec la MDPH et la touche `Tab`.
Une autre ligne.

### Un intertitre

- [la page d'aide](/aide)
- [le pôle ressource](/pole-ressource)

1. Une étape, [par téléphone](tel:+33100000000) ou [par e-mail](mailto:a@b.fr).
2. Une autre, sur [le site de la CNIL](https://www.cnil.fr/fr/plaintes).

## Une partie de plus

Avec un mot de la fin, et [un message au collectif](écrire:Une question).
"""
PAIR = f"{ROOM}/pair-aidance"


def test_a_text_is_written_looked_at_and_published(desk):
    desk.write("pair-aidance", "cadre", title="Le cadre national", standard=EVERYTHING)
    visitor, plain = desk.visitor(), desk.visitor(plain=True)
    assert "Une partie de plus" not in visitor.get("/pair-aidance")
    for query, shown in (("?langage=courant", True), ("?langage=simple", False)):
        preview = desk.browser.get(f"{PAIR}/apercu{query}")
        assert "Aperçu du brouillon" in preview
        assert ("Une partie de plus" in preview) is shown
        assert 'aria-label="Mon espace"' not in preview
    asked = desk.browser.get(f"{PAIR}/publier")
    assert "le langage simple n’a pas changé" in asked
    assert "Le cadre national" in asked
    desk.publish("pair-aidance", note="Plus court.")
    page = visitor.get("/pair-aidance")
    assert main_of(page).xpath("string(.//*[@id='cadre'])") == "Le cadre national"
    assert main_of(page).xpath("string(.//*[@id='texte-une-partie-de-plus'])") == "Une partie de plus"
    public = next(one for one in PUBLIC if one.route == "peer_support")
    for check in (site_checks.test_one_heading_and_a_title, site_checks.test_headings_never_skip_a_level,
                  site_checks.test_identifiers_are_unique_and_labels_lead_somewhere,
                  site_checks.test_acronyms_are_expanded_where_they_first_appear):  # fmt: skip
        check(visitor, public)
        check(plain, public)
    assert desk.acts() == ["site_text.drafted", "site_text.edited", "site_text.published"]


@ONCE
def test_a_plain_text_that_did_not_follow_waits_until_someone_looks_at_it(desk):
    desk.write("pair-aidance", "cadre", standard="Autre chose.")
    desk.publish("pair-aidance")
    assert "langage simple à revoir" in desk.browser.get(ROOM)
    assert "Langage simple à revoir" in desk.browser.get("/intranet")
    # It still waits after another version that does not touch it.
    desk.write("pair-aidance", "missions", standard="Il aide.", plain="Il aide.")
    desk.publish("pair-aidance")
    with desk.session() as session:
        assert queries.to_revisit(session, BY_ROUTE["peer_support"]) == {"cadre"}
    desk.press(PAIR, "/langage-simple-revu")
    assert "langage simple à revoir" not in desk.browser.get(ROOM)
    # Looked at when it is published, or written again: nothing waits.
    desk.write("pair-aidance", "cadre", standard="Encore autre chose.")
    desk.publish("pair-aidance", revisited=True)
    desk.write("pair-aidance", "cadre", standard="Une dernière chose.", plain="Une chose.")
    desk.publish("pair-aidance")
    assert "langage simple à revoir" not in desk.browser.get(ROOM)


@ONCE
def test_an_earlier_version_comes_back_as_a_new_one(desk):
    for words in ("Un.", "Deux."):
        desk.write("aide", "clavier", standard=words, plain=words)
        desk.publish("aide", note=f"Voici {words}")
    page = desk.browser.get(f"{ROOM}/aide")
    assert [link.text for link in page.lxml.xpath("//section[@aria-labelledby='versions']//th/a")] == [
        "Version 2",
        "Version 1",
        "Texte fondateur",
    ]
    second = desk.browser.get(f"{ROOM}/aide/versions/2")
    assert second.lxml.xpath("//li//del")[0].text_content().strip() == "[retiré :] Un. [fin]"
    assert "Voici Deux." in second
    desk.press(f"{ROOM}/aide/versions/1", "/versions/1/reprendre")
    assert "Un brouillon de cette page est en cours" in desk.browser.get(f"{ROOM}/aide/versions/0")
    desk.publish("aide")
    assert "Un." in main_of(desk.visitor().get("/aide")).text_content()
    desk.press(f"{ROOM}/aide/versions/0", "/versions/0/reprendre")
    desk.publish("aide")
    with desk.session() as session:
        assert queries.current_number(session, BY_ROUTE["help"]) == 4
    assert "Confort de lecture" in main_of(desk.visitor().get("/aide")).text_content()
    desk.browser.get(f"{ROOM}/aide/versions/9", status=404)
    desk.browser.get(f"{ROOM}/aide/versions/99999999999999999999", status=404)


@ONCE
def test_a_draft_is_dropped_and_nothing_changes_online(desk):
    desk.write("aide", "clavier", standard="Autre chose.")
    desk.press(f"{ROOM}/aide/supprimer-le-brouillon", "supprimer-le-brouillon")
    assert "Autre chose." not in desk.browser.get(f"{ROOM}/aide/blocs/clavier")
    desk.browser.get(f"{ROOM}/aide/apercu", status=404)
    desk.browser.get(f"{ROOM}/aide/publier", status=404)


@ONCE
def test_two_people_on_the_same_block_lose_nothing(desk):
    other = desk.form("aide", "clavier", desk.another())
    elsewhere = desk.form("aide", "compte", desk.another())
    desk.write("aide", "clavier", standard="Le premier texte.")
    other["standard"] = "Le second texte."
    told = other.submit(status=422)
    assert "Une autre personne a modifié" in told
    assert "Le premier texte." in told
    assert told.forms["deform"]["standard"].value == "Le second texte."
    told.forms["deform"].submit(status=303)
    assert desk.form("aide", "clavier")["standard"].value == "Le second texte."
    elsewhere["standard"] = "Un autre bloc."
    elsewhere.submit(status=303)


@ONCE
def test_what_was_written_in_a_draft_that_is_gone_is_kept(desk):
    late = desk.form("aide", "clavier", desk.another())
    desk.write("aide", "compte", standard="Un compte.", plain="Un compte.")
    desk.publish("aide")
    late["standard"] = "Écrit trop tard."
    told = late.submit(status=422)
    assert "a publié ou supprimé le brouillon" in told
    assert told.forms["deform"]["standard"].value == "Écrit trop tard."
    told.forms["deform"].submit(status=303)


@ONCE
def test_a_draft_older_than_a_block_receives_it(desk):
    desk.write("aide", "compte", standard="Un compte.")
    with desk.session() as session:
        session.execute(delete(SiteTextBlock).where(SiteTextBlock.name == "clavier"))
    desk.write("aide", "clavier", standard="Une touche.")
    desk.publish("aide")
    assert "Une touche." in main_of(desk.visitor().get("/aide")).text_content()


@ONCE
def test_nobody_publishes_what_they_have_not_seen(desk):
    desk.write("aide", "clavier", standard="Vu.")
    form = desk.browser.get(f"{ROOM}/aide/publier").forms["deform"]
    desk.write("aide", "clavier", standard="Pas vu.")
    form["note"] = "Un essai."
    assert "pendant que vous le relisiez" in form.submit(status=422)
    desk.publish("aide")
    desk.press(f"{ROOM}/aide/versions/0", "/versions/0/reprendre")
    desk.press(f"{ROOM}/aide/supprimer-le-brouillon", "supprimer-le-brouillon")
    desk.write("aide", "clavier", standard="Pas vu.")
    assert "dit la même chose" in desk.publish("aide", status=422)


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_two_people_who_begin_at_once_write_in_the_same_draft(desk):
    forms = [desk.form("aide", block, desk.another()) for block in ("clavier", "compte", "affichage", "contact")]
    for number, form in enumerate(forms):
        form["standard"] = f"Texte {number}."
    with ThreadPoolExecutor(len(forms)) as pool:
        answers = list(pool.map(lambda form: form.submit(status="*").status_int, forms))
    assert answers == [303] * len(forms)
    with desk.session() as session:
        said = {block.name: block.standard for block in queries.draft(session, BY_ROUTE["help"]).blocks}
    assert [said[name] for name in ("clavier", "compte", "affichage", "contact")] == [f"Texte {n}." for n in range(4)]


@ONCE
@pytest.mark.parametrize(
    ("page", "block", "words", "told"),
    [
        ("aide", "clavier", "[cliquez ici](/aide)", "ne dit pas où mène le lien"),
        ("aide", "clavier", "[Https://a.fr](https://a.fr)", "ne dit pas où mène le lien"),
        ("aide", "clavier", "[un piège](javascript:alert)", "n'est pas acceptée"),
        ("aide", "clavier", "[un oubli](/aide", "n'est pas complet"),
        ("aide", "clavier", "# Titre", "la page a déjà son titre"),
        ("aide", "clavier", "#### Titre", "sauterait un niveau"),
        ("aide", "introduction", "### Titre", "pas d'intertitre dans ce bloc"),
        ("accueil", "autres", "## Titre", "sauterait un niveau"),
        ("devenir-pair-aidant", "charte", "1. Un seul.", "compte 12 éléments, il y en a 1"),
        ("aide", "clavier", "", "obligatoire"),
        ("aide", "clavier", "a" * 4_001, "4"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_says_why(desk, page, block, words, told):
    answer = desk.write(page, block, status=422, standard=words)
    error = answer.lxml.xpath("string(//*[@id='deform-standard-erreur'])")
    assert told in error.replace("\xa0", " ") or (told == "obligatoire" and error.strip())
    assert answer.forms["deform"]["standard"].value == words


@ONCE
def test_what_is_to_be_looked_at_does_not_stop(desk):
    long = (
        "Cette phrase est bien trop longue pour les personnes qui la liront car elle compte plus de vingt mots en tout."
    )
    desk.write("aide", "clavier", standard="Le XYZ et <b>rien</b>, [une page](/nulle-part).", plain=long)
    page = desk.browser.get(f"{ROOM}/aide/publier").lxml.xpath("string(//section[@aria-labelledby='regarder'])")
    for told in ("« XYZ » n'est pas dans le glossaire", "« <b> » s'affichera tel quel", "Phrase longue (21 mots)",
                 "L’adresse /nulle-part"):  # fmt: skip
        assert told in page
    desk.publish("aide")


@ONCE
def test_a_public_page_asks_one_question_about_its_text(desk, count_queries):
    # With a choice of one's own, a page is made each time.
    visitor = desk.visitor(plain=True)
    for published in (False, True):
        if published:
            desk.write("aide", "clavier", standard="Autre.", plain="Autre.")
            desk.publish("aide")
        visitor.get("/aide")
        with count_queries() as sent:
            visitor.get("/aide")
        assert len(sent) == 1, sent


@ONCE
def test_what_another_process_publishes_is_shown(desk, make_app):
    elsewhere = webtest.TestApp(make_app())
    elsewhere.get("/aide")
    desk.write("aide", "clavier", standard="Une nouveauté.", plain="Du neuf.")
    desk.publish("aide")
    assert "Une nouveauté." in elsewhere.get("/aide")


@ONCE
def test_what_is_given_to_searching(desk):
    desk.write("aide", "clavier", title="Au **clavier**", standard="[Une touche](/aide).", plain="Un **bouton**.")
    desk.publish("aide")
    with desk.session() as session:
        wanted = select(SearchEntry.text, SearchEntry.plain).filter_by(kind="pages", route="help")
        found = session.execute(wanted).one()
    assert "Au clavier Une touche." in found.text
    assert "Sans souris Un bouton." in found.plain
    assert "**" not in found.text + found.plain
    for plain in (False, True):
        page = main_of(desk.visitor(plain=plain).get("/recherche?mots=bouton")).text_content()
        assert ("Un bouton." in page, "Une touche." in page) == (plain, False)


@ONCE
def test_whoever_approved_a_text_is_not_found_by_their_name(desk):
    desk.approve("aide", named=True)
    desk.write("aide", "clavier", standard="Une touche.")
    desk.publish("aide", revisited=True)
    assert "Rosa Relectrice" in desk.visitor(plain=True).get("/aide")
    assert "Rien n’est trouvé" in desk.visitor(plain=True).get("/recherche?mots=relectrice")


@ONCE
def test_the_room_asks_as_much_whatever_was_written(desk, count_queries):
    counts = []
    for page in ("aide", "accueil", "pair-aidance"):
        with count_queries() as sent:
            desk.browser.get(ROOM)
        counts.append(len(sent))
        desk.write(page, "introduction", standard=f"Voici {page}.", plain="Voici.")
        desk.publish(page)
    assert len(set(counts)) == 1, counts
