import type { Instant } from '../db/connection.js';
import { NotFound, NotPermitted } from '../errors.js';

/** Who is asking, and what they may do today. Rows are loaded with it: having the row proves the right. */
export interface Viewer {
  person?: { id: string; name: string; email: string };
  /** in real time */
  signedInAt?: Instant;
  represents: Represented[];
  secas: boolean;
  panel: boolean;
  /** the organisations that employ this Panel member */
  employers: string[];
  /** may see confidential material */
  confidential: boolean;
  /** a staff session is over after 12 hours although the person is still signed in */
  staffSessionOver: boolean;
}

export interface Represented {
  organisationId: string;
  organisationName: string;
  maySubmit: boolean;
  /** may manage colleagues */
  mayManage: boolean;
}

export type Person = NonNullable<Viewer['person']>;

export const stranger: Viewer = {
  represents: [],
  secas: false,
  panel: false,
  employers: [],
  confidential: false,
  staffSessionOver: false,
};

/** The signed-in person. @throws NotPermitted for a stranger */
export function personOf(viewer: Viewer): Person {
  if (!viewer.person) throw new NotPermitted('Sign in first.');
  return viewer.person;
}

/** The viewer's right to act for an organisation. @throws NotFound when there is none */
export function representing(viewer: Viewer, organisationId: string): Represented {
  const represented = viewer.represents.find((one) => one.organisationId === organisationId);
  if (!represented) throw new NotFound();
  return represented;
}
