"""Secrets of applications under test."""

from collectif.testing.people import SECRETS

__all__ = ["SECRETS"]
