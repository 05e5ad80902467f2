"""Mail joined to the transaction, and the development page that shows what was sent."""

import logging
import threading

from chameleon import PageTextTemplate
from pyramid.config import Configurator
from pyramid.request import Request

from ..security.permissions import Permission
from ..templating import TEMPLATES, package_folder
from .services import Mailer, Outbox, Transport, make_transport

log = logging.getLogger(__name__)


def includeme(config: Configurator) -> None:
    settings = config.registry.settings["collectif.settings"]
    transport = make_transport(settings)
    config.registry["mail_transport"] = transport
    config.registry["outbox"] = Outbox(config.registry["database"], transport, settings.mail_sender)
    config.add_service(Mailer, _mailer)
    config.add_route("mails", "/intranet/admin/courriers")
    config.add_route("mail", "/intranet/admin/courriers/{mail}")
    if settings.mail_transport == "file" and not settings.is_production:
        config.add_navigation("Courriers", "mails", Permission.VIEW_MAIL, order=83)
    config.scan(".views")


def _mailer(request: Request) -> Mailer:
    def render(template: str, **values: object) -> str:
        path = package_folder(TEMPLATES) / "mail" / f"{template}.txt"
        base_url = request.registry.settings["collectif.settings"].base_url
        return PageTextTemplate(path.read_text(encoding="utf-8"))(base_url=base_url, **values)

    def after_commit() -> None:
        request.tm.get().addAfterCommitHook(_wake, (request.registry["outbox"], request.registry["mail_transport"]))

    return Mailer(request.db, render, after_commit)


def _wake(committed: bool, outbox: Outbox, transport: Transport) -> None:
    """Deliver now. A page does not wait for a relay, and does not tell by its slowness that a mail was written."""
    if not committed:
        return
    if transport.quick:
        _deliver(outbox)
    else:
        threading.Thread(target=_deliver, args=(outbox,), name="outbox").start()


def _deliver(outbox: Outbox) -> None:
    """A mail that does not leave now waits in the outbox: the act that wrote it is done all the same."""
    try:
        outbox.deliver()
    except Exception:
        log.exception("outbox not delivered")
