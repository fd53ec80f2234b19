import type { RequestHandler } from 'express';
import { listed } from '../../counted.js';
import type { Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { wantsJson } from '../../http/errorPage.js';
import type { ClosingLine } from '../../http/request.js';
import { formatDeadline, formatTimeLeft } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { signOffWords } from '../approving/signOffWords.js';
import { keptBackBy } from '../awaited.rules.js';
import { EARLIEST_WARNING, isClosing } from './closing.rules.js';
import { listUnsubmitted, type Unsubmitted } from './unsubmitted.store.js';

/** How old, by the portal's clock, what is known of who is concerned at all may be. */
const KNOWN_FOR_MS = 10_000;

/**
 * Has every page of a representative say which drafts of theirs are not submitted although their deadline is near. One
 * statement for a page of an organisation that holds such a draft; which ones do is asked every ten seconds for
 * everybody, so that the pages of all others cost none.
 */
export function closingBanner({ db, clock }: Pick<Deps, 'db' | 'clock'>): RequestHandler {
  let known: { at: Instant; concerned: Promise<Set<string>> } | undefined;
  const closingNow = async (now: Instant, ours?: string[]): Promise<Unsubmitted[]> => {
    const drafts = await listUnsubmitted(db, now, now.add(EARLIEST_WARNING), ours);
    return drafts.filter(({ closesAt }) => isClosing(closesAt, now));
  };
  const concernedAt = (now: Instant): Promise<Set<string>> => {
    const age = known ? now.epochMilliseconds - known.at.epochMilliseconds : -1;
    if (!known || age < 0 || age >= KNOWN_FOR_MS) {
      const concerned = closingNow(now).then((drafts) => new Set(drafts.map((one) => one.organisation.id)));
      known = { at: now, concerned };
      // What could not be asked is asked again.
      concerned.catch(() => {
        known = undefined;
      });
    }
    return known.concerned;
  };
  return async (req, _res, next) => {
    const ours = req.viewer.represents.map(({ organisationId }) => organisationId);
    if (req.method !== 'GET' || ours.length === 0 || wantsJson(req)) return next();
    const now = clock.now();
    const concerned = await concernedAt(now);
    if (ours.some((id) => concerned.has(id))) {
      req.closing = (await closingNow(now, ours)).map((draft) => lineOf(draft, personOf(req.viewer).id, now));
    }
    next();
  };
}

function lineOf(draft: Unsubmitted, viewerId: string, now: Instant): ClosingLine {
  const { responseId: id, consultation, closesAt, amongSeveral } = draft;
  const whom = amongSeveral.length > 0 ? `, for ${listed(amongSeveral)},` : '';
  return {
    text: `${leadOf(draft, viewerId)}: ${consultation.reference}${whom} closes at ${formatDeadline(closesAt)}`,
    href: paths.response({ id }),
    left: { text: `${formatTimeLeft(now, closesAt)} left`, iso: closesAt.toString(), now: now.toString() },
  };
}

function leadOf(draft: Unsubmitted, viewerId: string): string {
  const { submittedVersion, version, signOff, instruction } = draft;
  if (instruction && !keptBackBy(draft)) return 'Left to be submitted as it is saved';
  const lead = submittedVersion === null ? 'Not submitted' : 'Changed, and not submitted again';
  return signOff ? `${lead}. ${signOffWords(signOff, version, viewerId)}` : lead;
}
