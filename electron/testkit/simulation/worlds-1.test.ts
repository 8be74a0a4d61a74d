import { describeWorlds } from './shard.ts';

describeWorlds(1, 500);
