import type { Report } from '../../report.js';
import { SAID_OF, versionNamed } from '../../words.js';
import { XML } from '../ooxml/package.js';
import { WIDTH } from './tableXml.js';
import { paragraph, runs } from './text.js';

const MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** On every page: which report this is, in which version, and the page. */
export function footer(report: Report, lies: keyof typeof WIDTH): string {
  const says = `${report.consultation.reference} · ${versionNamed(report)}`;
  const tabs =
    lies === 'across'
      ? `<w:tabs><w:tab w:val="clear" w:pos="${WIDTH.upright}"/><w:tab w:val="right" w:pos="${WIDTH.across}"/></w:tabs>`
      : '';
  const inside = `${runs(`${says}\tPage `)}${field('PAGE')}${runs(' of ')}${field('NUMPAGES')}`;
  return `${XML}<w:ftr ${MAIN}>${paragraph('Footer', '', inside, tabs)}</w:ftr>`;
}

/** On every page of the version that may not be passed on. */
export const header = (): string =>
  `${XML}<w:hdr ${MAIN}>${paragraph('Header', SAID_OF.confidential)}</w:hdr>`;

const field = (name: string): string =>
  `<w:fldSimple w:instr=" ${name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>`;
