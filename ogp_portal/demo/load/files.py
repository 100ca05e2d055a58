"""Small files that the portal draws by itself, so that evidence has something to show."""

import io

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

PAGE = (595, 842)


def drawn_photo(number: int) -> SimpleUploadedFile:
    """A PNG of 640 by 400 points: a chart of measurements with two gaps in it."""
    image = Image.new("RGB", (640, 400), "#ffffff")
    pen = ImageDraw.Draw(image)
    pen.rectangle((40, 40, 600, 360), outline="#16202c")
    for step in range(24):
        if step in {9, 10, 17}:
            continue
        height = 60 + (step * 37 + number * 11) % 190
        left = 52 + step * 22
        pen.rectangle((left, 360 - height, left + 14, 359), fill="#16202c")
    saved = io.BytesIO()
    image.save(saved, "PNG")
    return SimpleUploadedFile("measurements.png", saved.getvalue(), "image/png")


def drawn_page(number: int) -> SimpleUploadedFile:
    """A PDF of one page: a table whose cells are partly empty."""
    pdf = pikepdf.new()
    lines = ["0.09 0.13 0.17 RG 0.09 0.13 0.17 rg 0.6 w"]
    for row in range(18):
        y = 740 - row * 34
        lines.append(f"60 {y} m 535 {y} l S")
        lines += [
            f"{70 + column * 120} {y - 20} {40 + (row * 13 + column * 29 + number) % 60} 8 re f"
            for column in range(4)
            if (row + column * 2 + number) % 5
        ]
    content = pikepdf.Stream(pdf, "\n".join(lines).encode())
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, *PAGE],
        Contents=pdf.make_indirect(content),
        Resources=pikepdf.Dictionary(),
    )
    pdf.pages.append(pikepdf.Page(page))
    saved = io.BytesIO()
    pdf.save(saved)
    return SimpleUploadedFile("checked.pdf", saved.getvalue(), "application/pdf")
