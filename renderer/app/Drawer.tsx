import { Audit } from '../features/audit/Audit.tsx';
import { Orders } from '../features/orders/Orders.tsx';
import { Trades } from '../features/trades/Trades.tsx';
import { useT } from '../i18n/translate.ts';
import { look, looking } from '../store/screen.ts';
import { useView } from '../store/screen-store.ts';
import { Scroll } from '../ui/Panel.tsx';
import { Tabs } from '../ui/Tabs.tsx';

export function Drawer() {
  const t = useT();
  const value = looking((state) => state.drawer);
  return (
    <Tabs
      label={t('pageJournal')}
      value={value}
      onChoose={(drawer) => look({ drawer })}
      tabs={[
        {
          value: 'orders',
          label: <OrdersLabel />,
          panel: (
            <Scroll label={t('ordersTitle')}>
              <Orders />
            </Scroll>
          ),
        },
        {
          value: 'trades',
          label: <TradesLabel />,
          panel: (
            <Scroll label={t('tradesTitle')}>
              <Trades />
            </Scroll>
          ),
        },
        { value: 'audit', label: <AuditLabel />, panel: <Audit /> },
      ]}
    />
  );
}

function OrdersLabel() {
  const t = useT();
  const count = useView((view) => view.orders.length);
  return (
    <>
      {t('ordersTitle')} <span className="num text-xs text-faint">{count === 0 ? '' : count}</span>
    </>
  );
}

function TradesLabel() {
  const t = useT();
  const count = useView((view) => view.trades.length);
  return (
    <>
      {t('tradesTitle')} <span className="num text-xs text-faint">{count === 0 ? '' : count}</span>
    </>
  );
}

function AuditLabel() {
  const t = useT();
  const critical = useView((view) => view.notices.length);
  return (
    <>
      {t('auditTitle')}
      {critical === 0 ? null : <span className="num rounded-[3px] bg-danger-fill px-1 text-xs leading-4 text-danger-ink">{critical}</span>}
    </>
  );
}
