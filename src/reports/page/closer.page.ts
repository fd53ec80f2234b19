import { counted } from '../../counted.js';
import { paths } from '../../paths.js';
import { crossTabFigures } from '../narrowing/crossTab.rules.js';
import {
  chosenIn,
  codeOf,
  isNarrowed,
  optionsOf,
  type Chosen,
  type CloserQuery,
} from '../narrowing/narrowing.rules.js';
import type { Report } from '../report.js';
import { COUNTED_AS } from '../telling/redaction.rules.js';
import { figuresTable } from './figures.page.js';
import type { Closer, ReportRead } from './readPage.js';

/** Where the page shows it: one comes back to what one asked for, not to the top of the page. */
const PLACE = '#closer';

/** The form for a closer look at the report, what its respondents and answers are narrowed to, and the cross-tab. */
export function closerShown({ report, told, closer }: ReportRead) {
  if (!closer || report.counts.answered === 0) return undefined;
  const { query, narrowing, unknown, fits, crossTab } = closer;
  const looks = isNarrowed(narrowing) || crossTab !== undefined;
  return {
    form: {
      summary: 'Filters and cross-tabs',
      open: looks || unknown,
      action: paths.panelConsultation(report.consultation) + PLACE,
      hidden: Object.entries(placeOf(report, query)).map(([name, value]) => ({ name, value })),
      fields: fieldsOf(report, query),
    },
    problem: unknown
      ? 'This address asks for something that this version of the report does not have. It is left out below.'
      : undefined,
    set: fits && setFilters(report, closer),
    clear: closerUrl(report, query, { category: '', answer: '', theme: '', written: '' }),
    fits: fits && fitsWords(report, fits, told.length),
    crossTab: crossTab && crossTabShown(report, closer, crossTab),
  };
}

/** What says which report one reads: it stays in every address of the closer look. */
const placeOf = ({ version }: Report, { edition }: CloserQuery): Record<string, string> => ({
  ...(version === 'all' ? {} : { version }),
  ...(edition && { edition }),
});

function closerUrl(report: Report, query: CloserQuery, change: Partial<CloserQuery>): string {
  const { edition: _, ...asked } = { ...query, ...change };
  const said = Object.entries({ ...placeOf(report, query), ...asked }).filter(([, value]) => value !== '');
  const search = new URLSearchParams(said).toString();
  return paths.panelConsultation(report.consultation) + (search && `?${search}`) + PLACE;
}

function fieldsOf(report: Report, { category, answer, theme, written, rows, columns }: CloserQuery) {
  const chosen = chosenIn(report);
  const present = COUNTED_AS.filter((one) => report.counts.by[one] > 0);
  const themes = report.tallies.flatMap(({ question, themes: own = [] }, index) =>
    own.map((one) => ({ value: one.theme, text: one.label, group: asked(index + 1, question.ask) })),
  );
  const questions = chosen.map((one) => ({
    value: codeOf(one),
    text: one.row ? shortened(one.row.text) : asked(one.number, one.question.ask),
    group: one.row && asked(one.number, one.question.ask),
  }));
  const byCategory = { value: 'category', text: 'Category' };
  return [
    select('category', 'Category', category, 'Any', present.map(named)),
    ...(chosen.length > 0
      ? [
          select(
            'answer',
            'Answer',
            answer,
            'Any',
            chosen.flatMap((one) => answersTo(one, report)),
          ),
        ]
      : []),
    ...(themes.length > 0 ? [select('theme', 'Theme', theme, 'Any', themes)] : []),
    select('written', 'What was written', written, 'Anything or nothing', [
      { value: '1', text: 'Reasons, comments or text' },
    ]),
    ...(chosen.length > 0
      ? [
          select('rows', 'Cross-tab: its rows', rows, 'None', [byCategory, ...questions]),
          select('columns', 'Cross-tab: its columns', columns || 'category', undefined, [
            byCategory,
            ...questions,
          ]),
        ]
      : []),
  ];
}

interface Item {
  value: string;
  text: string;
  group?: string | undefined;
}

const select = (name: string, label: string, value: string, prompt: string | undefined, items: Item[]) => ({
  name,
  label,
  value,
  prompt,
  items,
});

const named = (name: string): Item => ({ value: name, text: name });

const answersTo = (one: Chosen, report: Report): Item[] =>
  optionsOf(one, report).map((option) => ({
    value: `${codeOf(one)}:${option}`,
    text: option,
    group: asked(one.number, one.row ? `${one.question.ask} – ${one.row.text}` : one.question.ask),
  }));

const asked = (number: number, ask: string): string => shortened(`${number}. ${ask}`);

const shortened = (text: string): string => (text.length > 70 ? `${text.slice(0, 68).trimEnd()}…` : text);

/** Each filter in words, with the way to do without it. */
function setFilters(report: Report, { query, narrowing }: Closer) {
  const { category, answer, theme, written } = narrowing;
  const all = [
    ...(category ? [{ text: `Category: ${category}`, without: { category: '' } }] : []),
    ...(answer
      ? [
          {
            text: `Question ${answer.number}${answer.row ? `, ${answer.row.text}` : ''}: ${answer.option}`,
            without: { answer: '' },
          },
        ]
      : []),
    ...(theme ? [{ text: `Theme: ${theme.name}`, without: { theme: '' } }] : []),
    ...(written ? [{ text: 'Wrote reasons, comments or text', without: { written: '' } }] : []),
  ];
  return all.map(({ text, without }) => ({ text, href: closerUrl(report, query, without) }));
}

function fitsWords(report: Report, fits: NonNullable<Closer['fits']>, shown: number): string {
  const all = report.counts.answered;
  const those = `${fits.responses} of ${counted(all, 'response')}, for ${counted(fits.parties, 'Party', 'Parties')}.`;
  const what =
    fits.responses > shown
      ? `The first ${shown} are told in full. There are too many for their tallies to stand here: narrow further, or use the cross-tab, which counts all of them.`
      : 'Respondents, answers and their tallies below are of these; who was asked, points and what was not admitted are of all.';
  return `${those} ${what} Files to download have all responses.`;
}

function crossTabShown(report: Report, { query }: Closer, crossTab: NonNullable<Closer['crossTab']>) {
  const clear = closerUrl(report, query, { rows: '', columns: '' });
  if ('problem' in crossTab) return { problem: crossTab.problem, clear };
  const { of, crossed } = crossTab;
  const { responses, parties, ...shown } = crossTabFigures(...of, crossed);
  const tables = [responses, parties].map((one) => ({ ...figuresTable(one), captionHidden: false }));
  const turned = closerUrl(report, query, { rows: query.columns || 'category', columns: query.rows });
  return { ...shown, tables, turned, clear };
}
