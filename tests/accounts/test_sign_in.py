"""The sign-in form."""

from collectif.accounts.passwords import hash_password

PASSWORD = "une phrase assez longue"


def fill(browser, email, password, path="/connexion"):
    form = browser.get(path).forms["deform"]
    form["email"], form["password"] = email, password
    return form.submit(status="*")


def test_the_right_password_opens_the_intranet(people, testapp):
    people.account("structure_referent", email="r@test.example", password_hash=hash_password(PASSWORD))
    answer = fill(testapp, "R@test.example ", PASSWORD)
    assert answer.status_int == 303
    assert "référent de structure" in answer.follow().text
