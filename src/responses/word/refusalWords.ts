import type { Refusal } from './wordFile.js';
import type { WrongForm } from './readAgainst.js';

const AGAIN = 'Download the form again and copy your answers into it';

const REFUSALS: Record<Refusal, string> = {
  protected:
    'is protected by a password, so its answers cannot be read. Open it, take the password off (File, Info, Protect Document), save it, then choose it again',
  'old word': 'is in the old Word format. Open it, save it as a Word document (.docx), then choose that file',
  damaged:
    'is damaged or was cut short, so it cannot be read. Open it in Word or LibreOffice, save it again as .docx, then choose that file',
  macros:
    'contains macros, which the portal does not take. Save it as a Word document without macros (.docx)',
  'another type':
    'is not a Word document. Choose the form that you downloaded here, saved as .docx after editing it',
  'too large inside': `holds far more than a form does, so it was not read. ${AGAIN}, without what else was pasted`,
  'no form': `is a Word document, but not a response form of this portal. ${AGAIN}`,
};

/** Why a file cannot be read, and what to do about it. @param name as the file was called */
export const refusalWords = (name: string, why: Refusal): string => `“${name}” ${REFUSALS[why]}`;

/** Why a form is not the one that belongs here, and what to do about it. */
export function wrongFormWords(
  name: string,
  which: WrongForm,
  here: { consultation: string; issue: number; note: string | null },
): string {
  switch (which.is) {
    case 'no form':
      return refusalWords(name, 'no form');
    case 'several forms':
      return `“${name}” bears the references of several forms (${which.references.map(short).join(', ')}), so nobody can tell which it is. ${AGAIN}`;
    case 'another consultation':
      return `“${name}” is the form of ${short(which.consultation)}, and this is a response to ${here.consultation}. Bring it in at your response to ${short(which.consultation)}, or choose the other file`;
    case 'another issue':
      return `“${name}” is of issue ${which.issue} of the questions, which were corrected since: issue ${here.issue} holds now${here.note ? ` (${here.note})` : ''}. ${AGAIN}; nothing in your draft has changed`;
    case 'altered':
      return `“${name}” has lost its form reference, or it was altered, so it cannot be told which form it is. ${AGAIN}`;
  }
}

/** What stands in a file may be of any length. */
const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
