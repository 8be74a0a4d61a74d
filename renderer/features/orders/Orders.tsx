import clsx from 'clsx';
import { Fragment } from 'react';
import type { OrderView } from '../../../shared/contract/view.ts';
import { formatPrice, formatQty } from '../../format/number.ts';
import { bothZones, kstTime } from '../../format/time.ts';
import { useT } from '../../i18n/translate.ts';
import { fateWords, roleWord } from '../../i18n/word-of.ts';
import { useLang } from '../../store/preferences.ts';
import { useView } from '../../store/screen-store.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Fate } from '../../ui/Fate.tsx';
import { Num } from '../../ui/Num.tsx';
import { Empty } from '../../ui/Panel.tsx';
import { Table, Td, Th } from '../../ui/table.tsx';
import { inOrder, statusWord } from './rows.ts';

export function Orders() {
  const t = useT();
  const orders = useView((view) => view.orders);
  if (orders.length === 0) return <Empty state={t('ordersEmpty')} next={t('ordersEmptyNext')} />;
  return (
    <Table
      label={t('ordersTitle')}
      head={
        <>
          <Th>{t('time')}</Th>
          <Th>{t('symbol')}</Th>
          <Th>{t('role')}</Th>
          <Th>{t('side')}</Th>
          <Th>{t('type')}</Th>
          <Th right>{t('price')}</Th>
          <Th right>{t('trigger')}</Th>
          <Th right>{t('filled')}</Th>
          <Th right>{t('qty')}</Th>
          <Th>{t('status')}</Th>
          <Th>{t('book')}</Th>
          <Th right>{t('orderId')}</Th>
        </>
      }
    >
      {inOrder(orders).map((order) => (
        <Fragment key={order.orderId}>
          <OrderRow order={order} />
          {order.probe === null ? null : <FateRow orderId={order.orderId} probe={order.probe} />}
        </Fragment>
      ))}
    </Table>
  );
}

function OrderRow({ order }: { order: OrderView }) {
  const t = useT();
  const { word, tone } = statusWord[order.status];
  return (
    <tr
      data-testid="order-row"
      data-role={order.role}
      data-status={order.status}
      data-row=""
      tabIndex={-1}
      className={clsx('hover:bg-raised/60', !order.live && 'text-faint')}
    >
      <Td className="num text-left" title={bothZones(order.placedAt)}>
        {kstTime(order.placedAt)}
      </Td>
      <Td className="font-medium">{order.symbol}</Td>
      <Td className={clsx('font-semibold', order.live && 'text-ink')}>{t(roleWord[order.role])}</Td>
      <Td>{t(order.side === 'SELL' ? 'sideSELL' : 'sideBUY')}</Td>
      <Td>{order.type}</Td>
      <Td right>
        <Num text={formatPrice(order.price)} full={order.price} />
      </Td>
      <Td right>
        <Num text={formatPrice(order.trigger)} full={order.trigger} />
      </Td>
      <Td right>
        <Num text={formatQty(order.filledQty)} />
      </Td>
      <Td right>{order.qty === null ? t('wholePosition') : <Num text={formatQty(order.qty)} />}</Td>
      <Td>
        <Chip tone={tone}>{t(word)}</Chip>
      </Td>
      <Td>{t(order.book === 'plain' ? 'bookPlain' : 'bookConditional')}</Td>
      <Td right title={order.orderId}>
        {order.venueOrderId ?? '—'}
      </Td>
    </tr>
  );
}

/** A row of its own over the full width: the table has no room for it in a cell. */
function FateRow({ orderId, probe }: { orderId: string; probe: NonNullable<OrderView['probe']> }) {
  const t = useT();
  const lang = useLang();
  const { title, todo } = fateWords(probe);
  return (
    <tr>
      <td colSpan={12} className="border-b border-line/60 px-2.5 pb-1">
        <Fate since={probe.since} alarmed={probe.alarmed} lang={lang} title={t(title)}>
          {t('fateAsked', { asked: probe.asked, next: kstTime(probe.nextAt) })}
          {todo === null ? '' : ` · ${t(todo, { id: orderId })}`}
        </Fate>
      </td>
    </tr>
  );
}
