"""A slow oracle for the reach calculus, written straight from the definitions.

It works on plain data only and shares no code with the package.
"""

from tests.oracle.missing import gaps
from tests.oracle.needs import coverage
from tests.oracle.verdicts import duplicates

__all__ = ["coverage", "duplicates", "gaps"]
