import { paths } from '../../src/paths.js';
import { pageOf, submitForm } from '../support/browse.js';
import { and, EVERYBODY, everybody, get, post, SECAS, type Row } from './rows.js';
import { heldBy } from './held.js';
import { browsers } from './everybody.js';
import { world } from './world.js';

const { open, closed, other, prepared, scheduled } = world;
const inPreparation = { reference: prepared.reference };
const running = { reference: open.reference };
const [first, second] = prepared.documents;
const held = (url: string, ...more: [fields?: Record<string, string>, form?: string]) =>
  heldBy(browsers.secas, url, ...more);
const question = (key: string) => ({ ...inPreparation, question: key });
const elsewhere = {
  reference: other.reference,
  id: other.document,
  question: other.question,
  section: 'elsewhere',
};
const removal = 'form[action$="/remove"]';
const preparing = { about: 'in preparation', elsewhere };

/** A deadline is moved after it was shown what that does, with the mark of what was shown. */
async function checkedDeadline() {
  const day = { 'closes-day': '2', 'closes-month': '3', 'closes-year': '2017', 'closes-time': '' };
  const typed = { whom: 'all', organisation: '', reason: 'Moved by whom?', ...day };
  const shown = await submitForm(browsers.secas, paths.deskExtend(running), typed);
  const checked = pageOf(shown).querySelector('input[name="checked"]')?.getAttribute('value') ?? '';
  return { ...typed, checked };
}

/** So is the time of a publication set. */
async function checkedPublication() {
  const typed = { 'publish-day': '1', 'publish-month': '3', 'publish-year': '2017', 'publish-time': '' };
  const shown = await submitForm(browsers.secas, paths.deskPublish(inPreparation), typed, {
    form: 'form[action$="/set-time"]',
  });
  const checked = pageOf(shown).querySelector('input[name="checked"]')?.getAttribute('value') ?? '';
  return { ...typed, checked };
}

