/** The submission that speaks now for a Party, or for an organisation itself. */
export interface SpokenFor {
  reference: string;
  /** of the organisation whose page it is; a Party that has moved may still be spoken for by its former one */
  ours: boolean;
}

/** What an organisation is told of it: another's submission is not named, nor whether it was "no comment". */
export const speaksForItNow = ({ reference, ours }: SpokenFor, kind = ''): string =>
  ours
    ? `${kind} ${reference} speaks for it now`.trim()
    : 'Another organisation’s response speaks for it now';

/** Those for whom a submission does not speak any more. */
export const takenOverWords = (names: string[]): string =>
  `${new Intl.ListFormat('en-GB').format(names)}: another response speaks for ${names.length === 1 ? 'it' : 'them'} now`;

/** Those whom an instruction leaves out of what it submits. */
export const leftOutWords = (names: string[]): string =>
  `Left out, because another response speaks for ${names.length === 1 ? 'it' : 'them'}: ${names.join(', ')}.`;
