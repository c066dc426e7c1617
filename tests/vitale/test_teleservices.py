"""ADRi and INSi over real TLS, from a server that behaves and misbehaves."""

from __future__ import annotations

import itertools
import ssl
import time
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import CardError
from semble_cli.identity.ins import Ins, InsOid
from semble_cli.patient.simulation import Behaviour
from semble_cli.vitale.simulator import authority as authorities
from semble_cli.vitale.simulator.authority import PASSPHRASE, Authority, Files, make_files
from semble_cli.vitale.simulator.people import ADRUN, CORSE, ECETINSI, NESSI, PROVISOIRE
from semble_cli.vitale.simulator.server import (
    BRIDGE_PATH,
    SOAP_PATH,
    Simulator,
    running,
    tls_of,
)
from semble_cli.vitale.teleservices.answers import InsOutcome, Period
from semble_cli.vitale.teleservices.bridge import BridgeTransport
from semble_cli.vitale.teleservices.credentials import (
    Credentials,
    read_credentials,
    tls_context,
)
from semble_cli.vitale.teleservices.envelope import LPS, SAML_ASSERTION, Software
from semble_cli.vitale.teleservices.https import Endpoint
from semble_cli.vitale.teleservices.operations import INS_BY_CARD, RIGHTS
from semble_cli.vitale.teleservices.questions import (
    CardQuestion,
    RightsQuestion,
    TraitsQuestion,
    VerificationQuestion,
)
from semble_cli.vitale.teleservices.services import Adri, Insi, Transport
from semble_cli.vitale.teleservices.soap import SoapTransport
from semble_cli.vitale.teleservices.trees import parse_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SOFTWARE = Software("318000000099999", "99A1", "0.1.0", "6f2b3f6c-4f3e-4b83-9f0c-0d3bb2e8a001")
DAY = date(2026, 11, 23)
ZOE_S_RIGHTS = RightsQuestion(ADRUN.insured, "1975-12-31", "01", 1, DAY, own_nir=ADRUN.own)
ZOE_S_CARD = CardQuestion(ADRUN.insured, "1975-12-31", 1, own_nir=ADRUN.own, birth_name="ADRUN")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return make_files(str(tmp_path_factory.mktemp("certificates")))


@pytest.fixture
def simulator(files: Files) -> Iterator[Simulator]:
    with running(Simulator(0, tls_of(files))) as simulator:
        yield simulator


@pytest.fixture
def credentials(files: Files) -> Credentials:
    return read_credentials(files.practice, PASSPHRASE, datetime.now(UTC))


@pytest.fixture(params=["soap", "bridge"])
def transport(
    request: pytest.FixtureRequest, simulator: Simulator, files: Files, credentials: Credentials
) -> Transport:
    tls = tls_context(files.authority, credentials)
    return soap(simulator, tls) if request.param == "soap" else bridge(simulator, tls)


def soap(
    simulator: Simulator,
    tls: ssl.SSLContext,
    signer: Credentials | None = None,
    timeout: float = 5,
    address: str | None = None,
) -> SoapTransport:
    url = (address or simulator.address) + SOAP_PATH
    numbers = itertools.count(1)
    return SoapTransport(
        Endpoint("ADRi", url, tls, timeout, sleep=lambda _: None),
        SOFTWARE,
        clock=lambda: datetime.now(UTC),
        new_number=lambda: f"00000000-0000-4000-8000-{next(numbers):012}",
        signer=signer,
    )


def bridge(simulator: Simulator, tls: ssl.SSLContext) -> BridgeTransport:
    url = simulator.address + BRIDGE_PATH
    return BridgeTransport(Endpoint("ADRi", url, tls, 5, sleep=lambda _: None), token="secret")


def this_year() -> int:
    """The simulator's year."""
    return date.today().year  # noqa: DTZ011


def test_adri_tells_rights_and_address(transport: Transport) -> None:
    answer = Adri(transport).rights(ZOE_S_RIGHTS)
    assert (answer.birth_name, answer.given_name) == ("ADRUN", "ZOE")
    assert answer.birth_date == "1975-12-31"
    assert answer.certified_nir == ADRUN.own
    assert answer.address == ADRUN.address
    assert (answer.regime, answer.fund, answer.fund_center) == ("01", "631", "0630")
    assert answer.rights == (Period(date(this_year(), 1, 1), date(this_year(), 12, 31)),)
    assert answer.complementary
    assert answer.complementary.number == "00012345"


