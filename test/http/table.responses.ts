import { randomUUID } from 'node:crypto';
import { paths } from '../../src/paths.js';
import type { Browser } from '../support/browse.js';
import { and, ENTERED, get, OURS, post, REPRESENTATIVES, type Rights, type Row } from './rows.js';
import { heldBy } from './held.js';
import { browsers } from './everybody.js';
import { world } from './world.js';

const { open, ourDraft, theirDraft, ourSubmission, theirSubmission, parties, organisations } = world;
const running = { reference: open.reference };
/** What a row is about that leads to a draft of SECAS's. */
export const BY_SECAS = 'entered by SECAS';
/** Our people and SECAS apart, nobody but a colleague who may submit does this. */
const OURS_TO_SUBMIT = and(OURS, { drafter: 'no' });
/** Whoever has signed in may ask; who is no respondent finds nothing, instead of being refused. */
const andNothingForOthers = (rights: Rights): Rights =>
  and(rights, { former: 'nothing', member: 'nothing', trusted: 'nothing' });

/** Who is let in gets this answer. */
const instead = (rights: Rights, verdict: number): Rights =>
  Object.fromEntries(
    Object.entries(rights).map(([role, got]) => [role, got === 'in' ? verdict : got]),
  ) as Rights;

const RESPONDENTS = and(REPRESENTATIVES, { secas: 'in' });

/** What is done to a draft: to one of our organisation, and to one that SECAS enters for it. */
function draftRows(
  draft: { id: string; attachment: string },
  by: Browser,
  about: string,
  rights: { draft: Rights; submit: Rights },
  chosen: string[],
): Row[] {
  const { id } = draft;
  const elsewhere = {
    id: ourSubmission.responseId,
    attachment: theirDraft.attachment,
    section: 'elsewhere',
    question: 'elsewhere',
  };
  const more = { about, elsewhere };
  // A section of this name is in many consultations: only another organisation's response is elsewhere.
  const inside = { about, elsewhere: { ...elsewhere, id: theirDraft.id } };
  const [itself, file] = [{ id }, { id, attachment: draft.attachment }];
  const [section, answer] = [
    { id, section: 'your-view' },
    { id, question: 'view' },
  ];
  const view = { view: 'Reject', 'view-rationale': 'Changed by whom?' };
  const of = (url: string, fields: Record<string, string | string[]>) => heldBy(by, url, fields);
  const ofView = async () => {
    const all = Object.entries(await heldBy(by, paths.section(section), view)());
    return Object.fromEntries(all.filter(([name]) => name.startsWith('view')));
  };
  return [
    get(paths.response, rights.draft, itself, more),
    get(paths.responseParties, rights.draft, itself, more),
    post(
      paths.responseParties,
      rights.draft,
      itself,
      of(paths.responseParties(itself), { parties: chosen }),
      {
        ...more,
        lists: ['parties'],
      },
    ),
    get(paths.responseConfidentiality, rights.draft, itself, more),
    post(
      paths.responseConfidentiality,
      rights.draft,
      itself,
      of(paths.responseConfidentiality(itself), { whole: 'yes', 'whole-reason': 'By whom?' }),
      more,
    ),
    get(paths.section, rights.draft, section, inside),
    post(paths.section, rights.draft, section, of(paths.section(section), view), inside),
    post(paths.answer, rights.draft, answer, ofView, inside),
    get(paths.answerVersions, rights.draft, answer, inside),
    post(
      paths.answerVersions,
      rights.draft,
      answer,
      { version: '1', current: '1' },
      { ...inside, quiet: true },
    ),
    post(paths.presence, rights.draft, itself, { section: 'your-view' }, more),
    get(paths.attachments, rights.draft, itself, more),
    post(paths.attachments, rights.draft, itself, { question: 'files' }, { ...more, file: 'files' }),
    get(paths.attachment, rights.draft, file, more),
    get(paths.attachmentLook, rights.draft, file, more),
    post(
      paths.attachmentConfidentiality,
      rights.draft,
      file,
      { confidential: 'yes', reason: 'By whom?' },
      more,
    ),
    post(paths.removeAttachment, rights.draft, file, {}, more),
    get(paths.responseForm, rights.draft, itself, more),
    get(paths.responseWordForm, rights.draft, itself, more),
    get(paths.bringIn, rights.draft, itself, more),
    // What is sent is no Word document: whoever is let in is told so.
    post(paths.bringIn, instead(rights.draft, 422), itself, {}, { ...more, file: 'file' }),
    post(
      paths.takeAnswers,
      rights.draft,
      itself,
      async () => ({ ...(await ofView()), 'word:view': 'yes' }),
      more,
    ),
    get(paths.check, andNothingForOthers(rights.draft), itself, more),
    post(paths.submit, andNothingForOthers(rights.submit), itself, of(paths.check(itself), {}), more),
  ];
}

/** What only a colleague who may submit is told why it cannot be. */
const TOO_LATE = and(OURS, { secas: 'no', drafter: 'no', submitter: 409 });

const typed = { id: world.bySecas.responseId, reference: world.bySecas.reference };
const submitted = { id: ourSubmission.responseId, reference: ourSubmission.reference };
const elsewhere = {
  id: ourDraft.id,
  reference: theirSubmission.reference,
  attachment: theirSubmission.attachment,
};

