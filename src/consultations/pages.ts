/** What views/partials/pagination shows. */
export interface Pagination {
  label?: string;
  previous?: { href: string };
  next?: { href: string };
  pages: { number?: number; href?: string; current?: boolean; gap?: boolean }[];
}

/** Links to the first, the last and the neighbouring pages; undefined when there is only one. */
export function pagesOf(
  current: number,
  last: number,
  address: (page: number) => string,
): Pagination | undefined {
  if (last <= 1) return undefined;
  const near = [1, current - 1, current, current + 1, last].filter((page) => page >= 1 && page <= last);
  const shown = [...new Set(near)].toSorted((one, other) => one - other);
  return {
    label: 'Pages of closed consultations',
    previous: current > 1 ? { href: address(current - 1) } : undefined,
    next: current < last ? { href: address(current + 1) } : undefined,
    pages: shown.flatMap((page, index) => {
      const skipped = index > 0 && page - shown[index - 1]! > 1;
      return [
        ...(skipped ? [{ gap: true }] : []),
        { number: page, href: address(page), current: page === current },
      ];
    }),
  };
}
