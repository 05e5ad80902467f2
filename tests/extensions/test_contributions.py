"""What plugins make is checked when it is made."""

from __future__ import annotations

import pytest

from collectif.contributions import ContributionError, MatchingCriterion, SponsorshipCondition
from collectif.extension import Extensions, Options
from collectif.hookspecs import hookimpl
from tests.extensions.fakes import installed, module

CONDITION = SponsorshipCondition("concernee", "La personne est concernée elle-même.", "Elle n'est pas un parent.")
CRITERION = MatchingCriterion("formats", "Formats de lecture", "Lire le même format aide à travailler ensemble.")


def test_conditions_and_criteria_are_asked_of_their_association_only():
    one = module(
        "apf77",
        collectif_sponsorship_conditions=hookimpl(lambda: [CONDITION]),
        collectif_matching_criteria=hookimpl(lambda: (CRITERION,)),
    )
    made = Extensions(Options(active=("apf77", "aede"), found=installed(one, module("aede"))))
    assert made.ask("collectif_sponsorship_conditions", association="apf77").items == [("apf77", CONDITION)]
    assert made.ask("collectif_matching_criteria", association="apf77").items == [("apf77", CRITERION)]
    assert made.ask("collectif_sponsorship_conditions", association="aede").items == []
    assert made.ask("collectif_matching_criteria", association="aede").items == []


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (SponsorshipCondition, ("Pas un nom", "Une phrase.")),
        (SponsorshipCondition, ("nom", "  ")),
        (SponsorshipCondition, ("nom", None)),
        (MatchingCriterion, ("pas-un-champ", "Formats", "Parce que.")),
        (MatchingCriterion, ("formats", "", "Parce que.")),
        (MatchingCriterion, ("formats", "Formats", "")),
    ],
)
def test_what_will_not_do_is_refused(kind, values):
    with pytest.raises(ContributionError):
        kind(*values)
