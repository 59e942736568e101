"""What the recorded answers of TMDB hold, read off them by hand or eye: bare facts to compare our models with."""

from __future__ import annotations

#: One film: file, id, title, date (None: unknown), path of a nested value in our model, that value.
FILMS: tuple[tuple[str, int, str, str | None, str, object], ...] = (
    (
        "2017/movie-13515-append_to_response=alternative_titles-language=en.json",
        13515,
        "Mirrors",
        "2008-08-15",
        "titles.0.text",
        "Riflessi di paura",
    ),
    (
        "2017/movie-603-append_to_response=alternative_titles-language=en.json",
        603,
        "The Matrix",
        "1999-03-30",
        "titles.0.text",
        "المتمرد",
    ),
    (
        "2017/movie-603-append_to_response=alternative_titles.json",
        603,
        "The Matrix",
        "1999-03-30",
        "titles.0.text",
        "المتمرد",
    ),
    (
        "2017/movie-604-append_to_response=alternative_titles.json",
        604,
        "The Matrix Reloaded",
        "2003-05-15",
        "titles.0.text",
        "The Matrix 2",
    ),
    (
        "2017/movie-8681-append_to_response=alternative_titles-language=en.json",
        8681,
        "Taken",
        "2008-02-18",
        "titles.0.text",
        "救參96小時",
    ),
    (
        "2025/movie-343611-append_to_response=external_ids.json",
        343611,
        "Jack Reacher: Never Go Back",
        "2016-10-19",
        "collection.title",
        "Jack Reacher Collection",
    ),
    (
        "2025/movie-49521-append_to_response=external_ids.json",
        49521,
        "Man of Steel",
        "2013-06-12",
        "collection.title",
        "Man of Steel Collection",
    ),
    (
        "2026/movie-168259__language-de.json",
        168259,
        "Fast & Furious 7",
        "2015-04-01",
        "collection.title",
        "The Fast and the Furious Filmreihe",
    ),
    (
        "2026/movie-19995__append_to_response-images__include_image_language-de__language-de-DE.json",
        19995,
        "Avatar - Aufbruch nach Pandora",
        "2009-12-16",
        "collection.title",
        "Avatar Filmreihe",
    ),
    ("2026/movie-47964.json", 47964, "A Good Day to Die Hard", "2013-02-06", "collection.title", "Die Hard Collection"),
    ("2026/movie-latest.json", 1744731, "Sylvain Émard: Thinker of Movement", None, "countries.0", "US"),
    (
        "2026/movie-tt1345836__append_to_response-credits-images-keywords.json",
        49026,
        "The Dark Knight Rises",
        "2012-07-17",
        "collection.title",
        "The Dark Knight Collection",
    ),
)

#: One series, in the same way.
SERIES: tuple[tuple[str, int, str, str | None, str, object], ...] = (
    ("2025/tv-1418-append_to_response=external_ids.json", 1418, "The Big Bang Theory", "2007-09-24", "ids.tvdb", 80379),
    ("2025/tv-1425-append_to_response=external_ids.json", 1425, "House of Cards", "2013-02-01", "ids.tvdb", 262980),
    ("2025/tv-34307-append_to_response=external_ids.json", 34307, "Shameless", "2011-01-09", "ids.tvdb", 161511),
    ("2025/tv-37759-append_to_response=external_ids.json", 37759, "Dallas", "2012-06-13", "ids.tvdb", 242521),
    ("2025/tv-40-append_to_response=external_ids.json", 40, "Dallas", "1978-04-02", "ids.tvdb", 77092),
    ("2026/tv-1396.json", 1396, "Breaking Bad", "2008-01-20", "seasons.-1", 5),
    (
        "2026/tv-1396__append_to_response-images__include_image_language-pt.json",
        1396,
        "Breaking Bad",
        "2008-01-20",
        "seasons.-1",
        5,
    ),
    ("2026/tv-1400__append_to_response-episode-groups.json", 1400, "Seinfeld", "1989-07-05", "seasons.-1", 9),
)

