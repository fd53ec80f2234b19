import type { Standing } from '../responses/submissions.rules.js';
import { formatMoment } from '../londonTime.js';
import type { Version } from './access.rules.js';
import { numberText } from './editions/edition.rules.js';
import type { Edition, FrozenVersion } from './editions/editions.store.js';
import type { Report } from './report.js';

/** How what counts arrived. One that was in time but met the closure is not called late. */
export const ON_TIME: Record<Standing, string> = {
  'in time': 'On time',
  late: 'Late, admitted',
  'after closure': 'On time, admitted after the closure',
};

/** What a report is called, by its version. */
export const CALLED: Record<Version, string> = {
  all: 'Collated report',
  confidential: 'Collated report',
  public: 'Responses',
  issuer: 'Views of the Parties',
};

/** What a file says of the version it holds. */
export const saidOf = ({ version, consultation }: Pick<Report, 'version' | 'consultation'>): string =>
  version === 'issuer' ? saidToIssuer(consultation.issuedBy) : SAID_OF[version];

export const SAID_OF: Record<Exclude<Version, 'issuer'>, string> = {
  all: 'For all: what is confidential is left out.',
  confidential: 'With confidential material: do not pass on.',
  public:
    'The published responses: what is confidential or redacted is left out, and a mark stands in its place.',
};

const saidToIssuer = (issuer: string): string =>
  `Made by SECAS for ${issuer}, and not published: the views that Parties gave SECAS. Answering in the portal of SECAS is not a response to ${issuer}, which collects responses itself. What is confidential or redacted is left out, and a mark stands in its place.`;

/** Of a point whose reply only the Panel and SECAS have. */
export const NOT_PUBLISHED = 'Not published yet';

/** The versions that Panel members read, in a word or two. */
export const NAMED: Record<FrozenVersion, string> = {
  all: 'Version for all',
  confidential: 'With confidential material',
};

/** The version of a report in a word or two. */
export function versionNamed({ version, edition, consultation }: Report): string {
  if (version === 'issuer') return `For ${consultation.issuedBy}: not published`;
  if (version !== 'public') return NAMED[version];
  return edition ? 'Published' : 'Preview of the public version';
}

/** Of which moment a file tells. @returns undefined: of the one at which it was written */
export function momentWords({ version, edition }: Pick<Report, 'version' | 'edition'>): string | undefined {
  if (!edition) return undefined;
  if (version === 'public') return publishedWords(edition);
  return `Version ${numberText(edition.number)}, frozen ${formatMoment(edition.frozenAt)}.`;
}

/** When it was published, and what came anew with a later version. */
const publishedWords = ({ frozenAt, number, note }: Edition): string =>
  [
    `Published by SECAS, ${formatMoment(frozenAt)}.`,
    ...(number.major > 1 ? [`Version ${number.major}: ${note}`] : []),
  ].join(' ');
