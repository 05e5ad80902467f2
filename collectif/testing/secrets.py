"""Secrets of applications under test, in a module that needs nothing else."""

SECRETS = {
    "collectif.secret": "test-secret-test-secret-test-secret-test",
    "collectif.journal_key": "test-journal-test-journal-test-journal",
    "collectif.encryption_keys": "test-key-test-key-test-key-test-key-test",
    "collectif.charter_key": "test-charter-test-charter-test-charter-key",
}
