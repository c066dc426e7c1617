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
    ("JEUNE FILLE", "JF"),
    ("J F", "JF"),
    ("J FILLE", "JF"),
    ("JEUNE F", "JF"),
    ("ETAT CIVIL", "CIVIL"),
    ("ACTE DE NAISSANCE", "CIVIL"),
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
    ("FIRST NAME", "PRENOM"),
    ("GIVEN NAME", "PRENOM"),
    ("GIVEN NAMES", "GIVENS"),
    ("FIRST NAMES", "GIVENS"),
    ("FORE NAME", "PRENOM"),
    ("MIDDLE NAME", "OTHER GIVENS"),
    ("MIDDLE NAMES", "OTHER GIVENS"),
    ("FULL NAME", "FULLNAME"),
    ("NOM COMPLET", "FULLNAME"),
    ("MAIDEN NAME", "BIRTH NAME"),
    ("SECURITE SOCIALE", "SECU"),
    ("SECU SOCIALE", "SECU"),
    ("SECU SOC", "SECU"),
    ("SEC SOC", "SECU"),
    ("SOCIAL SECURITY", "SECU"),
    ("ASSURANCE MALADIE", "SECU"),
    ("CODE POSTAL", "POSTAL"),
    ("CODE POST", "POSTAL"),
    ("ZIP CODE", "POSTAL"),
    ("POST CODE", "POSTAL"),
    ("POSTAL CODE", "POSTAL"),
    ("C POSTAL", "POSTAL"),
    ("C P", "POSTAL"),
    ("POSTAL ADDRESS", "ADDRESS"),
    ("CELL PHONE", "MOBILE"),
    ("TYPE DE VOIE", "STREETTYPE"),
    ("TYPE VOIE", "STREETTYPE"),
    ("NATURE DE VOIE", "STREETTYPE"),
    ("STREET TYPE", "STREETTYPE"),
    ("LIEU DIT", "STREET"),
    ("CENTRE GESTIONNAIRE", "CENTER"),
    ("CAISSE GESTIONNAIRE", "FUND"),
    ("GRAND REGIME", "REGIME"),
    ("REGIME OBLIGATOIRE", "REGIME"),
    ("COMPLEMENTAIRE SANTE", "MUTUELLE"),
    ("MUTUELLE SANTE", "MUTUELLE"),
    ("ORGANISME COMPLEMENTAIRE", "MUTUELLE"),
    ("NUMERO PREFECTORAL", "NUMERO MUTUELLE"),
    ("CODE OFFICIEL GEOGRAPHIQUE", "CODE COG"),
    ("CODE GEOGRAPHIQUE", "CODE COG"),
    ("CLE DE CONTROLE", "CLE"),
    ("LIEU DE TRAVAIL", "TRAVAIL"),
    ("ACTIVITE PROFESSIONNELLE", "PROFESSION"),
    ("DE L EPOUSE", "CONJOINT"),  # another person
    ("DE L EPOUX", "CONJOINT"),
    ("RANG DU BENEFICIAIRE", "RANGOFBENEFICIARY"),
    ("RANG BENEFICIAIRE", "RANGOFBENEFICIARY"),
    ("RANG BENEF", "RANGOFBENEFICIARY"),
    ("MARITAL STATUS", "MARITALSTATUS"),  # what is no name of a field is not understood
    ("MOTS CLES", "TAG"),
    ("JOB TITLE", "JOB"),
)
"""Words that say something only together; the longest first where one begins another."""

