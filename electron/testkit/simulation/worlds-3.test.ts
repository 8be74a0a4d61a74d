import { describeWorlds } from './shard.ts';

describeWorlds(1001, 500);
