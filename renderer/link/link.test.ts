import { describe, expect, test } from 'vitest';
import { takeToken } from './access-token.ts';
import { readFrame } from './frame.ts';
import { createWebLink, queryText, retryDelay } from './web-link.ts';

describe('the access token', () => {
  const place = (hash: string, stored: string | null) => {
    const kept: string[] = [];
    let forgotten = false;
    return {
      kept,
      wasForgotten: () => forgotten,
      hash,
      forgetHash: () => {
        forgotten = true;
      },
      storage: { getItem: () => stored, setItem: (_: string, value: string) => void kept.push(value) },
    };
  };
  test('is taken from the fragment, kept for the session, and removed from the address bar', () => {
    const brought = place('#token=a%2Bb', 'old');
    expect(takeToken(brought)).toBe('a+b');
    expect(brought.kept).toEqual(['a+b']);
    expect(brought.wasForgotten()).toBe(true);
  });
  test('survives a reload without a fragment', () => {
    expect(takeToken(place('', 'old'))).toBe('old');
    expect(takeToken(place('#token=', null))).toBe('');
  });
});

describe('a frame of the stream', () => {
  test('is a snapshot or a push', () => {
    expect(readFrame('{"snapshot":{"seq":3,"view":{}}}')).toEqual({ snapshot: { seq: 3, view: {} } });
    expect(readFrame('{"since":1,"seq":2,"changed":{}}')).toEqual({ push: { since: 1, seq: 2, changed: {} } });
  });
  test('of any other shape is nothing', () => {
    const bad = [
      '',
      'null',
      '[]',
      '{}',
      '{"since":1,"seq":"2","changed":{}}',
      '{"since":-1,"seq":2,"changed":{}}',
      '{"snapshot":{"seq":3}}',
      '{',
    ];
    expect(bad.map((text) => readFrame(text))).toEqual(bad.map(() => undefined));
    expect(readFrame(new ArrayBuffer(2))).toBeUndefined();
  });
});

describe('the web link', () => {
  const webLink = (reply: () => Response) => {
    const asked: [string, RequestInit | undefined][] = [];
    const sockets: WebSocket[] = [];
    const closed: string[] = [];
    const waits: [number, () => void][] = [];
    const bring = { token: (_: string): void => undefined };
    const link = createWebLink({
      base: 'http://127.0.0.1:9',
      token: 't&1',
      onToken: (listener) => {
        bring.token = listener;
      },
      fetch: (url, init) => {
        asked.push([String(url), init]);
        return Promise.resolve(reply());
      },
      openSocket: (url) => {
        const socket = { url, close: () => void closed.push(url) } as WebSocket;
        sockets.push(socket);
        return socket;
      },
      now: () => 42,
      later: (ms, run) => void waits.push([ms, run]),
    });
    return { link, asked, sockets, closed, waits, bring };
  };
  test('sends a command as an authorised JSON post', async () => {
    const { link, asked } = webLink(() => Response.json({ ok: true, seq: 7 }));
    expect(await link.send('emergency.close', { scope: 'bot' })).toEqual({ ok: true, seq: 7 });
    expect(asked[0]?.[0]).toBe('http://127.0.0.1:9/api/commands/emergency.close');
    expect(asked[0]?.[1]).toMatchObject({ method: 'POST', body: '{"scope":"bot"}', headers: { authorization: 'Bearer t&1' } });
  });
  test('reads the snapshot the host answers, the view flat beside its number', async () => {
    const { link } = webLink(() => Response.json({ seq: 7, at: 9, engine: { state: 'running' } }));
    expect(await link.snapshot()).toEqual({ seq: 7, view: { engine: { state: 'running' } } });
  });
  test('calls an unreadable answer a refusal with the status, never a success', async () => {
    const { link } = webLink(() => new Response('<html>', { status: 502 }));
    expect(await link.send('entries.pause', {})).toMatchObject({
      ok: false,
      refusal: { code: 'unreadableReply', numbers: { status: '502' } },
    });
    await expect(link.snapshot()).rejects.toThrow('no snapshot');
  });
  test('tells a break once, with its moment, and tries again ever more slowly', () => {
    const { link, sockets, waits } = webLink(() => Response.json({}));
    const told: unknown[] = [];
    link.onConnection((connection) => told.push(connection));
    expect(sockets[0]?.url).toBe('ws://127.0.0.1:9/api/stream?token=t%261');
    for (let i = 0; i < 3; i += 1) {
      sockets.at(-1)?.onclose?.({} as CloseEvent);
      waits.at(-1)?.[1]();
    }
    expect(told).toEqual([{ open: false, since: 42, why: 'lost' }]);
    expect(waits.map(([ms]) => ms)).toEqual([500, 1000, 2000]);
    sockets.at(-1)?.onopen?.({} as Event);
    expect(told.at(-1)).toEqual({ open: true });
    expect(retryDelay(50)).toBe(10_000);
  });
  test('tells when the host no longer accepts the token', async () => {
    const { link } = webLink(() => Response.json({ ok: false, refusal: {} }, { status: 401 }));
    const told: unknown[] = [];
    link.onConnection((connection) => told.push(connection));
    await expect(link.snapshot()).rejects.toThrow('no snapshot');
    expect(told).toEqual([{ open: false, since: 42, why: 'token' }]);
  });
  test('a new token opens a new stream at once, is used from then on, and the old stream is heard no more', async () => {
    const { link, asked, sockets, closed, waits, bring } = webLink(() => Response.json({ ok: true, seq: 1 }));
    const told: unknown[] = [];
    link.onConnection((connection) => told.push(connection));
    const old = sockets[0];
    old?.onclose?.({} as CloseEvent);
    bring.token('t2');
    expect(sockets.map(({ url }) => url)).toEqual(['t%261', 't2'].map((token) => `ws://127.0.0.1:9/api/stream?token=${token}`));
    expect(closed).toEqual([old?.url]);
    waits[0]?.[1]();
    old?.onclose?.({} as CloseEvent);
    expect([sockets.length, waits.length]).toEqual([2, 1]);
    await link.send('entries.pause', {});
    expect(asked[0]?.[1]).toMatchObject({ headers: { authorization: 'Bearer t2' } });
    bring.token('t2');
    expect(sockets).toHaveLength(2);
    expect(told).toEqual([{ open: false, since: 42, why: 'lost' }]);
  });
  test('a refusal of the token that has been replaced meanwhile is no news', async () => {
    const { link, bring } = webLink(() => new Response('', { status: 401 }));
    const told: unknown[] = [];
    link.onConnection((connection) => told.push(connection));
    const sent = link.send('entries.pause', {});
    bring.token('t2');
    await sent;
    expect(told).toEqual([]);
  });
  test('leaves out what was not asked for', () => {
    expect(queryText({ symbol: 'BTCUSDT', limit: 5, interval: undefined })).toBe('symbol=BTCUSDT&limit=5');
  });
});