#: One episode: file, id, title, date, (season, number), runtime.
EPISODES: tuple[tuple[str, int, str, str, tuple[int, int], int], ...] = (
    (
        "2025/tv-1425-season-6-episode-1-append_to_response=external_ids.json",
        1542492,
        "Chapter 66",
        "2018-11-02",
        (6, 1),
        53,
    ),
    (
        "2025/tv-34307-season-8-episode-1-append_to_response=external_ids.json",
        1347196,
        "We Become What We... Frank!",
        "2017-11-05",
        (8, 1),
        57,
    ),
    (
        "2025/tv-37759-season-1-episode-3-append_to_response=external_ids.json",
        851353,
        "The Price You Pay",
        "2012-06-20",
        (1, 3),
        45,
    ),
    (
        "2025/tv-40-season-1-episode-3-append_to_response=external_ids.json",
        1140550,
        "Spy in the House",
        "1978-04-16",
        (1, 3),
        45,
    ),
    ("2026/tv-1396-season-1-episode-1.json", 62085, "Pilot", "2008-01-20", (1, 1), 59),
)

#: A page of films: file, how many, id, title and date of the first, path of a nested value, that value.
FILM_LISTS: tuple[tuple[str, int, int, str, str, str, object], ...] = (
    (
        "2017/search-movie-query=-Mirrors-language=en-year=2008.json",
        1,
        13515,
        "Mirrors",
        "2008-08-15",
        "0.genres.0",
        27,
    ),
    (
        "2017/search-movie-query=the-matrix-reloaded-year=2003.json",
        1,
        604,
        "The Matrix Reloaded",
        "2003-05-15",
        "0.genres.0",
        12,
    ),
    ("2017/search-movie-query=the-matrix.json", 20, 603, "The Matrix", "1999-03-30", "0.genres.0", 28),
    (
        "2025/search-movie-query=Jack-Reacher-language=en-US-page=1-year=2016.json",
        1,
        343611,
        "Jack Reacher: Never Go Back",
        "2016-10-19",
        "0.genres.0",
        28,
    ),
    (
        "2025/search-movie-query=James-Bond-language=en-US-page=1.json",
        20,
        360133,
        "James Bond",
        "2015-07-24",
        "1.genres.0",
        35,
    ),
    (
        "2025/search-movie-query=James-Bond-language=en-US-page=2.json",
        20,
        338749,
        "James Bond: For Real",
        "2006-11-22",
        "0.genres.0",
        99,
    ),
    (
        "2025/search-movie-query=Man-of-Steel-language=en-US-page=1-year=2013.json",
        1,
        49521,
        "Man of Steel",
        "2013-06-12",
        "0.genres.0",
        28,
    ),
    (
        "2025/search-movie-query=Man-of-Steel-language=en-US-page=1.json",
        13,
        49521,
        "Man of Steel",
        "2013-06-12",
        "0.genres.0",
        28,
    ),
    ("2026/discover-movie.json", 20, 969681, "Spider-Man: Brand New Day", "2026-07-29", "0.genres.0", 878),
    ("2026/movie-popular__page-2.json", 20, 1273221, "Scary Movie", "2026-06-03", "0.genres.0", 35),
    ("2026/movie-top_rated__page-2.json", 20, 680, "Pulp Fiction", "1994-09-10", "0.genres.0", 53),
    ("2026/movie-upcoming__page-2.json", 20, 1101383, "The End of Oak Street", "2026-08-12", "0.genres.0", 878),
    ("2026/search-movie__page-2__query-007.json", 20, 273857, "007½ no Carnaval", "1966-03-01", "0.genres.0", 80),
    ("2026/search-movie__query-007__year-1962.json", 1, 646, "Dr. No", "1962-10-07", "0.genres.0", 12),
    ("2026/trending-movie-week.json", 20, 969681, "Spider-Man: Brand New Day", "2026-07-29", "0.genres.0", 878),
)

