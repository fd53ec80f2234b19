import { Temporal } from 'temporal-polyfill';
import { formatMoment } from '../londonTime.js';
import { paths } from '../paths.js';
import type { Inclusion } from '../proof/receiptFile.js';
import { inclusionWords } from '../proof/rootShown.js';
import type { Fate } from './submissions.rules.js';

/** As views/partials/summary-list.ejs takes a row. */
export interface FactShown {
  key: string;
  value?: string;
  lines?: string[];
  time?: string;
  tag?: { text: string; tone: string };
  note?: string;
  digest?: boolean;
  actions?: { text: string; href: string; hidden?: string }[];
}

/** That a submission is in its consultation's tree, as rows of its facts; none while it is in no tree. */
export function sealedFacts(inclusion: Inclusion | undefined, fate: Fate): FactShown[] {
  if (!inclusion) return [];
  const { root, index } = inclusion;
  const isRead = index >= root.replaced;
  return [
    {
      key: 'Among what the Panel reads',
      value:
        isRead && fate !== 'counts'
          ? `It was. Another, admitted since, has taken its place; this one is kept under root ${root.number} of ${root.consultation}`
          : inclusionWords(root, isRead),
    },
    {
      key: `Root ${root.number}`,
      value: root.root,
      digest: true,
      note: `Made at ${formatMoment(Temporal.Instant.from(root.madeAt))}, and published on the consultation’s page`,
      actions: [
        {
          text: 'See it',
          href: `${paths.consultation({ reference: root.consultation })}#proof`,
          hidden: 'on the consultation’s page',
        },
        { text: 'Check', href: paths.verify(), hidden: 'a receipt' },
      ],
    },
  ];
}

/** What else the receipt proves once the consultation has closed, or that it will. */
export function sealedWords(inclusion: Inclusion | undefined, closed: boolean, fate: Fate): string {
  if (inclusion) {
    return `The consultation has closed: a signed receipt that is downloaded now also holds the way from this response to root ${inclusion.root.number} above, which stands on the consultation’s page for everybody. One that was downloaded before does not hold it yet.`;
  }
  if (!closed) {
    return 'Once the consultation has closed, download it again: it then also shows that your response is among those that the Panel reads.';
  }
  return fate === 'held'
    ? 'While it is held it is under no root. Once SECAS has admitted it, download the receipt again: it then also shows that your response is among those that the Panel reads.'
    : 'It is under no root of the consultation, so it shows nothing of what the Panel reads.';
}
