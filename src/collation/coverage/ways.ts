import { counted } from '../../counted.js';
import { paths } from '../../paths.js';
import { countCoverage } from './coverage.rules.js';
import type { ConsultationCounts } from './counts.store.js';

/**
 * What there is to do about the responses, in the order of the work, for the overview of a consultation: bring them
 * in, read them, answer them, publish. Clarifications and late responses stand in it once there are any.
 */
export function responseParts(
  { reference, closed }: { reference: string; closed: boolean },
  counts: ConsultationCounts,
) {
  const total = countCoverage(counts.groups);
  return [
    part(
      'who',
      'See who has answered',
      paths.deskCoverage({ reference }),
      'Every eligible Party, and whom to tell',
      `${total.draft + total.silent} not heard from`,
    ),
    part(
      'enter',
      'Enter a response',
      paths.deskEnter({ reference }),
      'That came by e-mail, on paper or by telephone',
      '',
    ),
    counts.lateOnes > 0 && late(reference, counts),
    part(
      'read',
      'Read the responses',
      paths.deskResponses({ reference }),
      'One by one, with your comments beside them',
      `${counts.commented} of ${counts.responses + counts.nilReturns} commented`,
    ),
    counts.clarificationsAsked + counts.clarificationsReplied > 0 && clarifications(reference, counts),
    part(
      'wording',
      'Shared wording',
      paths.deskWording({ reference }),
      'What organisations say in nearly the same words',
      '',
    ),
    part(
      'on-questions',
      'Comment on questions',
      paths.deskComments({ reference }),
      'What the report says on a question as a whole, a clause or a budget line',
      `${counts.questionsCommented} commented`,
    ),
    part(
      'points',
      'Dispositions',
      paths.deskDispositions({ reference }),
      'The points raised, and the reply to each',
      pointsWords(counts),
    ),
    ...(closed ? afterwards(reference, counts) : []),
  ].filter((one) => one !== false);
}

/** What can be done once it is closed for good. */
const afterwards = (reference: string, { publicVersion }: ConsultationCounts) => [
  part(
    'report',
    'Read the collated report',
    paths.panelConsultation({ reference }),
    'As the Panel reads it, with its workbook and its files',
    '',
  ),
  part(
    'public',
    'Public version of the responses',
    paths.deskPublication({ reference }),
    'What is left out of it, its preview, and publishing it',
    publicVersion === null ? 'Not public' : `Version ${publicVersion} is public`,
  ),
];

const late = (reference: string, { lateOnes, awaiting }: ConsultationCounts) =>
  part(
    'late',
    'Late responses',
    paths.deskLate({ reference }),
    'The register: both instants, what was decided and why',
    awaiting > 0 ? `${awaiting} of ${lateOnes} waiting for a decision` : `${lateOnes} decided`,
  );

/** Those with a reply to be read first. */
function clarifications(
  reference: string,
  { clarificationsAsked: asked, clarificationsReplied: replied }: ConsultationCounts,
) {
  const query = new URLSearchParams({ clarification: replied > 0 ? 'replied' : 'asked' }).toString();
  return part(
    'clarifications',
    'Clarifications',
    `${paths.deskResponses({ reference })}?${query}`,
    'What you asked about answers',
    `${replied} replied to, ${asked} waiting`,
  );
}

function pointsWords({ points, pointsPublished }: ConsultationCounts): string {
  if (points === 0) return 'No points yet';
  const published = pointsPublished === points ? 'all published' : `${pointsPublished} published`;
  return `${counted(points, 'point')}, ${pointsPublished === 0 ? 'not published' : published}`;
}

const part = (id: string, text: string, href: string, hint: string, status: string) => ({
  id,
  text,
  href,
  hint,
  status: { text: status, tone: 'plain' },
});
