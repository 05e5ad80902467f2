"""The commune field, in a form, with the real communes."""

from types import SimpleNamespace

import colander
import pytest

from collectif.territory.schemas import CommuneNode


class Where(colander.Schema):
    commune_code = CommuneNode(missing=None)


@pytest.fixture
def where(db):
    return Where().bind(request=SimpleNamespace(db=db))


def test_there_and_back(where):
    assert where.deserialize({"commune_code": "st pathus"}) == {"commune_code": "77430"}
    assert where.serialize({"commune_code": "77430"}) == {"commune_code": "Saint-Pathus"}
    assert where.deserialize({"commune_code": "  "}) == {"commune_code": None}


def test_unknown(where):
    with pytest.raises(colander.Invalid) as caught:
        where.deserialize({"commune_code": "Provin"})
    assert "Provins" in caught.value.asdict()["commune_code"]


def test_binding_twice_leaves_the_class_alone(db, where):
    assert isinstance(Where().children[0].typ, colander.String)


def test_the_field_proposes_every_name(where):
    assert len(where["commune_code"].widget.suggestions) == 507
