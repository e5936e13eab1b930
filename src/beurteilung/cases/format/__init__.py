"""The format of case files: one class a table, whose fields are its keys.

A key left out is not known, never a default. Reader, schema and template follow these classes; what rules
ask of a case stands in `beurteilung.cases.facts`.
"""

from beurteilung.cases.format.fall import Fall

__all__ = ["Fall"]
