"""What practices call their columns: names as exports of every kind write them, by the field."""

from __future__ import annotations

VARIANTS: dict[str, str] = {
    "birth_name": """
        Nom de naissance | NOM NAISSANCE | nom_naissance | NomNaissance | nomDeNaissance | Nom naiss.
        | NOM_NAISS | Nom de naiss | Nom (naissance) | Nom de naissance du patient | Nom JF | NomJF
        | NOM_JF | Nom J.F. | Nom de jeune fille | nom jeune fille | Nom de j. fille | Patronyme
        | PATRONYME | Nom patronymique | nom_patronymique | NomPatronymique | Nom de famille de naissance
        | Nom famille naissance | Nom naissance patient | Nom de naissance * | Nom de naissance (obligatoire)
        | birth_name | BirthName | Birth name | Birth surname | Maiden name | maiden_name | maidenName
        | Family name at birth | Nom natal | NJF
    """,
    "family_name": """
        Nom | NOM | nom | Nom * | Nom du patient | Nom patient | NOM_PATIENT | nomPatient | Patient - Nom
        | Nom de famille | NOM_FAMILLE | NomFamille | Name | Last name | LAST_NAME | lastName | Lastname
        | Surname | Family name | family_name | familyName | Patient last name | Nom (patient)
        | Nom principal
    """,
    "used_name": """
        Nom d'usage | NOM USAGE | Nom usage | nom_usage | NomUsage | nomUsage | Nom d’usage | Nom d'usage *
        | Nom utilisé | nom utilise | Nom usuel | NOM_USUEL | NomUsuel | Nom marital | NOM_MARITAL
        | Nom d'épouse | Nom épouse | Nom d'époux | Nom de marié(e) | Nom marié | Nom (usage)
        | Used name | used_name | Usual name | Married name | marriedName | Nom d'usage du patient
        | Nom de famille utilisé
    """,
    "first_given_name": """
        Prénom | PRENOM | prenom | Prénom * | Prénom du patient | PRENOM_PATIENT | prenomPatient
        | Prénom(s) | Prenom(s) | 1er prénom | 1er prenom | Prénom 1 | PRENOM1 | Prenom_1 | Premier prénom
        | premier_prenom | 1er prénom de naissance | Premier prénom de naissance | Prénom de naissance
        | Prénom naiss. | First name | FIRST_NAME | firstName | Firstname | Given name | given_name
        | Forename | Patient first name | Prénom patient | Prénom (patient)
    """,
    "birth_given_names": """
        Prénoms | PRENOMS | prenoms | Prénoms de naissance | PRENOMS_NAISSANCE | Liste des prénoms
        | Liste des prénoms de naissance | liste_prenoms | Prénoms du patient | Given names | First names
        | givenNames | birth_given_names | Forenames
    """,
    "other_given_names": """
        Autres prénoms | AUTRES_PRENOMS | Autre prénom | 2e prénom | 2ème prénom | Deuxième prénom
        | Prénom 2 | PRENOM2 | Prenom_3 | 3e prénom | Second prénom | Middle name | middleName
        | Other given names
    """,
    "used_given_name": """
        Prénom usuel | PRENOM_USUEL | prenomUsuel | Prénom utilisé | Prénom d'usage | prenom_utilise
        | Used first name | Usual first name | Preferred first name
    """,
    "full_name": """
        Nom complet | NOM_COMPLET | Nom et prénom | Nom Prénom | NOM PRENOM | nom_prenom | Nom/Prénom
        | Nom, prénom | Nom & prénom | Prénom et nom | Full name | fullName | Nom et prénom du patient
        | Nom - Prénom
    """,
    "title": """
        Civilité | CIVILITE | Civ. | civ | CIV | Civilité (M/Mme) | Titre | Title | Civilité patient
        | Formule de politesse
    """,
    "sex": """
        Sexe | SEXE | sexe | Sexe (M/F) | Sexe (H/F) | Sexe M/F | Genre | Sex | Gender | SEXE_PATIENT
        | Sexe du patient | Code sexe | codeSexe | Sexe *
    """,
    "birth_date": """
        Date de naissance | DATE NAISSANCE | date_naissance | DATE_NAISS | DateNaissance | dateNaissance
        | dateNaiss | Date naiss | Date naiss. | Date de naiss. | Dt naissance | DT_NAISS | DT_NAISSANCE
        | Date Naissance Patient | Date de naissance (JJ/MM/AAAA) | Date de naissance (jj/mm/aaaa)
        | Date de naissance [AAAA-MM-JJ] | Date de naissance * | D.D.N. | DDN | ddn | D.N. | Né le | Née le
        | Né(e) le | Né.e le | Né·e le | NE_LE | Naissance | Date of birth | date_of_birth | dateOfBirth
        | DOB | D.O.B. | birthDate | birth_date | Birth date | Birthdate | Birthday | Birth Date (DD/MM/YYYY)
        | Naissance (date) | Date_de_naissance | Patient date of birth | Date nais. | DateNais
        | Date de naissance du patient | Date anniversaire
    """,
    "birth_day": "Jour de naissance | JOUR_NAISS | Jour naissance | Birth day | Naissance jour",
    "birth_month": "Mois de naissance | MOIS_NAISS | Mois naissance | Birth month | Naissance mois",
    "birth_year": """
        Année de naissance | ANNEE_NAISS | Année naissance | Birth year | Naissance année | An naissance
    """,
    "birth_place": """
        Lieu de naissance | LIEU NAISSANCE | lieu_naissance | LieuNaissance | lieuNaissance | Lieu naiss.
        | LIEU_NAISS | Lieu de naiss. | Lieu de naissance * | Né à | Née à | Né(e) à | NE_A
        | Commune naissance | Commune de naissance | COMMUNE_NAISSANCE | Ville naissance
        | Ville de naissance | VILLE_NAISS | VilleNaissance | Place of birth | place_of_birth | Birth place
        | birthPlace | Birthplace | City of birth | birthCity | Localité de naissance
        | Lieu de naissance (ville) | Commune du lieu de naissance | Born in | Libellé commune naissance
        | Nom de la commune de naissance
    """,
    "birth_place_code": """
        Code INSEE naissance | CODE_INSEE_NAISSANCE | codeInseeNaissance | Code INSEE de naissance
        | Code INSEE du lieu de naissance | Code lieu de naissance | Code du lieu de naissance
        | CODE_LIEU_NAISSANCE | Code commune naissance | Code commune de naissance | CodeCommuneNaissance
        | INSEE naissance | Insee naiss. | INSEE_NAISS | Code COG de naissance | COG naissance
        | Lieu de naissance (code INSEE) | Lieu de naissance (INSEE) | Birth place code | birth_place_code
        | Code INSEE commune naissance | Lieu naissance INSEE | Code insee (naissance)
    """,
    "nir": """
        NIR | nir | N° de sécu | N° sécu | No sécu | Num sécu | NUM_SECU | numSecu | Numéro de sécu
        | N° de sécurité sociale | N° sécurité sociale | Numéro de sécurité sociale | NUMERO_SECU
        | numero_securite_sociale | Num. sécurité sociale | Sécurité sociale | N° SS | No SS | Num SS
        | NUM_SS | NSS | N.S.S. | Numéro SS | SSN | ssn | Social security number | N° INSEE | Numéro INSEE
        | Numéro NIR | NIR patient | N° Sécurité Sociale (15 chiffres) | N° de SS | n°ss
        | N° d'assurance maladie | Matricule sécu
    """,
    "nir_key": """
        Clé | CLE | Clé NIR | CLE_NIR | Clé SS | CLE_SS | Clé sécu | Clé sécurité sociale
        | Clé du n° de sécu | Key
    """,
    "ins_number": "Matricule INS | MATRICULE_INS | INS | N° INS | Numéro INS | matriculeIns | INS matricule",
    "birth_rank": """
        Rang | Rang de naissance | RANG_NAISSANCE | Rang gémellaire | RANG_GEMELLAIRE | Birth rank
        | rangNaissance | Rang gem.
    """,
    "regime": "Régime | REGIME | Code régime | CODE_REGIME | codeRegime | Régime sécu",
    "fund": """
        Caisse | CAISSE | Code caisse | Caisse gestionnaire | CAISSE_GESTIONNAIRE | Organisme | CPAM
        | Code organisme | N° caisse
    """,
    "fund_center": "Centre | Code centre | Centre gestionnaire | CENTRE_GESTIONNAIRE | N° centre",
    "amc_name": """
        Mutuelle | MUTUELLE | Nom mutuelle | Nom de la mutuelle | Complémentaire | AMC | Nom AMC
        | mutuelle_nom | Libellé mutuelle
    """,
    "amc_number": """
        N° AMC | NUM_AMC | Numéro AMC | N° mutuelle | Numéro de mutuelle | Code mutuelle | CODE_AMC
        | numMutuelle
    """,
    "member_number": """
        N° adhérent | N° d'adhérent | NUM_ADHERENT | Numéro d'adhérent | numAdherent | Adhérent
        | N° adhérent mutuelle | No adhérent | Num. adh.
    """,
    "phones": """
        Téléphone | TELEPHONE | telephone | Tél | Tél. | TEL | tel | Tel1 | TEL_1 | Tel 2 | Téléphone 1
        | Téléphone 2 | TELEPHONE2 | N° de téléphone | N° téléphone | N° tél | Num tel | NUM_TEL
        | Numéro de téléphone | numeroTelephone | Téléphones | Phone | phone | Phone number | phone_number
        | phoneNumber | Telephone number | Autre téléphone | Tél. autre | Téléphone principal | Tél 3
        | Téléphone du patient | Tel patient
    """,
    "phones:mobile": """
        Portable | PORTABLE | portable | Mobile | mobile | GSM | Tél portable | Tél. portable | TEL_PORTABLE
        | telPortable | Tél. portable 1 | Tél. portable 2 | Téléphone portable | TELEPHONE_PORTABLE
        | Téléphone mobile | Tél mobile | TEL_MOBILE | telMobile | Tel. mob. | Tel port | N° de portable
        | N° portable | Numéro de portable | Numéro de mobile | Mobile phone | mobilePhone | Cell phone
        | Cellphone | Téléphone (portable) | Tél. (mobile) | Mobile number | Téléphone cellulaire
    """,
    "phones:home": """
        Tél domicile | Tél. domicile | TEL_DOMICILE | telDomicile | Téléphone domicile | Téléphone fixe
        | Tél fixe | TEL_FIXE | telFixe | Fixe | Home phone | homePhone | Téléphone (domicile)
        | Téléphone du domicile | Tel dom | N° fixe | Téléphone privé | Tel. perso | Numéro fixe | Phone (home)
        | Téléphone personnel
    """,
    "phones:work": """
        Tél travail | Tél. travail | TEL_TRAVAIL | Téléphone travail | Tél pro | Tél. pro | TEL_PRO | telPro
        | Téléphone professionnel | Tél bureau | Tel. bureau | TEL_BUREAU | Work phone | workPhone
        | Téléphone (travail) | Téléphone au travail | Tél. professionnel | Office phone
    """,
    "email": """
        E-mail | EMAIL | Email | email | e-mail | Mail | MAIL | Mél | Mel | Courriel | COURRIEL | Adresse mail
        | Adresse e-mail | Adresse email | ADRESSE_MAIL | adresseMail | Adresse électronique
        | Adresse de courriel | Email address | email_address | emailAddress | eMail | Courrier électronique
        | Mail patient | E-mail du patient | Email 1 | Mail personnel | E-mail perso | Email principal
    """,
    "address_lines": """
        Adresse | ADRESSE | adresse | Adresse postale | Adresse 1 | ADRESSE1 | adresse_1 | Adresse ligne 1
        | ADRESSE_LIGNE1 | Adresse (ligne 1) | Ligne d'adresse 1 | Adr. | ADR1 | Adr 1 | Rue | RUE | Voie | Street
        | Address | address | Address 1 | Address line 1 | addressLine1 | address_line_1 | Street address
        | Adresse du patient | Adresse domicile | Adresse du domicile | N° et rue | N° et voie
        | Numéro et nom de rue | Adresse 2 | ADRESSE2 | Adresse ligne 2 | Address line 2 | Adr2 | Adresse 3
        | Adresse - rue
    """,
    "address_lines:2": """
        Complément | Complément d'adresse | COMPLEMENT_ADRESSE | complementAdresse | Complément adresse
        | Compl. adresse | Cplt adresse | Complément d'adresse 1 | Adresse complément
    """,
    "postal_code": """
        Code postal | CODE POSTAL | code_postal | CodePostal | codePostal | CODEPOSTAL | CP | cp | C.P.
        | Code post. | Zip | ZIP code | zipCode | zip_code | Postcode | Post code | Postal code | postal_code
        | postalCode | CP patient | Code postal ville | Code postal (domicile) | Adresse - code postal
        | CP domicile
    """,
    "city": """
        Ville | VILLE | ville | Commune | COMMUNE | Localité | LOCALITE | City | city | Town | Ville du patient
        | VILLE_PATIENT | Ville (domicile) | Adresse ville | ADRESSE_VILLE | Adresse - ville | Ville domicile
        | Nom de la commune | Libellé commune
    """,
    "country": "Pays | PAYS | pays | Country | country | Pays de résidence | Adresse pays | Nom du pays",
    "occupation": """
        Profession | PROFESSION | Métier | Emploi | Occupation | Job | Profession du patient | Activité
        | Job title
    """,
    "preferred_language": """
        Langue | LANGUE | Langue parlée | Langue maternelle | Langue préférée | Language | Spoken language
        | Preferred language
    """,
    "religion": "Religion | RELIGION | Culte",
    "comments": """
        Commentaire | COMMENTAIRES | Commentaires | Remarque | Remarques | Observation | Observations
        | OBSERVATIONS | Obs. | Note | Notes | Notes patient | Comment | Comments | Observations (libre)
        | Rem.
    """,
    "tags": "Tag | Tags | Étiquette | ETIQUETTES | Étiquettes | Label | Labels | Mots-clés",
    "numbers:dossier": """
        N° dossier | N° de dossier | NUM_DOSSIER | numDossier | Numéro de dossier | Dossier | DOSSIER
        | Dossier n° | No dossier | IPP | I.P.P. | N° patient | Numéro patient | ID patient | PATIENT_ID
        | Patient ID | Code patient | Réf. | REF | Référence | Ref patient | Identifiant patient | N° IPP
        | Référence dossier | File number
    """,
}
"""By the field (or a part of one), the names of columns that hold it, parted by bars."""

