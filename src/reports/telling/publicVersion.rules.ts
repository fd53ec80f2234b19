import { acceptedType } from '../../attachments/acceptedTypes.js';
import { isHandedOut } from '../../attachments/attachments.rules.js';
import { markOf, withoutPassages } from '../../collation/redacting/redactions.rules.js';
import type { SubmittedFile } from '../../responses/submissions.store.js';
import type { Answered } from './answered.store.js';
import type { CoverageTold } from './coverageTold.rules.js';
import { tell, type Told, type ToldAnswer } from './redaction.rules.js';

/** What stands in public, and in the issuer's pack, in the place of what the respondent asked to be kept confidential. */
export const NOT_PUBLISHED = '[confidential: not published]';

/**
 * A submission as everybody may read it, and the issuer of an external consultation (docs/decisions/0030-public-version.md): as the version for all tells it,
 * without what SECAS has redacted, what SECAS says of it, how it came in, and any digest. Each part is named here, so
 * that what is added to a report some day is not published before somebody has thought of it.
 * @param number of this respondent among those whose name is withheld, from 1
 */
export function tellPublic(answered: Answered, number: number): Told {
  const forAll = tell(answered, 'all');
  const { nameWithheld } = forAll;
  const files = forAll.files.filter((file) => isPublic(answered, file));
  const withheld = new Map<string, number>();
  for (const { id, questionKey } of answered.files) {
    if (!files.some((file) => file.id === id))
      withheld.set(questionKey, (withheld.get(questionKey) ?? 0) + 1);
  }
  return {
    id: forAll.id,
    // By its reference those who handled a response would know it again.
    reference: nameWithheld ? '' : forAll.reference,
    kind: forAll.kind,
    name: nameWithheld ? `Name withheld ${number}` : forAll.name,
    nameWithheld,
    countedAs: forAll.countedAs,
    parties: forAll.parties,
    receivedAt: forAll.receivedAt,
    standing: nameWithheld ? 'in time' : forAll.standing,
    transcription: null,
    answers: Object.fromEntries(
      Object.entries(forAll.answers).map(([key, answer]) => [key, publicAnswer(answered, key, answer)]),
    ),
    files: files.map((file) => ({ ...file, name: publicName(answered, file), reason: '' })),
    filesWithheld: Object.fromEntries(withheld),
    comments: {},
    // Between SECAS and the organisation, and it may repeat what is redacted in the answer.
    clarifications: {},
    digest: null,
    asked: [],
  };
}

function publicAnswer({ redactions }: Answered, key: string, answer: ToldAnswer): ToldAnswer {
  if (answer.withheld) return { withheld: true, placeholder: NOT_PUBLISHED };
  const own = redactions.filter(({ covered }) => 'questionKey' in covered && covered.questionKey === key);
  const whole = own.find(({ covered }) => covered.covers === 'answer');
  if (whole) return { withheld: true, placeholder: markOf(whole.reason), redacted: true };
  const passages = own.flatMap(({ covered, reason }) =>
    covered.covers === 'passage' ? [{ passage: covered.passage, reason }] : [],
  );
  const value = withoutPassages(answer.value, passages);
  // A passage that does not stand where it should: rather nothing than what should not be read.
  if (value === undefined) return { withheld: true, placeholder: markOf(own[0]!.reason), redacted: true };
  return { withheld: false, value, confidential: false };
}

const covers = ({ redactions }: Answered, { id }: SubmittedFile, what: 'file' | 'file name'): boolean =>
  redactions.some(
    ({ covered }) => covered.covers === what && 'attachmentId' in covered && covered.attachmentId === id,
  );

const isPublic = (answered: Answered, file: SubmittedFile): boolean =>
  isHandedOut(file.scan) &&
  !covers(answered, file, 'file') &&
  !answered.redactions.some(
    ({ covered }) => covered.covers === 'answer' && covered.questionKey === file.questionKey,
  );

const publicName = (answered: Answered, file: SubmittedFile): string =>
  covers(answered, file, 'file name') ? redactedName(file.mediaType) : file.name;

/** What a file is called whose name is redacted. */
const redactedName = (mediaType: string): string =>
  `redacted file name${acceptedType(mediaType)?.extensions[0] ?? ''}`;

/** A group with fewer Parties than this could give away who is in it. */
export const FEW = 3;

/**
 * Who was asked and answered, as everybody may read it: responded, “no comment”, and the rest, which does not say who
 * had a draft or declined, nor who was silent. Where a name is withheld and the rest of a category is so small that it
 * could be worked out, only how many were asked is told.
 */
export function publicCoverage({ folded, categories, total }: CoverageTold): CoverageTold {
  const rest = folded ? 'no response, or name withheld' : 'no response';
  const told = ({ eligible, counts }: CoverageTold['total']) => {
    const responded = counts['responded'] ?? 0;
    const nil = counts['nil return'] ?? 0;
    return {
      eligible,
      counts: { responded, 'nil return': nil, [rest]: eligible - responded - nil },
    };
  };
  const isFew = ({ counts }: CoverageTold['total']) => counts[rest]! > 0 && counts[rest]! < FEW;
  const rows = categories.map((one) => ({ category: one.category, ...told(one) }));
  const sum = told(total);
  if (folded && [...rows, sum].some(isFew))
    return {
      folded,
      states: [],
      categories: [],
      total: { eligible: total.eligible, counts: {} },
      silent: [],
    };
  return { folded, states: ['responded', 'nil return', rest], categories: rows, total: sum, silent: [] };
}
