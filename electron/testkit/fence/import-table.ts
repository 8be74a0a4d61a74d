const react = ['npm:(react|react-dom)(/|$)'] as const;
/** It runs on the clock of the program, so that both can be put in virtual time. */
const exchangeInABox = ['electron/simulator/', 'type:electron/ports/clock\\.ts$', 'shared/domain/', 'node:', 'npm:ws$'] as const;
const screenLibraries = [
  'npm:(clsx|lucide-react|uqr|radix-ui|react-i18next|i18next|react-resizable-panels|lightweight-charts)$',
  'npm:@tanstack/react-(query|virtual)$',
  'npm:zustand/react/shallow$',
  // Only app/ has style sheets of its own and main.tsx pulls them in.
  'renderer/app/[\\w-]+\\.css$',
] as const;

/**
 * Who may import whom. The first row whose pattern fits the file decides; a file without a row fails. Imports are written as
 * paths from the root, "node:fs", "npm:zod", and with "type:" in front when only types are taken; whoever may import a thing may
 * import its types. `$1` is what the first group of the file pattern matched. An exception is a row here, with its reason.
 */
export const importTable: readonly (readonly [file: RegExp, ...imports: readonly string[]])[] = [
  [/^shared\/domain\//, 'shared/domain/', 'npm:big\\.js$'],
  [/^shared\/contract\//, 'shared/', 'npm:zod$'],

  [/^electron\/core\//, 'electron/core/', 'shared/domain/'],
  [/^electron\/ports\//, 'electron/ports/', 'type:electron/core/(event|effect|log)\\.ts$', 'shared/domain/'],
  [/^electron\/engine\//, 'electron/(engine|core|ports)/', 'shared/'],

  // The conformance suite runs over loopback, against the exchange that speaks the dialect.
  [/^electron\/adapters\/exchange\/ccxt\/ccxt-exchange\.test\.ts$/, ...adapter('exchange/ccxt'), 'electron/simulator/(binance|matching)/'],
  // ccxt exports its root only, which loads every exchange; the one file is taken by its path (reason in venue-client.ts).
  [/^electron\/adapters\/exchange\/ccxt\//, ...adapter('exchange/ccxt'), 'npm:(ccxt|ws)$', 'node_modules/ccxt/js/src/binanceusdm\\.js$'],
  [/^electron\/adapters\/exchange\/simulated\//, ...adapter('exchange/simulated'), 'electron/simulator/matching/'],
  // Stories are scripted together with the market they speak of.
  [/^electron\/adapters\/telegram\/story\//, ...adapter('telegram'), 'electron/simulator/market/'],
  [/^electron\/adapters\/telegram\//, ...adapter('telegram'), 'npm:(telegram|teleproto)(/|$)'],
  // The schema of the settings is the contract's; the file is checked against the same one as the screen's input.
  [/^electron\/adapters\/settings\//, ...adapter('settings'), 'shared/contract/', 'npm:conf$'],
  // A secret that lies in a file meets the same rule as one in the profile.
  [/^electron\/adapters\/alarm\//, ...adapter('alarm'), 'shared/contract/alarms\\.ts$', 'npm:electron$'],
  // Each has an Electron and a plain file, as the alarms have; that the plain host never reaches `electron` is a test of its own.
  [/^electron\/adapters\/(secrets|machine)\//, ...adapter('$1'), 'npm:electron$'],
  [/^electron\/adapters\/([^/]+)\//, ...adapter('$1')],

  [/^electron\/simulator\/matching\//, 'electron/simulator/matching/', 'shared/domain/'],
  // The real client is the judge of the dialect.
  [/^electron\/simulator\/binance\/ccxt\.test\.ts$/, ...exchangeInABox, 'npm:ccxt$'],
  [/^electron\/simulator\/(binance|market)\//, ...exchangeInABox],
  [/^electron\/simulator\//, 'electron/simulator/', 'shared/domain/'],

  [/^electron\/hosts\/desktop\//, 'electron/hosts/(desktop/|[^/]+\\.ts$)', 'shared/', 'node:', 'npm:electron$'],
  [/^electron\/hosts\/headless\//, 'electron/hosts/(headless/|[^/]+\\.ts$)', 'shared/', 'node:', 'npm:ws$'],
  // What the two hosts must have in common is tested beside what they share.
  [/^electron\/hosts\/([^/]+\.test\.ts$|testing\/)/, 'electron/hosts/', 'shared/', 'node:'],
  [/^electron\/hosts\/[^/]+\.ts$/, 'electron/hosts/[^/]+\\.ts$', 'shared/', 'node:'],

  // Looked at is the exchange that speaks the dialect.
  [
    /^electron\/check\/check-start\.test\.ts$/,
    'electron/(check|core|ports|adapters|engine)/',
    'electron/simulator/(binance|matching)/',
    'shared/',
    'node:',
  ],
  // The look before a start opens the same technologies as the start itself.
  [/^electron\/check\//, 'electron/(check|core|ports|adapters|engine)/', 'shared/', 'node:'],
  [/^electron\/compose\.ts$/, 'electron/(core|ports|adapters|engine|simulator)/', 'shared/', 'node:'],
  [/^electron\/compose\.test\.ts$/, 'electron/(compose\\.ts$|engine/|adapters/(secrets|telegram/user/testing)/)', 'node:'],
  [/^electron\/main\.ts$/, ...entry('desktop'), 'npm:electron$'],
  [/^electron\/headless\.ts$/, ...entry('headless'), 'electron/check/check-start\\.ts$'],
  [/^electron\/preload\.ts$/, 'shared/contract/', 'npm:electron$'],

  // The past through the engine that trades: its own composition, with the exchange in a box.
  [
    /^electron\/replay\//,
    'electron/(replay|core|ports|engine|simulator)/',
    'electron/adapters/(exchange/simulated|journal|clock)/',
    // What the inbox takes is what a replay takes.
    'electron/adapters/telegram/inbox/inbox-line\\.ts$',
    // Candles of a venue come through the adapter that trades there.
    'electron/adapters/exchange/ccxt/kline-history\\.ts$',
    'shared/',
    'node:',
  ],

  // The measuring of everything.
  [/^electron\/testkit\/bench\//, 'electron/(core|ports|adapters|engine|simulator|testkit)/', 'electron/compose\\.ts$', 'shared/', 'node:'],
  // The live path from end to end: the real client against the exchange on loopback, over a network that can go away.
  [
    /^electron\/testkit\/flows\//,
    'electron/(core|ports|engine|simulator|testkit)/',
    'electron/adapters/(exchange/ccxt|journal|clock)/',
    'shared/',
    'node:net$',
  ],
  // Long runs write to the real disk and measure the process.
  [
    /^electron\/testkit\/soak\//,
    'electron/(core|ports|engine|simulator|testkit)/',
    'electron/adapters/(exchange/simulated|journal|clock)/',
    'shared/',
    'node:',
  ],
  // What files of fixed worlds and of the emergency table share: each runs its part, so that they run side by side.
  [
    /^electron\/testkit\/simulation\/(shard|emergency-table)\.ts$/,
    'electron/(core|ports|engine|simulator|testkit)/',
    'electron/adapters/(exchange/simulated|journal|clock)/',
    'shared/',
    'npm:vitest$',
  ],
  // The fence reads source with the bundler's own parser.
  [/^electron\/testkit\/(fence\/|architecture\.test\.ts$)/, 'electron/testkit/fence/', 'node:', 'npm:vite$'],
  [
    /^electron\/testkit\//,
    'electron/(core|ports|engine|simulator|testkit)/',
    'electron/adapters/(exchange/simulated|journal|clock)/',
    'shared/',
  ],

  // What a failed command said stands the same way on every card.
  [/^renderer\/ui\/Trouble\.tsx$/, 'renderer/(i18n/translate|store/preferences)\\.ts$', 'type:renderer/link/use-command\\.ts$', ...react],
  [
    /^renderer\/ui\//,
    'renderer/(ui|format)/',
    'type:shared/domain/',
    ...react,
    'npm:(clsx|lucide-react|radix-ui|@tanstack/react-virtual)$',
  ],
  [/^renderer\/format\//, 'renderer/format/', 'shared/domain/'],
  [/^renderer\/i18n\//, 'renderer/i18n/', 'shared/', ...react, 'npm:(i18next|react-i18next)$'],
  [/^renderer\/store\//, 'renderer/store/', 'shared/', ...react, 'npm:zustand(/|$)'],
  [/^renderer\/link\//, 'renderer/link/', 'shared/', ...react, 'npm:@tanstack/react-query$'],
  // The sounds are files of the build, as the style sheets are.
  [/^renderer\/features\/sounds\/sound-files\.ts$/, 'renderer/store/', 'assets/sounds/\\w+\\.wav$'],
  [/^renderer\/features\/([^/]+)\//, 'renderer/(features/$1|store|link|ui|format|i18n)/', 'shared/', ...react, ...screenLibraries],
  [/^renderer\/(app\/|main\.tsx$)/, 'renderer/', 'shared/', ...react, ...screenLibraries],

  // The server that plays Telegram, and the host from the source whose sockets lead to it: the product has no seam for a test.
  [
    /^e2e\/fixture\/telegram[\w-]*\.ts$/,
    'e2e/',
    'electron/(compose\\.ts$|hosts/headless/start\\.ts$|adapters/(machine|secrets|telegram/user/testing)/)',
    'type:shared/',
    'node:',
    'npm:@playwright/test$',
  ],
  // An exchange on this machine for profiles with a venue: the tests themselves stay strangers.
  [/^e2e\/fixture\/loopback-exchange\.ts$/, 'e2e/', 'electron/simulator/binance/', 'electron/adapters/clock/', 'type:shared/'],
  [/^e2e\//, 'e2e/', 'type:shared/', 'node:', 'npm:(@playwright/test|@axe-core/playwright|ws)$', 'type:npm:electron$'],
  // Which host a project drives is an option of the fixture.
  [/^playwright\.config\.ts$/, 'type:e2e/fixture/', 'node:', 'npm:@playwright/test$'],
  // The page's content security policy is written down once, for the hosts and for the build.
  [/^vite\.config\.ts$/, 'electron/hosts/page\\.ts$', 'node:', 'npm:(vite|vitest/config|@vitejs/plugin-react|@tailwindcss/vite)$'],
  [/^scripts\/dev\.mjs$/, 'scripts/', 'node:', 'npm:vite$'],
  // Asks the test runner where its browser lies.
  [/^scripts\/ensure-browser\.mjs$/, 'scripts/', 'node:', 'npm:@playwright/test$'],
  // Runs the built host in its own process; the file does not exist before the build.
  [/^scripts\/headless\.mjs$/, 'scripts/', 'node:', 'npm:<computed>$'],
  [/^scripts\//, 'scripts/', 'node:'],
];

/** What a test may import beside what its folder may. */
export const testsMayAlso: readonly string[] = [
  'electron/testkit/',
  'electron/hosts/testing/',
  'electron/adapters/(exchange/simulated|journal/memory|clock)/',
  'node:',
  'npm:(vitest|fast-check|react-dom/server)$',
];
/** Suites that adapters run in their tests count as tests. */
export const testFile = /(\.(test|scenario)\.tsx?|\/conformance(-[\w-]+)?\.ts)$/;

function adapter(folder: string): readonly string[] {
  // `journal/journal.ts` beside its technologies: an adapter may use what its own port's folder shares.
  const own = folder.includes('/') ? `electron/adapters/(${folder}/|${folder.split('/')[0]}/[^/]+\\.ts$)` : `electron/adapters/${folder}/`;
  return [own, 'electron/ports/', 'type:electron/core/(event|effect|log)\\.ts$', 'shared/domain/', 'node:'];
}

/** The entries hand in what differs by host; a static import of the Electron one from compose would break the plain host. */
function entry(host: string): readonly string[] {
  return [
    'electron/compose\\.ts$',
    `electron/hosts/(${host}/|[^/]+\\.ts$)`,
    'electron/adapters/(secrets|machine|alarm)/',
    'shared/',
    'node:',
  ];
}
