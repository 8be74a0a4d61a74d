import type { ApiPermissions } from '../api.ts';
import type { Route } from '../route.ts';

const usual: ApiPermissions = {
  ipRestrict: true,
  enableReading: true,
  enableFutures: true,
  enableWithdrawals: false,
  enableInternalTransfer: false,
  permitsUniversalTransfer: false,
  enableSpotAndMarginTrading: false,
  enableMargin: false,
  enableVanillaOptions: false,
  enablePortfolioMarginTrading: false,
};
const MADE_AT = 1_700_000_000_000;

/** Lives beside the spot side of the exchange; here on the same address. Shape as documented, never seen from the real one. */
export const keyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/sapi/v1/account/apiRestrictions',
    security: 'signed',
    weight: 1,
    run: ({ permissions }) => ({ ...usual, ...permissions, createTime: MADE_AT }),
  },
];
