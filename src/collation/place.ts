import { paths } from '../paths.js';

/** Where one is on the desk of a consultation: breadcrumbs, and the ways to the pages beside this one. */
export interface Place {
  breadcrumbs: { text: string; href?: string }[];
  tabs: { text: string; href: string; current: boolean }[];
  caption: string;
}

const TABS = {
  overview: { text: 'Overview', path: paths.deskConsultation },
  coverage: { text: 'Coverage', path: paths.deskCoverage },
  responses: { text: 'Responses', path: paths.deskResponses },
  themes: { text: 'Themes', path: paths.deskThemes },
  wording: { text: 'Shared wording', path: paths.deskWording },
  comments: { text: 'Comments', path: paths.deskComments },
  dispositions: { text: 'Dispositions', path: paths.deskDispositions },
  publication: { text: 'Public version', path: paths.deskPublication },
  enter: { text: 'Enter a response', path: paths.deskEnter },
} as const;
export type Tab = keyof typeof TABS;

/** @param below what stands under the tab's own page, as a submission under the responses */
export function placeOf(
  { reference, title }: { reference: string; title: string },
  current: Tab,
  below?: string,
): Place {
  const overview = paths.deskConsultation({ reference });
  const tab = TABS[current];
  const own = current === 'overview' ? [] : [{ text: tab.text, href: tab.path({ reference }) }];
  const trail = [{ text: 'Desk', href: paths.desk() }, { text: reference, href: overview }, ...own];
  const last = below ?? trail.at(-1)!.text;
  return {
    breadcrumbs: [...(below ? trail : trail.slice(0, -1)), { text: last }],
    tabs: Object.entries(TABS).map(([name, { text, path }]) => ({
      text,
      href: path({ reference }),
      current: name === current,
    })),
    caption: `${reference} · ${title}`,
  };
}
