import type { Report } from '../report.js';
import type { Told } from '../telling/redaction.rules.js';

/** The names of the themes of an answer, in SECAS's order, as far as the reader of the version may know them. */
export function themesOf({ tallies }: Pick<Report, 'tallies'>, { themes }: Told, key: string): string[] {
  const own = themes?.[key];
  if (!own) return [];
  const all = tallies.find(({ question }) => question.key === key)?.themes ?? [];
  return all.filter(({ theme }) => own.includes(theme)).map(({ label }) => label);
}

/** Whether a question has themes that are told. */
export const hasThemes = ({ tallies }: Pick<Report, 'tallies'>, key: string): boolean =>
  tallies.some(({ question, themes }) => question.key === key && themes !== undefined);
