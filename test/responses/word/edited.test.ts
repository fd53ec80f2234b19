import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf } from '../../support/browse.js';
import {
  aDraft,
  answersOf,
  blankForm,
  both,
  bringIn,
  edit,
  editText,
  fill,
  inTable,
  paragraph,
  proposedOn,
  take,
  wordForm,
} from './answering.js';

/** What the free text of Q7 becomes when it is edited to hold this. */
async function asRead(
  content: string,
  parts: Record<string, (xml: string) => string> = {},
): Promise<unknown> {
  const { id, consultation } = await aDraft();
  const edited = await edit(await blankForm(consultation), {
    'word/document.xml': fill('Q7', 0, 1, content),
    ...parts,
  });
  await take(id, await bringIn(id, edited));
  return ((await answersOf(id))['other']?.value as { text: string } | undefined)?.text;
}

const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const cell = (text: string) => `<w:tc><w:tcPr/>${paragraph(text)}</w:tc>`;

test('paragraphs, line breaks, tabs, hyphens, hyperlinks and fields keep their text and their order', async () => {
  const content = [
    paragraph('First'),
    `<w:p>${run('Two')}<w:r><w:br/><w:tab/><w:t>lines</w:t><w:noBreakHyphen/></w:r></w:p>`,
    `<w:p><w:hyperlink r:id="rId99">${run('a link')}</w:hyperlink>${run(' and ')}<w:fldSimple w:instr="DATE">${run('a date')}</w:fldSimple></w:p>`,
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT secret</w:instrText></w:r><w:r><w:t>the field’s text</w:t></w:r></w:p>',
  ];
  assert.equal(
    await asRead(content.join('')),
    'First\nTwo\n\tlines\u2011\na link and a date\nthe field’s text',
  );
});

test('tracked changes are read as accepted, and the page says so', async () => {
  const { id, consultation } = await aDraft();
  const mark = 'w:id="9" w:author="A"';
  const content = `<w:p>${run('We ')}<w:del ${mark}><w:r><w:delText>reject</w:delText></w:r></w:del><w:ins ${mark}>${run('accept')}</w:ins>${run(' it.')}</w:p>`;
  const page = await bringIn(id, await editText(await blankForm(consultation), fill('Q7', 0, 1, content)));
  assert.match(textOf(page), /The file has tracked changes/);
  await take(id, page);
  assert.deepEqual((await answersOf(id))['other']?.value, { text: 'We accept it.' });
});

test('items of lists keep their signs and numbers', async () => {
  const item = (text: string, list: number, level = 0) =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr></w:pPr>${run(text)}</w:p>`;
  const level = (at: number, format: string) => `<w:lvl w:ilvl="${at}"><w:numFmt w:val="${format}"/></w:lvl>`;
  const numbering = `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7">${level(0, 'decimal')}${level(1, 'lowerLetter')}</w:abstractNum><w:abstractNum w:abstractNumId="8">${level(0, 'bullet')}</w:abstractNum><w:num w:numId="71"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="81"><w:abstractNumId w:val="8"/></w:num></w:numbering>`;
  const content = [
    item('One', 71),
    item('Sub', 71, 1),
    item('Sub', 71, 1),
    item('Two', 71),
    item('Sub', 71, 1),
    item('Dot', 81),
  ];
  const read = await asRead(content.join(''), { 'word/numbering.xml': () => numbering });
  assert.equal(read, '1. One\n  a. Sub\n  b. Sub\n2. Two\n  a. Sub\n- Dot');
});

test('a pasted table keeps its text row by row; a key in it is no key', async () => {
  const table = `<w:tbl><w:tr>${cell('Q2')}${cell('2017')}</w:tr><w:tr>${cell('Cost')}${cell('£5')}</w:tr></w:tbl>`;
  const { id, consultation } = await aDraft();
  const edited = await editText(
    await blankForm(consultation),
    fill('Q7', 0, 1, `${paragraph('As follows:')}${table}${paragraph('End')}`),
  );
  const page = await bringIn(id, edited);
  assert.deepEqual(proposedOn(page), { other: true });
  await take(id, page);
  assert.deepEqual((await answersOf(id))['other']?.value, { text: 'As follows:\nQ2\t2017\nCost\t£5\nEnd' });
});

test('an answer in a content control, or split over added rows, is read whole', async () => {
  const { id, consultation } = await aDraft();
  const control = `<w:sdt><w:sdtPr/><w:sdtContent>${paragraph('Controlled')}</w:sdtContent></w:sdt>${paragraph('and free')}`;
  const addRow = inTable('Q7', (table) =>
    table.replace('</w:tr>', `</w:tr><w:tr>${cell('')}${cell('and a row more')}</w:tr>`),
  );
  const page = await bringIn(
    id,
    await editText(await blankForm(consultation), both(fill('Q7', 0, 1, control), addRow)),
  );
  await take(id, page);
  assert.deepEqual((await answersOf(id))['other']?.value, { text: 'Controlled\nand free\nand a row more' });
});

