import { type Stage, stages } from '../../../shared/domain/stage.ts';

export const isHigher = (candidate: Stage, current: Stage): boolean => stages.indexOf(candidate) > stages.indexOf(current);

/** The name as it stands in the list, upper or lower case: typing it must be an act, not a spelling test. */
export const namesStage = (typed: string, stage: Stage): boolean => typed.trim().toLowerCase() === stage;
