import { mailBeside } from '../../collation/mails/mailBeside.js';
import type { ArrivedMail } from '../../collation/mails/mails.store.js';
import { capital } from '../../counted.js';
import { overWord } from '../submissions.rules.js';
import { closesFor, KINDS } from '../../consultations/consultations.rules.js';
import type { Instant } from '../../db/connection.js';
import { formatExact, formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { waitingNotes } from '../clarifying/waitingNotes.js';
import type { WaitingThread } from '../clarifying/clarifications.store.js';
import { awaitedLines } from '../awaited.page.js';
import { deadlineBlock, lateNote } from '../deadlineBlock.page.js';
import { discardedNote } from '../discardedNote.page.js';
import { fateWords, receivedWords } from '../fateWords.js';
import { fateOf } from '../submissions.rules.js';
import type { HistoryLine } from '../submissions.store.js';
import type { Draft, DraftContent } from './drafts.store.js';
import { sectionTasks, whoTasks } from './tasks.page.js';
import { togetherOnPage } from '../together.page.js';

export interface TaskListFacts {
  draft: Draft;
  content: DraftContent;
  /** what was submitted of it, newest first */
  history: HistoryLine[];
  /** who in the organisation may submit, when the viewer may not */
  submitters: string[] | undefined;
  /** what SECAS waits to have clarified */
  waiting: WaitingThread[];
  /** the mail that SECAS enters it from */
  mail?: ArrivedMail | undefined;
  viewerId: string;
  now: Instant;
}

/** A response that is being drafted: what there is to do, where each part stands, and how long is left. */
export function taskListPage(facts: TaskListFacts) {
  const { draft, history, submitters, now } = facts;
  const { reference, title, kind } = draft.consultation;
  const readOnly = draft.decided && !draft.enteredBySecas;
  const whose = draft.enteredBySecas ? `the answers of ${draft.organisation.name}` : 'your answers';
  return {
    title: `Response to ${reference}`,
    heading: {
      text: title,
      caption: `${reference} · ${KINDS[kind]}`,
      lead: `Response of ${draft.organisation.name}`,
    },
    breadcrumbs: crumbsOf(draft),
    deadline: { ...deadlineBlock(draft, now), slim: false },
    together: readOnly ? undefined : togetherOnPage(draft, '', now),
    standing: { ...standing(draft, history), saved: `Last saved at ${formatMoment(draft.savedAt)}` },
    awaited:
      draft.decided || draft.discarded
        ? []
        : awaitedLines(draft, closesFor(draft.closesAt, draft.ownExtension), facts),
    notes: [
      ...(draft.discarded ? [discardedNote(draft.discarded)] : []),
      ...waitingNotes(facts.waiting),
      ...enteredNote(draft, facts.mail),
      ...(readOnly
        ? [
            {
              text: `This consultation has been ${overWord(draft)}, so the draft can be read but not changed.`,
            },
            // Why an instruction did nothing; what it would wait for is of no use any more.
            ...(draft.withdrawnAt && draft.whyNot
              ? [
                  {
                    text: `What had been left to be submitted when it closes was not: ${draft.whyNot}`,
                  },
                ]
              : []),
          ]
        : []),
      ...lateNote(draft, now),
      ...issuerNote(draft),
      ...(submitters && !readOnly ? [{ text: whoMaySubmit(submitters) }] : []),
    ],
    parts: [
      { title: 'Who is answering', tasks: whoTasks(facts) },
      { title: capital(whose), tasks: sectionTasks(facts) },
    ],
    buttons:
      readOnly || draft.discarded ? [] : [{ text: `Check ${whose}`, href: paths.check({ id: draft.id }) }],
    bringBack: draft.discarded && !readOnly ? paths.bringBack({ id: draft.id }) : undefined,
    discard:
      readOnly || draft.enteredBySecas || draft.discarded || history.length > 0
        ? undefined
        : { text: 'Discard this draft', href: paths.discard({ id: draft.id }) },
    history: history.length > 0 ? paths.history({ id: draft.id }) : undefined,
    copy:
      readOnly || draft.enteredBySecas || draft.discarded
        ? undefined
        : {
            text: 'Copy it for other Parties',
            href: `${paths.consultationResponse({ reference })}?${new URLSearchParams({ organisation: draft.organisation.id, from: `draft:${draft.id}` }).toString()}`,
          },
    consultation: { text: 'The consultation and its documents', href: paths.consultation({ reference }) },
    word: [
      {
        text: readOnly ? 'Download as a Word document' : 'Answer in Word: download the form, or bring it in',
        href: paths.bringIn({ id: draft.id }),
      },
      { text: 'Read or print the whole response', href: paths.responseForm({ id: draft.id }) },
    ],
  };
}

function crumbsOf({ enteredBySecas, organisation, consultation: { reference } }: Draft) {
  if (!enteredBySecas) return [{ text: 'Your responses', href: paths.responses() }, { text: reference }];
  return [
    { text: 'Desk', href: paths.desk() },
    { text: reference, href: paths.deskConsultation({ reference }) },
    { text: organisation.name },
  ];
}

/** What SECAS types counts from when it arrived, and is typed with the original in sight; a form in Word is read from it. */
function enteredNote(
  { id, enteredBySecas, arrivedAt, consultation: { reference } }: Draft,
  mail: ArrivedMail | undefined,
) {
  if (!enteredBySecas || !arrivedAt) return [];
  return [
    {
      title: `You are entering what reached SECAS at ${formatExact(arrivedAt)}`,
      text: 'It counts from then. Type what it says as it is written there.',
      link: mail
        ? mailBeside(reference, mail).link
        : { text: 'The original', href: paths.deskEnteredOriginal({ reference, response: id }) },
    },
  ];
}

/** Whether what is drafted has been submitted: a draft, however complete, is not a response. */
function standing(draft: Draft, [latest]: HistoryLine[]) {
  if (draft.discarded) {
    return { tag: { text: 'Discarded', tone: 'neutral' }, text: 'Put aside, and not to be submitted.' };
  }
  if (!latest) {
    return {
      tag: { text: 'Draft', tone: 'warn' },
      text: 'Not submitted yet. A draft, however complete, is not a response.',
    };
  }
  const { reference } = latest;
  const submission = {
    text: `See submission ${reference}`,
    href: paths.submission({ id: draft.id, reference }),
  };
  const submitted = `Received at ${receivedWords(latest.receivedAt, latest.standing)} as ${reference}`;
  const fate = fateOf(latest);
  const submittedTag = { text: latest.standing === 'late' ? 'Late, admitted' : 'Submitted', tone: 'good' };
  const tag = fate === 'counts' ? submittedTag : fateWords(fate, latest.standing);
  if (latest.withdrawn) {
    const text = `${submitted}, and withdrawn: nothing of this counts until you submit again.`;
    return { tag, text, submission };
  }
  if (draft.version !== draft.submittedVersion) {
    return {
      tag: { text: 'Changed since submitted', tone: 'warn' },
      text: `${submitted}. It has been changed since: the changes are not submitted.`,
      submission,
    };
  }
  return { tag, text: `${submitted}.`, submission };
}

/** What an external consultation must make plain (DOMAIN.md, The kinds of consultation). */
export function issuerNote({ consultation }: Pick<Draft, 'consultation'>) {
  if (consultation.kind !== 'external') return [];
  return [
    {
      title: `Answering here does not respond to ${consultation.issuedBy}`,
      text: `${consultation.issuedBy} collects formal responses itself. What you write here is for SECAS to collate for the Panel’s own response.`,
    },
  ];
}

const whoMaySubmit = (submitters: string[]): string =>
  submitters.length > 0
    ? `You may draft, but not submit. ${submitters.join(' or ')} may check and submit it.`
    : 'You may draft, but not submit, and nobody in your organisation may. Ask SECAS to let somebody submit.';
