"""Words about the release: which edition, whose, in what state, from which streaming service."""

from __future__ import annotations

from collections.abc import Iterator

from plexstuff.names.words.entry import Entry, Surety, entries

# Two words that together mean nothing else.
EDITIONS = {
    "Extended": "extended cut, extended edition, extended version, version longue, extended remastered",
    "Director's Cut": """director's cut, directors cut, director cut, directorscut, directors edition,
        director's edition, edition director's cut, director s cut""",
    "Unrated": "unrated cut, unrated edition, unrated version, unrated dc, unrated director cut, unrated directors cut",
    "Uncut": "uncut version, uncut edition",
    "Theatrical": "theatrical cut, theatrical edition, theatrical version, theatrical release, version cinema",
    "Special": "special edition, edition speciale, edición especial, edition spéciale, édition spéciale",
    "Collector": "collector's edition, collectors edition, collector edition, edition collector, édition collector",
    "Ultimate": "ultimate edition, ultimate cut",
    "Ultimate Fan": "ultimate fan edition, ultimate fan collection",
    "Ultimate Collector": "ultimate collector's edition, ultimate collectors edition, ultimate collector edition",
    "Extended Ultimate": "ultimate extended edition, extended ultimate edition, extended ultimate cut",
    "Criterion": "criterion, criterion edition, criterion collection, the criterion collection, cc edition",
    "Anniversary": "anniversary edition, anniversary collector's edition, anniversary special edition",
    "Remastered": "4k remastered, digitally remastered, remastered edition, remastered 4k, 4k remaster",
    "Restored": "4k restored, restored 4k, 4k restoration, restored edition, restored version",
    "Alternative Cut": "alternative cut, alternate cut, alternative ending, alternate ending",
    "Alternative Extended": "alternative extended version, alternative extended cut",
    "Limited": "limited edition",
    "IMAX": "imax edition, imax version, imax enhanced",
    "Deluxe": "deluxe edition",
    "Fan": "fan edit, fan edition, fanedit",
    "Special Director's Cut": "special director's cut",
    "Open Matte": "open matte",
    "Rogue": "rogue cut",
    "Diamond": "diamond edition",
    "Roadshow": "roadshow version, roadshow edition",
    "International": "international cut, international version",
    "Workprint": "workprint cut",
    "Black and White": "black and chrome, black chrome edition, black and white edition",
}
UNSURE_EDITIONS = {
    "Extended": "extended",
    "Director's Cut": "dc",
    "Unrated": "unrated",
    "Uncut": "uncut",
    "Uncensored": "uncensored",
    "Theatrical": "theatrical",
    "Special": "se",
    "Collector": "collector's, collector",
    "Remastered": "remastered, remaster",
    "Restored": "restored, restoration",
    "Limited": "limited",
    "Festival": "festival",
    "IMAX": "imax",
    "Final Cut": "final cut",
    "Superbit": "superbit",
    "Colorized": "colorized, colourised, colorised",
}
TITLE_LIKE_EDITIONS = {"Redux": "redux"}
# Said of a release, not of a film.
REPAIRED = {"proper": "repack, repack2, rerip, 2ndrepack, proper repack, real proper, repack proper"}
UNSURE_REPAIRED = {"proper": "proper, real, propper"}
STATES = {
    "": """readnfo, read nfo, nfofix, nfo fix, dirfix, prooffix, proof fix, samplefix, sample fix, dvdfix, syncfix,
        sync fix, fastsub, internal, convert, re pack, hc esub, incomplete, season pack, season complete, scrambled,
        obfuscated, postbot, xpost, buymore, asrequested, digital extras, deleted scenes, making of"""
}
UNSURE_STATES = {
    "": """docu, doku, stv, qc, final, proof, sample, fix, hc, oav, unedited, unaired, preair, dirfixed, nogrp,
        festival cut, east coast feed, west coast feed, east feed, west feed, preview, batch, boxset, box set,
        国漫, ova, ona, oad"""
}
STATES_BEFORE_YEAR = {
    "": """om, custom, complete, completa, completo, complet, komplett, integrale, intégrale, integral, the complete,
        complete pack, collection complete, all seasons, feature film"""
}
STATES_BEHIND = {
    "": """live, read, nfo, feature, movie hd, full, leaked, unofficial, cut, standard, exclusive, ipt exclusive,
        version, clean, full show, final episode, season finale, free, extra, raw, raws, by, all, box, movie"""
}
COMPLETE = {
    "": """complete series, the complete series, complete season, the complete season, complete collection,
        the complete collection, complete seasons, the complete seasons, complete saga, serie completa, serie complete,
        temporada completa, stagione completa, saison complete, saison complète, série complète, full series,
        complete tv series, the complete tv series, full season, complete box set, complete boxset,
        complete mini series, complete miniseries, mini series complete, serie complète, полный сезон, все сезоны,
        all episodes, the entire series, entire series, minisérie completa, all season, complete anthology"""
}
# Only the codes that stand before `WEB` in releases; alone they are words.
SERVICES = {
    "Amazon Prime": "amzn, amazon, prime, amazon prime",
    "Netflix": "nf, netflix",
    "Disney+": "dsnp, disney, dsny, dnsp",
    "HBO Max": "hmax, max, hbom, hbo max",
    "HBO": "hbo",
    "Hulu": "hulu",
    "Apple TV+": "atvp, aptv, atv",
    "iTunes": "it, itunes",
    "BBC iPlayer": "ip, iplayer, bbc",
    "Peacock": "pcok",
    "Paramount+": "pmtp, pplus",
    "Crunchyroll": "cr, crunchyroll",
    "Crave": "crav, crave",
    "Stan": "stan",
    "Comedy Central": "cc",
    "Adult Swim": "as",
    "CBS": "cbs",
    "NBC": "nbc",
    "ABC": "abc",
    "Fox": "fox",
    "The CW": "cw",
    "AMC": "amc",
    "PBS": "pbs",
    "DC Universe": "dcu",
    "YouTube Red": "red, yt",
    "Vudu": "vudu",
    "Movies Anywhere": "ma",
    "Shudder": "shdr",
    "Starz": "starz, stz",
    "Showtime": "sho",
    "Hotstar": "hs, hotstar, dsnphs, jhs",
    "Zee5": "zee5",
    "SonyLIV": "sonyliv",
    "Hoichoi": "hoichoi",
    "JioCinema": "jc",
    "Viki": "viki",
    "Seeso": "seso",
    "VRV": "vrv",
    "RTÉ": "rte",
    "Viceland": "vice",
    "Animal Planet": "anpl",
    "DirecTV": "dtv",
    "Dailymotion": "dm",
    "All 4": "all4, 4od",
    "ITV": "itv, itvx",
    "A&E": "ae",
    "Hallmark": "hallmark, hlmk",
    "Bilibili": "b global, bilibili",
    "Player": "plyr",
    "BluTV": "blutv",
    "Google Play": "play",
    "Roku": "roku",
    "Sky Showtime": "skst",
    "Canal+": "cnlp",
    "TVNZ": "tvnz",
    "USA Network": "usan",
    "Discovery+": "dscp",
    "National Geographic": "natg",
}
SURE_SERVICES = {
    "Amazon Prime": "amzn",
    "Disney+": "dsnp",
    "HBO Max": "hmax",
    "Apple TV+": "atvp",
    "Peacock": "pcok",
    "Paramount+": "pmtp",
    "DC Universe": "dcu web",
}
#: What re-posters hang behind the group's name.
AFTERTHOUGHTS = tuple(
    "scrambled obfuscated xpost asrequested postbot buymore sample proof subs eng rp whiterev nzbgeek".split()
)
#: Suffixes of a file's name, and what they hold; a name may also say them in its middle.
CONTAINERS = frozenset(
    """
    3g2 3gp asf asx avi divx f4v flv iso m2ts m2v m4a m4v mk2 mk3d mka mkv mkvv mov mp2 mp4 mp4a mpeg mpg nfo nzb ogg
    ogm ogv qt ra ram rar rm rmvb srt ssa ass sub idx sup smi swf torrent ts vob wav webm wma wmv wtv zip strm vtt
    """.split()
)
UNSURE_CONTAINERS = {name: name for name in ("avi", "m4v", "webm", "torrent", "mov", "wmv", "flv", "iso")}
SURE_CONTAINERS = {"mkv": "mkv", "mp4": "mp4, mp 4"}


def phrases() -> Iterator[tuple[tuple[str, ...], Entry]]:
    """All phrases about the release."""
    yield from entries("edition", Surety.SURE, EDITIONS)
    yield from entries("edition", Surety.BEFORE_YEAR, UNSURE_EDITIONS)
    yield from entries("edition", Surety.BESIDE, TITLE_LIKE_EDITIONS)
    yield from entries("proper", Surety.SURE, REPAIRED)
    yield from entries("proper", Surety.BESIDE, UNSURE_REPAIRED)
    yield from entries("", Surety.SURE, STATES)
    yield from entries("complete", Surety.SURE, COMPLETE)
    yield from entries("", Surety.BESIDE, UNSURE_STATES)
    yield from entries("", Surety.BEFORE_YEAR, STATES_BEFORE_YEAR)
    yield from entries("", Surety.BEHIND, STATES_BEHIND)
    yield from entries("container", Surety.SURE, SURE_CONTAINERS)
    yield from entries("streaming_service", Surety.SURE, SURE_SERVICES)
    yield from entries("streaming_service", Surety.BEFORE_SOURCE, SERVICES)
    yield from entries("container", Surety.BESIDE, UNSURE_CONTAINERS)
