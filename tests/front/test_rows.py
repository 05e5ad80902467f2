"""Rows are added and removed by submit buttons, and nothing else moves."""

import colander
from deform import widget
from lxml import html

from .every_widget import Phones, make_form, read


def shown(phones: list[str], **limits: int) -> html.HtmlElement:
    schema = colander.Schema()
    schema.add(Phones(name="phones", title="Téléphones", widget=widget.SequenceWidget(**limits)))
    schema.add(colander.SchemaNode(colander.String(), name="after", title="Après"))
    return read(make_form(schema, appstruct={"phones": phones, "after": ""}))


def ids(page: html.HtmlElement) -> list[str]:
    return page.xpath("//input[not(@type='hidden')]/@id")


def presses(page: html.HtmlElement) -> list[str]:
    return page.xpath("//button[@name='__sequence__']/@value")


def test_ids_come_from_the_path_and_stay() -> None:
    assert ids(shown(["01"])) == ["deform-phones-0", "deform-after"]
    assert ids(shown(["01", "02"])) == ["deform-phones-0", "deform-phones-1", "deform-after"]


def test_each_row_is_numbered_and_names_what_is_removed() -> None:
    page = shown(["01", "02"])
    assert [label.text.strip() for label in page.xpath("//li//label")] == ["Téléphone 1", "Téléphone 2"]
    words = [button.text_content().strip() for button in page.xpath("//li//button")]
    assert words == ["Retirer : Téléphone 1", "Retirer : Téléphone 2"]
    assert presses(page) == ["remove phones.0", "remove phones.1", "add phones"]


def test_limits() -> None:
    assert presses(shown(["01"], min_len=1)) == ["add phones"]
    assert presses(shown(["01", "02"], max_len=2)) == ["remove phones.0", "remove phones.1"]
    assert ids(shown([], min_len=2)) == ["deform-phones-0", "deform-phones-1", "deform-after"]


def test_no_row_says_so() -> None:
    page = shown([])
    assert "Rien pour le moment." in page.text_content()
    assert not page.xpath("//ol")


def test_enter_presses_the_real_button() -> None:
    """The first submit button of a form is the one that Enter presses."""
    first = shown(["01"]).xpath("//form//button")[0]
    assert (first.get("type"), first.get("name")) == ("submit", "submit")
    assert (first.get("tabindex"), first.get("aria-hidden")) == ("-1", "true")


def test_a_press_comes_back_to_its_place() -> None:
    page = shown(["01"])
    for target in page.xpath("//button[@name='__sequence__']/@formaction"):
        action, _, place = target.partition("#")
        assert action == "/envoi?a=1"
        assert page.get_element_by_id(place).tag == "fieldset"