_WORDS = {
    "BIRTH": "NAISSANCE NAISS NAIS NAI NCE NAISSANCES NATAL BIRTH BORN NAISSSANCE",
    "BIRTH DATE": "DDN DN DOB BIRTHDATE BIRTHDAY DATENAISSANCE DATENAISS DNAISS DATNAIS DTNAISS"
    " DATNAISS DTNAIS DATNAI DTNAI DNAIS DATENAIS ANNIVERSAIRE DATEOFBIRTH",
    "BIRTH PLACE": "BIRTHPLACE LIEUNAISSANCE LIEUNAISS LNAISS PLACEOFBIRTH",
    "BIRTH NAME": "JF MAIDEN PATRONYME PATRONYMIQUE PATRO NJF NOMJF NOMNAISSANCE NOMNAISS BIRTHNAME"
    " MAIDENNAME NOMPATRONYMIQUE NOMPATRO NOMDENAISSANCE",
    "NAME": "NOM NOMS NAME SURNAME LASTNAME FAMILYNAME NOMFAMILLE FAMILLE FAMILY LNAME",
    "USED": "USAGE USUEL USUELLE USAGES UTILISE UTILISEE USUAL USED PREFERRED APPELE",
    "MARITAL": "MARITAL EPOUSE EPOUX MARIE MARIEE MARRIED",
    "USED NAME": "NOMUSAGE NOMDUSAGE NOMUSUEL USUALNAME USEDNAME",
    "MARITAL NAME": "NOMMARITAL NOMEPOUSE MARRIEDNAME",
    "CIVIL": "CIVIL ADMINISTRATIF ADMINISTRATIVE",
    "GIVEN": "PRENOM PREN PRENON FIRSTNAME GIVENNAME FORENAME FNAME GIVEN FIRST PRN",
    "GIVENS": "PRENOMS GIVENNAMES FORENAMES FIRSTNAMES",
    "OTHER": "AUTRE AUTRES OTHER OTHERS SUITE SECONDAIRE SECONDAIRES MIDDLE ADDITIONAL",
    "WHOLE": "FULLNAME NOMCOMPLET NOMPRENOM",
    "LABELLED": "LIBELLE LIB LIBELLES",
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
    "SECU": "SECU SS NSS SSN NUMSS NUMSECU NOSS NUMEROSS SECUSOCIALE NIR",
    "INS": "INS",
    "MATRICULE": "MATRICULE IMMATRICULATION",
    "KEY": "CLE CLEF KEY",
    "RANK": "RANG RANK GEMELLAIRE GEM",
    "REGIME": "REGIME",
    "FUND": "CAISSE ORGANISME CPAM AMO FUND",
    "CENTER": "CENTRE CENTER",
    "AMC": "AMC MUTUELLE COMPLEMENTAIRE MUT MUTUELLES",
    "MEMBER": "ADHERENT ADH MEMBER ADHESION",
    "PHONE": "TELEPHONE TELEPHONES TEL TELS PHONE PHONES TELEPH TPH TELEF FON"
    " TELEPHONIQUE TELEPHONIQUES",
    "PHONE MOBILE": "PORTABLE PORT MOBILE GSM CELL CELLULAIRE CELLULAR MOB CELLPHONE MOBILES"
    " TELPORTABLE TELMOBILE TELPORT TELMOB MOBILEPHONE PHONEMOBILE",
    "HOME": "DOMICILE DOM HOME MAISON RESIDENCE PERSONNEL PERSO PRIVE DOMIC",
    "PHONE HOME": "FIXE LANDLINE TELDOMICILE TELFIXE TELDOM HOMEPHONE PHONEHOME",
    "WORK": "TRAVAIL BUREAU PRO PROFESSIONNEL WORK OFFICE BUR TRAV PROF BUSINESS",
    "PHONE WORK": "TELTRAVAIL TELPRO TELBUREAU WORKPHONE PHONEWORK",
    "EMAIL": "EMAIL EMAILS MAIL MAILS COURRIEL COURRIELS MEL EMEL",
    "ADDRESS": "ADRESSE ADRESSES ADR ADRS ADDRESS ADDR ADRES",
    "LINE": "LIGNE LINE LIG LIGNES",
    "MAILING": "POSTALE MAILING",
    "STREET": "RUE VOIE STREET",
    "STREETTYPE": "TYPEVOIE STREETTYPE",
    "COMPLEMENT": "COMPLEMENT COMPL CPLT COMP CPL COMPLEMENTS",
    "POSTAL": "CP CPOST ZIP ZIPCODE POSTCODE CODEPOSTAL POSTALCODE CODPOST CDPOSTAL POSTAL",
    "COUNTRY": "PAYS COUNTRY",
    "JOB": "PROFESSION METIER JOB OCCUPATION EMPLOI",
    "LANGUAGE": "LANGUE LANGUES LANGUAGE",
    "SPOKEN": "PARLEE PARLE MATERNELLE PREFEREE SPOKEN",
    "RELIGION": "RELIGION CULTE",
    "COMMENT": "COMMENTAIRE COMMENTAIRES COMMENT COMMENTS REMARQUE REMARQUES OBSERVATION"
    " OBSERVATIONS NOTE NOTES OBS COM REM",
    "TAG": "TAG TAGS ETIQUETTE ETIQUETTES LABEL LABELS MOTCLE",
    "DEATH": "DECES DECEDE DECEDEE DCD DC DEATH DECEASED MORT MORTE DIED",
    "ARCHIVE": "ARCHIVE ARCHIVEE ARCHIVAGE ARCHIVED",
    "BLOCK": "BLOQUE BLOQUEE BLOCAGE BLOCKED",
    "REASON": "MOTIF RAISON REASON",
    "PRIVACY": "CONFIDENTIALITE PRIVACY RGPD GDPR",
    "CONSENT": "CONSENTEMENT CONSENT",
    "POLICY": "POLITIQUE POLICY",
    "ON": "ON",
    "FILE": "DOSSIER DOSS IPP MRN DOS REF REFERENCE FILE",
}
"""For each meaning, the words that say it, folded."""

