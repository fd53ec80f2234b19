import { bringIn, freshPage } from './freshPage.js';
import { inTurn, leaveQueue } from './lanes.js';
import { sendFile } from './sendFile.js';

const NO_CONNECTION = 'Not added: there is no connection to the portal now.';
const SIGNED_OUT = 'Not added: you have been signed out.';

/**
 * Sends one file when its turn comes, and follows it in its row until it stands in the list, or is given up.
 * @param unfinished holds the row for as long as leaving the page would lose something
 */
export function followUpload(file, row, { form, say, unfinished }) {
  let sending;

  function wait() {
    row.waits();
    inTurn(send);
  }

  async function send() {
    row.sends(0);
    let given = false;
    sending = { cancel: () => (given = true) };
    // It tells who is signed in before a large file is sent for nothing.
    const now = await freshPage();
    if (given) return;
    if (!now.page) return fail(now);
    bringIn(now.page);
    sending = sendFile(form, file, row.sends);
    const reply = await sending.reply;
    if (reply.said) return done(reply.said);
    if (reply.refused) return giveUp(() => row.refuse(reply.refused));
    if (reply.signedOut || reply.failed) fail(reply);
  }

  async function done(words) {
    const { page } = await freshPage();
    if (page) bringIn(page);
    giveUp(row.leave, words);
  }

  function fail({ signedOut, failed }) {
    say('');
    if (signedOut) row.fails(SIGNED_OUT, wayToSignIn(form.dataset.signIn));
    else row.fails(failed ?? NO_CONNECTION);
  }

  function giveUp(last, words = '') {
    unfinished.delete(row);
    last();
    say(words);
  }

  row.buttons.cancel.addEventListener('click', () => {
    leaveQueue(send);
    sending?.cancel();
    giveUp(row.leave, `“${file.name}” was cancelled.`);
  });
  row.buttons.retry.addEventListener('click', wait);
  row.buttons.dismiss.addEventListener('click', () => unfinished.delete(row));
  unfinished.add(row);
  wait();
}

function wayToSignIn(href) {
  const link = document.createElement('a');
  Object.assign(link, { className: 'govuk-link', href, target: '_blank' });
  link.textContent = 'Sign in again in another window, then try again here.';
  return link;
}
