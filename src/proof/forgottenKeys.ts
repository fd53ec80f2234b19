import type { Deps } from '../deps.js';
import { listKeyIds } from './tree.store.js';

/**
 * Logs it as an error when receipts or roots were signed with keys that the settings have no more: everybody would be
 * told that they are forged. The portal starts all the same, since responses matter more.
 * @returns the ids of these keys
 */
export async function tellOfForgottenKeys({
  db,
  config,
  log,
}: Pick<Deps, 'db' | 'config' | 'log'>): Promise<string[]> {
  const known = new Set(config.receiptKeys.all.map(({ id }) => id));
  const forgotten = (await listKeyIds(db)).filter((id) => !known.has(id));
  if (forgotten.length > 0) {
    log.error(
      { keys: forgotten },
      'Receipts were signed with keys that are not in the settings, and are not found genuine: add the public keys to RECEIPT_OLD_KEYS.',
    );
  }
  return forgotten;
}
