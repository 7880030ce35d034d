"""`serve`: let people look at a ledger with a browser."""

from __future__ import annotations

import gc
import socket
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from cli.commands import command, wrong_usage
from cli.session import Session, pass_session
from cli.values import number

if TYPE_CHECKING:
    from faces.pages.guards import Guard

PORT = 8030
HOST = "127.0.0.1"
_WAITING = 128


@command(
    short_help="Let people look at the ledger with a browser.",
    epilog="Example: rientro serve --port 8030",
)
@click.option(
    "--port", type=number(0), default=PORT, show_default=True, help="The port; 0 takes a free one."
)
@click.option("--host", default=HOST, show_default=True, help="The address that is listened to.")
@click.option(
    "--allow-host",
    multiple=True,
    metavar="NAME",
    help="A name under which it may be asked, as it stands in the address; may repeat.",
)
@click.option("--open", "open_", is_flag=True, help="Open a browser.")
@pass_session
def serve(session: Session, port: int, host: str, allow_host: tuple[str, ...], open_: bool) -> None:
    """Let people look at the ledger with a browser: every question has its page, with links.

    It reads and never writes, and shows what is new on reload. The address of a page is the whole
    question. It ends with Ctrl-C.
    """
    from faces.pages import guards
    from ledger.store.addresses import file_at

    _must_be_installed()
    if not guards.is_loopback(host) and not allow_host:
        raise wrong_usage(
            "With --host {host} others can reach it. Say with --allow-host under which name.",
            host=host,
        )
    file = file_at(session.ledger_name)
    if file is None:
        _must_be_usable(session)
    with _listening(host, port) as listening:
        port = listening.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{port}/"
        where = file or session.database().where
        session.tell("serve.at", ledger=where, address=address)
        if not guards.is_loopback(host):
            session.tell("serve.no-passwords")
        if open_:
            click.launch(address)
        if file is not None:
            _must_be_usable(session, may_be_away=True)  # whoever asks meanwhile waits for that
        _run(session, guards.Guard(guards.allowed_hosts(host, port, allow_host)), listening)
    session.tell("serve.ended")


def _must_be_usable(session: Session, *, may_be_away: bool = False) -> None:
    """Refuse a ledger that cannot be asked; pages tell it of one that went away, and may come back."""
    from ledger.store.errors import MissingLedger

    try:
        with session.asking():
            pass
    except MissingLedger:
        if not may_be_away:
            raise


def _must_be_installed() -> None:
    """Refuse where what serves is missing, without loading it: that takes longer than all else."""
    if not all(map(find_spec, ("starlette", "uvicorn"))):
        raise click.UsageError("Pages need more than rientro alone: pip install 'rientro[serve]'.")


def _listening(host: str, port: int) -> socket.socket:
    """A socket that is listened to, so that the port is known before anybody is told of it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host.strip("[]"), port), family=family, backlog=_WAITING)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise wrong_usage(
            "Nobody can listen at {host}, port {port}: {why}. Choose another with --port.",
            host=host,
            port=port,
            why=why,
        ) from None


def _run(session: Session, guard: Guard, listening: socket.socket) -> None:
    import uvicorn

    from cli.looking import Commands
    from cli.main import cli
    from faces.pages.connections import Patient
    from faces.pages.replies import Replies
    from faces.pages.server import application
    from faces.words import language

    lang = language()
    app = application(Replies(Commands(cli, session), lang), guard, lang)
    settings = uvicorn.Config(
        app,
        http=Patient,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    gc.enable()
    try:
        uvicorn.Server(settings).run(sockets=[listening])
    except KeyboardInterrupt:
        return
