"""From one grade to the next: the measure, the only place that counts, and its finding. Imports `law` and below."""
