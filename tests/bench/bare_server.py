"""The least Pyramid can do: one route, one view, a text that is ready; arguments are the port and the text's file."""

import sys
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
import waitress  # noqa: E402
from pyramid.config import Configurator  # noqa: E402
from pyramid.response import Response  # noqa: E402

port, file = sys.argv[1:]
PAGE = Path(file).read_bytes()


def page(request):
    return Response(body=PAGE, content_type="text/html", charset="utf-8")


config = Configurator()
config.add_route("page", "/")
config.add_view(page, route_name="page")
waitress.serve(config.make_wsgi_app(), host="127.0.0.1", port=int(port), threads=4, _quiet=True)
