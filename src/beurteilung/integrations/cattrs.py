"""Grades and appraisals for a cattrs converter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung.integrations.plain import appraisal_dict, read_appraisal, read_grade
from beurteilung.model.appraisals import Appraisal
from beurteilung.model.scales import Grade

if TYPE_CHECKING:
    from cattrs import BaseConverter

__all__ = ["register"]


def register(converter: BaseConverter) -> None:
    """Teach a converter grades and appraisals.

    >>> from cattrs import Converter
    >>> from beurteilung import Grade, grade
    >>> converter = Converter()
    >>> register(converter)
    >>> converter.unstructure(grade("ni-pol-1999:3"))
    'ni-pol-1999:3'
    >>> converter.structure("ni-pol-1999:3", Grade)
    <Grade ni-pol-1999:3>
    """
    # By predicate: the other way makes cattrs resolve the types of all fields, which it need not know.
    converter.register_structure_hook_func(lambda t: t is Grade, lambda v, _: read_grade(v))
    converter.register_unstructure_hook_func(lambda t: t is Grade, str)
    converter.register_structure_hook_func(lambda t: t is Appraisal, lambda v, _: read_appraisal(v))
    converter.register_unstructure_hook_func(lambda t: t is Appraisal, appraisal_dict)
