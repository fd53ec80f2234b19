import { Router, type Request, type Response } from 'express';
import { sendFile } from '../../attachments/download.js';
import { atMost } from '../../atMost.js';
import type { Deps } from '../../deps.js';
import { NotFound } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { cutUnless } from '../../http/stillSignedIn.js';
import { urlId } from '../../http/urlId.js';
import { paths } from '../../paths.js';
import { networkOf } from '../../people/limits.js';
import { findToldFile } from '../editions/toldFiles.store.js';
import { fileAsked, fileNameOf, FORMATS, pathOf, volumeAsked } from '../formats/formats.js';
import { assertClean, assertMade, sendMade, sendPack } from '../pack/sendMade.js';
import { showReport } from '../page/showReport.js';
import { isStillPublic } from './published.store.js';
import { getPublishedReport, type PublishedReport } from './publishedReport.js';

/** Anybody may ask for the page, which reads every response: a few at a time. */
const inTurn = atMost({ running: 4, waiting: 40, each: 6 });
/** So are downloads, which last as long as their reader takes: more of them, so that slow ones keep nobody waiting. */
const downloadInTurn = atMost({ running: 30, waiting: 30, each: 8 });

/** The responses as they were published, for everybody; nothing before they are, and nothing once taken down. */
export function publishedRoutes(deps: Deps): Router {
  const { db, bulk } = deps;
  const router = Router();

  router.get(paths.publishedResponses.pattern, async (req, res) => {
    // Looked up in its turn: while it waits for it the responses may be taken down.
    await inTurn(async () => showReport(bulk, req, res, await reportOf(req)), { who: networkOf(req.ip) });
  });

  router.get(paths.publishedPack.pattern, async (req, res) => {
    await download(req, res, async (report) => {
      await assertClean(db, report.edition);
      const file = { type: 'application/zip', name: fileNameOf(report, 'zip') };
      await sendPack(deps, req, res, report, report.edition, file);
    });
  });

  router.get(paths.publishedReport.pattern, async (req, res) => {
    const { volume } = parse(volumeAsked, req.query);
    await download(req, res, (report) => {
      const file = fileAsked(report, req.params['ending'], volume);
      const { type } = FORMATS[file.ending];
      const name = fileNameOf({ ...report, ...file }, file.ending);
      return sendMade(deps, req, res, report.edition, pathOf(file), { type, name });
    });
  });

  router.get(paths.publishedFile.pattern, async (req, res) => {
    const { edition } = await reportOf(req);
    const file = await findToldFile(db, edition.id, urlId(req, 'attachment'));
    if (!file) throw new NotFound();
    cutWhenTakenDown(res, edition);
    await sendFile(deps, req, res, file);
  });

  const reportOf = (req: Request) => getPublishedReport(db, String(req.params['reference']));

  const download = (
    req: Request,
    res: Response,
    send: (report: PublishedReport) => Promise<void>,
  ): Promise<void> =>
    downloadInTurn(
      async () => {
        const report = await reportOf(req);
        assertMade(report.edition);
        cutWhenTakenDown(res, report.edition);
        await send(report);
      },
      { who: networkOf(req.ip) },
    );

  /** Who began a download before the responses were taken down does not take the rest of it along. */
  function cutWhenTakenDown(res: Response, { id }: PublishedReport['edition']): void {
    cutUnless(res, () => isStillPublic(bulk, id));
  }

  return router;
}
