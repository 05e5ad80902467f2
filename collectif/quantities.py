"""Numbers with decimals as French people write them, exact: the field that asks for one, and its words."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import colander
from deform.widget import TextInputWidget

from .text import number

DECIMALS = 3
WRITTEN = re.compile(r"[-−]?[0-9]{1,9}([.,][0-9]{1,3})?")
SPACES = re.compile(r"[\s\u00a0\u202f]+")
NOT_A_QUANTITY = "Écrivez un nombre, en chiffres : trois chiffres au plus après la virgule, neuf au plus avant."


class Quantity(colander.SchemaType):
    """``1 234,5`` ⇄ ``Decimal("1234.5")``: nine digits at most before the comma, three after."""

    def serialize(self, node: colander.SchemaNode, appstruct: Any) -> Any:
        return colander.null if appstruct in (colander.null, None) else quantity_words(appstruct)

    def deserialize(self, node: colander.SchemaNode, cstruct: Any) -> Any:
        if cstruct is colander.null or not isinstance(cstruct, str) or not cstruct.strip():
            return colander.null
        written = SPACES.sub("", cstruct)
        if not WRITTEN.fullmatch(written):
            raise colander.Invalid(node, NOT_A_QUANTITY)
        return Decimal(written.replace("−", "-").replace(",", "."))


class QuantityWidget(TextInputWidget):
    inputmode = "decimal"


def quantity_node(**options: Any) -> colander.SchemaNode:
    """A field for one number with decimals."""
    return colander.SchemaNode(Quantity(), widget=QuantityWidget(), **options)


def quantity_words(value: Decimal) -> str:
    """``1 234,5``: as many decimals as there are."""
    exponent = value.normalize().as_tuple().exponent
    return number(value, max(0, -int(exponent)))  # type: ignore[arg-type]
