/** Hides the questions that the choices made so far leave unasked; what is typed in them is kept. */
export function followChoices(form) {
  const dependent = [...form.querySelectorAll('[data-when]')];
  const show = () => {
    for (const question of dependent) question.hidden = !isAsked(form, question);
  };
  for (const question of dependent) question.classList.add('portal-question--followed');
  form.addEventListener('change', show);
  show();
}

function isAsked(form, question) {
  if (question.matches('.portal-question--conflict')) return true;
  const { when, is, asked } = question.dataset;
  const key = CSS.escape(when);
  const choices = [
    ...form.querySelectorAll(
      `input[type="radio"][name="${key}"], input[type="checkbox"][name^="${key}-choice-"]`,
    ),
  ];
  // the question that decides stands on another page: the portal has worked it out
  if (choices.length === 0) return asked === 'true';
  const deciding = choices[0].closest('[data-when]');
  if (deciding?.hidden) return false;
  return choices.some((choice) => choice.checked && choice.value === is);
}

/** "If other, which?" is asked only of those who chose "Other"; what is hidden is not sent. */
export function followOthers(form) {
  for (const list of form.querySelectorAll('select[data-other-field]')) {
    const field = document.getElementById(list.dataset.otherField);
    const show = () => {
      const other = list.selectedIndex === list.options.length - 1;
      field.closest('.govuk-form-group').hidden = !other;
      field.disabled = !other;
    };
    list.addEventListener('change', show);
    show();
  }
}

/** After a row was added or removed the address names the field to go on with. */
export function goToField(form) {
  if (document.querySelector('.govuk-error-summary') || location.hash.length < 2) return;
  const field = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (field && form.contains(field)) field.focus();
}
