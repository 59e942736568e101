"""Words about the picture: where it comes from, its size, how it is packed."""

from __future__ import annotations

from collections.abc import Iterator

from plexstuff.names.words.entry import Entry, Surety, entries

SOURCES = {
    "Blu-ray": """bluray, blu ray, blue ray, bluraydisc, bdrip, bd rip, brrip, br rip, bdremux, bd remux, bdmux, brmux,
        bdripmux, brripmux, bd25, bd50, bd66, bd100, bdmv, bdiso, bd rm, usbd, us bd, bdlight, blurayrip, bluray rip,
        blu ray rip, wbbrip, bluraymux, m bluray""",
    "Ultra HD Blu-ray": """uhd bluray, uhd blu ray, uhdbd, uhd bd, ultrahd blu ray, ultra hd blu ray, ultrahd bluray,
        ultra hd bluray, uhdrip, uhd rip, uhdremux, uhd remux, uhdbdrip, 4kuhdremux, bluray uhd, bluray 4k""",
    "HD-DVD": "hddvd, hd dvd, hddvdrip, hd dvd rip, hddvd rip",
    "WEB-DL": """web dl, webdl, web dlrip, webdlrip, web dl rip, webdlmux, web dlmux, web dl mux, webhd, web hd, webdls,
        amazonhd, ituneshd, itunes hd, netflixhd, netflixuhd, amazonuhd, webuhd, dlmux, dlrip""",
    "WEBRip": "webrip, web rip, webripmux, web ripmux, webmux, webcap, web cap, web mux",
    "HDTV": """hdtv, hd tv, hdtvrip, hdtv rip, hd tv rip, hdtvmux, hdtv mux, hdtvripmux, ahdtv, ahdtvmux, tvriphd,
        hdtvhd, uhdtv, uhd tv""",
    "TV": "tvrip, tv rip, sdtv, ldtv, tvhd, tvmux, cabletv, tvdub, iptvrip, tv dub",
    "Digital TV": """pdtv, pdtvrip, dsr, dsrip, dsr rip, ds rip, dth, dthrip, dth rip, dvb, dvbrip, dvb rip, dvb s,
        dvb t""",
    "Satellite": "satrip, sat rip, hdsat, satellite rip",
    "Pay-per-view": "ppvrip, ppv rip",
    "Video on Demand": "vodrip, vod rip, vodhd, vod",
    "DVD": """dvd, dvdrip, dvd rip, dvdr, dvd r, dvd5, dvd 5, dvd9, dvd 9, dvdr9, dvd10, dvdmux, dvdripmux, dvdivx,
        dvd divx, dvdfull, dvdremux, dvd remux, full dvd, ntsc dvd, pal dvd""",
    "VHS": "vhsrip, vhs rip, vhs, vhsscr",
    "Telesync": """telesync, tele sync, hdts, hd ts, tsrip, ts rip, hdtsrip, hqts, hq ts, cleants, s print, ts screener,
        tsscreener""",
    "Telecine": "telecine, tele cine, hdtc, hd tc, tcrip, tc rip, hdtcrip, hdtc rip, hd tc rip",
    "Screener": """screener, dvdscr, dvd scr, dvdscreener, dvd screener, bdscr, bd scr, bdscreener, brscr, brscreener,
        br screener, webscr, web screener, hdscr, bluray scr, bluray screener, dvdscrrip, scrrip, vhs screener""",
    "Camera": "camrip, cam rip, hdcam, hd cam, camhd, cam hd, hqcam, hdcamrip, hdcam rip",
    "Pre-DVD": "predvd, pre dvd, predvdrip, predvd rip, pre dvd rip, pre dvdrip, pdvdrip, pdvd rip",
    "Workprint": "workprint, work print",
}
UNSURE_SOURCES = {
    "Blu-ray": "bd, br, uhdbdremux",
    "WEB": "web",
    "TV": "tv, tvshow",
    "Telesync": "ts, pdvd",
    "Telecine": "tc",
    "Screener": "scr",
    "Camera": "cam",
    "Workprint": "wp",
    "R5": "r5, r5 line",
    "HDRip": "hd rip",
    "Pay-per-view": "ppv",
}
SIZES = {
    **{
        f"{lines}p": f"{lines}p, hd{lines}p, {lines}px, {lines}pp" for lines in (240, 360, 404, 400, 480, 540, 576, 720)
    },
    **{f"{lines}p": f"{lines}p, {lines}ps, uhd {lines}p, hd{lines}p" for lines in (1080, 1440, 2160, 4320)},
    **{f"{lines}i": f"{lines}i" for lines in (480, 576, 720, 1080, 2160)},
    "2160p": "2160p, 4k, uhd, ultrahd, ultra hd, 4kuhd, 4k uhd, uhd 4k, 4k ultrahd, 4k ultra hd",
    "1080p": "1080p, fhd, full hd, fullhd",
    "4320p": "4320p, 8k",
}
# The `p` is missing, or is said by other words.
UNSURE_SIZES = {
    "720p": "hd720",
    "1080p": "hd1080, 10800p",
    "1440p": "2k, qhd",
    "": "hd, sd, hdlight, mhd, hq, hr, hdready, hd ready, microhd, lq, 1o8op, hd light",
}
CODECS = {
    "H.264": "x264, h264, h 264, x 264, avc, h264p, x264p, avchd, h246, avc1",
    "H.265": "x265, h265, h 265, x 265, hevc, hevc10, h265p, hevc10bit, x265p",
    "H.262": "h262, x262, mpeg2, mpeg 2, h 262",
    "H.263": "h263, x263, h 263",
    "Xvid": "xvid, x vid, xvidhd, xvid hd",
    "DivX": "divx, div x, divx5, divx6, 3ivx",
    "VC-1": "vc1, vc 1",
    "VP9": "vp9",
    "VP8": "vp8",
    "VP7": "vp7",
    "AV1": "av1",
    "MPEG-4": "mpeg4, mpeg 4",
    "RealVideo": "rv10, rv40, rmvb",
}
HDR = {
    "HDR10+": "hdr10p, hdr10plus, hdr10 plus",
    "HDR10": "hdr10",
    "HDR": "hdr",
    "Dolby Vision": "dolby vision, dovi, dolbyvision, dv hdr, dv hdr10, hdr dv, hdr10 dv",
    "HLG": "hlg",
}
UNSURE_HDR = {"Dolby Vision": "dv, dvp5, dvp8", "SDR": "sdr", "HDR": "bt2020"}
DEPTHS = {"8": "8bit, 8 bit, 8bits, yuv420p8", "12": "12bit, 12 bit, 12bits"} | {
    "10": "10bit, 10 bit, 10bits, hi10p, hi10, yuv420p10, main10, ma10p, 10bits, bit10, hi10bit"
}
THREE_D = {"3D": "half sbs, hsbs, h sbs, half ou, hou, h ou, full sbs, 3d sbs, sbs 3d, 3d hsbs, 3d hou"}
UNSURE_THREE_D = {"3D": "3d, sbs"}
# About how a release was made; no field of ours, yet never a part of a title.
MADE = {"": "remux, dxva, 23 976, vfr, hi444p, upscaled, upscale, ai upscale, 2in1, 3in1, re enc, reenc, encodé"}
UNSURE_MADE = {
    "": """hybrid, untouched, ws, fs, ntsc, pal, 2d, hfr, 10b, 8b, hdlight, mux, encoded, re encoded, softsub, hardsub,
        bt709, lossless, crf, 24p, 25p, 50p, 60p, ac3d, p10, cbr, vbr, disc, full bluray, retail, bonus, extras,
        xxx, splitscenes, split scenes, high quality, reencoded, upscaling, sdr10"""
}


def phrases() -> Iterator[tuple[tuple[str, ...], Entry]]:
    """All phrases about the picture."""
    yield from entries("source", Surety.SURE, SOURCES)
    yield from entries("source", Surety.BESIDE, UNSURE_SOURCES)
    yield from entries("resolution", Surety.SURE, SIZES)
    yield from entries("resolution", Surety.BESIDE, UNSURE_SIZES)
    yield from entries("video_codec", Surety.SURE, CODECS)
    yield from entries("hdr", Surety.SURE, HDR)
    yield from entries("hdr", Surety.BESIDE, UNSURE_HDR)
    yield from entries("bit_depth", Surety.SURE, DEPTHS)
    yield from entries("three_d", Surety.SURE, THREE_D)
    yield from entries("three_d", Surety.BESIDE, UNSURE_THREE_D)
    yield from entries("", Surety.SURE, MADE)
    yield from entries("", Surety.BESIDE, UNSURE_MADE)
    # A rip of something in high definition, nobody says of what.
    yield from entries("source", Surety.SURE, {"HDRip": "hdrip, hdripmux, hdr ip"})
