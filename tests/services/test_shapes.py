"""The shapes of CPSV-AP 3.2.0 find nothing wrong with what is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from pyshacl import validate
from rdflib import SH, Graph
from rdflib.plugins.parsers.jsonld import to_rdf
from tests.services.test_foreign import EXPECTED, FOLDER
from tests.services.whole import WHOLE, complete

from karavel import services
from karavel.services.taking import short

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


@pytest.fixture(scope="module")
def shapes(cpsv_ap: Path) -> Graph:
    return Graph().parse(cpsv_ap / "shacl" / "cpsv-ap-SHACL.ttl")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(catalogue=complete())
def test_any_catalogue_that_has_what_is_needed_conforms(shapes: Graph, catalogue: services.Catalogue) -> None:
    data = Graph().parse(data=services.write(catalogue), format="turtle")
    conforms, _graph, told = validate(data, shacl_graph=shapes)
    assert conforms, told


@pytest.mark.parametrize("name", EXPECTED)
def test_what_does_not_conform_in_a_file_of_others_was_told_or_is_none_of_ours(shapes: Graph, name: str) -> None:
    reading = services.read((FOLDER / name).read_bytes())
    data = Graph().parse(data=services.write(reading.catalogue), format="turtle")
    _conforms, report, _told = validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph)
    wrong = {short(path) for path in report.objects(None, SH.resultPath)}
    assert wrong <= {one.property for one in services.gathered(reading.problems)} | {
        # what nothing here understands is written as it came, and on things that are none of ours
        *(one.property for one in reading.unread),
        *_BEYOND.get(name, ()),
    }


#: Properties of things that CPSV-AP knows and Karavel keeps without understanding, of which the file says too little.
_BEYOND = {
    "nordic-2.2.ttl": {"cv:role", "cv:hasParticipant"},
    "dataset.ttl": {"dct:description", "dct:publisher"},
}


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
