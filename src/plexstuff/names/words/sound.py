"""Words about the sound."""

from __future__ import annotations

from collections.abc import Iterator

from plexstuff.names.words.entry import Entry, Surety, entries

# Each is also written with its channels behind it: `AAC2.0`, `DD5 1`, `DDP51`.
CODECS = {
    "AAC": "aac, he aac, heaac, lc aac, aac lc, qaac, he aacv2, aacx2, aacx4",
    "Dolby Digital": "dd, ac3, ac 3, dolbyd, dolby digital, ac3d, ddex, dd ex, ac3x2, dolby d",
    "Dolby Digital Plus": """ddp, eac3, e ac3, e ac 3, dd plus, ddplus, dolby digital plus, eac 3, ddpa,
        ddp5 1 atmos""",
    "DTS": "dts, dts es, dtses, dtsx2",
    "DTS-HD": """dts hd, dtshd, dts hd ma, dtshd ma, dts ma, dtsma, dtshdma, dts hdma, dts hd hra, dts hdhra, dts hd hr,
        dts hd master, dts hd masters, dtshdhra""",
    "DTS:X": "dts x, dtsx, dts x7",
    "TrueHD": "truehd, true hd",
    "FLAC": "flac, flacx2, flacx3",
    "MP3": "mp3, lame3",
    "LPCM": "lpcm, pcm",
    "Vorbis": "vorbis",
    "MP2": "mp2, mpa2, mpa",
    "WMA": "wma",
}
UNSURE_CODECS = {"Opus": "opus", "Vorbis": "ogg", "Dolby Atmos": "atmos, dolby atmos", "Dolby": "dolby", "WMV": "wmv"}
CHANNELS = ("1", "2", "5", "6", "7")
# What is said about tracks: noise to us, for the names of files and services know no tracks.
TRACKS = {"": "dual audio, dualaudio, multi audio, multiaudio, 2audio, 3audio, dual áudio, triple audio, 2audios"}
UNSURE_TRACKS = {
    "": """2ch, 6ch, 8ch, 1ch, stereo, mono,
        surround, line, ld, md, mic dubbed, line dubbed, clean audio, hq clean audio, org auds, org aud, org,
        original audio, audio, auds, aud, commentary, comm, plus comm, lc, hp, dual, multi, ac3 2ch, ex, 4audio"""
}


def _with_channels(name: str) -> str:
    """`aac` -> `aac, aac2, aac2 0, aac 2 0, …`: as it is written with its channels."""
    if " " in name.strip():
        return name
    spoken = [name]
    for front in CHANNELS:
        for rear in ("0", "1", "2"):
            spoken += [f"{name}{front} {rear}", f"{name} {front} {rear}", f"{name}{front}{rear}"]
        spoken.append(f"{name}{front}")
    return ", ".join(spoken)


def phrases() -> Iterator[tuple[tuple[str, ...], Entry]]:
    """All phrases about the sound."""
    for value, names in CODECS.items():
        written = ", ".join(_with_channels(" ".join(name.split())) for name in names.split(","))
        # `DD` is a sure sign only with its channels behind it.
        sure = ", ".join(one for one in written.split(", ") if one != "dd")
        yield from entries("audio_codec", Surety.SURE, {value: sure})
    yield from entries("audio_codec", Surety.BESIDE, {"Dolby Digital": "dd"})
    for value, names in UNSURE_CODECS.items():
        written = ", ".join(_with_channels(" ".join(name.split())) for name in names.split(","))
        yield from entries("audio_codec", Surety.BESIDE, {value: written})
    yield from entries("", Surety.SURE, TRACKS)
    yield from entries("", Surety.BESIDE, UNSURE_TRACKS)
