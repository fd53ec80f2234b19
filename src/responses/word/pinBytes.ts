import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import yazl from 'yazl';

/** In local parts, because a ZIP file keeps local time: so the same bytes in every zone. */
const PACKED = new Date(2017, 0, 1);
const MODE = 0o100644;

/**
 * Takes out of a document what differs from one making to the next (when it was made, when its parts were packed, the
 * order of the parts) and gives it the identifier that the docx library has no place for (dc:identifier, ISO 15836).
 * @param pin.madeAt ISO 8601; stands as the instant of making and of the last change
 */
export async function pinBytes(docx: Buffer, pin: { madeAt: string; identifier: string }): Promise<Buffer> {
  const zip = await yauzl.fromBufferPromise(docx);
  const parts: { name: string; bytes: Buffer }[] = [];
  for await (const entry of zip.eachEntry()) {
    const bytes = await buffer(await zip.openReadStreamPromise(entry));
    parts.push({ name: entry.fileName, bytes });
  }
  const packed = new yazl.ZipFile();
  for (const { name, bytes } of parts.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    const pinned = name === 'docProps/core.xml' ? Buffer.from(pinCore(bytes.toString(), pin)) : bytes;
    packed.addBuffer(pinned, name, { mtime: PACKED, mode: MODE, forceDosTimestamp: true });
  }
  packed.end();
  return buffer(packed.outputStream);
}

/** ECMA-376 part 2, 11: the core properties. */
function pinCore(xml: string, { madeAt, identifier }: { madeAt: string; identifier: string }): string {
  const at = `${madeAt.slice(0, 19)}Z`;
  return xml
    .replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${at}`)
    .replace('</cp:coreProperties>', `<dc:identifier>${identifier}</dc:identifier></cp:coreProperties>`);
}
