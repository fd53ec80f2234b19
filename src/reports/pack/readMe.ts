import { formatDeadline } from '../../londonTime.js';
import { changesTold, WHAT_CHANGED } from '../editions/editionWords.js';
import { filesOf } from '../formats/formats.js';
import type { Report } from '../report.js';
import { momentWords, saidOf } from '../words.js';

/** What a pack holds, and how to check it without the portal, in plain text. */
export function readMe(report: Report): string {
  const { consultation, closedAt, roots, edition } = report;
  const changes = changesTold(edition);
  const moment = momentWords(report);
  const files = filesOf(report);
  const inVolumes = files.some(({ volume }) => volume) ? ', some of them in volumes' : '';
  return `${[
    `${consultation.title}`,
    `${consultation.reference}, issued by ${consultation.issuedBy}`,
    closedAt ? `Closed at ${formatDeadline(closedAt)}` : 'Released before the closure',
    ...(moment ? [moment] : []),
    saidOf(report),
    ...(changes.length > 0 ? ['', WHAT_CHANGED.toUpperCase(), ...changes.map((one) => `- ${one}`)] : []),
    '',
    'WHAT IS IN IT',
    `report*           the same report in ${new Set(files.map(({ ending }) => ending)).size} formats${inVolumes}`,
    'documents/        the documents of the consultation',
    'attachments/      the files that respondents sent, in a folder for each',
    ...(roots.length > 0
      ? [
          'proof.json        the signed roots of the trees over everything that was submitted (RFC 9162)',
          'submissions.csv   the SHA-256 of each record, and its leaf, where nothing of it is withheld',
        ]
      : []),
    'manifest.csv      every file above, with its size and SHA-256; a file that is left out says why',
    'signature.json    the SHA-256 of manifest.csv, signed with the key of the portal (Ed25519)',
    '',
    'HOW TO CHECK IT WITHOUT THE PORTAL',
    '1. A file was not changed if its SHA-256 is the one in manifest.csv:',
    '     Windows:       certutil -hashfile FILE SHA256',
    '     Linux, macOS:  sha256sum FILE   or   shasum -a 256 FILE',
    '2. manifest.csv was not changed if its SHA-256 is the one that signature.json states, and the signature is right:',
    '   it is over the statement without “key” and “signature”, as canonical JSON (RFC 8785), by the key that “key” names.',
    '   The portal shows its public keys at /verify/keys.',
    '3. Whoever has the portal’s program can have all of this done, offline:',
    '     npm run portal -- verify pack FILE.zip',
  ].join('\r\n')}\r\n`;
}
