import { Temporal } from 'temporal-polyfill';
import { aConsultation, anOrganisation, aParty, aPerson, aRepresentative } from '../../support/build.js';
import { EVERY_QUESTION, FURTHER_QUESTIONS } from '../../support/form.js';
import { startPortal } from '../../support/portal.js';
import { freezeNow } from '../../support/reports.js';
import { signInAs } from '../../support/signIn.js';
import { aSubmission } from '../../support/submission.js';

/** What is hard to carry, by who says it. */
export const HARD: Record<string, string> = {
  'Alder & Sons <Energy>':
    'First.\n\nSecond, after an empty line:\ttabbed.\n  Indented “quotes” & <tags> ]]> &amp; "x".',
  'Beta ]]> Networks': 'Written by \u0001 machines\u0008, with \u007f and \u0085 in it.',
  'شركة الطاقة': 'مرحبا بالعالم، 25 شركة.\nThen English, then עברית (2017) again.',
  'Delta 😀 Power': 'Families 👩‍👩‍👧‍👦 and flags 🇬🇧, é as é, and 𝒜.',
  'Epsilon Gas': '=HYPERLINK("http://x.example") { PAGE } MERGEFIELD x _x0041_ [U+0041] http://y.example',
  'Long Winded Limited': `${'All of this is one answer, and it is long. '.repeat(930)}The end.`,
};

/** A closed consultation with a question of every type, and respondents whose answers are hard to carry. */
export async function aHardReport() {
  const portal = await startPortal({ now: '2017-02-20T09:00:00Z' });
  const { db } = portal;
  const consultation = await aConsultation(db, {
    questions: [...EVERY_QUESTION, ...FURTHER_QUESTIONS],
    title: 'Costs & benefits of <faster> recovery',
  });
  for (const [name, text] of Object.entries(HARD)) {
    const organisation = await anOrganisation(db, name);
    await aSubmission(db, {
      consultation,
      organisation,
      by: await aRepresentative(db, organisation),
      parties: [await aParty(db, { organisation, name: `${name} (Supply)` })],
      answers: {
        view: { value: { choice: 'Approve', rationale: text } },
        alternative: { value: { text } },
        objectives: { value: { choices: { a: 'Better', b: 'Worse' }, rationale: text } },
        'legal-text': {
          value: {
            rows: [
              ['G7.4', text, 'The User shall'],
              [`Own ${name}`, 'Missing.', ''],
            ],
          },
        },
        effects: { value: { chosen: ['Billing', 'Metering'], rationale: text } },
        priorities: { value: { order: ['Time', 'Cost', 'Security'], rationale: text } },
      },
    });
  }
  const at = Temporal.Instant.from('2017-02-08T17:00:00Z');
  await db('closure').insert({
    consultation_id: consultation.id,
    last_closes_at: at,
    closed_at: at.add({ seconds: 20 }),
  });
  await freezeNow(portal.deps, consultation.reference);
  const secas = await signInAs(portal, await aPerson(db, { role: 'secas' }));
  return { portal, db, consultation, secas };
}
