"""Metadata packets."""

from hypothesis import given
from hypothesis import strategies as st

from review.documents.metadata.xmp import parse_xmp

PACKET = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"
 prism:doi="10.1000/markets.1">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Markets for <b>care</b> &amp; support</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Amina Rahman</rdf:li><rdf:li>Jo Smith</rdf:li></rdf:Seq></dc:creator>
<prism:publicationName>Care Markets</prism:publicationName></rdf:Description></rdf:RDF></x:xmpmeta>"""


def test_properties_are_found_as_elements_lists_and_attributes():
    assert parse_xmp(PACKET.encode()) == {
        "doi": ["10.1000/markets.1"],
        "title": ["Markets for care & support"],
        "creator": ["Amina Rahman", "Jo Smith"],
        "publicationName": ["Care Markets"],
    }


def test_a_packet_that_declares_entities_is_not_read():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + PACKET.replace("Amina", "&b;")
    assert parse_xmp(bomb.encode()) == {}


def test_what_came_before_a_mistake_is_kept():
    assert parse_xmp(PACKET[: PACKET.index("<prism:pub")].encode())["creator"] == ["Amina Rahman", "Jo Smith"]


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: (PACKET[:200] + text).encode()))
def test_no_packet_is_an_error(packet):
    assert isinstance(parse_xmp(packet), dict)
