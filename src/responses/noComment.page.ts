import { randomUUID } from 'node:crypto';
import { closesFor } from '../consultations/consultations.rules.js';
import type { Instant } from '../db/connection.js';
import type { Problem } from '../errors.js';
import { formatDeadline } from '../londonTime.js';
import { paths } from '../paths.js';
import { deadlineBlock } from './deadlineBlock.page.js';
import type { NilFacts } from './noComment.store.js';

/** One confirmation for each organisation that the viewer may submit for. */
export function noCommentPage(
  organisations: NilFacts[],
  now: Instant,
  problems: Problem[] = [],
  sent?: SentNil,
) {
  const { consultation, closesAt, ownExtension } = organisations[0]!;
  const deadline = closesFor(closesAt, ownExtension);
  const late = now.epochNanoseconds >= deadline.epochNanoseconds;
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
    errors: problems.map(({ field, text }) => ({ text, href: `#${field}` })),
    notes: late
      ? [
          {
            warning: true,
            title: `This consultation closed at ${formatDeadline(deadline)}`,
            text: 'What you send now is late: it is kept and held, and SECAS admits or refuses it.',
          },
        ]
      : [],
    forms: organisations.map((facts, index) =>
      form(facts, { index, several: organisations.length > 1, problems, late, sent }),
    ),
  };
}

/** What was ticked in a form that comes back. */
export interface SentNil {
  organisation: string;
  parties: string[];
}

interface Around {
  index: number;
  several: boolean;
  problems: Problem[];
  late: boolean;
  sent?: SentNil;
}

function form(facts: NilFacts, { index, several, problems, late, sent }: Around) {
  const kept = sent?.organisation === facts.organisation.id ? sent.parties : undefined;
  const taken = facts.parties.filter((party) => party.spokenForBy);
  const id = index === 0 ? 'parties' : `parties-of-${index + 1}`;
  const itself = {
    value: 'organisation',
    text: `${facts.organisation.name} itself`,
    hint: facts.organisationSpokenForBy ? `${facts.organisationSpokenForBy} speaks for it now` : undefined,
  };
  const parties = facts.parties.map((party) => ({
    value: party.id,
    text: party.name,
    hint: [party.category, ...(party.spokenForBy ? [`${party.spokenForBy} speaks for it now`] : [])].join(
      ' · ',
    ),
  }));
  const free = facts.parties.filter((party) => !party.spokenForBy).map((party) => party.id);
  return {
    key: randomUUID(),
    organisationId: facts.organisation.id,
    heading: several ? facts.organisation.name : undefined,
    parties: {
      name: 'parties',
      id,
      label: 'On whose behalf?',
      labelSize: 'm',
      error: index === 0 ? problems.find(({ field }) => field === 'parties')?.text : undefined,
      values: kept ?? (facts.parties.length > 0 ? free : ['organisation']),
      items: [...parties, itself],
    },
    takeOver:
      taken.length > 0 || facts.organisationSpokenForBy
        ? {
            name: 'takeOver',
            id: `takeOver-${index + 1}`,
            items: [
              {
                value: 'yes',
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
