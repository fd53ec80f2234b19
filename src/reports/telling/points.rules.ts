import { toldCount, type Outcome } from '../../collation/dispositions/points.rules.js';
import type { Point } from '../../collation/dispositions/points.store.js';
import type { RaisedBy } from '../../collation/dispositions/raised.store.js';
import type { Version } from '../access.rules.js';
import { NAMELESS, nameOf } from './redaction.rules.js';

/** A point with its reply, as the reader of a version may see it. */
export interface ToldPoint {
  /** missing, and the submissions below too: frozen before that was told */
  questionKey?: string | null;
  /** null: on the consultation as a whole */
  ask: string | null;
  line: string | null;
  summary: string;
  reply: string;
  outcome: Outcome | null;
  changed: string;
  /** how many responses raised it; null: not told */
  responses: number | null;
  /** of those who raised it */
  names: string[];
  /** the ids of the submissions that raised it and may be told of */
  submissions?: string[];
  published: boolean;
}

/**
 * A point as the reader of a version may see it. In the version for all nobody is named who raised it in confidence:
 * that would tell what they said; and they are counted as in public. Who withholds the name is told as in the rest of
 * the report, last and by receipt, so that the order gives nothing away. Who did so in an earlier version alone, and is
 * named in the report now, may have raised it there: neither a receipt nor an answer says who it was.
 */
export function tellPoint(
  point: Point,
  raisedBy: RaisedBy[],
  ask: string | null,
  version: Version,
): ToldPoint {
  const { questionKey, line, summary, reply, outcome, changed, raised } = point;
  const inFull = version === 'confidential';
  const told = raisedBy.filter(({ live, confidential }) => live && (inFull || !confidential));
  const isWithheld = ({ nameConfidential }: RaisedBy) => !inFull && nameConfidential;
  return {
    questionKey,
    ask,
    line,
    summary,
    reply,
    outcome,
    changed,
    responses: inFull ? raised.open + raised.confidential : toldCount(raised),
    names: [
      ...told.filter((one) => !isWithheld(one)).map(({ submission }) => submission.organisation),
      ...told
        .filter(isWithheld)
        .map(({ nameTold, submission }) => (nameTold ? NAMELESS : nameOf(submission.reference)))
        .toSorted(),
    ],
    submissions: told
      .filter((one) => !isWithheld(one) || !one.nameTold)
      .map(({ submission }) => submission.id),
    published: point.publishedVersion === point.version,
  };
}
