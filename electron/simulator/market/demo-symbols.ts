import { dec } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { symbolOf } from '../../../shared/domain/ids.ts';
import type { MarginBracket, SymbolRules } from '../matching/market-feed.ts';
import { textOfUnits, unitsOf } from './units.ts';

export interface DemoSymbol {
  readonly symbol: MarketSymbol;
  /** As channel messages name it: "AVAX". */
  readonly ticker: string;
  /** Price in ticks at the start. */
  readonly startTicks: number;
  /** The tick is 10^-priceDigits, the quantity step 10^-qtyDigits. */
  readonly priceDigits: number;
  readonly qtyDigits: number;
  readonly category: string;
  /** Leads the story (may be monitored and traded), is shown only as a rejected category, or just moves in the background. */
  readonly role: 'lead' | 'excluded' | 'background';
  readonly rules: SymbolRules;
}

type Row = readonly [ticker: string, price: string, priceDigits: number, qtyDigits: number, category: string];

const background: readonly Row[] = [
  ['BTC', '91250.4', 1, 3, 'Layer 1 (L1)'],
  ['ETH', '3120.55', 2, 3, 'Layer 1 (L1)'],
  ['BNB', '902.31', 2, 2, 'Layer 1 (L1)'],
];

/** Categories the filter rejects (W09); also realistic prices with many digits. */
const excluded: readonly Row[] = [
  ['DOGE', '0.16214', 5, 0, 'Meme'],
  ['1000PEPE', '0.0049318', 7, 0, 'Meme'],
  ['WIF', '0.3874', 4, 1, 'Meme, Solana Ecosystem'],
  ['1000BONK', '0.010482', 6, 0, 'Meme'],
  ['PNUT', '0.09812', 5, 0, 'Meme, Pump.fun'],
  ['FARTCOIN', '0.3127', 4, 1, 'Pump.fun Ecosystem'],
  ['UNI', '6.248', 3, 0, 'Decentralized Finance (DeFi), DEX'],
  ['CAKE', '2.3214', 4, 0, '탈중앙화 거래소'],
  ['AAVE', '171.42', 2, 1, 'Decentralized Finance (DeFi)'],
  ['CRV', '0.4127', 4, 1, 'DeFi'],
  ['LUMO', '0.08214', 5, 0, 'Binance Alpha Spotlight, AI'],
  ['KETTLE', '0.02931', 5, 0, 'Binance Alpha Spotlight'],
];

const leads: readonly Row[] = [
  ['SOL', '134.82', 2, 2, 'Layer 1 (L1)'],
  ['XRP', '2.0514', 4, 1, 'Payment Solutions'],
  ['ADA', '0.4183', 4, 0, 'Layer 1 (L1)'],
  ['AVAX', '13.214', 3, 0, 'Layer 1 (L1)'],
  ['LINK', '12.874', 3, 2, 'Oracle'],
  ['SUI', '1.4923', 4, 1, 'Layer 1 (L1)'],
  ['APT', '2.4871', 4, 1, 'Layer 1 (L1)'],
  ['NEAR', '1.9124', 4, 0, 'AI, Layer 1 (L1)'],
  ['FET', '0.2741', 4, 0, 'AI'],
  ['RENDER', '1.7342', 4, 1, 'AI, DePIN'],
  ['INJ', '5.8231', 4, 1, 'Layer 1 (L1)'],
  ['TIA', '0.6124', 4, 0, 'Modular Blockchain'],
  ['SEI', '0.13942', 5, 0, 'Layer 1 (L1)'],
  ['ARB', '0.2143', 4, 1, 'Layer 2 (L2)'],
  ['OP', '0.3312', 4, 1, 'Layer 2 (L2)'],
  ['STRK', '0.17842', 5, 1, 'Layer 2 (L2)'],
  ['IMX', '0.3021', 4, 0, 'Gaming, Layer 2 (L2)'],
  ['GALA', '0.007612', 6, 0, 'Gaming'],
  ['SAND', '0.15843', 5, 0, 'Metaverse'],
  ['AXS', '1.0834', 4, 0, 'Gaming'],
  ['FIL', '1.6231', 4, 1, 'Storage'],
  ['AR', '3.8421', 4, 1, 'Storage'],
  ['ICP', '4.2114', 4, 0, 'Layer 1 (L1)'],
  ['HBAR', '0.14523', 5, 0, 'Enterprise'],
  ['ALGO', '0.13871', 5, 1, 'Layer 1 (L1)'],
  ['ONDO', '0.4931', 4, 1, 'RWA'],
  ['PYTH', '0.08124', 5, 0, 'Oracle'],
  ['TAO', '287.41', 2, 3, 'AI'],
  ['WLD', '0.6214', 4, 0, 'AI, Identity'],
  ['ENS', '11.284', 3, 1, 'Identity'],
  ['KAS', '0.04713', 5, 0, 'Proof of Work'],
  ['LTC', '83.14', 2, 3, 'Proof of Work'],
  // Invented mid-caps: nobody's real market, so the story may treat them roughly.
  ['HANBIT', '0.7342', 4, 0, 'AI'],
  ['MIRAE', '3.1847', 4, 1, 'Infrastructure'],
  ['DOKDO', '0.05924', 5, 0, 'RWA'],
  ['NURI', '0.2417', 4, 0, 'DePIN'],
  ['BADA', '1.0462', 4, 1, 'Gaming'],
  ['SOLBIT', '8.4139', 4, 1, 'Infrastructure'],
  ['ORUM', '0.018374', 6, 0, 'Storage'],
  ['GAON', '22.417', 3, 1, 'Data Availability'],
  ['TARAE', '0.4418', 4, 0, 'Oracle'],
  ['YEOUL', '0.11253', 5, 0, 'Layer 2 (L2)'],
];