#: A page of series, in the same way.
SERIES_LISTS: tuple[tuple[str, int, int, str, str, str, object], ...] = (
    (
        "2025/search-tv-query=Shameless-language=en-US-page=1.json",
        8,
        34307,
        "Shameless",
        "2011-01-09",
        "0.countries.0",
        "US",
    ),
    (
        "2025/search-tv-query=The-Big-Bang-Theory-language=en-US-page=1.json",
        2,
        1418,
        "The Big Bang Theory",
        "2007-09-24",
        "0.countries.0",
        "US",
    ),
    (
        "2025/search-tv-query=dallas-language=en-US-page=1-year=2012.json",
        4,
        37759,
        "Dallas",
        "2012-06-13",
        "0.countries.0",
        "US",
    ),
    ("2025/search-tv-query=dallas-language=en-US-page=1.json", 20, 40, "Dallas", "1978-04-02", "0.countries.0", "US"),
    (
        "2025/search-tv-query=house-of-cards-language=en-US-page=1.json",
        4,
        1425,
        "House of Cards",
        "2013-02-01",
        "0.countries.0",
        "US",
    ),
    ("2026/search-tv__page-1__query-Breaking-Bad.json", 5, 1396, "Breaking Bad", "2008-01-20", "0.countries.0", "US"),
    ("2026/search-tv__query-Breaking-Bad.json", 5, 1396, "Breaking Bad", "2008-01-20", "0.countries.0", "US"),
    ("2026/trending-tv-week.json", 20, 94997, "House of the Dragon", "2022-08-21", "0.countries.0", "US"),
    (
        "2026/tv-airing_today__page-2.json",
        20,
        6060,
        "Kyunki... Saas Bhi Kabhi Bahu Thi...",
        "2000-07-03",
        "0.countries.0",
        "IN",
    ),
    ("2026/tv-on_the_air__page-2.json", 20, 57532, "PAW Patrol", "2013-08-12", "0.countries.0", "US"),
    ("2026/tv-popular.json", 20, 94997, "House of the Dragon", "2022-08-21", "0.countries.0", "US"),
)

#: A page of both: how many are no persons, and the rest of the first of these.
MIXED_LISTS: tuple[tuple[str, int, int, str, str, str, object], ...] = (
    ("2026/movie-47964-recommendations.json", 20, 757725, "Shadow Force", "2025-05-01", "genres.0", 28),
    (
        "2026/movie-47964-recommendations__language-de.json",
        20,
        757725,
        "Shadow Force - Die letzte Mission",
        "2025-05-01",
        "genres.0",
        28,
    ),
    ("2026/search-multi__page-1__query-Arrow.json", 18, 1412, "Arrow", "2012-10-10", "countries.0", "US"),
    ("2026/search-multi__page-1__query-Jobs.json", 10, 2584, "Dirty Jobs", "2005-07-26", "countries.0", "US"),
    ("2026/search-multi__page-2__query-Arrow.json", 5, 383366, "Blood Arrow", "1958-03-31", "genres.0", 37),
    (
        "2026/search-multi__page-2__query-Jobs.json",
        20,
        228922,
        "The Expert of Changing Jobs",
        "2023-07-17",
        "countries.0",
        "JP",
    ),
    ("2026/search-multi__query-Arrow.json", 18, 1412, "Arrow", "2012-10-10", "countries.0", "US"),
    ("2026/search-multi__query-Jobs.json", 10, 2584, "Dirty Jobs", "2005-07-26", "countries.0", "US"),
    ("2026/trending-all-week.json", 20, 969681, "Spider-Man: Brand New Day", "2026-07-29", "genres.0", 878),
    ("2026/tv-1396-recommendations.json", 20, 60059, "Better Call Saul", "2015-02-08", "countries.0", "US"),
)

#: Genre lists: file, how many, a genre's number and its name.
GENRES: tuple[tuple[str, int, int, str], ...] = (
    ("2026/genre-movie-list.json", 19, 36, "History"),
    # TMDB has a blank behind this one, and leaves others in English.
    ("2026/genre-movie-list__language-da.json", 19, 36, "Historie"),
    ("2026/genre-tv-list.json", 16, 10759, "Action & Adventure"),
    ("2026/genre-tv-list__language-da.json", 16, 99, "Documentary"),
)

