import { expect, test } from 'vitest';
import { parseProfile } from '../../../shared/contract/profile.ts';
import { ok } from '../../../shared/domain/result.ts';
import { paperProfile } from './paper-profile.ts';

test('the profile that is offered for copying is one a host takes', () => {
  const places = { defaultInbox: 'inbox.jsonl', resolvePath: (path: string) => path, readSecret: () => ok('') };
  expect(parseProfile(JSON.parse(paperProfile), places)).toMatchObject({
    ok: true,
    value: { stage: 'paper', venue: { restUrl: 'http://127.0.0.1:9000', keys: 'stored' }, messages: [{ kind: 'telegram-user' }] },
  });
});
