"""`plexstuff aliases`: the answers that the user gave when asked which film or series a name means."""

from __future__ import annotations

import click

from plexstuff.cli.application import application
from plexstuff.cli.output import emit_json, safe, say, speak
from plexstuff.errors import NothingFound


@click.command(
    epilog='Example: plexstuff aliases --forget "The Thing"', context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option("--forget", metavar="NAME", help="Forget the answers for this name; it will be asked again.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def aliases(forget: str | None, as_json: bool) -> None:
    """List the answers you gave when asked which film or series a name means, or forget one."""
    app = application()
    if forget is not None:
        if not app.forget_alias(forget):
            raise NothingFound(f"There is no answer for “{forget}”.", "Run: plexstuff aliases")
        speak("Forgotten; the next identify asks for the files of that name again.")
        return
    everything = app.aliases()
    if as_json:
        emit_json({"aliases": everything})
        return
    if not everything:
        speak("You were never asked.", "`plexstuff identify --interactive` asks where several titles fit.")
    for one in everything:
        said = f"{one.spoken} ({one.year})" if one.year else one.spoken
        ids = " ".join(
            f"{name}-{value}" for name, value in (("tmdb", one.ids.tmdb), ("tvdb", one.ids.tvdb)) if value
        ) or (one.ids.imdb or "")
        say(safe(f"{said}  →  {one.title}  {ids}"))