const asked = { id: ourSubmission.responseId, question: 'view' };
const elsewhereAsked = { id: theirSubmission.responseId, question: 'elsewhere' };

/** What respondents do, from the list of what they have to answer to the receipt. */
export const RESPONSES: Row[] = [
  get(paths.responses, REPRESENTATIVES),
  get(paths.consultationResponse, REPRESENTATIVES, running),
  get(paths.consultationResponse, and(REPRESENTATIVES, { outsider: 'nothing' }), running, {
    query: `organisation=${organisations.ours}`,
    about: 'for our organisation',
  }),
  post(
    paths.consultationResponse,
    and(REPRESENTATIVES, { outsider: 'nothing' }),
    running,
    { key: randomUUID(), organisation: organisations.ours, parties: [parties.two] },
    { lists: ['parties'] },
  ),
  // Whoever may only draft is told so.
  get(paths.noComment, and(REPRESENTATIVES, { drafter: 409 }), running),
  post(
    paths.noComment,
    and(REPRESENTATIVES, { outsider: 'nothing', drafter: 'no' }),
    running,
    { key: randomUUID(), organisation: organisations.ours, parties: [parties.two] },
    { lists: ['parties'] },
  ),

  get(paths.consultationForm, RESPONDENTS, running),
  get(paths.consultationWordForm, RESPONDENTS, running),

  ...draftRows(ourDraft, browsers.submitter, 'our draft', { draft: OURS, submit: OURS_TO_SUBMIT }, [
    parties.one,
    parties.two,
  ]),
  ...draftRows(world.entered, browsers.secas, BY_SECAS, { draft: ENTERED, submit: ENTERED }, [
    parties.three,
    parties.four,
  ]),

  // What is attached is no Word document: who is let in is told so.
  post(
    paths.bringInAttached,
    instead(ENTERED, 422),
    { id: world.entered.id, place: '0' },
    {},
    { about: BY_SECAS, elsewhere: { id: ourSubmission.responseId }, anyOf: ['place'] },
  ),

  // What SECAS enters it removes at the desk.
  get(paths.discard, and(OURS, { secas: 'no' }), { id: ourDraft.id }, { elsewhere }),
  post(
    paths.discard,
    and(OURS, { secas: 'no' }),
    { id: ourDraft.id },
    heldBy(browsers.submitter, paths.discard({ id: ourDraft.id }), {}),
    { elsewhere },
  ),
  post(
    paths.bringBack,
    and(OURS, { secas: 'no' }),
    { id: world.discarded },
    { confirmed: 'yes' },
    { elsewhere },
  ),

  get(paths.history, OURS, { id: submitted.id }),
  get(paths.history, ENTERED, { id: world.entered.id }, { about: BY_SECAS }),
  get(
    paths.compare,
    and(OURS, { secas: 'no' }),
    { id: submitted.id },
    { query: `from=${submitted.reference}&to=${submitted.reference}` },
  ),
  // SECAS is led to where it reads it.
  get(paths.submission, and(OURS, { secas: 'in' }), submitted, { elsewhere }),
  // What SECAS asks about one of its answers.
  get(paths.clarification, and(OURS, { secas: 'no' }), asked, { elsewhere: elsewhereAsked }),
  post(
    paths.clarification,
    and(OURS, { secas: 'no', drafter: 'no' }),
    asked,
    { key: randomUUID(), seen: '2', text: 'By whom?' },
    { elsewhere: elsewhereAsked },
  ),
  get(
    paths.clarificationMail,
    and(OURS, { secas: 'no' }),
    { ...asked, mail: world.replyMails.ours },
    { elsewhere: { ...elsewhereAsked, mail: world.replyMails.elsewhere } },
  ),
  // What SECAS entered for our organisation, and how it came.
  get(paths.confirmEntered, and(OURS, { secas: 'no' }), typed, { elsewhere }),
  get(paths.enteredOriginal, and(OURS, { secas: 'no' }), typed, { elsewhere }),
  post(
    paths.confirmEntered,
    and(OURS, { secas: 'no', drafter: 'no' }),
    typed,
    { answer: 'wrong', wrong: 'By whom?' },
    { elsewhere },
  ),
  get(paths.consent, and(OURS, { secas: 'no' }), submitted, { elsewhere }),
  post(
    paths.consent,
    and(OURS, { secas: 'no', drafter: 'no' }),
    submitted,
    { part: 'answer:view', step: 'decline', note: 'By whom?' },
    { elsewhere },
  ),
  get(paths.receiptFile, and(OURS, { secas: 'no' }), submitted, { elsewhere }),
  get(paths.receiptPdf, and(OURS, { secas: 'in' }), submitted, { elsewhere }),
  // Counts still, though the deadline has passed: whoever may withdraw is told why it is too late.
  get(paths.withdraw, TOO_LATE, submitted, { elsewhere }),
  post(paths.withdraw, TOO_LATE, submitted, { reason: 'By whom?' }, { elsewhere }),
  get(
    paths.submissionAttachment,
    and(OURS, { secas: 'no' }),
    { ...submitted, attachment: ourSubmission.attachment },
    { elsewhere },
  ),
];
