import { counted } from '../../counted.js';
import type { Problem } from '../../errors.js';
import { paths } from '../../paths.js';
import { FEW } from '../telling/publicVersion.rules.js';
import type { Place, Removed, StillThere } from './findings.rules.js';
import type { PreviewRead } from './preview.js';

/** Something to look at before publishing. */
interface Finding {
  title: string;
  text: string;
  /** each with the way to where it is put right */
  items: { text: string; quote?: string; href?: string }[];
  /** how many more there are */
  more?: string;
}

const SHOWN = 30;

/** What stands in the way of publishing, and what has to be looked at. @param isPublic it is what is public already */
export function findingsOf(reference: string, read: PreviewRead, isPublic: boolean) {
  const { undecided } = read;
  return {
    blocking:
      undecided.length > 0
        ? {
            title: 'It cannot be published yet: an organisation has submitted again since you redacted',
            text: 'Decide on the redactions of the earlier version, so that nothing is published that you had left out.',
            items: undecided.map(({ id, organisation, count }) => ({
              text: `${organisation}: ${counted(count, 'redaction')}`,
              href: paths.deskRedactions({ reference, submission: id }),
            })),
          }
        : undefined,
    findings: [
      ...standingElsewhere(reference, read.still, isPublic),
      ...filesToLookAt(reference, read),
      ...undone(reference, read),
    ],
  };
}

/** Whether there is anything that has to be looked at first. */
export const isAnythingFound = (reference: string, read: PreviewRead | undefined): boolean =>
  read !== undefined && findingsOf(reference, read, false).findings.length > 0;

/** Of who has not said that they looked. */
export const LOOK_FIRST: Problem = {
  field: 'looked',
  text: 'Look at what was found, and say that you have',
};

function standingElsewhere(reference: string, still: StillThere[], isPublic: boolean): Finding[] {
  if (still.length === 0) return [];
  return [
    shown({
      title: `What was left out still stands in ${counted(still.length, 'other place', 'other places')}`,
      text: `These words were redacted, or give away a name that is withheld, and ${isPublic ? 'are public' : 'would be published'} all the same. Redact them there too, or leave them if they say something else there.`,
      items: still.map(({ needle, place }) => ({
        quote: needle.words.length > 160 ? `${needle.words.slice(0, 160)}…` : needle.words,
        text: `${FROM[needle.of.covers]} ${needle.of.organisation}; it stands in: ${[place.respondent, place.where].filter(Boolean).join(', ')}`,
        href: wayTo(reference, place),
      })),
    }),
  ];
}

const FROM: Record<Removed['covers'], string> = {
  passage: 'Redacted in the response of',
  answer: 'From an answer that is redacted, of',
  file: 'From a file that is redacted, of',
  'file name': 'From the name of a file that is redacted, of',
  name: 'A withheld name, of',
};

function wayTo(reference: string, { submission, question, file }: Place): string | undefined {
  if (!submission) return undefined;
  const page = paths.deskRedactions({ reference, submission });
  if (file) return `${page}#file-${file}`;
  return question ? `${page}#answer-${question}` : page;
}

function filesToLookAt(reference: string, { unreadable }: PreviewRead): Finding[] {
  if (unreadable.length === 0) return [];
  return [
    shown({
      title: `${counted(unreadable.length, 'file')} that the portal could not look through`,
      text:
        unreadable.length === 1
          ? 'Its text is not known, or not yet: what was left out may stand in it. Open it, and redact it if it should not be public.'
          : 'Their text is not known, or not yet: what was left out may stand in them. Open each, and redact those that should not be public.',
      items: unreadable.map(({ respondent, name, ...place }) => ({
        text: `${respondent}: ${name}`,
        href: wayTo(reference, { respondent, ...place }),
      })),
    }),
  ];
}

function undone(reference: string, { undone: left }: PreviewRead): Finding[] {
  const responses = { text: 'The responses', href: paths.deskResponses({ reference }) };
  const found: (Finding | false)[] = [
    left.nameless > 0 &&
      left.unnamed < FEW && {
        title: 'A withheld name could be worked out',
        text: `Of the organisations that were asked, all but ${left.unnamed} are named among the respondents. Whoever knows who was asked can tell who it is. Ask the respondent, or redact its answers.`,
        items: [],
      },
    left.unread > 0 && {
      title: `${counted(left.unread, 'response')} that nobody has marked as read`,
      text: `Read ${left.unread === 1 ? 'it' : 'them'}: a respondent may have written something that should not be public.`,
      items: [responses],
    },
    left.undecided > 0 && {
      title: `${counted(left.undecided, 'late response')} without a decision`,
      text: `${left.undecided === 1 ? 'It is not published until it is' : 'They are not published until they are'} admitted and you publish a new version.`,
      items: [responses],
    },
    left.waiting > 0 && {
      title: `${counted(left.waiting, 'file')} waiting for the virus scan`,
      text:
        left.waiting === 1
          ? 'It is left out of this version. Publish a little later to have it in it.'
          : 'They are left out of this version. Publish a little later to have them in it.',
      items: [],
    },
  ];
  return found.filter((one) => one !== false);
}

const shown = (finding: Finding): Finding => ({
  ...finding,
  items: finding.items.slice(0, SHOWN),
  more:
    finding.items.length > SHOWN
      ? `And ${finding.items.length - SHOWN} more: deal with these first, then look again.`
      : undefined,
});

/** What was found to be told, and left out, in figures. */
export function statsOf({ counts, removed }: PreviewRead) {
  const redacted = (covers: string) => removed.filter((one) => one.live && one.covers === covers).length;
  return [
    { label: 'Responses', value: counts.responses },
    { label: 'Names withheld', value: counts.names },
    { label: 'Confidential answers', value: counts.confidential, note: 'left out' },
    { label: 'Redacted passages', value: redacted('passage') },
    { label: 'Redacted answers', value: redacted('answer') },
    { label: 'Files left out', value: counts.files, note: 'confidential, redacted or not scanned' },
  ];
}
