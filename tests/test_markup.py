"""XML from outside is read, or refused before it can do harm."""

from __future__ import annotations

import time

import pytest

from plexstuff.errors import UnexpectedResponse
from plexstuff.markup import read

BOMB = (
    b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>"""
)
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>"""


def test_names_attributes_texts_and_namespaces_come_out() -> None:
    root = read(
        '<?xml version="1.0" encoding="UTF-8"?><rss xmlns:t="http://torznab.com/schemas/2015/feed"><item>'
        '<title>Amélie &amp; Co &#x2764;</title><t:attr name="seeders" value="3"/></item></rss>'.encode(),
        title="Jackett",
    )
    item = root[0]
    assert (root.tag, item[0].text) == ("rss", "Amélie & Co ❤")
    assert (item[1].tag, item[1].attrib) == (
        "{http://torznab.com/schemas/2015/feed}attr",
        {"name": "seeders", "value": "3"},
    )


def test_other_encodings_are_known() -> None:
    assert read('<?xml version="1.0" encoding="ISO-8859-1"?><x>é</x>'.encode("latin-1"), title="Plex").text == "é"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"<html><p>Please sign in</html>",
        b"<x><y></x>",
        b"<x>\x00</x>",
        b"<x>&unknown;</x>",
        b'<?xml version="1.0" encoding="no-such-thing"?><x/>',
        BOMB,
        OUTSIDE,
        b"<!DOCTYPE html><html></html>",
        b"<a>" * 5000 + b"</a>" * 5000,
    ],
)
def test_what_is_no_answer_is_refused_in_the_name_of_the_service(body: bytes) -> None:
    with pytest.raises(UnexpectedResponse) as caught:
        read(body, title="Jackett")
    assert caught.value.sentence.startswith("Jackett answered")
    assert caught.value.advice


def test_fifty_megabytes_are_read_in_time() -> None:
    began = time.process_time()  # not that of others on a busy machine
    assert len(read(b"<x>" + b"<y>abc</y>" * 400_000 + b"</x>", title="Jackett")) == 400_000
    with pytest.raises(UnexpectedResponse):
        read(b"<x>" + b"<y/>" * 1_100_000 + b"</x>", title="Jackett")
    assert time.process_time() - began < 30


HIDDEN = '<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'


@pytest.mark.parametrize(
    "body",
    [
        b'<?xml version="1.0" encoding="cp037"?>' + HIDDEN.encode("cp037"),
        b'<?xml version="1.0"' + b" " * 5000 + b'encoding="cp037"?>' + HIDDEN.encode("cp037"),
        HIDDEN.encode("utf-16"),
        HIDDEN.encode("utf-16-le"),
        HIDDEN.encode("utf-16-be"),
        b"\xef\xbb\xbf" + HIDDEN.encode(),
    ],
)
def test_a_declaration_is_seen_in_every_encoding(body: bytes) -> None:
    with pytest.raises(UnexpectedResponse):
        read(body, title="Jackett")


def test_the_words_of_a_declaration_are_only_words_in_a_text() -> None:
    assert read(b"<x><!-- <!DOCTYPE y> --><![CDATA[<!DOCTYPE z>]]></x>", title="Jackett").text == "<!DOCTYPE z>"


@pytest.mark.parametrize("mark", [b"", b"<!-- <!DOCTYPE y> -->"], ids=["plain", "warily"])
def test_both_ways_of_reading_find_the_same(mark: bytes) -> None:
    body = b'<a xmlns="one" xmlns:t="two" t:c="1" d="&lt;">b&amp;<t:e/>f<g>' + mark + b"h</g></a>"
    root = read(body, title="Jackett")
    assert [(one.tag, one.attrib, one.text, one.tail) for one in root.iter()] == [
        ("{one}a", {"{two}c": "1", "d": "<"}, "b&", None),
        ("{two}e", {}, None, "f"),
        ("{one}g", {}, "h", None),
    ]


@pytest.mark.parametrize("mark", [b"", b"<!-- <!DOCTYPE y> -->"], ids=["plain", "warily"])
def test_depth_has_the_same_bound_in_both_ways(mark: bytes) -> None:
    assert read(mark + b"<a>" * 64 + b"</a>" * 64, title="Jackett").tag == "a"
    with pytest.raises(UnexpectedResponse):
        read(mark + b"<a>" * 65 + b"</a>" * 65, title="Jackett")
