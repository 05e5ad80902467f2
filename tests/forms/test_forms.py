"""Forms: what comes back is kept, said in French, and never a 500."""

from __future__ import annotations

from types import SimpleNamespace

import colander
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyramid.httpexceptions import HTTPBadRequest
from pyramid.testing import DummySession
from webob.multidict import MultiDict

from collectif.bodies import MAX_CONTROLS
from collectif.errors import DomainError
from collectif.forms import Form, WidgetRenderer
from collectif.templating import Templates


class Contact(colander.MappingSchema):
    name = colander.SchemaNode(colander.String(), title="Nom", validator=colander.Length(max=20))
    born = colander.SchemaNode(colander.Date(), title="Né le", missing=None)


class Contacts(colander.SequenceSchema):
    contact = Contact(title="Contact")


class Schema(colander.MappingSchema):
    email = colander.SchemaNode(colander.String(), title="E-mail", validator=colander.Email())
    number = colander.SchemaNode(colander.Integer(), title="Nombre", validator=colander.Range(1, 9), missing=1)
    contacts = Contacts(title="Contacts", missing=())


class Tm:
    doomed = False

    def doom(self):
        self.doomed = True


renderer = WidgetRenderer(Templates(reload=False))


def make_form(controls=None):
    """A form of a request that sent ``controls`` (``None``: the page is only opened)."""
    request = SimpleNamespace(
        method="GET" if controls is None else "POST",
        POST=MultiDict(controls or []),
        path_qs="/essai",
        session=DummySession(),
        registry={"widget_renderer": renderer},
        response=SimpleNamespace(status_int=200),
        tm=Tm(),
    )
    return Form(request, Schema(), "Envoyer"), request


def contacts(*names):
    rows = [("__start__", "contacts:sequence")]
    for name in names:
        rows += [("__start__", "contact:mapping"), ("name", name), ("born", ""), ("__end__", "contact:mapping")]
    return [*rows, ("__end__", "contacts:sequence")]


def test_an_opened_page_handles_nothing():
    form, request = make_form()
    assert form.handle(pytest.fail) is None
    assert 'name="email"' in form.render()
    assert request.response.status_int == 200


def test_valid_data_reach_the_act():
    form, request = make_form([("email", "a@b.example"), ("number", "3"), *contacts("Zoé")])
    done = form.handle(lambda data: data["contacts"][0]["name"])
    assert done.value == "Zoé"
    assert not request.tm.doomed


def test_what_was_typed_is_never_lost():
    form, request = make_form([("email", "pas une adresse"), ("number", "99"), *contacts("Zoé")])
    assert form.handle(pytest.fail) is None
    page = form.render()
    assert (request.response.status_int, request.tm.doomed) == (422, True)
    assert 'value="pas une adresse"' in page
    assert 'value="Zoé"' in page
    assert "Écrivez une adresse e-mail complète" in page
    assert "Donnez un nombre égal à 9 ou plus petit." in page


def refuse(data):
    raise DomainError("Cette adresse est déjà prise.", field="email")


def test_a_refused_rule_is_said_at_its_field():
    form, request = make_form([("email", "a@b.example"), ("number", "2")])
    assert form.handle(refuse) is None
    assert request.tm.doomed
    page = form.render()
    assert page.count("Cette adresse est déjà prise.") >= 2
    assert 'value="a@b.example"' in page


def test_a_row_is_added_and_removed_without_a_script():
    typed = [("email", "à finir"), ("number", "2"), *contacts("Zoé", "Ana")]
    form, request = make_form([*typed, ("__sequence__", "add contacts")])
    assert form.handle(pytest.fail) is None
    assert form.render().count('name="name"') == 3
    assert 'value="à finir"' in form.render()
    assert request.response.status_int == 200
    form, _ = make_form([*typed, ("__sequence__", "remove contacts.0")])
    form.handle(pytest.fail)
    assert 'value="Ana"' in form.render()
    assert 'value="Zoé"' not in form.render()


@pytest.mark.parametrize(
    "way", ["add", "drop contacts", "remove contacts.9", "add " + ".".join("a" * 40), "add email.x"]
)
def test_a_button_that_is_not_ours_is_a_bad_request(way):
    form, _ = make_form([("email", "x"), *contacts("Zoé"), ("__sequence__", way)])
    with pytest.raises(HTTPBadRequest):
        form.handle(pytest.fail)


def test_too_many_fields_or_a_nul_are_bad_requests():
    for controls in ([("email", "x")] * (MAX_CONTROLS + 1), [("email", "a\0b")]):
        form, _ = make_form(controls)
        with pytest.raises(HTTPBadRequest):
            form.handle(pytest.fail)


NAMES = st.sampled_from(
    ["email", "number", "contacts", "contact", "name", "born", "__start__", "__end__", "__sequence__", "inconnu"]
)
VALUES = st.one_of(
    st.sampled_from(
        ["contacts:sequence", "contact:mapping", "contacts:mapping", "a:rename", "b:", ":sequence", "email:sequence"]
    ),
    st.text(max_size=12),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(NAMES, VALUES), max_size=12))
def test_no_body_whatever_breaks_a_form(controls):
    """Malformed bodies are 400 or 422, never anything else (a fifth of them broke deform's own path)."""
    form, _ = make_form(controls)
    try:
        form.handle(lambda data: None)
        form.render()
    except HTTPBadRequest:
        pass
