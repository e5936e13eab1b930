"""From a case file to a report: format, facts, rules by topic, receipt. Imports `changes`, `richtwerte` and below."""
