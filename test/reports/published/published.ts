import { createHash } from 'node:crypto';
import { getSubmission } from '../../../src/responses/submissions.store.js';
import { redact } from '../../../src/collation/redacting/redact.js';
import { findPassage, partsOf } from '../../../src/collation/themes/coding/passages.rules.js';
import type { Covered, Reason } from '../../../src/collation/redacting/redactions.rules.js';
import { paths } from '../../../src/paths.js';
import { ENDINGS, type Ending } from '../../../src/reports/formats/formats.js';
import { aBrowser, openForm, ready, send, type Fields } from '../../support/browse.js';
import { anOrganisation, aParty, aRepresentative } from '../../support/build.js';
import { freezeNow, makeNow } from '../../support/reports.js';
import { aSubmission } from '../../support/submission.js';
import { aReport } from '../aReport.js';
import { everythingIn } from '../../pdf/readingPdf.js';
import { attach } from '../attach.js';
import { download, readWorkbook, unzip } from '../reading.js';

/** Words that nobody may read once they are redacted, beside what is confidential. */
export const REDACTED = [
  'HIDDEN-PASSAGE',
  'HIDDEN-CELL',
  'HIDDEN-WHOLE',
  'HIDDEN-NAME',
  'HIDDEN-FILE',
  'HIDDEN-NOTE',
  'Reject the whole',
];

/**
 * A closed consultation with everything that could leak, and a response with words and files for SECAS to redact:
 * `hide` does that.
 */
export async function aRedactedReport() {
  const report = await aReport();
  const { portal, db, consultation } = report;
  const { reference } = consultation;
  const marked = await anOrganisation(db, 'Marked Energy');
  const response = await aSubmission(db, {
    consultation,
    organisation: marked,
    by: await aRepresentative(db, marked),
    parties: [await aParty(db, { organisation: marked, name: 'Marked Supply' })],
    answers: {
      view: { value: { choice: 'Reject', rationale: 'HIDDEN-WHOLE: Reject the whole of it.' } },
      'legal-text': { value: { rows: [['G7.4', 'Ask HIDDEN-CELL of ours.', 'as drafted']] } },
      other: { value: { text: 'Before. HIDDEN-PASSAGE of Ann Lee. After.' } },
    },
  });
  const open = response;
  const files = {
    ...report.files,
    named: await attach(portal, open.id, { name: 'HIDDEN-NAME of a person.txt', text: 'Read me.' }),
    hidden: await attach(portal, open.id, { name: 'HIDDEN-FILE.txt', text: 'HIDDEN-FILE bytes' }),
  };
  await freezeNow(portal.deps, reference, { pdf: true });
  const by = (await db('person as p')
    .join('role_grant as g', 'g.person_id', 'p.id')
    .where('g.role', 'secas')
    .first('p.id'))!.id as string;

  /** Redacts words of an answer, or what is told. */
  async function mark(
    submissionId: string,
    what: Covered | [question: string, words: string],
    reason: Reason = 'personal',
  ) {
    const submission = await getSubmission(db, consultation.id, submissionId);
    const covered = Array.isArray(what) ? passageOf(submission, ...what) : what;
    await redact(db, by, submission, { covered, reason, note: 'HIDDEN-NOTE' }, portal.clock.now());
  }

  function passageOf(
    { answers }: Awaited<ReturnType<typeof getSubmission>>,
    key: string,
    words: string,
  ): Covered {
    const { question, value } = answers.find((answer) => answer.question.key === key)!;
    const found = findPassage(partsOf(question, value), words);
    if ('problem' in found) throw new Error(found.problem);
    return { covers: 'passage', questionKey: key, passage: found.passage };
  }

  const page = paths.deskPublication({ reference });
  /** Redacts all that REDACTED names. */
  async function hide() {
    await mark(response.id, ['other', 'HIDDEN-PASSAGE of Ann Lee']);
    await mark(response.id, ['legal-text', 'HIDDEN-CELL'], 'commercial');
    await mark(response.id, { covers: 'answer', questionKey: 'view' }, 'legal');
    await mark(response.id, { covers: 'file', attachmentId: files.hidden.id });
    await mark(response.id, { covers: 'file name', attachmentId: files.named.id });
  }

  /** The page once what would be published has been read. */
  const preview = () => ready(report.secas, page);

  /** Looks and publishes, as SECAS does; the worker then makes the files. */
  async function publish(fields: Fields = {}, options: { pdf?: boolean } = {}) {
    const { action, held } = await openForm(report.secas, page, `form[action="${page}"]`);
    const reply = await send(report.secas, action, { ...held, looked: 'yes', ...fields });
    await makeNow(portal.deps, options);
    return reply;
  }

  return { ...report, files, response, by, mark, hide, publish, preview, page, stranger: aBrowser(portal) };
}

export type RedactedReport = Awaited<ReturnType<typeof aRedactedReport>>;

/** Where everybody reads the responses, in every format; the PDF, which takes long to make, where it is asked for. */
export const publicForms = (reference: string, options: { pdf?: boolean } = {}) => ({
  page: paths.publishedResponses({ reference }),
  ...(Object.fromEntries(
    ENDINGS.filter((ending) => ending !== 'pdf' || options.pdf).map((ending) => [
      ending,
      paths.publishedReport({ reference, ending }),
    ]),
  ) as Record<Ending, string>),
  zip: paths.publishedPack({ reference }),
  consultation: paths.consultation({ reference }),
});

/** All that a reader gets in one format, as bytes: headers, and whatever is wrapped in whatever. */
export async function allBytes(browser: ReturnType<typeof aBrowser>, url: string): Promise<Buffer> {
  const { status, bytes, headers } = await download(browser, url);
  return Buffer.concat([
    Buffer.from(`${status} ${url} ${JSON.stringify(headers)}\n`),
    ...(await unwrapped(bytes)),
  ]);
}

/** A file's bytes, and those of whatever is wrapped in it. */
export async function unwrapped(bytes: Buffer): Promise<Buffer[]> {
  if (bytes.subarray(0, 4).toString() === '%PDF') return [Buffer.from(everythingIn(bytes))];
  if (bytes.subarray(0, 4).toString('latin1') !== 'PK\u0003\u0004') return [bytes];
  const inside = await unzip(bytes);
  const nested = await Promise.all(
    Object.entries(inside).map(async ([path, content]) => [
      Buffer.from(`\n${path}\n`),
      ...(await unwrapped(content)),
    ]),
  );
  const sheets = 'xl/workbook.xml' in inside ? [Buffer.from(JSON.stringify(await readWorkbook(bytes)))] : [];
  return [bytes, ...nested.flat(), ...sheets];
}

/** Whether bytes hold words, as UTF-8 or UTF-16, in any case of letters, or their SHA-256 does not matter here. */
export function holds(bytes: Buffer, words: string): boolean {
  return [bytes.toString('utf8'), bytes.toString('utf16le'), bytes.subarray(1).toString('utf16le')].some(
    (text) => text.toLowerCase().includes(words.toLowerCase()),
  );
}

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');
