import { describe, expect, test } from 'vitest';
import type { AuditRow } from '../../ports/journal.ts';
import { type Journal, JournalRefused } from './journal.ts';
import { channelId, marketRules, message, note, orderPlaced, rowOf, sol, tick, trade, verdict } from './sample-rows.ts';

/** One stored journal: `open` may be called again after `close`, and finds what was there. */
export interface JournalHome {
  open(): Journal;
}

/** What every journal must do; run by each adapter's test. */
export function journalConforms(name: string, newHome: () => JournalHome): void {
  const fresh = (): Journal => newHome().open();

  describe(`${name} journal: writing`, () => {
    test('a fresh journal knows no event and no state', () => {
      expect(fresh().load()).toEqual({ lastSeq: 0, state: undefined });
    });

    test('what was appended is there after opening again', () => {
      const home = newHome();
      const rows = [
        rowOf(1, { type: 'MarketsRead', markets: marketRules(3) }),
        rowOf(2, message(7, 'a lone surrogate \ud83d, a NUL \u0000, 한글 💥')),
        rowOf(3, { type: 'ClockTicked' }, [orderPlaced(3), { type: 'ReadAccount' }], [note({ a: '1' }), verdict(7, 'monitoring')]),
      ];
      const first = home.open();
      for (const row of rows) first.append(row, `state ${row.event.seq}`);
      first.close();

      const second = home.open();
      expect(second.load()).toEqual({ lastSeq: 3, state: 'state 3' });
      expect([...second.rows()]).toEqual(rows);
      expect(second.problems()).toEqual([]);
    });

    test('the restored event gives the same bytes', () => {
      const journal = fresh();
      const row = rowOf(1, { type: 'MarketsRead', markets: marketRules(2) });
      journal.append(row, undefined);
      expect([...journal.rows()].map((restored) => JSON.stringify(restored.event))).toEqual([JSON.stringify(row.event)]);
    });

    test('an event that left the state as it was keeps the last state', () => {
      const journal = fresh();
      journal.append(tick(1), '{"a":1}');
      journal.append(tick(2), undefined);
      expect(journal.load()).toEqual({ lastSeq: 2, state: '{"a":1}' });
    });

    test('numbers may leave gaps but never repeat or go back', () => {
      const journal = fresh();
      journal.append(tick(5), undefined);
      for (const seq of [5, 4, Number.NaN]) expect(() => journal.append(tick(seq), 'never')).toThrow(JournalRefused);
      journal.append(tick(9), undefined);
      expect(journal.load()).toEqual({ lastSeq: 9, state: undefined });
    });

    test('rows can be read from any number on', () => {
      const journal = fresh();
      for (let seq = 1; seq <= 1203; seq += 1) journal.append(tick(seq), undefined);
      expect([...journal.rows(1200)].map((row) => row.event.seq)).toEqual([1201, 1202, 1203]);
      expect([...journal.rows()]).toHaveLength(1203);
    });

    test('the order tag is six of a-z and 0-9', () => {
      expect(fresh().orderTag()).toMatch(/^[a-z0-9]{6}$/);
    });
  });

  describe(`${name} journal: the audit`, () => {
    const seqs = (page: readonly AuditRow[]): number[] => page.map((row) => row.seq);

    test('entries come oldest first with the number and time of their event', () => {
      const journal = fresh();
      journal.append(tick(1, [note({ n: '1' }), note({ n: '2' })]), undefined);
      journal.append(tick(2), undefined);
      journal.append(tick(3, [note({ n: '3' })]), undefined);
      expect(journal.audit(0, 10)).toEqual([
        { seq: 1, at: 1_790_000_000_001, entry: note({ n: '1' }) },
        { seq: 1, at: 1_790_000_000_001, entry: note({ n: '2' }) },
        { seq: 3, at: 1_790_000_000_003, entry: note({ n: '3' }) },
      ]);
      expect(seqs(journal.audit(1, 10))).toEqual([3]);
      expect(journal.audit(3, 10)).toEqual([]);
    });

    test('a page never splits an event, so that nothing is lost between pages', () => {
      const journal = fresh();
      journal.append(tick(1, [note()]), undefined);
      journal.append(tick(2, [note(), note()]), undefined);
      journal.append(tick(3, [note(), note(), note()]), undefined);
      expect(seqs(journal.audit(0, 2))).toEqual([1]);
      expect(seqs(journal.audit(0, 3))).toEqual([1, 2, 2]);
      expect(seqs(journal.audit(1, 2))).toEqual([2, 2]);
      expect(seqs(journal.audit(2, 2))).toEqual([3, 3, 3]);
    });
  });

  describe(`${name} journal: forgetting`, () => {
    const atOf = (seq: number): number => 1_790_000_000_000 + seq;
    const forgets = (journal: Journal, before: number): void => {
      while (journal.forgetBefore(before)) {
        // A slice at a time.
      }
    };

    test('rows before the moment go with their audit and messages; younger rows, trades, state and the last number stay', () => {
      const home = newHome();
      const journal = home.open();
      journal.append(tick(1, [{ kind: 'trade', trade: trade('takeProfit') }, note()]), 'state');
      journal.append(rowOf(2, message(7, 'old')), undefined);
      for (let seq = 3; seq <= 5000; seq += 1) journal.append(tick(seq), undefined);
      journal.append(rowOf(5001, message(8, 'young'), [], [note()]), undefined);
      forgets(journal, atOf(5001));
      expect([...journal.rows()].map((row) => row.event.seq)).toEqual([5001]);
      expect(journal.audit(0, 10).map(({ seq }) => seq)).toEqual([5001]);
      expect(journal.messages(10).map(({ messageId }) => messageId)).toEqual([8]);
      expect(journal.trades(10)).toEqual([trade('takeProfit')]);
      journal.append(rowOf(5002, message(8, 'told again'), [], [verdict(7, 'ignored')]), undefined);
      journal.append(tick(5003, [verdict(8, 'rejected')]), undefined);
      expect(journal.messages(10).map(({ text, verdict: said }) => [text, said?.verdict])).toEqual([
        ['told again', undefined],
        ['young', 'rejected'],
      ]);
      journal.close();
      expect(home.open().load()).toEqual({ lastSeq: 5003, state: 'state' });
    });

    test('the last row stays however old it is, because the next number follows from it', () => {
      const home = newHome();
      const journal = home.open();
      for (let seq = 1; seq <= 3; seq += 1) journal.append(tick(seq), 'state');
      forgets(journal, Number.MAX_SAFE_INTEGER);
      journal.close();
      expect(home.open().load()).toEqual({ lastSeq: 3, state: 'state' });
    });
  });

  describe(`${name} journal: trades and messages`, () => {
    test('trades come newest first, at most as many as asked for', () => {
      const journal = fresh();
      journal.append(tick(1, [{ kind: 'trade', trade: trade('takeProfit') }]), undefined);
      journal.append(
        tick(2, [
          { kind: 'trade', trade: trade('mddStop') },
          { kind: 'trade', trade: trade('risk') },
        ]),
        undefined,
      );
      expect(journal.trades(9)).toEqual([trade('risk'), trade('mddStop'), trade('takeProfit')]);
      expect(journal.trades(2)).toEqual([trade('risk'), trade('mddStop')]);
    });

    test('a message carries the verdict of its own row', () => {
      const journal = fresh();
      journal.append(rowOf(1, message(7, 'first'), [], [note(), verdict(7, 'rejected')]), undefined);
      expect(journal.messages(5)).toEqual([
        {
          seq: 1,
          receivedAt: 1_790_000_000_001,
          sentAt: 1_789_999_990_500.25,
          channelId,
          messageId: 7,
          text: 'first',
          edited: false,
          verdict: verdict(7, 'rejected'),
        },
      ]);
    });

    test('messages come newest first, without a verdict while none was said', () => {
      const journal = fresh();
      for (const seq of [1, 2, 3]) journal.append(rowOf(seq, message(seq, 'text')), undefined);
      expect(journal.messages(2).map((row) => [row.seq, row.verdict])).toEqual([
        [3, undefined],
        [2, undefined],
      ]);
    });

    test('a verdict said later goes to the first post of that id, not to an edit or a repeat', () => {
      const journal = fresh();
      journal.append(rowOf(1, message(7, 'edit told first', true), [], [verdict(7, 'ignored')]), undefined);
      journal.append(rowOf(2, message(7, 'the post')), undefined);
      journal.append(rowOf(3, message(7, 'told again'), [], [verdict(7, 'ignored')]), undefined);
      journal.append(rowOf(4, { type: 'CandlesRead', symbol: sol, candles: [] }, [], [verdict(7, 'monitoring')]), undefined);
      expect(journal.messages(5).map((row) => [row.text, row.verdict?.verdict])).toEqual([
        ['told again', 'ignored'],
        ['the post', 'monitoring'],
        ['edit told first', 'ignored'],
      ]);
    });

    test('a verdict for a message that was never told changes nothing', () => {
      const journal = fresh();
      journal.append(rowOf(1, message(7, 'text')), undefined);
      journal.append(tick(2, [verdict(8, 'rejected')]), undefined);
      expect(journal.messages(5).map((row) => row.verdict)).toEqual([undefined]);
    });
  });
}
