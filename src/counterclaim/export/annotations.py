"""Every statement as a W3C Web Annotation (Recommendation 2017), for Hypothesis, Recogito and the like.

The target of each is the stored text of its report: by position, in Unicode code points, and by the
quotation with what stands around it. Where the report has an address, the page is a target too, by its words.
"""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim import __version__
from counterclaim.board import Testimony, with_side
from counterclaim.export.citing import Json, selectors, statements, urn
from counterclaim.export.counting import counted
from counterclaim.export.encoding import document, web_address
from counterclaim.ledger import Snapshot, ledger_hash

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def web_annotations(snapshot: Snapshot) -> bytes:
    """Return a collection with one page of all annotations, in the order of the texts."""
    collection = urn("annotations", ledger_hash(snapshot))
    told = [_annotation(snapshot, group) for group in statements(snapshot)]
    page: Json = {
        "id": f"{collection}:1",
        "type": "AnnotationPage",
        "partOf": collection,
        "startIndex": 0,
        "items": told,
    }
    return document(
        {
            "@context": CONTEXT,
            "id": collection,
            "type": "AnnotationCollection",
            "label": "Statements in reports",
            "generator": {
                "id": urn("tool", __version__),
                "type": "Software",
                "name": f"counterclaim {__version__}",
            },
            "total": len(told),
            "first": page,
            "last": page["id"],
        }
    )


def number_of_annotations(content: bytes) -> str:
    """Count the annotations."""
    return counted(content.count(b'"type": "Annotation"'), "annotation")


def _annotation(snapshot: Snapshot, group: tuple[Testimony, ...]) -> Json:
    told = group[0]
    return {
        "id": urn("statement", told.statement),
        "type": "Annotation",
        "motivation": "describing",
        "body": [*_said(told), *_bearings(group)],
        "target": list(_targets(snapshot, told)),
    }


def _said(told: Testimony) -> Iterator[Json]:
    yield _text("describing", f"{with_side(told.speaker, told.party)}: {told.act.value} ({told.because})")
    yield _text("tagging", told.act.value)


def _bearings(group: tuple[Testimony, ...]) -> Iterator[Json]:
    for told in group:
        if told.claim and told.stance:
            yield _text("classifying", told.stance.value)
            yield {"type": "SpecificResource", "purpose": "linking", "source": urn("claim", told.claim)}


def _text(purpose: str, value: str) -> Json:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _targets(snapshot: Snapshot, told: Testimony) -> Iterator[Json]:
    report = snapshot.reports[told.report]
    page = web_address(report.address)
    for quote in told.quotes:
        position, words = selectors(report, quote)
        yield {"source": urn("report", report.id), "selector": [position, words]}
        if page is not None:
            yield {"source": page, "selector": words}