_PERSONS = frozenset(
    [
        "PATIENT",
        "PATIENTE",
        "PATIENTS",
        "PAT",
        "PT",
        "CLIENT",
        "CLIENTS",
        "USAGER",
        "PERSONNE",
        "PERS",
        "BENEFICIAIRE",
        "BENEF",
        "BEN",
        "RESIDENT",
        "RESIDENTE",
        "ELEVE",
    ]
)
_LINKS = "DE DU DES D LA LE LES L EN A AU AUX ET OU OF THE FOR IN AND OR S LISTE LIST AT M F H"
_PRINCIPAL = "PRINCIPAL PRINCIPALE ACTUEL ACTUELLE COURANT COURANTE"
_WHOLE = "COMPLET COMPLETE COMPLETS FULL EXACT EXACTE TOUS ALL LIBRE LIBRES DIVERS DIVERSES"
_NOISE = _PERSONS | frozenset(f"{_LINKS} {_PRINCIPAL} {_WHOLE}".split())
"""Words that say nothing: articles, and of whom the column is."""

_SHARED = frozenset(
    [
        "COM",
        "COMM",
        "LOC",
        "DOS",
        "FILE",
        "FIRST",
        "GIVEN",
        "FAMILY",
        "FAMILLE",
        "COMP",
        "CPL",
        "KEY",
        "MUT",
        "PORT",
        "CONTROLE",
    ]
)
"""Words that have other meanings as well: alone they say too little."""

_OF_FORM = frozenset(
    [
        "OBLIGATOIRE",
        "FACULTATIF",
        "OPTIONNEL",
        "REQUIS",
        "REQUIRED",
        "MANDATORY",
        "OPTIONAL",
        "FORMAT",
        "EX",
        "EXEMPLE",
        "TEXTE",
        "TEXT",
        "CHIFFRE",
        "CHIFFRES",
        "CARACTERES",
        "DIGITS",
        "MAJUSCULE",
        "MAJUSCULES",
        "MINUSCULES",
        "MASCULIN",
        "FEMININ",
        "HOMME",
        "FEMME",
        "MALE",
        "FEMALE",
        "MME",
        "MR",
        "MLLE",
        "JJ",
        "MM",
        "AA",
        "AAAA",
        "JJMMAAAA",
        "AAAAMMJJ",
        "DD",
        "YY",
        "YYYY",
        "OUI",
        "NON",
        "YES",
        "NO",
        "SI",
        "CONNU",
        "DIFFERENT",
        "LAST",
        "SV",
        "LETTRES",
    ]
)
"""Words in brackets that tell how values are written, or whether there have to be any."""

_SIGNS_OF_SEX = frozenset(["M", "F", "H"])
_TITLES = frozenset(["M", "MR", "MME", "MLLE", "MRS", "MS"])
_NAMED_BY_LABEL = frozenset(
    ["CITY", "PLACE", "COUNTRY", "STREET", "AMC", "SEX", "TITLE", "JOB", "LANGUAGE"]
)
"""What a label says by itself; of another thing, it stands beside what is meant."""
_WITH_DAY = frozenset(["DEATH", "ARCHIVE", "BLOCK"])

