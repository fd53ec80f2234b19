import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { getDocumentProxy } from 'unpdf';
import { Busy } from '../../src/errors.js';
import { MAKES_PDF } from '../../src/pdf/compiler.js';
import { makeLongPdf, NEXT_PART } from '../../src/pdf/long/makeLongPdf.js';
import { childrenOf, skipWithoutPdftotext } from '../support/pdf.js';
import { heading, JOB, make, rows, table, type Piece } from './longDocument.js';
import { bookmarksOf, pagesOfPdf } from './readingPdf.js';

const skip = MAKES_PDF ? false : 'this machine has no PDF compiler';
const skipReading = skip || skipWithoutPdftotext;

const THREE_PARTS: Piece[] = [
  { kind: 'facts', facts: [{ term: 'Issued by', lines: ['SEC Panel'] }] },
  heading(1, 'Who was asked'),
  { kind: 'text', text: 'Everybody.' },
  heading(1, 'Question by question'),
  heading(2, 'Question 1: Why (5 0 R)?'),
  table('Answers to question 1'),
  ...rows(1, 90),
  NEXT_PART,
  heading(1, 'Question by question (continued)', true),
  heading(2, 'Question 1: Why (5 0 R)? (continued)', true),
  table('Answers to question 1 (continued)'),
  ...rows(91, 90),
  heading(2, 'Question 2'),
  table('Answers to question 2', true),
  ...rows(1, 3),
  NEXT_PART,
  heading(1, 'Did not respond'),
  { kind: 'text', text: 'Nobody. \u{1f389}' },
];

test(
  'parts become one document, with bookmarks and a contents list that lead to the right pages',
  { skip: skipReading },
  async () => {
    const pdf = await make(THREE_PARTS);
    const pages = pagesOfPdf(pdf);
    const [asked, questions, silent] = await bookmarksOf(pdf);
    assert.deepEqual(
      [asked!.title, questions!.title, ...questions!.below.map(({ title }) => title), silent!.title],
      ['Who was asked', 'Question by question', 'Question 1: Why (5 0 R)?', 'Question 2', 'Did not respond'],
    );
    for (const { title, page } of [asked!, questions!, ...questions!.below, silent!]) {
      assert.ok(pages[page - 1]!.includes(title), `“${title}” stands on page ${page}`);
      const listed = pages[0]!.split('\n').find((line) => line.startsWith(title))!;
      assert.match(listed, new RegExp(`\\D${page}$`), 'and the contents list says so');
    }
    for (const [index, text] of pages.entries())
      assert.ok(text.includes(`Page ${index + 1} of ${pages.length}`), `page ${index + 1}`);
    assert.match(pages[0]!, /stands as its Unicode code/);
    assert.match(pages.at(-1)!, /Nobody\. \[U\+1F389\]/);
  },
);

test(
  'pages are counted right when the contents list takes several of its own',
  { skip: skipReading },
  async () => {
    const chapters = Array.from({ length: 130 }, (_, index) => [
      heading(1, `Chapter ${index + 1}`),
      { kind: 'text', text: 'Said.' },
    ]);
    const pages = pagesOfPdf(
      await make([...chapters.slice(0, 60).flat(), NEXT_PART, ...chapters.slice(60).flat()]),
    );
    assert.ok(pages.findIndex((text) => text.includes('Said.')) > 2);
    for (const [index, text] of pages.entries())
      assert.ok(text.includes(`Page ${index + 1} of ${pages.length}`), `page ${index + 1}`);
  },
);

test(
  'what a table is headed with stands on each of its pages; a wide one lies across',
  { skip: skipReading },
  async () => {
    const pdf = await make(THREE_PARTS);
    const pages = pagesOfPdf(pdf);
    const within = pages.filter((text) => /^Respondent \d+/m.test(text));
    assert.ok(within.length >= 6);
    for (const text of within) assert.match(text, /^Respondent Answer$/m);
    const document = await getDocumentProxy(new Uint8Array(pdf));
    const across = await Promise.all(
      pages.map(async (_, index) => {
        const { width, height } = (await document.getPage(index + 1)).getViewport({ scale: 1 });
        return width > height;
      }),
    );
    assert.deepEqual(
      pages.filter((_, index) => across[index]).map((text) => text.includes('Question 2')),
      [true],
    );
  },
);

interface Tag {
  role: string;
  children: (Tag | { type: string })[];
}

