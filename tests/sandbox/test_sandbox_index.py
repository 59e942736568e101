"""The index of titles: what is found must not depend on how it is found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plexstuff.sandbox.folding import fold, joined, words
from plexstuff.sandbox.index import Fit, Name, Seen, TitleIndex

TITLE = st.lists(
    st.sampled_from(["the", "Thé", "man", "mann", "s.w.a.t.", "wall-e", "e", "七人", "o'neill"]), min_size=1, max_size=4
)


@given(st.lists(TITLE.map(" ".join), min_size=1, max_size=8), TITLE.map(" ".join))
def test_the_index_agrees_with_reading_every_title(titles: list[str], query: str) -> None:
    index = TitleIndex(Name(number, title, main=True) for number, title in enumerate(titles))
    wanted = words(fold(query))
    plain = set()
    for number, title in enumerate(titles):
        here = words(fold(title)) + joined(fold(title))
        if all(any(word.startswith(token) for word in here) for token in wanted):
            plain.add(number)
    found = {one.number for one in index.search(query, Seen.BOTH)}
    assert plain <= found
    # And every title is found by its own name, as an exact one.
    for number, title in enumerate(titles):
        assert (number, Fit.TITLE) in index.search(title, Seen.BOTH)


def test_words() -> None:
    assert words(fold("Spider-Man: L'Été")) == ("spider", "man", "l", "ete")
    assert joined(fold("S.W.A.T. Dall-As M*A*S*H")) == ("swat", "dallas", "mash")
    assert words(fold("七人の侍")) == ("七", "人", "の", "侍")
    assert words(fold("Ødipus & Łódź")) == ("odipus", "and", "lodz")
    assert len(words(fold("ながいばなし"))) == 6


def test_names_that_only_one_service_knows() -> None:
    index = TitleIndex([Name(0, "Dallas", main=True), Name(0, "Dallas (2012)", main=True, seen=Seen.TVDB)])
    assert index.search("dallas 2012", Seen.TMDB) == []
    assert [one.number for one in index.search("dallas 2012", Seen.TVDB)] == [0]
