import MarkdownIt, { type Token } from 'markdown-it';
import { paths } from '../paths.js';
import { modificationsIn } from './modification/modification.rules.js';

/** What a Markdown text may become: a tree of these elements and nothing else, printed by views/consultations/prose. */
export type Prose = { text: string } | { tag: Tag; href?: string; start?: number; children: Prose[] };

const TAGS = [
  'p',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'li',
  'blockquote',
  'strong',
  'em',
  's',
  'code',
  'pre',
  'a',
  'br',
  'hr',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
] as const;
type Tag = (typeof TAGS)[number];
type Element = Extract<Prose, { tag: Tag }>;

/**
 * SECAS's own text, in Markdown, as a tree. Safe by construction: HTML is text, an image is its description, a link
 * leads to the web, to mail or into the portal, as the number of a modification does by itself, and no element that is
 * not listed here can come out. Headings begin below the heading of the part of the page that they stand in (h2).
 */
export function proseOf(markdown: string): Prose[] {
  const tokens = parser.parse(markdown, {});
  const levels = tokens.filter((token) => token.type === 'heading_open').map(levelOf);
  const root: Element = { tag: 'p', children: [] };
  grow([root], tokens, 3 - Math.min(...levels, 6));
  return root.children;
}

const parser = new MarkdownIt({ html: false, linkify: true, typographer: false });
parser.validateLink = (url) => /^(https?:\/\/|mailto:[^\s]+@|\/(?![/\\]))/i.test(url.trim());

/** Deeper than anybody writes. The page is printed by recursion, which a text made for it could exhaust. */
const DEEPEST = 100;

const levelOf = (token: Token): number => Number(token.tag.slice(1));

/** @param open the elements begun and not yet ended, the innermost last */
function grow(open: Element[], tokens: Token[], shift: number): void {
  for (const token of tokens) {
    if (token.hidden) continue;
    const inner = open.at(-1)!;
    if (token.type === 'inline') grow(open, token.children ?? [], shift);
    else if (token.nesting === -1) open.pop();
    else if (token.nesting === 1) open.push(open.length < DEEPEST ? begin(inner, token, shift) : inner);
    else inner.children.push(...leaf(token, open));
  }
}

function begin(inner: Element, token: Token, shift: number): Element {
  const heading = token.type === 'heading_open';
  const tag = heading ? `h${Math.min(levelOf(token) + shift, 6)}` : token.tag;
  // A tag that is not listed still has to be ended: its words stand in a paragraph.
  const element: Element = { tag: isTag(tag) ? tag : 'p', children: [] };
  if (tag === 'a') element.href = String(token.attrGet('href') ?? '');
  if (tag === 'ol') element.start = Number(token.attrGet('start') ?? 1);
  inner.children.push(element);
  return element;
}

function leaf(token: Token, open: Element[]): Prose[] {
  const text = { text: token.content };
  switch (token.type) {
    case 'softbreak':
      return [{ text: '\n' }];
    case 'hardbreak':
      return [{ tag: 'br', children: [] }];
    case 'hr':
      return [{ tag: 'hr', children: [] }];
    case 'code_inline':
      return [{ tag: 'code', children: [text] }];
    case 'fence':
    case 'code_block':
      return [{ tag: 'pre', children: [text] }];
    case 'text':
      return open.some(({ tag }) => tag === 'a') ? [text] : linked(token.content);
    default:
      return [text];
  }
}

/** A modification's number leads to all that is consulted on it. */
const linked = (content: string): Prose[] =>
  modificationsIn(content).map(({ text, modification }) =>
    modification ? { tag: 'a', href: paths.modification({ modification }), children: [{ text }] } : { text },
  );

const isTag = (tag: string): tag is Tag => (TAGS as readonly string[]).includes(tag);
