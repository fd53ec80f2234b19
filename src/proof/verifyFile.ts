import { readFile } from 'node:fs/promises';
import { checkReceipt } from './receiptFile.js';
import { readKeysFile, type PublicKey } from './receiptKeys.js';
import { checkRoots, type Root } from './root.js';
import { verifyPack } from './verifyPack.js';

/**
 * Checks a receipt, a pack or its roots, as files, without a database.
 * @param ours the keys to trust where no file of them is given
 * @param beside files: `keys` as /verify/keys.json has them, `roots` as proof.json of a pack
 * @returns what was found, in a few lines
 * @throws Error that says what is not right
 */
export async function verifyFile(
  what: 'receipt' | 'roots' | 'pack',
  file: string,
  ours: PublicKey[],
  beside: { keys?: string; roots?: string },
): Promise<string> {
  const keys = beside.keys ? readKeysFile(await readFile(beside.keys, 'utf8')) : ours;
  if (!keys) throw new Error(`${beside.keys} is no file of keys.`);
  if (what === 'pack') return verifyPack(file, keys);
  const roots = what === 'roots' ? file : beside.roots;
  const known = roots ? checkRoots(await readFile(roots, 'utf8'), keys) : undefined;
  if (known && 'problem' in known) throw new Error(`${roots}: ${known.problem}`);
  const newest = known?.roots.at(-1);
  if (what === 'roots') {
    return `Root ${newest?.number} of ${newest?.consultation} over ${newest?.size} submissions is signed, and holds what those before held.`;
  }
  const checked = checkReceipt(await readFile(file, 'utf8'), keys);
  if ('problem' in checked) throw new Error(`${file}: ${checked.problem}`);
  const { told, digest, signer, sealed } = checked;
  // An earlier root serves too: what it held the later ones hold, as has been checked.
  if (known && !known.roots.some(({ root }) => root === sealed?.root.root)) {
    throw new Error(`${file} is genuine, but does not lead to a root of ${roots}.`);
  }
  return [
    `Genuine: ${told.reference}, ${told.organisation.name} to ${told.consultation.reference}, received ${told.receivedAt} (${told.standing}).`,
    `SHA-256 ${digest}, signed with key ${signer.id}.`,
    sealed ? sealedWords(sealed) : 'It does not say whether it is in what the Panel reads.',
  ].join('\n');
}

const sealedWords = ({ root, isRead }: { root: Root; isRead: boolean }): string =>
  isRead
    ? `It is in what the Panel reads, under root ${root.number}, ${root.root}.`
    : `It had been replaced or withdrawn when the consultation closed. Root ${root.number}, ${root.root}, holds it too.`;
