import type { Quote } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import type { PositionView } from './margin.ts';
import type { AlgoOrder, Order, Trade } from './order-record.ts';

/** What an account's owner is told, in the order in which it happened. `at` is the venue's time in ms. */
export type VenueEvent = { readonly accountId: string; readonly at: number } & (
  | {
      readonly type: 'OrderChanged';
      /** TRADE and CALCULATED (liquidation) carry the trade. */
      readonly change: 'NEW' | 'CANCELED' | 'EXPIRED' | 'TRADE' | 'CALCULATED';
      /** State after the change. */
      readonly order: Order;
      readonly trade: Trade | undefined;
      /** Value of all open buy / sell orders of the symbol after the change. */
      readonly bidNotional: Quote;
      readonly askNotional: Quote;
    }
  | { readonly type: 'AlgoChanged'; readonly algo: AlgoOrder }
  | {
      readonly type: 'AccountChanged';
      readonly reason: 'ORDER' | 'FUNDING_FEE' | 'MARGIN_TYPE_CHANGE' | 'DEPOSIT' | 'INSURANCE_CLEAR';
      readonly wallet: Quote;
      readonly crossWallet: Quote;
      /** Change of the wallet other than result and commission. */
      readonly balanceChange: Quote;
      /** Only those that changed. */
      readonly positions: readonly PositionView[];
    }
  | { readonly type: 'LeverageChanged'; readonly symbol: MarketSymbol; readonly leverage: number }
);

export type VenueListener = (event: VenueEvent) => void;
