"""Countries as HL7 messages write them (HL7 table 0399: ISO 3166-1, three letters), by the INSEE
codes of births there and their French names."""

from __future__ import annotations

from semble_cli.identity.names import fold

_COUNTRIES = """
    ABW 99135 Aruba; AFG 99212 Afghanistan; AGO 99395 Angola; AIA 99425 Anguilla; ALA 99105 Îles
    Åland; ALB 99125 Albanie; AND 99130 Andorre; ARE 99247 Émirats arabes unis; ARG 99415
    Argentine; ARM 99252 Arménie; ASM 99505 Samoa américaines; ATG 99441 Antigua-et-Barbuda; AUS
    99501 Australie; AUT 99110 Autriche; AZE 99253 Azerbaïdjan; BDI 99321 Burundi; BEL 99131
    Belgique; BEN 99327 Bénin; BES 99443 Bonaire, Saint-Eustache et Saba; BFA 99331 Burkina Faso;
    BGD 99246 Bangladesh; BGR 99111 Bulgarie; BHR 99249 Bahreïn; BHS 99436 Bahamas; BIH 99118
    Bosnie-Herzégovine; BLM - Saint-Barthélemy; BLR 99148 Biélorussie; BLZ 99429 Belize; BMU 99425
    Bermudes; BOL 99418 Bolivie; BRA 99416 Brésil; BRB 99434 Barbade; BRN 99225 Brunei; BTN 99214
    Bhoutan; BVT 99103 Île Bouvet; BWA 99347 Botswana; CAF 99323 République centrafricaine; CAN
    99401 Canada; CCK 99501 Îles Cocos; CHE 99140 Suisse; CHL 99417 Chili; CHN 99216 Chine; CIV
    99326 Côte d'Ivoire; CMR 99322 Cameroun; COD 99312 République démocratique du Congo; COG 99324
    Congo; COK 99502 Îles Cook; COL 99419 Colombie; COM 99397 Comores; CPV 99396 Cap-Vert; CRI
    99406 Costa Rica; CUB 99407 Cuba; CUW 99444 Curaçao; CXR 99501 Île Christmas; CYM 99425 Îles
    Caïmans; CYP 99254 Chypre; CZE 99116 République tchèque; DEU 99109 Allemagne; DJI 99399
    Djibouti; DMA 99438 Dominique; DNK 99101 Danemark; DOM 99408 République dominicaine; DZA 99352
    Algérie; ECU 99420 Équateur; EGY 99301 Égypte; ERI 99317 Érythrée; ESH 99389 Sahara
    occidental; ESP 99134 Espagne; EST 99106 Estonie; ETH 99315 Éthiopie; FIN 99105 Finlande; FJI
    99508 Fidji; FLK 99427 Îles Malouines; FRA - France; FRO 99101 Îles Féroé; FSM 99516
    Micronésie; GAB 99328 Gabon; GBR 99132 Royaume-Uni; GEO 99255 Géorgie; GGY 99132 Guernesey;
    GHA 99329 Ghana; GIB 99133 Gibraltar; GIN 99330 Guinée; GLP - Guadeloupe; GMB 99304 Gambie;
    GNB 99392 Guinée-Bissau; GNQ 99314 Guinée équatoriale; GRC 99126 Grèce; GRD 99435 Grenade; GRL
    99430 Groenland; GTM 99409 Guatemala; GUF - Guyane française; GUM 99505 Guam; GUY 99428
    Guyana; HKG 99230 Hong-Kong; HND 99411 Honduras; HRV 99119 Croatie; HTI 99410 Haïti; HUN 99112
    Hongrie; IDN 99231 Indonésie; IMN 99132 Île de Man; IND 99223 Inde; IOT 99308 Territoire
    britannique de l'océan Indien; IRL 99136 Irlande; IRN 99204 Iran; IRQ 99203 Irak; ISL 99102
    Islande; ISR 99207 Israël; ITA 99127 Italie; JAM 99426 Jamaïque; JEY 99132 Jersey; JOR 99222
    Jordanie; JPN 99217 Japon; KAZ 99256 Kazakhstan; KEN 99332 Kenya; KGZ 99257 Kirghizstan; KHM
    99234 Cambodge; KIR 99513 Kiribati; KNA 99442 Saint-Christophe-et-Niévès; KOR 99239 Corée du
    Sud; KWT 99240 Koweït; LAO 99241 Laos; LBN 99205 Liban; LBR 99302 Liberia; LBY 99316 Libye;
    LCA 99439 Sainte-Lucie; LIE 99113 Liechtenstein; LKA 99235 Sri Lanka; LSO 99348 Lesotho; LTU
    99108 Lituanie; LUX 99137 Luxembourg; LVA 99107 Lettonie; MAC 99232 Macao; MAF - Saint-Martin;
    MAR 99350 Maroc; MCO 99138 Monaco; MDA 99151 Moldavie; MDG 99333 Madagascar; MDV 99229
    Maldives; MEX 99405 Mexique; MHL 99515 Îles Marshall; MKD 99156 Macédoine du Nord; MLI 99335
    Mali; MLT 99144 Malte; MMR 99224 Birmanie; MNE 99120 Monténégro; MNG 99242 Mongolie; MNP 99505
    Îles Mariannes du Nord; MOZ 99393 Mozambique; MRT 99336 Mauritanie; MSR 99425 Montserrat; MTQ
    - Martinique; MUS 99390 Maurice; MWI 99334 Malawi; MYS 99227 Malaisie; MYT - Mayotte; NAM
    99311 Namibie; NCL - Nouvelle-Calédonie; NER 99337 Niger; NFK 99501 Île Norfolk; NGA 99338
    Nigeria; NIC 99412 Nicaragua; NIU 99502 Niue; NLD 99135 Pays-Bas; NOR 99103 Norvège; NPL 99215
    Népal; NRU 99507 Nauru; NZL 99502 Nouvelle-Zélande; OMN 99250 Oman; PAK 99213 Pakistan; PAN
    99413 Panama; PCN 99503 Îles Pitcairn; PER 99422 Pérou; PHL 99220 Philippines; PLW 99517
    Palaos; PNG 99510 Papouasie-Nouvelle-Guinée; POL 99122 Pologne; PRI 99432 Porto Rico; PRK
    99238 Corée du Nord; PRT 99139 Portugal; PRY 99421 Paraguay; PSE 99261 Palestine; PYF -
    Polynésie française; QAT 99248 Qatar; REU - Réunion; ROU 99114 Roumanie; RUS 99123 Russie; RWA
    99340 Rwanda; SAU 99201 Arabie saoudite; SDN 99343 Soudan; SEN 99341 Sénégal; SGP 99226
    Singapour; SGS 99427 Géorgie du Sud-et-les Îles Sandwich du Sud; SHN 99306 Sainte-Hélène; SJM
    99103 Svalbard et Jan Mayen; SLB 99512 Îles Salomon; SLE 99342 Sierra Leone; SLV 99414
    Salvador; SMR 99128 Saint-Marin; SOM 99318 Somalie; SPM - Saint-Pierre-et-Miquelon; SRB 99121
    Serbie; SSD 99349 Soudan du Sud; STP 99394 Sao Tomé-et-Principe; SUR 99437 Suriname; SVK 99117
    Slovaquie; SVN 99145 Slovénie; SWE 99104 Suède; SWZ 99391 Eswatini; SXM 99445 Saint-Martin
    (partie néerlandaise); SYC 99398 Seychelles; SYR 99206 Syrie; TCA 99425 Îles Turques-et-
    Caïques; TCD 99344 Tchad; TGO 99345 Togo; THA 99219 Thaïlande; TJK 99259 Tadjikistan; TKL
    99502 Tokelau; TKM 99260 Turkménistan; TLS 99262 Timor oriental; TON 99509 Tonga; TTO 99433
    Trinité-et-Tobago; TUN 99351 Tunisie; TUR 99208 Turquie; TUV 99511 Tuvalu; TWN 99236 Taïwan;
    TZA 99309 Tanzanie; UGA 99339 Ouganda; UKR 99155 Ukraine; URY 99423 Uruguay; USA 99404 États-
    Unis; UZB 99258 Ouzbékistan; VAT 99129 Vatican; VCT 99440 Saint- Vincent-et-les Grenadines;
    VEN 99424 Venezuela; VGB 99425 Îles Vierges britanniques; VIR 99432 Îles Vierges des États-
    Unis; VNM 99243 Viêt Nam; VUT 99514 Vanuatu; WLF - Wallis-et-Futuna; WSM 99506 Samoa; YEM
    99251 Yémen; ZAF 99303 Afrique du Sud; ZMB 99346 Zambie; ZWE 99310 Zimbabwe
"""
"""A territory of France has no code of its own: its communes have."""

_ENTRIES = [entry.split(" ", 2) for entry in " ".join(_COUNTRIES.split()).split("; ")]
_NAMES = {letters: name for letters, _, name in _ENTRIES}

_LETTERS = {fold(name): letters for letters, name in _NAMES.items()}

BIRTH_CODES = {letters: code for letters, code, _ in _ENTRIES if code != "-"}
"""The code of a birth in a country, by its letters."""


def country_name(letters: str) -> str:
    """The name of a country by its letters; any other text as it is.

    >>> country_name("FRA"), country_name("DZA"), country_name("Italie")
    ('France', 'Algérie', 'Italie')
    """
    return _NAMES.get(letters, letters)


def country_letters(name: str) -> str:
    """The letters of a country by its name; any other text as it is.

    >>> country_letters("France"), country_letters("algerie"), country_letters("Patagonie")
    ('FRA', 'DZA', 'Patagonie')
    """
    return _LETTERS.get(fold(name), name)
