import { contentOf } from './content.js';
import { COPY_MS, localCopy } from './localCopy.js';
import { away, send } from './saving.js';

/**
 * Follows a question of which two answers are shown to choose from. What is typed here is kept on this computer until
 * the portal has confirmed it; choosing the colleague's, which the portal has, drops it. Nothing is sent before the
 * form is. @param undecided what to say until then; @param changed called whenever there is something to tell
 */
export function followChoice(question, { token, writer, undecided, changed }) {
  const { chosenFor } = question.dataset;
  const copy = localCopy(writer, chosenFor);
  const version = question.querySelector('[data-version]');
  const theirs = question.querySelector('[data-theirs]');
  const chosen = () => question.querySelector('[data-keep]:checked')?.value;
  let confirmed;
  /** the colleague's was chosen when the form was sent: what is typed here is wanted no more */
  let dropped = false;
  let copying;
  const state = { trouble: undecided, signedOut: false, cutOff: false, kept: false };

  /** Once one's own is chosen it has been seen beside theirs: put back, it takes theirs' place. */
  function keepCopy() {
    clearTimeout(copying);
    copying = undefined;
    const content = contentOf(question);
    if (dropped || content === confirmed) return;
    state.kept = copy.keep({ content, version: (chosen() === 'mine' ? theirs : version).value });
  }

  const isUnsaved = () => chosen() === 'mine' && contentOf(question) !== confirmed;

  async function settle() {
    dropped = chosen() === 'theirs';
    if (dropped) copy.forget();
    if (!isUnsaved()) return;
    keepCopy();
    const content = contentOf(question);
    const reply = await send(chosenFor, `${version.name}=${theirs.value}&${content}`, { token });
    Object.assign(state, { signedOut: reply.signedOut === true, cutOff: reply.cutOff === true });
    state.trouble = reply.saved ? undefined : troubleOf(reply);
    if (reply.saved) {
      confirmed = content;
      copy.forget();
    }
    changed();
  }

  question.addEventListener('input', () => {
    copying ??= setTimeout(keepCopy, COPY_MS);
  });
  keepCopy();

  return { state, settle, isUnsaved };
}

function troubleOf(reply) {
  const { signedOut, refused } = reply;
  if (signedOut) return 'Not saved: you have been signed out.';
  return refused ?? `Not saved: ${away(reply)}. Press the button again when it is back`;
}
