import type { FSWatcher } from 'node:fs';
import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { SourceWhy } from '../../../core/event.ts';
import type { ClockPort } from '../../../ports/clock.ts';
import type { MessagesPort } from '../../../ports/messages.ts';
import type { TailNews } from './file-tail.ts';
import { createFileTail } from './file-tail.ts';
import { readInboxLine } from './inbox-line.ts';
import type { RawLine } from './line-splitter.ts';
import { createLineSplitter } from './line-splitter.ts';

const POLL_MS = 200;
const LATE_AFTER_MS = 10_000;
const LONGEST_LINE = 1024 * 1024;
/** Of a long file only so much is told at start: the core drops old posts by id and age anyway. */
const MOST_AT_START = 1024 * 1024;
/** A file of another kind would otherwise drown the log; the rest is told as a number. */
const COMPLAINTS_PER_POLL = 20;

type Tell = Parameters<MessagesPort['open']>[0];

/**
 * Channel posts from a file to which somebody appends one JSON line per post. After a restart all lines are told again: the core knows
 * the ids it has handled. A line that cannot be read is skipped and complained of (`healthy: true`, because the source goes on).
 */
export function createInboxMessages(path: string, clock: Pick<ClockPort, 'after' | 'now'>): MessagesPort {
  const name = basename(path);
  const reading: SourceWhy = { code: 'sourceInbox', numbers: { file: name } };
  const tail = createFileTail(path, MOST_AT_START);
  const splitter = createLineSplitter(LONGEST_LINE);
  let countedFromStart = true;
  let trouble: string | undefined;
  let complaints = 0;
  let closed = false;
  let readAt: number | undefined;
  let polling: Promise<void> | undefined;
  let askedAgain = false;
  let stopWaiting: () => void = () => {};
  let watcher: FSWatcher | undefined;

  const tellReadable = (tell: Tell, why: SourceWhy): void => {
    trouble = undefined;
    tell({ type: 'MessageSourceChanged', source: 'inbox', healthy: true, why });
  };

  const tellTrouble = (tell: Tell, fault: string): void => {
    // Every poll finds a missing file missing; only the change is news.
    if (fault === trouble) return;
    trouble = fault;
    const why = { code: 'sourceFileTrouble', numbers: { file: name, fileFault: fault } } as const;
    tell({ type: 'MessageSourceChanged', source: 'inbox', healthy: false, why });
  };

  const complain = (tell: Tell, line: RawLine, code: 'sourceInboxLine' | 'sourceInboxTooLong', about: Record<string, string>): void => {
    complaints += 1;
    if (complaints > COMPLAINTS_PER_POLL) return;
    const numbers = { line: String(line.number), lineOf: countedFromStart ? 'file' : 'lastPart', ...about };
    tell({ type: 'MessageSourceChanged', source: 'inbox', healthy: true, why: { code, numbers } });
  };

  const takeLine = (tell: Tell, line: RawLine, backlog: boolean): void => {
    if (line.kind === 'tooLong') {
      complain(tell, line, 'sourceInboxTooLong', { limit: String(LONGEST_LINE) });
      return;
    }
    const read = readInboxLine(line.bytes, backlog);
    if (read === undefined) return;
    if (read.ok) tell(read.message);
    else complain(tell, line, 'sourceInboxLine', { detail: read.why });
  };

  const takeNews = (tell: Tell, news: TailNews): void => {
    switch (news.kind) {
      case 'unreadable':
        tellTrouble(tell, news.why);
        break;
      case 'opened':
        splitter.restart();
        countedFromStart = news.fromStart;
        tellReadable(tell, news.why === 'first' ? reading : { code: 'sourceInboxAnew', numbers: { file: name, fileChange: news.why } });
        break;
      case 'bytes':
        for (const line of splitter.take(news.bytes)) takeLine(tell, line, news.old);
    }
  };

  const poll = async (tell: Tell): Promise<void> => {
    complaints = 0;
    let readable = true;
    for await (const news of tail.poll()) {
      if (closed) return;
      takeNews(tell, news);
      if (news.kind === 'unreadable') readable = false;
    }
    if (readable) readAt = clock.now();
    // The same file came back under its name: there is nothing to open, so nothing else would tell.
    if (readable && trouble !== undefined) tellReadable(tell, reading);
    if (complaints > COMPLAINTS_PER_POLL) {
      const count = String(complaints - COMPLAINTS_PER_POLL);
      tell({ type: 'MessageSourceChanged', source: 'inbox', healthy: true, why: { code: 'sourceInboxMore', numbers: { count } } });
    }
  };

  const pollNow = (tell: Tell): void => {
    if (closed) return;
    if (polling !== undefined) {
      askedAgain = true;
      return;
    }
    stopWaiting();
    askedAgain = false;
    polling = poll(tell).finally(() => {
      polling = undefined;
      if (closed) return;
      if (askedAgain) pollNow(tell);
      else stopWaiting = clock.after(POLL_MS, () => pollNow(tell));
    });
  };

  const watchFolder = (tell: Tell): void => {
    try {
      // The folder, not the file: the file may not exist yet, and a watch on it would stay with the old one after a rotation.
      watcher = watch(dirname(path), { persistent: false }, (_, changed) => {
        if (changed === null || changed === name) pollNow(tell);
      });
      watcher.on('error', () => watcher?.close());
    } catch {
      // No watch here (network drive, no folder yet): polling alone is enough.
    }
  };

  return {
    source: 'inbox',
    reading: () => ({ at: readAt, lateAfterMs: LATE_AFTER_MS }),
    open(tell) {
      watchFolder(tell);
      pollNow(tell);
    },
    async close() {
      closed = true;
      stopWaiting();
      watcher?.close();
      await polling;
      await tail.close();
    },
  };
}
