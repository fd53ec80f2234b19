import type { Config } from '../config.js';

/** RFC 5322 (2.1.1) asks for lines of at most 78; replies quote with two more. */
const WIDTH = 74;

/**
 * A mail's text: paragraphs, wrapped, signed with the service's name and contact. Line breaks within a paragraph
 * stay; a word that is longer than a line, as a link is, stays whole.
 */
export function layoutMail(
  config: Pick<Config, 'serviceName' | 'serviceContact'>,
  paragraphs: string[],
): string {
  const signature = `${config.serviceName}\nQuestions? Contact ${config.serviceContact}.`;
  return `${[...paragraphs, signature].map(wrap).join('\n\n')}\n`;
}

const wrap = (paragraph: string): string => paragraph.split('\n').map(wrapLine).join('\n');

const LINE = new RegExp(`(.{1,${WIDTH}}|[^ ]+)(?: |$)`, 'g');

const wrapLine = (line: string): string => line.replaceAll(LINE, '$1\n').replace(/\n$/, '');
