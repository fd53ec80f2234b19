import { z } from 'zod';
import { QUESTION_TYPES } from '../../../consultations/questions.js';
import { COUNTED_ONCE } from '../../counting/tally.rules.js';
import { COUNTED_AS } from '../../telling/redaction.rules.js';

/** The smaller shapes of a report as JSON (reportFile.ts). Each field says in its description what it holds. */

export const text = (says: string) => z.string().describe(says);
export const flag = (says: string) => z.boolean().describe(says);
export const count = (says: string) => z.int().nonnegative().describe(says);

export const moment = z
  .strictObject({
    utc: z.iso.datetime().describe('The instant in ISO 8601, UTC, as exact as it was kept.'),
    london: text('The same as people read it in London, with GMT or BST.'),
  })
  .describe('An instant.');

export const countedAs = z
  .enum(COUNTED_AS)
  .describe('A Party Category, the DCC, a body without a Party, or a respondent whose name is withheld.');

export const party = z.strictObject({
  name: text('The Party, as it was called then.'),
  category: text('Its Party Category at that moment.'),
});

export const consultation = z.strictObject({
  reference: text('The consultation’s reference.'),
  title: text('Its title.'),
  kind: text('Its kind: draft-budget, working-group, modification-report or external.'),
  issuedBy: text('Who issued it.'),
  modification: z.string().nullable().describe('The modification that it is about.'),
  audience: z.array(z.string()).describe('The Party Categories that were asked.'),
  documents: z.array(z.string()).describe('The titles of its documents, without those that were replaced.'),
  opensAt: moment.describe('When it opened.'),
  closesAt: moment.describe('Its deadline. A response counts when it arrived before this instant.'),
  closedAt: moment
    .nullable()
    .describe('The last deadline, extensions included; null: released before it was closed for good.'),
});

export const question = z.strictObject({
  number: z.int().positive().describe('As the report numbers it, from 1.'),
  key: text('Stays the same when its wording is corrected; answers refer to it.'),
  section: text('The section of the form.'),
  ask: text('What was asked.'),
  help: z.string().nullable().describe('What was said below it.'),
  type: z.enum(QUESTION_TYPES).describe('The type of question.'),
  options: z.array(z.string()).describe('What could be chosen, or ranked.'),
  columns: z.array(z.string()).describe('Of a table: its columns.'),
  lines: z
    .array(z.string())
    .describe('Of a table: the clauses or lines that were offered for its first column.'),
  rows: z
    .array(z.strictObject({ key: text('Its key.'), text: text('What it asks about.') }))
    .describe('Of a matrix: its rows.'),
  withReasons: flag('Whether it asks for reasons too.'),
  comment: z.string().nullable().describe('SECAS’s comment on the question as a whole.'),
});

const figures = <Name extends string>(names: readonly Name[], says: string) => {
  const shape = names.map((name) => [name, count(`Responses counted as ${name}.`)]);
  return z.strictObject(Object.fromEntries(shape) as Record<Name, ReturnType<typeof count>>).describe(says);
};

export const byCountedAs = figures(
  COUNTED_AS,
  'Responses by what they count as. One counts once in each category that it represents: they need not add up.',
);

const counted = {
  label: text('What is counted: an option, Answered, Not answered, Confidential or Redacted.'),
  responses: count('How many responses.'),
  parties: count('The Parties of those responses, without those of respondents whose name is withheld.'),
  by: byCountedAs,
  once: figures(COUNTED_ONCE, 'Responses, each once, by what they count as: these add up.'),
};

export const tally = z.strictObject({
  question: text('The question’s key.'),
  counts: z.array(z.strictObject(counted)).describe('What was answered, in the order of the options.'),
  rows: z
    .array(
      z.strictObject({
        row: text('The row of the matrix.'),
        chosen: z
          .array(z.strictObject({ option: text('The option.'), responses: count('How many chose it.') }))
          .describe('How often each option was chosen for it.'),
      }),
    )
    .describe('Of a matrix.'),
  ranks: z
    .array(
      z.strictObject({
        ...counted,
        label: text('The option. Its counts are of those who put it first.'),
        ranked: count('How many responses ranked it.'),
        mean: z.number().nullable().describe('Its mean rank; 1: all put it first; null: nobody ranked it.'),
      }),
    )
    .describe('Of a ranking: the options, the lowest mean rank first.'),
  themes: z
    .array(z.strictObject({ ...counted, label: text('The theme.') }))
    .describe(
      'What answers have in common, as SECAS reads them. One may have several. Without confidential answers and those of withheld names, except in the confidential version; empty in public.',
    ),
});

const states = z
  .array(z.strictObject({ state: text('Where a Party stands.'), parties: count('How many Parties.') }))
  .describe(
    'The Parties by where they stand. These add up to the eligible; none where they could give a name away.',
  );

export const coverage = z.strictObject({
  folded: flag('A name is withheld: its Parties are counted with those that were silent.'),
  categories: z
    .array(
      z.strictObject({
        category: text('The Party Category.'),
        eligible: count('How many were asked.'),
        states,
      }),
    )
    .describe('By Party Category.'),
  eligible: count('How many Parties were asked in all.'),
  states: states.describe('All Parties by where they stand.'),
});

export const didNotRespond = z
  .array(
    z.strictObject({
      category: text('The Party Category.'),
      parties: z.array(z.string()).describe('The names of the Parties.'),
    }),
  )
  .describe('Who did not respond (or, in the version for all, may have withheld the name). Empty in public.');

export const late = z.strictObject({
  name: text('The respondent, or that the name is withheld.'),
  reference: text('The reference of the response.'),
  receivedAt: moment.nullable().describe('When it arrived; null: withheld.'),
  deadline: moment.nullable().describe('Its deadline; null: withheld.'),
  how: z
    .enum(['Late', 'In time, met the closure'])
    .nullable()
    .describe('How it stood to the deadline; null: withheld.'),
  outcome: z.enum(['Refused', 'Not decided yet']).describe('What SECAS decided.'),
  reason: text('SECAS’s reason; empty: there is none, or it is withheld.'),
});

export const point = z.strictObject({
  number: z.int().positive().describe('Its number in the report.'),
  question: z.string().nullable().describe('What was asked; null: the consultation as a whole.'),
  line: z.string().nullable().describe('The clause or line.'),
  summary: text('What was said.'),
  responses: z.int().nullable().describe('How many responses raised it; null: not told.'),
  names: z.array(z.string()).describe('Who raised it.'),
  reply: text('The reply.'),
  outcome: z.string().nullable().describe('What came of it.'),
  changed: text('What changed.'),
  published: flag('Whether the reply is published.'),
});

export const root = z
  .strictObject({
    format: z.literal('consultation-root/1').describe('The format of what is signed.'),
    consultation: text('The consultation’s reference.'),
    number: z.int().positive().describe('1 at the closure, one more for each admission after it.'),
    size: count('How many submissions the tree holds.'),
    replaced: count('How many of them had been replaced or withdrawn when it closed.'),
    root: text('The root of the tree: SHA-256 in hexadecimal.'),
    madeAt: text('When it was made, in ISO 8601.'),
    key: text('Which key signed it.'),
    signature: text('The signature.'),
    consistency: z.array(z.string()).describe('The path that shows that the tree before is its beginning.'),
  })
  .describe('A signed root of the tree over all submissions, to which receipts lead.');
