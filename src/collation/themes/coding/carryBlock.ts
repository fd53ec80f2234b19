import { paths } from '../../../paths.js';
import type { CarryPlan } from './carry.rules.js';

/** The offer to carry over what is coded in earlier versions of a response; undefined when nothing is. */
export function carryBlock(reference: string, submission: string, { carried, left }: CarryPlan) {
  if (carried.length + left === 0) return undefined;
  const stand =
    carried.length === 1
      ? '1 coding of an earlier version stands unchanged in this one.'
      : `${carried.length} codings of earlier versions stand unchanged in this one.`;
  const gone =
    left === 1
      ? '1 coded passage no longer stands here, or stands here more than once: look for what became of it.'
      : `${left} coded passages no longer stand here, or stand here more than once: look for what became of them.`;
  return {
    text: [...(carried.length > 0 ? [stand] : []), ...(left > 0 ? [gone] : [])].join(' '),
    action: carried.length > 0 ? paths.deskCarryOver({ reference, submission }) : undefined,
    buttons: [{ text: carried.length === 1 ? 'Carry it over' : 'Carry them over', kind: 'secondary' }],
  };
}