#: /find: file, id, title and date of the film, of the series, of the episode; None where there is none.
FINDS: tuple[tuple[str, tuple[int, str, str] | None, tuple[int, str, str] | None, tuple[int, str, str] | None], ...] = (
    ("2017/find-tt0936501-external_source=imdb_id.json", (8681, "Taken", "2008-02-18"), None, None),
    # A season of Breaking Bad on TheTVDB; the same number is an episode of Ironside.
    (
        "2026/find-30272__external_source-tvdb-id.json",
        None,
        None,
        (202650, "The Bishop Warms Up", "1971-05-13"),
    ),
    ("2026/find-81189__external_source-tvdb-id.json", None, (1396, "Breaking Bad", "2008-01-20"), None),
    ("2026/find-nm0000246__external_source-imdb-id.json", None, None, None),
    ("2026/find-tt0088247__external_source-imdb-id.json", (218, "The Terminator", "1984-10-26"), None, None),
    ("2026/find-tt0903747__external_source-imdb-id.json", None, (1396, "Breaking Bad", "2008-01-20"), None),
    ("2026/find-tt0959621__external_source-imdb-id.json", None, None, (62085, "Pilot", "2008-01-20")),
)

#: Searches that found nothing.
NOTHING = (
    "2025/search-movie-query=Meen-of-Stal-language=en-US-page=1.json",
    "2025/search-tv-query=The-Bing-Bag-Theory-language=en-US-page=1.json",
)

#: Error answers: file, HTTP status, the name of our error.
TROUBLES = (
    ("2026/authentication-session-new__401.json", 401, "KeyRefused"),
    ("2026/collection-999999999__404.json", 404, "NotFound"),
    ("2026/movie-999999999__404.json", 404, "NotFound"),
    ("2026/tv-999999999-season-1-episode-1__404.json", 404, "NotFound"),
    ("2026/tv-999999999-season-1__404.json", 404, "NotFound"),
    ("edge/error-429-legacy-body.json", 429, "RateLimited"),
    ("edge/error-status-400.json", 400, "InvalidValue"),
)

#: Why a recording has no place in our client, and its files.
NOT_OURS: dict[str, tuple[str, ...]] = {
    "pictures are not asked for": (
        "2017/movie-13515-images.json",
        "2017/movie-603-images.json",
        "2017/movie-8681-images.json",
        "2026/collection-264-images.json",
        "2026/movie-47964-images.json",
        "2026/tv-1396-images.json",
        "2026/tv-1396-season-1-episode-1-images.json",
    ),
    "people are not asked for": (
        "2026/movie-47964-credits.json",
        "2026/search-person__page-1__query-Willis.json",
        "2026/search-person__page-2__query-Willis.json",
        "2026/search-person__query-Bryan-Cranston.json",
        "2026/search-person__query-Willis.json",
        "2026/tv-1396-season-1-aggregate_credits.json",
        "2026/tv-1396-season-1-credits.json",
    ),
    "videos are not asked for": (
        "2026/movie-47964-videos.json",
        "2026/tv-1396-season-1-episode-1-videos.json",
    ),
    "keywords and companies are not asked for": (
        "2026/movie-47964-keywords.json",
        "2026/search-company__page-1__query-Disney.json",
        "2026/search-company__page-2__query-Disney.json",
        "2026/search-keyword__page-1__query-plot.json",
        "2026/search-keyword__page-2__query-plot.json",
        "2026/tv-1396-keywords.json",
    ),
    "releases and ratings are not asked for": (
        "2026/movie-47964-release_dates.json",
        "2026/movie-47964-releases.json",
        "2026/tv-1396-content_ratings.json",
        "2026/tv-1399-screened_theatrically.json",
    ),
    "where to watch is not asked for": (
        "2026/movie-47964-watch-providers.json",
        "2026/tv-1396-watch-providers.json",
        "2026/watch-providers-regions.json",
    ),
    "collections are reached from their films, not searched": (
        "2026/search-collection__page-1__query-007.json",
        "2026/search-collection__page-2__query-007.json",
        "2026/search-collection__query-James-Bond.json",
    ),
    "languages, countries and time zones have tables of their own here": (
        "2026/configuration-countries.json",
        "2026/configuration-languages.json",
        "2026/configuration-timezones.json",
    ),
    "the ids of a season or an episode at other services are not asked for": (
        "2026/tv-1396-season-1-episode-1-external_ids.json",
        "2026/tv-1396-season-1-external_ids.json",
    ),
    "changes are not followed": ("2026/movie-19995-changes__start_date-2024-12-24.json",),
    "nothing is ever written to TMDB": ("2026/tv-1396-rating__201.json",),
}
