import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { atMost } from '../atMost.js';
import type { Deps } from '../deps.js';
import { NotFound, TooMany } from '../errors.js';
import { parse } from '../http/forms.js';
import { render } from '../http/render.js';
import { smallFile } from '../http/smallFile.js';
import { urlId } from '../http/urlId.js';
import { onlyRepresentatives } from '../http/viewer.js';
import { paths } from '../paths.js';
import { networkOf } from '../people/limits.js';
import { limitOf } from '../people/limits.store.js';
import { getSubmissionFor } from '../responses/submissions.store.js';
import { keysPage, verifyPage } from './proof.page.js';
import { checkReceiptInThread } from './checkInThread.js';
import { receiptFile } from './receiptFile.js';
import { keysFile } from './receiptKeys.js';
import { findInclusion } from './trees.js';
import { listRoots } from './tree.store.js';

/** The longest response there can be, and more. */
const MOST_MB = 10;

const readReceipt = smallFile({
  mostBytes: MOST_MB * 1024 * 1024,
  fieldBytes: MOST_MB * 1024 * 1024,
  fields: 2,
  tooLarge: `This is larger than ${MOST_MB} MB: no receipt is.`,
});
/** What is read stands in memory, and anybody may send it, as slowly as he likes. */
const inTurn = atMost(5, 20);
const pastedForm = z.strictObject({ receipt: z.string().optional() });

/** Receipts as files, checking them, and the keys with which anybody else can. */
export function proofRoutes({ db, config }: Deps): Router {
  const receiptsFromNetwork = limitOf(db, config, { name: 'receipts-from-network', most: 60, minutes: 10 });
  const { all: keys } = config.receiptKeys;
  const router = Router();

  router.get(paths.receiptFile.pattern, onlyRepresentatives, async (req, res) => {
    const { reference } = req.params as { reference: string };
    const submission = await getSubmissionFor(db, req.viewer, urlId(req), reference);
    const { record, digest, signed } = submission;
    if (!signed) throw new NotFound();
    const file = receiptFile({ record, digest, ...signed }, await findInclusion(db, submission.id));
    send(res, `${submission.reference} receipt.json`, file);
  });

  router.get(paths.verify.pattern, (req, res) => {
    render(req, res, 'proof/verify', verifyPage(), { form: true });
  });

  router.post(paths.verify.pattern, async (req, res) => {
    if (!(await receiptsFromNetwork.take(networkOf(req.ip)))) throw new TooMany();
    const text = await inTurn(() => givenText(req, res));
    const checked =
      text.trim() === ''
        ? { problem: 'Choose a receipt file, or paste what is in it' }
        : await checkReceiptInThread(text, keys);
    const published =
      'told' in checked ? await listRoots(db, { 'c.reference': checked.told.consultation.reference }) : [];
    render(req, res, 'proof/verify', verifyPage(checked, published), {
      status: 'told' in checked ? 200 : 422,
      form: true,
    });
  });

  router.get(paths.verifyKeys.pattern, (req, res) => {
    render(req, res, 'proof/keys', keysPage(keys));
  });

  router.get(paths.verifyKeysFile.pattern, (_req, res) => {
    send(res, 'receipt keys.json', keysFile(keys));
  });

  return router;
}

async function givenText(req: Request, res: Response): Promise<string> {
  await readReceipt(req, res);
  const { receipt = '' } = parse(pastedForm, req.body);
  return req.file ? req.file.buffer.toString('utf8') : receipt;
}

function send(res: Response, name: string, text: string): void {
  res.attachment(name).type('application/json').send(text);
}
