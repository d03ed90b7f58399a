//! Opens and wraps the outside world: configuration, database, Redis, clock, outgoing HTTP, logs and metrics. Knows no noun of a site.
