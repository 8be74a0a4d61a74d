import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { formatPrice, formatQty, formatQuote, formatSigned, toneOf } from '../../format/number.ts';
import { useT } from '../../i18n/translate.ts';
import { useLang } from '../../store/preferences.ts';
import { screenStore, useScreenAt, useView } from '../../store/screen-store.ts';
import { Age } from '../../ui/Age.tsx';
import { Num } from '../../ui/Num.tsx';
import { useNow } from '../../ui/now.ts';
import { ToneGlyph } from '../../ui/ToneGlyph.tsx';
import { forecast, OLD_DATA_MS, type Scope } from './forecast.ts';

const toneClass = { gain: 'text-gain', loss: 'text-loss', flat: 'text-ink' } as const;

/** The forecast from the last known data, and how old that is. */
export function WhatWillHappen({ scope }: { scope: Scope }) {
  const t = useT();
  const parts = screenStore(
    useShallow((state) =>
      state.at === 'waiting'
        ? null
        : {
            position: state.view.position,
            foreignPositions: state.view.foreignPositions,
            orders: state.view.orders,
            marks: state.view.marks,
          },
    ),
  );
  const tickSize = useView((view) => view.position?.tickSize ?? null);
  if (parts === null) return null;
  const what = forecast(parts, scope);
  return (
    <div className="flex flex-col gap-3">
      <DataAge />
      <section aria-label={t('emPosition')} className="rounded-[5px] border border-line-strong">
        {what.positions.length === 0 ? (
          <p className="px-3 py-2 text-sm text-dim">{t('emNoPosition')}</p>
        ) : (
          <table className="w-full text-sm">
            <thead>
              <tr className="text-xs text-faint">
                <Th left>{t('emPosition')}</Th>
                <Th>{t('size')}</Th>
                <Th>{t('mark')}</Th>
                <Th>{t('notional')}</Th>
                <Th>{t('unrealised')}</Th>
              </tr>
            </thead>
            <tbody>
              {what.positions.map((position) => (
                <tr key={`${position.symbol} ${position.side}`} data-testid="emergency-position">
                  <th scope="row" className="h-8 pl-3 text-left font-semibold whitespace-nowrap">
                    {position.symbol} <span className="font-normal text-dim">{position.side}</span>
                  </th>
                  <Td>
                    <Num text={formatQty(position.qty)} />
                  </Td>
                  <Td>
                    <Num
                      text={formatPrice(position.mark, position.symbol === parts.position?.symbol ? tickSize : null)}
                      full={position.mark}
                    />
                  </Td>
                  <Td>
                    <Num text={formatQuote(position.notional)} full={position.notional} />
                  </Td>
                  <Td>
                    <span className={clsx('font-semibold', toneClass[toneOf(position.pnl)])}>
                      <ToneGlyph tone={toneOf(position.pnl)} className="mr-1 text-[9px]" />
                      <Num text={formatSigned(position.pnl)} full={position.pnl} />
                    </span>
                  </Td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        <Fact label={t('emOrders')}>{t('emOrdersCount', { plain: what.plainOrders, conditional: what.conditionalOrders })}</Fact>
        <Fact label={t('emUntouched')}>
          {what.untouchedPositions + what.untouchedOrders === 0
            ? t('emUntouchedNone')
            : t('emUntouchedSome', { positions: what.untouchedPositions, orders: what.untouchedOrders })}
        </Fact>
        <Fact label={t('emCost')}>
          <span className="num">{what.fee === null ? '—' : `≈ ${formatQuote(what.fee)} USDT`}</span>{' '}
          <span className="text-faint">({t('emCostNote')})</span>
        </Fact>
      </dl>
      <ol aria-label={t('emWill')} className="flex flex-col gap-0.5 border-l-2 border-line-strong pl-3 text-sm text-dim">
        <li>1. {t('emStepLatch')}</li>
        <li>2. {t('emStepEntries')}</li>
        <li>3. {t('emStepClose')}</li>
        <li>4. {t('emStepVerify')}</li>
      </ol>
    </div>
  );
}

function DataAge() {
  const t = useT();
  const lang = useLang();
  const link = useScreenAt();
  const pricesAt = useView((view) => view.connections.prices.lastEventAt);
  const account = useView((view) => Math.max(view.connections.account.lastEventAt ?? 0, view.connections.account.lastReadAt ?? 0));
  const accountAt = account === 0 ? null : account;
  const old = useNow((now) => pricesAt === null || accountAt === null || now - pricesAt > OLD_DATA_MS);
  return (
    <p className={clsx('text-xs', old || link !== 'live' ? 'font-semibold text-attention' : 'text-faint')} data-testid="emergency-age">
      {t('prices')} <Age at={pricesAt} lang={lang} /> · {t('accountWord')} <Age at={accountAt} lang={lang} />
      {old || link !== 'live' ? <span className="block">{t('emStaleData')}</span> : null}
    </p>
  );
}

const Th = ({ left, children }: { left?: boolean; children: ReactNode }) => (
  <th scope="col" className={clsx('h-6 border-b border-line font-medium first:pl-3 last:pr-3', left ? 'text-left' : 'text-right')}>
    {children}
  </th>
);
const Td = ({ children }: { children: ReactNode }) => <td className="num last:pr-3">{children}</td>;

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-faint">{label}</dt>
      <dd>{children}</dd>
    </>
  );
}
