import { createHash } from 'node:crypto';

/** Which form a file is: the consultation, the issue of its questions, and a check against typing and forging. */
export interface FormReference {
  consultation: string;
  issue: number;
  check: string;
}

const SHAPE = /^([A-Z0-9][A-Z0-9-]*)\/(\d{1,4})\/([0-9A-F]{8})$/;

/** The reference of the form of one issue, as it stands in the document: `SECMP0026-MRC/1/3F9A21C7`. */
export function formReference(consultation: string, issue: { id: string; number: number }): string {
  const check = createHash('sha256').update(`${consultation} ${issue.number} ${issue.id}`).digest('hex');
  return `${consultation}/${issue.number}/${check.slice(0, 8).toUpperCase()}`;
}

/** @returns undefined for what is no form's reference */
export function readReference(text: string): FormReference | undefined {
  const [, consultation, issue, check] = SHAPE.exec(text.trim().toUpperCase()) ?? [];
  return consultation && issue && check ? { consultation, issue: Number(issue), check } : undefined;
}