test(
  'all of it is tagged as one document: every part’s headings and tables, to a reader that is none of ours',
  { skip },
  async () => {
    const pdf = await make(THREE_PARTS);
    const document = await getDocumentProxy(new Uint8Array(pdf));
    const roles: string[] = [];
    const walk = (tag: Tag | { type: string }) => {
      if (!('role' in tag)) return;
      if (/^(H\d|Table|TOC|Document)$/.test(tag.role)) roles.push(tag.role);
      tag.children.forEach(walk);
    };
    for (let page = 1; page <= document.numPages; page += 1) {
      const tree = (await (await document.getPage(page)).getStructTree()) as Tag;
      const own = roles.length;
      tree.children.forEach(walk);
      assert.ok(roles.length > own, `page ${page} has tags`);
    }
    assert.equal(
      roles.filter((role) => role === 'H1').length,
      5,
      'with the contents list and what is continued',
    );
    assert.equal(roles.filter((role) => role === 'H2').length, 3);
    const { info, metadata } = await document.getMetadata();
    assert.equal((info as { Title: string }).Title, JOB.data.title);
    assert.equal((info as { Language: string }).Language, 'en-GB');
    assert.equal(metadata?.get('pdfuaid:part'), '1');
    const marks = await document.getMarkInfo();
    assert.equal(marks?.Marked, true);
  },
);

test(
  'its table leads to every object, and every cell that others refer to is there once',
  { skip },
  async () => {
    const pdf = (await make(THREE_PARTS)).toString('latin1');
    const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)![1]);
    const entries = pdf.slice(table).match(/^\d{10} \d{5} [nf]\r$/gm)!;
    for (const [id, entry] of entries.entries())
      if (id > 0) assert.ok(pdf.startsWith(`${id} 0 obj\n`, Number(entry.slice(0, 10))), `object ${id}`);
    const [, names] = /\/IDTree <<\s*\/Names \[([^\]]*)\]/.exec(pdf)!;
    const cells = [...names!.matchAll(/\(([^)]*)\) \d+ 0 R/g)].map(([, cell]) => cell!);
    assert.equal(cells.length, 6);
    assert.deepEqual(cells, [...new Set(cells)].toSorted());
    const headers = [...pdf.matchAll(/\/Headers \[\(([^)]*)\)\]/g)].map(([, cell]) => cell!);
    assert.deepEqual(new Set(headers), new Set(cells));
  },
);

test('the same pieces give the same bytes', { skip }, async () => {
  assert.ok((await make(THREE_PARTS)).equals(await make(THREE_PARTS)));
});

test('what cannot be made is an error that says what to do, before a byte is written', { skip }, async () => {
  const out = new PassThrough();
  async function* wrong() {
    yield heading(2, 'A heading that has none above it');
  }
  await assert.rejects(
    makeLongPdf(JOB, wrong(), 'somebody', out),
    (error) => error instanceof Busy && /workbook has the same/.test(error.message),
  );
  assert.equal(out.readableLength, 0);
});

test('when what is told cannot be read, that is what is wrong, and the process ends', { skip }, async () => {
  const others = childrenOf(process.pid);
  async function* failing() {
    yield heading(1, 'A');
    throw new Error('The database is away.');
  }
  await assert.rejects(make(failing()), /The database is away/);
  assert.deepEqual(childrenOf(process.pid, others), []);
});

test('whoever goes away gives the place up at once', { skip }, async () => {
  const out = new PassThrough();
  async function* endless() {
    yield heading(1, 'A');
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      yield { kind: 'text', text: 'More.' };
    }
  }
  const given = assert.rejects(makeLongPdf(JOB, endless(), 'one', out), { name: 'AbortError' });
  const next = make(THREE_PARTS, 'another');
  setTimeout(() => out.destroy(), 300);
  await given;
  assert.ok((await next).length > 0);
});

test('of one asker three are made or wait at once', { skip }, async () => {
  const asked = await Promise.allSettled([1, 2, 3, 4].map(() => make([heading(1, 'A')])));
  // Whichever of the four came last to it.
  const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  assert.equal(refused.length, 1);
  assert.ok(refused[0] instanceof Busy);
});

test(
  'the document is made under the limits, by a process that ends before the portal when memory runs out',
  { skip: skip || process.platform !== 'linux' },
  async () => {
    const out = new PassThrough();
    const others = childrenOf(process.pid);
    let scores: string[] = [];
    async function* looking() {
      yield heading(1, 'A');
      for (const until = Date.now() + 20_000; scores[0] !== '1000' && Date.now() < until;) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        scores = childrenOf(process.pid, others).map((pid) =>
          readFileSync(`/proc/${pid}/oom_score_adj`, 'utf8').trim(),
        );
      }
    }
    await Promise.all([buffer(out), makeLongPdf(JOB, looking(), 'somebody', out)]);
    assert.deepEqual(scores, ['1000']);
  },
);
