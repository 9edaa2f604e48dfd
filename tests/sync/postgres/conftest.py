"""A database for each test."""

from __future__ import annotations

import pytest

from review.sync.postgres.address import Address
from tests.servers import PostgresServer


@pytest.fixture
def database(postgres: PostgresServer) -> str:
    """The name of an empty database."""
    return postgres.new_database()


@pytest.fixture
def address(postgres: PostgresServer, database: str) -> Address:
    """Its address, with the rights of its administrator."""
    return Address.of(postgres.admin_address(database))
