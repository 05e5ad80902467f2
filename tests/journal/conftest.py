"""What the tests of the journal share with those of accounts."""

from tests.accounts.conftest import together as together
