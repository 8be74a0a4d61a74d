import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Every statement of the journal, prepared once. */
export interface Statements {
  readonly begin: StatementSync;
  readonly commit: StatementSync;
  readonly insertEvent: StatementSync;
  readonly insertEffect: StatementSync;
  readonly insertLog: StatementSync;
  readonly insertTrade: StatementSync;
  readonly insertMessage: StatementSync;
  readonly judgeOwnMessage: StatementSync;
  readonly judgeMessage: StatementSync;
  readonly insertMarkets: StatementSync;
  readonly writeState: StatementSync;
  readonly readState: StatementSync;
  readonly lastSeq: StatementSync;
  readonly audit: StatementSync;
  readonly auditOfEvent: StatementSync;
  readonly trades: StatementSync;
  readonly messages: StatementSync;
  readonly markets: StatementSync;
  readonly events: StatementSync;
  readonly effectsOfEvent: StatementSync;
  readonly oldest: StatementSync;
  readonly firstSince: StatementSync;
  readonly readSlice: readonly StatementSync[];
  readonly forget: readonly StatementSync[];
  readonly forgetMarkets: StatementSync;
}

export function prepareStatements(db: DatabaseSync): Statements {
  return {
    begin: db.prepare('BEGIN IMMEDIATE'),
    commit: db.prepare('COMMIT'),
    insertEvent: db.prepare('INSERT INTO events (seq, at, type, json) VALUES (?, ?, ?, ?)'),
    insertEffect: db.prepare('INSERT INTO effects (seq, n, type, json) VALUES (?, ?, ?, ?)'),
    insertLog: db.prepare('INSERT INTO log (seq, n, kind, rule, code, symbol, level, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
    insertTrade: db.prepare('INSERT INTO trades (seq, n, symbol, json) VALUES (?, ?, ?, ?)'),
    insertMessage: db.prepare('INSERT INTO messages (seq, channel_id, message_id, edited, verdict) VALUES (?, ?, ?, ?, ?)'),
    judgeOwnMessage: db.prepare('UPDATE messages SET verdict = ? WHERE seq = ?'),
    judgeMessage: db.prepare(
      `UPDATE messages SET verdict = ? WHERE seq =
         (SELECT min(seq) FROM messages WHERE channel_id = ? AND message_id = ? AND edited = 0)`,
    ),
    insertMarkets: db.prepare('INSERT OR IGNORE INTO markets (hash, json) VALUES (?, ?)'),
    writeState: db.prepare('INSERT OR REPLACE INTO state (only, seq, json) VALUES (1, ?, ?)'),
    readState: db.prepare('SELECT json FROM state'),
    lastSeq: db.prepare('SELECT max(seq) AS seq FROM events'),
    audit: db.prepare('SELECT l.seq, e.at, l.json FROM log l JOIN events e ON e.seq = l.seq WHERE l.seq > ? ORDER BY l.seq, l.n LIMIT ?'),
    auditOfEvent: db.prepare('SELECT l.seq, e.at, l.json FROM log l JOIN events e ON e.seq = l.seq WHERE l.seq = ? ORDER BY l.n'),
    trades: db.prepare('SELECT seq, json FROM trades ORDER BY seq DESC, n DESC LIMIT ?'),
    messages: db.prepare('SELECT m.seq, e.json, m.verdict FROM messages m JOIN events e ON e.seq = m.seq ORDER BY m.seq DESC LIMIT ?'),
    markets: db.prepare('SELECT json FROM markets WHERE hash = ?'),
    events: db.prepare('SELECT seq, json FROM events WHERE seq > ? ORDER BY seq LIMIT ?'),
    oldest: db.prepare('SELECT min(seq) AS seq FROM events'),
    firstSince: db.prepare('SELECT seq FROM events WHERE at >= ? ORDER BY seq LIMIT 1'),
    // The length of a text is only known when all of it was read.
    readSlice: [
      ...['events', 'effects', 'log', 'trades'].map((table) =>
        db.prepare(`SELECT total(length(json)) FROM ${table} WHERE seq > ? AND seq <= ?`),
      ),
      db.prepare('SELECT total(length(verdict)) FROM messages WHERE seq > ? AND seq <= ?'),
    ],
    // Events go last: they say how far the others may go.
    forget: ['effects', 'log', 'messages', 'events'].map((table) => db.prepare(`DELETE FROM ${table} WHERE seq <= ?`)),
    forgetMarkets: db.prepare(
      `DELETE FROM markets WHERE hash NOT IN (SELECT json_extract(json, '$.markets') FROM events WHERE type = 'MarketsRead')`,
    ),
    effectsOfEvent: db.prepare('SELECT seq, json FROM effects WHERE seq = ? ORDER BY n'),
  };
}
