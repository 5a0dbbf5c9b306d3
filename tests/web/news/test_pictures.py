"""Pictures are made anew: nothing hidden comes through, nothing hostile is taken."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageCms
from tests.web.news.samples import agency, article, image, picture
from tests.web.world import Party

from karavel.web import scope
from karavel.web.accounts.models import User
from karavel.web.newsroom.models import Article, Picture
from karavel.web.newsroom.pictures import Refused, encoded
from karavel.web.permissions import Role

As = Callable[[User | None], Client]


@pytest.fixture
def digital(db: None) -> Party:
    return agency()


def bomb() -> bytes:
    """A PNG of some hundred bytes that says it has 30,000 by 30,000 points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><script>window.hacked=1</script></svg>'
HTML = b"<!doctype html><script>window.hacked=1</script>"


@pytest.mark.parametrize(
    "content",
    [bomb(), SVG, HTML, b"", b"\xff\xd8\xff", image()[:2000], image(kind="BMP"), image(kind="TIFF"), image(20, 20)],
    ids=["bomb", "svg", "html", "empty", "head only", "cut off", "bmp", "tiff", "tiny"],
)
def test_what_is_no_picture_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        encoded(BytesIO(content))


def test_fifty_million_points_are_the_most() -> None:
    with pytest.raises(Refused, match="50 million"):
        encoded(BytesIO(image(10_000, 5_001, "PNG")))


@pytest.mark.parametrize(
    ("width", "made"), [(2400, [480, 960, 1600]), (1599, [480, 960]), (960, [480, 960]), (300, [300])]
)
def test_it_is_made_in_each_width_that_it_fills_and_never_blown_up(width: int, made: list[int]) -> None:
    sizes = encoded(BytesIO(image(width, width // 2)))
    assert [one.width for one in sizes] == made
    for one in sizes:
        with Image.open(BytesIO(one.content)) as read:
            assert (read.format, read.size) == ("JPEG", (one.width, one.height))


def test_place_camera_comment_and_profile_do_not_come_through_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (38.0, 42.0, 0.0)  # where it was taken
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    given = image(600, 400, exif=exif, comment=b"SecretComment", icc_profile=profile)
    assert b"SecretCamera" in given
    assert b"SecretComment" in given
    (one,) = encoded(BytesIO(given))
    with Image.open(BytesIO(one.content)) as read:
        assert read.size == (400, 600)
        assert not read.getexif()
        assert "icc_profile" not in read.info
        assert "comment" not in read.info
    assert b"Secret" not in one.content


def test_what_lets_through_is_laid_on_white() -> None:
    content = BytesIO()
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(content, "PNG")
    (one,) = encoded(BytesIO(content.getvalue()))
    with Image.open(BytesIO(one.content)) as read:
        assert read.getpixel((50, 50)) == (255, 255, 255)


def test_a_hostile_colour_profile_is_ignored() -> None:
    assert encoded(BytesIO(image(icc_profile=b"\0" * 4000)))


def test_a_picture_needs_words_in_each_language_of_its_article(digital: Party, as_user: As) -> None:
    one = article(digital, "en", "az")
    client = as_user(digital.members[Role.BID_MANAGER])
    said = {"alt_en": "A hall", "credit": ""}
    answer = client.post(f"/newsroom/{one.pk}/pictures/", said | {"file": SimpleUploadedFile("a.jpg", image())})
    assert answer.status_code == 422
    kept = client.post(
        f"/newsroom/{one.pk}/pictures/", said | {"alt_az": "Zal", "file": SimpleUploadedFile("a.jpg", image())}
    )
    assert kept.status_code == 302
    assert Picture.everywhere.get().alts == {"en": "A hall", "az": "Zal"}


def test_a_hostile_upload_is_told_what_would_be_taken(digital: Party, as_user: As) -> None:
    one = article(digital)
    said = {"alt_en": "x", "credit": "", "file": SimpleUploadedFile("a.svg", SVG, content_type="image/svg+xml")}
    answer = as_user(digital.members[Role.BID_MANAGER]).post(f"/newsroom/{one.pk}/pictures/", said)
    assert answer.status_code == 422
    assert "no JPEG, PNG, WebP or GIF" in answer.content.decode()
    assert not Picture.everywhere.exists()


def test_pictures_of_a_draft_are_seen_by_its_newsroom_alone(digital: Party, as_user: As) -> None:
    one = article(digital)
    path = f"/news/picture/{picture(digital, one).pk}/480.jpg"
    assert as_user(None).get(path).status_code == 404
    assert as_user(agency("Second").members[Role.OFFICER]).get(path).status_code == 404
    assert as_user(digital.members[Role.VIEWER]).get(path).status_code == 404
    own = as_user(digital.members[Role.BID_MANAGER]).get(path)
    assert own.status_code == 200
    assert own["Cache-Control"] == "private, no-store"
    assert own.content.startswith(b"\xff\xd8\xff")


def test_files_go_with_their_picture_and_with_their_draft(
    digital: Party, as_user: As, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    one = article(digital)
    with scope.within(digital.organisation):
        places = [str(size.file.name) for size in picture(digital, one).sizes.all()]
        places += [str(size.file.name) for size in picture(digital, one).sizes.all()]
    assert all(default_storage.exists(place) for place in places)
    client = as_user(digital.members[Role.BID_MANAGER])
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        assert client.post(f"/newsroom/{one.pk}/delete/").status_code == 302
    assert not [place for place in places if default_storage.exists(place)]
    assert not Article.everywhere.filter(pk=one.pk).exists()
