import clsx from 'clsx';
import type { Ref } from 'react';
import { dec, negate } from '../../../shared/domain/decimal.ts';
import { formatPercent, formatPrice, formatQuote, formatSigned, toneOf } from '../../format/number.ts';
import { useT } from '../../i18n/translate.ts';
import { tickRisk } from '../../store/first-run.ts';
import { preferences } from '../../store/preferences.ts';
import { useView } from '../../store/screen-store.ts';
import { Num } from '../../ui/Num.tsx';
import { ToneGlyph } from '../../ui/ToneGlyph.tsx';
import { Table, Td, Th } from '../../ui/table.tsx';
import { move } from './move.ts';
import { type ExampleRow, exampleFirstPrice, exampleWallet, unstoppedRise, workedExample } from './worked-example.ts';

const toneClass = { gain: 'text-gain', loss: 'text-loss', flat: 'text-ink' } as const;
const twoDecimals = dec<'quote per base'>('0.01');

export function RiskStep({ tick, asked }: { tick: Ref<HTMLInputElement>; asked: boolean }) {
  const t = useT();
  const settings = useView((view) => view.settings);
  const cap = useView((view) => view.stage.capPercent);
  const read = preferences((state) => state.firstRun.passed.risk === 'done');
  const { rows, noSecond } = workedExample(settings, dec(cap));
  const worst = rows.at(-1);
  // At 1× what is lost at liquidation is what stood in the position.
  const share = formatQuote(worst?.ofWallet && negate(worst.ofWallet), 1);
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-[minmax(0,5fr)_minmax(0,6fr)] items-start gap-5">
        <ul className="flex list-disc flex-col gap-1.5 pl-4 text-sm">
          <li>{t('firstRiskShort')}</li>
          <li>{t(noSecond === null ? 'firstRiskLeverage' : 'firstRiskOneEntry', { share })}</li>
          <li className="font-semibold text-attention">{t('firstRiskNoStop')}</li>
          <li>{t('firstRiskStop')}</li>
          <li>{t('firstRiskLiquidation')}</li>
          <li>{t('firstRiskOff')}</li>
          <li>{t('firstRiskStale', { seconds: settings.staleMarkPriceSeconds })}</li>
        </ul>
        <section aria-label={t('firstExample')} data-testid="first-example" className="rounded-[6px] border border-line bg-card pb-1.5">
          <h3 className="px-2.5 pt-1.5 text-sm font-semibold">{t('firstExample')}</h3>
          <p className="px-2.5 pb-1 text-xs text-faint">
            {t('firstExampleBasis', {
              wallet: formatQuote(exampleWallet, 0),
              price: exampleFirstPrice,
              first: settings.firstEntryPercent,
              second: settings.secondEntryPercent,
              mdd: settings.mdd,
              cap,
            })}
          </p>
          <Example rows={rows} />
          {noSecond === null ? null : <p className="px-2.5 pt-1 text-sm text-attention">{t(`firstNoSecond_${noSecond}`)}</p>}
        </section>
      </div>
      <div className="flex items-center gap-3">
        <label className="flex w-fit items-center gap-2 text-base font-semibold">
          <input
            ref={tick}
            type="checkbox"
            data-testid="first-risk-read"
            checked={read}
            onChange={(event) => move((run) => tickRisk(run, event.target.checked))}
            className="size-4 accent-ink"
          />
          {t('firstRiskTick')}
        </label>
        <p role="alert" className="text-sm font-medium text-attention empty:hidden">
          {asked && !read ? t('firstRiskAsk') : null}
        </p>
      </div>
    </div>
  );
}

function Example({ rows }: { rows: readonly ExampleRow[] }) {
  const t = useT();
  return (
    <Table
      label={t('firstExample')}
      head={
        <>
          <Th>{t('firstExampleMoment')}</Th>
          <Th right>{t('firstExamplePrice')}</Th>
          <Th right>{t('firstExampleAverage')}</Th>
          <Th right>{t('firstExampleSum')}</Th>
          <Th right>{t('firstExamplePnl')}</Th>
          <Th right>{t('firstExampleShare')}</Th>
        </>
      }
    >
      {rows.map((row) => {
        const tone = toneOf(row.pnl);
        return (
          <tr key={row.moment} data-testid={`first-moment-${row.moment}`} className="text-sm">
            <td className="border-b border-line/60 px-2.5 py-1">{t(`firstMoment_${row.moment}`, { rise: unstoppedRise })}</td>
            <Td right>
              <Num text={formatPrice(row.price, twoDecimals)} />
            </Td>
            <Td right>
              <Num text={formatPrice(row.average, twoDecimals)} />
            </Td>
            <Td right>
              <Num text={formatQuote(row.sum)} />
            </Td>
            <Td right className={clsx('font-semibold', toneClass[tone])}>
              <ToneGlyph tone={tone} className="mr-1 text-[9px]" />
              <Num text={formatSigned(row.pnl)} />
            </Td>
            <Td right className={toneClass[tone]}>
              <Num text={formatPercent(row.ofWallet)} />
            </Td>
          </tr>
        );
      })}
    </Table>
  );
}
