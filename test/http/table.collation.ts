import { randomUUID } from 'node:crypto';
import { readToPublish } from '../../src/collation/dispositions/publishDispositions.js';
import { getConsultation } from '../../src/consultations/consultations.store.js';
import { paths } from '../../src/paths.js';
import { people, portal } from './everybody.js';
import { get, post, SECAS, type Row } from './rows.js';
import { world } from './world.js';

const { open, closed, other, entered, enteredElsewhere, ourSubmission, theirLate, theirSubmission, parties } =
  world;
const running = { reference: open.reference };
const over = { reference: closed.reference };
const submission = { ...over, submission: ourSubmission.id };
const late = { ...over, submission: theirLate.id };
const elsewhere = {
  reference: other.reference,
  submission: theirSubmission.id,
  attachment: theirSubmission.attachment,
};
const coding = { ...submission, question: 'view' };
const codingElsewhere = { elsewhere: { ...elsewhere, question: 'elsewhere' } };
const frame = { ...over, question: 'view' };
const theme = { ...frame, theme: world.themes.ours };
const themeElsewhere = {
  elsewhere: { reference: other.reference, question: 'other', theme: world.themes.elsewhere },
};
const group = { ...over, group: world.wording.ours };
const groupElsewhere = { elsewhere: { reference: other.reference, group: world.wording.elsewhere } };
const point = { ...over, point: world.points.ours };
const pointElsewhere = {
  elsewhere: { reference: other.reference, point: world.points.elsewhere },
};
const begun = { submission: ourSubmission.id, question: 'view' };
const text = { summary: 'By whom?', reply: '', changed: '' };
const original = { ...running, response: entered.id };
const enteredThere = { elsewhere: { reference: other.reference, response: enteredElsewhere.id } };
const mail = { ...running, mail: world.mails.waiting };
const attached = { ...running, mail: world.mails.entered };
const ofAnother = {
  elsewhere: { reference: other.reference, mail: world.mails.elsewhere },
  anyOf: ['place'],
};
// Any organisation may respond to any consultation: none is of another one.
const anyOf = ['reference', 'organisation'];
const anyOrganisation = { ...running, organisation: world.organisations.ours };

