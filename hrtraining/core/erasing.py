"""Leaves nothing behind of what was deleted: free pages and the write-ahead log keep it until they are written over."""

from __future__ import annotations

from sqlalchemy import Engine


def erase_deleted(engine: Engine) -> bool:
    """Rewrite the database without what was deleted; False when somebody was reading, so that it must be done again.

    SQLite keeps deleted rows in free pages and in the log beside the file, PostgreSQL in dead tuples. Copies that
    were made before (backups) still hold them.
    """
    raw = engine.raw_connection()
    try:
        connection = raw.driver_connection
        if connection is None:
            raise LookupError("the pool gave no connection")
        if engine.dialect.name == "sqlite":
            connection.execute("VACUUM")
            busy, _pages, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
        connection.autocommit = True
        connection.execute("VACUUM FULL")
        connection.autocommit = False
        return True
    finally:
        raw.close()
