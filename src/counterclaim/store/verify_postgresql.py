"""What `verify` looks for in a PostgreSQL case: its schema, its index, and all that `verify.py` looks for.

The pages are the server's own care: it has them under checksums where it was set up with `--data-checksums`.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, String, cast, select

from counterclaim.store.connect_postgresql import build
from counterclaim.store.lexemes import places, places_kept, storable
from counterclaim.store.protocol import Damage
from counterclaim.store.tables import INDEXED
from counterclaim.store.verify import differing_schema, read_on, stored_damages

_PATTERN = "counterclaim_pattern"
_SCHEMA = """
SELECT 'table ' || relname, string_agg(concat_ws(' ', attname, format_type(atttypid, atttypmod),
  CASE WHEN attnotnull THEN 'not null' END, attcollation::regcollation), ', ' ORDER BY attnum)
FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace GROUP BY relname
UNION ALL
SELECT 'constraint ' || conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND conrelid <> 0
UNION ALL
SELECT 'index ' || indexname, replace(indexdef, quote_ident(schemaname) || '.', '')
FROM pg_indexes WHERE schemaname = current_schema()
UNION ALL
SELECT 'view ' || viewname, definition FROM pg_views WHERE schemaname = current_schema()
UNION ALL
SELECT 'function ' || proname, prosrc || coalesce(pg_get_function_sqlbody(oid), '')
FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
UNION ALL
SELECT 'trigger ' || tgname, concat_ws(' ', tgenabled,  pg_get_triggerdef(pg_trigger.oid, true))
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace
"""


def damages(connection: Connection) -> list[Damage]:
    """Return all damage, sorted and each once; in a transaction, so that all is of one moment."""
    found = [*stored_damages(connection, storable), *_words(connection), *_schema(connection)]
    return sorted(set(found))


def _words(connection: Connection) -> Iterator[Damage]:
    """Yield the passages whose words are not those of their text."""
    vector = cast(INDEXED.c.words, String).label("vector")
    query = select(INDEXED.c.kind, INDEXED.c.id, INDEXED.c.text, vector)
    rows, broken = read_on(connection, "passage", lambda case: iter(case.execute(query)))
    yield from broken
    for row in rows:
        if places(row.text) != places_kept(row.vector):
            yield Damage(f"{row.kind} {row.id}", "the index of words is not what its text says: rebuild it")


def _schema(connection: Connection) -> Iterator[Damage]:
    """Yield what of the schema is not as we make it, beside a pattern that is undone at once."""
    stored = _described(connection)
    connection.exec_driver_sql("SAVEPOINT pattern")
    connection.exec_driver_sql(f"CREATE SCHEMA {_PATTERN}")
    connection.exec_driver_sql(f"SET LOCAL search_path = {_PATTERN}")
    build(connection)
    wanted = _described(connection)
    connection.exec_driver_sql("ROLLBACK TO SAVEPOINT pattern")
    yield from differing_schema(stored, wanted)


def _described(connection: Connection) -> dict[str, str]:
    return {name: definition or "" for name, definition in connection.exec_driver_sql(_SCHEMA)}
