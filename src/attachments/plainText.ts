/** Bytes that Windows-1252 leaves undefined. */
const NOT_IN_WINDOWS_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/**
 * Follows a file chunk by chunk for as long as it is plain text: UTF-8 or Windows-1252, without control bytes other
 * than tabs, line ends and form feeds.
 */
export function plainText(): { goesOn(chunk: Buffer): boolean; ends(): boolean } {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let utf8 = true;
  let windows1252 = true;

  const decodes = (chunk?: Buffer): boolean => {
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
      return true;
    } catch {
      return false;
    }
  };
  return {
    goesOn: (chunk) => {
      for (const byte of chunk) {
        if ((byte < 0x20 && (byte < 0x09 || byte > 0x0d)) || byte === 0x7f) return false;
        if (byte > 0x7f && NOT_IN_WINDOWS_1252.has(byte)) windows1252 = false;
      }
      utf8 &&= decodes(chunk);
      return utf8 || windows1252;
    },
    ends: () => windows1252 || (utf8 && decodes()),
  };
}
