import type { TaskList } from 'graphile-worker';
import { sweepUnfinishedUploads, sweepUnlinkedFiles } from '../attachments/files.store.js';
import { scanWaitingFiles } from '../attachments/scan.js';
import { sealAudit } from '../audit/sealAudit.js';
import { indexSubmitted } from '../collation/searching/indexing.js';
import { remindOnSchedule } from '../collation/chasing/remindOnSchedule.js';
import { cutSentences } from '../collation/themes/alike.store.js';
import { groupWording } from '../collation/wording/groupWording.js';
import { closeConsultation, listDueClosures } from '../consultations/closeConsultation.js';
import { publishWhatIsDue } from '../consultations/publishing/publishWhatIsDue.js';
import { tellWhatHasOpened } from '../consultations/publishing/tellOpened.js';
import type { Deps } from '../deps.js';
import { inPieces } from '../inPieces.js';
import { eraseExpiredCodes } from '../notices/mailQueue.store.js';
import { sendDueMail } from '../notices/sendMail.js';
import { deleteExpiredSessions } from '../people/sessions.store.js';
import { deleteOldPresence } from '../responses/drafting/presence.store.js';
import { freezeDueReports, makeDueFiles } from '../reports/editions/makeReports.js';
import { carryOutWhatIsDue } from '../responses/closing/carryOut.js';
import { warnUnsubmitted } from '../responses/closing/warnUnsubmitted.js';
import type { Chore } from './chores.js';

/** What is done as soon as somebody adds a job for it. */
export const tasksOf = (deps: Deps, stopping: AbortSignal): TaskList => ({
  'send-mail': () => sendDueMail(deps, stopping),
  'scan-file': () => scanWaitingFiles(deps),
});

/** What is looked for in the tables, so that a job that was lost, or never added, delays it by seconds only. */
export const sweepOf = (deps: Deps, stopping: AbortSignal): Chore[] => {
  const { db, bulk, clock } = deps;
  return [
    { name: 'instructions', everyMs: 1_000, run: () => carryOutWhatIsDue(deps) },
    { name: 'publications', everyMs: 1_000, run: () => publishWhatIsDue(deps) },
    { name: 'openings', everyMs: 2_000, run: () => tellWhatHasOpened(deps) },
    { name: 'closures', everyMs: 2_000, run: () => closeWhatIsDue(deps) },
    // Files may take minutes: what closes meanwhile can be read at once all the same.
    { name: 'reports', everyMs: 2_000, run: () => freezeDueReports(deps) },
    { name: 'files of reports', everyMs: 2_000, run: () => makeDueFiles(deps, stopping, { large: false }) },
    {
      name: 'files of large reports',
      everyMs: 2_000,
      run: () => makeDueFiles(deps, stopping, { large: true }),
    },
    { name: 'warnings', everyMs: 60_000, run: () => warnUnsubmitted(deps) },
    { name: 'reminders', everyMs: 60_000, run: () => remindOnSchedule(deps) },
    { name: 'mail', everyMs: 2_000, run: () => sendDueMail(deps, stopping) },
    { name: 'scans', everyMs: 2_000, run: () => scanWaitingFiles(deps) },
    { name: 'search', everyMs: 5_000, run: () => indexSubmitted(deps, stopping) },
    { name: 'audit', everyMs: 30_000, run: () => sealAudit(db, clock.now()) },
    { name: 'wording', everyMs: 10_000, run: () => groupWording(db, stopping) },
    { name: 'sentences', everyMs: 10_000, run: () => inPieces(stopping, () => cutSentences(db)) },
    { name: 'expired sessions', everyMs: 15 * 60_000, run: () => deleteExpiredSessions(db) },
    { name: 'old presence', everyMs: 60 * 60_000, run: () => deleteOldPresence(db) },
    { name: 'expired codes', everyMs: 60_000, run: () => eraseExpiredCodes(db) },
    {
      name: 'unfinished uploads',
      everyMs: 60_000,
      run: () => sweepUnfinishedUploads(bulk, clock.now().subtract({ minutes: 5 })),
    },
    {
      name: 'unlinked files',
      everyMs: 60 * 60_000,
      run: () => sweepUnlinkedFiles(bulk, clock.now().subtract({ hours: 24 })),
    },
  ];
};

/** Each on its own: one that cannot be closed now does not keep the others open. */
async function closeWhatIsDue(deps: Deps): Promise<void> {
  const at = deps.clock.now();
  for (const id of await listDueClosures(deps.db, at)) {
    try {
      if (await closeConsultation(deps, id, at)) deps.log.info({ consultationId: id }, 'consultation closed');
    } catch (error) {
      deps.log.error({ err: error, consultationId: id }, 'could not close a consultation; trying again');
    }
  }
}
