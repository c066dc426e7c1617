"""Countries as HL7 messages write them (HL7 table 0399: ISO 3166-1, three letters), by their French
names."""

from __future__ import annotations

_COUNTRIES = """
    ABW Aruba; AFG Afghanistan; AGO Angola; AIA Anguilla; ALA Îles Åland; ALB Albanie; AND
    Andorre; ARE Émirats arabes unis; ARG Argentine; ARM Arménie; ASM Samoa américaines; ATG
    Antigua-et-Barbuda; AUS Australie; AUT Autriche; AZE Azerbaïdjan; BDI Burundi; BEL Belgique;
    BEN Bénin; BES Bonaire, Saint-Eustache et Saba; BFA Burkina Faso; BGD Bangladesh; BGR
    Bulgarie; BHR Bahreïn; BHS Bahamas; BIH Bosnie-Herzégovine; BLM Saint-Barthélemy; BLR
    Biélorussie; BLZ Belize; BMU Bermudes; BOL Bolivie; BRA Brésil; BRB Barbade; BRN Brunei; BTN
    Bhoutan; BVT Île Bouvet; BWA Botswana; CAF République centrafricaine; CAN Canada; CCK Îles
    Cocos; CHE Suisse; CHL Chili; CHN Chine; CIV Côte d'Ivoire; CMR Cameroun; COD République
    démocratique du Congo; COG Congo; COK Îles Cook; COL Colombie; COM Comores; CPV Cap-Vert; CRI
    Costa Rica; CUB Cuba; CUW Curaçao; CXR Île Christmas; CYM Îles Caïmans; CYP Chypre; CZE
    République tchèque; DEU Allemagne; DJI Djibouti; DMA Dominique; DNK Danemark; DOM République
    dominicaine; DZA Algérie; ECU Équateur; EGY Égypte; ERI Érythrée; ESH Sahara occidental; ESP
    Espagne; EST Estonie; ETH Éthiopie; FIN Finlande; FJI Fidji; FLK Îles Malouines; FRA France;
    FRO Îles Féroé; FSM Micronésie; GAB Gabon; GBR Royaume-Uni; GEO Géorgie; GGY Guernesey; GHA
    Ghana; GIB Gibraltar; GIN Guinée; GLP Guadeloupe; GMB Gambie; GNB Guinée-Bissau; GNQ Guinée
    équatoriale; GRC Grèce; GRD Grenade; GRL Groenland; GTM Guatemala; GUF Guyane française; GUM
    Guam; GUY Guyana; HKG Hong-Kong; HND Honduras; HRV Croatie; HTI Haïti; HUN Hongrie; IDN
    Indonésie; IMN Île de Man; IND Inde; IOT Territoire britannique de l'océan Indien; IRL
    Irlande; IRN Iran; IRQ Irak; ISL Islande; ISR Israël; ITA Italie; JAM Jamaïque; JEY Jersey;
    JOR Jordanie; JPN Japon; KAZ Kazakhstan; KEN Kenya; KGZ Kirghizstan; KHM Cambodge; KIR
    Kiribati; KNA Saint-Christophe-et-Niévès; KOR Corée du Sud; KWT Koweït; LAO Laos; LBN Liban;
    LBR Liberia; LBY Libye; LCA Sainte-Lucie; LIE Liechtenstein; LKA Sri Lanka; LSO Lesotho; LTU
    Lituanie; LUX Luxembourg; LVA Lettonie; MAC Macao; MAF Saint-Martin; MAR Maroc; MCO Monaco;
    MDA Moldavie; MDG Madagascar; MDV Maldives; MEX Mexique; MHL Îles Marshall; MKD Macédoine du
    Nord; MLI Mali; MLT Malte; MMR Birmanie; MNE Monténégro; MNG Mongolie; MNP Îles Mariannes du
    Nord; MOZ Mozambique; MRT Mauritanie; MSR Montserrat; MTQ Martinique; MUS Maurice; MWI Malawi;
    MYS Malaisie; MYT Mayotte; NAM Namibie; NCL Nouvelle-Calédonie; NER Niger; NFK Île Norfolk;
    NGA Nigeria; NIC Nicaragua; NIU Niue; NLD Pays-Bas; NOR Norvège; NPL Népal; NRU Nauru; NZL
    Nouvelle-Zélande; OMN Oman; PAK Pakistan; PAN Panama; PCN Îles Pitcairn; PER Pérou; PHL
    Philippines; PLW Palaos; PNG Papouasie-Nouvelle-Guinée; POL Pologne; PRI Porto Rico; PRK Corée
    du Nord; PRT Portugal; PRY Paraguay; PSE Palestine; PYF Polynésie française; QAT Qatar; REU
    Réunion; ROU Roumanie; RUS Russie; RWA Rwanda; SAU Arabie saoudite; SDN Soudan; SEN Sénégal;
    SGP Singapour; SGS Géorgie du Sud-et-les Îles Sandwich du Sud; SHN Sainte-Hélène; SJM Svalbard
    et Jan Mayen; SLB Îles Salomon; SLE Sierra Leone; SLV Salvador; SMR Saint-Marin; SOM Somalie;
    SPM Saint-Pierre-et-Miquelon; SRB Serbie; SSD Soudan du Sud; STP Sao Tomé-et-Principe; SUR
    Suriname; SVK Slovaquie; SVN Slovénie; SWE Suède; SWZ Eswatini; SXM Saint-Martin (partie
    néerlandaise); SYC Seychelles; SYR Syrie; TCA Îles Turques-et-Caïques; TCD Tchad; TGO Togo;
    THA Thaïlande; TJK Tadjikistan; TKL Tokelau; TKM Turkménistan; TLS Timor oriental; TON Tonga;
    TTO Trinité-et-Tobago; TUN Tunisie; TUR Turquie; TUV Tuvalu; TWN Taïwan; TZA Tanzanie; UGA
    Ouganda; UKR Ukraine; URY Uruguay; USA États-Unis; UZB Ouzbékistan; VAT Vatican; VCT Saint-
    Vincent-et-les Grenadines; VEN Venezuela; VGB Îles Vierges britanniques; VIR Îles Vierges des
    États-Unis; VNM Viêt Nam; VUT Vanuatu; WLF Wallis-et-Futuna; WSM Samoa; YEM Yémen; ZAF Afrique
    du Sud; ZMB Zambie; ZWE Zimbabwe
"""

_NAMES = dict(entry.split(" ", 1) for entry in " ".join(_COUNTRIES.split()).split("; "))


def country_name(code: str) -> str:
    """The name of a country by its code; any other text as it is.

    >>> country_name("FRA"), country_name("DZA"), country_name("Italie")
    ('France', 'Algérie', 'Italie')
    """
    return _NAMES.get(code, code)
