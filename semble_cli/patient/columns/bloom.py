"""A Bloom filter: whether one of many 64-bit keys may have come before, in little memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]

_LEAST_ADDRESS_BITS, _MOST_ADDRESS_BITS = 22, 24
_KEYS_TO_A_WORD = 0.5
"""How many may come before the memory grows: one key in a thousand at most is taken for another."""
_KEY_BITS = 64
_IN_WORD = 6
_MASK = np.uint64((1 << _IN_WORD) - 1)
_ONE = np.uint64(1)
_BITS_OF_KEY = 5


class BloomFilter:
    """The keys added so far, in memory that grows with them from 32 MB to 128 MB; keys are as good
    as drawn by chance, each bit of them."""

    def __init__(self) -> None:
        self._address_bits = _LEAST_ADDRESS_BITS
        self._words = np.zeros(1 << self._address_bits, np.uint64)
        self._added = 0

    def add(self, keys: Keys) -> None:
        self._added += len(keys)
        while self._is_small() and self._address_bits < _MOST_ADDRESS_BITS:
            # A key's first bits are its word's address: with one bit more, it is at either of two.
            self._words = np.repeat(self._words, 2)
            self._address_bits += 1
        places, masks = self._bits(keys)
        np.bitwise_or.at(self._words, places, masks)

    def has(self, keys: Keys) -> NDArray[np.bool_]:
        """For each key, whether it may have been added; never no for one that was."""
        places, masks = self._bits(keys)
        found: NDArray[np.bool_] = (self._words[places] & masks) == masks
        return found

    def _is_small(self) -> bool:
        return self._added > _KEYS_TO_A_WORD * len(self._words)

    def _bits(self, keys: Keys) -> tuple[Keys, Keys]:
        """Where each key's word stands, and which of its bits are the key's: all in one word, so
        that one look at the memory is enough."""
        masks = np.zeros_like(keys)
        for number in range(_BITS_OF_KEY):
            masks |= _ONE << (keys >> np.uint64(number * _IN_WORD) & _MASK)
        return keys >> np.uint64(_KEY_BITS - self._address_bits), masks
