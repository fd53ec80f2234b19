import { textOf } from './richText.js';

/** What is pasted into a text from a word processor or a web page keeps its paragraphs, lists and tables, as text. */
export function pasteAsText(form) {
  form.addEventListener('paste', (event) => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement)) return;
    const text = textFrom(event.clipboardData);
    if (!text) return; // the browser pastes what it has as plain text
    event.preventDefault();
    insert(field, text);
  });
}

function textFrom(clipboard) {
  const html = clipboard?.getData('text/html');
  if (!html) return '';
  try {
    return textOf(html);
  } catch {
    return '';
  }
}

/**
 * Old as they are, only these commands keep what the browser can undo. Chromium takes seconds to insert hundreds of
 * lines as text, but none as escaped HTML, which a field of text takes as text; Firefox does not do that, and need not.
 */
function insert(field, text) {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>');
  if (document.execCommand('insertHTML', false, escaped)) return;
  if (document.execCommand('insertText', false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
