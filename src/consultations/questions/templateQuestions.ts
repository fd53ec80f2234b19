import type { Question } from '../questions.js';

/** The General SEC Objectives, as the rows of a matrix question. */
export const GENERAL_SEC_OBJECTIVES = [
  {
    key: 'a',
    text: "efficient provision, installation, operation and interoperability of Smart Metering Systems at consumers' premises",
  },
  { key: 'b', text: 'the DCC complying at all times with the objectives and obligations of its licence' },
  { key: 'c', text: 'consumers managing their use of energy by means of appropriate information' },
  { key: 'd', text: 'effective competition in the supply of energy and in related commercial activities' },
  {
    key: 'e',
    text: 'innovation in the design and operation of energy networks that contributes to a secure and sustainable supply',
  },
  { key: 'f', text: 'protection of data and security of data and systems' },
  { key: 'g', text: 'efficient and transparent administration and implementation of the Code' },
];

const yesOrNo = ['Yes', 'No'];
const yesNoOrNoView = ['Yes', 'No', 'No view'];

const objectives: Question = {
  key: 'objectives',
  section: 'SEC Objectives',
  ask: 'How would each General SEC Objective be affected?',
  type: 'matrix',
  rows: GENERAL_SEC_OBJECTIVES,
  options: ['Better', 'No change', 'Worse', 'No view'],
  rationale: true,
};

const leadTime: Question = {
  key: 'lead-time',
  section: 'Impact and cost',
  ask: 'How many months would you need from decision to implementation?',
  type: 'number',
};

const points: Question = {
  key: 'points',
  section: 'Your views',
  ask: 'Points that you would like the Panel to raise in its own response',
  type: 'long-text',
};

const respondingDirectly: Question = {
  key: 'responding-directly',
  section: 'Your own response',
  ask: 'Will you also respond to the issuing body yourself?',
  type: 'single-choice',
  options: ['Yes', 'No', 'Not decided'],
};

const other = (ask: string): Question => ({ key: 'other', section: 'Anything else', ask, type: 'long-text' });
const files: Question = {
  key: 'files',
  section: 'Anything else',
  ask: 'Supporting documents',
  type: 'file',
};

export const draftBudget: Question[] = [
  {
    key: 'overall',
    section: 'The budget',
    ask: 'Do you have any comments on the overall level of the Draft Budget for the first Regulatory Year?',
    type: 'long-text',
  },
  {
    key: 'later-years',
    section: 'The budget',
    ask: 'Do you have any comments on the indicative figures for the two Regulatory Years after it?',
    type: 'long-text',
  },
  {
    key: 'lines',
    section: 'Particular lines',
    ask: 'Do you wish to comment on particular lines of the Draft Budget?',
    type: 'rows',
    columns: ['Budget line', 'Comment', 'Suggested change'],
  },
  {
    key: 'explained',
    section: 'Your view',
    ask: 'Is enough explanation given to understand the costs?',
    type: 'single-choice',
    options: yesNoOrNoView,
    rationale: true,
  },
  {
    key: 'support',
    section: 'Your view',
    ask: 'Overall, do you support the Panel approving the Draft Budget?',
    type: 'single-choice',
    options: ['Yes', 'Yes, with changes', 'No', 'No view'],
    rationale: true,
    required: true,
  },
  other('Any other comments'),
  files,
];

export const workingGroup: Question[] = [
  {
    key: 'resolves',
    section: 'The solution',
    ask: 'Do you agree that the proposed solution resolves the issue described?',
    type: 'single-choice',
    options: yesNoOrNoView,
    rationale: true,
    required: true,
  },
  {
    key: 'alternatives',
    section: 'The solution',
    ask: 'Is there an alternative that the Working Group should consider?',
    type: 'single-choice',
    options: yesOrNo,
    rationale: true,
  },
  {
    key: 'alternative-described',
    section: 'The solution',
    ask: 'Describe the alternative and what it would achieve',
    type: 'long-text',
    showWhen: { question: 'alternatives', is: 'Yes' },
  },
  objectives,
  {
    key: 'legal-text',
    section: 'Legal text',
    ask: 'Comments on the draft legal text',
    type: 'rows',
    columns: ['Clause', 'Comment', 'Proposed drafting'],
  },
  impact('Would your organisation be affected, and how?'),
  cost('one-off-cost', 'One-off cost to your organisation (£)'),
  cost('annual-cost', 'Ongoing cost to your organisation (£ a year)'),
  leadTime,
  {
    key: 'consumers',
    section: 'Impact and cost',
    ask: 'Would consumers be affected?',
    type: 'single-choice',
    options: yesNoOrNoView,
    rationale: true,
  },
  other('Any further comments'),
  files,
];

export const modificationReport: Question[] = [
  {
    key: 'position',
    section: 'Your position',
    ask: 'Do you believe that this modification should be approved?',
    type: 'single-choice',
    options: ['Approve', 'Reject', 'No view'],
    rationale: true,
    required: true,
  },
  objectives,
  impact('Will there be an impact on your organisation?'),
  cost('cost', 'Cost to your organisation of implementing the modification (£)'),
  leadTime,
  {
    key: 'implementation',
    section: 'Implementation',
    ask: 'Do you agree with the recommended implementation date?',
    type: 'single-choice',
    options: yesNoOrNoView,
    rationale: true,
  },
  {
    key: 'legal-text',
    section: 'Legal text',
    ask: 'Does the legal text deliver the intention of the modification? Comment by clause.',
    type: 'rows',
    columns: ['Clause', 'Comment', 'Proposed drafting'],
  },
  other('Any further comments'),
  files,
];

export const external: Question[] = [
  points,
  {
    key: 'concerns',
    section: 'Your views',
    ask: 'Which parts concern you, and why?',
    type: 'rows',
    columns: ['Part of the document', 'Concern'],
  },
  respondingDirectly,
  files,
];

export const externalProposals: Question[] = [proposal(1), proposal(2), points, respondingDirectly, files];

function impact(ask: string): Question {
  return {
    key: 'impact',
    section: 'Impact and cost',
    ask,
    type: 'single-choice',
    options: yesOrNo,
    rationale: true,
  };
}

function cost(key: string, ask: string): Question {
  return { key, section: 'Impact and cost', ask, type: 'money', confidentialByDefault: true };
}

function proposal(number: number): Question {
  return {
    key: `proposal-${number}`,
    section: 'The proposals',
    ask: `Do you agree with Proposal ${number}?`,
    type: 'single-choice',
    options: ['Agree', 'Disagree', 'No view'],
    rationale: true,
    required: true,
  };
}
