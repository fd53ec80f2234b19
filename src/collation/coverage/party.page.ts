import { confirmationWords } from '../../responses/confirming/confirming.rules.js';
import type { Consultation } from '../../consultations/consultations.store.js';
import { formatExact, formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import type { Reminder } from '../chasing/reminders.store.js';
import { sentTable } from '../chasing/sentReminders.js';
import { coverageOf } from './coverage.rules.js';
import { COVERAGE_WORDS } from './coverageWords.js';
import type { CoveredParty } from './coverage.store.js';
import { stateNote } from './coverage.page.js';
import { placeOf } from '../place.js';

/** A form that came back. */
export interface WrongNote {
  note: string;
  problem: string;
}

/** One eligible Party: where it stands, whom to tell, and SECAS's note that it will not answer. */
export function partyPage(
  consultation: Consultation,
  party: CoveredParty,
  reminders: Reminder[],
  wrong?: WrongNote,
) {
  const { reference } = consultation;
  const coverage = coverageOf(party);
  const heard = coverage === 'responded' || coverage === 'nil return';
  const noted = party.decline !== null;
  return {
    ...placeOf(consultation, 'coverage', party.name),
    title: party.name,
    errors: wrong ? [{ text: wrong.problem, href: noted || heard ? undefined : '#note' }] : [],
    heading: { text: party.name, caption: `${reference} · ${consultation.title}` },
    facts: facts(reference, party),
    action: paths.deskCoverageParty({ reference, party: party.id }),
    declined: party.decline
      ? {
          text: party.decline.note,
          by: `${party.decline.notedBy} noted this at ${formatMoment(party.decline.notedAt)}.`,
          superseded: heard ? 'It has answered since, and that counts.' : undefined,
        }
      : undefined,
    /** what was typed while a colleague noted the same */
    typed: wrong && (noted || heard) ? wrong.note : undefined,
    decline:
      noted || heard
        ? undefined
        : {
            name: 'note',
            label: 'Who told you, and what',
            rows: 3,
            hint: 'Kept with your name and the time. The Party then counts as declined, until it answers after all.',
            value: wrong?.note,
            error: wrong?.problem,
          },
    sent: sentTable(reminders),
    remind:
      coverage === 'draft' || coverage === 'silent'
        ? {
            text: 'Remind its representatives',
            href: `${paths.deskChase({ reference })}?${new URLSearchParams({ party: party.id }).toString()}`,
          }
        : undefined,
    links: [
      ...(heard
        ? []
        : [
            {
              text: `Enter a response of ${party.organisation.name}`,
              href: paths.deskEnterFor({ reference, organisation: party.organisation.id }),
            },
          ]),
      { text: 'All eligible Parties', href: paths.deskCoverage({ reference }) },
    ],
  };
}

function facts(reference: string, party: CoveredParty) {
  const { submission, late } = party;
  const submissionAt = (id: string) => paths.deskSubmission({ reference, submission: id });
  return [
    { key: 'State', tag: COVERAGE_WORDS[coverageOf(party)], note: stateNote(party) },
    { key: 'Category', value: party.category },
    {
      key: 'Organisation',
      value: party.organisation.name,
      note: party.movedTo ? `When it was asked; now ${party.movedTo}` : undefined,
    },
    ...(party.addedBecause ? [{ key: 'Added', value: party.addedBecause, note: 'After publication' }] : []),
    ...(submission
      ? [
          {
            key: 'Answered',
            value: submission.reference,
            href: submissionAt(submission.id),
            note: `${submission.transcription ? `Entered by SECAS, ${confirmationWords(submission.transcription)}` : submission.submitter}, received at ${formatExact(submission.receivedAt)}`,
          },
        ]
      : []),
    ...(late
      ? [
          {
            key: late.held ? 'Late, held' : 'Late, not admitted',
            value: late.reference,
            href: submissionAt(late.id),
            note: `Received at ${formatExact(late.receivedAt)}`,
          },
        ]
      : []),
    {
      key: 'To tell',
      lines: party.tell.length > 0 ? party.tell : undefined,
      none: 'Nobody to tell',
      actions: [toTell(party)],
    },
  ];
}

/** Where the addresses are of those who can be told, or where somebody becomes one of them. */
function toTell({ tell, organisation: { id, name } }: CoveredParty) {
  const hidden = `of ${name}`;
  return tell.length > 0
    ? {
        text: 'Addresses',
        hidden,
        href: `${paths.deskPeople()}?${new URLSearchParams({ search: name }).toString()}`,
      }
    : {
        text: 'Invite somebody',
        hidden,
        href: `${paths.deskInvite()}?${new URLSearchParams({ organisation: id }).toString()}`,
      };
}
