"""A summary as a script of few lines makes it with fpdf2, to be measured beside."""

from __future__ import annotations

import sys

import font_source_sans_pro
from fpdf import FPDF

SECTIONS = {
    "Identité": ["Statut de l'identité", "Nom de naissance", "Prénoms de naissance"],
    "Couverture et droits": ["Droits"],
    "Contacts et relations": ["Téléphones"],
    "Traitements en cours": ["Aucun"],
    "Consultations": ["Aucune"],
    "Préférences": ["Politique de confidentialité", "Non demandés"],
}

pdf = FPDF(unit="mm", enforce_compliance="PDFA_2B")
for style, weight in (("", "Regular"), ("B", "Semibold")):
    file = f"{font_source_sans_pro.font_directory}/SourceSansPro-{weight}.ttf"
    pdf.add_font("Source Sans Pro", style, file)
pdf.add_page()
pdf.set_font("Source Sans Pro", "B", 20)
pdf.cell(text="ADRUN Zoé", new_x="LMARGIN", new_y="NEXT")
for section, names in SECTIONS.items():
    pdf.set_font("Source Sans Pro", "B", 12)
    pdf.cell(text=section, border="B", w=0, h=9, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Source Sans Pro", "", 10)
    for name in names:
        pdf.cell(text=name, w=40, h=5)
        pdf.cell(text="non demandé", h=5, new_x="LMARGIN", new_y="NEXT")
pdf.output(sys.argv[1])
