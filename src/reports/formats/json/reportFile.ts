import { z } from 'zod';
import { paths } from '../../../paths.js';
import { VERSIONS } from '../../access.rules.js';
import {
  byCountedAs,
  consultation,
  count,
  countedAs,
  coverage,
  flag,
  late,
  moment,
  party,
  point,
  question,
  root,
  didNotRespond,
  tally,
  text,
} from './shapes.js';

const file = z.strictObject({
  name: text('The name of the file.'),
  mediaType: text('Its media type.'),
  bytes: count('Its size in bytes.'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .describe('SHA-256 of its bytes; null: it is not handed out.'),
  inPack: flag('Whether it is in the ZIP file of the report: it was scanned and no virus was found.'),
  confidential: flag('Whether it is confidential. Only the confidential version has such files.'),
});

const part = z.strictObject({
  part: text('What it is: Choice, Rank, Text, Date, Number, Amount (£), or a column of a table.'),
  line: text('The clause or line, the row of a matrix or the option that it is about; empty: none.'),
  row: z.int().positive().nullable().describe('Of a table: in which of its rows it stands, from 1.'),
  text: text('What was said, as people read it.'),
  number: z.number().nullable().describe('The figure, of money (in pounds), numbers and ranks.'),
  date: z.iso.date().nullable().describe('The date in ISO 8601, of dates.'),
});

const clarification = z.strictObject({
  kind: z.enum(['asked', 'replied']).describe('SECAS asked, or the respondent replied.'),
  text: text('What was said.'),
  at: moment.describe('When it was said; of what came by e-mail, when SECAS entered it.'),
  arrivedAt: moment.nullable().describe('Of a reply by e-mail: when it arrived.'),
  confidential: flag('Whether it is confidential. Only the confidential version has such text.'),
});

const raised = z.array(z.int().positive());

const answer = z.strictObject({
  question: text('The question’s key.'),
  withheld: z
    .string()
    .nullable()
    .describe('The mark that stands in the place of the answer, which is not told; null: it is told.'),
  redacted: flag('Whether it is SECAS who keeps it back, and not the respondent’s wish.'),
  confidential: flag('Whether it is confidential. Only the confidential version tells such answers.'),
  parts: z.array(part).describe('What the answer says, part by part.'),
  reasons: text('The reasons given beside it.'),
  files: z.array(file).describe('The files that belong to it.'),
  filesWithheld: count('How many more files there are, which are not for the reader of this version.'),
  comment: z.string().nullable().describe('SECAS’s comment on the answer.'),
  themes: z.array(z.string()).describe('Its themes, as SECAS reads it.'),
  points: raised.describe('The points that it raised, by their numbers.'),
  clarifications: z.array(clarification).describe('What SECAS asked about it and was replied.'),
  clarificationsWithheld: flag('Whether something of that is not told.'),
});

export const response = z.strictObject({
  reference: z.string().nullable().describe('Its reference; null: withheld.'),
  kind: z.enum(['response', 'no comment']).describe('Whether it answers, or says that there is no comment.'),
  name: text('The respondent, or that the name is withheld.'),
  nameWithheld: flag('Whether the name is withheld, and with it whatever would give it away.'),
  countedAs: z.array(countedAs).describe('What it counts as: once in each.'),
  parties: z
    .array(party)
    .describe('The Parties that it represents. None: it speaks for itself, or withheld.'),
  receivedAt: moment.nullable().describe('When it reached the portal; null: withheld.'),
  standing: z.string().nullable().describe('Whether it was on time; null: withheld.'),
  enteredBySecas: z
    .string()
    .nullable()
    .describe('How it was entered for the respondent; null: it came through the form, or withheld.'),
  digest: z
    .string()
    .nullable()
    .describe('SHA-256 of the whole submission; null: some of it is not for the reader of this version.'),
  comment: z.string().nullable().describe('SECAS’s comment on the response as a whole.'),
  points: raised.describe('The points on the consultation as a whole that it raised, by their numbers.'),
  answers: z
    .array(answer)
    .describe('The answers, in the order of the questions; unanswered ones are left out.'),
  confidential: z
    .array(
      z.strictObject({
        what: text('What was asked to be kept confidential.'),
        question: z.string().nullable().describe('The question’s key; null: none in particular.'),
        reason: text('The reason that was given.'),
      }),
    )
    .describe('What was asked to be kept confidential. Only in the confidential version.'),
});

/**
 * A report as JSON: one shape for all versions, from which both the type of what is written and the schema that is
 * published are derived. Nothing that is not named here is in the file.
 */
export const reportFile = z
  .strictObject({
    format: z.literal('consultation-report/1').describe('The format of this file.'),
    schema: z.literal(paths.reportSchema()).describe('Where the portal describes the format.'),
    version: z
      .enum(VERSIONS)
      .describe(
        'all: for all, without what is confidential. confidential: with it. public: as published. issuer: for the issuer.',
      ),
    says: text('The same in words.'),
    edition: z
      .strictObject({
        number: text('1.0 at the closure, 1.1 and on what changed since, 0.1 and on before the closure.'),
        frozenAt: moment.describe('The moment of which all of it tells.'),
        changes: z
          .array(
            z.strictObject({
              what: text('What changed.'),
              names: z.array(z.string()).describe('The first of those concerned.'),
              more: count('How many more there are.'),
            }),
          )
          .describe('What changed since the edition before.'),
      })
      .nullable()
      .describe('Of what is frozen and not published.'),
    publication: z
      .strictObject({
        number: z.int().positive().describe('Which version was published, from 1.'),
        publishedAt: moment.describe('When it was published.'),
        note: text('What changed since the one before; empty: it is the first.'),
      })
      .nullable()
      .describe('Of what was published; null: it is not, or not yet.'),
    consultation: consultation.describe('What the report is of.'),
    added: z
      .array(z.strictObject({ ...party.shape, at: moment.describe('When.'), reason: text('Why.') }))
      .describe('Parties that were added to those asked after publication.'),
    questions: z.array(question).describe('The questions, in their order.'),
    counts: z
      .strictObject({
        answered: count('How many responses count, those without comment too.'),
        nilReturns: count('How many of them say “no comment”.'),
        parties: count(
          'The Parties that they represent, without those of respondents whose name is withheld.',
        ),
        by: byCountedAs,
      })
      .describe('What is counted over all responses. Never votes.'),
    coverage: coverage.describe('Who was asked and who answered. Never votes.'),
    tallies: z.array(tally).describe('What was said to each question, counted.'),
    lineComments: z
      .array(
        z.strictObject({
          question: text('The question’s key.'),
          line: text('The clause or line.'),
          comment: text('SECAS’s comment.'),
        }),
      )
      .describe('SECAS’s comments on clauses and lines.'),
    points: z.array(point).describe('The points raised that have a reply.'),
    didNotRespond,
    notAdmitted: z.array(late).describe('What came too late, or met the closure, and does not count.'),
    roots: z.array(root).describe('The proof of what was submitted.'),
    responses: z.array(response).describe('The responses, in the order of the report.'),
  })
  .describe('The collated report of a consultation, in one of its versions.');

/** What follows one by one in the file. */
export type ResponseInFile = z.infer<typeof response>;
/** All before that. */
export type FrameOfFile = Omit<z.infer<typeof reportFile>, 'responses'>;
