import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import yazl from 'yazl';
import { paths } from '../../../src/paths.js';
import { download } from '../../attachments/uploading.js';
import {
  csrfFrom,
  pageOf,
  send,
  valuesOf,
  type Browser,
  type Fields,
  type Reply,
} from '../../support/browse.js';
import {
  aConsultation,
  anOrganisation,
  aParty,
  aRepresentative,
  type BuiltConsultation,
} from '../../support/build.js';
import { aDraftResponse } from '../../support/draft.js';
import { EVERY_QUESTION } from '../../support/form.js';
import { startPortal } from '../../support/portal.js';
import { signInAs } from '../../support/signIn.js';

/** The portal of one test file, with two colleagues who answer a consultation with a question of every type. */
export const portal = await startPortal({ now: '2017-01-30T16:41:00Z' });
export const { db, clock } = portal;
export const organisation = await anOrganisation(db, 'Northmoor Energy Group');
export const party = await aParty(db, { organisation });
export const [isobel, tom] = [
  await aRepresentative(db, organisation),
  await aRepresentative(db, organisation),
];
export const [isobels, toms] = [await signInAs(portal, isobel), await signInAs(portal, tom)];

type Given = Parameters<typeof aDraftResponse>[1]['answers'];

export const aForm = (options: Parameters<typeof aConsultation>[1] = {}) =>
  aConsultation(db, { questions: EVERY_QUESTION, ...options });

/** A draft of Isobel's, empty unless told. */
export async function aDraft(answers: Given = {}, consultation?: BuiltConsultation) {
  return aDraftResponse(db, {
    consultation: consultation ?? (await aForm()),
    organisation,
    by: isobel,
    parties: [party],
    answers,
  });
}

/** An answer of every type, with what is hard to carry: lines, tabs, other scripts, what looks like code. */
export const HARD_ANSWERS: NonNullable<Given> = {
  view: {
    value: {
      choice: 'Reject',
      rationale: 'First.\n\nSecond, after an empty line:\ttabbed.\n  Indented “quotes” & <tags> ]]> &amp;.',
    },
  },
  alternative: { value: { text: '日本語 עברית émoji 👩‍👩‍👧 ½ − –\n- one\n- two\n{ MERGEFIELD x } Q1 «y»' } },
  objectives: { value: { choices: { a: 'Better', b: 'Worse' }, rationale: '=SUM(A1:A9)\n+1\n@x' } },
  'legal-text': {
    value: {
      rows: [
        ['G7.4', 'Unclear:\ntwo lines', 'Replace “may” by “shall”'],
        ['H3.1 (another)', '=1+1', ''],
        ['G7.5', 'Comment only', ''],
      ],
    },
  },
  cost: {
    value: { amount: '£12,500.50' },
    confidential: true,
    reason: 'Commercially sensitive.\nTwo lines.',
  },
  'lead-time': { value: { number: '1.5' } },
  other: { value: { text: `${'Long. '.repeat(3_000)}\nEnd.`.trim() } },
};

export const wordForm = async (id: string, browser = isobels): Promise<Buffer> =>
  (await download(browser, paths.responseWordForm({ id }))).body as Buffer;

export const blankForm = async ({ reference }: { reference: string }): Promise<Buffer> =>
  (await download(isobels, paths.consultationWordForm({ reference }))).body as Buffer;

/** Sends a file as the page's form does. */
export async function bringIn(
  id: string,
  bytes: Buffer,
  { browser = isobels, name = 'Our answers.docx' }: { browser?: Browser; name?: string } = {},
): Promise<Reply> {
  const csrf = await csrfFrom(browser, paths.front());
  return browser.post(paths.bringIn({ id })).field('_csrf', csrf).redirects(0).attach('file', bytes, name);
}

/** The form of the page on which one chooses, as it stands. */
export const choicesOn = (page: Reply): Fields => {
  const form = pageOf(page).querySelector('main form[method="post"]');
  return form ? valuesOf(form) : {};
};

