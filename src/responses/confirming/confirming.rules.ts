import { Temporal } from 'temporal-polyfill';
import { formatMoment } from '../../londonTime.js';

/** What an organisation says of what SECAS typed for it. Instants in ISO 8601. */
export interface Transcription {
  /** the names of those who were asked by mail; none: nobody could submit for the organisation */
  asked: string[];
  confirmed: { by: string; at: string } | null;
  /** what was said to be wrong last */
  wrong: { by: string; at: string; text: string } | null;
}

type Reviewed = 'confirmed' | 'wrong' | 'asked' | 'nobody to ask';

export function reviewOf({ asked, confirmed, wrong }: Transcription): Reviewed {
  if (confirmed) return 'confirmed';
  if (wrong) return 'wrong';
  return asked.length > 0 ? 'asked' : 'nobody to ask';
}

const NOT_CONFIRMED: Record<Exclude<Reviewed, 'confirmed'>, string> = {
  asked: 'not confirmed',
  wrong: 'not confirmed: the organisation says that it is not as it was sent',
  'nobody to ask': 'not confirmed: nobody could be asked',
};

/** Completes "Entered by SECAS, …": whether its organisation has confirmed it, who, and when. */
export function confirmationWords(transcription: Transcription): string {
  const { confirmed } = transcription;
  if (confirmed)
    return `confirmed by ${confirmed.by} at ${formatMoment(Temporal.Instant.from(confirmed.at))}`;
  return NOT_CONFIRMED[reviewOf(transcription) as Exclude<Reviewed, 'confirmed'>];
}

/** `entered by SECAS, not confirmed`; '' for what came through the form. */
export const enteredWords = (transcription: Transcription | null): string =>
  transcription ? `entered by SECAS, ${confirmationWords(transcription)}` : '';
