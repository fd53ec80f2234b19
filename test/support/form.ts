import type { Question } from '../../src/consultations/questions.js';

/** A question of every type, in two sections, one of them asked only after an answer to another. */
export const EVERY_QUESTION: Question[] = [
  {
    key: 'view',
    section: 'Your view',
    ask: 'Should it be approved?',
    type: 'single-choice',
    options: ['Approve', 'Reject', 'No view'],
    rationale: true,
    required: true,
  },
  {
    key: 'alternative',
    section: 'Your view',
    ask: 'What would be better?',
    type: 'long-text',
    showWhen: { question: 'view', is: 'Reject' },
  },
  {
    key: 'objectives',
    section: 'Your view',
    ask: 'How would each objective be affected?',
    type: 'matrix',
    options: ['Better', 'No change', 'Worse'],
    rows: [
      { key: 'a', text: 'Security of systems' },
      { key: 'b', text: 'Effective competition' },
    ],
    rationale: true,
  },
  {
    key: 'legal-text',
    section: 'Details',
    ask: 'Comments on the legal text',
    type: 'rows',
    columns: ['Clause', 'Comment', 'Proposed drafting'],
    lines: ['G7.4', 'G7.5'],
  },
  { key: 'cost', section: 'Details', ask: 'One-off cost (£)', type: 'money', confidentialByDefault: true },
  { key: 'lead-time', section: 'Details', ask: 'Months needed', type: 'number' },
  { key: 'other', section: 'Details', ask: 'Anything else?', type: 'long-text' },
  { key: 'files', section: 'Details', ask: 'Supporting documents', type: 'file' },
];

/** One of each type that the sample does not use, with limits, conditions and guidance before and after. */
export const FURTHER_QUESTIONS: Question[] = [
  {
    key: 'read-first',
    section: 'Effects',
    ask: 'Before you answer',
    help: 'Think of the systems of all your Parties.\n\nCosts are asked for elsewhere.',
    type: 'guidance',
  },
  {
    key: 'effects',
    section: 'Effects',
    ask: 'What would have to change?',
    type: 'multiple-choice',
    options: ['Billing', 'Metering', 'Something else'],
    rationale: true,
    required: true,
  },
  {
    key: 'which',
    section: 'Effects',
    ask: 'What else?',
    type: 'short-text',
    showWhen: { question: 'effects', is: 'Something else' },
  },
  { key: 'from-when', section: 'Effects', ask: 'From when could you do it?', type: 'date' },
  {
    key: 'priorities',
    section: 'Effects',
    ask: 'What matters most?',
    type: 'ranking',
    options: ['Cost', 'Time', 'Security'],
    rationale: true,
    wordLimit: 5,
  },
  { key: 'summary', section: 'Effects', ask: 'Say it in a few words', type: 'long-text', wordLimit: 5 },
  {
    key: 'thanks',
    section: 'What happens next',
    ask: 'What happens next',
    help: 'The Panel answers every point.',
    type: 'guidance',
  },
];
