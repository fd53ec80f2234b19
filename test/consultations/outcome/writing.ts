import { paths } from '../../../src/paths.js';
import { pageOf, submitForm, textOf, type Fields, type Reply } from '../../support/browse.js';
import { desk, visitor } from '../atTheDesk.js';

export const TEXTS = {
  asked: 'Should it be **approved**?',
  said: 'Most of you said yes.',
  nextSteps: 'The Authority decides in May.',
};
/** Fills in the summary of a closed consultation and saves it. */
export const write = (reference: string, fields: Fields = {}, step = 'preview'): Promise<Reply> =>
  submitForm(desk, paths.deskSummary({ reference }), { ...TEXTS, ...fields }, { button: ['step', step] });
/** Publishes it from its preview. */
export const publish = (reference: string, fields: Fields = {}): Promise<Reply> =>
  submitForm(desk, paths.deskSummaryPreview({ reference }), fields);
/** What everybody reads of the consultation. */
export const read = async (reference: string): Promise<string> =>
  textOf(await visitor.get(paths.consultation({ reference })));
/** What the desk's lists say of it. */
export const toDo = async (reference: string): Promise<string> => {
  const rows = [...pageOf(await desk.get(paths.desk())).querySelectorAll('tr')];
  return rows
    .filter((row) => row.textContent?.includes(reference))
    .map((row) => row.textContent!.replaceAll(/\s+/g, ' '))
    .join(' | ');
};
