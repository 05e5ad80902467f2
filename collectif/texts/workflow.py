"""The life of a version of a page's texts. What came before always stays, and may be written again."""

from __future__ import annotations

from ..security.permissions import Permission as P
from ..workflow import Status, Transition, Workflow

TEXT_LIFE = Workflow(
    "site_text",
    "draft",
    (
        Status("draft", "brouillon", "info", "edit"),
        Status("current", "en ligne", "success", "check"),
        Status("superseded", "remplacée", "neutral", "dot", final=True),
    ),
    (
        Transition("publish", "Publier", ("draft",), "current", P.EDIT_SITE_TEXTS, "site_text.published"),
        Transition("supersede", "Remplacer", ("current",), "superseded", P.EDIT_SITE_TEXTS, "site_text.superseded"),
    ),
)
TO_REVISIT = Status("to_revisit", "langage simple à revoir", "warning", "edit")
APPROVED = Status("approved", "FALC", "success", "check")
NOT_APPROVED = Status("not_approved", "pas encore relu", "neutral", "dot")
NOT_REVIEWED = Status("not_reviewed", "début de page seulement", "neutral", "dot")
