import { describeWorlds } from './shard.ts';

describeWorlds(501, 500);
