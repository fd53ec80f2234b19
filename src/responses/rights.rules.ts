import { Conflict, NotFound, NotPermitted } from '../errors.js';
import { representing, type Viewer } from '../people/viewer.js';
import type { SubmitFacts } from './submit.store.js';

/** Whose draft it is. */
type Whose = Pick<SubmitFacts, 'organisation' | 'enteredBySecas'>;

/** Whether the viewer may submit for an organisation. */
export const maySubmit = (viewer: Viewer, organisationId: string): boolean =>
  viewer.represents.some((one) => one.organisationId === organisationId && one.maySubmit);

/** @throws NotFound for who does not act for the organisation; NotPermitted, as told, for who may only draft */
export function assertMaySubmitFor(viewer: Viewer, organisationId: string, whyNot: string): void {
  if (!representing(viewer, organisationId).maySubmit) throw new NotPermitted(whyNot);
}

/** @throws NotFound when the draft is another organisation's, or SECAS's and the viewer is not SECAS */
export function assertMayRead(viewer: Viewer, draft: Whose): void {
  const ours = viewer.represents.some((one) => one.organisationId === draft.organisation.id);
  if (draft.enteredBySecas ? !viewer.secas : !ours) throw new NotFound();
}

/** @throws NotFound as assertMayRead; NotPermitted for a representative who may only draft */
export function assertMaySubmit(viewer: Viewer, draft: Whose): void {
  assertMayRead(viewer, draft);
  if (!draft.enteredBySecas && !maySubmit(viewer, draft.organisation.id)) {
    throw new NotPermitted('You may draft for this organisation; a colleague who may submit has to send it.');
  }
}

/** @throws Conflict where the draft was put aside */
export function assertNotDiscarded({ discarded }: Pick<SubmitFacts, 'discarded'>): void {
  if (discarded) {
    throw new Conflict(`${discarded.by} has discarded this draft. Bring it back on its overview first.`);
  }
}
