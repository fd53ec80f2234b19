import { contentOf, fill, fits } from './content.js';

/**
 * Puts what was typed and never saved back into its question, and says so there. Where a colleague has changed the
 * answer meanwhile it keeps the version that it was typed over: saving it then shows both and writes over nothing.
 * @returns { filled } when it stands in the fields, { aside } while it is only shown because the page has no field for
 *   it any more; undefined when there is nothing to put back
 */
export function putBack(question, version, copy, undo) {
  const kept = copy.read();
  if (!kept) return undefined;
  const saved = contentOf(question);
  if (kept.content === saved) return void copy.forget();

  if (!fits(question, kept.content)) {
    const found = { aside: true };
    const words = `What you typed here ${whenOf(kept.at)} was not saved, and does not fit this page any more. Copy what you need:`;
    tell(question, words, [...new URLSearchParams(kept.content).values()], 'I have what I need', () => {
      found.aside = false;
      copy.forget();
    });
    return found;
  }
  // What the portal has is what was sent last from here: only its reply was lost.
  if (kept.sent !== saved) version.value = kept.version;
  fill(question, kept.content);
  const words = `What you typed here ${whenOf(kept.at)} had not been saved. It has been put back.`;
  tell(question, words, [], 'Undo', undo);
  return { filled: true };
}

function tell(question, words, texts, label, pressed) {
  const box = document.createElement('div');
  box.className = 'portal-put-back';
  box.setAttribute('role', 'status');
  box.append(paragraph(words));
  for (const text of texts) box.append(paragraph(text, 'portal-verbatim'));
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'portal-link-button', textContent: label });
  button.addEventListener('click', () => {
    box.remove();
    pressed();
    question.querySelector('input:not([type="hidden"]), textarea, select')?.focus();
  });
  box.append(button);
  question.querySelector('h2').after(box);
}

function paragraph(text, className = '') {
  const p = document.createElement('p');
  Object.assign(p, { textContent: text, className });
  return p;
}

/** On this computer's clock, which is the one that it was typed by. */
function whenOf(at) {
  const typed = new Date(at);
  const [day, time] = [
    typed.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' }),
    typed.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' }),
  ];
  return `at ${time} on ${day}`;
}
