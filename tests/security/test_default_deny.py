"""Nobody signed in gets nothing of the intranet."""


def test_visitor_is_asked_to_sign_in(testapp):
    answer = testapp.get("/intranet", status=303)
    assert answer.location.endswith("/connexion?retour=%2Fintranet")


def test_a_referent_opens_the_intranet(people):
    page = people.browser("structure_referent").get("/intranet")
    assert "référent de structure" in page.text