def test_adri_tells_the_rights_of_a_dependant_without_a_nir(transport: Transport) -> None:
    asked = RightsQuestion(NESSI.insured, NESSI.birth_date, "01", 1, DAY)
    answer = Adri(transport).rights(asked)
    assert (answer.birth_name, answer.certified_nir) == ("NESSI", None)
    assert answer.rights[0].ends_on == date(this_year() - 1, 12, 31)


def test_adri_tells_a_long_term_illness(transport: Transport) -> None:
    answer = Adri(transport).rights(
        RightsQuestion(CORSE.insured, CORSE.birth_date, "01", 1, DAY, own_nir=CORSE.own)
    )
    assert answer.exemptions[0].ald == "15"


def test_somebody_whom_adri_does_not_know_is_a_refusal(transport: Transport) -> None:
    with pytest.raises(CardError, match=r"ADRi refused the question \(adr_101\)"):
        Adri(transport).rights(ZOE_S_RIGHTS._replace(birth_date="1975-12-30"))


def test_insi_finds_by_card(transport: Transport) -> None:
    answer = Insi(transport).by_card(ZOE_S_CARD)
    assert answer.outcome is InsOutcome.FOUND
    assert answer.identity
    assert answer.identity.ins == Ins(ADRUN.matricule, InsOid.NIR)
    assert (answer.identity.birth_name, answer.identity.given_names) == ("ADRUN", "ZOE")
    assert (answer.identity.sex, answer.identity.birth_place_code) == ("F", "63220")
    assert answer.identity.birth == (date(1975, 12, 31), False)


def test_insi_tells_the_matricules_of_before(transport: Transport) -> None:
    answer = Insi(transport).by_card(
        CardQuestion(ECETINSI.insured, ECETINSI.birth_date, 1, own_nir=ECETINSI.own)
    )
    assert answer.identity
    assert [former.ins.matricule for former in answer.identity.former] == [
        "209076322083439",
        "209066322012355",
    ]


def test_insi_tells_a_number_of_waiting(transport: Transport) -> None:
    answer = Insi(transport).by_card(CardQuestion(PROVISOIRE.insured, PROVISOIRE.birth_date, 1))
    assert answer.identity
    assert answer.identity.ins.oid is InsOid.NIA


@pytest.mark.parametrize("given_name", ["PIERRE-ALAIN", "MURIEL", "PIERRE-ALAIN MURIEL FLORIANT"])
@pytest.mark.parametrize("place", [None, "63220"])
def test_insi_finds_by_traits(transport: Transport, given_name: str, place: str | None) -> None:
    asked = TraitsQuestion("ECETINSI", given_name, "M", "2009-07-14", place)
    answer = Insi(transport).by_traits(asked)
    assert answer.identity
    assert answer.identity.given_names == "PIERRE-ALAIN MURIEL FLORIANT"


def test_insi_finds_nobody(transport: Transport) -> None:
    answer = Insi(transport).by_traits(TraitsQuestion("ECETINSI", "ZOE", "F", "2009-07-14"))
    assert answer == (InsOutcome.NOBODY, None)


def test_insi_finds_several(transport: Transport, simulator: Simulator) -> None:
    simulator.behaviour = Behaviour.SEVERAL
    assert Insi(transport).by_card(ZOE_S_CARD) == (InsOutcome.SEVERAL, None)


@pytest.mark.parametrize(("sex", "is_known"), [("F", True), ("M", False)])
def test_insi_verifies(transport: Transport, sex: str, is_known: bool) -> None:
    asked = VerificationQuestion(
        *(Ins(ADRUN.matricule, InsOid.NIR), "ADRUN", "ZOE", "ZOE", sex, "1975-12-31", "63220")
    )
    assert Insi(transport).verify(asked) is is_known


