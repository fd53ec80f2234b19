import { lines } from './lines.js';

/** Not written by anybody, or taken out: by a web page, or by Word (deletions, the marks of comments). */
const LEFT_OUT =
  'head, script, style, template, noscript, svg, math, object, iframe, audio, video, button, select, textarea, [hidden], del, .MsoCommentReference';
const HIDDEN = /display:none|mso-hide:all|mso-element:comment/;
/** What plain text loses. Without any of it the browser's own plain text is as good, or better: that of a listing. */
const STRUCTURE = 'p, li, table, a[href], h1, h2, h3, h4, h5, h6, blockquote, [style*="mso-list"]';
const APART = new Set(
  'P H1 H2 H3 H4 H5 H6 BLOCKQUOTE PRE UL OL DL TABLE HR FIGURE SECTION ARTICLE'.split(' '),
);
const ON_A_LINE = new Set('DIV LI DT DD ADDRESS FIGCAPTION HEADER FOOTER MAIN NAV ASIDE CAPTION'.split(' '));

/**
 * What was copied as HTML, as text: paragraphs apart, lists with their signs or numbers, tables row by row with tabs,
 * as the portal reads a form in Word (src/responses/word/wordText.ts). It is parsed apart from the page: nothing of it
 * runs, is loaded or shown. @returns '' where there is nothing that plain text would lose
 */
export function textOf(html) {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const element of body.querySelectorAll(LEFT_OUT)) element.remove();
  return body.querySelector(STRUCTURE) ? written(body) : '';
}

function written(container) {
  const out = lines();
  writeAll(container, out);
  return out.text();
}

const writeAll = (container, out) => container.childNodes.forEach((node) => write(node, out));

function write(node, out) {
  if (node.nodeType === Node.TEXT_NODE) return out.say(node.data);
  if (node.nodeType !== Node.ELEMENT_NODE || HIDDEN.test(styleOf(node))) return;
  const { tagName } = node;
  if (tagName === 'BR') return out.breakLine();
  const end = APART.has(tagName) ? out.apart : ON_A_LINE.has(tagName) ? out.newLine : () => undefined;
  end();
  const level = wordLevel(node);
  if (level) out.item(indent(level) + wordSign(node), () => writeAll(node, out));
  else if (tagName === 'LI') out.item(indent(levelOf(node)) + signOf(node), () => writeAll(node, out));
  else if (tagName === 'TABLE') writeTable(node, out);
  else if (tagName === 'PRE') out.verbatim(node.textContent);
  else writeAll(node, out);
  if (tagName === 'A') out.say(addressOf(node));
  end();
}

const styleOf = (element) => (element.getAttribute('style') ?? '').replaceAll(/\s+/g, '').toLowerCase();

/** Word copies the items of its lists as paragraphs, in a style of their own: `mso-list:l0 level2 lfo1`. */
const wordLevel = (element) => Number(/mso-list:l\d+level(\d)/.exec(styleOf(element))?.[1] ?? 0);

/** The sign stands in the item, within `<![if !supportLists]>`; a bullet may be any glyph, a number is kept. */
function wordSign(item) {
  const ignored = [...item.querySelectorAll('[style]')].find((one) =>
    styleOf(one).includes('mso-list:ignore'),
  );
  const sign = ignored?.textContent.trim() ?? '';
  ignored?.remove();
  return /^(\(?[\p{L}\p{N}.]+[.)]|\d[\d.]*)$/u.test(sign) ? sign : '-';
}

function signOf(item) {
  const list = item.parentElement;
  if (list?.tagName !== 'OL') return '-';
  if (item.hasAttribute('value')) return `${item.value}.`;
  const items = [...list.children].filter(({ tagName }) => tagName === 'LI');
  return `${list.start + items.indexOf(item)}.`;
}

/** Word in a browser copies each item as a list of its own and says its level beside it. */
function levelOf(item) {
  let level = 0;
  for (let list = item.closest('ul, ol'); list; list = list.parentElement.closest('ul, ol')) level += 1;
  return Math.max(level, Number(item.dataset.ariaLevel) || 1);
}

const indent = (level) => '  '.repeat(Math.min(level, 9) - 1);

/** A table of a single cell only lays out what stands in it. */
function writeTable(table, out) {
  const rows = [...table.rows].map(({ cells }) => [...cells]);
  if (rows.length === 1 && rows[0].length === 1) return writeAll(rows[0][0], out);
  if (table.caption) write(table.caption, out);
  for (const cells of rows) {
    const texts = cells.map((cell) =>
      written(cell)
        .trim()
        .replaceAll(/\s*\n\s*/g, ' '),
    );
    if (texts.some(Boolean)) out.verbatim(texts.join('\t'));
  }
}

/** Where a link leads, unless its text says so; not to another place in the same document. */
function addressOf(link) {
  const href = link.getAttribute('href') ?? '';
  const address = /^https?:/i.test(href) ? href : /^mailto:([^?]*)/i.exec(href)?.[1];
  const text = link.textContent.trim();
  return !address || !text || bare(text) === bare(address) ? '' : ` (${address})`;
}

const bare = (address) =>
  address
    .toLowerCase()
    .replace(/^(https?:\/\/)?(www\.)?/, '')
    .replace(/\/$/, '');