_ORDINALS = {"PREMIER": 1, "PREMIERE": 1, "DEUXIEME": 2, "SECOND": 2, "SECONDE": 2, "TROISIEME": 3}
_ORDINALS |= {"QUATRIEME": 4, "CINQUIEME": 5}
_NUMERAL = pattern("L?([0-9]{1,2})(?:ER|ERE|E|EME|ND|NDE|ST|RD|TH)?")

_NUMERO_SIGN = pattern("(?i)(?<![a-z])(?:n[°º]|№|n\\.°|n#|#)")
_ENDINGS = pattern("(?i)(?<=[a-zéè])[.·]?\\((?:e|s|es|ne|nes|x)\\)|(?<=[a-zéè]{2})[.·](?:e|s)\\b")
_INITIALS = pattern("\\b(?:[A-Za-z]\\.){2,}(?:[A-Za-z]\\b)?")
_KEY_TOO = pattern(
    "(?i)(?:\\+|&|\\bet\\b|\\bavec\\b|\\bsans\\b|\\bhors\\b|\\bwith(?:out)?\\b) *(?:la |sa )?cl(?:é|e|ef)\\b"
    "|\\bcl(?:é|e|ef) (?:comprise|incluse)\\b"
)
"""A key that is told to be in a number, or not: the column is of the number."""
_JOINTS = pattern(
    "(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zà-ÿ])|(?<=[A-Za-zà-ÿ]{2})(?=[0-9])"
)
_BRACKETS = pattern("[(\\[{]([^)\\]}]*)[)\\]}]?")


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    return {meaning: (meaning,) for each in _WORDS for meaning in each.split()} | {
        word: tuple(meaning.split()) for meaning, words in _WORDS.items() for word in words.split()
    }


@cache
def meaning_of(header: str) -> Meaning | None:
    """What a column's name says; `None` where a word of it is not understood.

    >>> meaning_of("Date de naiss. (JJ/MM/AAAA)") == meaning_of("dateNaissance")
    True
    >>> meaning_of("Solde dû") is None
    True
    """
    name = _KEY_TOO.sub(" ", _ENDINGS.sub("", header))
    words = _words(_BRACKETS.sub(" ", name))
    said, number = _read(words)
    helping = _helping(_words(" ".join(_BRACKETS.findall(name))))
    if said is None or helping is None:
        return None
    if not said and not helping:
        said = _of_whom_or_which(words)
    said |= helping
    if "WHOLE" in said:
        said -= {"NAME", "GIVEN"}
    if not _NAMED_BY_LABEL.isdisjoint(said):
        said.discard("LABELLED")
    if len(words) == 1 and not helping and not _SHARED.isdisjoint(words):
        said |= {"ALONE"}
    return Meaning(frozenset(said), number)


def _helping(words: list[str]) -> set[str] | None:
    """What the words in brackets add; `None` where they may be of somebody, or something, else."""
    found: set[str] = set()
    for word in words:
        if word in _meanings() and len(word) > 1:
            found.update(_meanings()[word])
        elif not (word in _NOISE or word in _OF_FORM or len(word) == 1 or word.isdigit()):
            return None
    return found


def _of_whom_or_which(words: list[str]) -> set[str]:
    """What words say that say nothing else: a person, a sex or a title by its signs."""
    names = set(words)
    if not names or not names <= _PERSONS:
        is_sex = len(names) > 1 and names <= _SIGNS_OF_SEX
        return {"SEX"} if is_sex else set()
    return {"PERSON"}


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
    if len(words) > 1 and _TITLES.issuperset(words) and not _SIGNS_OF_SEX.issuperset(words):
        return {"TITLE"}, None
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if word in _ORDINALS:
            number = _ORDINALS[word]
        elif numeral := _NUMERAL.fullmatch(word):
            number = int(numeral[1])
        elif word == "NUMERO" and before and _NUMERAL.fullmatch(after):
            continue
        elif word in _meanings():
            said.update(_meanings()[word])
        elif word not in _NOISE:
            return None, None
        if word == "LE" and not _WITH_DAY.isdisjoint(_meanings().get(before, ())):
            said.add("DATE")
    if said and said <= {"NUMBER", "CODE"} and not _PERSONS.isdisjoint(words):
        said = {"FILE"}
    return said, number
