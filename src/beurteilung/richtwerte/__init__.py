"""Richtwerte, exact: scope, shares, check of a distribution; never sees a case. Imports `law` and below."""
