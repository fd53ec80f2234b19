/**
 * This page as the portal has it now. @returns { page }; { signedOut } when it is not, or no longer the same person,
 * who is signed in; nothing when it cannot be had
 */
export async function freshPage() {
  try {
    const reply = await fetch(location.pathname, { redirect: 'manual' });
    if (reply.type === 'opaqueredirect' || reply.status === 403) return { signedOut: true };
    if (!reply.ok) return {};
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
    return writerOf(page) === writerOf(document) ? { page } : { signedOut: true };
  } catch {
    return {};
  }
}

const writerOf = (page) => page.querySelector('[data-writer]')?.dataset.writer;

/**
 * Brings in the files that have been added meanwhile, how many there is room for, and the token of the session. What
 * stands in the page stays: somebody may be writing why a file is confidential.
 */
export function bringIn(page) {
  for (const form of document.querySelectorAll('[data-files-upload]')) {
    const field = form.querySelector('[type="file"]');
    const fresh = page.querySelector(`[data-files-upload] [id="${CSS.escape(field.id)}"]`)?.form;
    form.dataset.room = fresh?.dataset.room ?? 0;
    if (fresh) form.elements._csrf.value = fresh.elements._csrf.value;
  }
  for (const room of document.querySelectorAll('[data-files-room]')) {
    room.textContent = page.querySelector('[data-files-room]')?.textContent ?? '';
  }
  for (const list of document.querySelectorAll('[data-files-list]')) {
    const fresh = page.querySelector(`[data-files-list="${CSS.escape(list.dataset.filesList)}"]`);
    if (fresh) addNewItems(list, fresh);
  }
}

function addNewItems(list, fresh) {
  const items = list.querySelector('ul');
  if (!items) return list.replaceChildren(...fresh.childNodes);
  const isNew = ({ id }) => !document.getElementById(id);
  items.append(...[...fresh.querySelectorAll('li')].filter(isNew));
}
