"""What every wing stands on: errors, two languages, TOML, ports. Imports nothing else of the library."""
