/** Where an item may be let go: each place with the element that it would stand before, or at whose end. */
export function placesFor(list, item) {
  if (item.dataset.section) {
    const others = [...list.querySelectorAll('[data-section]')].filter((one) => one !== item);
    const last = others.at(-1);
    return [
      ...others.map((before) => ({ before, edge: before, side: 'top' })),
      { edge: last, side: 'bottom' },
    ];
  }
  return [...list.querySelectorAll('[data-section]')].flatMap((section) => {
    const others = [...section.querySelectorAll('[data-question]')].filter((one) => one !== item);
    // A section that has nothing else is where it is already, or takes it below its heading.
    const end = others.at(-1) ?? section.querySelector('h2');
    return [
      ...others.map((before) => ({ section, before, edge: before, side: 'top' })),
      { section, edge: end, side: 'bottom' },
    ];
  });
}

/** How a place is told to the portal. */
export function placeOf(item, { section, before }) {
  return item.dataset.section
    ? { what: 'section', key: item.dataset.section, before: before?.dataset.section ?? '' }
    : {
        what: 'question',
        key: item.dataset.question,
        section: section.dataset.section,
        before: before?.dataset.question ?? '',
      };
}

/** Whether it stands there already. */
export function isThere(item, { section, before }) {
  if (section && item.closest('[data-section]') !== section) return false;
  let next = item.nextElementSibling;
  while (next && !next.matches('[data-question], [data-section]')) next = next.nextElementSibling;
  return (next ?? undefined) === before;
}
