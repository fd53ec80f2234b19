import type { Problem } from '../../errors.js';
import type { Work } from './work.store.js';

/** On whose behalf a response is meant to be. */
export interface Chosen {
  partyIds: string[];
  /** the organisation itself */
  forOrganisation: boolean;
  /** that it takes over, once submitted, what another response speaks for now: the respondent has understood it */
  takeOver: boolean;
}

/** What is wrong with a choice of Parties. @param responseId the response that chooses, when there is one already */
export function chosenProblems(chosen: Chosen, work: Work, responseId?: string): Problem[] {
  const { partyIds, forOrganisation, takeOver } = chosen;
  const known = work.parties.filter(({ id }) => partyIds.includes(id));
  if (known.length < new Set(partyIds).size) {
    return [{ field: 'parties', text: 'One of these Parties is no longer the organisation’s: choose again' }];
  }
  if (known.length === 0 && !forOrganisation) {
    return [{ field: 'parties', text: 'Choose at least one Party, or the organisation itself' }];
  }
  const taken =
    known.some((party) => isTaken(party.spokenFor, responseId)) ||
    (forOrganisation && isTaken(work.itself, responseId));
  if (taken && !takeOver) {
    return [
      { field: 'take-over', text: 'Confirm that this response takes over, or leave those Parties out' },
    ];
  }
  return [];
}

/** Another response than this one speaks for it now. */
export const isTaken = (spokenFor: Work['itself'], responseId: string | undefined): boolean =>
  spokenFor !== null && (responseId === undefined || spokenFor.responseId !== responseId);

/** The Parties that a new response is likely to be for: those that neither have answered nor stand in a draft. */
export const likelyParties = ({ parties }: Work): string[] =>
  parties.filter((party) => party.spokenFor === null && !party.drafted).map(({ id }) => id);