test('what has no place in an answer is shown, not dropped, and the rest is taken', async () => {
  const { id, consultation } = await aDraft();
  const edited = await edit(await blankForm(consultation), {
    'word/document.xml': both(
      fill('Q1', 0, 1, 'Perhaps'),
      fill('Q1', 1, 1, 'Because'),
      fill('Q3', 1, 1, 'Another objective'),
      fill('Q4', 1, 0, 'in the number’s place'),
      fill('Q4', 1, 2, 'A comment'),
      fill('Q8', 0, 1, 'We send the file by e-mail'),
      inTable('Q7', (table) => `${table}${paragraph('Written between the tables')}`),
      inTable('Q6', (table) => table.replace('>Q6<', '>Q77<')),
      inTable('Q5', (table) =>
        table.replace('<w:p>', '<w:p><w:r><w:drawing><pic:pic xmlns:pic="p"/></w:drawing></w:r>'),
      ),
    ),
    'word/comments.xml': () => undefined as unknown as string,
    'word/footnotes.xml': (xml) =>
      xml.replace(
        '</w:footnotes>',
        `<w:footnote w:id="5">${paragraph('A footnote')}</w:footnote></w:footnotes>`,
      ),
  });
  const page = await bringIn(id, edited);
  const text = textOf(page);
  for (const said of [
    /Q1: this is not one of the options, so the choice stays as it is in the draft Perhaps/,
    /Q3 Another objective/,
    /Q4 in the number’s place/,
    /Q8 We send the file by e-mail/,
    /Outside the tables Written between the tables/,
    /Q77 is not a question of this form/,
    /Q5 A picture or an embedded object/,
    /A comment or footnote A footnote/,
    /Q6: its table is not in the file any more/,
  ]) {
    assert.match(text, said);
  }
  await take(id, page);
  const saved = await answersOf(id);
  assert.deepEqual(saved['view']?.value, { choice: '', rationale: 'Because' });
  assert.deepEqual(saved['legal-text']?.value, { rows: [['', 'A comment', '']] });
});

test('a key that stands twice, or a table made for another question, is not read', async () => {
  const { id, consultation } = await aDraft();
  const blank = await blankForm(consultation);
  const copied = await editText(
    blank,
    both(
      fill('Q7', 0, 1, 'Seven'),
      inTable('Q7', (table) => `${table}<w:p/>${table.replace('Seven', 'Other seven')}`),
      fill('Q6', 0, 1, '6'),
    ),
  );
  const page = await bringIn(id, copied);
  assert.deepEqual(proposedOn(page), { 'lead-time': true });
  assert.match(textOf(page), /Q7 stands in 2 tables, so it was not read.*Seven.*Other seven/);

  const swapped = await editText(
    blank,
    both(
      fill('Q7', 0, 1, 'Seven'),
      inTable('Q7', (table) => table.replace('>Q7<', '>Q2<')),
      inTable('Q2', (table) => table.replace('>Q2<', '>Q7<')),
    ),
  );
  const other = await bringIn(id, swapped);
  assert.deepEqual(proposedOn(other), {});
  assert.match(textOf(other), /The table marked Q2 was made for Q7, so it was not read.*Seven/);
});

test('a reason beside an empty box counts: nothing confidential is given away for want of a tick', async () => {
  const { id, consultation } = await aDraft();
  const edited = await editText(
    await blankForm(consultation),
    both(fill('Q7', 0, 1, 'Text'), fill('Q7', 1, 1, 'Names our supplier')),
  );
  await take(id, await bringIn(id, edited));
  assert.equal((await answersOf(id))['other']?.confidential, true);

  const unticked = await editText(
    await wordForm(id),
    inTable('Q7', (table) => table.replace('☒', '☐')),
  );
  await take(id, await bringIn(id, unticked));
  assert.deepEqual((await answersOf(id))['other'], {
    value: { text: 'Text' },
    confidential: false,
    reason: '',
  });
});

test('where the row about confidentiality has gone, what was confidential stays so', async () => {
  const { id, consultation } = await aDraft();
  const filled = both(fill('Q7', 0, 1, 'Text'), fill('Q7', 1, 1, 'Names our supplier'));
  await take(id, await bringIn(id, await editText(await blankForm(consultation), filled)));
  const withoutRow = inTable('Q7', (table) => {
    const from = table.lastIndexOf('<w:tr>', table.indexOf('Confidential'));
    assert.ok(from > 0);
    return table.slice(0, from) + table.slice(table.indexOf('</w:tr>', from) + '</w:tr>'.length);
  });
  const edited = await editText(await wordForm(id), both(fill('Q7', 0, 1, 'Other text'), withoutRow));
  await take(id, await bringIn(id, edited));
  assert.deepEqual((await answersOf(id))['other'], {
    value: { text: 'Other text' },
    confidential: true,
    reason: 'Names our supplier',
  });
});
