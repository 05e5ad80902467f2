"""Mail joined to the transaction, and the development page that shows what was sent."""

import logging

from chameleon import PageTextTemplateFile
from pyramid.config import Configurator
from pyramid.request import Request

from ..templating import TEMPLATES, package_folder
from .services import Mailer, Outbox, make_transport

log = logging.getLogger(__name__)


def includeme(config: Configurator) -> None:
    settings = config.registry.settings["collectif.settings"]
    transport = make_transport(settings)
    config.registry["mail_transport"] = transport
    config.registry["outbox"] = Outbox(config.registry["database"], transport, settings.mail_sender)
    config.add_service(Mailer, _mailer)


def _mailer(request: Request) -> Mailer:
    def render(template: str, **values: object) -> str:
        path = package_folder(TEMPLATES) / "mail" / f"{template}.txt"
        base_url = request.registry.settings["collectif.settings"].base_url
        return PageTextTemplateFile(str(path))(base_url=base_url, **values)

    def after_commit() -> None:
        request.tm.get().addAfterCommitHook(_deliver, (request.registry["outbox"],))

    return Mailer(request.db, render, after_commit)


def _deliver(committed: bool, outbox: Outbox) -> None:
    """A mail that does not leave now waits in the outbox: the act that wrote it is done all the same."""
    if committed:
        try:
            outbox.deliver()
        except Exception:
            log.exception("outbox not delivered")
