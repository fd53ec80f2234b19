import type { Figures } from '../counting/figures.rules.js';

/** Figures as views/partials/data-table.ejs takes them. */
export const figuresTable = ({ caption, columns: [first = '', ...others], rows, foot }: Figures) => ({
  caption,
  captionHidden: true,
  onPhone: 'scroll',
  columns: [{ text: first }, ...others.map((text) => ({ text, numeric: true }))],
  rows,
  foot,
});
