"""The shapes of CPSV-AP 3.2.0 find nothing wrong with what is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph
from rdflib.plugins.parsers.jsonld import to_rdf
from tests.services.whole import WHOLE

from karavel import services

pytestmark = pytest.mark.shared


def violations(text: str, form: str, cpsv_ap: Path) -> str:
    """What SHACL finds; empty where the file conforms."""
    shapes = Graph().parse(cpsv_ap / "shacl" / "cpsv-ap-SHACL.ttl")
    data = Graph()
    if form == "json-ld":
        to_rdf(json.loads(text), data)
    else:
        data.parse(data=text, format=form)
    conforms, _graph, told = validate(data, shacl_graph=shapes)
    return "" if conforms else str(told)


@pytest.mark.parametrize("form", ["turtle", "json-ld"])
def test_a_catalogue_with_every_field_conforms(form: services.Format, cpsv_ap: Path) -> None:
    assert violations(services.write(WHOLE, form), form, cpsv_ap) == ""


def test_the_example_conforms_once_we_have_written_its_concepts(cpsv_ap: Path) -> None:
    example = (cpsv_ap / "html/examples/example-rdf_public_service.ttl").read_text(encoding="utf-8")
    assert "Value does not have class" in violations(example, "turtle", cpsv_ap)
    again = services.write(services.read(example.encode()).catalogue)
    before, after = violations(example, "turtle", cpsv_ap), violations(again, "turtle", cpsv_ap)
    assert before.count("Constraint Violation") > after.count("Constraint Violation")
    assert "com-channel" not in after


def test_the_validator_sees_what_is_missing(cpsv_ap: Path) -> None:
    bare = services.Catalogue(services=(services.PublicService(uri="urn:a", identifier="a"),))
    told = violations(services.write(bare), "turtle", cpsv_ap)
    assert "hasCompetentAuthority" in told
