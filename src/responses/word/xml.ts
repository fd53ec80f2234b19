import { XMLParser } from 'fast-xml-parser';

/** An element, or a text, as the parser leaves it with `preserveOrder`. */
export type XmlNode = Record<string, unknown>;

const DEEPEST = 500;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: DEEPEST,
});

/**
 * The elements of a part of a document, names without prefixes.
 * @throws Error for a document type declaration, which no word processor writes and which could define entities
 * without end; for too deep a nesting; for what is not UTF-8 or not XML
 */
export function parseXml(bytes: Buffer): XmlNode[] {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Error('a document type declaration');
  return parser.parse(text) as XmlNode[];
}

/** `#text` of a text. */
export function nameOf(node: XmlNode): string {
  for (const name in node) if (name !== ':@') return name;
  return '';
}

export function childrenOf(node: XmlNode): XmlNode[] {
  const inside = node[nameOf(node)];
  return Array.isArray(inside) ? (inside as XmlNode[]) : [];
}

export const attributeOf = (node: XmlNode | undefined, name: string): string | undefined =>
  (node?.[':@'] as Record<string, string> | undefined)?.[name];

export const childOf = (node: XmlNode | undefined, name: string): XmlNode | undefined =>
  node && childrenOf(node).find((child) => nameOf(child) === name);

/** Down through children of these names, one after the other. */
export const descend = (node: XmlNode | undefined, ...names: string[]): XmlNode | undefined =>
  names.reduce<XmlNode | undefined>((at, name) => childOf(at, name), node);

/** Every element of these names, at any depth, in order; what is inside of one is not looked into. */
export function findAll(nodes: XmlNode[], names: Set<string>): XmlNode[] {
  return nodes.flatMap((node) => (names.has(nameOf(node)) ? [node] : findAll(childrenOf(node), names)));
}

/** All text in it, whatever it is marked up with. */
export const allText = (node: XmlNode): string =>
  nameOf(node) === '#text' ? (node['#text'] as string) : childrenOf(node).map(allText).join('');
