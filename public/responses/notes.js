/** The colleagues' notes on each answer of a page: brought in as they come, while one that is being typed stays. */
export const followNotes = (root) => [...root.querySelectorAll('[data-notes]')].map(followOne);

function followOne(notes) {
  const key = notes.dataset.notes;
  const list = notes.querySelector('ul');
  const shown = () => [...list.children].map((note) => note.dataset.note).join();
  return {
    /** @param ids as the portal has them now */
    differ: (ids = {}) => (ids[key] ?? []).join() !== shown() && !list.contains(document.activeElement),
    /** Takes them in from the page as it is now. */
    meet(page) {
      const fresh = page.querySelector(`[data-notes="${CSS.escape(key)}"]`);
      if (!fresh) return;
      const theirs = fresh.querySelector('ul');
      list.replaceChildren(...theirs.children);
      list.hidden = theirs.hidden;
      notes.querySelector('summary span').textContent = fresh.querySelector('summary span').textContent;
    },
  };
}
