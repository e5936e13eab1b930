"""Grades and appraisals in other libraries: JSON, pydantic, cattrs, SQLAlchemy.

The text form of a grade, ``<scale id>:<code>``, is stable: `str` gives it, `beurteilung.grade` reads
it, and files, columns and JSON written today will be read by later versions. The JSON form of an
appraisal is described once, in `beurteilung.integrations.plain`; the other modules use it.
"""
