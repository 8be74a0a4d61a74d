import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { formatPercent, formatPrice, formatQty, formatQuote, formatSigned, toneOf } from '../../format/number.ts';
import { bothZones, formatDuration, kstDateTime } from '../../format/time.ts';
import { useT } from '../../i18n/translate.ts';
import { useLink } from '../../link/link-context.ts';
import { useLang } from '../../store/preferences.ts';
import { useView } from '../../store/screen-store.ts';
import { Num } from '../../ui/Num.tsx';
import { Empty } from '../../ui/Panel.tsx';
import { ToneGlyph } from '../../ui/ToneGlyph.tsx';
import { Table, Td, Th } from '../../ui/table.tsx';
import { exitWord, mergeTrades, tradeKey } from './rows.ts';

const toneClass = { gain: 'text-gain', loss: 'text-loss', flat: 'text-ink' } as const;

/** `all` also asks for what is older than the view's fifty. */
export function Trades({ all = false }: { all?: boolean }) {
  const t = useT();
  const lang = useLang();
  const link = useLink();
  const pushed = useView((view) => view.trades);
  const older = useQuery({
    queryKey: ['trades', pushed[0]?.closedAt ?? 0],
    queryFn: () => link.ask('trades', { limit: 1000 }),
    enabled: all,
  });
  const trades = mergeTrades(pushed, older.data?.ok ? older.data.value : []);
  if (trades.length === 0) return <Empty state={t('tradesEmpty')} next={t('tradesEmptyNext')} />;
  return (
    <Table
      label={t('tradesTitle')}
      head={
        <>
          <Th>{t('closed')}</Th>
          <Th>{t('symbol')}</Th>
          <Th>{t('step')}</Th>
          <Th>{t('exitReason')}</Th>
          <Th right>{t('qty')}</Th>
          <Th right>{t('entryAverage')}</Th>
          <Th right>{t('exitAverage')}</Th>
          <Th right>{t('roi')}</Th>
          <Th right>{t('pnl')}</Th>
          <Th right>{t('fees')}</Th>
          <Th right>{t('held')}</Th>
        </>
      }
    >
      {trades.map((trade) => {
        const tone = toneOf(trade.roi);
        return (
          <tr key={tradeKey(trade)} data-testid="trade-row" data-row="" tabIndex={-1} className="hover:bg-raised/60">
            <Td className="num text-left" title={bothZones(trade.closedAt)}>
              {kstDateTime(trade.closedAt)}
            </Td>
            <Td className="font-medium">{trade.symbol}</Td>
            <Td>{t(trade.step === 1 ? 'step1' : 'step2')}</Td>
            <Td>{t(exitWord[trade.exit])}</Td>
            <Td right>
              <Num text={formatQty(trade.qty)} />
            </Td>
            <Td right>
              <Num text={formatPrice(trade.entryAverage)} full={trade.entryAverage} />
            </Td>
            <Td right>
              <Num text={formatPrice(trade.exitAverage)} full={trade.exitAverage} />
            </Td>
            <Td right className={clsx('font-semibold', toneClass[tone])}>
              <ToneGlyph tone={tone} className="mr-1 text-[9px]" />
              <Num text={formatPercent(trade.roi)} full={trade.roi} />
            </Td>
            <Td right className={toneClass[toneOf(trade.grossPnl)]}>
              <ToneGlyph tone={toneOf(trade.grossPnl)} className="mr-1 text-[9px]" />
              <Num text={formatSigned(trade.grossPnl)} full={trade.grossPnl} />
            </Td>
            <Td right>
              <Num text={formatQuote(trade.fees, 4)} full={trade.fees} />
            </Td>
            <Td right>{formatDuration(trade.closedAt - trade.openedAt, lang)}</Td>
          </tr>
        );
      })}
    </Table>
  );
}
