import type { Problem } from '../../errors.js';
import { formatDate } from '../../londonTime.js';
import { paths } from '../../paths.js';
import type { Consultation } from '../consultations.store.js';
import { formProblems } from '../../http/formProblems.js';
import { crumbs } from '../deskCrumbs.js';
import type { Candidate } from './accession.store.js';

/** Adding a Party to those that are asked, or why none can be. */
export function addPartyPage(
  { reference, title }: Consultation,
  candidates: Candidate[],
  form: { party: string; reason: string },
  whyNot: string | undefined,
  problems: Problem[] = [],
) {
  const { errors, of } = formProblems(problems);
  const back = { text: 'Cancel', kind: 'link', href: paths.deskConsultation({ reference }) };
  const none = 'Every Party that the register has in the categories asked is among them.';
  return {
    title: 'Add a Party to those asked',
    breadcrumbs: crumbs(reference, { text: 'Add a Party' }),
    caption: `${reference} · ${title}`,
    errors,
    none: whyNot
      ? { warning: true, title: 'No Party can be added', text: whyNot }
      : candidates.length === 0
        ? { text: none }
        : undefined,
    text: 'For a Party that acceded after publication. It counts among the eligible from now on, its representatives are told by mail, and the history and the report say that it was added.',
    action: paths.deskAddParty({ reference }),
    party: {
      name: 'party',
      label: 'Party',
      labelSize: 'm',
      hint: 'Those in the categories asked that are not asked yet.',
      prompt: 'Choose a Party',
      value: form.party,
      error: of('party'),
      items: candidates.map(({ id, name, category, accededOn }) => ({
        value: id,
        text: `${name} (${category}${accededOn ? `, acceded on ${formatDate(accededOn)}` : ''})`,
      })),
    },
    reason: {
      name: 'reason',
      label: 'Reason',
      labelSize: 'm',
      rows: 3,
      hint: 'It is kept with your name, and everybody sees it.',
      value: form.reason,
      error: of('reason'),
    },
    buttons: [{ text: 'Add it and tell them' }, back],
    back: [back],
  };
}
