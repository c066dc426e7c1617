"""How sure an identity is: its status, the flags on it, and what changes them (RNIV).

A status is two facts: whether the identity was retrieved from INSi, and whether its traits were
checked against a high-confidence document (RNIV EXI SI 07; FR Core, fr-core-vs-identity-status).
"""

from enum import StrEnum
from typing import NamedTuple, Self

from semble_cli.errors import InvalidInput, Sentence


class IdentityStatus(StrEnum):
    """The four exclusive statuses, by their official codes."""

    PROVISIONAL = "PROV"
    RETRIEVED = "RECUP"
    VALIDATED = "VALI"
    QUALIFIED = "QUAL"


STATUS_NAMES: dict[IdentityStatus, Sentence] = {
    IdentityStatus.PROVISIONAL: Sentence("provisional"),
    IdentityStatus.RETRIEVED: Sentence("retrieved"),
    IdentityStatus.VALIDATED: Sentence("validated"),
    IdentityStatus.QUALIFIED: Sentence("qualified"),
}
"""What people call each status."""


class IdentityFlag(StrEnum):
    """The attributes of an identity (Guide d'implémentation INS v3.0, EXI ID 24 and 26)."""

    HOMONYM = "homonym"
    DOUBTFUL = "doubtful"
    FICTITIOUS = "fictitious"


class IdentitySource(StrEnum):
    """Where the traits of an identity came from."""

    MANUAL = "manual"
    VITALE = "vitale"
    INSI = "insi"
    DATAMATRIX = "datamatrix"
    IMPORT = "import"


class CheckingDocument(StrEnum):
    """High-confidence documents (RNIV EXI SI 10), by their codes in FR Core 3.0.0
    (fr-core-cs-mode-validation-identity). A driving licence is none."""

    IDENTITY_CARD = "CN"
    PASSPORT = "PA"
    RESIDENCE_PERMIT = "CS"
    ELECTRONIC_IDENTITY_CARD = "eCN"
    DIGITAL_IDENTITY = "IN"
    APPLI_CARTE_VITALE = "AV"
    FAMILY_BOOK_AND_VITALE = "LECV"
    BIRTH_CERTIFICATE = "AN"
    PARENTS_FAMILY_BOOK = "LEP"
    CIRCULATION_BOOK = "CC"
    BIRTH_CERTIFICATE_AND_VITALE = "ANCV"


DOCUMENT_NAMES: dict[CheckingDocument, Sentence] = {
    CheckingDocument.IDENTITY_CARD: Sentence("national identity card"),
    CheckingDocument.PASSPORT: Sentence("passport"),
    CheckingDocument.RESIDENCE_PERMIT: Sentence("residence permit"),
    CheckingDocument.ELECTRONIC_IDENTITY_CARD: Sentence("electronic identity card"),
    CheckingDocument.DIGITAL_IDENTITY: Sentence("La Poste digital identity"),
    CheckingDocument.APPLI_CARTE_VITALE: Sentence("Vitale card application"),
    CheckingDocument.FAMILY_BOOK_AND_VITALE: Sentence("family book and Vitale card with a photo"),
    CheckingDocument.BIRTH_CERTIFICATE: Sentence("extract of the birth certificate"),
    CheckingDocument.PARENTS_FAMILY_BOOK: Sentence("family book of the parents"),
    CheckingDocument.CIRCULATION_BOOK: Sentence("circulation book of a foreign minor"),
    CheckingDocument.BIRTH_CERTIFICATE_AND_VITALE: Sentence(
        "extract of the birth certificate and Vitale card with a photo"
    ),
}
"""What people call each document. None is proposed by default (Guide INS v3.0, EXI ID 19)."""


_STATUSES = {
    (False, False): IdentityStatus.PROVISIONAL,
    (True, False): IdentityStatus.RETRIEVED,
    (False, True): IdentityStatus.VALIDATED,
    (True, True): IdentityStatus.QUALIFIED,
}
FACTS = {status: facts for facts, status in _STATUSES.items()}
"""For each status, whether the identity is retrieved, and whether it is checked."""
_PROVISIONAL_ONLY = frozenset({IdentityFlag.DOUBTFUL, IdentityFlag.FICTITIOUS})


class Standing(NamedTuple):
    """The two facts and the flags of an identity. Each change gives another standing."""

    retrieved: bool = False
    checked: bool = False
    flags: frozenset[IdentityFlag] = frozenset()

    @property
    def must_stay_provisional(self) -> bool:
        """Doubtful or fictitious: provisional, and INSi is not to be called (EXI ID 24, 26)."""
        return not self.flags.isdisjoint(_PROVISIONAL_ONLY)

    @property
    def status(self) -> IdentityStatus:
        if self.must_stay_provisional:
            return IdentityStatus.PROVISIONAL
        return _STATUSES[self.retrieved, self.checked]

    @property
    def may_hold_ins(self) -> bool:
        """A matricule INS is kept only while the identity counts as retrieved: it is never typed,
        and it says nothing of traits that were changed, unlinked, or are in doubt."""
        return self.retrieved and not self.must_stay_provisional

    @property
    def may_show_ins(self) -> bool:
        """The matricule is shown, printed and sent for a qualified identity only (EXI SI 08)."""
        return self.status is IdentityStatus.QUALIFIED

    def with_retrieval(self) -> Self:
        """After INSi (or what counts as INSi) gave the matricule and the traits now recorded.

        Raises:
            InvalidInput: the identity is doubtful or fictitious.
        """
        return self._open_to_proof()._replace(retrieved=True)

    def with_check(self) -> Self:
        """After the traits were compared with a high-confidence document.

        Raises:
            InvalidInput: the identity is doubtful or fictitious.
        """
        return self._open_to_proof()._replace(checked=True)

    def _open_to_proof(self) -> Self:
        if self.must_stay_provisional:
            raise InvalidInput(
                "identity_flags",
                "a doubtful or fictitious identity stays provisional; take the flag off first.",
            )
        return self

    def unlinked(self) -> Self:
        """After the matricule INS was given up: RECUP becomes PROV, QUAL becomes VALI."""
        return self._replace(retrieved=False)

    def strict_trait_changed(self) -> Self:
        """After a strict trait was edited by hand: provisional again.

        Both facts were about the former traits: neither INSi nor the document vouches for the new.
        """
        return self._replace(retrieved=False, checked=False)

    def flagged(self, flag: IdentityFlag) -> Self:
        """With one more flag; doubtful and fictitious take both facts away.

        Raises:
            InvalidInput: fictitious beside another flag. Only homonym and doubtful go together
                (RNIV EXI SI 09).
        """
        flags = self.flags | {flag}
        if IdentityFlag.FICTITIOUS in flags and len(flags) > 1:
            raise InvalidInput(
                "identity_flags", "fictitious stands alone; take the other flags off first."
            )
        if flag in _PROVISIONAL_ONLY:
            return self._replace(retrieved=False, checked=False, flags=flags)
        return self._replace(flags=flags)

    def unflagged(self, flag: IdentityFlag) -> Self:
        """Without that flag. What the flag took away must be proved again."""
        return self._replace(flags=self.flags - {flag})
