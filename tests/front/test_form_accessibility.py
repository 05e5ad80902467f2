"""Each field says what it is, how to answer and what is wrong, to everyone."""

import colander
import deform
import pytest
from lxml import html

from .every_widget import controls, described, make_form, read, right, wrong

GROUPS = {
    "deform-new_secret-groupe": "Nouveau mot de passe",
    "deform-twice-groupe": "Code",
    "deform-way-groupe": "Moyen de contact",
    "deform-days-groupe": "Jours",
    "deform-born-groupe": "Date de naissance",
    "deform-begins-groupe": "Début",
    "deform-address": "Adresse",
    "deform-phones": "Téléphones",
    "deform-contacts": "Contacts",
    "deform-contacts-0": "Contact 1",
    "deform-contacts-1": "Contact 2",
}


@pytest.fixture(scope="module")
def shown() -> html.HtmlElement:
    return right()


@pytest.fixture(scope="module")
def refused() -> html.HtmlElement:
    return wrong()


def test_each_id_stands_once(refused: html.HtmlElement) -> None:
    ids = refused.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))


def test_each_control_has_one_label(shown: html.HtmlElement) -> None:
    for control in controls(shown):
        labels = shown.xpath("//label[@for=$id]", id=control.get("id"))
        assert len(labels) == 1, control.get("name")
        assert labels[0].text_content().strip()


def test_each_label_leads_to_a_control(shown: html.HtmlElement) -> None:
    for label in shown.xpath("//label"):
        assert shown.get_element_by_id(label.get("for")).tag in ("input", "select", "textarea")


def test_groups_have_a_legend(shown: html.HtmlElement) -> None:
    for name, words in GROUPS.items():
        group = shown.get_element_by_id(name)
        assert group.tag == "fieldset"
        assert group.xpath("legend")[0].text_content().strip().startswith(words)
        assert shown.get_element_by_id(group.get("aria-labelledby")).tag == "legend"


def test_choices_stand_in_a_group(shown: html.HtmlElement) -> None:
    for control in shown.xpath("//input[@type='radio'] | //input[@type='checkbox'][not(@name='agreed')]"):
        assert control.xpath("ancestor::fieldset")


def test_required_and_optional_are_said_in_words() -> None:
    schema = colander.Schema()
    schema.add(colander.SchemaNode(colander.String(), name="needed", title="Nom"))
    schema.add(colander.SchemaNode(colander.String(), name="free", title="Surnom", missing=""))
    page = read(make_form(schema))
    words = [" ".join(label.text_content().split()) for label in page.xpath("//label")]
    assert words == ["Nom (obligatoire)", "Surnom (facultatif)"]
    assert page.xpath("//@aria-required") == ["true"]
    assert not page.xpath("//@required | //@autofocus")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("deform-title", "Une phrase."),
        ("deform-summary", "Quelques lignes."),
        ("deform-way-groupe", "Un seul."),
        ("deform-agreed", "La charte."),
        ("deform-logo", "Une image."),
        ("deform-address", "Où vous recevez."),
        ("deform-address-street", "Numéro et nom de la rue."),
    ],
)
def test_hint_is_tied(shown: html.HtmlElement, name: str, hint: str) -> None:
    assert hint in described(shown, shown.get_element_by_id(name))


def test_nothing_is_wrong_at_first(shown: html.HtmlElement) -> None:
    assert not shown.xpath("//@aria-invalid | //*[@role='alert']")
    assert not shown.xpath("//*[@aria-describedby='']")


def test_each_wrong_control_says_so(refused: html.HtmlElement) -> None:
    for control in controls(refused):
        marked = control.get("aria-invalid") == "true"
        group = control.xpath("ancestor::fieldset[@role='radiogroup'][1]")
        holder = group[0] if group else control
        assert marked or holder.get("aria-invalid") == "true", control.get("id")
        assert "Erreur" in described(refused, holder), control.get("id")


