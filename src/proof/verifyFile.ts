import { readFile } from 'node:fs/promises';
import { checkReceipt } from './receiptFile.js';
import { readKeysFile, type PublicKey } from './receiptKeys.js';
import { checkRoots } from './root.js';

/**
 * Checks a receipt, or the roots of a pack, as files, without a database.
 * @param ours the keys to trust where no file of them is given
 * @param beside files: `keys` as /verify/keys.json has them, `roots` as proof.json of a pack
 * @returns what was found, in a few lines
 * @throws Error that says what is not right
 */
export async function verifyFile(
  what: 'receipt' | 'roots',
  file: string,
  ours: PublicKey[],
  beside: { keys?: string; roots?: string },
): Promise<string> {
  const keys = beside.keys ? readKeysFile(await readFile(beside.keys, 'utf8')) : ours;
  const roots = what === 'roots' ? file : beside.roots;
  const known = roots ? checkRoots(await readFile(roots, 'utf8'), keys) : undefined;
  if (known && 'problem' in known) throw new Error(`${roots}: ${known.problem}`);
  const newest = known?.newest;
  if (what === 'roots') {
    return `Root ${newest?.number} of ${newest?.consultation} over ${newest?.size} responses is signed, and holds what those before held.`;
  }
  const checked = checkReceipt(await readFile(file, 'utf8'), keys);
  if ('problem' in checked) throw new Error(`${file}: ${checked.problem}`);
  const { told, digest, signer, root } = checked;
  if (newest && root?.root !== newest.root) {
    throw new Error(`${file} is genuine, but does not lead to the last root of ${roots}: download it again.`);
  }
  return [
    `Genuine: ${told.reference}, ${told.organisation.name} to ${told.consultation.reference}, received ${told.receivedAt} (${told.standing}).`,
    `SHA-256 ${digest}, signed with key ${signer.id}.`,
    root
      ? `It is one of ${root.size} responses under root ${root.number}, ${root.root}.`
      : 'It does not say whether it is in what the Panel reads.',
  ].join('\n');
}
