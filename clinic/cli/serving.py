"""``./run`` and ``./run serve``: two processes answer, on this computer or behind a proxy."""

import os
import sys
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from socket import AF_INET, AF_INET6, create_server
from typing import NoReturn

import click
from flask import Flask

from clinic.accounts.actions import make_founding_code
from clinic.accounts.queries import anybody
from clinic.cli.opening import open_clinic
from clinic.domain.refusal import Refusal
from clinic.web.transaction import lock
from config import Config

ROOT = Path(__file__).parents[2]
#: Told to stop while a process is still loading, granian would wait for it for ever: hence the
#: timeout. Eight threads a process and 64 waiting requests are what one small computer answers.
GRANIAN = [
    *("--interface", "wsgi", "--no-ws", "--log-level", "error"),
    *("--workers", "2", "--workers-kill-timeout", "10s"),
    *("--blocking-threads", "8", "--backpressure", "64"),
]


def where_to_serve(command: Callable[..., None]) -> Callable[..., None]:
    """The two options that say where the clinic answers."""
    host = click.option(
        "--host", default="127.0.0.1", show_default=True, help="Address to answer at."
    )
    port = click.option(
        "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port."
    )
    return host(port(command))


@click.command
@where_to_serve
def serve(host: str, port: int) -> None:
    """Serve the clinic; with an empty database, found it first."""
    refuse_this_place(host, port)
    with open_clinic() as app:
        lock()
        code = None if anybody() else make_founding_code()
    click.echo(f"The clinic is open at {address(host, port)}  (Ctrl+C closes it)")
    if code:
        click.echo(
            f"It is empty. Open {address(host, port)}/accounts/first-run and type this code, "
            f"which works once: {code}"
        )
    answer(app, host, port)


def address(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def refuse_this_place(host: str, port: int) -> None:
    """Before anything is made or changed: may the clinic answer there, and is the place free?"""
    refuse_in_the_clear(Config(), host)
    refuse_a_taken_port(host, port)


def refuse_in_the_clear(config: Config, host: str) -> None:
    """Without TLS, health records may not leave this computer."""
    if not (config.BEHIND_PROXY or is_loopback(host)):
        raise Refusal(
            f"{host} would be reached over plain http, which anyone on the network can read. Serve "
            "on 127.0.0.1 behind a proxy that speaks https, and set CLINIC_BEHIND_PROXY=1 "
            "(docs/install.md)."
        )


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def refuse_a_taken_port(host: str, port: int) -> None:
    """Said in words and before anything is begun, rather than by two processes at once."""
    try:
        create_server((host, port), family=AF_INET6 if ":" in host else AF_INET).close()
    except OSError as trouble:
        raise Refusal(
            f"Cannot answer at {address(host, port)}: {trouble.strerror or trouble}. Is the clinic "
            "running already? Another port: --port 8001"
        ) from None


def answer(app: Flask, host: str, port: int) -> NoReturn:
    """Become the server: signals reach it without anybody between."""
    sys.stdout.flush()
    os.environ["CLINIC_DATA_DIR"] = str(app.config["DATA_DIR"])  # it was relative to another folder
    os.chdir(ROOT)
    os.execv(
        sys.executable,
        [
            sys.executable,
            "-m",
            "granian",
            "wsgi:app",
            "--host",
            host,
            "--port",
            str(port),
            *GRANIAN,
        ],
    )
