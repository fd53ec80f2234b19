import { Temporal } from 'temporal-polyfill';
import type { Problem } from '../../errors.js';
import { formatDay } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { speaksForItNow } from '../spokenFor.js';
import { isTaken } from './parties.rules.js';
import type { Thread, Work } from './work.store.js';

/** What is ticked: ids of Parties, and `organisation` for the organisation itself. */
export const ITSELF = 'organisation';

/**
 * The choice of those on whose behalf a response is, as views/partials/checkboxes.ejs takes it, and the confirmation
 * that is needed for those that another response speaks for now.
 * @param by the response that chooses, when there is one already
 */
export function respondentFields(
  work: Work,
  ticked: string[],
  problems: Problem[],
  by?: { responseId: string; bySecas: boolean },
) {
  const responseId = by?.responseId;
  const { organisation, parties, itself } = work;
  const errorOf = (name: string) => problems.find(({ field }) => field === name)?.text;
  const takenHint = (spokenFor: Work['itself']) =>
    spokenFor && isTaken(spokenFor, responseId)
      ? [speaksForItNow(spokenFor, spokenFor.nil ? '“No comment”' : 'Submission')]
      : [];
  const isOther = (thread: Thread) =>
    thread.id !== responseId && !thread.enteredBySecas && thread.version !== thread.submittedVersion;
  /** Another draft that is meant for it. SECAS may not read drafts. */
  const draftLink = (isMeant: (thread: Thread) => boolean) => {
    const draft = by?.bySecas ? undefined : work.threads.find((one) => isOther(one) && isMeant(one));
    if (!draft) return undefined;
    const began = formatDay(Temporal.Instant.from(draft.startedAt));
    return {
      text: `Also in a draft that ${draft.startedBy} began on ${began}`,
      href: paths.response({ id: draft.id }),
    };
  };
  const anyTaken =
    parties.some((party) => isTaken(party.spokenFor, responseId)) || isTaken(itself, responseId);
  return {
    parties: {
      name: 'parties',
      label: by?.bySecas ? 'On whose behalf is it?' : 'On whose behalf do you answer?',
      labelSize: 'm',
      hint:
        parties.length > 0
          ? 'One response may speak for several Parties. Where they differ, make a response for each view.'
          : 'The organisation has no Party under the SEC, so it answers for itself.',
      values: ticked,
      error: errorOf('parties'),
      items: [
        ...parties.map(({ id, name, category, asked, spokenFor }) => ({
          value: id,
          text: name,
          hint: [category, ...(asked ? [] : ['not among those asked']), ...takenHint(spokenFor)].join(' · '),
          link: draftLink(({ partyIds }) => partyIds.includes(id)),
        })),
        {
          value: ITSELF,
          text: `${organisation.name} itself`,
          hint: ['As an organisation, not for a Party', ...takenHint(itself)].join(' · '),
          link: draftLink(({ forOrganisation }) => forOrganisation),
        },
      ],
    },
    takeOver: anyTaken
      ? {
          name: 'takeOver',
          id: 'take-over',
          label: 'If you tick one that is spoken for already',
          labelSize: 's',
          hint: 'Until this response is submitted, the earlier one goes on counting. Both are kept.',
          error: errorOf('take-over'),
          items: [{ value: 'yes', text: 'I understand: once submitted, this response takes over for it' }],
        }
      : undefined,
  };
}
