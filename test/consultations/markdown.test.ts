import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { proseOf } from '../../src/consultations/markdown.js';
import { paths } from '../../src/paths.js';
import { pageOf } from '../support/browse.js';
import { aConsultation } from '../support/build.js';
import { db, visitor } from './atTheDesk.js';

const { reference } = await aConsultation(db, { opensAt: '2017-01-09T09:00:00Z' });

/** What a description becomes on the page of its consultation. */
async function shown(summary: string): Promise<Element> {
  await db('consultation').where({ reference }).update({ summary });
  const reply = await visitor.get(paths.consultation({ reference }));
  assert.equal(reply.status, 200);
  return pageOf(reply).querySelector('.portal-prose')!;
}

describe('what SECAS writes in Markdown', () => {
  const cases: [name: string, markdown: string, html: RegExp][] = [
    ['paragraphs', 'One.\n\nTwo.', /<p>One\.<\/p>\s*<p>Two\.<\/p>/],
    ['a line break', 'One  \nTwo', /One\s*<br>\s*Two/],
    ['weight', '**bold** *slanted* ~~struck~~', /<strong>bold<\/strong> <em>slanted<\/em> <s>struck<\/s>/],
    ['lists', '- a\n- b\n\n3. c', /<ul>\s*<li>a<\/li>\s*<li>b<\/li>\s*<\/ul>\s*<ol start="3">\s*<li>c<\/li>/],
    ['headings below those of the page', '# One\n\n## Two', /<h3>One<\/h3>\s*<h4>Two<\/h4>/],
    ['the same when the first is a small one', '#### One\n\n###### Two', /<h3>One<\/h3>\s*<h5>Two<\/h5>/],
    ['a table', '|a|b|\n|-|-|\n|1|2|', /<th>a<\/th>\s*<th>b<\/th>[^]*<td>1<\/td>\s*<td>2<\/td>/],
    ['a quotation', '> Said.', /<blockquote>\s*<p>Said\.<\/p>/],
    ['code', 'Use `x < y`', /<code>x &lt; y<\/code>/],
    ['a rule', 'One\n\n---\n\nTwo', /<hr>/],
    ['signs that mean something in HTML', 'A & B < C', /A &amp; B &lt; C/],
  ];
  for (const [name, markdown, html] of cases) {
    test(`${name}`, async () => assert.match((await shown(markdown)).innerHTML, html));
  }
});

describe('a link', () => {
  const cases: [markdown: string, href: string | null][] = [
    ['[x](https://www.ofgem.gov.uk/a?b=c&d)', 'https://www.ofgem.gov.uk/a?b=c&d'],
    ['[x](http://example.test)', 'http://example.test'],
    ['https://www.ofgem.gov.uk/', 'https://www.ofgem.gov.uk/'],
    ['[x](mailto:helpdesk@secas.test)', 'mailto:helpdesk@secas.test'],
    ['[x](/consultations/SECMP0026-MRC)', '/consultations/SECMP0026-MRC'],
    ['[x](javascript:alert(1))', null],
    ['[x](JaVaScRiPt:alert(1))', null],
    ['[x](&#106;avascript:alert(1))', null],
    ['[x](<java\tscript:alert(1)>)', null],
    ['[x](%6Aavascript:alert(1))', null],
    ['<javascript:alert(1)>', null],
    ['[x](vbscript:msgbox)', null],
    ['[x](data:text/html;base64,PHNjcmlwdD4=)', null],
    ['[x](file:///etc/passwd)', null],
    ['[x](//evil.test)', null],
    ['[x][1]\n\n[1]: javascript:alert(1)', null],
  ];
  for (const [markdown, href] of cases) {
    test(`${JSON.stringify(markdown)} ${href ? 'leads there' : 'leads nowhere'}`, async () => {
      const links = [...(await shown(markdown)).querySelectorAll('a')];
      assert.deepEqual(
        links.map((link) => link.getAttribute('href')),
        href ? [href] : [],
      );
    });
  }

  test('that a browser could read as another site’s stays inside the portal', async () => {
    const links = [...(await shown('[x](</\t/evil.test>) [x](/\\evil.test)')).querySelectorAll('a')];
    assert.deepEqual(
      links.map((link) => link.getAttribute('href')),
      ['/%09/evil.test', '/%5Cevil.test'],
    );
  });

  test('lends the portal’s name to nobody', async () => {
    const link = (await shown('[x](https://example.test)')).querySelector('a');
    assert.equal(link?.getAttribute('rel'), 'noopener nofollow');
  });
});

describe('what could do harm is shown as what was typed', () => {
  const cases = [
    '<script>alert(1)</script>',
    'before <img src=x onerror=alert(1)> after',
    '<iframe src="https://evil.test"></iframe>',
    '<a href="javascript:alert(1)">x</a>',
    '<style>body{display:none}</style>',
    '<!-- hidden -->',
    '<svg/onload=alert(1)>',
    '</div></main><script>alert(1)</script>',
  ];
  for (const markdown of cases) {
    test(markdown, async () => {
      const prose = await shown(markdown);
      assert.equal(prose.textContent?.replaceAll(/\s+/g, ' ').trim(), markdown);
      assert.equal(prose.querySelectorAll('script, img, iframe, style, svg, [onerror]').length, 0);
      assert.equal(prose.querySelectorAll('a[href^="java"]').length, 0);
    });
  }

  test('an image is its description: no reader’s address is told to another site', async () => {
    const prose = await shown('See ![the diagram](https://evil.test/pixel.png "x") here');
    assert.match(prose.textContent ?? '', /See the diagram here/);
    assert.equal(prose.querySelectorAll('img').length, 0);
  });

  test('a language of a code block is no class', async () => {
    const prose = await shown('```x" onmouseover="alert(1)\ncode\n```');
    assert.match(prose.innerHTML, /<pre>code\s*<\/pre>/);
  });
});

describe('a text that was made to break the page does not', () => {
  const cases: [name: string, markdown: string][] = [
    ['quotations in quotations', '>'.repeat(20_000)],
    ['lists in lists', Array.from({ length: 150 }, (_, depth) => `${' '.repeat(2 * depth)}- x`).join('\n')],
    ['weight in weight', `${'**a '.repeat(2_500)}${'b** '.repeat(2_500)}`],
    ['strokes in weight', `${'*a **a ~~a '.repeat(600)}${'a~~ a** a* '.repeat(600)}`],
    ['brackets', '['.repeat(20_000)],
    ['links that do not end', '[a]('.repeat(5_000)],
    ['backticks', Array.from({ length: 190 }, (_, length) => '`'.repeat(length)).join(' ')],
    ['entities', '&amp;'.repeat(4_000)],
  ];
  for (const [name, markdown] of cases) {
    test(name, async () => {
      const started = performance.now();
      assert.ok(await shown(markdown));
      assert.ok(performance.now() - started < 5_000, 'the page takes its time');
    });
  }
});

test('nothing said is nothing shown', () => assert.deepEqual(proseOf(' \n\n '), []));
