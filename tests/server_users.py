"""Somebody in each role of a ledger on a server."""

from __future__ import annotations

from itertools import count
from os import getpid

import psycopg
from conftest import Rientro
from places import PostgresPlace, Row

_numbers = count(1)
ROLES = ("recorder", "reader", "auditor", "signer")


class Users:
    """Somebody in each role, who logs in under a name of their own."""

    def __init__(self, demo: Rientro) -> None:
        self.demo = demo
        assert isinstance(demo.place, PostgresPlace)
        self.place = demo.place
        self.last = demo.position
        """The last position before anybody here recorded."""
        self.prefix = f"r{getpid()}_{next(_numbers)}"
        said = demo("db", "roles", "--apply", "--prefix", self.prefix)
        assert said.exit_code == 0, said
        self.place.each_sql(
            f"CREATE ROLE {self.prefix}_{role}_anna LOGIN IN ROLE {self.prefix}_{role}"
            for role in ROLES
        )

    def url(self, role: str) -> str:
        return self.place.server.url(self.place.name, f"{self.prefix}_{role}_anna")

    def __call__(self, role: str) -> Rientro:
        """The command line of somebody in the role."""
        return Rientro(
            self.demo.folder,
            {**self.demo.settings, "RIENTRO_LEDGER": self.url(role)},
            self.place,
        )

    def sql(self, role: str, statement: str, *values: object) -> list[Row]:
        """Run one statement as somebody in the role, past the program."""
        with psycopg.connect(self.url(role), autocommit=True) as session:
            cursor = session.execute(statement.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def may_not(self, role: str, statement: str, *values: object) -> None:
        """Expect that the server lets nobody in the role do that."""
        try:
            self.sql(role, statement, *values)
        except psycopg.errors.InsufficientPrivilege:
            return
        raise AssertionError(f"{role} may: {statement}")

    def refused(self, role: str, statement: str, *values: object) -> str:
        """Expect that a function of the ledger's refuses what it is given; returns why."""
        try:
            self.sql(role, statement, *values)
        except (psycopg.DataError, psycopg.IntegrityError) as error:
            return str(error)
        raise AssertionError(f"{role} may: {statement} {values}")
