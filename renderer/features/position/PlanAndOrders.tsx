import clsx from 'clsx';
import type { OrderView } from '../../../shared/contract/view.ts';
import { formatPrice, formatQty } from '../../format/number.ts';
import { sentenceOf } from '../../format/sentence.ts';
import { kstTime } from '../../format/time.ts';
import { useT } from '../../i18n/translate.ts';
import { fateWords, roleWord } from '../../i18n/word-of.ts';
import { useLang } from '../../store/preferences.ts';
import { useDerived, useView } from '../../store/screen-store.ts';
import { Chip, Rule } from '../../ui/Chip.tsx';
import { Fate } from '../../ui/Fate.tsx';
import { Num } from '../../ui/Num.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { SentenceText } from '../../ui/SentenceText.tsx';
import { useIdleNext } from './idle-next.ts';
import { idTail, ordersNow, planRows } from './rows.ts';

/** Below the card: the levels, the orders that exist, and what comes next. */
export function PlanAndOrders() {
  const t = useT();
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-px">
      <Plan />
      <Panel title={t('ordersNow')} testId="orders-now" className="present max-h-[38%] min-h-[62px] shrink-0">
        <OrdersNow />
      </Panel>
      <Panel title={t('next')} testId="next" className="flex-1">
        <Next />
      </Panel>
      <Foreign />
    </div>
  );
}

function Plan() {
  const t = useT();
  const rows = useDerived((view) => (view.position === null ? null : planRows(view.position)));
  const tickSize = useView((view) => view.position?.tickSize ?? null);
  if (rows === null) return null;
  return (
    <table aria-label={t('positionTitle')} className="present values w-full shrink-0 bg-card text-sm">
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-testid={`plan-${row.id}`}>
            <th scope="row" className="h-6 pl-2.5 text-left font-medium whitespace-nowrap">
              <span
                aria-hidden="true"
                className={clsx(
                  'mr-1.5 inline-block w-4 border-t-2 align-middle',
                  row.standing ? 'border-ink' : 'border-dashed border-faint',
                )}
              />
              {t(row.word)}
            </th>
            <td className="num font-medium">
              <Num text={formatPrice(row.target ?? row.trigger, tickSize)} full={row.target ?? row.trigger} />
            </td>
            <td className="num text-xs text-faint">{row.target === null ? '' : <TriggerOf row={row} tickSize={tickSize} />}</td>
            <td className={clsx('pr-2.5 pl-2 text-right text-xs', row.standing ? 'text-ink' : 'text-dim')}>{t(row.status)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TriggerOf({ row, tickSize }: { row: ReturnType<typeof planRows>[number]; tickSize: typeof row.trigger }) {
  const t = useT();
  return (
    <>
      T <span className="sr-only">{t('trigger')}</span>
      <Num text={formatPrice(row.trigger, tickSize)} full={row.trigger} />
    </>
  );
}

function OrdersNow() {
  const t = useT();
  const all = useView((view) => view.orders);
  const tickSize = useView((view) => view.position?.tickSize ?? null);
  const orders = ordersNow(all);
  if (orders.length === 0) return <p className="px-2.5 py-1.5 text-sm text-faint">{t('ordersNowNone')}</p>;
  return (
    <ul>
      {orders.map((order) => (
        <OrderLine key={order.orderId} order={order} tickSize={tickSize} />
      ))}
    </ul>
  );
}

function OrderLine({ order, tickSize }: { order: OrderView; tickSize: OrderView['price'] }) {
  const t = useT();
  return (
    <li data-testid={`order-now-${order.role}`} className="border-b border-line/60 px-2.5 py-1 last:border-b-0">
      <div className="flex items-center gap-1.5">
        <span className="text-sm font-semibold">{t(roleWord[order.role])}</span>
        <Chip>{t(order.book === 'plain' ? 'bookPlain' : 'bookConditional')}</Chip>
        {order.status === 'notSent' ? <Chip tone="attention">{t('statusNotSent')}</Chip> : null}
        {order.status === 'unconfirmed' ? <Chip tone="danger">{t('statusUnconfirmed')}</Chip> : null}
        {order.status === 'submitting' || order.status === 'cancelling' ? (
          <Chip tone="attention">{t(order.status === 'submitting' ? 'statusSubmitting' : 'statusCancelling')}</Chip>
        ) : null}
        <Num
          className="ml-auto text-sm font-semibold"
          text={formatPrice(order.price ?? order.trigger, tickSize)}
          full={order.price ?? order.trigger}
        />
      </div>
      <div className="flex items-center gap-1.5 text-xs text-faint">
        <span>
          {t(order.side === 'SELL' ? 'sideSELL' : 'sideBUY')} {order.type}
        </span>
        <span className="num">{kstTime(order.placedAt)}</span>
        <span className="num" title={order.venueOrderId ?? order.orderId}>
          {idTail(order.venueOrderId)}
        </span>
        <span className="num ml-auto">
          {order.qty === null ? t('wholePosition') : `${formatQty(order.filledQty)} / ${formatQty(order.qty)}`}
        </span>
      </div>
      {order.probe === null ? null : <OrderFate orderId={order.orderId} probe={order.probe} />}
    </li>
  );
}

function OrderFate({ orderId, probe }: { orderId: string; probe: NonNullable<OrderView['probe']> }) {
  const t = useT();
  const lang = useLang();
  const { title, todo } = fateWords(probe);
  return (
    <Fate since={probe.since} alarmed={probe.alarmed} lang={lang} title={t(title)}>
      {t('fateAsked', { asked: probe.asked, next: kstTime(probe.nextAt) })}
      {todo === null ? '' : ` · ${t(todo, { id: orderId })}`}
    </Fate>
  );
}

function Next() {
  const t = useT();
  const lang = useLang();
  const next = useView((view) => view.position?.next);
  const tickSize = useView((view) => view.position?.tickSize ?? null);
  const idleNext = useIdleNext();
  if (next === undefined || next.length === 0) {
    return <p className="px-2.5 py-1.5 text-sm text-faint">{next === undefined ? idleNext : t('nextNone')}</p>;
  }
  return (
    <ul className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 px-2.5 py-1">
      {next.map((said) => (
        <li key={`${said.rule} ${said.code}`} className="col-span-2 grid grid-cols-subgrid items-baseline py-[3px] text-sm">
          <span>
            <Rule id={said.rule} />
          </span>
          <SentenceText sentence={sentenceOf(said, lang, tickSize)} className="text-dim" />
        </li>
      ))}
    </ul>
  );
}

function Foreign() {
  const t = useT();
  const positions = useView((view) => view.foreignPositions);
  if (positions.length === 0) return null;
  return (
    <ul data-testid="foreign-positions" aria-label={t('foreign')} className="values shrink-0 bg-card px-2.5 py-1.5">
      {positions.map((position) => (
        <li key={`${position.symbol} ${position.positionSide}`} className="text-sm text-attention">
          <span className="font-semibold">
            {t('foreign')} · {position.symbol}
          </span>{' '}
          {t('foreignHint', { side: position.positionSide, qty: formatQty(position.amount), price: formatPrice(position.entryPrice) })}
        </li>
      ))}
    </ul>
  );
}
