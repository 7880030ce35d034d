"""Somebody in each role of a ledger on a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from os import getpid
from typing import Any, NamedTuple

import psycopg
from conftest import Rientro
from places import PostgresPlace, Row, kept_place

_numbers = count(1)
ROLES = ("recorder", "reader", "auditor", "signer")


class _Kept(NamedTuple):
    """The demonstration where roles have their rights; it is copied and never touched."""

    place: PostgresPlace
    prefix: str
    position: int


_kept: list[_Kept] = []


class Users:
    """Somebody in each role of the demonstration, who logs in under a name of their own.

    A server knows its roles in all of its databases. They are made once, and whoever comes next
    meets the same ones in a copy of the ledger in which they were given their rights. Tests that
    change what a role may do elsewhere ask for `others`.
    """

    def __init__(self, demo: Rientro, *, others: bool = False) -> None:
        self.demo = demo
        assert isinstance(demo.place, PostgresPlace)
        self.place = demo.place
        self._session: tuple[str, psycopg.Connection[Any]] | None = None
        self.last: int
        """The last position before anybody here recorded."""
        if _kept and not others:
            kept, self.prefix, self.last = _kept[0]
            self.place.become(kept)
            return
        self.prefix, self.last = f"r{getpid()}_{next(_numbers)}", demo.position
        said = demo("db", "roles", "--apply", "--prefix", self.prefix)
        assert said.exit_code == 0, said
        self.place.each_sql(
            f"CREATE ROLE {self.prefix}_{role}_anna LOGIN IN ROLE {self.prefix}_{role}"
            for role in ROLES
        )
        if not others:
            place = kept_place(PostgresPlace)
            assert isinstance(place, PostgresPlace)
            place.become(self.place)
            assert place.url  # which lets it be made, before anything else happens here
            _kept.append(_Kept(place, self.prefix, self.last))

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
        with self.in_one_session(role) as session:
            cursor = session.execute(statement.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def in_one_session(self, role: str) -> Iterator[psycopg.Connection[Any]]:
        """All statements that somebody in the role runs here are run in one session."""
        if self._session is not None and self._session[0] == role:
            yield self._session[1]
            return
        with psycopg.connect(self.url(role), autocommit=True) as session:
            before, self._session = self._session, (role, session)
            try:
                yield session
            finally:
                self._session = before

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
