import { Group, Panel, Separator } from 'react-resizable-panels';
import { Chart } from '../features/chart/Chart.tsx';
import { Board } from '../features/monitoring/Board.tsx';
import { PlanAndOrders } from '../features/position/PlanAndOrders.tsx';
import { PositionCard } from '../features/position/PositionCard.tsx';
import { Feed } from '../features/signals/Feed.tsx';
import { useT } from '../i18n/translate.ts';
import { Drawer } from './Drawer.tsx';

/** Messages left, market centre, position right over the full height; the tables below left and centre. */
export function ConsolePage() {
  const t = useT();
  return (
    <main aria-label={t('mainRegion')} className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_340px] gap-px bg-line">
      <h1 className="sr-only">{t('mainRegion')}</h1>
      <Group orientation="vertical" className="min-h-0">
        <Panel id="market" minSize="280px" className="min-h-0">
          <div className="grid h-full min-h-0 grid-cols-[300px_minmax(0,1fr)] grid-rows-[minmax(0,1fr)] gap-px">
            <Feed />
            <div className="flex min-h-0 min-w-0 flex-col gap-px">
              <Board />
              <Chart />
            </div>
          </div>
        </Panel>
        <Separator
          aria-label={t('sizeDrawer')}
          className="h-[5px] bg-line transition-colors hover:bg-line-strong focus-visible:bg-focus focus-visible:outline-none"
        />
        <Panel id="drawer" defaultSize="200px" minSize="96px" className="min-h-0">
          <Drawer />
        </Panel>
      </Group>
      <aside aria-label={t('positionTitle')} className="flex min-h-0 flex-col gap-px">
        <PositionCard />
        <PlanAndOrders />
      </aside>
    </main>
  );
}
