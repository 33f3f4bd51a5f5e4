#!/bin/sh
# Run once by the PostgreSQL image, on an empty volume: one database per subgraph.
set -eu
for name in reference aid-logistics ceasefire-monitoring infrastructure governance field-hospitals; do
  createdb --username "$POSTGRES_USER" --template template0 --encoding UTF8 --locale C.UTF-8 "$name"
done
