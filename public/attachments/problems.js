import { ErrorSummary } from '/assets/govuk-frontend.min.js';

/** Says what is wrong as the portal's own pages do: in the summary, which takes the focus, and at the field. */
export function showProblems(input, texts) {
  const group = input.closest('.govuk-form-group');
  group.classList.add('govuk-form-group--error');
  input.classList.add('portal-file--error');
  input.setAttribute('aria-invalid', 'true');
  const message = element('p', { id: `${input.id}-error`, class: 'govuk-error-message' }, [
    element('span', { class: 'govuk-visually-hidden' }, ['Error:']),
    ` ${texts.join('. ')}`,
  ]);
  input.before(message);
  input.setAttribute('aria-describedby', [...describedBy(input), message.id].join(' '));
  if (!document.title.startsWith('Error: ')) document.title = `Error: ${document.title}`;
  const summary = summaryOf(texts, input.id);
  document.querySelector('[data-files-errors]').replaceChildren(summary);
  new ErrorSummary(summary);
}

/** Takes back what was said about the forms that add files, and the summary. */
export function clearProblems() {
  for (const group of document.querySelectorAll('[data-files-upload] .govuk-form-group--error')) {
    group.classList.remove('govuk-form-group--error');
    group.querySelector('.govuk-error-message')?.remove();
    const field = group.querySelector('input[type="file"]');
    field.classList.remove('portal-file--error');
    field.removeAttribute('aria-invalid');
    field.setAttribute('aria-describedby', describedBy(field).join(' '));
  }
  document.querySelector('[data-files-errors]').replaceChildren();
  document.title = document.title.replace(/^Error: /, '');
}

const describedBy = (input) =>
  (input.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== `${input.id}-error`);

/** The markup of views/partials/error-summary.ejs. */
function summaryOf(texts, fieldId) {
  const items = texts.map((text) => element('li', {}, [element('a', { href: `#${fieldId}` }, [text])]));
  const list = element('ul', { class: 'govuk-list govuk-error-summary__list' }, items);
  const title = element('h2', { class: 'govuk-error-summary__title' }, ['There is a problem']);
  const body = element('div', { class: 'govuk-error-summary__body' }, [list]);
  return element(
    'div',
    { class: 'govuk-error-summary', 'data-module': 'govuk-error-summary', tabindex: '-1' },
    [element('div', { role: 'alert' }, [title, body])],
  );
}

function element(name, attributes, children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
