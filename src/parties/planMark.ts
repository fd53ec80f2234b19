import { createHash } from 'node:crypto';
import type { RegisterPlan } from './register.rules.js';

/**
 * A mark of what a preview showed: the same rows on the same register have the same, anything else another. Lines are
 * left out, because a browser may add one to a text that it sends back.
 */
export function planMark({ parties, newOrganisations }: RegisterPlan): string {
  const changing = parties
    .filter(({ changes }) => changes.length > 0)
    .map(({ row: { line: _, ...row }, changes }) => ({ row, changes }));
  return createHash('sha256').update(JSON.stringify({ changing, newOrganisations })).digest('hex');
}