NOT_PLACED = """
    Domicile | Solde | Solde dû | Date de création | Date de décès | Date dernier RDV | Dernière visite
    | Date du dernier rendez-vous | Médecin traitant | Nom du médecin traitant | Nom médecin | Prénom du médecin
    | Téléphone du médecin | Nom de l'assuré | N° SS assuré | Prénom assuré | Date de naissance de l'assuré
    | Nom de la mère | Nom du père | Prénom du père | Téléphone du père | Tel mère | Contact | Nom contact
    | Tél. contact d'urgence | Personne à prévenir | Employeur | Adresse employeur | Tél. employeur | Poids
    | Taille | Groupe sanguin | Allergies | Traitement | Antécédents | ALD | Exonération | Date début droits
    | Date fin droits | Date d'adhésion | Situation familiale | État civil | Statut | Actif | Archivé
    | Latitude | Longitude | Lieu | Numéro | N° | Code | Code INSEE | Code commune | Date | Type | Fax | Télécopie
    | Nom du praticien | Nom du conjoint | Site web | Mot de passe | Heure de naissance | Poids de naissance
    | Pays de naissance | Département de naissance | Nationalité | Code postal de naissance | Ordre
    | Date de naissance du conjoint | Tarif | Montant | Nom de l'entreprise | Société | Email du médecin
    | Code postal du cabinet | Ville du cabinet | RPPS | FINESS | Nom 2 | Sexe 2 | Colonne1 | Unnamed: 3 | A | X
"""
"""Names of columns that hold something else, or do not tell what."""


def listed(names: str) -> list[str]:
    """The names of a list parted by bars."""
    return [" ".join(name.split()) for name in names.split("|")]
