import { randomUUID } from 'node:crypto';
import { closesFor } from '../consultations/consultations.rules.js';
import type { Instant } from '../db/connection.js';
import type { Problem } from '../errors.js';
import { formatDeadline } from '../londonTime.js';
import { paths } from '../paths.js';
import { countsFrom, type SentBefore } from './check.page.js';
import { deadlineBlock } from './deadlineBlock.page.js';
import type { NilFacts } from './noComment.store.js';
import { nothingTaken } from './submissions.rules.js';
import { speaksForItNow, type SpokenFor } from './spokenFor.js';

/** One confirmation for each organisation that the viewer may submit for. */
export function noCommentPage(organisations: NilFacts[], shown: NilShown) {
  const { now, problems = [], conflict, mustConfirm } = shown;
  const { consultation, closesAt, ownExtension, decided } = organisations[0]!;
  const deadline = closesFor(closesAt, ownExtension);
  const sentIndex = organisations.findIndex(
    ({ organisation }) => organisation.id === shown.sent?.organisation,
  );
  const late = (shown.again?.first ?? now).epochNanoseconds >= deadline.epochNanoseconds;
  return {
    title: 'No comment',
    heading: {
      text: 'Answer “no comment”',
      caption: `${consultation.reference} · ${consultation.title}`,
      lead: 'SECAS and the Panel see that you have read this consultation and have nothing to say. That differs from silence.',
    },
    breadcrumbs: [
      { text: 'Consultations', href: paths.front() },
      { text: consultation.reference, href: paths.consultation({ reference: consultation.reference }) },
      { text: 'No comment' },
    ],
    action: paths.noComment({ reference: consultation.reference }),
    deadline: deadlineBlock(organisations[0]!, now),
    errors: [
      ...(conflict ? [{ text: conflict, href: mustConfirm ? `#${takeOverId(sentIndex)}` : undefined }] : []),
      ...problems.map(({ field, text }) => ({ text, href: `#${field}` })),
    ],
    notes: [
      ...(decided ? [{ text: nothingTaken(organisations[0]!) }] : []),
      ...organisations
        .filter(({ approver }) => !mayAnswer(approver, shown))
        .map(({ organisation, approver }) => ({
          text: `${approver?.name} has to approve what ${organisation.name} submits: ask them to answer “no comment”.`,
        })),
      ...(shown.again ? [countsFrom(shown.again)] : []),
      ...(late && !decided
        ? [
            {
              warning: true,
              title: `This consultation closed at ${formatDeadline(deadline)}`,
              text: 'What you send now is late: it is kept and held, and SECAS admits or refuses it.',
            },
          ]
        : []),
    ],
    forms: (decided ? [] : organisations)
      .filter(({ approver }) => mayAnswer(approver, shown))
      .map((facts, index) => form(facts, { ...shown, index, several: organisations.length > 1, late })),
  };
}

/** What a form that comes back is shown with. */
export interface NilShown {
  now: Instant;
  viewerId: string;
  problems?: Problem[];
  /** something else stands in the way */
  conflict?: string;
  /** that it takes the place of other submissions was not confirmed */
  mustConfirm?: boolean;
  /** what was ticked */
  sent?: { organisation: string; parties: string[] };
  again?: SentBefore;
}

/** Answering is one confirmation, so that only who has to approve it can give it. */
const mayAnswer = (approver: NilFacts['approver'], { viewerId }: NilShown): boolean =>
  !approver || approver.id === viewerId;

interface Around extends NilShown {
  index: number;
  several: boolean;
  late: boolean;
}

const takeOverId = (index: number): string => `takeOver-${index + 1}`;

function form(facts: NilFacts, { index, several, problems = [], mustConfirm, late, sent, again }: Around) {
  const isSent = sent?.organisation === facts.organisation.id;
  const kept = isSent ? sent.parties : undefined;
  const taken = referencesThatSpeak(facts);
  const id = index === 0 ? 'parties' : `parties-of-${index + 1}`;
  const itself = {
    value: 'organisation',
    text: `${facts.organisation.name} itself`,
    hint: stands(facts.itself, facts.itselfDraftBy).join(' · ') || undefined,
  };
  const parties = facts.parties.map((party) => ({
    value: party.id,
    text: party.name,
    hint: [party.category, ...stands(party.spokenFor, party.draftBy)].join(' · '),
  }));
  const free = facts.parties.filter((party) => !party.spokenFor && !party.draftBy).map((party) => party.id);
  return {
    key: (isSent && again?.key) || randomUUID(),
    proof: isSent ? again?.proof : undefined,
    organisationId: facts.organisation.id,
    heading: several ? facts.organisation.name : undefined,
    parties: {
      name: 'parties',
      id,
      label: 'On whose behalf?',
      labelSize: 'm',
      error: index === 0 ? problems.find(({ field }) => field === 'parties')?.text : undefined,
      values: kept ?? (facts.parties.length > 0 ? free : facts.itselfDraftBy ? [] : ['organisation']),
      items: [...parties, itself],
    },
    takeOver:
      taken.length > 0
        ? {
            name: 'takeOver',
            id: takeOverId(index),
            error: isSent && mustConfirm ? 'Confirm that “no comment” takes over' : undefined,
            items: [
              {
                value: taken.join(' '),
                text: '“No comment” takes the place of what was submitted before for those that I tick',
              },
            ],
          }
        : undefined,
    buttons: [
      { text: late ? 'Send “no comment” late' : 'Confirm “no comment”' },
      { text: 'Cancel', kind: 'link', href: paths.consultation({ reference: facts.consultation.reference }) },
    ],
  };
}

/** What stands for a Party, or is being written for it: such a one is not ticked beforehand. */
const stands = (spokenFor: SpokenFor | null, draftBy: string | null): string[] => [
  ...(spokenFor ? [speaksForItNow(spokenFor)] : []),
  ...(draftBy ? [`has a draft, begun by ${draftBy}`] : []),
];

/** The references that speak now for the Parties, or for the organisation itself. */
const referencesThatSpeak = ({ parties, itself }: NilFacts): string[] => [
  ...new Set([...parties.map(({ spokenFor }) => spokenFor), itself].flatMap((one) => one?.reference ?? [])),
];
