import { Temporal } from 'temporal-polyfill';
import { closesFor } from '../../consultations/consultations.rules.js';
import { capital, counted } from '../../counted.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { awaitedLines, wasNotSubmitted, type Looking } from '../awaited.page.js';
import { fateWords, receivedWords } from '../fateWords.js';
import { takenOverWords } from '../spokenFor.js';
import { fateOf } from '../submissions.rules.js';
import type { Thread, Work } from './work.store.js';

export interface ThreadOnPage {
  /** on whose behalf */
  names: string[];
  href: string;
  tag: { text: string; tone: string };
  /** what happened last, and when */
  note: string;
  /** what it waits for */
  awaited: string[];
}

/**
 * One response of a list: on whose behalf it is, where it stands, and where to go on with it.
 * @param looking undefined: what it waits for is not said
 */
export function threadOnPage(thread: Thread, work: Work, looking?: Looking): ThreadOnPage {
  const { organisation, closed, decided } = work;
  const { latest } = thread;
  const changed = latest !== null && thread.version !== thread.submittedVersion;
  const toSubmission = latest !== null && (closed || thread.enteredBySecas || !changed);
  const { parties, forOrganisation } = toSubmission ? latest : thread;
  const all = [...parties, ...(forOrganisation ? [`${organisation.name} itself`] : [])];
  const takenOver = latest?.takenOver ?? [];
  const left = all.filter((name) => !takenOver.includes(name));
  const names = left.length > 0 ? left : all;
  return {
    names: names.length > 0 ? names : ['Nobody chosen yet'],
    href: toSubmission
      ? paths.submission({ id: thread.id, reference: latest.reference })
      : paths.response({ id: thread.id }),
    tag: tagOf(thread, closed),
    note: sentence([
      ...(latest
        ? [
            `${latest.reference}, received at ${receivedWords(Temporal.Instant.from(latest.receivedAt), latest.standing)}`,
          ]
        : []),
      ...(changed || !latest ? [`last saved at ${formatMoment(Temporal.Instant.from(thread.savedAt))}`] : []),
      ...(thread.enteredBySecas ? ['entered by SECAS'] : []),
      ...(closed && thread.whyNot ? [`it ${wasNotSubmitted(thread.whyNot)}`] : []),
      ...(takenOver.length > 0 ? [takenOverWords(takenOver)] : []),
    ]),
    awaited: [
      ...(waits(thread, work) ? [`SECAS waits for your reply on ${counted(thread.asked, 'answer')}`] : []),
      ...(looking && !closed && !decided
        ? awaitedLines(thread, closesFor(work.closesAt, work.ownExtension), looking).map(({ text }) => text)
        : []),
    ],
  };
}

/** Of what neither counts nor is held nothing is waited for. */
const waits = ({ asked, latest }: Thread, { withdrawnAt }: Work): boolean =>
  asked > 0 && !withdrawnAt && latest !== null && ['counts', 'held'].includes(fateOf(latest));

function tagOf({ latest, version, submittedVersion }: Thread, closed: boolean): ThreadOnPage['tag'] {
  if (!latest) return closed ? { text: 'Not submitted', tone: 'bad' } : { text: 'Draft', tone: 'warn' };
  const fate = fateOf(latest);
  if (fate !== 'counts') return fateWords(fate, latest.standing);
  if (latest.nil) return { text: 'No comment', tone: 'good' };
  if (version !== submittedVersion && !closed) return { text: 'Submitted, then changed', tone: 'warn' };
  return { text: latest.standing === 'late' ? 'Late, admitted' : 'Submitted', tone: 'good' };
}

const sentence = (parts: string[]): string => capital(parts.join('; '));
