"""The rules, one module a topic: pure functions from facts to a finding.

A rule module contains no date, file number, pay group, count or grade of any case: what differs from
edition to edition it reads from the guideline, what courts say it reads from the authorities.
"""
