import { paths } from '../../../src/paths.js';
import type { Theme } from '../../../src/collation/themes/themes.store.js';
import { pageOf, send, submitForm, type Browser, type Fields, type Reply } from '../../support/browse.js';
import { csrfFrom } from '../../support/browse.js';
import { aConsultation } from '../../support/build.js';
import { EVERY_QUESTION } from '../../support/form.js';
import { aCompany, db, desk, submissionOf, type Company } from '../desk.js';

export const TEXT =
  'The cost is too high for us. Testing takes 6 months — not 3. The cost is too high for us, we said. Nothing more.';

export const aThemedConsultation = () => aConsultation(db, { questions: EVERY_QUESTION });
export type Consultation = Awaited<ReturnType<typeof aThemedConsultation>>;

/** A submission that answers `other` with a text, or what else is told. */
export async function aResponse(
  consultation: Consultation,
  options: Partial<Parameters<typeof submissionOf>[2]> & { text?: string; company?: Company } = {},
) {
  const { text = TEXT, company = await aCompany(), ...more } = options;
  const submission = await submissionOf(company, consultation, {
    answers: { other: { value: { text } } },
    ...more,
  });
  const at = { reference: consultation.reference, submission: submission.id };
  return {
    ...submission,
    company,
    reading: paths.deskSubmission(at),
    marking: (question = 'other') => paths.deskCoding({ ...at, question }),
  };
}
export type Response = Awaited<ReturnType<typeof aResponse>>;

/** Marks a passage on the page of its answer, as it is typed without a script. */
export const mark = (
  response: Response,
  passage: string,
  theme: { theme?: string; newTheme?: string },
  options: { browser?: Browser; question?: string; step?: string; place?: string } = {},
): Promise<Reply> => {
  const { browser = desk, question = 'other', step = 'passage', place = '' } = options;
  return submitForm(
    browser,
    response.marking(question),
    { ...(question === 'cost' ? {} : { passage }), ...theme, place },
    { form: 'form[data-marks]', button: ['step', step] },
  );
};

export const frameOf = ({ reference }: Consultation, question = 'other') =>
  paths.deskFrame({ reference, question });
export const themeAt = ({ reference }: Consultation, theme: string, question = 'other') =>
  paths.deskTheme({ reference, question, theme });

/** The theme that is called so. */
export async function themeCalled(
  consultation: Consultation,
  name: string,
  question = 'other',
): Promise<Theme> {
  const row = await db('theme')
    .where({ consultation_id: consultation.id, question_key: question, name })
    .whereNull('ended_at')
    .first();
  if (!row) throw new Error(`There is no theme ${name}`);
  return row;
}

/** Sends one of the forms of a theme's page, as it was shown. */
export async function change(
  consultation: Consultation,
  theme: { id: string; version: number },
  fields: Fields,
  browser: Browser = desk,
): Promise<Reply> {
  const _csrf = await csrfFrom(browser, frameOf(consultation));
  return send(browser, themeAt(consultation, theme.id), { _csrf, version: String(theme.version), ...fields });
}

/** The codings that stand, as rows. */
export const codingsOf = (consultation: Consultation) =>
  db('coding').where({ consultation_id: consultation.id }).whereNull('removed_at').orderBy('coded_at');

/** What the answer on a page says, without the themes' names that are shown in it. */
export function textOn(reply: Reply, question = 'other'): string {
  const said =
    pageOf(reply).querySelector(`#answer-${question}`) ?? pageOf(reply).querySelector('[data-marked]')!;
  for (const name of said.querySelectorAll('.portal-coded__theme')) name.remove();
  return [...said.querySelectorAll('[data-said-line]')].map((line) => line.textContent).join('');
}

/** The words that are marked on a page, and after each the themes that end there. */
export const marksOn = (reply: Reply): string[] =>
  [...pageOf(reply).querySelectorAll('mark, [data-said-line] .portal-coded__theme')].map(
    (one) => one.textContent!,
  );
