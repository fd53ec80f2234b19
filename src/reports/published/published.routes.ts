import type { Writable } from 'node:stream';
import { Router, type Request, type Response } from 'express';
import { sendFile } from '../../attachments/download.js';
import { atMost } from '../../atMost.js';
import type { Deps } from '../../deps.js';
import { NotFound } from '../../errors.js';
import { sendWritten } from '../../http/sendWritten.js';
import { cutUnless } from '../../http/stillSignedIn.js';
import { urlId } from '../../http/urlId.js';
import { paths } from '../../paths.js';
import { networkOf } from '../../people/limits.js';
import { writePack } from '../pack/writePack.js';
import { showReport } from '../page/showReport.js';
import { endingOf, fileNameOf, FORMATS } from '../formats/formats.js';
import type { Report } from '../report.js';
import { findPublishedFile, isStillPublic, type Publication } from './published.store.js';
import { getPublishedReport } from './publishedReport.js';

/** Anybody may ask for the page, which reads every response: a few at a time. */
const inTurn = atMost({ running: 4, waiting: 40, each: 6 });
/** So are downloads, which last as long as their reader takes: more of them, so that slow ones keep nobody waiting. */
const downloadInTurn = atMost({ running: 30, waiting: 30, each: 8 });

/** The responses as they were published, for everybody; nothing before they are, and nothing once taken down. */
export function publishedRoutes(deps: Deps): Router {
  const { db, bulk, config } = deps;
  const router = Router();

  router.get(paths.publishedResponses.pattern, async (req, res) => {
    // Looked up in its turn: while it waits for it the responses may be taken down.
    await inTurn(async () => showReport(bulk, req, res, await reportOf(req)), { who: networkOf(req.ip) });
  });

  router.get(paths.publishedPack.pattern, async (req, res) => {
    await download(req, res, { type: 'application/zip', ending: 'zip' }, (report, out) =>
      writePack(bulk, config.receiptKeys, report, out),
    );
  });

  router.get(paths.publishedReport.pattern, async (req, res) => {
    const ending = endingOf(req.params['ending']);
    const { type, write } = FORMATS[ending];
    await download(req, res, { type, ending }, (report, out) => write(bulk, report, out));
  });

  router.get(paths.publishedFile.pattern, async (req, res) => {
    const { publication } = await reportOf(req);
    const file = await findPublishedFile(db, publication.id, urlId(req, 'attachment'));
    if (!file) throw new NotFound();
    cutWhenTakenDown(res, publication);
    await sendFile(deps, req, res, { ...file, id: file.fileId });
  });

  const reportOf = (req: Request) => getPublishedReport(db, String(req.params['reference']));

  async function download(
    req: Request,
    res: Response,
    { type, ending }: { type: string; ending: string },
    write: (report: Report, out: Writable) => Promise<void>,
  ): Promise<void> {
    await downloadInTurn(
      async () => {
        const report = await reportOf(req);
        cutWhenTakenDown(res, report.publication);
        const file = { type, name: fileNameOf(report, ending) };
        await sendWritten(bulk, req, res, file, (out) => write(report, out));
      },
      { who: networkOf(req.ip) },
    );
  }

  /** Who began a download before the responses were taken down does not take the rest of it along. */
  function cutWhenTakenDown(res: Response, { id }: Publication): void {
    cutUnless(res, () => isStillPublic(bulk, id));
  }

  return router;
}
