from tests.acting import acting_as  # noqa: F401
