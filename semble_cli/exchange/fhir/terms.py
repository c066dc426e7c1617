"""The addresses of extensions, profiles and code systems of Patient resources.

FR Core 2.2.0: canonical https://hl7.fr/ig/fhir/core. What neither FHIR nor FR Core has stands in
extensions of ours, as docs/fhir.md lists them.
"""

from __future__ import annotations

from semble_cli.exchange.around.parts import own
from semble_cli.identity.status import IdentityFlag, IdentitySource

CORE = "https://hl7.fr/ig/fhir/core/StructureDefinition"
_SYSTEMS = "https://hl7.fr/ig/fhir/core/CodeSystem"
_FHIR = "http://hl7.org/fhir/StructureDefinition"

OURS = own("register")
"""The `meta.source` of what this program writes: it is read back as it was, nothing is settled."""

PROFILE = f"{CORE}/fr-core-patient"
INS_PROFILE = f"{CORE}/fr-core-patient-ins"
"""Of a qualified identity that has a matricule; whoever has it is of the other profile as well."""
BIRTH_LIST = f"{CORE}/fr-core-patient-birth-list-given-name"
BIRTH_PLACE = f"{_FHIR}/patient-birthPlace"
BIRTH_PLACES = (BIRTH_PLACE, f"{_FHIR}/birthPlace")
"""That of R4, and that of the version before."""
INSEE_CODE = f"{CORE}/fr-core-address-insee-code"
FICTIVE = f"{CORE}/fr-core-patient-birthdate-update-indicator"
RELIABILITY = f"{CORE}/fr-core-identity-reliability"
RELIGION = f"{_FHIR}/patient-religion"

ARCHIVED_ON, ARCHIVE_REASON = own("archived-on"), own("archive-reason")
BIRTH_RANK = own("birth-rank")
PHONE_TYPE = own("phone-type")

COMMUNES = "https://mos.esante.gouv.fr/NOS/TRE_R13-CommuneOM/FHIR/TRE-R13-CommuneOM"
LANGUAGES = "urn:ietf:bcp:47"
STATUSES = f"{_SYSTEMS}/fr-core-cs-identity-status"
FLAGS = f"{_SYSTEMS}/fr-core-cs-identity-status-comment"
METHODS = f"{_SYSTEMS}/fr-core-cs-method-collection"
METHOD_CODES = {
    IdentitySource.MANUAL: "SM",
    IdentitySource.VITALE: "CV",
    IdentitySource.INSI: "INSI",
    IdentitySource.DATAMATRIX: "CB",
}
"""How traits were collected (IHE PAM France, table IHE-ZFD-5, which FR Core takes over); nothing
says it of a file."""
CHECKS = f"{_SYSTEMS}/fr-core-cs-mode-validation-identity"
FLAG_CODES = {
    IdentityFlag.HOMONYM: "HOMA",
    IdentityFlag.DOUBTFUL: "DOUT",
    IdentityFlag.FICTITIOUS: "FICT",
}

NUMBER_TYPES = f"{_SYSTEMS}/fr-core-cs-v2-0203"
HL7_NUMBER_TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203"
INS_TYPES = {
    "1.2.250.1.213.1.4.8": "INS-NIR",
    "1.2.250.1.213.1.4.9": "INS-NIA",
    "1.2.250.1.213.1.4.10": "INS-NIR-TEST",
    "1.2.250.1.213.1.4.11": "INS-NIR-DEMO",
    "1.2.250.1.213.1.4.2": "INS-C",
}
"""The kinds of matricules, by the OIDs of who assigns them."""
INS_NIR = "1.2.250.1.213.1.4.8"
INS_NIA = "1.2.250.1.213.1.4.9"
"""The OID of a number of waiting, until there is a NIR."""
OID = "urn:oid:"
NIR_SYSTEM = f"{OID}{INS_NIR}"
NIR_TYPES = ("NH", "NSS")
"""The NIR of the insured (FR Core, slice NSS), which has the system of a matricule too."""

GENDERS = {"F": "female", "M": "male", "I": "unknown"}
SEXES = {"female": "F", "male": "M", "unknown": "I", "other": "I"}
PHONE_USES = ("mobile", "home", "work")