@pytest.mark.parametrize(
    ("behaviour", "sentence", "times"),
    [
        (Behaviour.FAULT, "has a technical failure (insi_102)", 1),
        (Behaviour.REFUSE, "does not let this practice in (HTTP 403)", 1),
        (Behaviour.BROKEN, "is out of order (HTTP 503)", 1),
        (Behaviour.GARBAGE, "gave an answer that cannot be understood", 1),
        (Behaviour.ENTITIES, "gave an answer that cannot be understood", 1),
        (Behaviour.ENDLESS, "gives an answer without an end", 1),
        (Behaviour.HALF, "hung up before its answer was whole", 3),
        (Behaviour.DROP, "hung up before its answer was whole", 3),
    ],
)
@pytest.mark.parametrize("service", ["ADRi", "INSi"])
def test_a_service_that_misbehaves_is_an_error_with_a_way_out(
    transport: Transport,
    simulator: Simulator,
    behaviour: Behaviour,
    sentence: str,
    times: int,
    service: str,
) -> None:
    simulator.behaviour = behaviour
    questions: dict[str, Callable[[], object]] = {
        "ADRi": lambda: Adri(transport).rights(ZOE_S_RIGHTS),
        "INSi": lambda: Insi(transport).by_card(ZOE_S_CARD),
    }
    with pytest.raises(CardError) as refusal:
        questions[service]()
    assert f"{service} {sentence}" in str(refusal.value)
    assert refusal.value.exit_code == 8
    assert "275126322074974" not in str(refusal.value)
    assert simulator.questions == [RIGHTS if service == "ADRi" else INS_BY_CARD] * times


def test_a_line_that_fails_once_is_tried_again(transport: Transport, simulator: Simulator) -> None:
    simulator.behaviour = Behaviour.DROP_ONCE
    assert Adri(transport).rights(ZOE_S_RIGHTS).birth_name == "ADRUN"
    assert len(simulator.questions) == 2


def test_a_service_that_is_slow_is_given_up(
    simulator: Simulator, files: Files, credentials: Credentials
) -> None:
    simulator.behaviour, simulator.delay = Behaviour.SLOW, 2
    tls = tls_context(files.authority, credentials)
    started = time.monotonic()
    with pytest.raises(CardError, match="ADRi did not answer in time"):
        Adri(soap(simulator, tls, timeout=0.3)).rights(ZOE_S_RIGHTS)
    assert time.monotonic() - started < 5


def test_without_the_practice_s_certificate_nothing_is_answered(
    simulator: Simulator, files: Files
) -> None:
    with pytest.raises(CardError, match="refused this practice's certificate"):
        Adri(soap(simulator, tls_context(files.authority, None))).rights(ZOE_S_RIGHTS)
    assert simulator.questions == []


def test_a_practice_s_certificate_of_another_authority_is_refused(
    simulator: Simulator, files: Files, tmp_path: Path
) -> None:
    other = tmp_path / "other.p12"
    other.write_bytes(authorities.pkcs12(*Authority("AUTRE").issue("INSI-AUTO")))
    theirs = read_credentials(str(other), PASSPHRASE, datetime.now(UTC))
    with pytest.raises(CardError, match="refused this practice's certificate"):
        Adri(soap(simulator, tls_context(files.authority, theirs))).rights(ZOE_S_RIGHTS)


def test_a_server_of_another_authority_is_told_nothing(
    simulator: Simulator, credentials: Credentials
) -> None:
    with pytest.raises(CardError, match="is of no authority that is trusted"):
        Adri(soap(simulator, tls_context(None, credentials))).rights(ZOE_S_RIGHTS)
    assert simulator.questions == []


@pytest.mark.parametrize(
    ("hosts", "until", "sentence"),
    [
        (("elsewhere.example",), None, "shows the certificate of another host"),
        (("localhost",), datetime.now(UTC) - timedelta(days=1), "is out of date"),
    ],
)
def test_a_server_with_a_wrong_certificate_is_told_nothing(
    tmp_path: Path, hosts: tuple[str, ...], until: datetime | None, sentence: str
) -> None:
    authority = Authority()
    key, certificate = authority.issue("server", hosts=hosts, until=until)
    trusted, server = tmp_path / "authority.pem", tmp_path / "server.pem"
    trusted.write_bytes(authorities.pem(authority.certificate))
    server.write_bytes(authorities.pem(certificate) + authorities.pem_key(key))
    context = tls_of(Files(str(trusted), str(server), ""))
    context.verify_mode = ssl.CERT_NONE
    with running(Simulator(0, context)) as simulator:
        with pytest.raises(CardError, match=sentence):
            Adri(soap(simulator, tls_context(str(trusted), None))).rights(ZOE_S_RIGHTS)
        assert simulator.questions == []


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("https://localhost:1", "cannot be reached at localhost"),
        ("https://nowhere.invalid", "cannot be reached at nowhere.invalid"),
        ("ftp://localhost", "is no address of a service"),
    ],
)
def test_an_address_where_nobody_is_says_so(
    simulator: Simulator, files: Files, address: str, sentence: str
) -> None:
    transport = soap(simulator, tls_context(files.authority, None), address=address)
    with pytest.raises(CardError, match=sentence):
        Adri(transport).rights(ZOE_S_RIGHTS)


