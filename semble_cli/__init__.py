"""The patient register of a French practice, in a terminal."""

__version__ = "0.1.0"
