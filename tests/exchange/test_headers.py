"""Columns by their names: hundreds of natural ones, and those that say something else."""

from __future__ import annotations

import pytest

from semble_cli.exchange.deciding import POSSIBLE, decided
from semble_cli.exchange.header_words import meaning_of
from semble_cli.exchange.headers import FILE_FIELDS, PARTS, SYNONYMS, target_of
from semble_cli.exchange.mapping import template
from tests.exchange.header_variants import NOT_PLACED, VARIANTS

NAMES = [(name, target) for target, names in VARIANTS.items() for name in names]


def test_names_of_columns_as_practices_write_them_are_recognised() -> None:
    assert len({name for name, _ in NAMES}) > 1000
    assert {
        name: (target_of(name), target) for name, target in NAMES if target_of(name) != target
    } == {}


def test_what_says_something_else_or_too_little_is_left_unplaced() -> None:
    assert {name: target for name in NOT_PLACED if (target := target_of(name))} == {}


def test_each_meaning_is_of_one_field() -> None:
    meanings = [meaning_of(name) for names in SYNONYMS.values() for name in names]
    assert None not in meanings
    words = [meaning.words for meaning in meanings if meaning]
    assert len(words) == len(set(words))
    targets = {*SYNONYMS, *(field for fields in POSSIBLE.values() for field in fields)}
    assert {target.partition(":")[0] for target in targets} - set(FILE_FIELDS) == PARTS


def test_a_template_says_of_whom_a_column_is_as_an_import_does() -> None:
    told = template(["Nom adhérent", "Prénom adhérent", "Nom payeur"])
    assert '"Nom adhérent" = "family_name"' in told
    assert '"Nom payeur" = ""' in told
    assert '"CP Ville" = "postal_code_and_city"' in template(["CP Ville"], [["69003 Lyon"]])


@pytest.mark.parametrize(
    "word",
    [
        "command",
        "comet",
        "denom",
        "denotes",
        "inset",
        "filelist",
        "transport",
        "mobilier",
        "sexuel",
    ],
)
def test_words_that_only_look_as_if_they_were_made_of_others_say_nothing(word: str) -> None:
    assert target_of(word) is None


def test_a_long_word_is_not_taken_apart() -> None:
    assert target_of("nom" * 100_000) is None


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (["1) Nom", "2) Prénom", "3) Sexe"], ["family_name", "first_given_name", "sex"]),
        (["Q1. Nom", "Q2. Prénom", "Q3. DDN"], ["family_name", "first_given_name", "birth_date"]),
        (
            ["1 Nom", "2 Prénom", "3 - Né(e) le :"],
            ["family_name", "first_given_name", "birth_date"],
        ),
        (
            ["1. Prénom", "2. Prénom", "3. Prénom"],
            ["first_given_name", "other_given_names", "other_given_names"],
        ),
        (["Nom", "2. Prénom"], ["family_name", "other_given_names"]),
        (["3. Sexe", "2. Prénom", "1. Nom"], [None, "other_given_names", "family_name"]),
    ],
)
def test_what_counts_the_questions_of_a_form_is_no_part_of_their_names(
    header: list[str], fields: list[str | None]
) -> None:
    assert [decided(header, place, []) for place in range(len(header))] == fields


@pytest.mark.parametrize("field", FILE_FIELDS)
def test_the_register_s_own_names_are_recognised_however_they_are_cased(field: str) -> None:
    assert target_of(field) == target_of(field.upper()) == field
    assert target_of(field.replace("_", " ").title()) == field


