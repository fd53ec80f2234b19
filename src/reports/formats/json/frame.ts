import type { Instant } from '../../../db/connection.js';
import { formatDeadline, formatExact } from '../../../londonTime.js';
import { paths } from '../../../paths.js';
import { numberText } from '../../editions/edition.rules.js';
import { chosenIn, type Tally } from '../../counting/tally.rules.js';
import type { Report } from '../../report.js';
import type { CoverageTold } from '../../telling/coverageTold.rules.js';
import { saidOf } from '../../words.js';
import type { FrameOfFile } from './reportFile.js';

/** An instant that was set, such as a deadline. */
const set = (at: Instant) => ({ utc: at.toString(), london: formatDeadline(at) });
/** An instant that happened. */
export const happened = (at: Instant) => ({ utc: at.toString(), london: formatExact(at) });

/** All of a report but its responses, field by field: what a report holds some day is not in the file by that alone. */
export function frameOf(report: Report): FrameOfFile {
  const { consultation, version, edition, counts, coverage, points } = report;
  return {
    format: 'consultation-report/1',
    schema: paths.reportSchema(),
    version,
    says: saidOf(report),
    publication:
      version === 'public' && edition
        ? {
            number: edition.number.major,
            publishedAt: happened(edition.frozenAt),
            note: edition.note,
          }
        : null,
    edition:
      edition && version !== 'public'
        ? {
            number: numberText(edition.number),
            frozenAt: happened(edition.frozenAt),
            changes: edition.changes.map(({ what, names, more }) => ({ what, names, more })),
          }
        : null,
    consultation: {
      reference: consultation.reference,
      title: consultation.title,
      kind: consultation.kind,
      issuedBy: consultation.issuedBy,
      modification: consultation.modification || null,
      audience: consultation.audience,
      documents: (report.documents ?? []).map(({ title }) => title),
      opensAt: set(consultation.opensAt),
      closesAt: set(consultation.closesAt),
      closedAt: report.closedAt && set(report.closedAt),
    },
    added: report.added.map(({ name, category, at, reason }) => ({
      name,
      category,
      at: happened(at),
      reason,
    })),
    questions: questionsOf(report),
    counts: {
      answered: counts.answered,
      nilReturns: counts.nilReturns,
      parties: counts.parties,
      by: counts.by,
    },
    coverage: coverageOf(coverage),
    tallies: report.tallies.map(tallyOf),
    lineComments: Object.entries(report.lineComments).flatMap(([question, lines]) =>
      Object.entries(lines).map(([line, comment]) => ({ question, line, comment })),
    ),
    points: points.map(
      ({ ask, line, summary, responses, names, reply, outcome, changed, published }, index) => ({
        number: index + 1,
        question: ask,
        line,
        summary,
        responses,
        names,
        reply,
        outcome,
        changed,
        published,
      }),
    ),
    didNotRespond: coverage.silent.map(({ category, parties }) => ({ category, parties })),
    notAdmitted: report.late.map(({ name, reference, receivedAt, deadline, how, outcome, reason }) => ({
      name,
      reference,
      receivedAt: receivedAt && happened(receivedAt),
      deadline: deadline && set(deadline),
      how,
      outcome,
      reason,
    })),
    roots: report.roots.map(rootOf),
  };
}

const rootOf = (root: Report['roots'][number]): FrameOfFile['roots'][number] => ({
  format: root.format,
  consultation: root.consultation,
  number: root.number,
  size: root.size,
  replaced: root.replaced,
  root: root.root,
  madeAt: root.madeAt,
  key: root.key,
  signature: root.signature,
  consistency: root.consistency,
});

const questionsOf = ({ questions, comments }: Report): FrameOfFile['questions'] =>
  questions.map((question, index) => ({
    number: index + 1,
    key: question.key,
    section: question.section,
    ask: question.ask,
    help: question.help ?? null,
    type: question.type,
    options: question.options ?? [],
    columns: question.columns ?? [],
    lines: question.lines ?? [],
    rows: (question.rows ?? []).map(({ key, text }) => ({ key, text })),
    withReasons: question.rationale ?? false,
    comment: comments[question.key] ?? null,
  }));

function coverageOf({ folded, states, categories, total }: CoverageTold): FrameOfFile['coverage'] {
  const standing = (counts: Record<string, number>) =>
    states.map((state) => ({ state, parties: counts[state] ?? 0 }));
  return {
    folded,
    categories: categories.map(({ category, eligible, counts }) => ({
      category,
      eligible,
      states: standing(counts),
    })),
    eligible: total.eligible,
    states: standing(total.counts),
  };
}

function tallyOf(tally: Tally): FrameOfFile['tallies'][number] {
  const options = chosenIn(tally);
  return {
    question: tally.question.key,
    counts: tally.counts.map(countOf),
    rows: tally.rows.map(({ label, chosen }) => ({
      row: label,
      chosen: options.map((option) => ({ option, responses: chosen[option] ?? 0 })),
    })),
    ranks: tally.ranks.map(({ ranked, mean, ...count }) => ({
      ...countOf(count),
      ranked,
      mean: mean ?? null,
    })),
    themes: (tally.themes ?? []).map(countOf),
  };
}

const countOf = ({ label, responses, parties, by, once }: Tally['counts'][number]) => ({
  label,
  responses,
  parties,
  by,
  once,
});
