"""Sizes, room, and bodies no browser sends."""

from __future__ import annotations

import socket
import threading
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select
from webtest import Upload

from collectif.library.models import DocumentVersion

from .conftest import ALL
from .files import PDF, docx

ROOM = 10_000


def padded(size, mark=b"a"):
    return PDF + mark * (size - len(PDF))


class TestSmall:
    """A site with little room: 10 kB an organisation, 15 kB in all, 6 kB a file."""

    @pytest.fixture
    def app(self, make_app):
        return make_app(library_organisation_quota=str(ROOM), library_quota="15000", library_max_file="6000")

    def test_a_file_that_is_too_heavy_is_refused_in_words(self, shelf):
        shelf.add(content=padded(6_000))
        page = shelf.send(shelf.browser(), padded(6_001, b"b"), status=422, title="Gardé", audience="collective")
        assert "Ce fichier est trop lourd : 6\u00a0ko au plus." in page
        assert page.forms["deform"]["title"].value == "Gardé"

    def test_an_organisation_has_so_much_room(self, shelf, storage):
        shelf.add(content=padded(6_000))
        page = shelf.send(shelf.browser(), padded(4_001, b"b"), status=422)
        assert "APF77 a 10\u00a0ko pour ses documents et ses photos, et 6\u00a0ko sont pris" in page
        assert len(list(storage.names())) == 1
        shelf.add(content=padded(4_000, b"c"))

    def test_versions_count_even_when_the_content_is_the_same(self, shelf):
        public_id = shelf.add(content=padded(6_000))
        address = f"{ALL}/{public_id}/nouvelle-version"
        assert "sont pris" in shelf.send(shelf.browser(), padded(5_000), status=422, address=address, note="Plus")
        assert "sont pris" in shelf.send(shelf.browser(), padded(6_000), "b.pdf", status=422)

    def test_the_whole_library_has_so_much_room(self, shelf):
        shelf.add(content=padded(6_000))
        shelf.add(content=padded(4_000, b"b"))
        other = shelf.browser("structure_referent", "unafam77")
        assert "La bibliothèque est pleine" in shelf.send(other, padded(5_001, b"c"), status=422)
        shelf.send(other, padded(5_000, b"d"))

    def test_two_additions_at_once_cannot_pass_the_limit(self, shelf, database):
        forms = []
        for number in range(4):
            browser = shelf._people.browser("structure_referent", "apf77")
            form = browser.get(f"{ALL}/ajouter").forms["deform"]
            form["upload"] = Upload("a.pdf", padded(4_000, b"%d" % number))
            forms.append(form)
        start, statuses = threading.Barrier(len(forms)), []

        def send(form):
            start.wait()
            statuses.append(form.submit("submit", expect_errors=True).status_int)

        threads = [threading.Thread(target=send, args=(form,)) for form in forms]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(statuses) == [303, 303, 422, 422]
        with database.transaction() as session:
            assert session.scalar(select(func.sum(DocumentVersion.size))) == 8_000


def test_the_same_content_sent_twice_at_once_is_kept_once(shelf, database):
    forms = []
    for _ in range(3):
        form = shelf._people.browser("structure_referent", "apf77").get(f"{ALL}/ajouter").forms["deform"]
        form["upload"] = Upload("a.pdf", PDF)
        forms.append(form)
    start, answers = threading.Barrier(len(forms)), []

    def send(form):
        start.wait()
        answers.append(form.submit("submit", expect_errors=True))

    threads = [threading.Thread(target=send, args=(form,)) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_int for answer in answers] == [303] * 3
    with database.transaction() as session:
        assert session.scalar(select(func.count(func.distinct(DocumentVersion.content_id)))) == 1
    for answer in answers:
        assert shelf.browser().get(f"{answer.location}/fichier").body == PDF


@pytest.mark.parametrize("declared", [True, False])
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_huge_body_is_refused_whether_its_length_is_said_or_not(shelf, server, declared):
    browser = shelf.browser()
    browser.get(f"{ALL}/ajouter")
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    address = urlsplit(server.url)
    body = b'--B\r\nContent-Disposition: form-data; name="upload"; filename="a.pdf"\r\n\r\n' + bytes(13 * 1024 * 1024)
    length = f"Content-Length: {len(body)}" if declared else "Transfer-Encoding: chunked"
    head = (
        f"POST {ALL}/ajouter HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary=B\r\n{length}\r\n\r\n"
    )
    with socket.create_connection((address.hostname, address.port), 30) as connection:
        connection.sendall(head.encode())
        connection.sendall(body if declared else b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n")
        answer = connection.makefile("rb").read()
    assert answer.split(b"\r\n")[0].split()[1] == b"413"
    assert b"12 Mo au plus" in answer


@pytest.mark.parametrize("filename", ["a.html", "a.svg", "a.exe", "", "a.pdf.html", "a" * 5_000 + ".html"])
def test_names_and_contents_that_do_not_agree_are_refused(shelf, filename):
    shelf.send(shelf.browser(), b"<html>x", filename or "x", status=422)


def test_a_text_instead_of_a_file(shelf):
    browser = shelf.browser()
    form = browser.get(f"{ALL}/ajouter").forms["deform"]
    body = {"csrf_token": form["csrf_token"].value, "upload": "pas un fichier", "audience": "collective"}
    browser.post(f"{ALL}/ajouter", body, status=422)


def test_nothing_is_sent(shelf):
    page = shelf.browser().get(f"{ALL}/ajouter").forms["deform"].submit("submit", status=422)
    assert "obligatoire" in page


def test_a_bomb_is_kept_closed(shelf):
    """Ten kilobytes that would become gigabytes: nobody opens them."""
    import io
    import zipfile

    content = io.BytesIO(docx())
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/bombe.xml", bytes(50 * 1024 * 1024))
    public_id = shelf.add(content=content.getvalue(), filename="bombe.docx")
    assert shelf.browser().get(f"{ALL}/{public_id}/fichier").body == content.getvalue()


def test_tags_are_few_and_short(shelf):
    browser = shelf.browser()
    for tags in (",".join("abcdefghijkl"), "x" * 41):
        assert "étiquettes au plus" in shelf.send(browser, status=422, tags=tags)
