import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Deps } from '../deps.js';
import { Invalid, NotFound, type Problem } from '../errors.js';
import { parse, searchedFor } from '../http/forms.js';
import { leaveNotice, render } from '../http/render.js';
import { urlId } from '../http/urlId.js';
import { onlySecas } from '../http/viewer.js';
import { listUnreached } from '../notices/bounces/bounces.store.js';
import { paths } from '../paths.js';
import { listOpenAccessRequests } from './accessRequests.store.js';
import { changePerson } from './changePerson.js';
import { endGrant } from './endGrant.js';
import {
  editPersonPage,
  endGrantPage,
  PAGE_SIZE,
  peoplePage,
  personPage,
  readOutPage,
} from './people.page.js';
import { grantInWords, readEmail, readName } from './people.rules.js';
import { getPerson, listPeople } from './people.store.js';
import { readOutCode } from './readOutCode.js';
import { CODE_MINUTES } from './signIn.rules.js';
import { personOf } from './viewer.js';

const listed = z.object({
  search: searchedFor,
  role: z.enum(['', 'representative', 'panel', 'secas', 'confidential', 'none']).catch(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
const confirmed = z.strictObject({ confirmed: z.literal('yes') });
const identity = z.strictObject({ name: z.string(), email: z.string() });
const readingOut = z.strictObject({ sure: z.literal('yes').optional(), ask: z.literal('code') });

/** SECAS looks people up, ends what they may do, and reads codes out by telephone. */
export function deskPeopleRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskPeople.pattern, onlySecas, async (req, res) => {
    const { page, ...filter } = parse(listed, req.query);
    const [found, waiting] = await Promise.all([
      listPeople(db, filter, { number: page, size: PAGE_SIZE }),
      listOpenAccessRequests(db),
    ]);
    const unreached = await listUnreached(
      db,
      found.people.map(({ email }) => email),
    );
    render(req, res, 'people/people', peoplePage(found, filter, page, { waiting, unreached }));
  });

  router.get(paths.deskPerson.pattern, onlySecas, async (req, res) => {
    await showPerson(req, res, urlId(req));
  });

  router.get(paths.deskEditPerson.pattern, onlySecas, async (req, res) => {
    render(req, res, 'people/edit-person', editPersonPage(await getPerson(db, urlId(req))));
  });

  router.post(paths.deskEditPerson.pattern, onlySecas, async (req, res) => {
    const typed = parse(identity, req.body);
    const [by, person] = [personOf(req.viewer), await getPerson(db, urlId(req))];
    const [name, email] = [readName(typed.name, 'the person’s name'), readEmail(typed.email)];
    const wrong = (problems: Problem[]) =>
      render(req, res, 'people/edit-person', editPersonPage(person, typed, problems), { status: 422 });
    if ('problem' in name || 'problem' in email) {
      return wrong([
        ...('problem' in name ? [{ field: 'name', text: name.problem }] : []),
        ...('problem' in email ? [{ field: 'email', text: email.problem }] : []),
      ]);
    }
    try {
      await changePerson(deps, by, person.id, { ...name, ...email }, clock.now());
    } catch (error) {
      if (error instanceof Invalid) return wrong(error.problems);
      throw error;
    }
    // One's own session is gone with the others: a notice would write it back.
    if (person.id === by.id && person.email !== email.email) return res.redirect(303, paths.front());
    leaveNotice(req, `Saved: ${name.name}, ${email.email}.`);
    res.redirect(303, paths.deskPerson({ id: person.id }));
  });

  router.get(paths.deskEndGrant.pattern, onlySecas, async (req, res) => {
    const person = await getPerson(db, urlId(req));
    const page = endGrantPage(person, urlId(req, 'grant'), person.id === personOf(req.viewer).id);
    if (!page) throw new NotFound('This grant has ended already, or there is no such grant.');
    render(req, res, 'people/end-grant', page);
  });

  router.post(paths.deskEndGrant.pattern, onlySecas, async (req, res) => {
    parse(confirmed, req.body);
    const by = personOf(req.viewer);
    const person = await getPerson(db, urlId(req));
    const id = urlId(req, 'grant');
    const grant = person.grants.find((one) => one.id === id);
    await endGrant(deps, by.id, { id, personId: person.id }, clock.now());
    // One's own session is gone with the others: a notice would write it back.
    if (person.id === by.id) return res.redirect(303, paths.front());
    leaveNotice(req, `Ended for ${person.name}: ${grant ? grantInWords(grant) : 'this access'}.`);
    res.redirect(303, paths.deskPerson({ id: person.id }));
  });

  // The code is on the answer to the POST and nowhere else: a page to be redirected to would have to keep it.
  router.post(paths.deskReadCode.pattern, onlySecas, async (req, res) => {
    const { sure } = parse(readingOut, req.body);
    if (!sure) {
      const text = 'Tick this once you have made sure who is on the telephone';
      return showPerson(req, res, urlId(req), [{ field: 'sure', text }]);
    }
    const person = await getPerson(db, urlId(req));
    const code = await readOutCode(deps, personOf(req.viewer), person, clock.now());
    render(req, res, 'people/read-out', readOutPage(person, code, CODE_MINUTES));
  });

  async function showPerson(req: Request, res: Response, id: string, problems: Problem[] = []) {
    const person = await getPerson(db, id);
    const [unreached] = await listUnreached(db, [person.email]);
    const page = personPage(person, unreached, problems);
    render(req, res, 'people/person', page, { status: problems.length > 0 ? 422 : 200 });
  }

  return router;
}
