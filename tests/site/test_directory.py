"""The site map, `robots.txt` and `sitemap.xml`: everything public, nothing else."""

from lxml import etree

from tests.site.reading import main_of

FOR_ACCOUNTS = {"/connexion", "/mot-de-passe-oublie", "/candidature/lien-perdu"}
PRIVATE = ("/intranet", "/deconnexion", "/preferences", "/sante", "/api", "/static")


def public_paths(browser) -> set[str]:
    """The addresses the app itself declares that answer an HTML page to anyone."""
    routes = (entry["introspectable"] for entry in browser.app.registry.introspector.get_category("routes"))
    patterns = {"/" + route["pattern"].lstrip("/") for route in routes}
    candidates = {path for path in patterns if "{" not in path and "*" not in path and not path.startswith(PRIVATE)}
    return {path for path in candidates if is_page(browser.get(path, expect_errors=True))}


def is_page(answer) -> bool:
    """A piece of HTML that other sites put in their pages is not one."""
    return answer.status_int == 200 and answer.content_type == "text/html" and "<html" in answer.text


def test_the_site_map_lists_every_public_page(visitor):
    listed = set(main_of(visitor.get("/plan-du-site")).xpath(".//li/a/@href"))
    assert public_paths(visitor) <= listed
    assert listed <= public_paths(visitor)


def test_sitemap_xml(standard):
    answer = standard.get("/sitemap.xml", status=200)
    assert answer.content_type == "application/xml"
    urls = etree.fromstring(answer.body).findall(".//{*}loc")
    paths = {"/" + url.text.split("/", 3)[3] for url in urls}
    assert paths == public_paths(standard) - FOR_ACCOUNTS


def test_robots(standard):
    answer = standard.get("/robots.txt", status=200)
    assert answer.content_type == "text/plain"
    assert "Disallow: /intranet" in answer.text
    assert "Sitemap: http" in answer.text
