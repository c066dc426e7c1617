"""A Bloom filter: whether one of many 64-bit keys may have come before, in a fixed memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]

_WORDS_BITS = 24
_IN_WORD = 6
_MASK = np.uint64((1 << _IN_WORD) - 1)
_ONE = np.uint64(1)
_BITS_OF_KEY = 5


class BloomFilter:
    """The keys added so far, in up to 128 MB, whatever their number; keys are as good as drawn by
    chance, each bit of them."""

    def __init__(self) -> None:
        # Zeros from the system, which take memory only where they are written over.
        self._words = np.zeros(1 << _WORDS_BITS, np.uint64)

    def add(self, keys: Keys) -> None:
        places, masks = _bits(keys)
        np.bitwise_or.at(self._words, places, masks)

    def has(self, keys: Keys) -> NDArray[np.bool_]:
        """For each key, whether it may have been added; never no for one that was."""
        places, masks = _bits(keys)
        found: NDArray[np.bool_] = (self._words[places] & masks) == masks
        return found


def _bits(keys: Keys) -> tuple[Keys, Keys]:
    """Where each key's word stands, and which of its bits are the key's: all in one word, so that
    one look at the memory is enough."""
    masks = np.zeros_like(keys)
    for number in range(_BITS_OF_KEY):
        masks |= _ONE << (keys >> np.uint64(number * _IN_WORD) & _MASK)
    return keys >> np.uint64(64 - _WORDS_BITS), masks
