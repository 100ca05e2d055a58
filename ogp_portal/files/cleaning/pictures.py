"""Pictures: decoded, turned upright, scaled and written anew, so that only the pixels are left."""

import io
import warnings
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageCms, ImageOps

from ogp_portal.files.cleaning.kinds import GIF, JPEG, PNG, WEBP, Kind, Refused, copied_as

MOST_PIXELS = 80_000_000
"""Phones take 12 to 50 million; each takes up to four bytes while it is decoded."""
LONGEST_SIDE = 2400
FORMATS = {"JPEG": JPEG, "MPO": JPEG, "PNG": PNG, "WEBP": WEBP, "GIF": GIF}
FULL_COLOUR = {"RGB", "RGBA", "L", "LA"}

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def clean_picture(source: Path, target: Path) -> Kind:
    """Write the picture's first frame anew; a GIF becomes a PNG."""
    with source.open("rb") as file:
        kind, clean = cleaned(file)
    target.write_bytes(clean)
    return kind


def cleaned(file: BinaryIO, *, keeps_format: bool = False) -> tuple[Kind, bytes]:
    """The kind and bytes of a picture without anything but its pixels; Refused when it does not decode.

    A GIF becomes a PNG unless it must keep its format.
    """
    try:
        with Image.open(file, formats=["JPEG", "PNG", "WEBP", "GIF"]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Refused("too_many_pixels", MOST_PIXELS // 1_000_000)
            kind = FORMATS[image.format or ""]
            # A JPEG may be decoded at a fraction of its size when that is still large enough.
            image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
            image.load()
            return kind, _written(_upright(image), kind if keeps_format else copied_as(kind))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("too_many_pixels", MOST_PIXELS // 1_000_000) from None
    except Refused:
        raise
    except Exception:
        raise Refused("broken") from None


def _upright(image: Image.Image) -> Image.Image:
    """A new picture that shares nothing with the old one: no EXIF, XMP, profile, comment or thumbnail."""
    profile = image.info.get("icc_profile")
    turned = ImageOps.exif_transpose(image)
    if turned.mode.startswith("I"):
        turned = turned.point(lambda value: value / 256)
    if turned.mode not in FULL_COLOUR:
        turned = turned.convert("RGBA" if "transparency" in turned.info or "A" in turned.mode else "RGB")
    if profile and turned.mode in {"RGB", "RGBA"} and image.mode in {"RGB", "RGBA"}:
        turned = _in_srgb(turned, profile)
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    clean = Image.new(turned.mode, turned.size)
    clean.paste(turned)
    return clean


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The same colours without the profile, which names a device or its owner."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return image
    return converted or image


def _written(image: Image.Image, kind: Kind) -> bytes:
    out = io.BytesIO()
    if kind is JPEG:
        image.convert("L" if image.mode in {"L", "LA"} else "RGB").save(
            out, "JPEG", quality=85, optimize=True
        )
    elif kind is WEBP:
        image.convert("RGBA" if image.mode in {"LA", "RGBA"} else "RGB").save(out, "WEBP", quality=85)
    elif kind is GIF:
        image.save(out, "GIF")
    else:
        image.save(out, "PNG")
    return out.getvalue()
