"""What each page must carry, whoever rewrites it."""

import pytest

from tests.site.reading import main_of

EMERGENCY_NUMBERS = ["15", "17", "18", "112", "114", "119", "3977"]


def text_of(answer) -> str:
    return " ".join(main_of(answer).text_content().split())


def test_home_offers_two_ways_and_no_dead_button(visitor):
    main = main_of(visitor.get("/"))
    assert main.xpath(".//*[@id='rencontrer']")
    assert main.xpath(".//*[@id='devenir']")
    ways = main.xpath(".//a[@class='button']/@href")
    assert len(ways) == 2
    assert ways[0].startswith("mailto:pairaidance@mdph77.fr?subject=")
    assert ways[1] == "/candidature"


@pytest.mark.parametrize("path", ["/", "/aide"])
def test_emergency_numbers(visitor, path):
    block = main_of(visitor.get(path)).xpath(".//*[@id='urgences']")[0]
    assert block.xpath(".//a/strong/text()") == EMERGENCY_NUMBERS


def test_relatives_are_told_where_to_go(visitor):
    text = text_of(visitor.get("/pair-aidance"))
    assert "aide aux aidants" in text


def test_the_charter_has_twelve_items(visitor):
    main = main_of(visitor.get("/devenir-pair-aidant"))
    assert len(main.xpath(".//ol[contains(@class, 'charter')]/li")) == 12


def test_the_three_gates(visitor):
    main = main_of(visitor.get("/devenir-pair-aidant"))
    gates = main.xpath(".//*[@aria-labelledby='conditions']//h3")
    assert len(gates) == 3


def test_accessibility_declaration(visitor):
    text = text_of(visitor.get("/accessibilite"))
    for mention in ("non conforme", "RGAA", "4.1.2", "09 69 39 00 00", "Libre réponse 71120", "75342 Paris"):
        assert mention in text
    assert "https://formulaire.defenseurdesdroits.fr/" in visitor.get("/accessibilite").text


def test_personal_data(visitor):
    text = text_of(visitor.get("/donnees-personnelles"))
    for mention in ("deux ans", "douze mois", "cookie", "CNIL", "Vos droits"):
        assert mention in text


def test_a_missing_identity_is_said(visitor):
    assert "À compléter par l’exploitant du site" in text_of(visitor.get("/mentions-legales"))


def test_the_hub_lists_the_founding_members(visitor):
    main = main_of(visitor.get("/pole-ressource"))
    counts = {
        kind: len(main.xpath(f".//*[@aria-labelledby='{kind}']//li")) for kind in ("associations", "institutions")
    }
    assert counts == {"associations": 11, "institutions": 6}
