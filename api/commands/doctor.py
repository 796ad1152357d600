"""``derek doctor``: what is installed, what is missing, and the command that mends it."""

from __future__ import annotations

from dataclasses import asdict

import typer

from api.commands.opening import DataOption, JsonOption, settings_for


def doctor(data: DataOption = None, json: JsonOption = False) -> None:
    """Look at the installation. Leaves with 1 when something is missing."""
    from api.commands.show import print_json
    from api.schemas.doctor import Check, Installation
    from rag.doctor import check_installation

    checks = check_installation(settings_for(data))
    if json:
        print_json(Installation(checks=[Check(**asdict(check)) for check in checks]))
    else:
        for check in checks:
            typer.echo(f"{'✓' if check.ok else '✗'} {check.name}: {check.detail}")
            if check.mend:
                typer.echo(f"    {check.mend}")
    if not all(check.ok for check in checks):
        raise typer.Exit(1)
