const UNITS = ['bytes', 'KB', 'MB', 'GB'];

/**
 * A size as people read it, in steps of 1,024: `812 bytes`, `14 KB`, `1.2 MB`. This module is also served to the
 * browser.
 */
export function formatBytes(bytes: number): string {
  const step = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), UNITS.length - 1);
  const value = bytes / 1024 ** step;
  const shown = value >= 10 || Number.isInteger(value) ? Math.round(value).toString() : value.toFixed(1);
  return `${shown} ${bytes === 1 ? 'byte' : UNITS[step]}`;
}
