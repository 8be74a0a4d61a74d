import { describe, expect, test } from 'vitest';
import { readInboxLine } from './inbox-line.ts';

const good = { channelId: -1002171239233, messageId: 101, date: 1_790_000_000, text: '🔥 실시간 주도 마켓 분석 (BTC)' };
const read = (text: string) => readInboxLine(new TextEncoder().encode(text), false);
const whyOf = (changed: Record<string, unknown>): string => {
  const line = read(JSON.stringify({ ...good, ...changed }));
  return line?.ok === false ? line.why : 'accepted';
};

describe('one line of the inbox', () => {
  test('becomes a message, with the date in milliseconds', () => {
    expect(read(JSON.stringify(good))).toEqual({
      ok: true,
      message: {
        type: 'MessageReceived',
        channelId: -1002171239233,
        messageId: 101,
        sentAt: 1_790_000_000_000,
        text: '🔥 실시간 주도 마켓 분석 (BTC)',
        edited: false,
        backlog: false,
        caption: false,
        source: 'inbox',
      },
    });
  });

  test('may say that the post is edited or a caption, and may carry fields we do not know', () => {
    const line = read(JSON.stringify({ ...good, edited: true, caption: true, views: 12 }));
    expect(line).toMatchObject({ ok: true, message: { edited: true, caption: true } });
  });

  test('may end in a carriage return and begin with a byte order mark', () => {
    expect(read(`\uFEFF${JSON.stringify(good)}\r`)).toMatchObject({ ok: true });
  });

  test.each(['', '  ', '\r', '\uFEFF'])('says nothing when it is blank: %j', (text) => {
    expect(read(text)).toBeUndefined();
  });

  test.each([
    [{ channelId: '-1002171239233' }, 'channelId: must be a channel id such as -1002171239233, got a string'],
    [{ channelId: 0 }, 'channelId: must be a channel id such as -1002171239233, got 0'],
    [{ channelId: 2 ** 53 }, 'channelId: must be a channel id such as -1002171239233, got 9007199254740992'],
    [{ messageId: undefined }, 'messageId: must be a whole number above 0, got nothing'],
    [{ messageId: 0 }, 'messageId: must be a whole number above 0, got 0'],
    [{ messageId: 1.5 }, 'messageId: must be a whole number above 0, got 1.5'],
    [{ date: null }, 'date: must be seconds since 1970, got null'],
    [{ date: -1 }, 'date: must be seconds since 1970, got -1'],
    [{ date: 1_790_000_000_000 }, 'date: must be seconds since 1970, not milliseconds, got 1790000000000'],
    [{ text: 7 }, 'text: must be a string, got 7'],
    [{ text: ['a'] }, 'text: must be a string, got a list'],
    [{ edited: 'yes' }, 'edited: must be true or false, got a string'],
    [{ caption: 1 }, 'caption: must be true or false, got 1'],
  ])('is refused with the name of the field: %j', (changed, why) => {
    expect(whyOf(changed)).toBe(why);
  });

  test.each([
    ['{"channelId":', 'not JSON'],
    ['[]', 'must be a JSON object, got a list'],
    ['null', 'must be a JSON object, got null'],
    ['"text"', 'must be a JSON object, got a string'],
  ])('is refused when it is no object: %s', (text, why) => {
    expect(read(text)).toEqual({ ok: false, why });
  });

  test('is refused when its bytes are not UTF-8, instead of acting on a mended text', () => {
    const bytes = new TextEncoder().encode(JSON.stringify(good));
    bytes[bytes.length - 4] = 0xff;
    expect(readInboxLine(bytes, false)).toEqual({ ok: false, why: 'not valid UTF-8' });
  });
});
