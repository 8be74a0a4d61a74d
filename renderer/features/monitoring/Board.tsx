import clsx from 'clsx';
import { memo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { MonitoredView } from '../../../shared/contract/view.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { formatPercent, formatPrice } from '../../format/number.ts';
import { useT } from '../../i18n/translate.ts';
import { useLang } from '../../store/preferences.ts';
import { look, looking } from '../../store/screen.ts';
import { screenStore, useView } from '../../store/screen-store.ts';
import { Age, Elapsed } from '../../ui/Age.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Num } from '../../ui/Num.tsx';
import { Empty, Panel } from '../../ui/Panel.tsx';
import { Table, Td, Th } from '../../ui/table.tsx';
import { distanceOf, markText, nearness, rowKey, statusWord, triggerReached } from './rows.ts';

const noKeys: readonly string[] = [];

export function Board() {
  const t = useT();
  // Only what is fixed for a row takes part; marks and distances live in the cells.
  const keys = screenStore(useShallow((state) => (state.at === 'waiting' ? noKeys : state.view.monitoring.map(rowKey))));
  return (
    <Panel
      title={t('boardTitle')}
      testId="monitoring"
      className="present max-h-[40%] shrink-0"
      head={<span className="ml-auto text-xs text-faint">{keys.length}</span>}
    >
      {keys.length === 0 ? (
        <NothingMonitored />
      ) : (
        <Table
          label={t('boardTitle')}
          head={
            <>
              <Th>{t('symbol')}</Th>
              <Th>{t('mode')}</Th>
              <Th>{t('step')}</Th>
              <Th right>{t('target')}</Th>
              <Th right>{t('trigger')}</Th>
              <Th right>{t('mark')}</Th>
              <Th right>{t('distance')}</Th>
              <Th right className="max-[1360px]:hidden">
                {t('waiting')}
              </Th>
              <Th>{t('status')}</Th>
            </>
          }
        >
          {keys.map((key, index) => (
            <Row key={key.slice(0, key.indexOf('|'))} index={index} rowKey={key} />
          ))}
        </Table>
      )}
    </Panel>
  );
}

/** `rowKey` is what makes memo render the row again when something fixed about it changes. */
const Row = memo(function Row({ index }: { index: number; rowKey: string }) {
  const state = screenStore.getState();
  const row = state.at === 'waiting' ? undefined : state.view.monitoring[index];
  return row === undefined ? null : <RowCells row={row} />;
});

function RowCells({ row }: { row: MonitoredView }) {
  const t = useT();
  const lang = useLang();
  const chosen = looking((state) => state.symbol === row.symbol);
  const hot = triggerReached(row);
  return (
    <tr
      data-testid={`monitoring-row-${row.symbol}`}
      data-status={row.status}
      data-row=""
      tabIndex={-1}
      className={clsx('hover:bg-raised/60', chosen && 'bg-raised')}
    >
      <Td>
        <button
          type="button"
          data-row-action=""
          aria-pressed={chosen}
          title={t('showOnChart', { symbol: row.symbol })}
          onClick={() => look({ symbol: chosen ? null : row.symbol })}
          className="h-6 rounded-[3px] text-sm font-semibold text-ink hover:underline"
        >
          {row.symbol}
        </button>
      </Td>
      <Td className="text-dim">{t(row.mode)}</Td>
      <Td>
        <Chip tone={row.step === 2 ? 'strong' : 'plain'}>{t(row.step === 1 ? 'step1' : 'step2')}</Chip>
      </Td>
      <Td right>
        <Num text={formatPrice(row.target, row.tickSize)} full={row.target} className="font-semibold" />
      </Td>
      <Td right className="text-dim">
        <Num text={formatPrice(row.trigger, row.tickSize)} full={row.trigger} />
      </Td>
      <Td right>
        <Mark symbol={row.symbol} />
      </Td>
      <Td right>
        <Distance symbol={row.symbol} />
      </Td>
      <Td right className="text-dim max-[1360px]:hidden">
        <Elapsed at={row.since} lang={lang} />
      </Td>
      <Td>
        <Chip tone={hot || row.status === 'preparing' || row.status === 'ordered' ? 'attention' : 'plain'}>
          {t(statusWord[row.status])}
        </Chip>
      </Td>
    </tr>
  );
}

function Mark({ symbol }: { symbol: MarketSymbol }) {
  const text = useView((view) => markText(view, symbol));
  const full = useView((view) => view.marks[symbol]?.price ?? null);
  return <Num key={text} text={text} full={full} className="of-mark ticked" />;
}

function Distance({ symbol }: { symbol: MarketSymbol }) {
  const text = useView((view) => formatPercent(distanceOf(view, symbol)));
  const near = useView((view) => nearness(distanceOf(view, symbol)));
  return (
    <span className="inline-flex items-center justify-end gap-2">
      <span aria-hidden="true" className="h-2 w-20 overflow-hidden rounded-[2px] max-[1360px]:w-6 border-r-2 border-attention bg-line">
        <span className={clsx('block h-full', (near ?? 0) >= 90 ? 'bg-attention' : 'bg-faint')} style={{ width: `${near ?? 0}%` }} />
      </span>
      <Num text={text} className="of-mark min-w-14" />
    </span>
  );
}

function NothingMonitored() {
  const t = useT();
  const lang = useLang();
  const last = useView((view) => view.verdicts[0]);
  const rule = useView((view) => view.locks[0]?.rule);
  return (
    <Empty
      state={t('boardEmpty')}
      reason={
        last === undefined ? null : (
          <>
            {last.symbol} {t(`verdict${capital(last.verdict)}`)} {last.rule} · <Age at={last.receivedAt} lang={lang} />
          </>
        )
      }
      next={rule === undefined ? t('boardEmptyNone') : t('boardEmptyLocked', { rule })}
    />
  );
}

const capital = <T extends string>(word: T): Capitalize<T> => (word.charAt(0).toUpperCase() + word.slice(1)) as Capitalize<T>;
