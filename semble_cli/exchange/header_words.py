"""A column's name read as words: what it says, whatever it is written like.

Case, accents, signs and articles do not count; words that run together (`DateNaissance`,
`date_naiss`) are taken apart; abbreviations and the words of several programs and of both languages
are made one. What stands in brackets helps where it is understood (`Tél. (portable)`), and is left
out else (`Date de naissance (JJ/MM/AAAA)`).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern


class Meaning(NamedTuple):
    """The words of a column's name, and the number it bears among columns of its kind."""

    words: frozenset[str]
    number: int | None = None


_PHRASES = (
    ("E MAIL", "EMAIL"),
    ("COURRIER ELECTRONIQUE", "EMAIL"),
    ("ADRESSE ELECTRONIQUE", "EMAIL"),
    ("JEUNE FILLE", "BIRTH"),
    ("J F", "BIRTH"),
    ("J FILLE", "BIRTH"),
    ("JEUNE F", "BIRTH"),
    ("NE LE", "BIRTH DATE"),
    ("NEE LE", "BIRTH DATE"),
    ("NES LE", "BIRTH DATE"),
    ("BORN ON", "BIRTH DATE"),
    ("NE A", "BIRTH PLACE"),
    ("NEE A", "BIRTH PLACE"),
    ("BORN IN", "BIRTH PLACE"),
    ("BORN AT", "BIRTH PLACE"),
    ("D N", "BIRTH DATE"),
    ("DATE N", "BIRTH DATE"),
    ("DTE N", "BIRTH DATE"),
    ("LIEU N", "BIRTH PLACE"),
    ("NOM N", "NAME BIRTH"),
    ("LAST NAME", "NAME"),
    ("FAMILY NAME", "NAME"),
    ("NOM FAMILLE", "NAME"),
    ("SUR NAME", "NAME"),
    ("FIRST NAME", "GIVEN"),
    ("GIVEN NAME", "GIVEN"),
    ("GIVEN NAMES", "GIVENS"),
    ("FIRST NAMES", "GIVENS"),
    ("FORE NAME", "GIVEN"),
    ("MIDDLE NAME", "OTHER GIVENS"),
    ("MIDDLE NAMES", "OTHER GIVENS"),
    ("FULL NAME", "FULL"),
    ("MAIDEN NAME", "BIRTH NAME"),
    ("SECURITE SOCIALE", "SECU"),
    ("SECU SOCIALE", "SECU"),
    ("SOCIAL SECURITY", "SECU"),
    ("ASSURANCE MALADIE", "SECU"),
    ("CODE POSTAL", "POSTAL"),
    ("CODE POST", "POSTAL"),
    ("ZIP CODE", "POSTAL"),
    ("POST CODE", "POSTAL"),
    ("POSTAL CODE", "POSTAL"),
    ("C P", "POSTAL"),
    ("POSTAL ADDRESS", "ADDRESS"),
    ("CELL PHONE", "PHONE MOBILE"),
    ("NUMERO VOIE", "STREET"),
    ("LIEU DIT", "STREET"),
    ("CENTRE GESTIONNAIRE", "CENTER"),
    ("CAISSE GESTIONNAIRE", "FUND"),
    ("NUMERO PATIENT", "FILE"),
    ("NUM PATIENT", "FILE"),
    ("NO PATIENT", "FILE"),
    ("ID PATIENT", "FILE"),
    ("PATIENT ID", "FILE"),
    ("PATIENT NUMBER", "FILE"),
    ("CODE PATIENT", "FILE"),
    ("IDENTIFIANT PATIENT", "FILE"),
    ("MARITAL STATUS", "MARITALSTATUS"),  # what is no name of a field is not understood
    ("MOTS CLES", "TAG"),
    ("JOB TITLE", "JOB"),
)
"""Words that say something only together; the longest first where one begins another."""

