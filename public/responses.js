// The pages of a response: each answer is saved as it is written, what need not be answered is hidden, and what colleagues do is told.
import { autosave } from './responses/autosave.js';
import { pasteAsText } from './responses/paste.js';
import { together } from './responses/together.js';
import { countAsTyped } from './responses/counts.js';
import { followChoices, followOthers, goToField } from './responses/fields.js';

const form = document.querySelector('[data-response-form]');
const box = document.querySelector('[data-together]');
if (form) {
  followChoices(form);
  followOthers(form);
  countAsTyped(form);
  pasteAsText(form);
}
const answers = form ? autosave(form, form.querySelector('[data-saving]')) : [];
if (box) together(box, answers);
if (form) goToField(form);