/** Which answers are proposed, and of those which are ticked. */
export function proposedOn(page: Reply): Record<string, boolean> {
  const boxes = [...pageOf(page).querySelectorAll('input[name^="word:"]')];
  return Object.fromEntries(
    boxes.map((box) => [box.getAttribute('name')!.slice(5), box.hasAttribute('checked')]),
  );
}

/** Saves what is ticked. */
export const take = (id: string, page: Reply, change: Fields = {}, browser = isobels): Promise<Reply> =>
  send(browser, paths.takeAnswers({ id }), { ...choicesOn(page), ...change });

export async function answersOf(id: string) {
  const rows = await db('draft_answer').where({ response_id: id }).orderBy('question_key');
  return Object.fromEntries(
    rows.map(({ question_key, value, confidential, reason }) => [
      question_key,
      { value, confidential, reason },
    ]),
  );
}

/** What answers come back as: with their defaults spelled out. */
export const inFull = (answers: NonNullable<Given>) =>
  Object.fromEntries(
    Object.entries(answers).map(([key, { value, confidential = false, reason = '' }]) => [
      key,
      { value, confidential, reason },
    ]),
  );

/** Changes parts of a Word document as a word processor would, by their names; `undefined` takes one out. */
export async function edit(
  docx: Buffer,
  changes: Record<string, (xml: string) => string | undefined>,
): Promise<Buffer> {
  const zip = await yauzl.fromBufferPromise(docx);
  const edited = new yazl.ZipFile();
  for await (const entry of zip.eachEntry()) {
    const bytes = await buffer(await zip.openReadStreamPromise(entry));
    const change = changes[entry.fileName];
    const after = change ? change(bytes.toString()) : bytes;
    if (after !== undefined) edited.addBuffer(Buffer.from(after), entry.fileName);
  }
  edited.end();
  return buffer(edited.outputStream);
}

export const editText = (docx: Buffer, change: (xml: string) => string): Promise<Buffer> =>
  edit(docx, { 'word/document.xml': change });

/** The table of a question, put through a change. */
export const inTable =
  (mark: string, change: (table: string) => string) =>
  (xml: string): string => {
    const tables = xml.split(/(?<=<\/w:tbl>)/);
    const index = tables.findIndex((part) => part.includes(`>${mark}</w:t>`));
    const at = tables[index]!.indexOf('<w:tbl>');
    tables[index] = tables[index]!.slice(0, at) + change(tables[index]!.slice(at));
    return tables.join('');
  };

/** What stands in a cell of a question's table, put in the place of what stood there: paragraphs as XML, or lines. */
export const fill = (mark: string, row: number, column: number, content: string) =>
  inTable(mark, (table) => {
    const rows = table.split(/(?=<w:tr>)/);
    const cells = rows[row + 1]!.split(/(?=<w:tc>)/);
    const inside = content.startsWith('<') ? content : content.split('\n').map(paragraph).join('');
    cells[column + 1] = cells[column + 1]!.replace(
      /(<\/w:tcPr>).*?(<\/w:tc>)/s,
      (_, head, tail) => `${head}${inside}${tail}`,
    );
    rows[row + 1] = cells.join('');
    return rows.join('');
  });

export const paragraph = (text: string): string =>
  `<w:p><w:r><w:t xml:space="preserve">${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</w:t></w:r></w:p>`;

/** Chooses from the n-th list of a table, as a word processor does. */
export const choose = (mark: string, list: number, option: string) =>
  inTable(mark, (table) => {
    let at = -1;
    return table.replaceAll(/<w:sdtContent>(?:(?!<\/w:sdtContent>).)*<\/w:sdtContent>/gs, (content) =>
      (at += 1) === list ? `<w:sdtContent><w:r><w:t>${option}</w:t></w:r></w:sdtContent>` : content,
    );
  });

export const tick = (mark: string) =>
  inTable(mark, (table) =>
    table.replace('☐', '☒').replace('w14:checked w14:val="0"', 'w14:checked w14:val="1"'),
  );

export const both =
  (...changes: ((xml: string) => string)[]) =>
  (xml: string): string =>
    changes.reduce((text, change) => change(text), xml);
