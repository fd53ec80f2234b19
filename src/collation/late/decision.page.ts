import type { Consultation } from '../../consultations/consultations.store.js';
import type { Problem } from '../../errors.js';
import { formatDeadline, formatExact, formatMoment, formatTimeLeft } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { formProblems } from '../../http/formProblems.js';
import { effectOfAdmitting, needsDecision, referencesOf, type Effect } from './decision.rules.js';
import type { LateSubmission } from './decision.store.js';
import { placeOf } from '../place.js';

export interface DecisionForm {
  decision: 'admit' | 'refuse' | '';
  reason: string;
  /** the references whose place it is to take, as they were confirmed */
  takeOver: string[];
}

/** A late submission with its times side by side, what admitting it does, and the decision on it. */
export function lateDecisionPage(
  consultation: Consultation,
  late: LateSubmission,
  form: DecisionForm,
  problems: Problem[] = [],
) {
  const { reference } = consultation;
  const { errors, of } = formProblems(problems);
  const submission = paths.deskSubmission({ reference, submission: late.id });
  const effect = effectOfAdmitting(late);
  const open = late.decision === null && needsDecision(late);
  return {
    ...placeOf(consultation, 'responses', late.organisation.name),
    title: `Decide on ${late.reference}`,
    errors,
    heading: {
      text:
        late.standing === 'late'
          ? 'Admit or refuse a late response'
          : 'Admit or refuse a response that met the closure',
      caption: `${reference} · ${consultation.title}`,
    },
    facts: facts(late, submission),
    effects: open
      ? { title: 'If you admit it', list: [...effectLines(late, effect), ...packLines(consultation, effect)] }
      : undefined,
    decided: late.decision
      ? {
          title: late.decision.admitted ? 'It has been admitted' : 'It has been refused',
          paragraphs: [
            late.decision.reason,
            `${late.decision.decidedBy.name} decided this at ${formatMoment(late.decision.decidedAt)}, and the respondent has been told. A decision is not changed.`,
          ],
          link: { text: 'Read the response', href: submission },
        }
      : undefined,
    nothing: late.decision || open ? undefined : nothingToDecide(late),
    form: open ? decisionFields(reference, late, effect, form, of) : undefined,
    back: submission,
  };
}

function facts(late: LateSubmission, submission: string) {
  const { receivedAt, recordedAt, deadline, standing } = late;
  return [
    { key: 'Response', value: late.reference, href: submission, note: late.organisation.name },
    { key: 'Deadline', value: formatDeadline(deadline), time: deadline.toString() },
    {
      key: 'Arrived',
      value: formatExact(receivedAt),
      time: receivedAt.toString(),
      note: standing === 'late' ? `${formatTimeLeft(deadline, receivedAt)} after the deadline` : 'In time',
    },
    ...(standing === 'late' && !late.enteredBySecas
      ? []
      : [
          {
            key: late.enteredBySecas ? 'Entered by SECAS' : 'Recorded',
            value: formatExact(recordedAt),
            time: recordedAt.toString(),
            note: standing === 'after closure' ? 'After the closure had been written' : undefined,
          },
        ]),
    { key: late.enteredBySecas ? 'Entered by' : 'Submitted by', value: late.submitter.name },
    { key: 'On behalf of', lines: late.named.map(({ name }) => name) },
  ];
}

function effectLines(late: LateSubmission, effect: Effect): string[] {
  if (!effect.becomesLive) {
    return [
      `A newer version of the same response, ${late.newer?.reference}, counts already. Admitting this one is kept on the record and changes nothing else.`,
    ];
  }
  const takesOver = effect.takesOver.map(
    ({ name, spokenFor }) =>
      `${name}: ${spokenFor!.reference} of ${spokenFor!.organisation} speaks for it now, and this one takes its place.`,
  );
  const replaces = effect.replaces.map(
    ({ name, spokenFor }) =>
      `${name}: the earlier version ${spokenFor!.reference} counts now, and this one takes its place.`,
  );
  const free = late.named
    .filter((one) => one.spokenFor === null)
    .map(({ name }) => `${name} counts as having responded.`);
  const dropped = effect.dropped.map(
    (name) => `${name}: it is not named any more, so nobody will speak for it.`,
  );
  return [...free, ...replaces, ...takesOver, ...dropped];
}

/** What others have read already changes. */
const packLines = ({ closed }: Consultation, { becomesLive }: Effect): string[] =>
  closed && becomesLive
    ? ['The consultation is closed: the report changes, and the pack gets a new version.']
    : [];

function nothingToDecide({ withdrawn }: LateSubmission) {
  return {
    text: withdrawn
      ? 'It has been withdrawn, so there is nothing to decide.'
      : 'It arrived in time, so there is nothing to decide.',
  };
}

function decisionFields(
  reference: string,
  late: LateSubmission,
  effect: Effect,
  form: DecisionForm,
  of: (field: string) => string | undefined,
) {
  return {
    action: paths.deskLateDecision({ reference, submission: late.id }),
    decision: {
      name: 'decision',
      label: 'Your decision',
      labelSize: 'm',
      value: form.decision,
      error: of('decision'),
      items: [
        { value: 'admit', text: 'Admit it', hint: 'It counts, and the report says that it was late.' },
        { value: 'refuse', text: 'Refuse it', hint: 'It is kept, and listed apart with the late ones.' },
      ],
    },
    takeOver:
      effect.takesOver.length > 0
        ? {
            name: 'takeOver',
            label: 'If you admit it, it takes over from another response',
            labelSize: 's',
            error: of('takeOver'),
            values: [form.takeOver.join(' ')],
            items: [
              {
                value: referencesOf(effect.takesOver).join(' '),
                text: 'Yes, it is to take the place of what speaks for them now',
              },
            ],
          }
        : undefined,
    reason: {
      name: 'reason',
      label: 'Reason',
      labelSize: 'm',
      rows: 4,
      hint: 'Kept with your name, and told to the respondent by mail. It cannot be changed afterwards.',
      value: form.reason,
      error: of('reason'),
    },
  };
}
