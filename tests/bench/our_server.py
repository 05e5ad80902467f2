"""The application itself, as production runs it but on SQLite: arguments are the database and the port."""

import sys
import warnings

warnings.filterwarnings("ignore")
import waitress  # noqa: E402

from collectif.wsgi import main  # noqa: E402
from tests.support.secrets import SECRETS  # noqa: E402

database, port = sys.argv[1:]
app = main(
    {},
    **{
        **SECRETS,
        "collectif.environment": "bench",
        "collectif.database_url": f"sqlite:///{database}",
        "collectif.base_url": f"http://localhost:{port}",
        "collectif.plugins": "apf77",
    },
)
waitress.serve(app, host="127.0.0.1", port=int(port), threads=4, _quiet=True)
