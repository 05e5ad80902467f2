"""One's own account: password and sessions."""

from __future__ import annotations

from .conftest import OTHER, PASSWORD

PATH = "/intranet/mon-compte/mot-de-passe"


def change(entrance, browser, current=PASSWORD, new=OTHER, again=None):
    return entrance.send(PATH, browser, current=current, password=new, password_confirm=again or new)


def test_a_new_password_ends_every_other_session(entrance):
    entrance.account()
    here, elsewhere = entrance.visitor(), entrance.visitor()
    for browser in (here, elsewhere):
        entrance.sign_in(browser=browser)
    old = here.cookies["collectif"]
    assert change(entrance, here).status_int == 303
    assert "Vos autres sessions sont terminées" in here.get("/intranet/mon-compte").text
    elsewhere.get("/intranet", status=303)
    stolen = entrance.visitor()
    stolen.set_cookie("collectif", old)
    stolen.get("/intranet", status=303)
    assert "Votre mot de passe a changé" in entrance.mails()[-1]
    assert entrance.acts()[-1] == "account.password_changed"
    assert entrance.sign_in(password=OTHER).status_int == 303


def test_the_current_password_is_asked(entrance):
    entrance.account()
    browser = entrance.visitor()
    entrance.sign_in(browser=browser)
    answer = change(entrance, browser, current="pas le bon mot de passe")
    assert answer.status_int == 422
    assert "n'est pas votre mot de passe actuel" in answer.text.replace("&#39;", "'").replace("&apos;", "'")
    assert change(entrance, browser, again="une autre phrase longue").status_int == 422
    assert change(entrance, browser, new="trop court").status_int == 422
    assert entrance.mails() == []
    assert entrance.sign_in().status_int == 303


def test_a_reset_ends_every_session_and_voids_links(entrance):
    entrance.account()
    browser = entrance.visitor()
    entrance.sign_in(browser=browser)
    entrance.send("/mot-de-passe-oublie", email="r@test.example")
    entrance.choose(entrance.last_link())
    browser.get("/intranet", status=303)


def test_sessions_are_listed_and_ended_one_by_one(entrance):
    entrance.account()
    here, elsewhere = entrance.visitor(), entrance.visitor()
    elsewhere.extra_environ["HTTP_USER_AGENT"] = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
    for browser in (here, elsewhere):
        entrance.sign_in(browser=browser)
    page = here.get("/intranet/mon-compte")
    assert "Firefox, Windows" in page.text
    own = {form.action: form for form in page.forms.values() if "/sessions/" in form.action}
    assert len(own) == 3
    actions = [action for action in own if not action.endswith("/sessions/fin")]
    ended = [own[action].submit(status=303) for action in actions if action not in _current(page)]
    assert len(ended) == 1
    elsewhere.get("/intranet", status=303)
    here.get("/intranet", status=200)


def _current(page):
    start = page.text.index("(celle-ci)")
    return page.text[start : start + 800].split('action="')[1].split('"')[0]


def test_all_other_sessions_end_at_once(entrance):
    entrance.account()
    browsers = [entrance.visitor() for _ in range(3)]
    for browser in browsers:
        entrance.sign_in(browser=browser)
    page = browsers[0].get("/intranet/mon-compte")
    next(form for form in page.forms.values() if form.action.endswith("/sessions/fin")).submit(status=303)
    assert [browser.get("/intranet", status="*").status_int for browser in browsers] == [200, 303, 303]


def test_somebody_elses_session_cannot_be_ended(entrance):
    entrance.account()
    entrance.account(email="autre@test.example")
    mine, theirs = entrance.visitor(), entrance.visitor()
    entrance.sign_in(browser=mine)
    entrance.sign_in("autre@test.example", browser=theirs)
    action = _current(theirs.get("/intranet/mon-compte"))
    token = mine.get(PATH).forms["deform"]["csrf_token"].value
    mine.post(action, {"csrf_token": token}, status=404)
    theirs.get("/intranet", status=200)
