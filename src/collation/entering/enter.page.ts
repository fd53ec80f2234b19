import type { Consultation } from '../../consultations/consultations.store.js';
import type { Problem } from '../../errors.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { MOST_FOUND, type BeingEntered, type FoundOrganisation } from './entered.store.js';
import { formProblems } from '../formProblems.js';
import { placeOf } from '../place.js';

export interface Choosing {
  search: string;
  /** of an organisation that is not known yet */
  name: string;
  problems: Problem[];
}

/** Choosing the organisation whose response came by e-mail or on paper, and what is being entered already. */
export function enterPage(
  consultation: Consultation,
  organisations: { found: FoundOrganisation[]; more: boolean },
  beingEntered: BeingEntered[],
  { search, name, problems }: Choosing,
) {
  const { reference, title } = consultation;
  const { errors, of } = formProblems(problems);
  const { found, more } = organisations;
  return {
    ...placeOf(consultation, 'enter'),
    title: `${reference}: enter a response`,
    errors,
    heading: {
      text: 'Enter a response',
      caption: `${reference} · ${title}`,
      lead: 'One that came by e-mail, on paper or by telephone. It counts from when it reached SECAS, and its original is kept beside it.',
    },
    begun: beingEntered.map((one) => begun(reference, one)),
    search: {
      action: paths.deskEnter({ reference }),
      field: {
        name: 'search',
        label: 'Organisation or Party',
        type: 'search',
        value: search,
        spellcheck: false,
      },
      clear: search ? paths.deskEnter({ reference }) : undefined,
    },
    table:
      found.length > 0
        ? {
            caption: caption(found.length, more, search),
            columns: [{ text: 'Organisation' }, { text: 'Its Parties' }],
            rows: found.map((one) => [
              {
                text: one.name,
                href: paths.deskEnterFor({ reference, organisation: one.id }),
              },
              partiesOf(one),
            ]),
          }
        : undefined,
    empty: { title: 'Nobody found', text: 'Try part of a name, or name the organisation below.' },
    other: {
      action: paths.deskEnter({ reference }),
      field: {
        name: 'name',
        label: 'Name of the organisation',
        hint: 'For one that is not in the list: a charity, a trade body, a meter maker. It then answers for itself.',
        value: name,
        error: of('name'),
      },
    },
  };
}

/** One that is being entered: going on with it, its original, and taking it back. */
function begun(reference: string, one: BeingEntered) {
  const values = { reference, response: one.id };
  return {
    fileId: `original-${one.id}`,
    title: one.organisation,
    href: paths.response({ id: one.id }),
    parties: one.parties.join(', '),
    about: `Arrived at ${formatMoment(one.arrivedAt)} by ${one.arrivedHow}. ${one.startedBy} began to enter it; last saved at ${formatMoment(one.savedAt)}.`,
    submitted: one.submitted
      ? 'Submitted before, and changed since: the changes are not submitted.'
      : undefined,
    original: { text: one.original, href: paths.deskEnteredOriginal(values) },
    replace: one.submitted ? undefined : paths.deskEnteredOriginal(values),
    discard: one.submitted ? undefined : paths.deskDiscardEntered(values),
  };
}

function partiesOf({ name, parties }: FoundOrganisation) {
  if (parties.length === 0) return 'None: it answers for itself';
  if (parties.length === 1 && parties[0] === name) return 'The same';
  return {
    lines: parties.length <= 4 ? parties : [...parties.slice(0, 3), `and ${parties.length - 3} more`],
  };
}

function caption(found: number, more: boolean, search: string): string {
  if (more) return `The first ${MOST_FOUND}: search for others`;
  return search ? `${found} found` : `${found} ${found === 1 ? 'organisation' : 'organisations'}`;
}
