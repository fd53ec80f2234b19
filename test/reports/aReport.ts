import { Temporal } from 'temporal-polyfill';
import { aConsultation, anOrganisation, aParty, aPerson, aRepresentative } from '../support/build.js';
import { EVERY_QUESTION } from '../support/form.js';
import { freezeNow } from '../support/reports.js';
import { startPortal, type TestPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';
import { addThemes } from './addThemes.js';
import { attach } from './attach.js';
import { addThreads } from './threads.js';
import { aSubmission } from '../support/submission.js';

const at = (text: string) => Temporal.Instant.from(text);

/** Words that only those who may see confidential material may ever read. */
export const SECRETS = [
  'SECRET-ANSWER',
  'SECRET-REASON',
  'SECRET-WHOLE',
  'SECRET-ROW',
  'SECRET-FILE',
  'SECRET-COMMENT',
  'SECRET-ASKED',
  'SECRET-REPLY',
  'SECRET-REFUSAL',
  '11:11:11',
  '10:10',
  'SECRET-NOTE',
  'SECRET-THEME',
  'Shy Energy',
  '98765',
];

/**
 * A closed consultation with everything that could leak: a confidential answer with a comment beside it, a whole
 * confidential response, a confidential file, and a name that is withheld; and what anybody may read. Three do not
 * count: two late ones, and one that was in time but met the closure.
 */
export async function aReport(options: { closed?: boolean; pdf?: boolean } = {}) {
  const portal = await startPortal({ now: '2017-02-20T09:00:00Z' });
  const { db } = portal;
  const [open, secret, shy, silent] = await Promise.all(
    ['Open Energy', 'Closed Book Energy', 'Shy Energy', 'Silent Energy'].map((name) =>
      anOrganisation(db, name),
    ),
  );
  const parties = {
    open: [
      await aParty(db, { organisation: open!, name: 'Open Supply', category: 'Large Supplier' }),
      await aParty(db, { organisation: open!, name: 'Open Wires', category: 'Electricity Network' }),
    ],
    secret: await aParty(db, { organisation: secret!, name: 'Closed Book Supply' }),
    shy: await aParty(db, { organisation: shy!, name: 'Shy Party', category: 'Gas Network' }),
    silent: await aParty(db, { organisation: silent!, name: 'Silent Supply' }),
  };
  const eligible = [
    ...parties.open.map((party) => ({ party, organisation: open! })),
    { party: parties.secret, organisation: secret! },
    { party: parties.shy, organisation: shy! },
    { party: parties.silent, organisation: silent! },
  ];
  const consultation = await aConsultation(db, { questions: EVERY_QUESTION, eligible });
  const secas = await aPerson(db, { role: 'secas' });
  const by = await aRepresentative(db, open!);

  const openly = await aSubmission(db, {
    consultation,
    organisation: open!,
    by,
    parties: parties.open,
    answers: {
      view: { value: { choice: 'Approve', rationale: '=1+1 is what we think.\nSecond line & <b>bold</b>.' } },
      objectives: { value: { choices: { a: 'Better', b: 'Worse' }, rationale: 'Because.' } },
      'legal-text': {
        value: {
          rows: [
            ['G7.5', 'Say “must”.', 'must'],
            ['Other clause', 'Missing.', ''],
          ],
        },
      },
      cost: { value: { amount: '98765.00' }, confidential: true, reason: 'SECRET-REASON of the cost' },
      'lead-time': { value: { number: '6' } },
      other: { value: { text: 'SECRET-ANSWER' }, confidential: true, reason: 'SECRET-REASON' },
    },
  });
  await db('answer_note').insert({
    response_id: openly.responseId,
    question_key: 'view',
    text: 'SECRET-NOTE of a colleague, who alone may read it',
    written_at: at('2017-01-25T09:00:00Z'),
    written_by: by.id,
  });
  const whole = await aSubmission(db, {
    consultation,
    organisation: secret!,
    by,
    parties: [parties.secret],
    confidential: true,
    answers: {
      view: { value: { choice: 'Reject', rationale: 'SECRET-WHOLE' } },
      'legal-text': { value: { rows: [['G7.4', 'SECRET-ROW', '']] } },
    },
  });
  const nameless = await aSubmission(db, {
    consultation,
    organisation: shy!,
    by,
    parties: [parties.shy],
    nameConfidential: true,
    answers: { view: { value: { choice: 'Reject', rationale: 'Said without a name.' } } },
  });
  const late = await aSubmission(db, {
    consultation,
    organisation: silent!,
    by,
    parties: [parties.silent],
    standing: 'late',
    receivedAt: '2017-02-08T17:00:00Z',
    answers: { view: { value: { choice: 'Approve', rationale: 'SECRET-ANSWER that came late' } } },
  });
  const punctual = await aSubmission(db, {
    consultation,
    organisation: await anOrganisation(db, 'Punctual Energy'),
    by,
    forOrganisation: true,
    standing: 'after closure',
    receivedAt: '2017-02-08T16:59:59.999Z',
  });
  const refused = await aSubmission(db, {
    consultation,
    organisation: shy!,
    by,
    parties: [],
    forOrganisation: true,
    nameConfidential: true,
    standing: 'late',
    receivedAt: '2017-02-09T11:11:11Z',
    deadline: '2017-02-09T10:10:00Z',
    answers: {},
  });
  const decided = { admitted: false, decided_at: at('2017-02-10T10:00:00Z'), decided_by: secas.id };
  await db('late_decision').insert([
    { ...decided, submission_id: punctual.id, reason: 'It was sent by e-mail as well.' },
    {
      ...decided,
      submission_id: refused.id,
      reason: 'SECRET-REFUSAL: Shy Energy had a day more than the others.',
    },
  ]);

  const files = {
    open: await attach(portal, openly.id, { name: 'open.txt', text: 'For everybody.' }),
    secret: await attach(portal, openly.id, {
      name: 'SECRET-FILE.txt',
      text: 'SECRET-FILE bytes',
      confidential: true,
    }),
    whole: await attach(portal, whole.id, { name: 'whole.txt', text: 'SECRET-FILE of the whole' }),
    shy: await attach(portal, nameless.id, { name: 'Shy Energy letter.txt', text: 'from Shy Energy' }),
    waiting: await attach(portal, openly.id, { name: 'waiting.txt', text: 'not scanned', scan: 'waiting' }),
  };
  await comment(portal, secas.id, {
    submission_id: openly.id,
    question_key: 'view',
    text: 'Noted, thank you.',
  });
  await comment(portal, secas.id, {
    submission_id: openly.id,
    question_key: 'files',
    text: 'SECRET-COMMENT beside the confidential file',
  });
  await comment(portal, secas.id, {
    submission_id: openly.id,
    question_key: 'other',
    text: 'SECRET-COMMENT',
  });
  await comment(portal, secas.id, { submission_id: whole.id, question_key: null, text: 'SECRET-COMMENT' });
  await comment(portal, secas.id, {
    submission_id: nameless.id,
    question_key: 'view',
    text: 'SECRET-COMMENT: as Shy Energy said before.',
  });
  await comment(portal, secas.id, {
    submission_id: openly.id,
    question_key: null,
    text: 'SECRET-COMMENT on a response of which a part is confidential.',
  });
  await addThreads(db, { openly, whole, nameless, late }, { secas, by });
  await addThemes(db, consultation.id, { openly, whole, nameless, late }, secas);
  await comment(portal, secas.id, { submission_id: null, question_key: 'view', text: 'Most are in favour.' });

  if (options.closed ?? true) {
    await db('closure').insert({
      consultation_id: consultation.id,
      last_closes_at: at('2017-02-08T17:00:00Z'),
      closed_at: at('2017-02-08T17:00:20Z'),
    });
    await freezeNow(portal.deps, consultation.reference, options);
  }
  const member = await aPerson(db, { role: 'panel', employer: open! });
  const trusted = await aPerson(db, { role: 'panel' }, { role: 'confidential' });
  return {
    portal,
    db,
    consultation,
    organisations: { open: open!, silent: silent! },
    submissions: { openly, whole, nameless, late },
    files,
    member: await signInAs(portal, member),
    trusted: await signInAs(portal, trusted),
    secas: await signInAs(portal, secas),
    representative: await signInAs(portal, by),
  };

  async function comment(
    { db: on }: TestPortal,
    by_: string,
    row: { submission_id: string | null; question_key: string | null; text: string },
  ) {
    const written_at = at('2017-02-10T10:00:00Z');
    await on('secas_comment').insert({
      ...row,
      consultation_id: consultation.id,
      written_at,
      written_by: by_,
    });
  }
}
