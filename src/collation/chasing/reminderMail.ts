import type { Config } from '../../config.js';
import type { Instant } from '../../db/connection.js';
import { formatDeadline } from '../../londonTime.js';
import { layoutMail } from '../../notices/layoutMail.js';
import { PRIORITY, type NewMail } from '../../notices/outbox.store.js';
import { paths } from '../../paths.js';
import type { Chaseable, Letter } from './chase.rules.js';

type Needs = Pick<Config, 'serviceName' | 'serviceContact' | 'baseUrl'>;

export interface ReminderOf {
  consultation: { reference: string; title: string };
  letter: Letter;
  /** what SECAS adds to the text, '' nothing */
  words: string;
}

/** A reminder to one person, of all the Parties that they act for and that have not responded. */
export function reminderMail(config: Needs, { consultation, letter, words }: ReminderOf): NewMail {
  const { to, parties } = letter;
  const { reference } = consultation;
  const lead = parties.every(({ begun }) => begun) ? 'Not submitted' : 'No response yet';
  return {
    kind: 'reminder',
    priority: PRIORITY.notice,
    personId: to.id,
    to: to.email,
    subject: `${lead}: ${reference} closes at ${formatDeadline(soonest(parties))}`,
    body: layoutMail(config, [
      `Dear ${to.name},`,
      ...(words ? [words] : []),
      `“${consultation.title}” (${reference}) has had no response for:`,
      ...whichParties(parties),
      ...(parties.some(({ begun }) => begun) ? ['A draft, however complete, is not a response.'] : []),
      `Respond, or say that you have no comment, which is an answer too:\n${config.baseUrl + paths.consultationResponse({ reference })}`,
      'If you will not answer at all, tell us, and you are not reminded again. If you have responded since this was written, there is nothing to do.',
    ]),
  };
}

/** What a warning of a draft adds, so that its readers need no second mail: the Parties of which nothing has been heard. */
export const alsoNotHeardFrom = (parties: Chaseable[]): string[] =>
  parties.length === 0
    ? []
    : ['There has been no response at all, and no draft, for:', ...whichParties(parties)];

/** By organisation, because each has a deadline of its own. */
function whichParties(parties: Chaseable[]): string[] {
  const organisations = new Map<string, Chaseable[]>();
  for (const party of parties) {
    const same = organisations.get(party.organisation.id) ?? [];
    organisations.set(party.organisation.id, [...same, party]);
  }
  return [...organisations.values()].map((own) => {
    const { organisation, closesAt } = own[0]!;
    const lines = own.map(
      ({ name, begun }) => `- ${name}${begun ? ' (a draft has been begun and is not submitted)' : ''}`,
    );
    return [`${organisation.name}, until ${formatDeadline(closesAt)}:`, ...lines].join('\n');
  });
}

const soonest = (parties: Chaseable[]): Instant =>
  parties
    .map(({ closesAt }) => closesAt)
    .reduce((one, other) => (one.epochNanoseconds <= other.epochNanoseconds ? one : other));
