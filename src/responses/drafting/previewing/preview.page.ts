import { Temporal } from 'temporal-polyfill';
import type { Consultation } from '../../../consultations/consultations.store.js';
import { asksSomething, sectionsOf, type Question, type Section } from '../../../consultations/questions.js';
import { counted } from '../../../counted.js';
import type { Instant } from '../../../db/connection.js';
import { paths } from '../../../paths.js';
import { askedIn, sectionAfter } from '../draft.rules.js';
import type { Draft, DraftContent } from '../drafts.store.js';
import { sectionPage, type AfterSaving } from '../section.page.js';
import { chosenIn, type Chosen } from './chosen.rules.js';

/** A consultation whose form is looked at, and what has been chosen in it so far. */
export interface Previewed {
  consultation: Consultation;
  questions: Question[];
  /** the answers that decide what is asked, and on a section what was typed in it */
  content: DraftContent;
  now: Instant;
}

const BANNER = {
  warning: true,
  title: 'Preview: nothing is saved',
  text: 'This is the form as a respondent sees it. You can fill it in and press its buttons; nothing of it is kept, and nobody is told.',
};

/** The parts of the form, as a respondent goes through them. */
export function previewPage({ consultation, questions, content }: Previewed, ended: boolean) {
  const { reference, title, publishedAt } = consultation;
  const chosen = chosenIn(questions, content.answers);
  return {
    title: 'Preview of the form',
    caption: `${reference} · ${title}`,
    breadcrumbs: [
      { text: 'Desk', href: paths.desk() },
      { text: reference, href: paths.deskConsultation({ reference }) },
      { text: 'Preview' },
    ],
    banner: BANNER,
    ended: ended
      ? {
          title: 'That was the last part',
          text: 'A respondent now reads all answers on one page, is told what is missing, and submits them there.',
        }
      : undefined,
    empty:
      questions.length === 0
        ? {
            title: 'No questions yet',
            text: 'Add some, then see here how they are asked.',
            action: { text: 'Questions', href: paths.deskQuestions({ reference }) },
          }
        : undefined,
    tasks: sectionsOf(questions).map((section) => {
      const asked = askedIn(section, questions, content);
      return {
        text: section.title,
        href: addressOf(reference, section, chosen),
        status: { text: askedWords(asked), tone: 'plain' },
      };
    }),
    again:
      chosen.length > 0
        ? { text: 'Begin again, with nothing chosen', href: paths.deskPreview({ reference }) }
        : undefined,
    forms: [
      { text: 'The blank form to read or print', href: paths.deskPreviewForm({ reference }) },
      { text: 'The blank form in Word', href: paths.deskPreviewWordForm({ reference }) },
    ],
    questions: {
      text: publishedAt ? 'Questions' : 'Change the questions',
      href: paths.deskQuestions({ reference }),
    },
  };
}

function askedWords(shown: Question[]): string {
  if (shown.length === 0) return 'Asked only after another answer';
  const asked = shown.filter(asksSomething).length;
  return asked > 0 ? counted(asked, 'question') : 'To be read';
}

/** A section as a respondent sees it, with its buttons leading on within the preview. */
export function previewedSection(
  previewed: Previewed,
  section: Section,
  viewerId: string,
  after: Partial<AfterSaving> & { told?: string } = {},
) {
  const { consultation, questions, content, now } = previewed;
  const { reference, closesAt } = consultation;
  const chosen = chosenIn(questions, content.answers);
  const draft = draftOf(previewed);
  const page = sectionPage({ draft, section, content, now, viewerId }, after);
  const whole = previewAddress(reference, chosen);
  return {
    ...page,
    breadcrumbs: [
      { text: 'Desk', href: paths.desk() },
      { text: reference, href: paths.deskConsultation({ reference }) },
      { text: 'Preview', href: whole },
      { text: section.title },
    ],
    preview: {
      banner: { ...BANNER, links: alsoAsked(previewed, section, chosen) },
      told: after.told ? { text: after.told } : undefined,
    },
    deadline: closesAt
      ? page.deadline
      : { label: 'Closes', when: 'No deadline yet', state: 'announced', slim: true },
    note: after.judged
      ? { text: 'A respondent can put this right now, or continue and do it before submitting.' }
      : page.note,
    action: addressOf(reference, section, chosen),
    together: undefined,
    signIn: paths.signIn(),
    response: whole,
    questions: page.questions.map((question) => ({
      ...question,
      saveTo: undefined,
      versions: undefined,
      lastChanged: undefined,
    })),
    buttons: page.buttons.map((button) =>
      'href' in button ? { ...button, href: nextOf(previewed, section) } : button,
    ),
  };
}

