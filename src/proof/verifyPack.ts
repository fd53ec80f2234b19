import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import yauzl from 'yauzl';
import { readPackSeal } from './packSeal.js';
import type { PublicKey } from './receiptKeys.js';
import { checkRoots } from './root.js';

/** What is read of a pack whole; of everything else only the hash is taken. */
const READ = ['manifest.csv', 'signature.json', 'proof.json'];

/**
 * Checks a pack: that its list of contents is signed, that the list has every file in it with its SHA-256 and no other,
 * and that its roots are right. Files are hashed as they are read: nothing of them is held.
 * @returns what was found, in a line
 * @throws Error that says what is not right
 */
export async function verifyPack(file: string, keys: PublicKey[]): Promise<string> {
  const { hashes, texts } = await readPack(file);
  const manifest = texts.get('manifest.csv');
  const seal = readPackSeal(texts.get('signature.json') ?? '', keys);
  if (manifest === undefined || !seal) throw new Error(`${file} is not signed with one of the keys.`);
  if (hashes.get('manifest.csv') !== seal.manifest) throw new Error(`${file}: manifest.csv was changed.`);

  const listed = new Map(rowsOf(manifest).map((row) => [row['File']!, row['SHA-256']!]));
  for (const [path, hash] of listed) {
    // What was left out bears no hash, and says why.
    if (hashes.get(path) !== (hash || undefined)) throw new Error(`${file}: ${path} was changed.`);
  }
  for (const path of hashes.keys()) {
    if (!listed.has(path) && path !== 'manifest.csv' && path !== 'signature.json')
      throw new Error(`${file}: ${path} was added.`);
  }
  const roots = texts.get('proof.json');
  const known = roots === undefined ? undefined : checkRoots(roots, keys);
  if (known && 'problem' in known) throw new Error(`${file}: ${known.problem}`);
  return `Genuine: the pack of ${seal.consultation} (${seal.version}), with ${listed.size} files, is as the portal made it.`;
}

async function readPack(file: string): Promise<{ hashes: Map<string, string>; texts: Map<string, string> }> {
  const hashes = new Map<string, string>();
  const texts = new Map<string, string>();
  const zip = await yauzl.openPromise(file);
  for await (const entry of zip.eachEntry()) {
    const path = entry.fileName;
    if (hashes.has(path)) throw new Error(`${file}: ${path} stands in it twice.`);
    const bytes = await zip.openReadStreamPromise(entry);
    if (READ.includes(path)) {
      const whole = await buffer(bytes);
      texts.set(path, whole.toString('utf8'));
      hashes.set(path, createHash('sha256').update(whole).digest('hex'));
    } else {
      hashes.set(path, await hashOf(bytes));
    }
  }
  return { hashes, texts };
}

async function hashOf(bytes: Readable): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of bytes) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { bom: true, columns: true });
