import { paths } from '../../src/paths.js';
import { openForm, type Fields } from '../support/browse.js';
import { A_PDF, aDocument, aPreparedConsultation, aPublishedConsultation, desk, when } from './atTheDesk.js';

const draft = await aPreparedConsultation();
const toPublish = await aPreparedConsultation();
const published = await aPublishedConsultation();
const closed = await aPublishedConsultation();
const documents = [
  await aDocument(draft, 'First'),
  await aDocument(draft, 'Second'),
  await aDocument(draft, 'Third'),
];
const [first, second, third] = documents.map((url) => ({ reference: draft, id: url.split('/').at(-1)! }));
const heldBy = async (url: string, form?: string) => (await openForm(desk, url, form)).held;
const question = (key: string) => ({ reference: draft, question: key });
const removal = 'form[action$="/remove"]';

export interface Row {
  method: 'get' | 'post';
  route: { pattern: string };
  url: string;
  fields?: Fields;
  file?: typeof A_PDF;
}

const get = (route: { pattern: string }, url: string): Row => ({ method: 'get', route, url });
const post = (route: { pattern: string }, url: string, fields: Fields = {}): Row => ({
  method: 'post',
  route,
  url,
  fields,
});

/** Every route of the desk's consultations, with what SECAS could send there. */
export const ROUTES: Row[] = [
  get(paths.desk, paths.desk()),
  get(paths.deskNewConsultation, paths.deskNewConsultation()),
  post(paths.deskNewConsultation, paths.deskNewConsultation(), {
    template: 'external',
    reference: 'BY-WHOM',
    title: 'Made by whom?',
    issuedBy: 'BEIS',
    audience: 'Gas Network',
  }),
  get(paths.deskConsultation, paths.deskConsultation({ reference: draft })),
  get(paths.deskEdit, paths.deskEdit({ reference: draft })),
  post(paths.deskEdit, paths.deskEdit({ reference: draft }), {
    ...(await heldBy(paths.deskEdit({ reference: draft }))),
    title: 'Changed by whom?',
  }),
  get(paths.deskQuestions, paths.deskQuestions({ reference: draft })),
  get(paths.deskNewQuestion, paths.deskNewQuestion({ reference: draft })),
  post(paths.deskNewQuestion, paths.deskNewQuestion({ reference: draft }), {
    type: 'number',
    ask: 'Asked by whom?',
    section: 'Other',
  }),
  get(paths.deskQuestion, paths.deskQuestion(question('position'))),
  post(paths.deskQuestion, paths.deskQuestion(question('position')), {
    ...(await heldBy(paths.deskQuestion(question('position')))),
    ask: 'Changed by whom?',
  }),
  post(paths.deskMoveQuestion, paths.deskMoveQuestion(question('cost')), { move: 'up' }),
  post(
    paths.deskRemoveQuestion,
    paths.deskRemoveQuestion(question('other')),
    await heldBy(paths.deskQuestion(question('other')), removal),
  ),
  post(paths.deskMoveSection, paths.deskMoveSection({ reference: draft, section: 'legal-text' }), {
    move: 'up',
  }),
  get(paths.deskDocuments, paths.deskDocuments({ reference: draft })),
  { ...post(paths.deskDocuments, paths.deskDocuments({ reference: draft }), { title: 'New' }), file: A_PDF },
  get(paths.deskDocument, paths.deskDocument(first!)),
  { ...post(paths.deskDocument, paths.deskDocument(first!), { title: '', note: '' }), file: A_PDF },
  post(paths.deskMoveDocument, paths.deskMoveDocument(second!), { move: 'down' }),
  post(paths.deskRemoveDocument, paths.deskRemoveDocument(third!)),
  post(paths.deskAnnounce, paths.deskAnnounce({ reference: draft })),
  get(paths.deskPublish, paths.deskPublish({ reference: toPublish })),
  post(
    paths.deskPublish,
    paths.deskPublish({ reference: toPublish }),
    await heldBy(paths.deskPublish({ reference: toPublish })),
  ),
  get(paths.deskExtend, paths.deskExtend({ reference: published })),
  post(paths.deskExtend, paths.deskExtend({ reference: published }), {
    whom: 'all',
    organisation: '',
    reason: 'Moved by whom?',
    ...when('closes', '14', '2'),
  }),
  get(paths.deskOutcome, paths.deskOutcome({ reference: closed })),
  post(paths.deskOutcome, paths.deskOutcome({ reference: closed }), {
    decision: 'Decided by whom?',
    decidedBy: 'SEC Panel',
    'decidedOn-day': '8',
    'decidedOn-month': '2',
    'decidedOn-year': '2017',
  }),
];
