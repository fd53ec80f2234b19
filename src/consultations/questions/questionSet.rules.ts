import {
  ASKED_BESIDE,
  asksSomething,
  fieldsOf,
  hasOptions,
  isFieldOf,
  mayDecide,
  sectionsOf,
  type Question,
} from '../questions.js';

/** What is wrong with one question of a set; `field` is the field of the question's form. */
export interface QuestionProblem {
  key: string;
  field: string;
  text: string;
}

/** What the report counts beside the options of a choice: an option of that name could not be told from it. */
export const COUNTED_BESIDE = ['Confidential', 'Redacted', 'Not answered', 'Answered'] as const;

/** What keeps a question set from being issued, question by question. An empty set has no problem of its own. */
export function questionSetProblems(questions: Question[]): QuestionProblem[] {
  return questions.flatMap((question, index) => {
    const others = questions.filter((_, place) => place !== index);
    const problems = [
      ...keyProblems(question, others),
      ...sectionProblems(question, others),
      ...choiceProblems(question),
      ...showWhenProblems(question, questions.slice(0, index)),
    ];
    return problems.map(([field, text]) => ({ key: question.key, field, text }));
  });
}

/** The questions with those of one section next to one another, as the form will ask them. */
export const inOrderAsked = (questions: Question[]): Question[] =>
  sectionsOf(questions).flatMap((section) => section.questions);

/** Moves a question among those of its section; at the edge it stays where it is. */
export function moveQuestionIn(questions: Question[], key: string, by: -1 | 1): Question[] {
  return sectionsOf(questions).flatMap((section) => moved(section.questions, (one) => one.key === key, by));
}

/** Moves a whole section before or after its neighbour. */
export function moveSectionIn(questions: Question[], slug: string, by: -1 | 1): Question[] {
  return moved(sectionsOf(questions), (one) => one.slug === slug, by).flatMap(({ questions: own }) => own);
}

/** What may be put right once a question has been issued: its words, not what answers are kept under. */
export interface Correction {
  ask: string;
  help?: string;
  columns?: string[];
  lines?: string[];
  /** the texts of a matrix's rows, in their order */
  rowTexts?: string[];
}

/**
 * The question with its words put right. Its key, type, options and everything that an answer already given depends on
 * stay as they were issued.
 * @returns a problem where the correction would change what an answer means
 */
export function corrected(
  question: Question,
  correction: Correction,
): { question: Question } | { field: string; text: string } {
  const { ask, help, columns, lines, rowTexts } = correction;
  if (question.columns && columns?.length !== question.columns.length) {
    return { field: 'columns', text: `Keep ${counted(question.columns.length, 'column')}, one a line` };
  }
  if (question.rows && rowTexts?.length !== question.rows.length) {
    return { field: 'rows', text: `Keep ${counted(question.rows.length, 'row')}, one a line` };
  }
  if (isReordered(question.columns, columns)) {
    return { field: 'columns', text: 'Keep the columns in their order: answers are kept under their place' };
  }
  if (!asksSomething(question) && !help) return { field: 'help', text: 'Enter the text' };
  const rowsBefore = question.rows?.map((row) => row.text);
  if (isReordered(rowsBefore, rowTexts)) {
    return { field: 'rows', text: 'Keep the rows in their order: answers are kept under their place' };
  }
  if (rowsBefore && new Set(rowTexts).size < rowsBefore.length) {
    return { field: 'rows', text: 'Enter each row once' };
  }
  const now = { ...question, ask, help };
  if (!help) delete now.help;
  if (question.columns) now.columns = columns;
  if (question.type === 'rows') now.lines = lines ?? [];
  if (question.rows) now.rows = question.rows.map((row, index) => ({ ...row, text: rowTexts![index]! }));
  return { question: now };
}

/** A line says now what another one said before. */
const isReordered = (before: string[] = [], now: string[] = []): boolean =>
  now.some((text, index) => text !== before[index] && before.includes(text));

type Found = [field: string, text: string][];

function keyProblems(question: Question, others: Question[]): Found {
  const { key } = question;
  if (key === 'new') return [['key', 'Choose another short name: “new” is taken by the portal']];
  if (others.some((one) => one.key === key)) {
    return [['key', `Another question has the short name “${key}”: choose another`]];
  }
  const alike = others.find((one) => fieldsOf(question).some((field) => isFieldOf(one, field)));
  return alike
    ? [
        [
          'key',
          `The portal could mix “${key}” up with “${alike.key}”: choose a short name that is more different`,
        ],
      ]
    : [];
}

/** A section's address is made of its title, so two titles that differ in punctuation only cannot both be used. */
function sectionProblems({ section }: Question, others: Question[]): Found {
  const sections = sectionsOf([...others, { section } as Question]);
  const own = sections.find(({ title }) => title === section);
  const alike = sections.find(({ slug, title }) => slug === own?.slug && title !== section);
  return alike
    ? [['section', `Write this section’s name as “${alike.title}”, or choose a clearly different one`]]
    : [];
}

function choiceProblems({ type, options, columns, rows }: Question): Found {
  const found: Found = [];
  if (hasOptions(type) && (options?.length ?? 0) < 2) {
    found.push(['options', 'Enter at least two options, one a line']);
  }
  if (options && new Set(options).size < options.length) found.push(['options', 'Enter each option once']);
  const beside = COUNTED_BESIDE.find((own) =>
    options?.some((option) => option.trim().toLowerCase() === own.toLowerCase()),
  );
  if (beside) {
    found.push(['options', `The report counts “${beside}” by itself: call that option something else`]);
  }
  if (type === 'rows' && !columns?.length) found.push(['columns', 'Enter at least one column heading']);
  if (type === 'matrix' && !rows?.length) found.push(['rows', 'Enter at least one row']);
  if (rows?.some((row) => ASKED_BESIDE.includes(row.key))) {
    found.push(['rows', 'A row has a key that the portal uses itself: remove it and enter it again']);
  }
  if (rows && new Set(rows.map((row) => row.text)).size < rows.length)
    found.push(['rows', 'Enter each row once']);
  return found;
}

function showWhenProblems({ showWhen }: Question, earlier: Question[]): Found {
  if (!showWhen) return [];
  const on = earlier.find((one) => one.key === showWhen.question);
  if (!on || !mayDecide(on.type)) {
    return [
      [
        'showWhen',
        'It can only depend on a choice that is asked before it: choose another, or ask it always',
      ],
    ];
  }
  return on.options?.includes(showWhen.is)
    ? []
    : [
        [
          'showWhen',
          `“${on.ask}” no longer offers “${showWhen.is}”: choose another option, or ask it always`,
        ],
      ];
}

function moved<Item>(items: Item[], is: (item: Item) => boolean, by: -1 | 1): Item[] {
  const from = items.findIndex(is);
  const to = from + by;
  if (from < 0 || to < 0 || to >= items.length) return items;
  const rest = items.filter((_, index) => index !== from);
  return rest.toSpliced(to, 0, items[from]!);
}

const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
