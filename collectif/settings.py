"""Settings of one application: the ini file, overridden by the environment.

Secrets come from the environment in production; the application refuses to start there with the values
of ``development.ini`` or without them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PREFIX = "collectif."
ENVIRONMENT = "COLLECTIF_"
DEFAULT_SECRET_MARK = "development-only"  # noqa: S105
MINIMUM_SECRET_LENGTH = 32
DEVELOPMENT_CHARTER_KEY = "development-only-charter-key-development-only"
SECRET_SETTINGS = ("secret", "journal_key", "encryption_keys", "charter_key")
PUBLIC_KEY = re.compile("[0-9a-f]{64}")


class SettingsError(ValueError):
    """A setting is missing, malformed or unsafe; the message says which and what to do."""


@dataclass(frozen=True)
class LibrarySettings:
    """Where documents are kept, how much of them, and who looks at them first (see docs/operations.md)."""

    storage: str
    s3_endpoint: str
    s3_region: str
    s3_access_key: str
    s3_secret_key: str
    max_file: int
    organisation_quota: int
    quota: int
    keep_removed_days: int
    clamd: str
    clamd_unreachable: str

    @classmethod
    def load(cls, read: _Reader, max_body: int) -> LibrarySettings:
        """:raises SettingsError: a value that makes no sense."""
        settings = cls(
            storage=read("library_storage", "var/documents"),
            s3_endpoint=read("library_s3_endpoint", ""),
            s3_region=read("library_s3_region", "us-east-1"),
            s3_access_key=read("library_s3_access_key", ""),
            s3_secret_key=read("library_s3_secret_key", ""),
            # No file is received that no body may carry.
            max_file=min(int(read("library_max_file", str(10 * 1024 * 1024))), max_body),
            organisation_quota=int(read("library_organisation_quota", str(500 * 1024 * 1024))),
            quota=int(read("library_quota", str(5 * 1024 * 1024 * 1024))),
            keep_removed_days=int(read("library_keep_removed_days", "30")),
            clamd=read("clamd", ""),
            clamd_unreachable=read("clamd_unreachable", "refuse"),
        )
        if settings.clamd_unreachable not in ("refuse", "accept"):
            raise SettingsError("collectif.clamd_unreachable vaut « refuse » ou « accept ».")
        return settings


@dataclass(frozen=True)
class Settings:
    """What the application needs to know before it starts. Sizes in bytes, durations in seconds."""

    environment: str
    database_url: str
    secret: str
    journal_key: str
    encryption_keys: tuple[str, ...]
    charter_key: str
    charter_old_keys: tuple[str, ...]
    base_url: str
    mail_transport: str
    mail_folder: Path
    mail_sender: str
    smtp_host: str
    smtp_port: int
    smtp_user: str
    smtp_password: str
    plugins: tuple[str, ...]
    plugin_budget: float
    training_validity_months: int
    max_body: int
    library: LibrarySettings
    sponsor_search_days: int
    reload_templates: bool
    page_cache: int

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @property
    def secure_cookies(self) -> bool:
        return self.base_url.startswith("https://")

    @classmethod
    def load(cls, raw: Mapping[str, str], environ: Mapping[str, str] | None = None) -> Settings:
        """Read ``collectif.*`` keys, each overridden by ``COLLECTIF_<KEY>`` in the environment.

        :raises SettingsError: a value is missing or, in production, unsafe.
        """
        read = _Reader(with_environment(raw, environ))
        max_body = int(read("max_body", str(12 * 1024 * 1024)))
        settings = cls(
            environment=read("environment", "production"),
            database_url=read("database_url"),
            secret=read("secret"),
            journal_key=read("journal_key"),
            encryption_keys=tuple(read("encryption_keys").split()),
            charter_key=read("charter_key", DEVELOPMENT_CHARTER_KEY),
            charter_old_keys=tuple(read("charter_old_keys", "").split()),
            base_url=read("base_url", "http://localhost:6543").rstrip("/"),
            mail_transport=read("mail_transport", "file"),
            mail_folder=Path(read("mail_folder", "var/mail")),
            mail_sender=read("mail_sender", "ne-pas-repondre@localhost"),
            smtp_host=read("smtp_host", "localhost"),
            smtp_port=int(read("smtp_port", "25")),
            smtp_user=read("smtp_user", ""),
            smtp_password=read("smtp_password", ""),
            plugins=tuple(read("plugins", "").split()),
            plugin_budget=float(read("plugin_budget", "2")),
            training_validity_months=int(read("training_validity_months", "36")),
            max_body=max_body,
            library=LibrarySettings.load(read, max_body),
            sponsor_search_days=int(read("sponsor_search_days", "90")),
            reload_templates=(reload := read("reload_templates", "false") == "true"),
            # Templates that change under the pages would not be seen.
            page_cache=0 if reload else int(read("page_cache", str(8 * 1024 * 1024))),
        )
        settings._check()
        return settings

    def _check(self) -> None:
        if self.mail_transport not in ("file", "smtp"):
            raise SettingsError("collectif.mail_transport vaut « file » ou « smtp ».")
        if not 1 <= self.sponsor_search_days <= 3650:
            raise SettingsError("collectif.sponsor_search_days est un nombre de jours, de 1 à 3650.")
        if not all(PUBLIC_KEY.fullmatch(key) for key in self.charter_old_keys):
            raise SettingsError(
                "collectif.charter_old_keys est une liste de clés publiques de 64 caractères hexadécimaux, séparées "
                "par des espaces."
            )
        if not self.is_production:
            return
        for name in SECRET_SETTINGS:
            self._check_secret(name)
        if not self.secure_cookies:
            raise SettingsError("En production, collectif.base_url commence par https://.")

    def _check_secret(self, name: str) -> None:
        value = getattr(self, name)
        for text in value if isinstance(value, tuple) else (value,):
            if DEFAULT_SECRET_MARK in text or len(text) < MINIMUM_SECRET_LENGTH:
                raise SettingsError(
                    f"En production, donnez une valeur secrète d'au moins {MINIMUM_SECRET_LENGTH} caractères "
                    f"à COLLECTIF_{name.upper()} (voir docs/operations.md)."
                )


def with_environment(raw: Mapping[str, str], environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """``raw``, where each ``COLLECTIF_<NAME>`` of the environment replaces or adds ``collectif.<name>``."""
    environ = os.environ if environ is None else environ
    given = {name: value for name, value in environ.items() if name.startswith(ENVIRONMENT)}
    return {**raw, **{PREFIX + name.removeprefix(ENVIRONMENT).lower(): value for name, value in given.items()}}


class _Reader:
    def __init__(self, raw: Mapping[str, str]):
        self._raw = raw

    def __call__(self, name: str, default: str | None = None) -> str:
        value = self._raw.get(PREFIX + name, default)
        if not value and default is None:
            raise SettingsError(f"Il manque le réglage {PREFIX}{name} (ou COLLECTIF_{name.upper()}).")
        return value or ""
