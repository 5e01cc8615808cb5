"""``./run demo``: a clinic that was made up, to look at and to try everything on."""

import sys

import click
from flask import Flask

from clinic.cli import serving
from clinic.cli.opening import open_clinic, say
from clinic.cli.serving import address, refuse_this_place, where_to_serve
from clinic.db import db, now
from clinic.demo import keys
from clinic.demo.making import STEPS, make
from clinic.demo.shares import shares
from clinic.demo.standing import Stand, stand
from clinic.domain.refusal import Refusal
from clinic.web.clock import today


@click.command
@where_to_serve
def demo(host: str, port: int) -> None:
    """Serve a made-up clinic; the first time, make it."""
    refuse_this_place(host, port)
    with open_clinic() as app:
        users = made() if stand() is Stand.EMPTY else made_before()
        db.session.commit()
        keys.keep(address(host, port), users)
    tell(users, address(host, port))
    serve(app, host, port)


def made() -> list[keys.SignIn]:
    """Fill the empty database, and say what it holds."""
    passwords = keys.new_passwords()
    with click.progressbar(length=STEPS, label="Making the demo clinic", file=sys.stderr) as bar:
        make(now(), passwords, lambda: bar.update(1))
    say("It shows, of what a clinic would rather not have:")
    for share in shares(today()):
        say(share.line)
    return keys.sign_ins(passwords)


def made_before() -> list[keys.SignIn]:
    """The demo that is here already, with the passwords it was made with."""
    if stand() is Stand.REAL:
        raise Refusal(
            "This database holds a clinic that the demo did not make. Give the demo a folder of "
            "its own: CLINIC_DATA_DIR=demo ./run demo. Nothing was changed."
        )
    users = keys.kept()
    if users is None:
        raise Refusal(
            f"{keys.file()} is gone, and with it the demo's passwords. Delete the database to make "
            "the demo anew, or take an empty folder (CLINIC_DATA_DIR). Nothing was changed."
        )
    say("The demo clinic was made before; it goes on as it was left.")
    return users


def tell(users: list[keys.SignIn], base: str) -> None:
    click.echo("Sign in as:")
    for each in users:
        click.echo(f"  {each.user:<12} {each.password}   {', '.join(each.roles)}")
    click.echo(f"The demo clinic is open at {base}  (Ctrl+C closes it)")


def serve(app: Flask, host: str, port: int) -> None:
    serving.answer(app, host, port)
