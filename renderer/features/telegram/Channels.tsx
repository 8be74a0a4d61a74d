import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TelegramAnswers, TelegramQuery } from '../../../shared/contract/telegram.ts';
import type { TelegramDialog } from '../../../shared/domain/telegram.ts';
import { plainText } from '../../format/hostile-text.ts';
import { useT } from '../../i18n/translate.ts';
import { useLink } from '../../link/link-context.ts';
import { useCommand } from '../../link/use-command.ts';
import { useLang } from '../../store/preferences.ts';
import { useView } from '../../store/screen-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Trouble } from '../../ui/Trouble.tsx';
import { Post } from './Post.tsx';

/** The channels of the account; each can be taken into the settings, and its last posts read as a test. */
export function Channels() {
  const t = useT();
  const [wanted, setWanted] = useState(false);
  const [opened, setOpened] = useState<number | null>(null);
  const locked = useView((view) => view.settingsLock.locked);
  const asked = useAnswer('telegram.dialogs', {}, wanted);
  return (
    <div className="flex flex-col gap-1.5">
      <div>
        <Button disabled={asked.isFetching} onClick={() => (wanted ? void asked.refetch() : setWanted(true))}>
          {t(asked.isFetching ? 'telegramReading' : 'telegramReadChannels')}
        </Button>
      </div>
      <Failure error={asked.error} />
      {locked && asked.data !== undefined ? <p className="text-xs text-attention">{t('telegramLocked')}</p> : null}
      {asked.data?.length === 0 ? <p className="text-sm text-dim">{t('telegramNoChannels')}</p> : null}
      {asked.data === undefined || asked.data.length === 0 ? null : (
        <ul aria-label={t('telegramChannels')} className="max-h-80 overflow-auto border-t border-line">
          {asked.data.map((dialog) => (
            <Channel
              key={dialog.channelId}
              dialog={dialog}
              open={opened === dialog.channelId}
              onOpen={() => setOpened(opened === dialog.channelId ? null : dialog.channelId)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function Channel({ dialog, open, onOpen }: { dialog: TelegramDialog; open: boolean; onOpen: () => void }) {
  const t = useT();
  const entry = useView((view) => view.settings.entryChannelId === dialog.channelId);
  const risk = useView((view) => view.settings.riskChannelId === dialog.channelId);
  const locked = useView((view) => view.settingsLock.locked);
  const { state, send } = useCommand('settings.update');
  return (
    <li className="border-b border-line/60 py-1.5">
      <div className="flex flex-wrap items-center gap-1.5">
        <span className="min-w-40 flex-1">
          <span className="text-sm font-semibold">{plainText(dialog.title)}</span>{' '}
          <span className="num text-xs text-faint">{dialog.channelId}</span>
        </span>
        {entry ? (
          <Chip tone="strong">{t('telegramIsEntry')}</Chip>
        ) : (
          <Button size="sm" disabled={locked} onClick={() => void send({ settings: { entryChannelId: dialog.channelId } })}>
            {t('telegramUseEntry')}
          </Button>
        )}
        {risk ? (
          <Chip tone="strong">{t('telegramIsRisk')}</Chip>
        ) : (
          <Button size="sm" disabled={locked} onClick={() => void send({ settings: { riskChannelId: dialog.channelId } })}>
            {t('telegramUseRisk')}
          </Button>
        )}
        <Button size="sm" aria-expanded={open} onClick={onOpen}>
          {t('telegramLastPosts')}
        </Button>
      </div>
      <Trouble state={state} />
      {open ? <LastPosts channelId={dialog.channelId} /> : null}
    </li>
  );
}

function LastPosts({ channelId }: { channelId: number }) {
  const t = useT();
  // Choosing the channel changes which rules its posts meet.
  const chosen = useView(({ settings }) => `${settings.entryChannelId} ${settings.riskChannelId}`);
  const asked = useAnswer('telegram.lastMessages', { channelId, limit: 10 }, true, chosen);
  if (asked.error !== null) return <Failure error={asked.error} />;
  if (asked.data === undefined) return <p className="text-sm text-dim">{t('telegramReading')}</p>;
  if (asked.data.length === 0) return <p className="text-sm text-dim">{t('telegramNoPosts')}</p>;
  return (
    <>
      <p className="mt-1 text-xs text-dim">{t('telegramReadingNote')}</p>
      <ol aria-label={t('telegramLastPosts')} className="mt-1 flex flex-col gap-1">
        {asked.data.map((post) => (
          <Post key={post.messageId} post={post} />
        ))}
      </ol>
    </>
  );
}

function Failure({ error }: { error: Error | null }) {
  return (
    <p role="alert" className="text-sm font-medium text-danger empty:hidden">
      {error?.message}
    </p>
  );
}

/** Asked of Telegram once; a refusal is thrown as its sentence. */
function useAnswer<Q extends TelegramQuery>(query: Q, args: object, enabled: boolean, about = '') {
  const link = useLink();
  const lang = useLang();
  return useQuery({
    queryKey: [query, args, about],
    enabled,
    retry: false,
    staleTime: 10_000,
    queryFn: async (): Promise<TelegramAnswers[Q]> => {
      const reply = await link.ask(query, args as never);
      if (!reply.ok) throw new Error(reply.refusal.message[lang]);
      return reply.value as TelegramAnswers[Q];
    },
  });
}
