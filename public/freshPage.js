/**
 * This page as the portal has it now. @returns { page }; { signedOut } when it is not, or no longer the same person,
 * who is signed in; nothing when it cannot be had
 */
export async function freshPage() {
  try {
    const reply = await fetch(location.pathname, { redirect: 'manual' });
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
