// The form of a response: saves each answer as it is written, and hides what need not be answered.
import { autosave } from './responses/autosave.js';
import { pasteAsText } from './responses/paste.js';
import { together } from './responses/together.js';
import { countAsTyped } from './responses/counts.js';
import { followChoices, followOthers, goToField } from './responses/fields.js';

for (const form of document.querySelectorAll('[data-response-form]')) {
  followChoices(form);
  followOthers(form);
  countAsTyped(form);
  pasteAsText(form);
  const answers = autosave(form, form.querySelector('[data-saving]'));
  together(document.querySelector('[data-together]'), form, answers);
  goToField(form);
}
