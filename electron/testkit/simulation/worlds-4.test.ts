import { describeWorlds } from './shard.ts';

describeWorlds(1501, 500);
