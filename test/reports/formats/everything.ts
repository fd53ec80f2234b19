import { Temporal } from 'temporal-polyfill';
import { paths } from '../../../src/paths.js';
import type { Version } from '../../../src/reports/access.rules.js';
import {
  aConsultation,
  anOrganisation,
  aParty,
  aRepresentative,
  aSecasColleague,
} from '../../support/build.js';
import { EVERY_QUESTION, FURTHER_QUESTIONS } from '../../support/form.js';
import { startPortal } from '../../support/portal.js';
import { freezeNow, makeForIssuer } from '../../support/reports.js';
import { signInAs } from '../../support/signIn.js';
import { aSubmission, type AnswerToFreeze } from '../../support/submission.js';
import { attach } from '../attach.js';
import { download } from '../reading.js';

/** Without a space, in characters of two halves each: a cut in the middle would part one. */
export const EMOJI = `x${'😀'.repeat(49_999)}y`;
export const LONG = Array.from({ length: 16_000 }, (_, index) => `word${index}`).join(' ');

/** What respondents may write to hurt who opens a file, or is hard to keep letter by letter. */
export const HOSTILE = [
  '=1+1',
  '@SUM(A1:A9)',
  '+44 20 7946 0000',
  '-5',
  '=HYPERLINK("https://example.org","click")',
  "'quoted at the start",
  'a tab\tin it; a comma, a "quotation", a line\nend',
  '＝1+1 in full width',
  'שלום \u202Eright to left\u202C מימין',
  '👩‍👩‍👧 🇬🇧 e\u0301 𝔘',
  '<script>alert(1)</script> &amp; ]]> <!--',
  '_x0041_ is no letter A',
  'a control\u0001character and half\u0008way',
  LONG,
  EMOJI,
];

/** 5pm in summer time. */
const DEADLINE = '2017-06-01T16:00:00Z';
const QUESTIONS = [...EVERY_QUESTION, ...FURTHER_QUESTIONS];

/** One answer of every type. */
export const ALDER: Record<string, AnswerToFreeze> = {
  view: { value: { choice: 'Approve', rationale: '=1+1\nSecond line.' } },
  objectives: { value: { choices: { a: 'Better', b: 'Worse' }, rationale: 'Because.' } },
  'legal-text': {
    value: {
      rows: [
        ['G7.5', 'Say “must”.', '+must'],
        ['=Other clause', '', 'Only the third.'],
        ['G7.5', 'Again.', ''],
      ],
    },
  },
  cost: { value: { amount: '12500.50' } },
  'lead-time': { value: { number: '6' } },
  other: { value: { text: 'Nothing else.' } },
  effects: { value: { chosen: ['Billing', 'Something else'], rationale: 'Both.' } },
  which: { value: { text: '@the call centre' } },
  'from-when': { value: { date: '2018-02-01' } },
  priorities: { value: { order: ['Security', 'Cost', 'Time'], rationale: '' } },
  summary: { value: { text: 'Feasible.' } },
};

/** A closed consultation with a question of every type, answers to all of them, hostile texts, and some confidential. */
export async function everything() {
  const portal = await startPortal({ now: '2017-07-20T09:00:00Z' });
  const { db } = portal;
  const consultation = await aConsultation(db, {
    questions: QUESTIONS,
    title: '=A title & “more”',
    opensAt: '2017-05-10T08:00:00Z',
    closesAt: DEADLINE,
  });
  const { reference } = consultation;
  const respond = async (
    name: string,
    category: string | null,
    options: Partial<Parameters<typeof aSubmission>[1]>,
  ) => {
    const organisation = await anOrganisation(db, name);
    const parties = category ? [await aParty(db, { organisation, category, name: `${name} Party` })] : [];
    const by = await aRepresentative(db, organisation);
    const forOrganisation = category === null;
    const given = { consultation, organisation, by, parties, forOrganisation };
    return aSubmission(db, { ...given, receivedAt: '2017-05-25T10:00:00Z', deadline: DEADLINE, ...options });
  };
  const alder = await respond('Alder Energy', 'Large Supplier', {
    answers: ALDER,
    receivedAt: '2017-06-01T15:59:59.999999Z',
  });
  const secret = { ...ALDER, cost: { ...ALDER['cost']!, confidential: true, reason: 'Ours' } };
  const birch = await respond('Birch Energy', 'Gas Network', { answers: secret });
  await respond('Cedar Energy', 'DCC', { answers: ALDER, confidential: true });
  await respond('Dogwood Energy', 'Small Supplier', { answers: ALDER, nameConfidential: true });
  await respond('Elm Body', null, { kind: 'nil' });
  for (const [index, text] of HOSTILE.entries()) {
    await respond(`Respondent ${String(index).padStart(2, '0')}`, 'Small Supplier', {
      answers: {
        view: { value: { choice: 'Reject', rationale: text } },
        'legal-text': { value: { rows: [[Array.from(text).slice(0, 40).join(''), text, '']] } },
        other: { value: { text } },
      },
    });
  }
  const files = {
    open: await attach(portal, alder.id, { name: '=open.txt', text: 'For everybody.' }),
    waiting: await attach(portal, alder.id, { name: 'waiting.txt', text: 'Not scanned.', scan: 'waiting' }),
    secret: await attach(portal, birch.id, { name: 'secret.txt', text: 'Ours.', confidential: true }),
  };
  await db('closure').insert({
    consultation_id: consultation.id,
    last_closes_at: Temporal.Instant.from(DEADLINE),
    closed_at: Temporal.Instant.from('2017-06-01T16:00:20Z'),
  });
  await freezeNow(portal.deps, reference);
  const colleague = await aSecasColleague(db);
  await makeForIssuer(portal.deps, reference, colleague);
  const secas = await signInAs(portal, colleague);
  const fetched = async (ending: string, version: Version): Promise<Buffer> =>
    (await download(secas, `${paths.reportFile({ reference, ending })}?version=${version}`)).bytes;
  return { portal, db, consultation, alder, files, secas, fetched };
}
