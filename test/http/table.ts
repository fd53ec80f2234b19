import { COLLEAGUES } from './table.colleagues.js';
import { CONSULTATIONS } from './table.consultations.js';
import { COLLATION } from './table.collation.js';
import { MEETINGS } from './table.meetings.js';
import { PEOPLE } from './table.people.js';
import { BY_SECAS, RESPONSES } from './table.responses.js';
import { REPORTS } from './table.reports.js';
import { SIGNING_IN } from './table.signingIn.js';
import type { Row } from './rows.js';

/**
 * Every route of the portal, with who gets what there. A route may have several rows: one for each kind of owner of
 * what it leads to. A new route needs a row here, or a test fails.
 */
export const TABLE: Row[] = [
  ...SIGNING_IN,
  ...CONSULTATIONS,
  ...RESPONSES,
  ...COLLEAGUES,
  ...COLLATION,
  ...PEOPLE,
  ...REPORTS,
  ...MEETINGS,
];

/** The same without what SECAS enters for others: that goes through the same forms, at the same addresses. */
export const EACH_FORM_ONCE: Row[] = TABLE.filter(({ about }) => about !== BY_SECAS);