def test_the_key_of_the_practice_is_left_nowhere(
    files: Files, credentials: Credentials, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    tls_context(files.authority, credentials)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "passphrase", "sentence"),
    [
        ("practice.p12", "not-this-one", "the passphrase is another"),
        ("missing.p12", PASSPHRASE, "cannot be read"),
        ("authority.pem", PASSPHRASE, "the file is no PKCS#12"),
        ("expired.p12", PASSPHRASE, "is out of date"),
    ],
)
def test_a_certificate_that_does_not_open_says_why(
    files: Files, tmp_path: Path, name: str, passphrase: str, sentence: str
) -> None:
    path = tmp_path / name
    if name == "expired.p12":
        until = datetime.now(UTC) - timedelta(days=1)
        path.write_bytes(authorities.pkcs12(*Authority().issue("INSI-AUTO", until=until)))
    elif name != "missing.p12":
        source = {"practice.p12": files.practice, "authority.pem": files.authority}[name]
        with open(source, "rb") as file:
            path.write_bytes(file.read())
    with pytest.raises(CardError, match=sentence) as refusal:
        read_credentials(str(path), passphrase, datetime.now(UTC))
    assert passphrase not in str(refusal.value).replace(str(path), "")


def test_an_authority_that_is_none_says_so(tmp_path: Path) -> None:
    (tmp_path / "none.pem").write_text("none")
    with pytest.raises(CardError, match="cannot be read as PEM"):
        tls_context(str(tmp_path / "none.pem"), None)


def test_the_envelope_is_the_one_that_is_known(
    simulator: Simulator, files: Files, credentials: Credentials
) -> None:
    Adri(soap(simulator, tls_context(files.authority, credentials))).rights(ZOE_S_RIGHTS)
    root = parse_xml(simulator.bodies[0])
    names = [str(element.tag).rpartition("}")[2] for element in root.iter("*")]
    assert names == [
        *("Envelope", "Header", "Action", "MessageID"),
        *("ContexteBAM", "Id", "Temps", "Emetteur", "COUVERTURE", "GrandRegime"),
        *("ASSURE", "Id", "Num", "Cle", "BENEFICIAIRE", "Nir", "Num", "Cle", "DateNai", "Rang"),
        *("ContexteLPS", "Id", "Temps", "Emetteur", "LPS", "IDAM", "Version", "Instance", "Nom"),
        *("Body", "Requete", "DatedeReference", "BeneficiaireDeSoins", "NIRcertifie", "Num"),
        *("Cle", "DatedeNaissance", "SituationAdministrativeAMO", "RangdeNaissance"),
        *("Assure", "NIRassure", "Num", "Cle"),
    ]
    idam = root.find(f".//{{{LPS}}}IDAM")
    assert idam is not None
    assert (idam.get("R"), idam.text) == ("4", "99A1")


def test_an_assertion_is_signed_and_verifies(
    simulator: Simulator, files: Files, credentials: Credentials
) -> None:
    from lxml import etree
    from signxml.exceptions import InvalidDigest
    from signxml.verifier import XMLVerifier

    transport = soap(simulator, tls_context(files.authority, credentials), signer=credentials)
    Insi(transport).by_card(ZOE_S_CARD)
    assertion = parse_xml(simulator.bodies[0]).find(f".//{{{SAML_ASSERTION}}}Assertion")
    assert assertion is not None
    alone = etree.fromstring(etree.tostring(assertion, with_tail=False))
    known = authorities.pem(credentials.certificate).decode()
    verified = XMLVerifier().verify(alone, x509_cert=known, id_attribute="ID")
    assert not isinstance(verified, list)
    assert verified.signed_xml is not None
    attribute = alone.find(f".//{{{SAML_ASSERTION}}}AttributeValue")
    assert attribute is not None
    assert attribute.text == SOFTWARE.emitter
    attribute.text = "318000000011111"
    with pytest.raises(InvalidDigest):
        XMLVerifier().verify(alone, x509_cert=known, id_attribute="ID")


def test_the_certificate_names_the_practice(credentials: Credentials) -> None:
    assert (credentials.organisation, credentials.common_name) == ("318000000099999", "INSI-AUTO")
    assert repr(credentials) == "Credentials()"
