import { formatDate } from '../londonTime.js';
import { paths } from '../paths.js';
import { PARTY_CATEGORIES } from './category.rules.js';
import type { CategoryStatistics } from './statistics.store.js';

/** The period as it was typed, and the days that it means; `wrong`: what is no day, or the wrong way round. */
export interface AskedPeriod {
  typed: { from: string; to: string };
  days: { from: string; to: string };
  wrong: { field: 'from' | 'to'; text: string }[];
}

const NOTHING = { before: 0, after: 0, acceded: 0, expelled: 0, withdrew: 0 };

/** How many Parties there were before a period, came, left, changed category, and were there after it. */
export function statisticsPage({ typed, days, wrong }: AskedPeriod, statistics: CategoryStatistics[]) {
  const of = new Map(statistics.map((one) => [one.category, one]));
  const rows = PARTY_CATEGORIES.map((category) => [category, rowOf(of.get(category) ?? NOTHING)] as const);
  const sum = (part: keyof typeof NOTHING) => statistics.reduce((total, one) => total + one[part], 0);
  const all = {
    before: sum('before'),
    after: sum('after'),
    acceded: sum('acceded'),
    expelled: sum('expelled'),
    withdrew: sum('withdrew'),
  };
  const field = (name: 'from' | 'to', label: string) => ({
    name,
    label,
    value: typed[name],
    error: wrong.find((one) => one.field === name)?.text,
    autocomplete: 'off',
  });
  return {
    title: 'Statistics of the register',
    breadcrumbs: [
      { text: 'Desk', href: paths.desk() },
      { text: 'Parties', href: paths.deskParties() },
      { text: 'Statistics' },
    ],
    errors: wrong.map(({ field: name, text }) => ({ text, href: `#${name}` })),
    lead: `From ${formatDate(days.from)} to ${formatDate(days.to)}, both included.`,
    search: {
      action: paths.deskPartiesStatistics(),
      from: field('from', 'From day'),
      to: field('to', 'To day'),
    },
    table: {
      caption: 'Parties by category',
      captionHidden: true,
      onPhone: 'scroll',
      columns: [
        { text: 'Category' },
        ...['Before', 'Acceded', 'Withdrawn', 'Expelled', 'Changed category', 'After'].map((text) => ({
          text,
          numeric: true,
        })),
      ],
      rows: rows.map(([category, cells]) => [category, ...cells]),
      foot: ['All Parties', ...rowOf(all)],
    },
    note: 'A Party counts in the category that it held then. Withdrawn are all that left without being expelled. A Party whose accession the register does not date counts as there from the beginning.',
  };
}

function rowOf({ before, after, acceded, withdrew, expelled }: typeof NOTHING): (string | number)[] {
  const moved = after - (before + acceded - withdrew - expelled);
  return [before, acceded, withdrew, expelled, signed(moved), after];
}

/** `+2`, `−1`, `0` */
const signed = (value: number): string => (value > 0 ? `+${value}` : String(value).replace('-', '−'));
