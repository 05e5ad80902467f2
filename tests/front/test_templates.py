"""Templates compile, and the widgets of deform that the product uses have one."""

from pathlib import Path

import pytest
from deform import widget

from collectif.templating import package_folder

from .every_widget import TEMPLATES

FOLDER = package_folder("collectif.templates")
WIDGETS = (
    widget.TextInputWidget, widget.TextAreaWidget, widget.PasswordWidget, widget.CheckedInputWidget,
    widget.CheckedPasswordWidget, widget.SelectWidget, widget.RadioChoiceWidget, widget.CheckboxWidget,
    widget.CheckboxChoiceWidget, widget.DateInputWidget, widget.DatePartsWidget, widget.TimeInputWidget,
    widget.DateTimeInputWidget, widget.FileUploadWidget, widget.MappingWidget, widget.SequenceWidget,
)  # fmt: skip


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.pt")), ids=lambda path: str(path.relative_to(FOLDER)))
def test_compiles(path: Path) -> None:
    TEMPLATES.load(str(path.relative_to(FOLDER))).cook_check()


@pytest.mark.parametrize("kind", WIDGETS, ids=lambda kind: kind.__name__)
def test_widget_has_its_templates(kind: type[widget.Widget]) -> None:
    for name in ("template", "readonly_template", "item_template", "readonly_item_template"):
        if template := getattr(kind, name, None):
            assert (FOLDER / "deform" / f"{template}.pt").is_file()
