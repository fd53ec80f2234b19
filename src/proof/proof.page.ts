import { Temporal } from 'temporal-polyfill';
import { counted } from '../counted.js';
import { formatDate, formatExact } from '../londonTime.js';
import { paths } from '../paths.js';
import type { CheckedReceipt } from './receiptFile.js';
import type { PublicKey } from './receiptKeys.js';
import type { Root } from './root.js';
import { inclusionWords } from './rootShown.js';

const LEAD =
  'The receipt of a response can be downloaded as a file. Here anybody can find out whether such a file is as the portal signed it. What you give is checked and forgotten: nothing of it is kept.';

/** Where a receipt file is checked; with what was found out about one. */
export function verifyPage(checked?: CheckedReceipt, published: Root[] = []) {
  const problem = checked && 'problem' in checked ? checked.problem : undefined;
  return {
    title: 'Check a receipt',
    lead: LEAD,
    errors: problem ? [{ text: problem, href: '#file' }] : [],
    found: checked && 'told' in checked ? found(checked, published) : undefined,
    action: paths.verify(),
    file: {
      name: 'file',
      label: 'Receipt file',
      hint: 'Its name ends in “receipt.json”',
      accept: '.json,application/json',
      error: problem,
    },
    pasted: {
      name: 'receipt',
      label: 'Or paste what is in the file',
      autosize: false,
      spellcheck: false,
    },
    buttons: [{ text: checked ? 'Check another' : 'Check', kind: checked ? 'secondary' : undefined }],
    proves: {
      summary: 'What this proves, and what it does not',
      paragraphs: [
        'A receipt that is found genuine says what was submitted, by which organisation, for which Parties and when, letter by letter: it was signed with the portal’s key (Ed25519) at that moment. If one letter of it is changed, the signature does not hold any more. Files are in it by their SHA-256.',
        'Once a consultation has closed, a receipt that is downloaded then also shows whether the response is among those that the Panel reads: it leads to the root that stands on the consultation’s page and in the Panel’s report.',
        'It does not say whether the response still counts today: one that was admitted late may have taken its place. The portal tells that to the organisation.',
      ],
    },
    keys: { text: 'The keys, to check a receipt without this page', href: paths.verifyKeys() },
  };
}

type Verified = Extract<CheckedReceipt, { told: unknown }>;

function found({ told, digest, signer, sealed }: Verified, published: Root[]) {
  const { consultation, organisation, parties, forOrganisation, answers, attachments } = told;
  return {
    note: {
      good: true,
      title: 'This receipt is genuine',
      text: 'Everything below is as it was signed. Genuine does not mean that it still counts: it may have been replaced or withdrawn since.',
    },
    facts: [
      { key: 'Reference', value: told.reference },
      { key: 'Consultation', value: `${consultation.reference}: ${consultation.title}` },
      { key: 'Organisation', value: organisation.name },
      {
        key: 'On behalf of',
        lines: [
          ...parties.map(({ name, category }) => `${name} (${category})`),
          ...(forOrganisation ? [organisation.name] : []),
        ],
      },
      { key: 'Received', value: exactly(told.receivedAt), note: told.standing },
      { key: 'What was said', value: told.kind === 'nil' ? 'No comment' : counted(answers.length, 'answer') },
      ...attachments.map(({ name, sha256 }) => ({ key: 'File', value: name, note: `SHA-256 ${sha256}` })),
      { key: 'Fingerprint', value: digest, digest: true, note: 'SHA-256' },
      { key: 'Signed with', value: `Key ${signer.id}`, note: usedWords(signer) },
      { key: 'Among what the Panel reads', ...inclusionOf(sealed, published) },
    ],
  };
}

function inclusionOf(sealed: Verified['sealed'], published: Root[]) {
  if (!sealed) {
    return {
      value: 'This file cannot tell',
      note: 'It was downloaded before the consultation closed (download it again after that), or the response was late and is not admitted.',
    };
  }
  const { root, isRead } = sealed;
  if (!published.some(({ signature }) => signature === root.signature)) {
    return {
      value: 'Not shown: this portal does not publish the root that it leads to',
      note: root.root,
    };
  }
  return {
    value: inclusionWords(root, isRead),
    note: `${root.root}, as this portal publishes it`,
  };
}

/** The keys that receipts are and were signed with. */
export const keysPage = (keys: PublicKey[]) => ({
  title: 'Keys of receipts',
  breadcrumbs: [{ text: 'Check a receipt', href: paths.verify() }, { text: 'Keys' }],
  lead: 'Receipts are signed with Ed25519 (RFC 8032). Keep these keys: with them a receipt can be checked without this portal.',
  keys: keys.map((key) => ({ id: key.id, used: usedWords(key), pem: pemOf(key.key) })),
  file: { text: 'Download the keys as a file (JSON)', href: paths.verifyKeysFile() },
  how: {
    summary: 'How a receipt is checked',
    paragraphs: [
      '“record” stands in the file in its canonical form (RFC 8785). The SHA-256 of its bytes (UTF-8) is “digest”, and “signature” (base64) is their Ed25519 signature under the key whose id is “key”. An id is the first 16 digits of the SHA-256 of the key in DER.',
      '“inclusion” leads to the root as RFC 9162, section 2.1.3, has it. The leaf is of the 32 bytes of the digest; “root” is signed over its canonical form without “key” and “signature”. The Panel reads what stands at the index that “replaced” says, or behind it.',
    ],
  },
});

const usedWords = ({ from, until }: PublicKey): string =>
  until ? `used from ${formatDate(from)} until ${formatDate(until)}` : `in use since ${formatDate(from)}`;

const pemOf = (key: string): string => `-----BEGIN PUBLIC KEY-----\n${key}\n-----END PUBLIC KEY-----`;

function exactly(instant: string): string {
  try {
    return formatExact(Temporal.Instant.from(instant));
  } catch {
    return instant;
  }
}
