"""Pictures as they come from outside, made anew: nothing of the file that was sent is kept but what it shows."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO, Final, NamedTuple

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from karavel.web.newsroom.models import Article, Picture, PictureSize

WIDTHS: Final = (480, 960, 1600)
#: Pictures of one article, and the most points of one: more would be a bomb, or a poster.
MOST: Final = 30
_POINTS: Final = 50_000_000
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
_QUALITY: Final = 82
_WHITE: Final = (255, 255, 255)
_LEAST: Final = 50  # points of a side
#: What Pillow raises for files that are not what they say, cut off, or made to exhaust who opens them.
_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


class Refused(Exception):
    """A picture that is not taken; its text is for people."""


class Encoded(NamedTuple):
    """A picture in one width, as JPEG without anything beside it."""

    width: int
    height: int
    content: bytes


def encoded(file: BinaryIO) -> list[Encoded]:
    """A picture in each width that it fills, the smallest first; a small one in its own width alone.

    Turned as its camera held it, on white where it lets through, in sRGB; without EXIF, places, names and comments.

    Raises:
        Refused: it is no JPEG, PNG, WebP or GIF, broken, or too many points.
    """
    try:
        with Image.open(file, formats=_FORMATS) as image:
            _measure(image)
            image.load()
            drawn = _flat(ImageOps.exif_transpose(image))
    except _BROKEN as error:
        raise Refused(_("This is no JPEG, PNG, WebP or GIF that can be read. Save it anew and try again.")) from error
    return list(_sizes(drawn))


def _measure(image: Image.Image) -> None:
    """Refuses by what the head of the file says, before a point is read."""
    width, height = image.size
    if width * height > _POINTS:
        told = {"count": _POINTS // 1_000_000}
        raise Refused(_("The picture has more than %(count)d million points. Make it smaller.") % told)
    if min(width, height) < _LEAST:
        raise Refused(_("The picture is less than %(count)d points wide or high.") % {"count": _LEAST})


def _flat(image: Image.Image) -> Image.Image:
    """Three colours in sRGB on white."""
    profile = image.info.get("icc_profile")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        clear = image.convert("RGBA")
        ground = Image.new("RGBA", clear.size, (*_WHITE, 255))
        return Image.alpha_composite(ground, clear).convert("RGB")
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        return _standard(image, profile)
    return image.convert("RGB")


def _standard(image: Image.Image, profile: bytes) -> Image.Image:
    """In sRGB, where its profile makes sense; else as if it had none."""
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        found = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image.convert("RGB")
    return found or image.convert("RGB")


def _sizes(image: Image.Image) -> Iterator[Encoded]:
    for width in [width for width in WIDTHS if width <= image.width] or [image.width]:
        height = max(1, round(image.height * width / image.width))
        made = image.resize((width, height), Image.Resampling.LANCZOS)
        made.info.clear()
        content = BytesIO()
        made.save(content, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
        yield Encoded(width, height, content.getvalue())


def take(article: Article, given: UploadedFile[Any], alts: dict[str, str], credit: str) -> Picture:
    """Keeps a picture of an article.

    Raises:
        Refused: it is too large, or no picture that can be read, or the article has too many.
    """
    if (given.size or 0) > settings.UPLOAD_BYTES:
        raise Refused(_("The file has more than %(size)s.") % {"size": filesizeformat(settings.UPLOAD_BYTES)})
    if article.pictures.count() >= MOST:
        raise Refused(_("An article holds %(count)s pictures at most.") % {"count": MOST})
    sizes = encoded(given)  # type: ignore[arg-type] # it reads and seeks, which is all that Pillow asks
    return _kept(article, sizes, alts, credit)


@transaction.atomic
def _kept(article: Article, sizes: list[Encoded], alts: dict[str, str], credit: str) -> Picture:
    first = not article.pictures.filter(cover=True).exists()
    picture = Picture(article=article, alts=alts, credit=credit, cover=first)
    picture.save()
    for one in sizes:
        size = PictureSize(picture=picture, width=one.width, height=one.height, organisation_id=picture.organisation_id)
        size.file.save(f"{secrets.token_hex(16)}.jpg", ContentFile(one.content))
    return picture


@transaction.atomic
def drop(picture: Picture) -> None:
    """Takes a picture away, with its files."""
    for size in picture.sizes.all():
        place, storage = size.file.name, size.file.storage
        transaction.on_commit(lambda place=place, storage=storage: storage.delete(place))  # type: ignore[misc]
    picture.delete()


@transaction.atomic
def choose_cover(picture: Picture) -> None:
    """Makes a picture the one that stands before its article."""
    picture.article.pictures.update(cover=False)
    picture.cover = True
    picture.save(update_fields=["cover"])
