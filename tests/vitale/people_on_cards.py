"""The official fictitious people, as cards tell of them."""

from __future__ import annotations

from semble_cli.patient.vitale_card import Beneficiary

ZOE = Beneficiary("ADRUN", "ZOE", "19751231", "FRA", "275126322074974")
PIERRE_ALAIN = Beneficiary("ECETINSI", "PIERRE-ALAIN", "20090714", "FRA", "109076322083489")
MICHELANGELO = Beneficiary("NESSI", "MICHELANGELO", "20100807", "FRA", None)
FAMILY = (ZOE, PIERRE_ALAIN, MICHELANGELO)
