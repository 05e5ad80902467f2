"""The operator's names come from the settings, never from a template."""

from collectif.texts.identity import DEFAULT_CONTACT, TO_COMPLETE, SiteIdentity


def test_what_the_operator_said_is_read():
    identity = SiteIdentity.from_settings({"collectif.publisher": " MDPH 77 ", "collectif.contact_email": "a@b.fr"})
    assert identity.said("publisher") == "MDPH 77"
    assert identity.mailto("Je suis là") == "mailto:a@b.fr?subject=Je%20suis%20l%C3%A0"


def test_what_is_missing_or_empty_is_said_so():
    identity = SiteIdentity.from_settings({"collectif.host": "  "})
    assert identity.host is None
    assert identity.said("host") == TO_COMPLETE
    assert identity.contact_email == DEFAULT_CONTACT
