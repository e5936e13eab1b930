"""The things themselves: sources, scales, mappings, offices, appraisals, findings. Imports `_base` only."""
