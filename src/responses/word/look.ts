import { BorderStyle, ShadingType, VerticalAlign, WidthType, type ITableCellOptions } from 'docx';

/** Measures in twentieths of a point; the text is 17 cm wide on A4. */
export const WIDTH = 9_638;
export const LABEL_WIDTH = 1_760;
export const MARGIN = 1_134;

export const FONT = 'Calibri';
export const GREY = '595f69';
const RULE = 'c5cad3';
export const TINT = 'f2f4f7';

const rule = { style: BorderStyle.SINGLE, size: 4, color: RULE };
export const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };

export const BOXED = {
  top: rule,
  bottom: rule,
  left: rule,
  right: rule,
  insideHorizontal: rule,
  insideVertical: rule,
};
export const RULED = {
  top: rule,
  bottom: rule,
  left: none,
  right: none,
  insideHorizontal: rule,
  insideVertical: none,
};

export const CELL_MARGINS = { top: 70, bottom: 70, left: 110, right: 110, marginUnitType: WidthType.DXA };

/** A cell that names what stands beside or beneath it. */
export const labelCell = (width: number): Partial<ITableCellOptions> => ({
  width: { size: width, type: WidthType.DXA },
  shading: { type: ShadingType.CLEAR, color: 'auto', fill: TINT },
  verticalAlign: VerticalAlign.TOP,
});

export const plainCell = (width: number, columnSpan = 1): Partial<ITableCellOptions> => ({
  width: { size: width, type: WidthType.DXA },
  verticalAlign: VerticalAlign.TOP,
  ...(columnSpan > 1 && { columnSpan }),
});
