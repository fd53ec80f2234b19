import { counted } from '../../counted.js';
import { paths } from '../../paths.js';
import { placeOf } from '../place.js';
import type { Question } from '../../consultations/questions.js';
import type { AlikePassage } from './alike.store.js';
import type { Theme } from './themes.store.js';

/** Sentences that read like what is coded with a theme, each to be taken or dismissed. */
export function alikePage(
  consultation: { reference: string; title: string },
  question: Question,
  theme: Theme,
  found: AlikePassage[],
  { more, waiting, comparing }: { more: boolean; waiting: number; comparing: boolean },
) {
  const { reference } = consultation;
  const address = { reference, question: question.key };
  const place = placeOf(consultation, 'themes', 'Passages that read alike');
  const action = paths.deskAlike({ ...address, theme: theme.id });
  return {
    ...place,
    breadcrumbs: [
      ...place.breadcrumbs.slice(0, -1),
      { text: question.ask, href: paths.deskFrame(address) },
      { text: theme.name, href: paths.deskTheme({ ...address, theme: theme.id }) },
      { text: 'Passages that read alike' },
    ],
    title: `${reference}: passages like “${theme.name}”`,
    heading: {
      text: 'Passages that read alike',
      caption: theme.name,
      lead: 'Sentences of other responses that share many of their words with one that is coded with this theme. The portal only compares words: whether it belongs is yours to say.',
    },
    found: found.map(({ submission, passage, words, confidential, nameConfidential, like, likeOf }) => ({
      respondent: {
        text: submission.organisation,
        href: `${paths.deskSubmission({ reference, submission: submission.id })}#answer-${question.key}`,
      },
      tags: [
        ...(confidential ? [{ text: 'Confidential', tone: 'warn' }] : []),
        ...(nameConfidential ? [{ text: 'Name confidential', tone: 'warn' }] : []),
      ],
      words,
      like,
      likeOf,
      form: {
        action,
        hidden: {
          submission: submission.id,
          part: passage.part,
          starts: String(passage.starts),
          ends: String(passage.ends),
        },
        buttons: [
          {
            text: 'It belongs',
            hidden: `to “${theme.name}”: ${submission.organisation}`,
            kind: 'secondary',
            name: 'step',
            value: 'accept',
          },
          {
            text: 'Dismiss',
            hidden: `the passage of ${submission.organisation}`,
            kind: 'link',
            name: 'step',
            value: 'dismiss',
          },
        ],
      },
    })),
    more: more ? 'There are more: take or dismiss some of these to see them.' : undefined,
    // Those that were found before stay where they are while they are read.
    comparing: comparing && {
      text: 'The responses are being compared with what is coded now.',
      more: found.length > 0 ? 'Load the page again to see whether there is more.' : undefined,
    },
    waiting:
      waiting > 0
        ? `${counted(waiting, 'response')} that arrived just now ${waiting === 1 ? 'is' : 'are'} not compared yet: load the page again in a minute.`
        : undefined,
    empty: {
      title: 'Nothing reads alike',
      text: 'What is coded with this theme is compared with every response that counts. Come back when more is coded, or more has arrived.',
      action: { text: 'Back to the theme', href: paths.deskTheme({ ...address, theme: theme.id }) },
    },
  };
}
