"""Countries by their codes of ISO 3166-1, as FHIR writes them, and by those of the COG (INSEE)."""

from __future__ import annotations

from functools import cache

_CODES = """
AD AND 99130, AE ARE 99247, AF AFG 99212, AG ATG 99441, AL ALB 99125, AM ARM 99252,
AO AGO 99395, AR ARG 99415, AT AUT 99110, AU AUS 99501, AZ AZE 99253, BA BIH 99118,
BB BRB 99434, BD BGD 99246, BE BEL 99131, BF BFA 99331, BG BGR 99111, BH BHR 99249,
BI BDI 99321, BJ BEN 99327, BN BRN 99225, BO BOL 99418, BR BRA 99416, BS BHS 99436,
BT BTN 99214, BW BWA 99347, BY BLR 99148, BZ BLZ 99429, CA CAN 99401, CD COD 99312,
CF CAF 99323, CG COG 99324, CH CHE 99140, CI CIV 99326, CL CHL 99417, CM CMR 99322,
CN CHN 99216, CO COL 99419, CR CRI 99406, CU CUB 99407, CV CPV 99396, CY CYP 99254,
CZ CZE 99116, DE DEU 99109, DJ DJI 99399, DK DNK 99101, DM DMA 99438, DO DOM 99408,
DZ DZA 99352, EC ECU 99420, EE EST 99106, EG EGY 99301, ER ERI 99317, ES ESP 99134,
ET ETH 99315, FI FIN 99105, FJ FJI 99508, FM FSM 99516, FO FRO 99101, GA GAB 99328,
GB GBR 99132, GD GRD 99435, GE GEO 99255, GH GHA 99329, GI GIB 99133, GL GRL 99430,
GM GMB 99304, GN GIN 99330, GQ GNQ 99314, GR GRC 99126, GT GTM 99409, GW GNB 99392,
GY GUY 99428, HK HKG 99230, HN HND 99411, HR HRV 99119, HT HTI 99410, HU HUN 99112,
ID IDN 99231, IE IRL 99136, IL ISR 99207, IN IND 99223, IQ IRQ 99203, IR IRN 99204,
IS ISL 99102, IT ITA 99127, JM JAM 99426, JO JOR 99222, JP JPN 99217, KE KEN 99332,
KG KGZ 99257, KH KHM 99234, KI KIR 99513, KM COM 99397, KN KNA 99442, KP PRK 99238,
KR KOR 99239, KW KWT 99240, KZ KAZ 99256, LA LAO 99241, LB LBN 99205, LC LCA 99439,
LI LIE 99113, LK LKA 99235, LR LBR 99302, LS LSO 99348, LT LTU 99108, LU LUX 99137,
LV LVA 99107, LY LBY 99316, MA MAR 99350, MC MCO 99138, MD MDA 99151, ME MNE 99120,
MG MDG 99333, MH MHL 99515, MK MKD 99156, ML MLI 99335, MM MMR 99224, MN MNG 99242,
MO MAC 99232, MR MRT 99336, MT MLT 99144, MU MUS 99390, MV MDV 99229, MW MWI 99334,
MX MEX 99405, MY MYS 99227, MZ MOZ 99393, NA NAM 99311, NE NER 99337, NG NGA 99338,
NI NIC 99412, NL NLD 99135, NO NOR 99103, NP NPL 99215, NR NRU 99507, NZ NZL 99502,
OM OMN 99250, PA PAN 99413, PE PER 99422, PG PNG 99510, PH PHL 99220, PK PAK 99213,
PL POL 99122, PR PRI 99432, PS PSE 99261, PT PRT 99139, PW PLW 99517, PY PRY 99421,
QA QAT 99248, RO ROU 99114, RS SRB 99121, RU RUS 99123, RW RWA 99340, SA SAU 99201,
SB SLB 99512, SC SYC 99398, SD SDN 99343, SE SWE 99104, SG SGP 99226, SI SVN 99145,
SK SVK 99117, SL SLE 99342, SM SMR 99128, SN SEN 99341, SO SOM 99318, SR SUR 99437,
SS SSD 99349, ST STP 99394, SV SLV 99414, SY SYR 99206, SZ SWZ 99391, TD TCD 99344,
TG TGO 99345, TH THA 99219, TJ TJK 99259, TL TLS 99262, TM TKM 99260, TN TUN 99351,
TO TON 99509, TR TUR 99208, TT TTO 99433, TV TUV 99511, TW TWN 99236, TZ TZA 99309,
UA UKR 99155, UG UGA 99339, US USA 99404, UY URY 99423, UZ UZB 99258, VA VAT 99129,
VC VCT 99440, VE VEN 99424, VN VNM 99243, VU VUT 99514, WS WSM 99506, XK XKX 99157,
YE YEM 99251, ZA ZAF 99303, ZM ZMB 99346, ZW ZWE 99310
"""
"""Two letters, three letters, the code of the COG."""

_OVERSEAS = {
    **dict.fromkeys(("GP", "GLP"), "Guadeloupe"),
    **dict.fromkeys(("MQ", "MTQ"), "Martinique"),
    **dict.fromkeys(("GF", "GUF"), "Guyane"),
    **dict.fromkeys(("RE", "REU"), "La Réunion"),
    **dict.fromkeys(("YT", "MYT"), "Mayotte"),
    **dict.fromkeys(("PM", "SPM"), "Saint-Pierre-et-Miquelon"),
    **dict.fromkeys(("NC", "NCL"), "Nouvelle-Calédonie"),
    **dict.fromkeys(("PF", "PYF"), "Polynésie française"),
    **dict.fromkeys(("WF", "WLF"), "Wallis-et-Futuna"),
}
"""What has a code of its own in ISO 3166-1, and is of France."""


def cog_code_of(country: str) -> str | None:
    """The code of the COG for a country's code of ISO 3166-1; `None` for France, and what is none.

    >>> cog_code_of("DZ"), cog_code_of("USA"), cog_code_of("FR"), cog_code_of("Algérie")
    ('99352', '99404', None, None)
    """
    return _by_letters().get(country.upper())


def overseas(country: str) -> str | None:
    """The département or territory of France that has a code of ISO 3166-1 of its own.

    >>> overseas("RE"), overseas("FR")
    ('La Réunion', None)
    """
    return _OVERSEAS.get(country.upper())


@cache
def _by_letters() -> dict[str, str]:
    rows = (row.split() for row in _CODES.replace("\n", " ").split(","))
    return {letters: cog for two, three, cog in rows for letters in (two, three)}
