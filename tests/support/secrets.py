"""Secrets of applications under test."""

from collectif.testing.secrets import SECRETS

__all__ = ["SECRETS"]
