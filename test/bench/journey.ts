import type { Agent } from 'node:http';
import { paths } from '../../src/paths.js';
import { call, postForm } from './http.js';
import { answerText, QUESTIONS, type Draft } from './rows.js';

/** The one section of QUESTIONS. */
export const SECTION = 'your-views';

export type Step = 'form' | 'save' | 'check' | 'submit';

/**
 * What a respondent does: opens the form, saves its answers, checks them, submits them.
 * @param during is put round each request, to count what it costs
 */
export async function journey(
  connection: Agent,
  origin: string,
  { id, cookie, csrf }: Draft,
  during = (_step: Step, request: () => Promise<Buffer>): Promise<Buffer> => request(),
): Promise<void> {
  const section = origin + paths.section({ id, section: SECTION });
  const check = origin + paths.check({ id });
  const submit = origin + paths.submit({ id });
  const headers = { Cookie: cookie };
  const answers = QUESTIONS.map(({ key }, index) => answerFields(key, 0, answerText(index)));
  const form = { _csrf: csrf, ...Object.assign({}, ...answers), action: 'continue' };

  await during('form', () => call(connection, section, 200, { headers }));
  await during('save', () => postForm(connection, section, 303, cookie, form));
  const page = (await during('check', () => call(connection, check, 200, { headers }))).toString();
  const [key, version, issue] = ['key', 'version', 'issue'].map((name) => hiddenField(page, name));
  const checked = { _csrf: csrf, key: key!, version: version!, issue: issue! };
  await during('submit', () => postForm(connection, submit, 303, cookie, checked));
}

/** The fields of one answer, as the form and the autosave send them. */
export const answerFields = (key: string, version: number, text: string): Record<string, string> => ({
  [`${key}-version`]: String(version),
  [key]: text,
  [`${key}-reason`]: '',
});

const hiddenField = (page: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? '';
