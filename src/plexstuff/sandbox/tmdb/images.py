"""TMDB's pictures: paths drawn from a seed, in several languages and in none."""

from __future__ import annotations

from plexstuff.sandbox import seed
from plexstuff.sandbox.ask import Ask
from plexstuff.sandbox.places import language

#: Width and height of each kind.
_SIZES = {"backdrops": (1920, 1080), "posters": (1000, 1500), "logos": (1000, 400), "stills": (1920, 1080)}


def images_of(
    ask: Ask, kind: str, number: int, original: str, groups: tuple[str, ...] = ("backdrops", "logos", "posters")
) -> dict[str, object]:
    """The pictures of a thing. With a language only those in it, plus the ones that `include_image_language` names."""
    wanted = _wanted(ask)
    answer: dict[str, object] = {"id": number}
    for group in groups:
        # A logo is always in some language, a still never.
        tongues: list[str | None] = [None, "en", original, "de"]
        if group == "logos":
            tongues = tongues[1:]
        elif group == "stills":
            tongues = [None]
        rows = [_picture(group, kind, number, tongue) for tongue in dict.fromkeys(tongues)]
        answer[group] = [row for row in rows if wanted is None or (row["iso_639_1"] or "null") in wanted]
    return answer


def _wanted(ask: Ask) -> set[str] | None:
    spoken, also = ask.query.get("language"), ask.query.get("include_image_language")
    if not spoken and not also:
        return None
    return {part.strip().partition("-")[0] for part in f"{spoken or ''},{also or ''}".split(",") if part.strip()}


def _picture(group: str, kind: str, number: int, tongue: str | None) -> dict[str, object]:
    width, height = _SIZES[group]
    suffix = ".png" if group == "logos" else ".jpg"
    # The first one is the picture that the details name.
    about = {"backdrops": "backdrop", "posters": "poster", "stills": "still"}.get(group, group)
    path = seed.path(suffix, about, number) if tongue is None else seed.path(suffix, group, kind, number, tongue)
    return {
        "aspect_ratio": round(width / height, 3),
        "file_path": path,
        "height": height,
        "iso_3166_1": language(tongue).country if tongue else None,
        "iso_639_1": tongue,
        "vote_average": float(seed.draw("picture vote", path) % 10),
        "vote_count": seed.draw("picture votes", path) % 50,
        "width": width,
    }
