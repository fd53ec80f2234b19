/// <reference lib="dom" />
import {
  aConsultation,
  anOrganisation,
  aParty,
  aPerson,
  aRepresentative,
  aSecasColleague,
} from '../support/build.js';
import { EVERY_QUESTION } from '../support/form.js';
import { startPortal } from '../support/portal.js';

/** A portal with an organisation of two Parties, two colleagues, SECAS and the Panel, for tests with a real browser. */
export async function aStage() {
  const portal = await startPortal({ now: '2017-02-01T10:00:00Z' });
  const { db } = portal;
  const organisation = await anOrganisation(db, 'Northmoor Energy Group');
  const east = await aParty(db, { organisation, name: 'Northmoor East Limited' });
  const west = await aParty(db, { organisation, name: 'Northmoor West Limited' });
  return {
    ...portal,
    portal,
    organisation,
    east,
    west,
    priya: await aRepresentative(db, organisation),
    tom: await aRepresentative(db, organisation),
    secas: await aSecasColleague(db),
    panel: await aPerson(db, { role: 'panel' }),
    /** One that asks a question of every type, closing at 5pm on 8 February 2017. */
    aFullConsultation: () =>
      aConsultation(db, {
        questions: EVERY_QUESTION,
        eligible: [east, west].map((party) => ({ party, organisation })),
      }),
  };
}
