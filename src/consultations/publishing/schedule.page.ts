import { formatDeadline, formatMoment } from '../../londonTime.js';
import type { Schedule } from './schedule.store.js';

/** What was set for a publication and whether it will happen, as views/partials/note. @param mark as it is written now */
export function scheduleNote({ publishAt, mark: checked, madeAt, madeBy, whyNot }: Schedule, mark: string) {
  const by = `${madeBy.name} set it at ${formatMoment(madeAt)}.`;
  const when = formatDeadline(publishAt);
  if (whyNot !== null) {
    return { warning: true, title: `It was not published at ${when}`, text: `${whyNot} ${by}` };
  }
  if (checked !== mark) {
    return {
      warning: true,
      title: `It will not be published at ${when}: it has been changed since it was checked`,
      text: `${by} Take it back, check what it says now, and publish it or set the time again.`,
    };
  }
  return {
    title: `It will be published at ${when}`,
    text: `${by} If anything is changed before then, it is not published, and everybody at SECAS is told.`,
  };
}
