"""The signed session cookie of someone signed in, made without the sign-in form."""

from collectif.testing.people import signed_cookie

__all__ = ["signed_cookie"]
