import { expect, test } from 'vitest';
import { defaultSettings } from '../../../shared/domain/settings.ts';
import { leadingMarketText } from '../../testkit/scenario/messages.ts';
import { restart } from '../../testkit/scenario/operator.ts';
import { openStage } from '../../testkit/scenario.ts';
import type { MessageFact, SourceName } from '../event.ts';

const post = (source: SourceName, sentAt: number, messageId = 900): MessageFact => ({
  type: 'MessageReceived',
  channelId: defaultSettings.entryChannelId,
  messageId,
  sentAt,
  text: leadingMarketText('SOL'),
  edited: false,
  backlog: false,
  caption: false,
  source,
});

test('the same post through the inbox and the bot acts once, whichever comes first', () => {
  const stage = openStage({});
  stage.tell(post('inbox', stage.now));
  const after = stage.state.durable;
  expect(after.monitors.map(({ symbol }) => symbol)).toEqual(['SOLUSDT']);
  stage.tell(post('telegram-bot', stage.now), post('drop', stage.now), post('inbox', stage.now));
  expect(stage.state.durable).toEqual(after);
});

test('a slower source is judged on what only it tells, also after a restart, and by the age rule as ever', () => {
  const stage = openStage({});
  const codes: string[] = [];
  stage.observe = (_event, _before, { log }) => {
    for (const entry of log) if (entry.kind === 'verdict') codes.push(`${entry.messageId} ${entry.code}`);
  };
  stage.tell(post('inbox', stage.now, 901), post('telegram-bot', stage.now - 121_000, 899));
  restart().play(stage);
  stage.tell(post('drop', stage.now, 901), post('drop', stage.now, 899), post('inbox', stage.now, 900));
  // 900 was told by nobody yet: it is judged, and meets the cooldown of 901.
  stage.tell(post('drop', stage.now, 900));
  expect(codes).toEqual([
    '901 filtersPassed',
    '899 messageTooOld',
    '901 messageSeen',
    '899 messageSeen',
    '900 messageSeen',
    '900 coolingDown',
  ]);
});

test('each source has its own health, two of one kind as well', () => {
  const stage = openStage({});
  for (const [source, healthy] of [
    ['inbox', false],
    ['inbox 2', true],
    ['telegram-bot', false],
  ] as const)
    stage.tell({ type: 'MessageSourceChanged', source, healthy, why: source });
  stage.tell(post('inbox 2', stage.now));
  expect(
    Object.entries(stage.state.live.sources).map(([source, known]) => [source, known.healthy, known.lastMessageAt !== undefined]),
  ).toEqual([
    ['inbox', false, false],
    ['inbox 2', true, true],
    ['telegram-bot', false, false],
  ]);
});
