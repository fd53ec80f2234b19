const fieldsOf = (question) =>
  [...question.querySelectorAll('input, textarea, select')].filter(
    (field) => field.name && field.dataset.apart === undefined,
  );

const isChoice = (field) => field.type === 'radio' || field.type === 'checkbox';

/** The question's fields as a form sends them, but without its version and its notes. */
export const contentOf = (question) =>
  content(
    question,
    (field) => field.checked,
    (field) => field.value,
  );

/** The same as the page came: what was typed before the scripts were there is not in it. */
export const deliveredIn = (question) =>
  content(
    question,
    (field) => field.defaultChecked,
    (field) => {
      const chosen =
        [...(field.options ?? [])].find((option) => option.defaultSelected) ?? field.options?.[0];
      return chosen ? chosen.value : field.defaultValue;
    },
  );

function content(question, isChecked, valueOf) {
  const pairs = fieldsOf(question)
    .filter((field) => !field.disabled && (!isChoice(field) || isChecked(field)))
    .map((field) => [field.name, valueOf(field)]);
  return new URLSearchParams(pairs).toString();
}

/** Whether there is a field for each text of such a content. */
export function fits(question, content) {
  const names = new Set(fieldsOf(question).map((field) => field.name));
  return [...new URLSearchParams(content)].every(([name, text]) => names.has(name) || text.trim() === '');
}

/** Puts such a content into the fields, as if it had been typed. */
export function fill(question, content) {
  const given = new URLSearchParams(content);
  const fields = fieldsOf(question);
  for (const field of fields) {
    if (isChoice(field)) field.checked = given.getAll(field.name).includes(field.value);
    else field.value = given.get(field.name) ?? '';
  }
  for (const field of fields) {
    for (const event of ['input', 'change']) field.dispatchEvent(new Event(event, { bubbles: true }));
  }
}
