/** What a person may do (DESIGN.md, Roles are grants). */
export type Role = 'representative' | 'secas' | 'panel' | 'confidential';

/**
 * A grant to give; `mayManage` (colleagues) stays as it is where it is not said. The organisation is the one acted for, or a Panel
 * member's employer (null: independent).
 */
export type NewGrant =
  | { role: 'representative'; organisation: OrganisationRef; maySubmit: boolean; mayManage?: boolean }
  | { role: 'panel'; organisation: OrganisationRef | null }
  | { role: 'secas' | 'confidential' };

/** One that the portal has, or a name: an organisation of that name is added when there is none. */
export type OrganisationRef = { id: string } | { name: string };

/** A grant that somebody holds or held. */
export interface Grant {
  id: string;
  role: Role;
  organisationId: string | null;
  organisationName: string | null;
  maySubmit: boolean;
  /** may let colleagues in, change what they may do, and say whether responses must be approved */
  mayManage: boolean;
}

const LONGEST_NAME = 200;
const LONGEST_MESSAGE = 4_000;
/** RFC 5321, 4.5.3.1.3, less the angle brackets. */
const LONGEST_EMAIL = 254;
/** The HTML standard's valid e-mail address, with a dot in the domain: `name@company` is nearly always a slip. */
const EMAIL =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;
/** Control characters, halves of a character, and marks that turn the reading direction of what follows. */
const UNREADABLE = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** An address as it is kept and compared: lower case, without the spaces that copying leaves round it. */
export function readEmail(typed: string): { email: string } | { problem: string } {
  const email = typed.trim().toLowerCase();
  if (email === '') return { problem: 'Enter an e-mail address' };
  if (email.length > LONGEST_EMAIL || !EMAIL.test(email)) {
    return { problem: 'Enter an e-mail address in the correct format, such as name@company.com' };
  }
  return { email };
}

/** A name of a person or an organisation: one line, with single spaces. */
export function readName(typed: string, what: string): { name: string } | { problem: string } {
  const name = typed.trim().replaceAll(/\s+/g, ' ');
  if (name === '') return { problem: `Enter ${what}` };
  if (name.length > LONGEST_NAME) {
    return { problem: `Shorten ${what} to ${LONGEST_NAME} characters or fewer` };
  }
  if (UNREADABLE.test(name)) return { problem: `Retype ${what}: it holds characters that cannot be shown` };
  return { name };
}

/** A few lines of text, which may be empty. */
export function readMessage(typed: string): { message: string } | { problem: string } {
  const message = typed.replaceAll(/\r\n?/g, '\n').trim();
  if (message.length > LONGEST_MESSAGE) {
    return {
      problem: `Shorten the message to ${LONGEST_MESSAGE.toLocaleString('en-GB')} characters or fewer`,
    };
  }
  if (UNREADABLE.test(message.replaceAll(/[\n\t]/g, ''))) {
    return { problem: 'Retype the message: it holds characters that cannot be shown' };
  }
  return { message };
}

/** Two spellings of one organisation: capitals and spaces do not matter. */
export const organisationKey = (name: string): string => name.trim().replaceAll(/\s+/g, ' ').toLowerCase();

/** What a representative may do, in words. */
export const mayInWords = ({ maySubmit, mayManage }: Pick<Grant, 'maySubmit' | 'mayManage'>): string =>
  (maySubmit ? 'draft and submit' : 'draft only') + (mayManage ? ', and manages colleagues' : '');

/** What a grant allows, in words. */
export function grantInWords(
  grant: Pick<Grant, 'role' | 'organisationName' | 'maySubmit' | 'mayManage'>,
): string {
  const organisation = grant.organisationName ?? '';
  switch (grant.role) {
    case 'representative':
      return `Representative of ${organisation}: may ${mayInWords(grant)}`;
    case 'panel':
      return organisation ? `Panel member, employed by ${organisation}` : 'Panel member, independent';
    case 'secas':
      return 'SECAS colleague';
    case 'confidential':
      return 'May see confidential material';
  }
}
