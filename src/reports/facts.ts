import { KINDS } from '../consultations/consultations.rules.js';
import { formatDeadline } from '../londonTime.js';
import { isOutward } from './access.rules.js';
import type { Report } from './report.js';
import { CALLED } from './words.js';

/** What stands at the top of a report. */
export const titleOf = ({ consultation: { title, reference, kind }, version }: Report) => ({
  title,
  caption: `${CALLED[version]} · ${reference} · ${KINDS[kind]}`,
});

/** What a report says of its consultation, as terms and what they are; several lines where several are told. */
export function factsOf(report: Report): { term: string; lines: string[] }[] {
  const { issuedBy, opensAt, closesAt, audience, modification } = report.consultation;
  const extended = report.closedAt && report.closedAt.epochNanoseconds > closesAt.epochNanoseconds;
  return [
    { term: 'Issued by', lines: [issuedBy] },
    { term: 'Modification', lines: modification ? [modification] : [] },
    { term: 'Opened', lines: [formatDeadline(opensAt)] },
    { term: 'Closed', lines: [formatDeadline(closesAt)] },
    { term: 'Last extension', lines: extended ? [formatDeadline(report.closedAt!)] : [] },
    { term: 'Who was asked', lines: [audience.join(', ')] },
    { term: 'Documents', lines: (report.documents ?? []).map(({ title }) => title) },
    { term: 'Added after publication', lines: report.added.map(addedLine) },
  ].filter(({ lines }) => lines.length > 0);
}

const addedLine = ({ name, category, at, reason }: Report['added'][number]): string =>
  `${name} (${category}), at ${formatDeadline(at)}: ${reason}`;

/** What is counted over all responses. */
export function countsOf({ version, counts, coverage, late }: Report) {
  const { answered, nilReturns, parties } = counts;
  const note = coverage.folded ? 'without those of respondents whose name is withheld' : undefined;
  return [
    { label: 'Responses with answers', value: answered - nilReturns },
    { label: 'No comment', value: nilReturns },
    { label: 'Parties represented', value: parties, note },
    { label: 'Eligible Parties', value: coverage.total.eligible },
    ...(isOutward(version) ? [] : [{ label: 'Responses not admitted', value: late.length }]),
  ];
}
