"""A label as a script of few lines makes it with fpdf2 and zxing-cpp, to be measured beside."""

from __future__ import annotations

import sys

import font_source_sans_pro
import zxingcpp
from fpdf import FPDF

pdf = FPDF(unit="mm", format=(57, 32))
pdf.set_margin(0)
pdf.set_auto_page_break(False)
for style, weight in (("", "Regular"), ("B", "Semibold")):
    file = f"{font_source_sans_pro.font_directory}/SourceSansPro-{weight}.ttf"
    pdf.add_font("Source Sans Pro", style, file)
pdf.add_page()
pdf.set_font("Source Sans Pro", "B", 12)
pdf.text(1.5, 14, "ADRUN Zoé")
pdf.set_font("Source Sans Pro", "", 12)
pdf.text(1.5, 19, "31/12/1975 F")
code = zxingcpp.create_barcode(
    "SEMBLE:1", zxingcpp.BarcodeFormat.DataMatrix, force_square=True
).to_image(scale=1, add_quiet_zones=False)
height, width = code.shape[:2]
for y in range(height):
    for x in range(width):
        if bytes(memoryview(code))[y * width + x] == 0:  # type: ignore[arg-type]
            pdf.rect(47 + x * 0.375, 2.5 + y * 0.375, 0.375, 0.375, "F")
pdf.output(sys.argv[1])
