import type { Version } from '../../../src/reports/access.rules.js';
import type { Ending } from '../../../src/reports/formats/formats.js';
import { canary } from './canary.js';
import { answerIn, commentIn, counts, filesIn, isNameless } from './expected.js';
import { ASKED, type Given } from './given.js';

const CANARIES = /zq\d{4}[a-z]\d\dz/g;

/** The canaries that a version must hold in a format, and those only; of the pack, all that is in it. */
export function mustHold(given: Given[], version: Version, form: Ending | 'pack'): Set<string> {
  const held = new Set<string>();
  const add = (value: unknown) => {
    for (const [found] of JSON.stringify(value ?? '').matchAll(CANARIES)) held.add(found);
  };
  const is = (...forms: string[]) => form === 'pack' || forms.includes(form);
  const own = version !== 'public';
  for (const one of given) {
    const { index, reference, parties, file } = one;
    const nameless = isNameless(one, version);
    const documents = is('docx', 'pdf');
    const tables = is('xlsx', 'csv', 'long.csv', 'json');
    if (!counts(one)) {
      // Its Parties did not respond; a late one stands in the annex.
      if (own && is('xlsx', 'docx', 'pdf', 'json')) add(parties);
      if (one.fate !== 'refused' || !own) continue;
      if (!nameless && is('xlsx', 'docx', 'pdf', 'json'))
        add([one.name, canary(index, 'decision on a late one')]);
      if (is('xlsx', 'json') || (nameless && documents)) add(reference);
      continue;
    }
    if (nameless ? version === 'all' : tables) add(reference);
    if (!nameless) add([one.name, parties]);
    // Where a name is withheld, its Parties are counted with those that were silent.
    else if (own && is('xlsx', 'docx', 'pdf', 'json')) add(parties);
    for (const question of ASKED) {
      const answer = answerIn(one, question, version);
      if (answer && 'value' in answer) add(answer.value);
    }
    const files = filesIn(one, version);
    add(files.names);
    if (form === 'pack' && files.names.length > 0) add(file!.text);
    add(commentIn(one, version));
    if (version === 'confidential' && is('xlsx', 'docx', 'pdf', 'json')) {
      add(Object.values(one.answers).map(({ reason }) => reason));
      if (one.confidential) add(canary(index, 'reason', 98));
      if (one.nameConfidential) add(canary(index, 'reason', 99));
      if (file?.confidential) add([canary(index, 'reason', 97)]);
    }
  }
  if (own) {
    if (is('docx', 'pdf', 'json')) add(canary(given.length, 'comment of SECAS'));
    add(canary(given.length, 'comment of SECAS', 1));
  }
  return held;
}
