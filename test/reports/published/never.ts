import { SECRETS } from '../aReport.js';
import { REDACTED, sha256Of, type RedactedReport } from './published.js';

/** The files that no reader outside gets. */
export const leftOut = ({ files }: RedactedReport) => [
  files.secret,
  files.whole,
  files.shy,
  files.hidden,
  files.waiting,
];

/** Nothing of these in any format for readers outside: everybody, or the issuer of an external consultation. */
export async function neverOutside(report: RedactedReport): Promise<string[]> {
  const { db, submissions } = report;
  const ids = leftOut(report).map(({ id }) => id);
  const chunks: { id: string; bytes: Buffer }[] = await db('submission_attachment as a')
    .join('file_chunk as c', 'c.file_id', 'a.file_id')
    .whereIn('a.id', ids)
    .select('a.id', 'c.bytes');
  return [
    ...SECRETS,
    ...REDACTED,
    'SECRET',
    'HIDDEN-',
    'Noted, thank you',
    'Most are in favour',
    'Silent',
    'Shy Party',
    submissions.nameless.reference,
    // Nor by which row of the database it is the same as another.
    ...(await db('submission')).flatMap(({ id, digest }) => [id, digest]),
    ...chunks.map(({ bytes }) => sha256Of(bytes.toString())),
    ...(await db('submission_attachment').whereIn('id', ids)).map(({ name }) => name),
    ...(await db('person')).flatMap(({ name, email }) => [name, email]),
  ];
}
