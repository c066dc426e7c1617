"""What the metadata of a PDF say of the Factur-X in it (specification of Factur-X 1.0, 6.3): which
profile the file has, and a description of that vocabulary, which PDF/A asks for."""

from __future__ import annotations

from semble_cli.exchange.billing.factur_x import FILE_NAME

_SPACE = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_TOLD = {
    "DocumentType": ("INVOICE", "The type of the hybrid document"),
    "DocumentFileName": (FILE_NAME, "The name of the embedded XML document"),
    "Version": ("1.0", "The version of the standard that the XML document follows"),
    "ConformanceLevel": ("BASIC", "The conformance level of the XML document"),
}


def factur_x_metadata() -> str:
    """The descriptions, as RDF."""
    told = "".join(f"<fx:{name}>{value}</fx:{name}>" for name, (value, _) in _TOLD.items())
    properties = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name>"
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType>"
        "<pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{description}</pdfaProperty:description></rdf:li>"
        for name, (_, description) in _TOLD.items()
    )
    return (
        f'<rdf:Description rdf:about="" xmlns:fx="{_SPACE}">{told}</rdf:Description>'
        '<rdf:Description rdf:about=""'
        ' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
        ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
        ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
        '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
        "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{_SPACE}</pdfaSchema:namespaceURI>"
        "<pdfaSchema:prefix>fx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>"
        "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    )
