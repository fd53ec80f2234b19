import type { ConsultationCounts } from '../../collation/coverage/counts.store.js';
import { counted } from '../../counted.js';
import type { Instant } from '../../db/connection.js';
import type { Problem } from '../../errors.js';
import { paths } from '../../paths.js';
import type { Consultation } from '../consultations.store.js';
import { shownDeadline } from '../deadline.page.js';
import { formProblems } from '../../http/formProblems.js';
import { crumbs } from '../deskCrumbs.js';

/** What withdrawing a consultation does, with the reason to be entered; or why it cannot be. */
export function withdrawPage(
  consultation: Consultation,
  { counts, told, whyNot }: { counts: ConsultationCounts; told: number; whyNot: string | undefined },
  reason: string,
  at: Instant,
  problems: Problem[] = [],
) {
  const { reference, title } = consultation;
  const { errors, of } = formProblems(problems);
  const back = { text: 'Cancel', kind: 'link', href: paths.deskConsultation({ reference }) };
  return {
    title: 'Withdraw this consultation',
    breadcrumbs: crumbs(reference, { text: 'Withdraw' }),
    caption: `${reference} · ${title}`,
    errors,
    deadline: shownDeadline(consultation, at),
    whyNot: whyNot ? { warning: true, title: 'It cannot be withdrawn', text: whyNot } : undefined,
    facts: [
      {
        key: 'Responses',
        value: 'It takes no more, in time or late',
        note: `${counted(counts.responses + counts.nilReturns, 'response has', 'responses have')} been submitted, “no comment” included: they stay, with their receipts, and can be read at the desk`,
      },
      {
        key: 'Drafts',
        value: 'They stay and can be read, but not changed',
        note: 'What was left to be submitted when it closes is not submitted',
      },
      { key: 'The Panel', value: 'Gets no report and no pack' },
      {
        key: 'Everybody sees',
        value: 'That it was withdrawn, when and why',
        note: 'On the front page, on its page and in its history',
      },
      {
        key: 'Told by mail',
        value: `${counted(told, 'representative')}, once each`,
        note: 'Of the organisations asked, and of those that have begun a response',
      },
    ],
    undone: {
      warning: true,
      title: 'It cannot be undone',
      text: 'To ask again, begin a new consultation, with a reference of its own.',
    },
    action: paths.deskWithdraw({ reference }),
    reason: {
      name: 'reason',
      label: 'Reason',
      labelSize: 'm',
      rows: 3,
      hint: 'It is kept with your name, and everybody sees it.',
      value: reason,
      error: of('reason'),
    },
    buttons: [{ text: 'Withdraw it and tell them', kind: 'warning' }, back],
    back: [back],
  };
}
