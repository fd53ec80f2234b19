/**
 * Sends one file with the form's other fields, by XMLHttpRequest because fetch does not tell how much has been sent.
 * @param onProgress is given the part that has been sent, from 0 to 1
 * @returns cancel, and a reply that never rejects: { said } what the portal did; { refused } why it does not take it;
 *   { failed } why it may be tried again; { signedOut }; nothing in it when it was cancelled
 */
export function sendFile(form, file, onProgress) {
  const request = new XMLHttpRequest();
  let allSent = false;
  const reply = new Promise((resolve) => {
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (loaded < total) onProgress(loaded / total);
    });
    request.upload.addEventListener('load', () => {
      allSent = true;
      onProgress(1);
    });
    request.addEventListener('load', () => resolve(read(request)));
    request.addEventListener('error', () => resolve({ failed: allSent ? NO_REPLY : BROKE_OFF }));
    request.addEventListener('abort', () => resolve({}));
  });
  const body = new FormData(form);
  body.delete('files');
  body.append('files', file);
  request.open('POST', form.action);
  request.setRequestHeader('Accept', 'application/json');
  request.send(body);
  return { reply, cancel: () => request.abort() };
}

const BROKE_OFF = 'Not added: the connection broke off before it was sent whole.';
const NO_REPLY =
  'The connection broke off before the portal replied, so it may have been added or not. Trying again does not add it twice.';
const NOT_NOW = 'Not added: the portal could not take it just now.';

function read({ status, responseText, responseURL }) {
  const { said, error } = parsed(responseText);
  if (status === 201 && said) return { said };
  // Who is not signed in is sent to the page that signs in, which the browser has followed.
  if (status === 403 || new URL(responseURL).pathname.startsWith('/sign-in')) return { signedOut: true };
  if (status >= 500 || !error) return { failed: NOT_NOW };
  return { refused: error.problems?.join('. ') ?? error.message };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
