import { paths } from '../../src/paths.js';
import { checkReceipt } from '../../src/proof/receiptFile.js';
import { aReadyDraft, browser, portal, submissionsOf, submitAt } from '../responses/submitting.js';

export const { all: keys } = portal.deps.config.receiptKeys;

/** What was submitted to a consultation of its own, with the file of its receipt. */
export async function aReceipt() {
  const { draft, consultation } = await aReadyDraft();
  await submitAt(draft.id, '2017-02-08T16:30:00Z');
  const [submission] = await submissionsOf(draft.id);
  const url = paths.receiptFile({ id: draft.id, reference: submission!.reference });
  return { draft, consultation, submission: submission!, url, text: (await browser.get(url)).text };
}

/** Why a receipt file is not genuine. @returns undefined: it is */
export const problemOf = (text: string): string | undefined => {
  const checked = checkReceipt(text, keys);
  return 'problem' in checked ? checked.problem : undefined;
};
