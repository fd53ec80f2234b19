import type { Request, Response } from 'express';
import type { Config } from '../config.js';
import { paths } from '../paths.js';
import type { Viewer } from '../people/viewer.js';
import { csrfToken } from './csrf.js';
import type { ClosingLine } from './request.js';

/** What the layout of every page shows, beside the page itself. */
export interface PortalLocals {
  serviceName: string;
  contact: string;
  path: string;
  /** '' when there is no session and so no form */
  csrf: string;
  /** `id` tells scripts whose text a browser keeps */
  person?: { id: string; name: string };
  navigation: { text: string; href: string; current: boolean }[];
  signIn: string;
  signOut: string;
  /** where receipts are checked */
  verify: string;
  /** a confirmation, shown once */
  notice?: string;
  /** what is not submitted although its deadline is near, the nearest first */
  closing: ClosingLine[];
  /** outside production: that the clock has been set */
  developmentNow?: string;
}

/** Settings of the layout, put on the app once. */
export interface LayoutSettings {
  config: Pick<Config, 'serviceName' | 'serviceContact'>;
  developmentNow?: string;
}

/**
 * Renders a view with one typed object, `page`, and the layout's own, `portal`.
 * @param options.status the HTTP status, 200 unless told
 * @param options.form true on pages with a form for people who have not signed in: makes a session for its token
 */
export function render(
  req: Request,
  res: Response,
  view: string,
  page: object,
  options: { status?: number; form?: boolean } = {},
): void {
  const isNew = options.form && req.session && !req.session.csrf;
  const portal = portalLocals(req, options.form ?? false);
  const show = () => res.status(options.status ?? 200).render(view, { page, portal });
  // A page goes out, all but its last byte, before its session is kept: whoever sends its form at once would be refused.
  if (isNew) req.session.save(show);
  else show();
}

/** Leaves a confirmation for the page that the redirect leads to. */
export function leaveNotice(req: Request, text: string): void {
  req.session.notice = text;
}

function portalLocals(req: Request, form: boolean): PortalLocals {
  const { config, developmentNow } = req.app.locals['layout'] as LayoutSettings;
  const viewer = req.viewer;
  const notice = req.session?.notice;
  if (notice) delete req.session.notice;
  return {
    serviceName: config.serviceName,
    contact: config.serviceContact,
    path: req.path,
    // Without a session the database could not be asked for it.
    csrf: req.session && (viewer?.person || form) ? csrfToken(req) : '',
    person: viewer?.person && { id: viewer.person.id, name: viewer.person.name },
    navigation: viewer ? navigation(viewer, req.path) : [],
    signIn: paths.signIn(),
    signOut: paths.signOut(),
    verify: paths.verify(),
    notice,
    closing: req.closing ?? [],
    developmentNow,
  };
}

function navigation(viewer: Viewer, at: string): PortalLocals['navigation'] {
  return [
    link('Consultations', paths.front(), at === paths.front() || at.startsWith('/consultations/')),
    ...(viewer.represents.length > 0
      ? [link('Your responses', paths.responses(), at.startsWith(paths.responses()))]
      : []),
    ...(viewer.secas ? deskLinks(at, viewer) : []),
    ...(viewer.panel || viewer.secas ? [link('Reports', paths.panel(), at.startsWith(paths.panel()))] : []),
  ];
}

const link = (text: string, href: string, current: boolean) => ({ text, href, current });

/** Whoever represents nobody and is at a response enters it for the desk. */
function deskLinks(at: string, { represents }: Viewer): PortalLocals['navigation'] {
  const [people, parties, audit] = [paths.deskPeople(), paths.deskParties(), paths.deskAudit()];
  const enters = represents.length === 0 && at.startsWith(paths.responses());
  const beside = [people, parties, audit].some((one) => at.startsWith(one));
  return [
    link('Desk', paths.desk(), enters || (at.startsWith(paths.desk()) && !beside)),
    link('People', people, at.startsWith(people)),
    link('Parties', parties, at.startsWith(parties)),
    link('Audit', audit, at.startsWith(audit)),
  ];
}
