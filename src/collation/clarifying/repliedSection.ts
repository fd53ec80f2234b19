import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import type { WaitingThread } from '../../responses/clarifying/clarifications.store.js';

/** Replies that SECAS has neither asked on nor closed, in whichever consultation; undefined: there are none. */
export function repliedSection(replied: WaitingThread[]) {
  if (replied.length === 0) return undefined;
  return {
    title: 'Replies to clarifications',
    id: 'replies',
    table: {
      caption: 'Replies to clarifications',
      captionHidden: true,
      columns: [
        { text: 'Organisation' },
        { text: 'Consultation' },
        { text: 'Question' },
        { text: 'Replied' },
      ],
      rows: replied.map(({ organisation, submission, consultation, questionKey: question, ask, since }) => [
        {
          text: organisation,
          hidden: `on “${ask}”`,
          href: paths.deskClarification({
            reference: consultation.reference,
            submission: submission.id,
            question,
          }),
          note: submission.reference,
        },
        { text: consultation.title, note: consultation.reference },
        ask,
        { text: formatMoment(since), time: since.toString() },
      ]),
    },
  };
}
