import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { sendFile } from '../attachments/download.js';
import type { AuditAction } from '../audit/actions.js';
import { recordAudit } from '../audit/audit.store.js';
import { getPublishedConsultation } from '../consultations/consultations.store.js';
import type { Deps } from '../deps.js';
import { NotFound } from '../errors.js';
import { parse } from '../http/forms.js';
import { leaveNotice, render } from '../http/render.js';
import { sendWritten } from '../http/sendWritten.js';
import { cutUnless } from '../http/stillSignedIn.js';
import { urlId } from '../http/urlId.js';
import { onlyPanel, onlySecas } from '../http/viewer.js';
import { paths } from '../paths.js';
import { personOf } from '../people/viewer.js';
import { isOutward, maySeeVersion } from './access.rules.js';
import { asked } from './address.js';
import { findPublicFile } from './telling/told.js';
import { linksOf } from './page/links.js';
import { showReport } from './page/showReport.js';
import { fileAsked, fileNameOf, FORMATS, pathOf, volumeAsked, whatOf } from './formats/formats.js';
import { askForEdition } from './editions/askForEdition.js';
import { numberIn, numberText } from './editions/edition.rules.js';
import { findToldFile } from './editions/toldFiles.store.js';
import { FROZEN, isRecalled } from './editions/editions.store.js';
import { closerQuery } from './narrowing/narrowing.rules.js';
import type { Report } from './report.js';
import { notYetPage } from './panel/panel.page.js';
import { getReportFor } from './report.store.js';
import { assertClean, assertMade, sendMade, sendPack } from './pack/sendMade.js';

const nextForm = z.strictObject({ version: z.enum(FROZEN), since: z.string().max(20) });

/** The Panel reads and downloads the collated reports; so does SECAS. */
export function reportsRoutes(deps: Deps): Router {
  const { db, bulk, clock } = deps;
  const router = Router();

  router.get(paths.panelConsultation.pattern, onlyPanel, async (req, res) => {
    const report = await findReport(req);
    if (!report) return showNotYet(req, res);
    await noteReading(req, report, 'report.read');
    await showReport(bulk, req, res, report, parse(closerQuery, req.query));
  });

  router.post(paths.nextEdition.pattern, onlySecas, async (req, res) => {
    const { version, since } = parse(nextForm, req.body);
    const report = await getReportFor(db, req.viewer, String(req.params['reference']), version, clock.now());
    const why = await askForEdition(db, personOf(req.viewer).id, report, since, clock.now());
    if (why === 'nothing has changed') leaveNotice(req, `Nothing has changed since version ${since}.`);
    if (why === 'made already') leaveNotice(req, 'It has been made already: this is the newest version.');
    res.redirect(303, linksOf(report).page);
  });

  router.get(paths.reportFile.pattern, onlyPanel, async (req, res) => {
    const report = await reportFor(req);
    if (report.edition) assertMade(report.edition);
    const file = fileAsked(report, req.params['ending'], parse(volumeAsked, req.query).volume);
    const { type, write } = FORMATS[file.ending];
    const named = { type, name: fileNameOf({ ...report, ...file }, file.ending) };
    await noteReading(req, report, 'report.downloaded', whatOf(file));
    cutWhenRecalled(res, report);
    if (report.edition) await sendMade(deps, req, res, report.edition, pathOf(file), named);
    else await sendWritten(bulk, req, res, named, (out) => write(bulk, report, out));
  });

  router.get(paths.pack.pattern, onlyPanel, async (req, res) => {
    const report = await reportFor(req);
    if (!report.edition) throw new NotFound();
    const file = { type: 'application/zip', name: fileNameOf(report, 'zip') };
    assertMade(report.edition);
    await assertClean(db, report.edition);
    await noteReading(req, report, 'report.downloaded', 'pack');
    cutWhenRecalled(res, report);
    await sendPack(deps, req, res, report, report.edition, file);
  });

  router.get(paths.panelAttachment.pattern, onlyPanel, async (req, res) => {
    const report = await reportFor(req);
    const attachmentId = urlId(req, 'attachment');
    const file = await (report.edition
      ? findToldFile(db, report.edition.id, attachmentId)
      : findPublicFile(db, report.consultation.id, attachmentId));
    if (!file) throw new NotFound();
    await noteReading(req, report, 'report.attachment-downloaded', attachmentId);
    cutWhenRecalled(res, report);
    await sendFile(deps, req, res, file);
  });

  const reportFor = async (req: Request): Promise<Report> => {
    const { version, edition } = parse(asked, req.query);
    const number = edition === undefined ? undefined : numberIn(edition);
    if (edition !== undefined && !number) throw new NotFound();
    return getReportFor(db, req.viewer, String(req.params['reference']), version, clock.now(), number);
  };

  const findReport = (req: Request): Promise<Report | undefined> =>
    reportFor(req).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined;
      throw error;
    });

  /**
   * Says when there will be a report: it is frozen some seconds after the closure, and anew when one was recalled.
   * @throws NotFound for a version that is not the viewer's, or an edition that there is not
   */
  async function showNotYet(req: Request, res: Response): Promise<void> {
    const { version, edition } = parse(asked, req.query);
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    // Nobody waits for what SECAS has made when it wants to.
    const comes = !isOutward(version) && edition === undefined && !consultation.withdrawnAt;
    if (consultation.closed && !(comes && maySeeVersion(req.viewer, version))) throw new NotFound();
    render(req, res, 'reports/not-yet', notYetPage(consultation, clock.now()), { status: 404 });
  }

  /** Who began a download before a consent was taken back does not take the rest of it along. */
  function cutWhenRecalled(res: Response, { edition }: Report): void {
    if (edition) cutUnless(res, async () => !(await isRecalled(bulk, edition.id)));
  }

  /** Who read what is confidential, and who took a report away, is kept. */
  async function noteReading(
    req: Request,
    report: Report,
    action: AuditAction,
    what?: string,
  ): Promise<void> {
    if (action === 'report.read' && report.version !== 'confidential') return;
    await recordAudit(db, {
      action,
      at: clock.now(),
      personId: personOf(req.viewer).id,
      consultationId: report.consultation.id,
      detail: {
        version: report.version,
        what,
        ...(report.edition && { edition: numberText(report.edition.number) }),
      },
    });
  }

  return router;
}