_WORDS = {
    "BIRTH": "JF NAISSANCE NAISS NAIS NAISSANCES NATAL NATIF BIRTH BORN NAISSSANCE MAIDEN",
    "BIRTH DATE": "DDN DOB BIRTHDATE BIRTHDAY DATENAISSANCE DATENAISS DNAISS DATNAIS DTNAISS"
    " DATNAISS DTNAIS ANNIVERSAIRE DATEOFBIRTH",
    "BIRTH PLACE": "BIRTHPLACE LIEUNAISSANCE LIEUNAISS LNAISS PLACEOFBIRTH",
    "BIRTH NAME": "PATRONYME PATRONYMIQUE PATRO NJF NOMJF NOMNAISSANCE NOMNAISS BIRTHNAME"
    " MAIDENNAME NOMPATRONYMIQUE NOMPATRO NOMDENAISSANCE",
    "NAME": "NOM NOMS NAME SURNAME LASTNAME FAMILYNAME NOMFAMILLE FAMILLE FAMILY LNAME",
    "USED": "USAGE USUEL USUELLE USAGES UTILISE UTILISEE MARITAL EPOUSE EPOUX MARIE MARIEE"
    " MARRIED USUAL USED PREFERRED APPELE",
    "USED NAME": "NOMUSAGE NOMDUSAGE NOMUSUEL NOMMARITAL NOMEPOUSE USUALNAME USEDNAME MARRIEDNAME",
    "GIVEN": "PRENOM PRENON FIRSTNAME GIVENNAME FORENAME FNAME GIVEN FIRST PRN",
    "GIVENS": "PRENOMS GIVENNAMES FORENAMES FIRSTNAMES",
    "OTHER": "AUTRE AUTRES OTHER OTHERS SUITE SECONDAIRE SECONDAIRES MIDDLE ADDITIONAL",
    "FULL": "FULLNAME NOMCOMPLET NOMPRENOM COMPLET FULL",
    "TITLE": "CIVILITE CIV CIVILITES TITRE TITLE FORMULE POLITESSE SALUTATION",
    "SEX": "SEXE SEX GENRE GENDER SX SEXES",
    "DATE": "DATE DT DTE DAT DATES",
    "DAY": "JOUR DAY",
    "MONTH": "MOIS MONTH",
    "YEAR": "ANNEE AN YEAR ANNE",
    "PLACE": "LIEU PLACE LIEUX",
    "CITY": "VILLE COMMUNE LOCALITE TOWN CITY COMM MUNICIPALITY BOURG LOC",
    "DEPARTMENT": "DEPARTEMENT DEPT DEP DPT DPMT DEPARTMENT",
    "CODE": "CODE CODES CD COD",
    "INSEE": "INSEE COG CODEINSEE",
    "NUMBER": "NUMERO NUM NO N NR NB NUMEROS NUMBER NBR NMR ID IDENTIFIANT",
    "SECU": "SECU SS NSS SSN NUMSS NUMSECU NOSS NUMEROSS SECUSOCIALE",
    "NIR": "NIR INSEENIR",
    "INS": "INS",
    "MATRICULE": "MATRICULE",
    "KEY": "CLE CLEF KEY",
    "RANK": "RANG RANK GEMELLAIRE GEM",
    "REGIME": "REGIME",
    "FUND": "CAISSE ORGANISME CPAM AMO FUND",
    "CENTER": "CENTRE CENTER",
    "AMC": "AMC MUTUELLE COMPLEMENTAIRE MUT MUTUELLES",
    "MEMBER": "ADHERENT ADH MEMBER ADHESION",
    "PHONE": "TELEPHONE TELEPHONES TEL TELS PHONE PHONES TELEPH TPH TELEF FON",
    "MOBILE": "PORTABLE PORT MOBILE GSM CELL CELLULAIRE CELLULAR MOB CELLPHONE MOBILES",
    "PHONE MOBILE": "TELPORTABLE TELMOBILE TELPORT TELMOB MOBILEPHONE PHONEMOBILE",
    "HOME": "DOMICILE DOM HOME MAISON RESIDENCE PERSONNEL PERSO PRIVE DOMIC",
    "PHONE HOME": "FIXE LANDLINE TELDOMICILE TELFIXE TELDOM HOMEPHONE PHONEHOME",
    "WORK": "TRAVAIL BUREAU PRO PROFESSIONNEL WORK OFFICE BUR TRAV PROF BUSINESS",
    "PHONE WORK": "TELTRAVAIL TELPRO TELBUREAU WORKPHONE PHONEWORK",
    "EMAIL": "EMAIL EMAILS MAIL MAILS COURRIEL COURRIELS MEL EMEL",
    "ADDRESS": "ADRESSE ADRESSES ADR ADRS ADDRESS ADDR ADRES",
    "LINE": "LIGNE LINE LIG LIGNES",
    "MAILING": "POSTALE MAILING",
    "STREET": "RUE VOIE STREET",
    "COMPLEMENT": "COMPLEMENT COMPL CPLT COMP CPL COMPLEMENTS",
    "POSTAL": "CP CPOST ZIP ZIPCODE POSTCODE CODEPOSTAL POSTALCODE CODPOST CDPOSTAL POSTAL",
    "COUNTRY": "PAYS COUNTRY",
    "JOB": "PROFESSION METIER JOB OCCUPATION EMPLOI ACTIVITE",
    "LANGUAGE": "LANGUE LANGUES LANGUAGE",
    "SPOKEN": "PARLEE PARLE MATERNELLE PREFEREE SPOKEN",
    "RELIGION": "RELIGION CULTE",
    "COMMENT": "COMMENTAIRE COMMENTAIRES COMMENT COMMENTS REMARQUE REMARQUES OBSERVATION"
    " OBSERVATIONS NOTE NOTES OBS COM REM",
    "TAG": "TAG TAGS ETIQUETTE ETIQUETTES LABEL LABELS MOTCLE",
    "DEATH": "DECES DECEDE DECEDEE DCD DEATH DECEASED MORT MORTE DIED",
    "ARCHIVE": "ARCHIVE ARCHIVEE ARCHIVAGE ARCHIVED",
    "BLOCK": "BLOQUE BLOQUEE BLOCAGE BLOCKED",
    "REASON": "MOTIF RAISON REASON",
    "PRIVACY": "CONFIDENTIALITE PRIVACY RGPD GDPR",
    "CONSENT": "CONSENTEMENT CONSENT",
    "POLICY": "POLITIQUE POLICY",
    "ON": "ON",
    "FILE": "DOSSIER DOSS IPP DOS REF REFERENCE FILE",
}
"""For each meaning, the words that say it, folded."""