@pytest.mark.parametrize(
    ("header", "values", "field"),
    [
        (["Domicile"], ["06 39 98 12 34", "", "0139981234"], "phones:home"),
        (["Domicile"], ["12 rue des Lilas", "Impasse 3"], "address_lines"),
        (["Domicile"], ["06 39 98 12 34", "12 rue des Lilas"], None),
        (["Domicile"], ["", ""], None),
        (["Naissance"], ["31/12/1975", "1980-01-02"], "birth_date"),
        (["Naissance"], ["Mazoires", "Dompremy"], "birth_place"),
        (["Naissance"], [], "birth_date"),
        (["Matricule"], ["2 79 03 51 215 189 89"], "nir"),
        (["Matricule"], ["A-17", "A-18"], None),
        (["Port"], ["06 39 98 12 34"], "phones:mobile"),
        (["Port"], ["5,90"], None),
        (["Key"], ["45", "7"], "nir_key"),
        (["Clé"], ["A-1"], None),
        (["NIR clé"], ["2 79 03 51 215 189 89"], "nir"),
        (["NIR clé"], ["89"], "nir_key"),
        (["Régime"], ["01", "1"], "regime"),
        (["Régime"], ["Régime général", "MSA"], "regime"),
        (["Régime"], ["sans sel"], None),
        (["Caisse"], ["751"], "fund"),
        (["Organisme"], ["Mairie"], None),
        (["Centre"], ["Centre-ville"], None),
        (["Rang"], ["1"], "birth_rank"),
        (["Rang"], ["3e"], None),
        (["N° voie"], ["12 bis", "3"], "street_number"),
        (["N° voie"], ["12 rue des Lilas"], "address_lines"),
        (["CP Ville"], ["75012 Paris", "Lyon (69003)"], "postal_code_and_city"),
        (["CP Ville"], ["75012"], "postal_code"),
        (["Nom adhérent", "Prénom adhérent", "Nom payeur"], ["ADRUN"], "family_name"),
        (["Prénom de l'enfant", "Nom de l'enfant"], ["Zoé"], "first_given_name"),
        (["Prénom de l'enfant 2", "Prénom de l'enfant 1"], ["Zoé"], None),
        (["DATE_NAISSANCE_ASSURE", "NOM_ASSURE"], ["31/12/1975"], "birth_date"),
        (["Nom assuré", "Prénom bénéficiaire"], ["ADRUN"], None),
        (["Nom de l'enfant", "Nom"], ["ADRUN"], None),
        (["Élèves", "Né(e) le"], ["ADRUN Zoé"], "full_name"),
        (["Jeune fille"], ["ADRUN"], "birth_name"),
        (["Bureau"], ["01 39 98 12 34"], "phones:work"),
        (["Bureau"], ["Salle 3"], None),
        (["Patient"], ["PAT-TROIS Dominique", "ADRUN Zoé"], "full_name"),
        (["Patient"], ["17", "18"], None),
        (["Décédé"], ["", "25/02/2026"], "deceased_on"),
        (["Décédée le"], ["2026-02-25"], "deceased_on"),
        (["Décédé"], ["oui", "non"], "is_deceased"),
        (["Decede"], ["X", ""], "is_deceased"),
        (["DCD"], ["", ""], "is_deceased"),
        (["Décédé"], ["peut-être"], None),
        (["Archivé"], ["oui", "non"], "is_archived"),
        (["Archivé"], ["", ""], None),
        (["Archivé le"], ["25/02/2026"], "archived_on"),
        (["Bloqué"], ["non"], None),
        (["Nom", "Sexe"], ["PAT-TROIS Dominique", "ADRUN Zoé"], "full_name"),
        (["Nom", "Prénom"], ["DE LA TOUR", "DU PONT"], "family_name"),
        (["Name", "Sex"], ["ADRUN", "CORSE"], "family_name"),
        (["Identité", "Né(e) le"], ["ADRUN Zoé"], "full_name"),
        (["Identité", "Nom", "Prénom"], ["à vérifier"], None),
        (["Identité", "Né(e) le"], ["validée"], None),
        (["Patient", "Nom assuré"], ["ADRUN Zoé"], "full_name"),
        (["Nom assuré", "Patient"], ["ADRUN"], None),
        (["Nom assuré", "Identité du patient"], ["ADRUN"], None),
        (["DDN enfant 1", "first", "last"], ["31/12/2015"], None),
        (["First", "Last", "DOB"], ["Zoé"], "first_given_name"),
        (["Last", "First", "DOB"], ["ADRUN"], "family_name"),
        (["family", "given"], ["ADRUN"], "family_name"),
        (["given", "family"], ["Zoé"], "first_given_name"),
        (["First", "DOB"], ["Zoé"], None),
        (["Jour de naissance"], ["31/12/1975"], "birth_date"),
        (["Jour de naissance"], ["31", "7"], "birth_day"),
        (["Année de naissance"], ["31/12/1975"], "birth_date"),
        (["Année de naissance"], ["1975"], "birth_year"),
        (["INSEE"], ["2 79 03 51 215 189 89"], "nir"),
        (["N° INSEE"], ["2 79 03 51 215 189 89"], "nir"),
        (["N° INSEE"], ["63220"], None),
        (["INSEE"], ["63220"], None),
        (["N° carte vitale"], ["279035121518989"], "nir"),
        (["Carte vitale"], ["oui"], None),
        (["SMS"], ["06 39 98 12 34"], "phones:mobile"),
        (["SMS"], ["oui"], None),
        (["telecom.0.value"], ["06 39 98 12 34", ""], "phones"),
        (["telecom[1].value"], ["jeanne@example.org", ""], "email"),
        (["telecom.1.value"], ["06 39 98 12 34", "jeanne@example.org"], None),
        (["telecom.0.value"], ["oui"], None),
        (["telecom.0.value"], ["chez Jeanne @ Lyon"], None),
        (["Name Prefix"], ["Mme", "M."], "title"),
        (["Name Prefix"], ["de", "van"], None),
        (["Est décédé"], ["oui", "non"], "is_deceased"),
        (["deceasedBoolean"], ["true", "false"], "is_deceased"),
        (["Is Archived"], ["yes", "no"], "is_archived"),
        (["Mutuelle"], ["oui", "non"], None),
        (["Complémentaire santé"], ["O", "N"], None),
        (["Adresse"], ["oui", "", "oui"], None),
        (["Commentaires"], ["non", "non"], "comments"),
        (["Mutuelle"], ["12345678"], None),
        (["Caisse d'affiliation"], ["CPAM du Rhône"], None),
        (["Caisse d'affiliation"], ["691", ""], "fund"),
        (["fund"], ["CPAM du Rhône"], "fund"),
        (["Dossier"], ["complet", "incomplet"], None),
        (["Dossier"], ["1", ""], "numbers:dossier"),
        (["Dossier"], ["", ""], "numbers:dossier"),
        (["N° patient"], ["MARTIN", "P 12"], "numbers:dossier"),
        (["N° patient"], ["Jeanne MARTIN"], None),
        (["N° adhérent"], ["Harmonie"], None),
        (["CP"], ["Lyon", "Lille"], None),
        (["Commune"], ["69123", "59350"], None),
        (["Commune"], ["Y"], "city"),
        (["Commune"], ["00000"], "city"),
        (["city"], ["69123", "59350"], "city"),
        (["Profession"], ["42", "21"], None),
        (["Prénom(s)"], ["Jeanne Marie"], "first_given_name"),
        (["Prénom(s) de naissance"], ["Jeanne Marie"], "birth_given_names"),
        (["Prénom(s)", "Premier prénom"], ["Jeanne Marie"], "birth_given_names"),
        (["Prefix"], ["Mrs", "Mr"], "title"),
        (["Prefix"], ["+33"], None),
        (["Code civilité"], ["MME"], "title"),
        (["Code civilité"], ["17"], None),
        (["Domicile"], ["oui", "non"], None),
        (["Portable"], ["oui", "", "Non"], None),
        (["E-mail"], ["O", "N"], None),
        (["Tél."], ["vrai", ""], None),
        (["Mél"], ["x", "x"], "email"),
        (["2) Prénom", "1) Nom", "3) Sexe"], ["Zoé"], "other_given_names"),
        (["Votre nom", "Votre prénom", "Sexe"], ["ADRUN"], "family_name"),
        (["Quelle est votre date de naissance ?", "Votre nom"], ["31/12/1975"], "birth_date"),
        (["Your e-mail", "Your last name"], ["z@example.org"], "email"),
        (["Votre nom", "Nom du patient"], ["ADRUN"], None),
        (["Nom / Nom de jeune fille"], ["DUPONT / DURAND", "LE GALL"], None),
        (["Nom / Nom de jeune fille"], ["DUPONT née DURAND"], None),
        (["Nom et nom de jeune fille"], ["DUPONT DURAND"], None),
        (["Nom de naissance / Birth name"], ["LE GALL"], "birth_name"),
        (["Nom / nom d'usage"], ["DUPONT (DURAND)"], None),
        (["Nom d'usage / Married name"], ["LE GALL"], "used_name"),
        (["Prénom et prénom usuel"], ["Marie Zoé"], None),
        (["Prénom usuel / Preferred first name"], ["Zoé"], "used_given_name"),
        (["Né(e) le / à"], ["31/12/1975 Lyon"], None),
        (["Né le ... à ..."], ["31/12/1975 Lyon"], None),
        (["Né(e) le", "à"], ["31/12/1975"], "birth_date"),
        (["Votre nom", "Nom", "Prénom"], ["ADRUN"], None),
        (["Votre nom", "Nom de l'enfant", "Prénom de l'enfant"], ["ADRUN"], None),
        (["Votre téléphone", "Prénom de l'enfant"], ["06 39 98 12 34"], None),
        (["Prénom de l'enfant", "Votre téléphone"], ["Zoé"], "first_given_name"),
        (["Votre médecin", "Votre nom"], ["LEROY"], None),
        (["Lieu et pays de naissance"], ["Alger, Algérie", "Bordeaux"], "birth_place"),
        (["Pays du lieu de naissance"], ["Alger, Algérie", "Bordeaux"], "birth_country"),
        (["Lieu/Pays de naissance"], ["FRANCE", "France"], "birth_country"),
        (["Lieu/Pays de naissance"], ["FRANCE", "Alger"], None),
        (["Lieu et pays de naissance"], ["", ""], "birth_country"),
        (["Commune et département de naissance"], ["Bordeaux (33)"], "birth_place"),
        (["Code INSEE et commune de naissance"], ["33063 Bordeaux"], "birth_place"),
        (["Code INSEE et commune de naissance"], ["33063"], "birth_place_code"),
        (["CP et ville de naissance"], ["33000 Bordeaux"], "birth_place"),
        (["CP ville naissance"], ["33000 Bordeaux"], "birth_place"),
        (["CP et ville de naissance"], ["33000"], "birth_postal_code"),
        (["Adresse et ville"], ["12 rue des Lilas Bordeaux"], "address_lines"),
        (["Adresse et ville"], ["Rue Haute", "Bordeaux"], "city"),
        (["Adresse / Ville"], ["33000 Bordeaux"], None),
        (["Adresse - Ville"], ["Bordeaux"], "city"),
        (["Adresse et code postal"], ["12 rue des Lilas 33000"], "address_lines"),
        (["Adresse et code postal"], ["33000"], "postal_code"),
        (["Adresse, CP, ville"], ["12 rue des Lilas 33000 Bordeaux"], "address_lines"),
        (["Adresse, CP, ville"], ["33000 Bordeaux"], None),
        (["Tél fixe / portable"], ["05 56 01 02 03 / 06 39 98 12 34"], "phones"),
        (["Tél. domicile et travail"], ["05 56 01 02 03"], "phones"),
        (["Tél fixe / portable"], ["oui"], None),
        (["Portable personnel"], ["06 39 98 12 34"], "phones:mobile"),
        (["Mutuelle / N° adhérent"], ["MGEN 123456"], None),
        (["Mutuelle / N° adhérent"], ["123456"], "member_number"),
        (["Caisse et centre"], ["331 0331"], None),
        (["Caisse et centre"], ["0331"], "fund_center"),
        (["Code postal"], ["33000 Bordeaux"], "postal_code_and_city"),
        (["Ville"], ["33000 Bordeaux", "69003 LYON"], "postal_code_and_city"),
        (["Code postal"], ["L-1234", "L-4321"], "postal_code"),
        (["Adresse"], ["z@example.org", "a@example.org"], None),
        (["Adresse"], ["06 39 98 12 34"], None),
        (["Ville"], ["31/12/1975", ""], None),
        (["Mutuelle"], ["z@example.org"], None),
        (["Profession"], ["279035121518989"], None),
        (["address_lines"], ["z@example.org"], "address_lines"),
        (["Civilité"], ["1", "2"], None),
        (["Titre"], ["oui", "non"], None),
        (["Profession"], ["180052A00400122"], None),
        (["Pays"], ["99100", "99352"], None),
        (["Pays"], ["FR", "DZ"], "country"),
        (["Nom d'usage"], ["oui", "non"], None),
        (["Nom d'usage"], ["DURAND", "non"], "used_name"),
        (["Code postal"], ["1012 AB"], "postal_code"),
        (["Ville"], ["Bordeaux cedex 9", "Paris 12e"], "city"),
        (["city"], ["33000 Bordeaux"], "city"),
    ],
)
def test_values_decide_where_a_name_may_mean_two_fields(
    header: list[str], values: list[str], field: str | None
) -> None:
    assert decided(header, 0, values) == field
