"""The certificate as a document: who followed what, when, and until when it counts."""

from __future__ import annotations

from datetime import date

from ..documents.export import Document
from ..documents.paper import Block, Facts, Items, Paragraph, Small, paper_pdf
from ..enrolling.words import period
from ..text import capitalised, long_date, short_date
from .models import TrainingCertificate
from .words import modules

OWNER = "Collectif départemental pair-aidance de Seine-et-Marne, animé par la MDPH 77"
TITLE = "Attestation de formation à la pair-aidance"
REVOKED = "Cette attestation a été retirée : elle ne compte plus."
UNKNOWN = "Formation validée par la coordination."


def certificate_pdf(certificate: TrainingCertificate, on: date) -> Document:
    """A tagged PDF for the peer to keep. ``on`` is the day it is written."""
    peer = certificate.peer
    blocks: list[Block] = [
        Paragraph(f"La coordination du collectif atteste que {peer.given_name} {peer.family_name} a suivi la formation "
                  "obligatoire à la pair-aidance."),
        Facts([
            ("Numéro", certificate.number),
            ("Validée le", capitalised(long_date(certificate.validated_on))),
            ("Compte jusqu'au", capitalised(long_date(certificate.valid_until)) if certificate.valid_until else
             "Sans limite de durée"),
        ]),
        *_programme(certificate),
        *([Paragraph(REVOKED)] if certificate.revoked_at else []),
        Small(f"Document établi le {short_date(on)}. La formation est l'une des trois conditions pour être pair-aidant "
              "en activité : elle ne suffit pas à elle seule."),
    ]  # fmt: skip
    return paper_pdf(TITLE, OWNER, blocks, on, name=f"attestation-{certificate.number}")


def _programme(certificate: TrainingCertificate) -> list[Block]:
    if certificate.enrolment is None:
        return [Paragraph(UNKNOWN)]
    training = certificate.enrolment.session
    lines = [f"{name} : {', '.join(days)}" for name, days, _ in modules(training.half_days)]
    return [Paragraph(f"« {training.title} », {period(training.starts_on, training.ends_on)}."), Items(lines)]
