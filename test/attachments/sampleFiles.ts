import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import { pathIn } from '../../src/root.js';
import { testSample } from '../support/database.js';
import type { Sent } from './uploading.js';

const OPEN_XML = 'application/vnd.openxmlformats-officedocument';

/** A ZIP file of these entries, in their order. */
export async function zipOf(entries: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(entries)) {
    // OpenDocument wants its first entry stored as it is.
    zip.addBuffer(Buffer.from(content as string), name, { compress: name !== 'mimetype' });
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** The list of contents of an Office Open XML file whose main part is of this type. */
export const contentTypes = (mainPart: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
  `<Default Extension="xml" ContentType="application/xml"/>` +
  `<Override PartName="/main.xml" ContentType="${mainPart}"/></Types>`;

export const MAIN = {
  docx: `${OPEN_XML}.wordprocessingml.document.main+xml`,
  pptx: `${OPEN_XML}.presentationml.presentation.main+xml`,
  docm: 'application/vnd.ms-word.document.macroEnabled.main+xml',
};

/** One of the documents of the sample of January 2017. */
const issued = (name: string): Promise<Buffer> => readFile(pathIn('src/samples/documents', name));

/** A file of every type that the portal takes, as programs write them, with the media type it is stored as. */
export async function oneOfEach(): Promise<(Sent & { mediaType: string })[]> {
  const odp = 'application/vnd.oasis.opendocument.presentation';
  return [
    { name: 'letter.pdf', mediaType: 'application/pdf', bytes: await issued('marchland-letter.pdf') },
    {
      name: 'legal-text.docx',
      mediaType: `${OPEN_XML}.wordprocessingml.document`,
      bytes: await issued('tarrant-vale-legal-text.docx'),
    },
    {
      name: 'comments.doc',
      mediaType: 'application/msword',
      bytes: await testSample('attachments/comments.doc'),
    },
    {
      name: 'costs.xlsx',
      mediaType: `${OPEN_XML}.spreadsheetml.sheet`,
      bytes: await issued('northmoor-costs.xlsx'),
    },
    {
      name: 'costs.xls',
      mediaType: 'application/vnd.ms-excel',
      bytes: await testSample('attachments/costs.xls'),
    },
    {
      name: 'slides.pptx',
      mediaType: `${OPEN_XML}.presentationml.presentation`,
      bytes: await zipOf({ '[Content_Types].xml': contentTypes(MAIN.pptx), 'main.xml': '<p/>' }),
    },
    {
      name: 'comments.odt',
      mediaType: 'application/vnd.oasis.opendocument.text',
      bytes: await testSample('attachments/comments.odt'),
    },
    {
      name: 'costs.ods',
      mediaType: 'application/vnd.oasis.opendocument.spreadsheet',
      bytes: await testSample('attachments/costs.ods'),
    },
    { name: 'slides.odp', mediaType: odp, bytes: await zipOf({ mimetype: odp, 'content.xml': '<p/>' }) },
    { name: 'exposure.csv', mediaType: 'text/csv', bytes: await issued('quillon-exposure.csv') },
    { name: 'email.txt', mediaType: 'text/plain', bytes: await issued('isles-email.txt') },
    { name: 'kosten.txt', mediaType: 'text/plain', bytes: Buffer.from('Größe, £5, 日本語, naïve\n') },
    { name: 'old.txt', mediaType: 'text/plain', bytes: Buffer.from('Costs: \xa35 (na\xefve)\r\n', 'latin1') },
    { name: 'timeline.png', mediaType: 'image/png', bytes: await issued('hollin-bridge-timeline.png') },
    { name: 'chart.jpg', mediaType: 'image/jpeg', bytes: await testSample('attachments/chart.jpg') },
  ];
}
