import { countCharacters, countWords, wordsOf } from '/assets/counting.js';

const PAUSE_MS = 1_500;

/**
 * Says below each text how many words it has, as the portal counts them; once nine tenths of what fits are used, how
 * many characters are left, or too many; where only so many words are asked for, that too, from the first. That is read out when typing pauses; nothing is ever cut off.
 */
export function countAsTyped(form) {
  for (const field of form.querySelectorAll('[data-limit]')) follow(field);
}

function follow(field) {
  const shown = paragraph('govuk-hint portal-count');
  const readOut = paragraph('govuk-visually-hidden');
  shown.id = `${field.id}-count`;
  readOut.setAttribute('role', 'status');
  field.after(shown, readOut);
  const describedBy = `${field.getAttribute('aria-describedby') ?? ''} ${shown.id}`.trim();
  field.setAttribute('aria-describedby', describedBy);
  const most = field.dataset.wordLimit === undefined ? undefined : Number(field.dataset.wordLimit);
  let timer;

  const show = () => {
    const { value } = field;
    const words = field.dataset.words === undefined ? '' : wordsOf(value, most);
    const limits = [nearWordLimit(value, most), nearLimit(value, Number(field.dataset.limit))];
    const text = limits
      .map((limit) => limit.text)
      .filter(Boolean)
      .join('. ');
    shown.textContent = [words, text].filter(Boolean).join('. ');
    shown.classList.toggle(
      'portal-count--over',
      limits.some(({ over }) => over),
    );
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (readOut.textContent !== text) readOut.textContent = text;
    }, PAUSE_MS);
  };
  field.addEventListener('input', show);
  show();
}

function nearWordLimit(text, most) {
  const left = most === undefined ? 0 : most - countWords(text);
  if (most === undefined || left > most * 0.1) return { text: '', over: false };
  return { text: leftOf(left, 'word', 'words'), over: left < 0 };
}

function nearLimit(text, limit) {
  // the length counts an emoji twice, which is near enough until the limit is near
  if (text.length < limit * 0.9) return { text: '', over: false };
  const left = limit - countCharacters(text);
  if (left > limit * 0.1) return { text: '', over: false };
  return { text: leftOf(left, 'character', 'characters'), over: left < 0 };
}

function leftOf(left, one, several) {
  const number = Math.abs(left).toLocaleString('en-GB');
  return `${number} ${number === '1' ? one : several} ${left < 0 ? 'too many' : 'left'}`;
}

function paragraph(className) {
  const made = document.createElement('p');
  made.className = className;
  return made;
}
