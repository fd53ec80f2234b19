import { personOf, type Viewer } from '../people/viewer.js';

/**
 * Which text a reader gets: `all` has placeholders where something is confidential (DOMAIN.md, the collated report);
 * `public` is `all` without what SECAS has redacted or keeps to itself, and is read by everybody once published; `issuer`
 * tells the same, and SECAS forwards it to the issuer of an external consultation.
 */
export const VERSIONS = ['all', 'confidential', 'public', 'issuer'] as const;
export type Version = (typeof VERSIONS)[number];

/** The versions for readers who are neither the Panel nor SECAS. */
export type Outward = 'public' | 'issuer';
export const isOutward = (version: Version): version is Outward =>
  version === 'public' || version === 'issuer';

export interface ReportState {
  /** its closure has been written */
  closed: boolean;
  /** SECAS has released it to the Panel before the closure */
  released: boolean;
  /** the viewer acts for, or is employed by, an organisation that may still answer */
  viewerMayStillAnswer: boolean;
}

/**
 * The report exists from the closure on, never by the clock; released earlier it is kept from those whose
 * organisation may still answer (DESIGN.md, States are derived).
 */
export function maySeeReport(viewer: Pick<Viewer, 'secas' | 'panel'>, state: ReportState): boolean {
  if (!viewer.secas && !viewer.panel) return false;
  if (state.closed) return true;
  return state.released && !state.viewerMayStillAnswer;
}

/**
 * Confidential material is a grant of its own; SECAS, to whom it was sent, has it. What is to be published, or to be
 * forwarded, is SECAS's own until it is.
 */
export function maySeeVersion(viewer: Pick<Viewer, 'secas' | 'confidential'>, version: Version): boolean {
  if (isOutward(version)) return viewer.secas;
  return version === 'all' || viewer.secas || viewer.confidential;
}

/** Who reads, and the versions of the Panel's that they may see, the one for all first: what goes outside has pages of its own. */
export interface Reader {
  personId: string;
  versions: Version[];
}

export const readerOf = (viewer: Viewer): Reader => ({
  personId: personOf(viewer).id,
  versions: VERSIONS.filter((version) => !isOutward(version) && maySeeVersion(viewer, version)),
});
