import { capital } from '../counted.js';
import { formatDate, formatMoment } from '../londonTime.js';
import { paths } from '../paths.js';
import type { Membership, PartyInFull } from './party.store.js';

/** A Party as the desk sees it: what holds, and how it came to be. @param day a London date */
export function partyPage(party: PartyInFull, day: string) {
  const [latest] = party.particulars;
  const [membership] = party.memberships;
  const name = latest?.name ?? party.registerId;
  const left = membership?.leftOn && membership.leftOn <= day;
  return {
    title: name,
    breadcrumbs: [
      { text: 'Desk', href: paths.desk() },
      { text: 'Parties', href: paths.deskParties() },
      { text: name },
    ],
    heading: { text: name, tag: left ? { text: 'Left', tone: 'neutral' } : undefined },
    facts: [
      { key: 'Id in the register', value: party.registerId },
      { key: 'Category', value: latest?.category ?? 'Not known' },
      { key: 'Organisation', value: latest?.organisation.name ?? 'Not known' },
      { key: 'A Party', lines: party.memberships.map((one) => membershipWords(one, day)) },
    ],
    history: {
      caption: 'Name, category and organisation',
      columns: [{ text: 'From' }, { text: 'Name' }, { text: 'Category' }, { text: 'Organisation' }],
      rows: party.particulars.map((one, index) => {
        const before = party.particulars[index + 1];
        const changed = (is: string, was: string | undefined) =>
          was !== undefined && is !== was ? { text: is, note: `Before: ${was}` } : is;
        return [
          { text: formatDate(one.fromOn), note: `Recorded at ${formatMoment(one.recordedAt)}` },
          changed(one.name, before?.name),
          changed(one.category, before?.category),
          changed(one.organisation.name, before?.organisation.name),
        ];
      }),
    },
    representatives: {
      caption: 'Who acts for its organisation',
      columns: [{ text: 'Name' }, { text: 'E-mail' }],
      rows: party.representatives.map(({ id, name: text, email }) => [
        { text, href: paths.deskPerson({ id }) },
        email,
      ]),
      empty: 'Nobody: nobody is told of consultations on its behalf.',
    },
  };
}

function membershipWords({ accededOn, leftOn, howLeft }: Membership, day: string): string {
  const since = accededOn ? `since ${formatDate(accededOn)}` : 'since before the register says';
  if (!leftOn) return capital(since);
  const from = accededOn ? `From ${formatDate(accededOn)}` : 'From before the register says';
  return `${from}; ${leftOn <= day ? 'left' : 'leaves'} on ${formatDate(leftOn)}${howLeft ? ` (${howLeft})` : ''}`;
}