/** What everybody reads, and the desk where SECAS prepares, publishes and corrects it. */
export const CONSULTATIONS: Row[] = [
  get(paths.front, EVERYBODY),
  get(paths.consultation, EVERYBODY, running),
  get(paths.consultation, and(everybody('nothing'), { secas: 'in' }), inPreparation, preparing),
  get(
    paths.consultationSummary,
    EVERYBODY,
    { ...closed, number: '1' },
    { elsewhere: { reference: other.reference, number: '2' } },
  ),
  get(paths.consultationDocument, EVERYBODY, { ...running, id: open.document }, { elsewhere }),
  get(paths.dispositions, EVERYBODY, { reference: closed.reference }),
  get(
    paths.consultationDocument,
    and(everybody('nothing'), { secas: 'in' }),
    { ...inPreparation, id: first },
    preparing,
  ),
  get(paths.modification, EVERYBODY, { modification: 'SECMP0026' }),

  get(paths.desk, SECAS),
  get(paths.deskNewConsultation, SECAS),
  post(
    paths.deskNewConsultation,
    SECAS,
    {},
    {
      template: 'external',
      reference: 'BY-WHOM',
      title: 'Made by whom?',
      issuedBy: 'BEIS',
      audience: ['Gas Network'],
    },
    { lists: ['audience'] },
  ),
  get(paths.deskNewConsultation, SECAS, {}, { query: `copy=${prepared.reference}` }),
  get(paths.deskCopy, SECAS),
  post(
    paths.deskNewConsultation,
    SECAS,
    {},
    {
      copyOf: prepared.reference,
      kind: 'external',
      reference: 'COPIED-BY-WHOM',
      title: 'Copied by whom?',
      issuedBy: 'BEIS',
      audience: ['Gas Network'],
    },
    { lists: ['audience'] },
  ),
  get(paths.deskConsultation, SECAS, running),
  get(paths.deskConsultation, SECAS, inPreparation, preparing),
  get(paths.deskEdit, SECAS, inPreparation, preparing),
  get(paths.deskEdit, SECAS, running),
  post(
    paths.deskEdit,
    SECAS,
    inPreparation,
    held(paths.deskEdit(inPreparation), { title: 'Changed by whom?' }),
    { ...preparing, lists: ['audience'] },
  ),
  post(
    paths.deskEdit,
    SECAS,
    running,
    held(paths.deskEdit(running), { title: 'Corrected', note: 'By whom?' }),
  ),
  post(paths.deskAnnounce, SECAS, inPreparation, {}),

  get(paths.deskQuestions, SECAS, inPreparation, preparing),
  get(paths.deskQuestions, SECAS, running),
  get(paths.deskNewQuestion, SECAS, inPreparation),
  get(paths.deskNewQuestion, SECAS, inPreparation, { query: 'type=number' }),
  post(paths.deskNewQuestion, SECAS, inPreparation, { type: 'number', ask: 'By whom?', section: 'Other' }),
  get(paths.deskQuestion, SECAS, question('position'), preparing),
  get(paths.deskQuestion, SECAS, { ...running, question: 'view' }, { elsewhere }),
  post(
    paths.deskQuestion,
    SECAS,
    question('position'),
    held(paths.deskQuestion(question('position')), { ask: 'Changed by whom?' }),
    preparing,
  ),
  post(
    paths.deskQuestion,
    SECAS,
    { ...running, question: 'cost' },
    held(paths.deskQuestion({ ...running, question: 'cost' }), { ask: 'Corrected', note: 'By whom?' }),
    { elsewhere },
  ),
  post(paths.deskMoveQuestion, SECAS, question('cost'), { move: 'up' }, { elsewhere }),
  post(
    paths.deskRemoveQuestion,
    SECAS,
    question('other'),
    held(paths.deskQuestion(question('other')), {}, removal),
    { elsewhere },
  ),
  post(
    paths.deskMoveSection,
    SECAS,
    { ...inPreparation, section: 'legal-text' },
    { move: 'up' },
    { elsewhere },
  ),

  post(
    paths.deskOrder,
    SECAS,
    inPreparation,
    held(
      paths.deskQuestions(inPreparation),
      { what: 'section', key: 'legal-text', before: '' },
      'form[action$="/order"]',
    ),
    preparing,
  ),
  get(paths.deskPreview, SECAS, inPreparation, preparing),
  get(paths.deskPreview, SECAS, running),
  get(paths.deskPreviewSection, SECAS, { ...inPreparation, section: 'legal-text' }, { elsewhere }),
  post(
    paths.deskPreviewSection,
    SECAS,
    { ...inPreparation, section: 'legal-text' },
    { action: 'later' },
    { elsewhere, quiet: true },
  ),
  get(paths.deskPreviewForm, SECAS, inPreparation, preparing),
  get(paths.deskPreviewWordForm, SECAS, inPreparation, preparing),

  get(paths.deskDocuments, SECAS, inPreparation),
  post(paths.deskDocuments, SECAS, inPreparation, { title: 'New' }, { file: 'file' }),
  get(paths.deskDocument, SECAS, { ...inPreparation, id: first }, { elsewhere }),
  post(
    paths.deskDocument,
    SECAS,
    { ...inPreparation, id: first },
    { title: '', note: '' },
    { file: 'file', elsewhere },
  ),
  post(paths.deskMoveDocument, SECAS, { ...inPreparation, id: first }, { move: 'down' }, { elsewhere }),
  post(paths.deskRemoveDocument, SECAS, { ...inPreparation, id: second }, {}, { elsewhere }),

  get(paths.deskPublish, SECAS, inPreparation),
  post(paths.deskPublish, SECAS, inPreparation, held(paths.deskPublish(inPreparation))),
  post(paths.deskSetPublication, SECAS, inPreparation, checkedPublication),
  post(paths.deskTakeBackPublication, SECAS, scheduled, {}),
  get(paths.deskExtend, SECAS, running),
  post(paths.deskExtend, SECAS, running, checkedDeadline),
  get(paths.deskAddParty, SECAS, running),
  post(paths.deskAddParty, SECAS, running, { party: world.parties.stray, reason: 'By whom?' }),
  get(paths.deskWithdraw, SECAS, running),
  post(paths.deskWithdraw, SECAS, running, { reason: 'By whom?' }),
  get(paths.deskSummary, SECAS, closed),
  post(paths.deskSummary, SECAS, closed, {
    asked: 'By whom?',
    said: 'By whom?',
    nextSteps: 'By whom?',
    version: '2',
    step: 'save',
  }),
  get(paths.deskSummaryPreview, SECAS, closed),
  post(paths.deskSummaryPreview, SECAS, closed, { version: '2', changed: 'By whom?' }),
  get(paths.deskOutcome, SECAS, closed),
  post(paths.deskOutcome, SECAS, closed, {
    decision: 'Decided by whom?',
    decidedBy: 'SEC Panel',
    'decidedOn-day': '9',
    'decidedOn-month': '2',
    'decidedOn-year': '2017',
  }),
];