def test_messages_are_french(refused: html.HtmlElement) -> None:
    messages = refused.xpath("//*[@class='field-error']//p")
    assert messages
    assert {"Required" in message.text_content() for message in messages} == {False}


def test_summary_leads_to_every_error(refused: html.HtmlElement) -> None:
    summary = refused.xpath("//*[@role='alert']")[0]
    assert summary.get("tabindex") == "-1"
    assert summary.xpath("h2")
    targets = [link.removeprefix("#") for link in summary.xpath(".//a/@href")]
    wrong_fields = refused.xpath("//div[@class='field-error']/@id")
    assert [f"{target}-erreur" for target in targets] == wrong_fields
    for target in targets:
        element = refused.get_element_by_id(target)
        assert element.tag in ("input", "select", "textarea") or element.get("tabindex") == "-1"


def test_summary_names_the_row(refused: html.HtmlElement) -> None:
    links = [link.text_content() for link in refused.xpath("//*[@role='alert']//a")]
    assert any(words.startswith("Contact 1, Nom – ") for words in links)
    assert any(words.startswith("Téléphone 1 – ") for words in links)
    assert any(words.startswith("Adresse, Rue – ") for words in links)


def test_error_of_the_whole_form_is_said() -> None:
    form = make_form()
    form.error = colander.Invalid(form.schema, "Cette réunion est déjà close.")
    assert "Cette réunion est déjà close." in read(form).xpath("//*[@role='alert']")[0].text_content()


def test_what_was_typed_is_kept_and_escaped() -> None:
    form = make_form()
    sent = [("title", '<b>"&'), ("summary", "\n</textarea>ligne"), ("secret", "tres-secret")]
    with pytest.raises(deform.ValidationFailure):
        form.validate(sent)
    page = read(form)
    assert page.get_element_by_id("deform-title").get("value") == '<b>"&'
    assert page.get_element_by_id("deform-summary").text.strip() == "</textarea>ligne"
    assert "tres-secret" not in html.tostring(page, encoding="unicode")


def test_a_date_half_typed_is_kept() -> None:
    form = make_form()
    sent = [("__start__", "born:mapping"), ("day", "31"), ("month", ""), ("year", "1980"), ("__end__", "born:mapping")]
    with pytest.raises(deform.ValidationFailure):
        form.validate(sent)
    page = read(form)
    values = [page.get_element_by_id(f"deform-born{end}").get("value") for end in ("", "-mois", "-annee")]
    assert values == ["31", "", "1980"]


def test_autocomplete_tokens(shown: html.HtmlElement) -> None:
    tokens = {
        name: shown.get_element_by_id(f"deform-{name}").get("autocomplete") for name in ("email", "secret", "born")
    }
    assert tokens == {"email": "email", "secret": "current-password", "born": "bday-day"}


def test_form_frame(shown: html.HtmlElement) -> None:
    form = shown.xpath("//form")[0]
    assert (form.get("method"), form.get("action"), form.get("novalidate")) == ("post", "/envoi?a=1", "novalidate")
    assert form.get("enctype") == "multipart/form-data"
    assert form.xpath(".//input[@name='csrf_token']/@value") == ["token"]
    assert not form.xpath(".//@style | .//script | .//@onclick")


def test_no_file_no_multipart() -> None:
    schema = colander.Schema()
    schema.add(colander.SchemaNode(colander.String(), name="name", title="Nom"))
    assert read(make_form(schema)).xpath("//form/@enctype") == []


def test_read_only_form_shows_values_as_terms() -> None:
    page = read(
        make_form(appstruct={"title": "Un café", "way": "mail", "contacts": [{"name": "Ada", "way": "mail"}]}),
        readonly=True,
    )
    assert not controls(page)
    said = {term.text_content().strip(): term.getnext().text_content().strip() for term in page.xpath("//dt")}
    assert said["Titre"] == "Un café"
    assert said["Moyen de contact"] == "Par mail"
    assert said["Résumé"] == "Non renseigné"
    assert said["Nom"] == "Ada"
