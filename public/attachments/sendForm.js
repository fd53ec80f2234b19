const SIGNED_OUT = 'You have been signed out, so nothing was added. Sign in again, then add the files again.';
const NOT_NOW = 'The portal could not take the files just now. Try again in a minute.';
const BROKE_OFF = 'The connection broke off before everything was sent, so nothing was added. Try again.';
const NO_REPLY =
  'The connection broke off before the portal replied. Reload this page to see whether the files were added.';

/**
 * Sends a form with its files, by XMLHttpRequest because fetch does not tell how much has been sent.
 * @param onProgress is given the part that has been sent, from 0 to 1
 * @returns cancel, and a reply that never rejects: { next } the page to go to, { problems } what is wrong,
 *   or neither when it was cancelled
 */
export function sendForm(form, onProgress) {
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
    request.addEventListener('error', () => resolve({ problems: [allSent ? NO_REPLY : BROKE_OFF] }));
    request.addEventListener('abort', () => resolve({}));
  });
  request.open('POST', form.action);
  request.setRequestHeader('Accept', 'application/json');
  request.send(new FormData(form));
  return { reply, cancel: () => request.abort() };
}

function read({ status, responseText, responseURL }) {
  const body = parsed(responseText);
  if (status === 201 && body.next) return { next: body.next };
  // Who is not signed in is sent to the page that signs in, which the browser has followed.
  if (status === 200 || new URL(responseURL).pathname.startsWith('/sign-in'))
    return { problems: [SIGNED_OUT] };
  const { problems, message } = body.error ?? {};
  return { problems: problems ?? [message || NOT_NOW] };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
