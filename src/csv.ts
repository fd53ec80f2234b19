/**
 * How every CSV file of the portal is written (RFC 4180): UTF-8 with a byte order mark and CRLF, which Excel opens
 * rightly; a cell with a line break of any kind in quotation marks, without which every reader but the most lenient
 * begins a row there; text that a spreadsheet would take for a formula, in headings too, after an apostrophe (OWASP, CSV
 * injection).
 */
export const CSV = {
  bom: true,
  escape_formulas: true,
  quote_record_delimiter: true,
  record_delimiter: 'windows',
} as const;
