import { findComment } from '../../src/collation/comments/comments.store.js';
import { writeComment } from '../../src/collation/comments/writeComment.js';
import { paths } from '../../src/paths.js';
import type { Version } from '../../src/reports/access.rules.js';
import { aReport } from './aReport.js';

/** A report that has been frozen, of which SECAS changes something afterwards. */
export async function aChangingReport() {
  const report = await aReport();
  const { portal, db, consultation, submissions } = report;
  const sam = { id: (await db('role_grant').where({ role: 'secas' }).first())!.person_id };

  /** SECAS writes a comment beside an answer, in the place of the one before. */
  async function comment(text: string, questionKey = 'view'): Promise<void> {
    const place = {
      consultationId: consultation.id,
      submissionId: submissions.openly.id,
      questionKey,
      line: null,
    };
    const standing = await findComment(db, place);
    await writeComment(db, sam, { ...place, text, replaces: standing?.id ?? null }, portal.clock.now());
  }

  /** The numbers of a version's editions, the first first. */
  const editionsOf = async (version: Version = 'all') =>
    (
      await db('report_edition')
        .where({ consultation_id: consultation.id, version })
        .orderBy(['major', 'minor'])
    ).map(({ major, minor }) => `${major}.${minor}`);

  const later = (minutes: number) => portal.clock.set(portal.clock.now().add({ minutes }));
  const page = paths.panelConsultation({ reference: consultation.reference });
  return { ...report, sam, page, comment, editionsOf, later };
}
