"""The pages that read the database do so on both engines."""

import pytest

from tests.site.reading import main_of


@pytest.mark.parametrize("path", ["/", "/pole-ressource"])
def test_pages_that_query(testapp, path):
    assert main_of(testapp.get(path, status=200)).findtext("h1")
