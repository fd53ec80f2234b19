import { pagesOf } from '../../consultations/pages.js';
import { counted } from '../../counted.js';
import { paths } from '../../paths.js';
import type { FrozenVersion } from '../editions/editions.store.js';
import { NAMED } from '../words.js';
import type { ChangedPosition } from './positions.store.js';

export const POSITIONS_PER_PAGE = 100;

/** The line on the Panel's page. */
export const changedLine = ({
  modification,
  respondents,
}: {
  modification: string;
  respondents: number;
}) => ({
  text: `${modification}: ${counted(respondents, 'respondent')} changed a position`,
  href: paths.changedPositions({ modification }),
});

/** Who changed which position between the stages of a modification. @param other a version that one may see too */
export function positionsPage(
  modification: string,
  stages: { reference: string; title: string }[],
  changed: { rows: ChangedPosition[]; total: number },
  { version, other, page }: { version: FrozenVersion; other: FrozenVersion | undefined; page: number },
) {
  const address = (of: FrozenVersion, number: number) =>
    `${paths.changedPositions({ modification })}?${new URLSearchParams({ version: of, page: String(number) }).toString()}`;
  const pagination = pagesOf(page, Math.ceil(changed.total / POSITIONS_PER_PAGE), (to) =>
    address(version, to),
  );
  return {
    title: `${modification}: positions that changed`,
    breadcrumbs: [{ text: 'Reports', href: paths.panel() }, { text: modification }],
    heading: {
      text: 'Positions that changed',
      caption: modification,
      lead: 'Each stage is compared with the one before, in the questions that both asked with the same options. Answers and names that are withheld are left out.',
    },
    version: {
      tag: { text: NAMED[version], tone: version === 'all' ? 'neutral' : 'warn' },
      other: other && { text: NAMED[other], href: address(other, 1) },
    },
    stages: {
      caption: 'Stages that are closed',
      columns: [{ text: 'Consultation' }, { text: 'Reference' }],
      rows: stages.map(({ reference, title }) => [
        { text: title, href: paths.panelConsultation({ reference }) },
        reference,
      ]),
    },
    changed: {
      caption: 'What changed',
      columns: ['Respondent', 'Category', 'Question', 'Before', 'Now'].map((text) => ({ text })),
      rows: changed.rows.map(({ respondent, categories, ask, earlier, later, before, now }) => [
        respondent,
        categories.join(', '),
        ask,
        { text: before, note: earlier },
        { text: now, note: later },
      ]),
      empty:
        stages.length < 2
          ? 'There is only one stage so far.'
          : 'No respondent changed a position, or no question was asked in both with the same options.',
    },
    pagination: pagination && { ...pagination, label: 'Pages of positions' },
  };
}
