/**
 * This page as the portal has it now. @param url where it is had, when its query matters @returns { page }; { signedOut } when it is not, or no longer the same person,
 * who is signed in; nothing when it cannot be had
 */
export async function freshPage(url = location.pathname) {
  try {
    const reply = await fetch(url, { redirect: 'manual' });
    if (reply.status >= 500) return {};
    // To whoever else is signed in the page may not be there at all.
    if (!reply.ok) return { signedOut: true };
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
    return writerOf(page) === writerOf(document) ? { page } : { signedOut: true };
  } catch {
    return {};
  }
}

const writerOf = (page) => page.querySelector('[data-writer]')?.dataset.writer;
