"""What each association asks its referents to attest, besides what all do: every statement counts."""

from __future__ import annotations

from datetime import date

import pytest

from collectif.errors import DomainError
from collectif.peers.attestations import Attestation, Conditions
from collectif.peers.commitments import COMMITMENTS
from collectif.peers.sponsoring import check
from tests.support.plugins import BUNDLED

REFERENT = 7
# What only this association would ask.
TELLING = {
    "unafam77": ("personne-concernee", "parent ou proche"),
    "poidatz": ("majorite", "majeure"),
    "ugecamidf": ("ni-soin-ni-dossier", "dossiers médicaux"),
    "voirensemble": ("documents-lisibles", "format"),
    "adapei77": ("mots-simples", "mots simples"),
    "amisatelier": ("service-libre", "GEM"),
    "aede": ("hebergement-libre", "hébergement"),
    "apajh": ("tous-handicaps", "différent"),
    "apf77": ("trajets", "transport adapté"),
}


def attested(names: set[str]) -> Attestation:
    return Attestation(
        met_on=date(2024, 3, 15), attests_experience=True, attests_path=True, commitments=frozenset(COMMITMENTS),
        employer=False, referent_id=REFERENT, conditions=frozenset(names),
    )  # fmt: skip


@pytest.mark.parametrize("slug", BUNDLED)
def test_without_each_of_them_nobody_is_sponsored(slug, extensions):
    names = {condition.name for condition in Conditions(extensions).of(slug)}
    check(attested(names), names, {REFERENT})
    for missing in names:
        with pytest.raises(DomainError):
            check(attested(names - {missing}), names, {REFERENT})


@pytest.mark.parametrize("slug", TELLING)
def test_the_association_asks_what_matters_to_it(slug, extensions):
    name, words = TELLING[slug]
    statements = {condition.name: condition.statement for condition in Conditions(extensions).of(slug)}
    assert words in statements[name]


@pytest.mark.parametrize("slug", BUNDLED)
def test_what_counts_in_a_match_can_be_looked_for(slug, extensions, own_of):
    """Each criterion is a field with a closed list: two people can be compared by it."""
    choices = {field.name: field.choices for field in own_of(slug).fields}
    criteria = extensions.ask("collectif_matching_criteria", association=slug).results
    assert all(choices[criterion.field] for given in criteria for criterion in given)
