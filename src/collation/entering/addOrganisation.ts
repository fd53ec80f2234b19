import { recordAudit } from '../../audit/audit.store.js';
import { readTexts } from '../../consultations/formText.js';
import type { Db, Instant } from '../../db/connection.js';
import { Invalid } from '../../errors.js';
import { ensureOrganisations } from '../../people/organisations.store.js';
import { organisationKey } from '../../people/people.rules.js';

const LONGEST_NAME = 200;

/**
 * Takes in an organisation that answers without being known yet: a charity, a trade body, a meter maker. One that is
 * known under the same name, capitals and spaces aside, is found.
 * @throws Invalid
 */
export async function addOrganisation(
  db: Db,
  by: { id: string },
  typed: string,
  at: Instant,
): Promise<{ id: string }> {
  const read = readTexts();
  const name = read.line('name', typed, 'Name', LONGEST_NAME);
  if (name === '') read.problems.push({ field: 'name', text: 'Enter the organisation’s name' });
  if (read.problems.length > 0) throw new Invalid(read.problems);
  return db.transaction(async (trx) => {
    const all = await ensureOrganisations(trx, [name], at);
    const { id } = all.find((one) => organisationKey(one.name) === organisationKey(name))!;
    await recordAudit(trx, {
      action: 'organisation.named',
      at,
      personId: by.id,
      organisationId: id,
      subjectId: id,
    });
    return { id };
  });
}