const bracket = (maxLeverage: number, cap: string, rate: string, deduction: string): MarginBracket => ({
  maxLeverage,
  notionalCap: dec(cap),
  maintenanceRate: rate,
  deduction: dec(deduction),
});

// Each deduction joins its step to the one below without a jump: cap below × (rate − rate below) is added up.
const brackets: readonly MarginBracket[] = [
  bracket(50, '25000', '0.01', '0'),
  bracket(20, '250000', '0.025', '375'),
  bracket(10, '1000000', '0.05', '6625'),
  bracket(2, '20000000', '0.125', '81625'),
];

function demoSymbol(row: Row, role: DemoSymbol['role'], status = 'TRADING', contractType = 'PERPETUAL'): DemoSymbol {
  const [ticker, price, priceDigits, qtyDigits, category] = row;
  const symbol = symbolOf(`${ticker}USDT`);
  const startTicks = unitsOf(dec(price), priceDigits);
  const step = textOfUnits<'base'>(1, qtyDigits);
  return {
    symbol,
    ticker,
    startTicks,
    priceDigits,
    qtyDigits,
    category,
    role,
    rules: {
      symbol,
      baseAsset: ticker,
      quoteAsset: 'USDT',
      contractType,
      status,
      onboardDate: 1_600_000_000_000,
      // The wire takes one digit more than the tick, as it does for BTCUSDT: precision is not the tick.
      pricePrecision: priceDigits + 1,
      quantityPrecision: qtyDigits,
      tickSize: textOfUnits(1, priceDigits),
      minPrice: textOfUnits(Math.max(1, Math.floor(startTicks / 100)), priceDigits),
      maxPrice: textOfUnits(startTicks * 50, priceDigits),
      stepSize: step,
      minQty: step,
      maxQty: dec('10000000'),
      marketStepSize: step,
      marketMinQty: step,
      marketMaxQty: dec('2000000'),
      minNotional: ticker === 'BTC' ? dec('50') : dec('5'),
      maxOrders: 200,
      multiplierUp: '1.1500',
      multiplierDown: '0.8500',
      marketTakeBound: '0.10',
      liquidationFee: '0.0150',
      brackets,
    },
  };
}

/** About sixty markets; the last two may not be traded, each for another reason (W04). */
export const demoSymbols: readonly DemoSymbol[] = [
  ...background.map((row) => demoSymbol(row, 'background')),
  ...leads.map((row) => demoSymbol(row, 'lead')),
  ...excluded.map((row) => demoSymbol(row, 'excluded')),
  demoSymbol(['OLDCOIN', '0.0412', 4, 0, 'Payment Solutions'], 'background', 'SETTLING'),
  demoSymbol(['XAU', '4081.22', 2, 3, 'Real World Metals'], 'background', 'TRADING', 'TRADIFI_PERPETUAL'),
];
