import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import type { Viewer } from '../../people/viewer.js';
import { fateWords } from '../fateWords.js';
import { fateOf } from '../submissions.rules.js';
import type { SubmitFacts } from '../submit.store.js';
import type { HistoryLine } from '../submissions.store.js';

/** Every submission of one response, the newest first. */
export function historyPage(
  lines: HistoryLine[],
  responseId: string,
  { consultation, organisation }: Pick<SubmitFacts, 'consultation' | 'organisation'>,
  viewer: Viewer,
) {
  const ours = viewer.represents.some(({ organisationId }) => organisationId === organisation.id);
  const text = ours ? 'History of your response' : `History of the response of ${organisation.name}`;
  return {
    title: `${text} to ${consultation.reference}`,
    heading: {
      text,
      caption: `${consultation.reference} · ${consultation.title}`,
    },
    breadcrumbs: [
      ours ? { text: 'Your responses', href: paths.responses() } : { text: 'Desk', href: paths.desk() },
      { text: consultation.reference, href: paths.response({ id: responseId }) },
      { text: 'History' },
    ],
    table: {
      caption: 'Submissions',
      captionHidden: true,
      columns: [
        { text: 'Reference' },
        { text: 'Received' },
        { text: 'Submitted by' },
        { text: 'Status' },
        { text: 'What changed' },
      ],
      rows: lines.map((line, index) => [
        {
          text: line.reference,
          href: paths.submission({ id: responseId, reference: line.reference }),
          note: line.kind === 'nil' ? 'No comment' : `Version ${line.number}`,
        },
        { text: formatMoment(line.receivedAt), time: line.receivedAt.toString() },
        line.submitterName,
        { tag: fateWords(fateOf(line), line.standing) },
        changedSince(responseId, line, lines[index + 1]),
      ]),
      empty: 'Nothing has been submitted yet. What you submit is listed here with its receipt, and stays.',
    },
    compare: lines.length > 2 ? compareForm(responseId, lines) : undefined,
  };
}

const changedSince = (id: string, { reference }: HistoryLine, before: HistoryLine | undefined) =>
  before
    ? {
        text: `Since version ${before.number}`,
        href: `${paths.compare({ id })}?${new URLSearchParams({ from: before.reference, to: reference }).toString()}`,
      }
    : '';

/** Any two of several. */
function compareForm(id: string, lines: HistoryLine[]) {
  const items = lines.map(({ reference, number }) => ({
    value: reference,
    text: `Version ${number}, ${reference}`,
  }));
  const select = (name: string, label: string, value?: string) => ({ name, label, items, value });
  return {
    action: paths.compare({ id }),
    from: select('from', 'Compare', lines.at(-1)?.reference),
    to: select('to', 'with', lines[0]?.reference),
  };
}
