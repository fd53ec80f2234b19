/**
 * Whether an error means that the database could not be asked or did not reply: no connection to be had, one that was
 * lost, a shut-down, a timeout or a deadlock. What was asked may have been done or not.
 */
export function isDatabaseAway(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const timedOut = code === '55P03' || code === '57014' || code === '40P01';
  // Errors of the network have names like ECONNREFUSED; 53300: too many connections.
  const lost = code.startsWith('08') || code.startsWith('57P') || code === '53300' || /^E[A-Z]+$/.test(code);
  return timedOut || lost || (code === '' && /terminated|timeout|closed/i.test(message));
}
