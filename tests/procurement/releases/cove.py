"""Checks a package by libcoveocds, in whatever Python has it, and prints what it found as JSON.

Run by ``test_libcoveocds``.

Nothing is fetched. The standard is given as the bytes of a ZIP file. Extensions libcoveocds takes over HTTP only, so
the one that is left in the package is answered from the archive: patches and code lists of the whole eForms profile.
A record's versioned release, which we do not write, has a schema that is looked up over HTTP: the reference is dropped.

Usage: python cove.py SCHEMAS_ARCHIVE PACKAGE
"""

from __future__ import annotations

import io
import json
import sys
import tarfile
import zipfile
from pathlib import Path

from libcoveocds.api import ocds_json_output
from libcoveocds.config import LibCoveOCDSConfig
from ocdsextensionregistry.extension_version import ExtensionVersion

#: The one extension that is not of the profile, in our words: a payment names the milestone that it is for.
LINK = {"title": "Milestone", "type": "object", "properties": {"id": {"type": "string"}, "title": {"type": "string"}}}
KEPT = ("version_used", "validation_errors", "additional_fields", "additional_closed_codelist_values")
STANDARD, PROFILE = "ocds-1.1.5/", "eforms-profile/schema/profile/"


def below(folder: str, archive: Path) -> dict[str, str]:
    """The files of a folder of the archive, by their paths in it."""
    with tarfile.open(archive) as opened:
        named = {member.name.removeprefix("./"): member for member in opened if member.isfile()}
        found = {name: opened.extractfile(member) for name, member in named.items() if name.startswith(folder)}
        return {name.removeprefix(folder): file.read().decode() for name, file in found.items() if file}


def standard(archive: Path) -> dict[str, str]:
    """The standard's schemas and code lists."""
    files = below(STANDARD, archive)
    records = json.loads(files["record-package-schema.json"])
    del records["definitions"]["record"]["properties"]["versionedRelease"]
    return {**files, "record-package-schema.json": json.dumps(records)}


def zipped(files: dict[str, str]) -> bytes:
    """A ZIP file as GitHub makes it of the standard's repository."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as target:
        target.mkdir("standard")
        for name, text in files.items():
            target.writestr(f"standard/schema/{name}", text)
    return content.getvalue()


def main(archive: Path, package: Path) -> None:
    profile = below(PROFILE, archive)
    patch = json.loads(profile["release-schema.json"])
    patch["definitions"]["Transaction"] = {"properties": {"relatedImplementationMilestone": LINK}}
    profile["release-schema.json"] = json.dumps(patch)
    lists = [name.removeprefix("codelists/") for name in profile if name.startswith("codelists/")]
    about = {"name": {"en": "eForms"}, "codelists": lists, "schemas": ["release-schema.json"], "compatibility": ["1.1"]}
    ExtensionVersion.files = {**profile, "extension.json": json.dumps(about)}
    config = LibCoveOCDSConfig({"context": "api", "standard_zip": zipped(standard(archive))})
    data = json.loads(package.read_bytes())
    data["extensions"] = data["extensions"][:1]
    found = ocds_json_output(json_data=data, lib_cove_ocds_config=config)
    sys.stdout.write(json.dumps({key: found.get(key) for key in KEPT}, default=str))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
