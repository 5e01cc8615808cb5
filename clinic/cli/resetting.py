"""``./run owner-reset``: for an owner who cannot get in, on the clinic's own computer."""

import click

from clinic.accounts.actions import make_owner_reset
from clinic.accounts.queries import anybody
from clinic.cli.opening import open_clinic
from clinic.cli.serving import address, where_to_serve
from clinic.domain.refusal import Refusal
from clinic.web.transaction import lock


@click.command("owner-reset")
@click.option("--user", help="Which owner, by user name; needed where there are several.")
@where_to_serve
def owner_reset(user: str | None, host: str, port: int) -> None:
    """Print a one-time password link for an owner."""
    with open_clinic():
        lock()
        if not anybody():
            raise Refusal("There is no owner yet: ./run opens the clinic.")
        account, key = make_owner_reset(user)
        name = account.login
    click.echo(f"A link for {name}, good once and for half an hour:")
    click.echo(f"{address(host, port)}/accounts/password/{key}")
    click.echo("If the clinic answers at another place, name it: --host, --port.", err=True)
