import type { DatabaseSync } from 'node:sqlite';

/** "VGIL": tells our files from any other SQLite database. */
export const APPLICATION_ID = 0x5647494c;

/**
 * One script per version; the position is the version it leads from. Never change a script that was released: add the next one,
 * and a test on a stored sample of the version before.
 *
 * `meta` stays empty: it held the order tag when that was made once per file.
 *
 * `messages` holds what the event does not: which verdict became of it. Its ids are ANY, because a malformed id told by a source
 * must not stop the engine. `markets` holds the large lists of MarketsRead once per content.
 */
const scripts: readonly string[] = [
  `CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE events (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, type TEXT NOT NULL, json TEXT NOT NULL) STRICT;
   CREATE TABLE effects (
     seq INTEGER NOT NULL, n INTEGER NOT NULL, type TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (seq, n)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE log (
     seq INTEGER NOT NULL, n INTEGER NOT NULL, kind TEXT NOT NULL, rule TEXT, code TEXT, symbol TEXT, level TEXT, json TEXT NOT NULL,
     PRIMARY KEY (seq, n)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE trades (
     seq INTEGER NOT NULL, n INTEGER NOT NULL, symbol TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (seq, n)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE messages (
     seq INTEGER PRIMARY KEY, channel_id ANY, message_id ANY, edited INTEGER NOT NULL, verdict TEXT
   ) STRICT;
   CREATE INDEX messages_by_id ON messages (channel_id, message_id);
   CREATE TABLE markets (hash TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
   CREATE TABLE state (only INTEGER PRIMARY KEY CHECK (only = 1), seq INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
   PRAGMA application_id = ${APPLICATION_ID};`,
];

export const SCHEMA_VERSION = scripts.length;

/** Brings the file to the present version in one transaction; a crash in between leaves the old version whole. */
export function migrate(db: DatabaseSync, from: number): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const script of scripts.slice(from)) db.exec(script);
    db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
