"""Where the print server is, and what becomes of those that answer otherwise than they should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import PrinterError
from semble_cli.paper.printers import server as server_module
from semble_cli.paper.printers.queues import all_printers
from semble_cli.paper.printers.server import NoPrintServer, PrintServer, print_server
from tests.vitale.raw_server import RawServer

if TYPE_CHECKING:
    import socket
    from pathlib import Path

    from private_cups import Cups


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home without any file of CUPS, on a machine that has none."""
    monkeypatch.setenv("HOME", str(tmp_path))
    system = str(tmp_path / "etc.conf")
    monkeypatch.setattr(server_module, "_FILES", ("~/.cups/client.conf", system))
    monkeypatch.setattr(server_module, "_SOCKETS", (str(tmp_path / "cups.sock"),))
    return tmp_path


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("", PrintServer("", "localhost", 631)),
        ("/run/other.sock", PrintServer("/run/other.sock")),
        ("impression.cabinet.lan", PrintServer("", "impression.cabinet.lan", 631)),
        ("impression:8631", PrintServer("", "impression", 8631)),
        ("192.0.2.7:631/version=1.1", PrintServer("", "192.0.2.7", 631)),
        ("[2001:db8::1]:632", PrintServer("", "2001:db8::1", 632)),
    ],
)
@pytest.mark.usefixtures("alone")
def test_the_print_server_is_where_its_own_variable_says(name: str, found: PrintServer) -> None:
    assert print_server({"CUPS_SERVER": name}) == found
    encrypted = print_server({"CUPS_SERVER": name, "CUPS_ENCRYPTION": "Required"})
    assert encrypted == found._replace(is_encrypted=not found.path)


@pytest.mark.parametrize("name", ["bad host", "h:99999", "h:", "[x]:1", "a/b", "http://h"])
@pytest.mark.usefixtures("alone")
def test_what_names_no_print_server_is_refused(name: str) -> None:
    with pytest.raises(PrinterError, match="names no print server"):
        print_server({"CUPS_SERVER": name})


def test_the_files_of_cups_say_where_it_is_and_the_user_s_goes_first(alone: Path) -> None:
    (alone / "etc.conf").write_text("# commun\nServerName serveur\n\nEncryption Always\n")
    assert print_server({}) == PrintServer("", "serveur", 631, True)
    (alone / ".cups").mkdir()
    (alone / ".cups/client.conf").write_bytes(b"servername poste:1631\n#Encryption Never\n\xff\n")
    assert print_server({}) == PrintServer("", "poste", 1631, True)
    assert print_server({"CUPS_SERVER": "autre"}).host == "autre"
    assert not print_server({"CUPS_ENCRYPTION": "IfRequested"}).is_encrypted


def test_the_socket_of_this_machine_is_taken_where_nothing_is_said(alone: Path) -> None:
    (alone / "cups.sock").touch()
    assert print_server({}) == PrintServer(str(alone / "cups.sock"))
    assert print_server({"CUPS_ENCRYPTION": "Required"}).path == str(alone / "cups.sock")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", "it asks for a password"),
        (b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "does not let this machine print"),
        (b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n", "it takes nothing that large"),
        (b"HTTP/1.1 426 Upgrade\r\nContent-Length: 0\r\n\r\n", "set CUPS_ENCRYPTION=Required"),
        (b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", "refuses: HTTP 500."),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "No print server answers at"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello", "No print server answers at"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n\2\0\4\0\0\0\0\1\3", "does not say why"),
        (b"SSH-2.0-OpenSSH\r\n", "No print server answers at"),
        (b"", "No print server answers at"),
    ],
)
def test_what_answers_otherwise_is_told(answer: bytes, said: str) -> None:
    def answered(line: socket.socket) -> None:
        line.sendall(answer)

    server = RawServer(answered)
    server.start()
    try:
        with pytest.raises(PrinterError, match=said) as told:
            all_printers(PrintServer("", "127.0.0.1", server.port))
        assert told.value.exit_code == 8
    finally:
        server.stop()


def test_nobody_where_the_print_server_should_be(tmp_path: Path) -> None:
    for place in (PrintServer(str(tmp_path / "none")), PrintServer("", "127.0.0.1", 1)):
        with pytest.raises(NoPrintServer, match=f"No print server answers at {place.place}"):
            all_printers(place)


def test_a_connection_is_encrypted_where_that_is_asked_for_and_the_server_is_known(
    cups: Cups, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = PrintServer("", "localhost", cups.port, is_encrypted=True)
    with pytest.raises(PrinterError, match="is of no authority that this machine knows"):
        all_printers(server)
    (certificate,) = (cups.directory / "etc/ssl").glob("localhost.crt")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert all_printers(server) == []


def test_a_printer_is_named_in_an_address_whatever_its_name() -> None:
    assert PrintServer().uri("é/#x y") == "ipp://localhost/printers/%C3%A9%2F%23x%20y"
