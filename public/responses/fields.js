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
  if (question.querySelector('.portal-conflict')) return true;
  const { when, is, asked } = question.dataset;
  const choices = [...form.querySelectorAll(`input[type="radio"][name="${CSS.escape(when)}"]`)];
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

/** Says how many characters are left once nine tenths are used, and how many are too many. */
export function countNearLimits(form) {
  for (const field of form.querySelectorAll('textarea[data-limit]')) {
    const limit = Number(field.dataset.limit);
    const count = document.createElement('p');
    count.className = 'govuk-hint portal-count';
    count.id = `${field.id}-count`;
    count.setAttribute('aria-live', 'polite');
    field.after(count);
    field.setAttribute(
      'aria-describedby',
      `${field.getAttribute('aria-describedby') ?? ''} ${count.id}`.trim(),
    );
    const show = () => {
      // the length counts an emoji twice, which is near enough until the limit is near
      const used = field.value.length < limit * 0.9 ? 0 : [...field.value].length;
      const left = limit - used;
      const number = Math.abs(left).toLocaleString('en-GB');
      const characters = number === '1' ? 'character' : 'characters';
      count.textContent =
        used < limit * 0.9 ? '' : `${number} ${characters} ${left < 0 ? 'too many' : 'left'}`;
      count.classList.toggle('portal-count--over', left < 0);
    };
    field.addEventListener('input', show);
    show();
  }
}

/** After a row was added or removed the address names the field to go on with. */
export function goToField(form) {
  if (document.querySelector('.govuk-error-summary') || location.hash.length < 2) return;
  const field = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (field && form.contains(field)) field.focus();
}
