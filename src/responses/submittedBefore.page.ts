import { formatExact } from '../londonTime.js';
import { paths } from '../paths.js';
import type { SubmitFacts } from './submit.store.js';

/**
 * Which receipt would be replaced if a draft were submitted now, or that nothing has changed since: also what somebody
 * needs whose reply was lost and who came back. Nothing when it was never submitted, was withdrawn, or cannot be any more.
 */
export function submittedBefore(
  draft: Pick<SubmitFacts, 'responseId' | 'version' | 'submittedVersion' | 'previous' | 'decided'>,
  late: boolean,
) {
  const { previous, submittedVersion, version, decided } = draft;
  if (!previous || submittedVersion === null || decided) return [];
  const { reference, receivedAt } = previous;
  const received = `${reference}, received at ${formatExact(receivedAt)}`;
  return [
    {
      text:
        submittedVersion === version
          ? `This is exactly what you submitted last: ${received}. Submitting again makes a new receipt for the same answers.`
          : late
            ? `You submitted this before: ${received}. If SECAS admits what you submit now, it takes the place of that.`
            : `You submitted this before: ${received}. What you submit now takes its place.`,
      link: {
        text: `See the receipt ${reference}`,
        href: paths.submission({ id: draft.responseId, reference }),
      },
    },
  ];
}