_PERSONS = "PATIENT PATIENTE PATIENTS PAT CLIENT CLIENTS USAGER PERSONNE PERS"
_LINKS = "DE DU DES D LA LE LES L EN A AU AUX ET OF THE FOR IN LISTE LIST LIBELLE LIB AT M F H"
_PRINCIPAL = "PRINCIPAL PRINCIPALE ACTUEL ACTUELLE COURANT COURANTE"
_NOISE = frozenset(f"{_PERSONS} {_LINKS} {_PRINCIPAL}".split())
"""Words that say nothing: articles, and of whom the column is."""

_ORDINALS = {"PREMIER": 1, "PREMIERE": 1, "DEUXIEME": 2, "SECOND": 2, "SECONDE": 2, "TROISIEME": 3}
_ORDINALS |= {"QUATRIEME": 4, "CINQUIEME": 5}
_NUMERAL = pattern("([0-9]{1,2})(?:ER|ERE|E|EME|ND|NDE|ST|RD|TH)?")

_NUMERO_SIGN = pattern("(?i)(?<![a-z])(?:n[°º]|№|n\\.°|n#|#)")
_ENDINGS = pattern("(?i)(?<=[a-zéè])[.·]?\\((?:e|s|es|ne|nes|x)\\)|(?<=[a-zéè]{2})[.·](?:e|s)\\b")
_INITIALS = pattern("\\b(?:[A-Za-z]\\.){2,}[A-Za-z]?\\b\\.?")
_JOINTS = pattern(
    "(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zà-ÿ])|(?<=[A-Za-zà-ÿ]{2})(?=[0-9])"
)
_BRACKETS = pattern("[(\\[{]([^)\\]}]*)[)\\]}]?")


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    return {
        word: tuple(meaning.split()) for meaning, words in _WORDS.items() for word in words.split()
    } | {meaning: (meaning,) for each in _WORDS for meaning in each.split()}


@cache
def meaning_of(header: str) -> Meaning | None:
    """What a column's name says; `None` where a word of it is not understood.

    >>> meaning_of("Date de naiss. (JJ/MM/AAAA)") == meaning_of("dateNaissance")
    True
    >>> meaning_of("Solde dû") is None
    True
    """
    outside = _BRACKETS.sub(" ", _ENDINGS.sub("", header))
    inside = " ".join(_BRACKETS.findall(_ENDINGS.sub("", header)))
    words = _words(outside)
    said, number = _read(words)
    if said is None:
        return None
    if not said and words and set(words) <= set(_PERSONS.split()):
        said = {"PERSON"}
    helping = {
        meaning
        for word in _words(inside)
        for meaning in _meanings().get(word, ())
        if word not in _NOISE and len(word) > 1
    }
    return Meaning(frozenset(said | helping), number)


def _words(text: str) -> list[str]:
    """The words of a name, folded; those that only say something together are one."""
    text = _INITIALS.sub(lambda found: f" {found[0].replace('.', '')} ", text)
    text = _NUMERO_SIGN.sub(" numero ", text)
    folded = f" {' '.join(fold(_JOINTS.sub(' ', text.replace('_', ' '))).split())} "
    for phrase, meaning in _PHRASES:
        folded = folded.replace(f" {phrase} ", f" {meaning} ")
    return folded.split()


def _read(words: list[str]) -> tuple[set[str] | None, int | None]:
    said: set[str] = set()
    number = None
    for word in words:
        if word in _ORDINALS:
            number = _ORDINALS[word]
        elif numeral := _NUMERAL.fullmatch(word):
            number = int(numeral[1])
        elif word in _meanings():
            said.update(_meanings()[word])
        elif word not in _NOISE:
            return None, None
    return said, number
