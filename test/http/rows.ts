import type { Fields } from '../support/browse.js';
import type { Role } from './everybody.js';

/**
 * What somebody gets: what they asked for (`in`: a page, a file, a redirect onwards), the way to sign in, a refusal
 * (403), or nothing (404), as if it did not exist. A number is another status, for somebody who is let in.
 */
export type Verdict = 'in' | 'sign in' | 'no' | 'nothing' | number;
export type Rights = Record<Role, Verdict>;

export const ROLES: Role[] = [
  'stranger',
  'former',
  'outsider',
  'drafter',
  'submitter',
  'member',
  'trusted',
  'secas',
];

export interface Row {
  method: 'GET' | 'POST';
  pattern: string;
  rights: Rights;
  params: Record<string, string>;
  query?: string;
  /** which of several such things it is */
  about: string;
  /** what the form of a POST sends, besides its token */
  fields: () => Promise<Fields> | Fields;
  /** the name of the file field, where the form takes a file */
  file?: string;
  /** fields that may come more than once */
  lists: string[];
  /** nothing that counts is written by it */
  quiet: boolean;
  /** for each name in a pattern with several: the same kind of thing, of another parent */
  elsewhere: Record<string, string>;
  /** names whose value belongs to no parent */
  anyOf: string[];
}

type Path = { pattern: string };
type Params = Record<string, string>;
type More = Partial<Pick<Row, 'query' | 'about' | 'file' | 'lists' | 'quiet' | 'elsewhere' | 'anyOf'>>;

const PLAIN = { about: '', lists: [], quiet: false, elsewhere: {}, anyOf: [] };

export const get = ({ pattern }: Path, rights: Rights, params: Params = {}, more: More = {}): Row => {
  return { ...PLAIN, method: 'GET', pattern, rights, params, fields: () => ({}), ...more };
};

/** @param fields what is sent; a function when it is read from the page first: it is called once */
export function post(
  { pattern }: Path,
  rights: Rights,
  params: Params,
  fields: Row['fields'] | Fields,
  more: More = {},
): Row {
  let read: Promise<Fields> | undefined;
  const once = async () => (typeof fields === 'function' ? fields() : fields);
  return { ...PLAIN, method: 'POST', pattern, rights, params, fields: () => (read ??= once()), ...more };
}

const everybodyGets = (verdict: Verdict) =>
  Object.fromEntries(ROLES.map((role) => [role, verdict])) as Rights;

/** Who is let in, and what the others get; a stranger is sent to sign in. */
const rights = (others: Verdict, given: Partial<Rights>): Rights => ({
  ...everybodyGets(others),
  stranger: 'sign in',
  ...given,
});

export const EVERYBODY = everybodyGets('in');
export const everybody = everybodyGets;
export const SECAS = rights('no', { secas: 'in' });
export const PANEL = rights('no', { member: 'in', trusted: 'in', secas: 'in' });
export const REPRESENTATIVES = rights('no', { outsider: 'in', drafter: 'in', submitter: 'in' });
/** Of our organisation: its people have it, to other respondents it does not exist. */
export const OURS = rights('no', { outsider: 'nothing', drafter: 'in', submitter: 'in', secas: 'nothing' });
/** What SECAS enters for our organisation is hidden from it until it is submitted. */
export const ENTERED = rights('no', {
  outsider: 'nothing',
  drafter: 'nothing',
  submitter: 'nothing',
  secas: 'in',
});
export const and = (one: Rights, given: Partial<Rights>): Rights => ({ ...one, ...given });

/** Who may do the most with a row: what is refused to them is refused for what is wrong with it. */
export const mightiest = ({ rights: given }: Row): Role | undefined =>
  (['submitter', 'secas', 'trusted', 'stranger'] as const).find(
    (role) => given[role] === 'in' || typeof given[role] === 'number',
  );

export const nameOf = ({ method, pattern, query, about }: Row): string =>
  `${method} ${pattern}${query ? `?${query}` : ''}${about && ` (${about})`}`;
