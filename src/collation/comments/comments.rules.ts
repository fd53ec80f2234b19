/** The longest comment of SECAS, in characters: it stands in a cell of the report. */
export const LONGEST_COMMENT = 20_000;

/** What of a place's comments is told: the one that stands, and the earlier ones that are kept. */
export interface CommentHistory<One> {
  /** undefined: there was none, or it was removed */
  standing: One | undefined;
  earlier: One[];
}

/** Sorts comments into their places; `''` is the whole response. @param comments the newest first */
export function byPlace<One extends { questionKey: string | null; removed: boolean }>(
  comments: One[],
): Map<string, CommentHistory<One>> {
  const places = new Map<string, CommentHistory<One>>();
  for (const comment of comments) {
    const key = comment.questionKey ?? '';
    const place = places.get(key);
    if (place) place.earlier.push(comment);
    else if (comment.removed) places.set(key, { standing: undefined, earlier: [comment] });
    else places.set(key, { standing: comment, earlier: [] });
  }
  return places;
}
