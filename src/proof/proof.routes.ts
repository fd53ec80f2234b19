import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { atMost } from '../atMost.js';
import { asReference } from '../consultations/consultations.rules.js';
import type { Deps } from '../deps.js';
import { NotFound, TooMany } from '../errors.js';
import { parse } from '../http/forms.js';
import { render } from '../http/render.js';
import { smallFile } from '../http/smallFile.js';
import { paths } from '../paths.js';
import { networkOf } from '../people/limits.js';
import { limitOf } from '../people/limits.store.js';
import { keysPage, verifyPage } from './proof.page.js';
import { checkReceipt } from './receiptFile.js';
import { keysFile } from './receiptKeys.js';
import { rootsFile } from './root.js';
import { listRoots } from './tree.store.js';

/** Far more than any response that people write: what is longer is checked by the command. */
const MOST_MB = 5;

const readReceipt = smallFile({
  mostBytes: MOST_MB * 1024 * 1024,
  fieldBytes: MOST_MB * 1024 * 1024,
  fields: 2,
  tooLarge: `This is larger than ${MOST_MB} MB. Such a receipt is checked with the command “portal verify receipt”.`,
});
/** What is read stands in memory, and anybody may send it, as slowly as he likes. */
const inTurn = atMost({ running: 5, waiting: 20, each: 4 });
const pastedForm = z.strictObject({ receipt: z.string().optional() });

/** Checking receipts, and the keys with which anybody else can. */
export function proofRoutes({ db, config }: Deps): Router {
  const receiptsFromNetwork = limitOf(db, config, { name: 'receipts-from-network', most: 60, minutes: 10 });
  const { all: keys } = config.receiptKeys;
  const router = Router();

  // For everybody: it says how many there were, which is told once the consultation is closed, and of whom nothing.
  router.get(paths.consultationProof.pattern, async (req, res) => {
    const reference = asReference(String(req.params['reference']));
    const roots = reference ? await listRoots(db, { 'c.reference': reference }) : [];
    if (roots.length === 0) throw new NotFound();
    res.attachment(`${reference} proof.json`).type('application/json').send(rootsFile(roots));
  });

  router.get(paths.verify.pattern, (req, res) => {
    render(req, res, 'proof/verify', verifyPage(), { form: true });
  });

  router.post(paths.verify.pattern, async (req, res) => {
    // Before anything of it is read: it is held in memory.
    const who = networkOf(req.ip);
    if (!(await receiptsFromNetwork.take(who))) throw new TooMany();
    const text = await inTurn(() => givenText(req, res), { who });
    const checked =
      text.trim() === ''
        ? { problem: 'Choose a receipt file, or paste what is in it' }
        : checkReceipt(text, keys);
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
    res.attachment('receipt-keys.json').type('application/json').send(keysFile(keys));
  });

  return router;
}

async function givenText(req: Request, res: Response): Promise<string> {
  await readReceipt(req, res);
  const { receipt = '' } = parse(pastedForm, req.body);
  return req.file ? req.file.buffer.toString('utf8') : receipt;
}
