/** A claimed mail is nobody else's for so long: a worker killed with it in hand delays it by less than 30 s. */
export const CLAIM_SECONDS = 22;

/** Sending is given up before the claim ends, so that no second worker sends beside the first. */
export const SEND_MS = 18_000;

/** Mail that failed so often is listed for SECAS; it is still tried. */
export const TROUBLED_AFTER = 5;

/**
 * Seconds until the next try after so many failed ones: 5, 10, 20 … up to 15 minutes. A code is waited for and lives
 * 20 minutes, so its tries are never more than 15 seconds apart.
 */
export function secondsUntilNextTry(attempts: number, isCode: boolean): number {
  const longest = isCode ? 15 : 15 * 60;
  return Math.min(5 * 2 ** (Math.max(attempts, 1) - 1), longest);
}
