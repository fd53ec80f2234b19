import { paths } from '../../src/paths.js';
import { getPublishedConsultation } from '../../src/consultations/consultations.store.js';
import { ENDINGS } from '../../src/reports/formats/formats.js';
import { lookThrough } from '../../src/reports/published/lookThrough.js';
import { portal } from './everybody.js';
import { and, EVERYBODY, everybody, get, PANEL, post, SECAS, type Row } from './rows.js';
import { world } from './world.js';

const { open, closed, otherClosed, ourSubmission, theirLate, theirSubmission } = world;
const over = { reference: closed.reference };
const running = { reference: open.reference };
/** Nobody sees anything before the closure. */
const NOT_YET = and(PANEL, { member: 'nothing', trusted: 'nothing', secas: 'nothing' });
/** What is confidential is for those with the grant. */
const CONFIDENTIAL = and(PANEL, { member: 'nothing' });
const confidential = { query: 'version=confidential' };
const reports = [
  { path: paths.panelConsultation, ending: {} },
  { path: paths.pack, ending: {} },
  ...ENDINGS.map((ending) => ({ path: paths.reportFile, ending: { ending } })),
];
/** A report is there in each format, and belongs to nothing but its consultation. */
const ANY = { anyOf: ['reference', 'ending'] };
const elsewhere = { reference: otherClosed.reference, attachment: theirSubmission.attachment };
const secret = { ...over, attachment: ourSubmission.secret };

/** What is to be published is SECAS's own until it is. */
const PREVIEW = and(PANEL, { member: 'nothing', trusted: 'nothing' });
const published = { reference: otherClosed.reference };
const publicPages = [
  { path: paths.publishedResponses, ending: {} },
  { path: paths.publishedPack, ending: {} },
  ...ENDINGS.map((ending) => ({ path: paths.publishedReport, ending: { ending } })),
];
const publishing = async () => {
  const consultation = await getPublishedConsultation(portal.db, closed.reference);
  const { mark } = await lookThrough(portal.db, consultation);
  return { seen: mark, looked: 'yes', note: '' };
};

/** What the Panel reads and takes away, and what shows to everybody that it has not been changed. */
export const REPORTS: Row[] = [
  get(paths.panel, PANEL),
  ...reports.flatMap(({ path, ending }) => [
    get(path, PANEL, { ...over, ...ending }, ANY),
    get(path, CONFIDENTIAL, { ...over, ...ending }, { ...ANY, ...confidential }),
    get(path, NOT_YET, { ...running, ...ending }, { about: 'before the closure' }),
    get(path, PREVIEW, { ...published, ...ending }, { ...ANY, query: 'version=public&edition=1.0' }),
    // What is only to be looked at has no pack.
    get(
      path,
      path === paths.pack ? and(PREVIEW, { secas: 'nothing' }) : PREVIEW,
      { ...over, ...ending },
      {
        ...ANY,
        query: 'version=public',
      },
    ),
  ]),
  post(paths.nextEdition, SECAS, over, { version: 'all', since: '1.0' }),
  get(paths.deskPublication, SECAS, over),
  post(paths.deskPublication, SECAS, over, publishing),
  post(paths.deskTakeDown, SECAS, published, { reason: 'By whom?' }),
  ...reports.map(({ path, ending }) =>
    get(path, PREVIEW, { ...published, ...ending }, { ...ANY, query: 'version=issuer' }),
  ),
  get(paths.deskIssuersPack, SECAS, over),
  post(paths.deskIssuersPack, SECAS, over, async () => {
    const { seen, looked } = await publishing();
    return { seen, looked };
  }),
  post(paths.deskForwarded, SECAS, published, {
    edition: '1.0',
    to: 'The issuer',
    'on-day': '10',
    'on-month': '2',
    'on-year': '2017',
    note: '',
  }),
  ...publicPages.flatMap(({ path, ending }) => [
    get(path, EVERYBODY, { ...published, ...ending }, ANY),
    get(path, everybody('nothing'), { ...over, ...ending }, { about: 'before it is published' }),
  ]),
  get(
    paths.publishedFile,
    EVERYBODY,
    { ...published, attachment: theirSubmission.attachment },
    { elsewhere: { ...over, attachment: ourSubmission.attachment } },
  ),
  get(
    paths.publishedFile,
    everybody('nothing'),
    { ...over, attachment: ourSubmission.attachment },
    { about: 'before it is published' },
  ),
  get(paths.reportSchema, EVERYBODY),
  get(paths.consultationProof, EVERYBODY, over),
  get(paths.consultationProof, everybody('nothing'), running, { about: 'before the closure' }),
  get(paths.panelAttachment, PANEL, { ...over, attachment: ourSubmission.attachment }, { elsewhere }),
  get(
    paths.panelAttachment,
    NOT_YET,
    { ...over, attachment: theirLate.attachment },
    { about: 'late, not admitted' },
  ),
  get(paths.panelAttachment, NOT_YET, secret, {
    about: 'a confidential file in the version for all',
    elsewhere,
  }),
  get(paths.panelAttachment, CONFIDENTIAL, secret, { ...confidential, elsewhere }),
];