/** SECAS's work on the responses. */
export const COLLATION: Row[] = [
  get(paths.deskCoverage, SECAS, running),
  get(
    paths.deskCoverageParty,
    SECAS,
    { ...running, party: parties.one },
    {
      elsewhere: { reference: other.reference, party: parties.stray },
    },
  ),
  post(
    paths.deskCoverageParty,
    SECAS,
    { ...running, party: parties.one },
    { step: 'note', note: 'By whom?' },
    {
      elsewhere: { reference: other.reference, party: parties.stray },
    },
  ),
  get(paths.deskCoverageCsv, SECAS, running),
  get(paths.deskCounts, SECAS, running),
  get(paths.deskChase, SECAS, running),
  post(paths.deskChase, SECAS, running, {
    category: '',
    state: '',
    party: '',
    step: 'send',
    key: randomUUID(),
    words: '',
    people: people.submitter.id,
  }),
  post(paths.deskChaseSchedule, SECAS, running, { to: 'off' }),
  get(paths.deskResponses, SECAS, over),
  get(paths.deskSearch, SECAS, over, { query: 'words=stands' }),
  get(paths.deskSearchAll, SECAS, {}, { query: 'words=stands' }),
  get(paths.deskSubmission, SECAS, submission, { elsewhere }),
  get(
    paths.deskSubmissionAttachment,
    SECAS,
    { ...submission, attachment: ourSubmission.attachment },
    { elsewhere },
  ),
  post(paths.deskReadingMark, SECAS, submission, { step: 'read' }, { elsewhere }),
  get(paths.deskAllLate, SECAS),
  get(paths.deskLate, SECAS, over),
  get(paths.deskLateCsv, SECAS, over),
  get(paths.deskConsent, SECAS, submission, { elsewhere }),
  post(
    paths.deskConsent,
    SECAS,
    submission,
    { part: `file:${ourSubmission.secret}`, reason: 'By whom?' },
    { elsewhere },
  ),
  get(paths.deskLateDecision, SECAS, late, { elsewhere }),
  post(paths.deskLateDecision, SECAS, late, { decision: 'admit', reason: 'By whom?' }, { elsewhere }),
  get(paths.deskCoding, SECAS, coding, codingElsewhere),
  post(
    paths.deskCoding,
    SECAS,
    coding,
    { step: 'whole', back: 'marking', theme: world.themes.ours },
    codingElsewhere,
  ),
  get(paths.deskClarification, SECAS, coding, codingElsewhere),
  post(
    paths.deskClarification,
    SECAS,
    coding,
    { step: 'ask', key: randomUUID(), seen: '2', text: 'By whom?' },
    codingElsewhere,
  ),
  get(paths.deskEnterReply, SECAS, coding, codingElsewhere),
  post(paths.deskReplyMails, SECAS, coding, {}, { ...codingElsewhere, file: 'mail' }),
  post(
    paths.deskEnterReply,
    SECAS,
    coding,
    {
      key: randomUUID(),
      seen: '2',
      mail: world.replyMails.ours,
      text: 'By whom?',
      vouched: 'yes',
      'arrived-day': '9',
      'arrived-month': '2',
      'arrived-year': '2017',
      'arrived-time': '16:42',
    },
    codingElsewhere,
  ),
  get(paths.deskRedactions, SECAS, submission, { elsewhere }),
  post(
    paths.deskRedactions,
    SECAS,
    submission,
    { step: 'answer', question: 'view', reason: 'legal' },
    { elsewhere },
  ),
  post(paths.deskCarryOver, SECAS, submission, {}, { elsewhere, quiet: true }),
  get(paths.deskWording, SECAS, over),
  get(paths.deskWordingGroup, SECAS, group, groupElsewhere),
  get(paths.deskThemes, SECAS, over),
  get(paths.deskFrame, SECAS, frame, {
    elsewhere: { reference: other.reference, question: 'elsewhere' },
  }),
  post(
    paths.deskFrame,
    SECAS,
    frame,
    { step: 'add', name: 'By whom?', description: '' },
    { elsewhere: { reference: other.reference, question: 'elsewhere' } },
  ),
  get(paths.deskTheme, SECAS, theme, themeElsewhere),
  post(
    paths.deskTheme,
    SECAS,
    theme,
    { step: 'rename', version: '1', name: 'By whom?', description: '' },
    themeElsewhere,
  ),
  get(paths.deskAlike, SECAS, theme, themeElsewhere),
  post(
    paths.deskAlike,
    SECAS,
    theme,
    { step: 'dismiss', submission: ourSubmission.id, part: 'rationale', starts: '0', ends: '5' },
    themeElsewhere,
  ),
  get(paths.deskComments, SECAS, over),
  post(paths.deskComments, SECAS, over, {
    submission: ourSubmission.id,
    question: 'view',
    replaces: '',
    text: 'By whom?',
    step: 'save',
  }),
  get(
    paths.deskLines,
    SECAS,
    { ...over, question: 'legal-text' },
    { elsewhere: { reference: other.reference, question: 'elsewhere' } },
  ),
  post(
    paths.deskComments,
    SECAS,
    over,
    {
      submission: '',
      question: 'legal-text',
      line: 'G7.4',
      replaces: '',
      text: 'By whom?',
      confidential: 'yes',
    },
    { about: 'on a line' },
  ),
  get(paths.deskDispositions, SECAS, over),
  post(paths.deskDispositions, SECAS, over, { approval: 'on' }),
  get(paths.deskNewPoint, SECAS, over, { query: new URLSearchParams(begun).toString() }),
  post(paths.deskNewPoint, SECAS, over, { step: 'save', ...begun, ...text }),
  get(paths.deskUncovered, SECAS, over),
  get(paths.deskPublishDispositions, SECAS, over),
  post(paths.deskPublishDispositions, SECAS, over, async () => {
    const consultation = await getConsultation(portal.db, closed.reference);
    return { mark: (await readToPublish(portal.db, consultation)).mark };
  }),
  get(paths.deskPoint, SECAS, point, pointElsewhere),
  post(paths.deskPoint, SECAS, point, { step: 'save', version: '2', ...text }, pointElsewhere),
  get(paths.deskEnter, SECAS, running),
  post(paths.deskEnter, SECAS, running, { name: 'A new body' }),
  get(paths.deskEnterFor, SECAS, anyOrganisation, { anyOf }),
  post(
    paths.deskEnterFor,
    SECAS,
    anyOrganisation,
    {
      id: randomUUID(),
      parties: [parties.four],
      how: 'e-mail',
      'arrived-day': '9',
      'arrived-month': '2',
      'arrived-year': '2017',
      'arrived-time': '16:42',
    },
    { file: 'original', lists: ['parties'], anyOf },
  ),
  get(paths.deskEnteredOriginal, SECAS, original, enteredThere),
  post(paths.deskEnteredOriginal, SECAS, original, {}, { ...enteredThere, file: 'original' }),
  post(paths.deskDiscardEntered, SECAS, original, {}, enteredThere),
  post(paths.deskMails, SECAS, running, {}, { file: 'mail' }),
  get(paths.deskMail, SECAS, mail, ofAnother),
  get(paths.deskMailFile, SECAS, mail, ofAnother),
  post(paths.deskTakeAttached, SECAS, { ...attached, place: '0' }, { question: 'files' }, ofAnother),
  post(paths.deskDiscardMail, SECAS, mail, {}, ofAnother),
];
