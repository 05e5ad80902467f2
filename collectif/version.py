"""Version of the distribution, kept apart so that packaging reads it without importing the app."""

__version__ = "0.1.0"
