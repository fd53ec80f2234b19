import { signOffState, type SignOff } from './approving.rules.js';

/** Where the approval of a draft stands, in one line for lists, banners and mails; the approver is told of "you". */
export function signOffWords(signOff: SignOff, version: number, viewerId: string): string {
  const mine = signOff.approver.id === viewerId;
  const name = mine ? 'you' : signOff.approver.name;
  switch (signOffState(signOff, version)) {
    case 'approved':
      return `Approved by ${name}`;
    case 'returned':
      return `Returned by ${name} with a note`;
    case 'asked':
      return `Waits for ${mine ? 'your' : `${name}’s`} approval`;
    case 'changed since':
      return `Changed after ${name} had approved it`;
    case 'not asked':
      return `${mine ? 'You have' : `${name} has`} to approve it before it is submitted`;
  }
}
