import { paths } from '../../src/paths.js';
import { aBusyDesk, RESPONSES } from './deskRows.js';
import { countFigure, type Figure } from './figures.js';
import type { Stage } from './stage.js';

/** Issue 4: every page of the desk in under 300 ms at the 95th percentile, search under 500 ms. */
const MOST_MS = 300;
const MOST_SEARCH_MS = 500;
const TIMES = 12;

const FILTERS = [
  '',
  'page=20',
  'category=Large+Supplier',
  'answer=view%3AReject',
  'confidential=some',
  'read=not-me&kind=response',
  'read=nobody&comment=without&category=Small+Supplier',
];
/** In nearly every text; rare ones, together and as a phrase; begun; and everything but. */
const WORDS = ['meter', 'waab', 'waab wbab', '"meter tariff"', 'tari* clause', 'testing -meter', 'nowhere'];

/** SECAS at the desk of a consultation with 2,000 responses of 12 answers and 5,000 attachments. */
export async function desk({ db, portal, client }: Stage): Promise<Figure[]> {
  const { desk: busy, readInS, themeId, groupId } = await aBusyDesk(db);
  const { reference } = busy;
  const { cookie } = busy.reader;
  const submissions = await db('submission').where({ consultation_id: busy.id }).limit(5).select('id');
  const lists = FILTERS.map((query) => `${paths.deskResponses({ reference })}?${query}`);
  const pages = submissions.flatMap(({ id }) =>
    ['', '?read=not-me&comment=without'].map(
      (query) => paths.deskSubmission({ reference, submission: id }) + query,
    ),
  );
  const found = WORDS.map(
    (words) => `${paths.deskSearch({ reference })}?${new URLSearchParams({ words }).toString()}`,
  );
  const beside = {
    front: paths.desk(),
    overview: paths.deskConsultation({ reference }),
    coverage: paths.deskCoverage({ reference }),
    chase: paths.deskChase({ reference }),
    late: paths.deskLate({ reference }),
    themes: paths.deskThemes({ reference }),
    theme: paths.deskTheme({ reference, question: 'view', theme: themeId }),
    alike: paths.deskAlike({ reference, question: 'view', theme: themeId }),
    wording: paths.deskWording({ reference }),
    'wording group': paths.deskWordingGroup({ reference, group: groupId }),
    comments: paths.deskComments({ reference }),
    dispositions: paths.deskDispositions({ reference }),
    uncovered: paths.deskUncovered({ reference }),
    publication: paths.deskPublication({ reference }),
  };
  const figures: Figure[] = [];
  for (const [name, urls, target] of [
    ['list', lists, MOST_MS],
    ['reading', pages, MOST_MS],
    ['search', found, MOST_SEARCH_MS],
    ...Object.entries(beside).map(([name, url]) => [name, [url], MOST_MS] as const),
  ] as const) {
    const asked = { urls: urls.map((url) => portal.origin + url), cookie, times: TIMES };
    const value = await client.ask('slowest', asked);
    figures.push(countFigure({ name: `desk ${name} p95`, unit: 'ms', target }, value));
  }
  const rate = RESPONSES / readInS;
  return [...figures, countFigure({ name: 'desk read', unit: 'responses/s', target: null }, rate)];
}