/** Where "Save and continue" leads: to the next section that is asked, or back to the list after the last. */
export function nextOf({ consultation, questions, content }: Previewed, section: Section): string {
  const { reference } = consultation;
  const chosen = chosenIn(questions, content.answers);
  const next = sectionAfter(section, questions, content);
  return next ? addressOf(reference, next, chosen) : previewAddress(reference, chosen, { ended: 'yes' });
}

/** Questions of this section that wait for an answer given elsewhere: each condition once, as a way to see them. */
function alsoAsked({ consultation, questions, content }: Previewed, section: Section, chosen: Chosen) {
  const asked = askedIn(section, questions, content);
  const waiting = section.questions.flatMap((question) => {
    const { showWhen } = question;
    const elsewhere = !section.questions.some(({ key }) => key === showWhen?.question);
    return showWhen && elsewhere && !asked.includes(question) ? [showWhen] : [];
  });
  const each = new Map(waiting.map((when) => [`${when.question} ${when.is}`, when]));
  const links = [...each.values()].map(({ question, is }) => {
    const on = questions.find(({ key }) => key === question);
    const place = (on?.options ?? []).indexOf(is) + 1;
    const others =
      on?.type === 'multiple-choice' ? chosen : chosen.filter((one) => !one.startsWith(`${question}.`));
    return {
      text: `See what is asked here when “${on?.ask ?? ''}” is answered “${is}”`,
      href: addressOf(consultation.reference, section, [...others, `${question}.${place}`]),
    };
  });
  return links.length > 0 ? links : undefined;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** What a respondent who has just begun would have. It is in no table. */
function draftOf({ consultation, questions, now }: Previewed): Draft {
  const { id, reference, title, kind, issuedBy, opensAt, closesAt } = consultation;
  return {
    id: NOBODY,
    organisation: { id: NOBODY, name: 'your organisation' },
    version: 1,
    submittedVersion: null,
    savedAt: now,
    forOrganisation: false,
    partyNames: ['your Party'],
    confidential: false,
    confidentialReason: '',
    nameConfidential: false,
    nameConfidentialReason: '',
    enteredBySecas: false,
    arrivedAt: null,
    consultation: { id, reference, title, kind, issuedBy },
    opensAt: opensAt && Temporal.Instant.compare(opensAt, now) < 0 ? opensAt : now,
    closesAt: closesAt ?? now.add({ hours: 24 * 30 }),
    ownExtension: null,
    decided: false,
    withdrawnAt: null,
    discarded: null,
    signOff: null,
    instruction: null,
    whyNot: null,
    questions,
    laterIssues: [],
  };
}

const withQuery = (url: string, chosen: Chosen, more: Record<string, string> = {}): string => {
  const query = new URLSearchParams([...chosen.map((one) => ['chosen', one]), ...Object.entries(more)]);
  return query.size > 0 ? `${url}?${query.toString()}` : url;
};

export const previewAddress = (reference: string, chosen: Chosen, more?: Record<string, string>): string =>
  withQuery(paths.deskPreview({ reference }), chosen, more);

const addressOf = (reference: string, section: Section, chosen: Chosen): string =>
  withQuery(paths.deskPreviewSection({ reference, section: section.slug }), chosen);
