import { isIPv6 } from 'node:net';
import type { Deps } from '../deps.js';
import { limitOf, type Limit } from './limits.store.js';

/** What strangers may do how often. Typing a code is limited by its own browser's tries only (MOST_TRIES). */
export interface Limits {
  /** codes mailed because one network asked and that are then not used: enough for a company behind one address */
  codesFromNetwork: Limit;
  /**
   * Mailing codes to one address. Nobody is locked out by it: the window is shorter than a code's life, so that
   * whoever is refused a sixth mail has five in the mailbox, each valid for ten minutes more at least. Signing in
   * begins the count afresh, because it used one up.
   */
  codesToAddress: Limit;
  /** asking SECAS for access, from one network */
  requestsFromNetwork: Limit;
  /** mails to SECAS that tell of them, in all; the desk lists every request */
  requestMails: Limit;
}

export function createLimits({ db, config }: Pick<Deps, 'db' | 'config'>): Limits {
  const limit = (name: string, most: number, minutes: number) => limitOf(db, config, { name, most, minutes });
  return {
    codesFromNetwork: limit('codes-from-network', 100, 10),
    codesToAddress: limit('codes-to-address', 5, 10),
    requestsFromNetwork: limit('requests-from-network', 10, 60),
    requestMails: limit('request-mails', 30, 60),
  };
}

/** What one household or company has: the address, or of IPv6 the network of 64 bits (RFC 6177). */
export function networkOf(ip: string | undefined): string {
  const address = (ip ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const groups = (part: string | undefined) => (part ? part.split(':') : []);
  const [first, last] = [groups(head), groups(tail)];
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length;
  const all = [...first, ...Array<string>(Math.max(0, zeros)).fill('0'), ...last];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
