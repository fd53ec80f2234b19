import { paths } from '../paths.js';

/** The way from the desk to a page of one of its consultations. */
export const crumbs = (reference: string, ...more: { text: string; href?: string }[]) => [
  { text: 'Desk', href: paths.desk() },
  { text: reference, href: paths.deskConsultation({ reference }) },
  ...more,
];
