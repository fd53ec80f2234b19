import { WORDS, type FormQuestion, type WordForm } from './wordForm.js';

const EMPTY_ROWS = 3;

/** A response form to be read or printed: the same as the Word form, with boxes to tick by hand. */
export const printPage = (form: WordForm, ways: { word: string; back: { text: string; href: string } }) => ({
  title: `Response form: ${form.title}`,
  heading: { text: form.title, caption: form.caption },
  breadcrumbs: [ways.back, { text: 'Response form' }],
  word: ways.word,
  facts: form.facts.map(({ label, text }) => ({ key: label, value: text })),
  warning: form.warning ? { warning: true, text: form.warning } : undefined,
  sections: form.sections.map(({ title, questions }) => ({ title, questions: questions.map(printed) })),
});

function printed(question: FormQuestion) {
  const { mark, ask, hints, type, options, columns, rows, entry, asksReasons, files } = question;
  const empty = (text: string, size: 'line' | 'some' | 'many') => ({ text, size: text ? '' : size });
  return {
    mark,
    ask,
    hints,
    choices:
      type === 'single-choice' || type === 'multiple-choice' ? choicesOf(options, entry.choices) : undefined,
    matrix:
      type === 'matrix' || type === 'ranking'
        ? rows.map((text, index) => ({
            text,
            choices: type === 'matrix' ? choicesOf(options, [entry.choices[index] ?? '']) : undefined,
            number: entry.choices[index],
          }))
        : undefined,
    table:
      type === 'rows'
        ? {
            columns,
            rows: [...entry.rows, ...Array.from({ length: EMPTY_ROWS }, () => columns.map(() => ''))],
          }
        : undefined,
    answer: ['long-text', 'short-text', 'money', 'number', 'date'].includes(type)
      ? empty(entry.text, type === 'long-text' ? 'many' : 'line')
      : undefined,
    files:
      type === 'file' ? [WORDS.filesHere, ...files.map((name) => `${WORDS.attached} ${name}`)] : undefined,
    reasons: asksReasons ? empty(entry.reasons, 'some') : undefined,
    confidential:
      type === 'file' || type === 'guidance'
        ? undefined
        : { ticked: entry.confidential, words: WORDS.confidential, reason: entry.reason },
  };
}

/** One that is not among the options was typed before they were corrected: it is shown after them. */
const choicesOf = (options: string[], chosen: string[]) =>
  [...options, ...chosen.filter((one) => one && !options.includes(one))].map((text) => ({
    text,
    ticked: chosen.includes(text),
  }));
