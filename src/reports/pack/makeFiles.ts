import { crc32 } from 'node:zlib';
import { storeMade } from '../../attachments/storeFile.js';
import { bytesOf } from '../../attachments/storedBytes.js';
import type { Deps } from '../../deps.js';
import { packSeal } from '../../proof/packSeal.js';
import { numberText } from '../editions/edition.rules.js';
import { getEdition } from '../editions/editions.store.js';
import {
  insertCrc32,
  insertEditionFiles,
  listContents,
  listPacked,
  listPaths,
  type NewFile,
  type ToMake,
} from '../editions/making.store.js';
import { filesOf } from '../formats/formats.js';
import { contentsOf } from './contents.js';
import { MANIFEST, manifestCsv, SIGNATURE } from './manifest.js';
import { written } from './written.js';

interface Telling {
  /** told again and again how far it is */
  progress: (made: number, wanted: number) => void;
  stopping?: AbortSignal | undefined;
}

/** What could not be made so often is left out; what was begun twice as often is not tried again. */
const TRIES = 10;
const BATCH = 200;
/** README.txt, proof.json, submissions.csv, the list of contents and its signature. */
const BESIDE = 5;

/**
 * Makes the files of an edition and lists what is in its pack. What was made before somebody was killed is not made
 * again, and what can never be made is left out, and the pack says so. Nobody has any of it until the edition is
 * completed.
 * @throws the reason of `stopping` when it aborts, between two files
 */
export async function makeFiles(
  deps: Pick<Deps, 'bulk' | 'clock' | 'config' | 'log'>,
  { editionId, consultationId, version, number, failures }: ToMake,
  { progress, stopping }: Telling,
): Promise<void> {
  const { bulk, config } = deps;
  const { edition, frame } = await getEdition(bulk, consultationId, version, number);
  const report = { ...frame, edition };
  const there = new Set(await listPaths(bulk, editionId));
  const wanted = filesOf(report).length + BESIDE;
  let made = 0;
  let untried = failures >= 2 * TRIES;
  const stored = async (path: string, mediaType: string, pieces: AsyncIterable<Buffer>) => {
    // Without these there is no pack.
    if (failures < TRIES || path === MANIFEST || path === SIGNATURE)
      return storeMade(deps, path, mediaType, pieces);
    const leftOut = (error?: unknown): undefined => {
      const why = 'a file of a report is left out: it could not be made';
      deps.log.error({ err: error, editionId, path }, why);
    };
    // Files are made in their order: the first that is missing may be what ends its process.
    const file = untried ? leftOut() : await storeMade(deps, path, mediaType, pieces).catch(leftOut);
    untried = false;
    return file;
  };
  const make = async (path: string, position: number, mediaType: string, pieces: AsyncIterable<Buffer>) => {
    stopping?.throwIfAborted();
    if (!there.has(path)) {
      const file = await stored(path, mediaType, pieces);
      const note = file ? '' : 'left out: it could not be made';
      const row = { path, position, fileId: file?.id ?? null, respondent: '', note };
      await insertEditionFiles(bulk, editionId, [row]);
    }
    made += 1;
    progress(Math.min(made, wanted), wanted);
  };
  progress(0, wanted);
  let position = 0;
  let listed: NewFile[] = [];
  const keep = async () => {
    await insertEditionFiles(bulk, editionId, listed);
    listed = [];
  };
  for await (const content of contentsOf(bulk, report)) {
    const { path, respondent } = content;
    position += 1;
    // What is listed already stays as it is.
    if (there.has(MANIFEST)) continue;
    if ('write' in content) await make(path, position, content.mediaType, written(content.write));
    else if ('note' in content) listed.push({ path, position, fileId: null, respondent, note: content.note });
    else listed.push({ path, position, fileId: content.fileId, respondent, note: '' });
    if (listed.length >= BATCH) await keep();
  }
  await keep();
  await make(MANIFEST, position + 1, 'text/csv', only(manifestCsv(await listContents(bulk, editionId))));
  // Of the one that is stored, whoever made it.
  const manifest = (await listContents(bulk, editionId)).find(({ path }) => path === MANIFEST);
  const seal = packSeal(config.receiptKeys, {
    consultation: report.consultation.reference,
    version,
    edition: numberText(number),
    manifest: manifest?.sha256 ?? '',
  });
  await make(SIGNATURE, position + 2, 'application/json', only(Buffer.from(seal)));
  await sumUp(deps, editionId, stopping);
}

async function* only(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** Works out the checksums of what has none yet: once for each file, however many packs it is in. */
async function sumUp({ bulk }: Pick<Deps, 'bulk'>, editionId: string, stopping?: AbortSignal): Promise<void> {
  for (const file of await listPacked(bulk, editionId)) {
    if (file.crc32 !== null) continue;
    stopping?.throwIfAborted();
    let sum = 0;
    for await (const chunk of bytesOf(bulk, file.fileId, 0, file.bytes)) sum = crc32(chunk, sum);
    await insertCrc32(bulk, file.fileId, sum);
  }
}
