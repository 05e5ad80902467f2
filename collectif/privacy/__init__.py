"""Personal data: the register, and what follows from it."""

from pyramid.config import Configurator
from pyramid.request import Request

from ..mail.services import Mailer
from .retention import Retention
from .services import PersonalData


def includeme(config: Configurator) -> None:
    """What time does by itself: nothing here answers to an address."""
    config.add_service(Retention, lambda request: Retention(request.db, request.service(Mailer), request.journal))
    config.add_chore("Personnes prévenues de la fin de leurs données", _warn)
    config.add_chore("Personnes oubliées après deux ans", _anonymise)
    config.add_chore("Lignes de courte durée effacées", _purge)
    config.add_chore("Lignes du journal de plus d'un an effacées", _purge_journal)
    config.add_chore("Courriers impossibles à envoyer effacés", _purge_mail)


def _warn(request: Request) -> int:
    return request.service(Retention).warn()


def _anonymise(request: Request) -> int:
    return request.service(Retention).anonymise()


def _purge(request: Request) -> int:
    return sum(PersonalData(request.db).purge().values())


def _purge_journal(request: Request) -> int:
    return request.registry["journal"].purge(request.db)


def _purge_mail(request: Request) -> int:
    return request.registry["outbox"].forget_undeliverable()
